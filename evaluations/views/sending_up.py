"""What goes up with a dossier to a body above, and what of it the portal has (26/2026 art. 6.3)."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from evaluations.enums import ReportKind
from evaluations.models import Probe, RoundEntry, Samples
from evaluations.queries.entries import next_level
from evaluations.queries.intake import report_of
from products.enums import LevelMode, RatingKind


def papers_to_send(entry: RoundEntry) -> list[str]:
    """Each paper in words; none where the next level is not another body's."""
    above = next_level(entry.level)
    if entry.level.mode != LevelMode.SCORE or above is None or above.mode != LevelMode.RECORDED:
        return []
    lines = [_("Hồ sơ gửi lên gồm hồ sơ sản phẩm và văn bản đề nghị (soạn ngoài cổng), cùng:"), _report(entry)]
    if entry.dossier.kind != RatingKind.RE_RATING:
        lines += [_("biên bản, báo cáo của hội đồng: in từ trang của đợt"), _decision(entry)]
    return [*lines, _tests(entry), *_samples(entry)]


def _report(entry: RoundEntry) -> str:
    report = report_of(entry, ReportKind.TEAM)
    if report is None:
        return _("báo cáo của tổ tư vấn: cổng chưa có")
    return _("báo cáo của tổ tư vấn: ngày %(day)s") % {"day": date_format(report.dated_on)}


def _decision(entry: RoundEntry) -> str:
    row = getattr(entry, "row", None)
    if row is None or row.decision is None:
        return _("quyết định phê duyệt kết quả: cổng chưa có")
    return _("quyết định phê duyệt kết quả: %(decision)s") % {"decision": row.decision}


def _tests(entry: RoundEntry) -> str:
    count = Probe.objects.filter(entry=entry, done_at__isnull=False).count()
    return _("kết quả kiểm tra, kiểm nghiệm bổ sung, nếu có: cổng có %(count)s") % {"count": count}


def _samples(entry: RoundEntry) -> list[str]:
    """Tourism sends none."""
    wanted = entry.dossier.criteria_set.samples
    if not wanted:
        return []
    noted = Samples.objects.filter(entry=entry).order_by("pk").last()
    return [_("sản phẩm mẫu: đã nhận %(count)s/%(wanted)s") % {"count": noted.count if noted else 0, "wanted": wanted}]
