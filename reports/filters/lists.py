"""What an address asks of open data: the catalogue's keys, and `ngay` for the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.clock import today
from core.parse import parse_date
from products.filters import LONGEST_TEXT, ProductFilter, readable
from products.rules.facets import narrowed


@dataclass(frozen=True)
class ListQuestion:
    """A list of products on a day, and sentences about what could not be read of the address."""

    asked: ProductFilter
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

    def products(self) -> list[int]:
        """The products of the list in the order that was asked for."""
        found = self.asked.searched()
        listed = narrowed(found.products, self.asked.facets())
        return self.asked.picked(found, listed, 0, listed.bit_count())

    def count(self) -> int:
        """How many they are."""
        return narrowed(self.asked.searched().products, self.asked.facets()).bit_count()


def list_question(data: QueryDict) -> ListQuestion:
    """The question of an address; of a part that cannot be read a sentence says what to do."""
    day, problems = _day(readable(data.get("ngay", "")))
    asked = ProductFilter(data, on=day)
    problems += [
        _("Không có bộ lọc “%(value)s”. Hãy bỏ hoặc sửa giá trị này trong địa chỉ.") % {"value": value}
        for value in asked.unknown()
    ]
    if asked.was_long:
        problems.append(_("Câu tìm dài quá %(count)s ký tự. Hãy rút ngắn.") % {"count": LONGEST_TEXT})
    return ListQuestion(asked, problems)


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
