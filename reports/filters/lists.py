"""What an address asks of open data: the keys of a public list, and `ngay` for the day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.clock import today
from core.parse import parse_date
from producers.models import Producer
from products.filters import (
    LONGEST_TEXT,
    NOTES,
    DecisionFilter,
    ProducerFilter,
    ProductFilter,
    PublicFilter,
    readable,
)
from products.models import Decision
from products.queries.lists import decision_cells, listed_decisions, listed_producers
from products.rules.facets import narrowed

Asked = TypeVar("Asked", bound=PublicFilter)
# Beside what narrows a list down: its day, and what the address of its page may carry without changing what is listed.
ALSO = ("ngay", "xem", "trang")


@dataclass(frozen=True)
class ListQuestion(Generic[Asked]):
    """A public list on a day, and sentences about what could not be read of the address."""

    asked: Asked
    problems: list[str]

    @property
    def on(self) -> date:
        """The day of the list."""
        return self.asked.on

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """What was understood: what narrows the list down, its order, its day when that is not the business day."""
        text = [("q", self.asked.text)] if self.asked.text else []
        day = [("ngay", self.on.isoformat())] if self.on != today() else []
        return [*text, *(pair for pair in self.asked.pairs if pair[0] != "xem"), *day]


def list_question(data: QueryDict, read: Callable[[QueryDict, date], Asked], *more: str) -> ListQuestion[Asked]:
    """The question of an address, which may have `more` keys; what to do about what cannot be read is said."""
    day, problems = _day(readable(data.get("ngay", "")))
    asked = read(data, day)
    strange = [key for key in data if key not in (*_keys_of(asked), *more)]
    problems += [
        _("Danh sách này không lọc theo “%(key)s”. Hãy bỏ phần này khỏi địa chỉ.") % {"key": readable(key)[:60]}
        for key in strange[:NOTES]
    ]
    problems += [
        _("Không có bộ lọc “%(value)s”. Hãy bỏ hoặc sửa giá trị này trong địa chỉ.") % {"value": value}
        for value in asked.unknown()
    ]
    if asked.was_long:
        problems.append(_("Câu tìm dài quá %(count)s ký tự. Hãy rút ngắn.") % {"count": LONGEST_TEXT})
    return ListQuestion(asked, problems)


def _keys_of(asked: PublicFilter) -> list[str]:
    return [*asked.known(), *ALSO, *(["q"] if asked.is_searched else [])]


def products_asked(data: QueryDict, on: date) -> ProductFilter:
    """The catalogue's list."""
    return ProductFilter(data, on=on)


def listed_products(asked: ProductFilter) -> Sequence[int]:
    """The products of a list in the order that was asked for."""
    found = asked.searched()
    listed = narrowed(found.products, asked.facets())
    return asked.picked(found, listed, 0, listed.bit_count())


def product_count(asked: ProductFilter) -> int:
    """How many products they are."""
    return narrowed(asked.searched().products, asked.facets()).bit_count()


def producers_asked(data: QueryDict, on: date) -> ProducerFilter:
    """The list of producers."""
    return ProducerFilter(data, on=on)


def producers_in(asked: ProducerFilter) -> QuerySet[Producer]:
    """The producers of a list."""
    return asked.narrowed(asked.searched(listed_producers(asked.on)))


def decisions_asked(data: QueryDict, on: date) -> DecisionFilter:
    """The list of decisions; one query tells the years that there are."""
    years = sorted({cell.year for cell in decision_cells(listed_decisions(on))})
    return DecisionFilter(data, on=on, years=years)


def decisions_in(asked: DecisionFilter) -> QuerySet[Decision]:
    """The decisions of a list."""
    return asked.narrowed(listed_decisions(asked.on))


def _day(text: str) -> tuple[date, list[str]]:
    if not text:
        return today(), []
    try:
        day = parse_date(text)
    except ValueError as error:
        return today(), [str(error)]
    if day > today():
        return today(), [_("Chưa có dữ liệu sau ngày %(day)s.") % {"day": date_format(today())}]
    return day, []
