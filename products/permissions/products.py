"""Why a product cannot be entered, edited or passed to another producer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.access import is_in_territory
from core.errors import Reason
from core.models import User
from core.permissions.acts import why_not_act
from core.roles import Act
from producers.models import Producer
from producers.permissions.acts import (
    is_merged,
    why_not_day,
    why_not_fields,
    why_not_place,
    why_not_reason,
)
from products.models import Product
from products.queries.staff import has_register_rows, last_transfer


def why_not_edit_product(user: User | None, product: Product) -> list[Reason]:
    """Empty when the user may edit this product at all: the right, the territory, and not a merged record."""
    return why_not_act(user, Act.EDIT_REGISTER) + why_not_place(user, product.place) + is_merged([product])


def why_not_save_product(user: User | None, product: Product) -> list[Reason]:
    """Why the values of a new or edited product cannot be kept."""
    reasons = why_not_act(user, Act.EDIT_REGISTER) + why_not_place(user, product.place)
    if product.producer_id is None:
        return [*reasons, Reason(_("Hãy chọn chủ thể."), "producer"), *why_not_fields(product, ["producer"])]
    return reasons + is_merged([product.producer]) + why_not_fields(product)


def why_not_another_producer(user: User | None, product: Product, producer: Producer) -> list[Reason]:
    """A wrongly entered producer can be set right only while the register holds nothing of the product."""
    reasons = why_not_reach(user, producer, "producer")
    if has_register_rows(product):
        reasons.append(
            Reason(_("Sản phẩm đã có kết quả công bố: hãy dùng “Chuyển sang chủ thể khác”."), "producer"),
        )
    return reasons


def why_not_reach(user: User | None, producer: Producer, field: str) -> list[Reason]:
    """Empty when the producer is a record in use that lies in the user's territory."""
    # As it stands now: it may have been merged since whoever chose it fetched it.
    now = Producer.objects.select_related("merged_into").get(pk=producer.pk)
    reasons = [Reason(reason.text, field) for reason in is_merged([now])]
    if user is not None and not is_in_territory(user, producer.place_id):
        reasons.append(Reason(_("“%(producer)s” không thuộc địa bàn của bạn.") % {"producer": producer}, field))
    return reasons


def why_not_transfer(
    user: User | None, product: Product, taker: Producer | None, on: date | None, why: str
) -> list[Reason]:
    """Why a product cannot be written down as passed to another producer on a day."""
    reasons = why_not_part(user, product, on) + why_not_day(on) + why_not_reason(why)
    if taker is None:
        return [*reasons, Reason(_("Hãy chọn chủ thể nhận."), "to")]
    reasons += why_not_reach(user, taker, "to")
    if taker.pk == product.producer_id:
        reasons.append(Reason(_("Sản phẩm đang thuộc chính chủ thể này."), "to"))
    return reasons


def why_not_part(user: User | None, product: Product, on: date | None) -> list[Reason]:
    """Why a product cannot leave its producer on a day."""
    reasons = why_not_edit_product(user, product)
    last = last_transfer(product)
    if last is not None and on is not None and on <= last.on:
        reasons.append(
            Reason(
                _("“%(product)s” đã chuyển chủ thể ngày %(day)s: lần này phải sau ngày đó.")
                % {"product": product, "day": date_format(last.on)},
                "on",
            )
        )
    return reasons


def why_not_part_together(user: User | None, products: Sequence[Product], on: date | None) -> list[Reason]:
    """Why all products of a producer cannot leave it on a day; those outside the territory are not named."""
    if user is not None and any(not is_in_territory(user, product.place_id) for product in products):
        return [Reason(_("Chủ thể còn sản phẩm ngoài địa bàn của bạn: việc này do cán bộ tỉnh ghi."))]
    return [reason for product in products for reason in why_not_part(user, product, on)]


def why_not_succeed(
    user: User | None, old: Producer, successor: Producer | None, on: date | None, why: str
) -> list[Reason]:
    """Why a producer cannot be written down as succeeded by another on a day."""
    reasons = why_not_act(user, Act.EDIT_REGISTER) + why_not_reach(user, old, "")
    reasons += why_not_day(on) + why_not_reason(why)
    if old.succeeded_on is not None:
        words = _("“%(old)s” đã có đơn vị kế thừa từ ngày %(day)s.")
        reasons.append(Reason(words % {"old": old, "day": date_format(old.succeeded_on)}))
    if successor is None:
        return [*reasons, Reason(_("Hãy chọn đơn vị kế thừa."), "successor")]
    reasons += why_not_reach(user, successor, "successor")
    if is_behind(old, successor):
        reasons.append(Reason(_("Đơn vị kế thừa không thể là chính chủ thể này hoặc đơn vị trước nó."), "successor"))
    return reasons


def is_behind(old: Producer, successor: Producer) -> bool:
    """True when following who succeeded the successor leads back to the old one."""
    step: Producer | None = successor
    while step is not None:
        if step.pk == old.pk:
            return True
        step = step.succeeded_by
    return False
