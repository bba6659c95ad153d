"""The file of places: one row a unit, read and checked without the database.

Columns: slug, code, name, kind, level, parent, valid_from, valid_to, successors, basis, source, note; parent and
successors are slugs (several with blanks between them). docs/decisions/0004-places-and-succession.md describes them.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.translation import gettext as _

from core.parse import parse_date

NEEDED = ("slug", "code", "name", "kind", "level")
MOST = {"slug": 100, "code": 10, "name": 100, "kind": 20, "level": 20, "basis": 300, "source": 500, "note": 500}
COLUMNS = (*NEEDED, "parent", "valid_from", "valid_to", "successors", "basis", "source", "note")
# From the widest to the narrowest, with what units of the level may be called.
KINDS = {
    "province": {"province", "city"},
    "district": {"district", "city", "town"},
    "commune": {"commune", "ward", "township"},
}
RANK = {level: rank for rank, level in enumerate(KINDS)}
UNKNOWN_START = date(1900, 1, 1)  # what the register keeps for a start that no source gives
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class PlaceRow:
    """A unit as a file or the register has it; `line` is 0 for the register."""

    slug: str
    code: str
    name: str
    kind: str
    level: str
    parent: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    successors: tuple[str, ...] = ()
    basis: str = ""
    source: str = ""
    note: str = ""
    line: int = field(default=0, compare=False)

    def is_in_force(self, on: date) -> bool:
        """True when the unit exists on the day, as far as its dates are known."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, order=True)
class Fault:
    """What is wrong with a file, and where."""

    line: int
    column: str
    text: str

    def __str__(self) -> str:
        if not self.line:
            return self.text
        where = {"line": self.line, "column": self.column, "text": self.text}
        return (_("Dòng %(line)s, cột %(column)s: %(text)s") if self.column else _("Dòng %(line)s: %(text)s")) % where


def read_rows(text: str) -> tuple[list[PlaceRow], list[Fault]]:
    """The rows of a file and what cannot be read in it; commas or semicolons between the cells."""
    lines = text.removeprefix("\ufeff").splitlines(keepends=True)
    head = lines[0] if lines else ""
    reader = csv.DictReader(lines, delimiter=";" if head.count(";") > head.count(",") else ",", restval="")
    rows, faults = [], _head_faults(reader.fieldnames or [])
    if faults:
        return [], faults
    try:
        for cells in reader:
            if cells.pop(None, None):
                faults.append(Fault(reader.line_num, "", _("có nhiều ô hơn dòng tiêu đề.")))
            row, wrong = _read_row({name: _tidy(cell) for name, cell in cells.items()}, reader.line_num)
            rows.append(row)
            faults += wrong
    except csv.Error as error:
        faults.append(Fault(reader.line_num, "", _("không đọc được (%(error)s).") % {"error": error}))
    if not rows and not faults:
        faults.append(Fault(0, "", _("Tệp không có dòng địa bàn nào.")))
    return rows, faults


def _head_faults(names: Iterable[str]) -> list[Fault]:
    given = list(names)
    faults = [Fault(1, name, _("thiếu cột này.")) for name in NEEDED if name not in given]
    faults += [Fault(1, name, _("không có cột này trong mẫu.")) for name in given if name not in COLUMNS]
    return faults + [Fault(1, name, _("cột lặp lại.")) for name in sorted({n for n in given if given.count(n) > 1})]


def _tidy(cell: str) -> str:
    return " ".join(unicodedata.normalize("NFC", cell).split())


def _read_row(cells: dict[str, str], line: int) -> tuple[PlaceRow, list[Fault]]:
    faults = []
    days: dict[str, date | None] = {"valid_from": None, "valid_to": None}
    for column in days:
        if cells.get(column):
            try:
                days[column] = parse_date(cells[column])
            except ValueError as error:
                faults.append(Fault(line, column, str(error)))
    successors = tuple(sorted(cells.get("successors", "").split()))
    texts = {name: cells.get(name, "") for name in COLUMNS if name not in {*days, "successors"}}
    row = PlaceRow(**texts, **days, successors=successors, line=line)  # type: ignore[arg-type]
    return row, faults + _cell_faults(texts, line)


