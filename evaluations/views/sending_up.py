"""What goes up with dossiers to a body above, and what of it the portal has (26/2026 art. 6.3)."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.enums import ReportKind
from evaluations.models import RoundEntry
from evaluations.queries.entries import next_level
from evaluations.queries.going_up import five_star_again
from evaluations.queries.intake import Intake, intakes_of
from products.enums import LevelMode

HEAD = gettext_lazy("Hồ sơ gửi lên gồm hồ sơ sản phẩm và văn bản đề nghị (soạn ngoài cổng), cùng:")


def papers_to_send(entry: RoundEntry) -> list[str]:
    """Each paper in words, under a sentence; none where the next level is not another body's."""
    papers = papers_beside([entry])[entry.pk]
    return [str(HEAD), *papers] if papers else []


def papers_beside(entries: Iterable[RoundEntry]) -> dict[int, list[str]]:
    """Each paper in words, by the key of the entry that it goes up with; a query for each level and seven for all."""
    entries = list(entries)
    above = {level: next_level(level) for level in {entry.level for entry in entries}}
    proposed = [
        entry
        for entry in entries
        if entry.level.mode == LevelMode.SCORE and (up := above[entry.level]) and up.mode == LevelMode.RECORDED
    ]
    intakes, again = (intakes_of(proposed), five_star_again(proposed)) if proposed else ({}, set())
    return {
        entry.pk: _papers(entry, intakes[entry.pk], is_again=entry.pk in again) if entry.pk in intakes else []
        for entry in entries
    }


def _papers(entry: RoundEntry, intake: Intake, *, is_again: bool) -> list[str]:
    """Five stars that come again go without minutes and decision (art. 6.3b); other stars ask for five the first time.

    So does a product of four stars that comes again and has the points for five (art. 6.3a).
    """
    if is_again:
        return [_report(intake, _("báo cáo của cơ quan tham mưu OCOP")), _tests(intake), *_samples(entry, intake)]
    return [
        _report(intake, _("báo cáo của tổ tư vấn")),
        _("biên bản, báo cáo của hội đồng: in từ trang của đợt"),
        _decision(entry),
        _tests(intake),
        *_samples(entry, intake),
    ]


def _report(intake: Intake, whose: str) -> str:
    report = intake.reports.get(ReportKind.TEAM)
    if report is None:
        return _("%(report)s: cổng chưa có") % {"report": whose}
    return _("%(report)s: ngày %(day)s") % {"report": whose, "day": date_format(report.dated_on)}


def _decision(entry: RoundEntry) -> str:
    row = getattr(entry, "row", None)
    if row is None or row.decision is None:
        return _("quyết định phê duyệt kết quả: cổng chưa có")
    return _("quyết định phê duyệt kết quả: %(decision)s") % {"decision": row.decision}


def _tests(intake: Intake) -> str:
    count = sum(probe.done_at is not None for probe in intake.probes)
    return _("kết quả kiểm tra, kiểm nghiệm bổ sung, nếu có: cổng có %(count)s") % {"count": count}


def _samples(entry: RoundEntry, intake: Intake) -> list[str]:
    """Tourism sends none."""
    wanted = entry.dossier.criteria_set.samples
    if not wanted:
        return []
    count = intake.samples.count if intake.samples else 0
    return [_("sản phẩm mẫu: đã nhận %(count)s/%(wanted)s") % {"count": count, "wanted": wanted}]
