"""What stands in the workbook of a round: the columns and the rows of each of its sheets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from evaluations.models import Round
from evaluations.queries.minutes import Item, Minutes, WithoutResult, minutes_of
from evaluations.queries.round_export import (
    agreed_lines,
    entries_with_decisions,
    marks_of,
    members_who_marked,
    signed_sheets_of,
    totals_of,
)
from evaluations.rules.scoring import spread_of

Column = tuple[str, int]  # its head and its width in letters
Rows = Iterable[Sequence[Any]]
Table = tuple[list[Column], Rows]


def dossiers_of(found: Round) -> Table:
    """One row for each dossier: what it is, what it came to and why."""
    columns = [
        (_("Số"), 6),
        (_("Sản phẩm"), 32),
        (_("Chủ thể"), 32),
        (_("Nơi nộp"), 32),
        (_("Bộ tiêu chí"), 32),
        (_("Lần đánh giá"), 14),
        (_("Ngày nộp"), 12),
        (_("Ngày nhận"), 12),
        (_("Đủ hồ sơ"), 12),
        (_("Trạng thái"), 18),
        (_("Điểm"), 9),
        (_("Số phiếu"), 9),
        (_("Hạng theo điểm"), 10),
        (_("Hạng"), 8),
        (_("Kết quả"), 24),
        (_("Vì sao"), 60),
        (_("Lưu ý"), 40),
        (_("Chốt lúc"), 18),
        (_("Quyết định"), 30),
    ]
    return columns, _dossiers(found)


def _dossiers(found: Round) -> Rows:
    for entry in entries_with_decisions(found):
        dossier, result, row = entry.dossier, getattr(entry, "result", None), getattr(entry, "row", None)
        came_to: tuple[Any, ...] = ()
        if result is not None:
            words = (str(result.get_outcome_display()), result.reason, "; ".join(result.warnings))
            came_to = (result.shown, result.member_count, result.band_stars, result.stars, *words, result.frozen_at)
            came_to += (str(row.decision or "") if row is not None else "",)
        yield (
            entry.position,
            dossier.product.name,
            dossier.product.producer.name,
            str(dossier.place),
            dossier.criteria_set.name,
            str(dossier.get_kind_display()),
            dossier.filed_on,
            entry.arrived_on,
            entry.complete_on,
            entry.state,
            *came_to,
        )


def sheets_of(found: Round) -> Table:
    """One row for each line of each signed sheet, of all passes."""
    columns = [
        (_("Hồ sơ số"), 8),
        (_("Sản phẩm"), 32),
        (_("Thành viên"), 26),
        (_("Lượt"), 6),
        (_("Tiêu chí"), 9),
        (_("Phương án"), 44),
        (_("Điểm"), 8),
        (_("Đề nghị loại"), 10),
        (_("Ghi chú"), 40),
    ]
    return columns, marks_of(found)


def signed_by_member(found: Round) -> Table:
    """One row for each version of a sheet that was ever signed: its state, its total, who signed it, its remark."""
    columns = [
        (_("Hồ sơ số"), 8),
        (_("Sản phẩm"), 32),
        (_("Thành viên"), 26),
        (_("Lượt"), 6),
        (_("Bản"), 6),
        (_("Trạng thái"), 14),
        (_("Tổng điểm"), 10),
        (_("Ký lúc"), 18),
        (_("Người ký"), 26),
        (_("Phiếu giấy"), 10),
        (_("Nhận xét"), 60),
    ]
    rows = (
        (
            sheet.entry.position,
            sheet.entry.dossier.product.name,
            sheet.member.full_name,
            sheet.pass_number,
            sheet.version,
            str(sheet.get_status_display()),
            sheet.total,
            sheet.signed_at,
            str(sheet.signed_by or ""),
            sheet.on_paper,
            sheet.comment,
        )
        for sheet in signed_sheets_of(found)
    )
    return columns, rows


def totals_by_member(found: Round) -> Table:
    """One row for each dossier: the total of each member in the last pass, their average and their spread."""
    members, totals = members_who_marked(found), totals_of(found)
    columns = [(_("Hồ sơ số"), 8), (_("Sản phẩm"), 32), *((member.full_name, 12) for member in members)]
    columns += [(_("Trung bình"), 11), (_("Thấp nhất"), 10), (_("Cao nhất"), 10), (_("Chênh"), 8), (_("Lượt"), 6)]
    return columns, _totals(found, [member.pk for member in members], totals)


def _totals(found: Round, members: list[int], totals: dict[int, dict[int, Any]]) -> Rows:
    for entry in entries_with_decisions(found):
        given, result = totals.get(entry.pk, {}), getattr(entry, "result", None)
        if result is not None and given:
            figures = (result.shown, min(given.values()), max(given.values()), spread_of(list(given.values())))
            own = (given.get(member) for member in members)
            yield (entry.position, entry.dossier.product.name, *own, *figures, entry.passes)


def agreed_options(found: Round) -> Table:
    """One row for each option that the council agreed on; where it only said to exclude or not, there is none."""
    columns = [
        (_("Hồ sơ số"), 8),
        (_("Sản phẩm"), 32),
        (_("Tiêu chí"), 9),
        (_("Nội dung tiêu chí"), 44),
        (_("Phương án thống nhất"), 44),
        (_("Điểm"), 8),
        (_("Tối thiểu cho (sao)"), 10),
        (_("Bị loại"), 8),
        (_("Ghi chú"), 40),
    ]
    rows = (
        (
            line.entry.position,
            line.entry.dossier.product.name,
            line.criterion.code,
            line.criterion.label,
            *((line.option.label, line.option.points, line.option.min_star) if line.option else ("", None, None)),
            line.knocked_out,
            line.note,
        )
        for line in agreed_lines(found)
    )
    return columns, rows


def said_at_meeting(found: Round) -> Table:
    """What the minutes say beside the points: who was there and who was not, conflicts, discussion."""
    columns = [(_("Hồ sơ số"), 8), (_("Sản phẩm"), 32), (_("Mục"), 16), (_("Thành viên"), 26), (_("Nội dung"), 60)]
    return columns, _said(minutes_of(found))


def _said(minutes: Minutes) -> Iterator[Sequence[Any]]:
    for seat in minutes.seats:
        yield (None, "", _("Có mặt") if seat.here else _("Vắng mặt"), seat.name, seat.role_words)
    for item in minutes.items:
        yield from _said_of(item)
    for each in minutes.without_result:
        yield from _said_of_members(each.number, each.name, each)
        what = _("Hoãn hồ sơ") if each.is_postponed else _("Rút hồ sơ")
        yield (each.number, each.name, what, "", each.why_words)


def _said_of(item: Item) -> Iterator[Sequence[Any]]:
    number, name = item.entry.position, item.names["product"]
    yield from _said_of_members(number, name, item)
    if item.excluded:
        yield (number, name, _("Loại hồ sơ"), "", f"{item.excluded['ground']}: {item.excluded['why']}")
    if item.entry.discussion:
        yield (number, name, _("Thảo luận"), "", item.entry.discussion)


def _said_of_members(number: int, name: str, line: Item | WithoutResult) -> Iterator[Sequence[Any]]:
    for member, what in line.conflicts:
        yield (number, name, _("Có liên quan"), member, what)
    for each in line.excused:
        yield (number, name, _("Vắng, không chấm"), each["name"], each["why"])
