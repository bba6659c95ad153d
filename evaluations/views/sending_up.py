"""What goes up with dossiers to a body above, and what of it the portal has (26/2026 art. 6.3)."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.enums import ReportKind
from evaluations.models import RoundEntry
from evaluations.queries.entries import next_level
from evaluations.queries.intake import Intake, intakes_of
from products.enums import LevelMode, RatingKind

HEAD = gettext_lazy("Hồ sơ gửi lên gồm hồ sơ sản phẩm và văn bản đề nghị (soạn ngoài cổng), cùng:")


def papers_to_send(entry: RoundEntry) -> list[str]:
    """Each paper in words, under a sentence; none where the next level is not another body's."""
    papers = papers_beside([entry])[entry.pk]
    return [str(HEAD), *papers] if papers else []


def papers_beside(entries: Iterable[RoundEntry]) -> dict[int, list[str]]:
    """Each paper in words, by the key of the entry that it goes up with; a query for each level and six for all."""
    entries = list(entries)
    above = {level: next_level(level) for level in {entry.level for entry in entries}}
    proposed = [
        entry
        for entry in entries
        if entry.level.mode == LevelMode.SCORE and (up := above[entry.level]) and up.mode == LevelMode.RECORDED
    ]
    intakes = intakes_of(proposed) if proposed else {}
    return {entry.pk: _papers(entry, intakes[entry.pk]) if entry.pk in intakes else [] for entry in entries}


def _papers(entry: RoundEntry, intake: Intake) -> list[str]:
    papers = [_report(intake)]
    if entry.dossier.kind != RatingKind.RE_RATING:
        papers += [_("biên bản, báo cáo của hội đồng: in từ trang của đợt"), _decision(entry)]
    return [*papers, _tests(intake), *_samples(entry, intake)]


def _report(intake: Intake) -> str:
    report = intake.reports.get(ReportKind.TEAM)
    if report is None:
        return _("báo cáo của tổ tư vấn: cổng chưa có")
    return _("báo cáo của tổ tư vấn: ngày %(day)s") % {"day": date_format(report.dated_on)}


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
