"""A register in which everything that public pages can say is said of something (minh hoạ)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from core.models import Place, PlaceKind, User
from core.publishing import publishing
from producers.enums import LegalForm
from producers.models import Producer
from products.actions.correcting import (
    answer_approval,
    correct_ratings,
    enter_rightly,
    extend_rating,
    void_decision,
    void_rating,
)
from products.actions.decisions import (
    annul_decision,
    attest_decision,
    attest_ratings,
    issue_decision,
    revoke_ratings,
)
from products.actions.merging import merge_products
from products.actions.outlets import add_outlet
from products.actions.proofs import add_proof
from products.actions.receipts import make_receipt
from products.actions.transfer import succeed_producer, transfer_product
from products.enums import (
    Answer,
    CategoryBasis,
    ListingEvent,
    OutletKind,
    Precision,
    ProofKind,
    RatingKind,
    StartBasis,
)
from products.models import Certificate, Decision, Listing, Product
from products.paper import Correction
from products.rules.codes import CERTIFICATE, with_check
from reports.models import PublishedFigure
from reports.rules.changes import FLOWS
from tests.factories import category, level_of, line, make_producer, make_product, paper

EARLY = date(2021, 3, 30)
OLD_UNIT = "xa-huyen-hoi-huyen-cang-long"
NUMBERS = iter(range(100, 10_000))
NEVER_ISSUED = with_check(CERTIFICATE, "23456789A")


def _rate(product: Product, stars: int | None = 3, on: date = EARLY, **fields: Any) -> Decision:
    return issue_decision(paper(f"{next(NUMBERS)}/QĐ-UBND", on), [line(product, stars, **fields)], by=None)


def build(by: User) -> None:
    """All of it; the units of the fixtures must be there."""
    _producers()
    _statuses()
    _answers()
    _corrections(by)
    _sources()
    _moves(by)
    _beside()
    PublishedFigure.objects.create(
        place=Place.objects.get(slug="tinh-tra-vinh"), on=EARLY, total=26, basis="minh hoạ", source="https://vi-du.vn/"
    )


def _producers() -> None:
    """One of each legal form, more than a page of them, and of every kind of place."""
    places = Place.objects.filter(slug__in=[OLD_UNIT, "tinh-tra-vinh"])
    forms = [*LegalForm.values, *[LegalForm.HOUSEHOLD_BUSINESS] * 12]
    makers = [make_producer(legal_form=form, place=places[count % 2]) for count, form in enumerate(forms)]
    products = [make_product(producer=maker, category=category()) for maker in makers]
    issue_decision(
        paper("612/QĐ-UBND", EARLY, published_count=100),
        [line(product, 3 + count % 2) for count, product in enumerate(products)],
        by=None,
    )
    issue_decision(paper("613/QĐ-UBND", EARLY, published_count=1), [line(stars=4)], by=None)
    for kind in PlaceKind:
        if place := Place.objects.filter(kind=kind).first():
            _rate(make_product("Kẹo minh hoạ", place=place))


def _statuses() -> None:
    scores = {"score": Decimal("72.5"), "score_a": Decimal(30), "score_b": Decimal("12.5"), "score_c": Decimal(30)}
    _rate(make_product(category=category(), category_basis=CategoryBasis.INFERRED), 4, **scores)
    _rate(make_product(), on=date(2019, 11, 1), start_basis=StartBasis.HANDED_OVER)  # expiring
    _rate(make_product(), on=date(2018, 11, 1))  # expired
    extended = make_product()
    _rate(extended, on=date(2019, 9, 1), score=Decimal(60))
    extend_rating(extended.recognitions.get(), until=date(2022, 12, 1), ground="Chờ kết quả", by=None)
    revoked = make_product()
    _rate(revoked)
    revoke_ratings(paper("3", date(2022, 6, 1), reason="x"), list(revoked.recognitions.all()), by=None)
    again = make_product()
    _rate(again)
    _rate(again, 4, date(2022, 5, 1), kind=RatingKind.UPGRADE)
    _rate(again, 3, date(2022, 6, 1), kind=RatingKind.RE_RATING)
    annul_decision(paper("4", date(2022, 3, 1), reason="x"), _rate(make_product()), by=None)


def _answers() -> None:
    """Scores approved for five stars: waiting with and without a rating, and each answer."""
    held = make_product()
    _rate(held, 4)
    _rate(held, None, date(2022, 3, 1), score=Decimal(95))
    _rate(make_product(), None)
    for kind in (Answer.BELOW, Answer.WITHDRAWN):
        product = make_product()
        _rate(product, None)
        answer_approval(product.scoreapprovals.get(), kind, on=date(2022, 2, 1), paper="x", note="", by=None)
    five = make_product()
    _rate(five, None, score=Decimal(95))
    national = paper("9/QĐ-BNN", date(2022, 9, 1), level=level_of(key="national"), issuing_body="Bộ Minh Hoạ")
    issue_decision(national, [line(five, 5)], by=None)
    annul_decision(paper("10", date(2022, 3, 1), reason="x"), _rate(make_product(), None), by=None)


def _corrections(by: User) -> None:
    wrong, gone, printed, same = (make_product() for _number in range(4))
    for product in (wrong, gone, printed, same):
        _rate(product, 4)
    enter_rightly(wrong.recognitions.get(), stars=3, score=None, kind=RatingKind.FIRST, why="nhầm", by=by)
    void_rating(gone.recognitions.get(), why="nhầm", by=by)
    void_decision(_rate(make_product()), why="nhầm", by=by)
    rows = [
        Correction(printed.recognitions.get(), stars=3, score=Decimal(60)),
        Correction(same.recognitions.get(), source_url="https://vi-du.vn/b"),
    ]
    correct_ratings(paper("5", date(2022, 2, 1)), rows, by=None)


def _sources() -> None:
    """What is known inexactly, and what sources attest."""
    year = {"start_precision": Precision.YEAR, "starts_on": date(2020, 12, 31)}
    attest_ratings(level_of(), [line(make_product(), 3, **year, source_url="Báo Minh Hoạ")], by=None)
    issue_decision(paper("", date(2020, 12, 31), precision=Precision.YEAR), [line(stars=3)], by=None)
    issue_decision(paper("", date(2020, 11, 30), precision=Precision.MONTH), [line(stars=3)], by=None)
    unknown = attest_decision(paper("", None, precision=Precision.UNKNOWN, source_url="https://vi-du.vn/a"), by=None)
    with publishing():
        for event in ListingEvent:
            Listing.objects.create(
                product=make_product(),
                event=event,
                on=EARLY,
                precision=Precision.DAY,
                decision=unknown,
                product_name="Bánh",
                source_url="https://vi-du.vn/",
            )


def _moves(by: User) -> None:
    """Products and producers that were passed on or merged."""
    passed, heir = make_product(), make_producer("Công ty Nhận Minh Hoạ", legal_form=LegalForm.LLC_ONE)
    _rate(passed)
    transfer_product(passed, to=heir, on=date(2022, 5, 1), why="Chuyển", by=None)
    old = make_producer("Tổ hợp tác Cũ Minh Hoạ", legal_form=LegalForm.COOPERATIVE_GROUP)
    _rate(make_product(producer=old))
    succeed_producer(old, successor=heir, on=date(2022, 5, 1), why="Kế thừa", by=None)
    kept = make_product(producer=heir)
    _rate(kept)
    merge_products(kept, make_product(producer=heir), why="Trùng", by=by)


def _beside() -> None:
    """A product with every kind of outlet and of proof."""
    product, sold = make_product(), {"seen_on": date(2022, 9, 1)}
    _rate(product)
    for url in ("https://voso.vn/minh-hoa", "https://cua-hang.example.org/"):
        add_outlet(product, kind=OutletKind.SHOP, url=url, by=None, **sold)
    add_outlet(product, kind=OutletKind.DISPLAY, name="Điểm minh hoạ", by=None, **sold)
    add_outlet(product, kind=OutletKind.MARKET, name="Nước Minh Hoạ", by=None, **sold)
    for kind in ProofKind:
        days = {"issued_on": EARLY, "expires_on": None if kind == ProofKind.SELF_DECLARATION else date(2024, 3, 30)}
        issuer = "" if kind == ProofKind.SELF_DECLARATION else "Trung tâm Minh Hoạ"
        name = "Chứng nhận minh hoạ" if kind == ProofKind.OTHER else ""
        add_proof(product, kind=kind, name=name, number="1", issuer=issuer, scope="minh hoạ", by=None, **days)


# ------------------------------------------------------------------ the way through it
def verification_paths() -> list[str]:
    """Verification: empty, by name, unknown names and codes, and every code; makes a receipt of each kind."""
    codes = Certificate.objects.values_list("code", flat=True)
    asked = ["", "?ma=banh", "?ma=banhh", "?ma=xyz", "?ma=OC23456789A", "OC23456789A/", "abc/"]
    asked.append(f"{NEVER_ISSUED}/")
    receipts = [f"{code}/bien-nhan/" for code in list(codes)[:1]]
    for code in (*_one_code_of_each(), NEVER_ISSUED):
        receipt = make_receipt(code).code
        receipts += [f"{receipt}/", f"{receipt}/in/", f"{receipt}/bien-nhan.pdf"]
    return [f"/xac-minh/{rest}" for rest in (*asked, *receipts, *(f"{code}/" for code in codes))]


def _one_code_of_each() -> list[str]:
    """Of a rating, of one that ended, of one that was voided, of an approved score."""
    certificates = Certificate.objects.order_by("pk")
    ratings = certificates.filter(recognition__isnull=False)
    kinds = (
        ratings.filter(recognition__voided_at=None, recognition__ended_on=None),
        ratings.filter(recognition__voided_at=None, recognition__ended_on__isnull=False),
        ratings.exclude(recognition__voided_at=None),
        certificates.filter(approval__isnull=False),
    )
    return [kind.values_list("code", flat=True)[0] for kind in kinds]


def paths_of_moved_places() -> list[str]:
    """A product, its producer and figures on a day when the unit lies in another one."""
    product = Product.objects.select_related("producer").filter(place__slug=OLD_UNIT).first()
    assert product
    return [f"/san-pham/{product.slug}/", f"/chu-the/{product.producer.slug}/", "/thong-ke/", "/chu-the/"]


def public_paths() -> list[str]:
    """Every public page with everything that it can be asked; makes a receipt."""
    lists = {
        "san-pham": ["", "?trang=2", "?trang=3", "?q=banh", "?q=banh+tot", "?q=xyzxyz", "?q=kẹo+minh+hoạ&sao=5",
                     "?sao=9", f"?q={'a' * 300}", "?tinh-trang=expired&tinh-trang=revoked&noi=tinh-tra-vinh&sao=3",
                     "?nhom=thuc-pham-1048&chu-the=company&sap-xep=ten", "?chu-the=unknown&q=zz"],
        "chu-the": ["", "?trang=2", "?q=xyz", "?chu-the=company&noi=la"],
        "quyet-dinh": ["", "?trang=2", "?nam=2021&loai=revoke", "?nam=1990"],
        "thong-ke": ["", "?ngay=31/02/2022", "?ngay=hom-qua", "?ngay=5/13/2022", "?ngay=1/1/22", "?ngay=02/10/2090",
                     "?ghi-den=hom-qua", "?cach-dem=inside&cap=commune", "?cach-dem=certified", "?cach-dem=x",
                     "?ngay=1/1/0001", "?ngay=01/01/2021", "?ngay=01/01/2010", "?ghi-den=2090-01-01T00:00",
                     "?ghi-den=2010-01-01T00:00"],
    }  # fmt: skip
    pages = [f"/{part}/{query}" for part, queries in lists.items() for query in queries]
    things = {"san-pham": Product, "chu-the": Producer, "quyet-dinh": Decision}
    slugs = {part: model.objects.values_list("slug", flat=True) for part, model in things.items()}
    compared = "&".join(f"sp={slug}" for slug in list(slugs["san-pham"])[:5])
    further = ["/tham-gia/", "/tro-nang/", "/so-sanh/", "/so-sanh/?q=xyzxyz", f"/so-sanh/?sp=la&{compared}",
               "/goi-y/?q=banh+ken", "/goi-y/?q=cau+ngang", "/bao-cao-nhan/", "/bao-cao-nhan/da-nhan/",
               "/thong-ke/danh-sach/", "/thong-ke/danh-sach/?trang=2", "/thong-ke/danh-sach/?sao=9",
               "/thong-ke/danh-sach/?noi=khong-xac-dinh&nhom=khong-xac-dinh", "/thong-ke/danh-sach/?cua=1",
               "/thong-ke/chu-the/", "/thong-ke/ban-do/",
               "/thong-ke/theo-thoi-gian/", "/thong-ke/theo-thoi-gian/?tu=2015-01-01&moi=thang",
               "/thong-ke/theo-thoi-gian/?tu=2022-01-01&den=2021-01-01&moi=thang",
               "/thong-ke/thay-doi/", "/thong-ke/thay-doi/?tu=2021-01-01&den=2022-10-01",
               "/thong-ke/thay-doi/?tu=2022-10-01&den=2021-01-01", "/thong-ke/thay-doi/?muc=vao",
               *(f"/thong-ke/thay-doi/?muc={flow}-3" for flow in FLOWS), "/du-lieu-mo/", "/du-lieu-mo/?bo=chu-the",
               "/du-lieu-mo/?bo=quyet-dinh&nam=2022", "/du-lieu-mo/?bo=x", "/du-lieu-mo/?la=2",
               "/du-lieu-mo/?sao=4&ngay=2022-01-01", "/quyet-dinh/moi.atom", "/opensearch.xml"]  # fmt: skip
    further.append(f"/xac-minh/{make_receipt(Certificate.objects.order_by('pk')[0].code).code}/")
    further += [f"/san-pham/{slug}/chia-se.png" for slug in slugs["san-pham"]]
    things_of = [f"/{part}/{slug}/" for part, rows in slugs.items() for slug in rows]
    return ["/", *pages, *further, *things_of]