def _cell_faults(texts: Mapping[str, str], line: int) -> list[Fault]:
    faults = [Fault(line, name, _("để trống.")) for name in NEEDED if not texts[name]]
    for name, text in texts.items():
        if len(text) > MOST.get(name, 100):
            faults.append(Fault(line, name, _("dài quá %(most)s ký tự.") % {"most": MOST.get(name, 100)}))
        if any(unicodedata.category(character) in {"Cc", "Cs"} for character in text):
            faults.append(Fault(line, name, _("có ký tự không in được.")))
    if texts["slug"] and not SLUG.fullmatch(texts["slug"]):
        faults.append(Fault(line, "slug", _("chỉ gồm chữ thường không dấu, chữ số và gạch nối.")))
    if texts["level"] and texts["level"] not in KINDS:
        faults.append(Fault(line, "level", _("phải là một trong: %(list)s.") % {"list": ", ".join(KINDS)}))
    elif texts["level"] and texts["kind"] and texts["kind"] not in KINDS[texts["level"]]:
        allowed = ", ".join(sorted(KINDS[texts["level"]]))
        faults.append(Fault(line, "kind", _("ở cấp này phải là một trong: %(list)s.") % {"list": allowed}))
    return faults


def merge_rows(known: Mapping[str, PlaceRow], rows: Iterable[PlaceRow]) -> tuple[dict[str, PlaceRow], list[Fault]]:
    """The register as it would be with the rows of a file, and the slugs that get in each other's way."""
    merged, faults = dict(known), []
    for row in rows:
        other = merged.get(row.slug)
        if other is not None and other.line:
            faults.append(Fault(row.line, "slug", _("trùng với dòng %(line)s.") % {"line": other.line}))
        elif other is not None and other.code != row.code:
            owner = {"name": other.name, "code": other.code}
            faults.append(Fault(row.line, "slug", _("đã là địa chỉ của %(name)s (mã %(code)s).") % owner))
        else:
            merged[row.slug] = row
    return merged, faults


def check_rows(rows: Mapping[str, PlaceRow]) -> list[Fault]:
    """What does not fit together in a whole register: parents, spans, successors, codes."""
    faults: list[Fault] = []
    codes: dict[tuple[str, date], PlaceRow] = {}
    for row in rows.values():
        other = codes.setdefault((row.code, row.valid_from or UNKNOWN_START), row)
        if other is not row:
            said = {"code": row.code, "other": other.slug}
            faults.append(_fault(row, "code", _("mã %(code)s cùng ngày bắt đầu đã có ở %(other)s.") % said))
        if row.valid_from and row.valid_to and row.valid_to < row.valid_from:
            faults.append(_fault(row, "valid_to", _("trước ngày bắt đầu.")))
        if row.basis and not row.successors:
            faults.append(
                _fault(row, "basis", _("là căn cứ của việc kế thừa, nhưng dòng này không có đơn vị kế thừa."))
            )
        faults += _parent_faults(row, rows)
        for slug in row.successors:
            faults += _successor_faults(row, slug, rows)
    return sorted(faults)


def _fault(row: PlaceRow, column: str, text: str) -> Fault:
    if row.line:
        return Fault(row.line, column, text)
    return Fault(0, column, _("Đơn vị đã có %(slug)s, cột %(column)s: ") % {"slug": row.slug, "column": column} + text)


def _parent_faults(row: PlaceRow, rows: Mapping[str, PlaceRow]) -> list[Fault]:
    rank = RANK.get(row.level)
    if rank is None:
        return []
    if not row.parent:
        return [_fault(row, "parent", _("để trống: chỉ tỉnh không có cấp trên."))] if rank else []
    above = rows.get(row.parent)
    if above is None:
        return [_fault(row, "parent", _("không có đơn vị %(slug)s.") % {"slug": row.parent})]
    if RANK.get(above.level, rank) >= rank:
        return [_fault(row, "parent", _("%(slug)s không phải cấp trên.") % {"slug": row.parent})]
    too_early = row.valid_from and above.valid_from and row.valid_from < above.valid_from
    too_late = above.valid_to and (row.valid_to is None or row.valid_to > above.valid_to)
    if too_early or too_late:
        return [
            _fault(row, "parent", _("%(slug)s không tồn tại suốt thời gian của đơn vị này.") % {"slug": above.slug})
        ]
    return []


def _successor_faults(row: PlaceRow, slug: str, rows: Mapping[str, PlaceRow]) -> list[Fault]:
    after = rows.get(slug)
    said = {"slug": slug}
    if row.valid_to is None:
        return [_fault(row, "successors", _("đơn vị đang tồn tại thì chưa có đơn vị kế thừa."))]
    if row.successors.count(slug) > 1:
        return [_fault(row, "successors", _("%(slug)s lặp lại.") % said)]
    if after is None:
        return [_fault(row, "successors", _("không có đơn vị %(slug)s.") % said)]
    if after.level != row.level:
        return [_fault(row, "successors", _("%(slug)s không cùng cấp.") % said)]
    if not after.is_in_force(row.valid_to + timedelta(days=1)):
        return [_fault(row, "successors", _("%(slug)s không tồn tại vào ngày sau ngày cuối của đơn vị này.") % said)]
    return []
