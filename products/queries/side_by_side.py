"""Two records laid side by side before they become one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.fields import Fold
from core.models import User
from core.text import fold
from producers.models import Producer
from producers.queries.duplicates import SHOWN, visible_producers
from producers.queries.search import named_like
from producers.rules.identifiers import shown_phone
from products.models import Product, Recognition, ScoreApproval
from products.queries.merging import Thing, followers_of
from products.queries.staff import staff_products


@dataclass(frozen=True)
class Line:
    """One fact about both records; lists have one entry for each thing."""

    term: str
    left: list[str]
    right: list[str]

    @property
    def differs(self) -> bool:
        """True when the two records do not say the same."""
        return self.left != self.right


def lines_of(user: User, left: Thing, right: Thing) -> list[Line]:
    """Every fact that may help to tell whether two records are one."""
    ours, theirs = _said(user, left), _said(user, right)
    return [Line(term, ours[term], theirs[term]) for term in ours]


def _texts(*values: Any) -> list[str]:
    return [str(value) for value in values if value]


def _said(user: User, thing: Thing) -> dict[str, list[str]]:
    return _said_of_product(thing) if isinstance(thing, Product) else _said_of_producer(user, thing)


def _said_of_producer(user: User, producer: Producer) -> dict[str, list[str]]:
    products = Product.objects.current().visible_to(user).filter(producer=producer)
    return {
        _("Tên"): [producer.name],
        _("Tên gọi khác"): producer.other_names,
        _("Loại hình"): [str(producer.get_legal_form_display())],
        _("Mã số"): _texts(producer.code),
        _("Địa bàn"): _texts(producer.place),
        _("Địa chỉ chi tiết"): _texts(producer.address),
        _("Điện thoại"): _texts(shown_phone(producer.phone)),
        _("Thư điện tử"): _texts(producer.email),
        _("Nguồn"): _texts(producer.source_url),
        _("Sản phẩm"): [product.name for product in products],
        _("Kết quả công nhận"): _ratings(producer.recognitions.all(), producer.scoreapprovals.all()),
        _("Đi theo khi gộp"): moving(producer),
    }


def _said_of_product(product: Product) -> dict[str, list[str]]:
    return {
        _("Tên"): [product.name],
        _("Tên gọi khác"): product.other_names,
        _("Chủ thể"): [product.producer.name],
        _("Nhóm sản phẩm"): _texts(product.category),
        _("Nơi sản xuất"): _texts(product.place),
        _("Mã số sản phẩm"): _texts(product.code_text),
        _("Nguồn"): _texts(product.source_url),
        _("Kết quả công nhận"): _ratings(product.recognitions.all(), product.scoreapprovals.all()),
        _("Đi theo khi gộp"): moving(product),
    }


def _ratings(ratings: Any, approvals: Any) -> list[str]:
    """Unvoided rows in words, newest first."""
    rows: Iterable[Recognition | ScoreApproval] = [
        *ratings.filter(voided_at__isnull=True).select_related("decision"),
        *approvals.filter(voided_at__isnull=True).select_related("decision"),
    ]
    return [_rating(row) for row in rows]


def _rating(row: Recognition | ScoreApproval) -> str:
    first = row.starts_on if isinstance(row, Recognition) else row.approved_on
    parts = [str(row), date_format(first)]
    return ", ".join([*parts, str(row.decision)] if row.decision else parts)


def moving(thing: Thing) -> list[str]:
    """How many rows of which kind would follow this record."""
    counts: dict[str, int] = {}
    for follower in followers_of(type(thing)):
        counts[follower.label] = counts.get(follower.label, 0) + follower.rows(thing).count()
    return [f"{label}: {count}" for label, count in counts.items() if count]


def twins_of_producer(user: User, producer: Producer, text: str) -> list[Producer]:
    """Producers that may be the same as this one: by the text, or by its folded name and code."""
    rows = visible_producers(user).exclude(pk=producer.pk)
    if text:
        return list(named_like(rows, text)[:SHOWN])
    same = rows.alias(name_only=Fold("name")).filter(name_only=fold(producer.name))
    if producer.code:
        same = same | rows.alias(name_only=Fold("name")).filter(code=producer.code)
    return list(same[:SHOWN])


def twins_of_product(user: User, product: Product, text: str) -> list[Product]:
    """Products that may be the same as this one: by the text, or by its folded name, this producer's first."""
    rows = staff_products(user).exclude(pk=product.pk)
    if text:
        return list(named_like(rows, text, others=("producer__name_fold",))[:SHOWN])
    same = rows.alias(name_only=Fold("name")).filter(name_only=fold(product.name))
    return sorted(same[:SHOWN], key=lambda row: row.producer_id != product.producer_id)
