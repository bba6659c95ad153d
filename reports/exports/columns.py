"""Columns of open data: what each is called, what it means, what it looks like. A dictionary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

TEXT, NUMBER, DAY, ADDRESS, CODE = "text", "number", "day", "address", "code"
KINDS = {
    TEXT: _("chữ"),
    NUMBER: _("số"),
    DAY: _("ngày"),
    ADDRESS: _("địa chỉ"),
    CODE: _("giá trị trong bảng"),
}
PRECISION = _("Ngày biết chính xác đến đâu: ngày, tháng, năm, hay không rõ.")


@dataclass(frozen=True)
class Column:
    """One column; `words` are what people read instead of the values of a table of values."""

    key: str
    label: Any
    meaning: Any
    example: str
    kind: str = TEXT
    width: int = 20
    words: Mapping[str, Any] = field(default_factory=dict)


def coded(key: str, label: Any, meaning: Any, choices: Any) -> Column:
    """A column that holds one of the values of a table."""
    return Column(key, label, meaning, choices.values[0], CODE, words=dict(choices.choices))
