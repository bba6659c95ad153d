"""Every kind of public page in each of its states, in the register that spoken_world builds."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import override

from core.clock import today
from producers.models import Producer
from products.actions.receipts import make_receipt
from products.models import Certificate, Decision, Product, Recognition, ScoreApproval
from products.queries.lists import listed_decisions, listed_producers
from products.queries.public import public_products, status_of
from products.queries.register import withdrawn_decisions
from reports.data_urls import ENDINGS
from reports.views.open_sets import OPEN_SETS

# Files, pictures and answers for machines; the rest of what the public reaches is pages.
NOT_PAGES = {
    "products:code-picture",
    "products:receipt-pdf",
    "products:suggest",
    "products:share-picture",
    "products:news-feed",
    *(f"data:{each.key}-{form}" for each in OPEN_SETS for form in ENDINGS),
    "data:dcat",
    "opensearch",
    "healthz",
    "readyz",
    "robots",
    "sitemap",
    "sitemap-part",
}
# Asked with these, the page is another one; "" is the page as it stands.
ASKED = {
    "home": [""],
    "join": [""],
    "accessibility": [""],
    "products:product-list": [
        "",
        "?xem=bang",
        "?trang=2",
        "?sao=4&q=minh&tinh-trang=valid",
        "?q=xyzxyz",
        "?q=banh+ken",
        "?q=cau+ngang",
    ],
    "products:producer-list": ["", "?trang=2", "?q=xyz"],
    "products:decision-list": ["", "?nam=2021&loai=revoke", "?nam=1990"],
    "products:verify": ["", "?ma=banh", "?ma=xyz", "?ma=OC23456789A"],
    "products:label-report": ["", "?ma=OC7K39QFM2X6"],
    "products:label-report-done": [""],
    "reports:figures": ["", "?ngay=31/02/2022&ghi-den=x", "?cach-dem=inside&cap=commune", "?ngay=01/01/2021"],
    "reports:counted-products": ["", "?trang=2", "?sao=9"],
    "reports:counted-producers": [""],
    "reports:series": ["", "?moi=quy", "?tu=2022-01-01&den=2021-01-01&moi=thang"],
    "reports:changes": ["", "?tu=2021-01-01&den=2022-10-01", "?tu=2022-10-01&den=2021-01-01"],
    "reports:place-map": ["", "?cap=commune"],
    "reports:open-data": ["", "?sao=4&ngay=2022-01-01", "?bo=chu-the", "?bo=quyet-dinh&nam=2021"],
    "account_login": [""],
    "account_signup": [""],
    "account_inactive": [""],
    "account_reset_password": [""],
}
Row = TypeVar("Row")


@override("vi")
def pages_of_each_kind() -> dict[str, list[str]]:
    """The name of an address → its paths, one for each state; makes a receipt."""
    pages = {name: [reverse(name) + asked for asked in every] for name, every in ASKED.items()}
    products, codes = _products(), _codes()
    two = "&".join(f"sp={product.slug}" for product in products[:2])
    four = "&".join(f"sp={product.slug}" for product in products[:4])
    receipt = make_receipt(codes[0]).code
    pages["products:compare"] = [reverse("products:compare") + asked for asked in ("", f"?{two}&q=banh", f"?{four}")]
    things = {
        "products:product-detail": [product.slug for product in products],
        "products:producer-detail": [producer.slug for producer in _producers()],
        "products:decision-detail": [
            *(decision.slug for decision in _decisions()),
            *withdrawn_decisions(today()).values_list("slug", flat=True)[:1],
        ],
        "products:verify-code": [*codes, receipt, "OC7K39QFM2X6", "OC23456789A"],
        "products:receipt-new": [codes[0]],
        "products:receipt-print": [receipt],
    }
    return pages | {name: [reverse(name, args=[key]) for key in keys] for name, keys in things.items()}


def _one_of_each(rows: Iterable[Row], kind: Callable[[Row], Hashable]) -> list[Row]:
    return list({kind(row): row for row in rows}.values())


def _products() -> list[Product]:
    rows = public_products(today()).filter(merged_into__isnull=True).order_by("pk")
    return _one_of_each(rows, lambda product: (_ratings(product.recognitions.all()), *_further(product)))


def _ratings(ratings: QuerySet[Recognition]) -> tuple[Hashable, ...]:
    return tuple(_state(each) for each in ratings)


def _state(rating: Recognition) -> Hashable:
    return (rating.voided_at is not None, status_of(rating, today()), rating.start_precision, rating.score is None)


def _further(product: Product) -> tuple[Hashable, ...]:
    approvals = tuple((each.voided_at is not None, each.answer) for each in product.scoreapprovals.all())
    listed = tuple(product.listings.values_list("event", flat=True))
    return (approvals, listed, product.transfers.exists(), product.merges.exists(), product.category_basis)


def _producers() -> list[Producer]:
    rows = listed_producers(today()).order_by("pk")
    return _one_of_each(rows, lambda maker: (maker.legal_form, maker.succeeded_by_id, maker.products.count() > 1))


def _decisions() -> list[Decision]:
    def kind(paper: Decision) -> Hashable:
        done = (paper.recognitions, paper.approvals, paper.closings, paper.corrections, paper.answers, paper.listings)
        parts = tuple(rows.exists() for rows in done)
        return (parts, paper.precision, paper.annuls_id is None, paper.annulled_by.exists(), bool(paper.reason))

    return _one_of_each(listed_decisions(today()).order_by("pk"), kind)


def _codes() -> list[str]:
    def kind(certificate: Certificate) -> Hashable:
        approval: ScoreApproval | None = certificate.approval
        if approval is not None:
            return (approval.voided_at is not None, approval.answer)
        return (certificate.recognition and _state(certificate.recognition)[:2],)  # type: ignore[index]

    rows = Certificate.objects.select_related("recognition", "approval").order_by("pk")
    return [certificate.code for certificate in _one_of_each(rows, kind)]
