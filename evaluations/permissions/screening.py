"""What a level that screens owes before a dossier leaves it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from core.errors import Reason
from evaluations.enums import ReportKind
from evaluations.models import RoundEntry
from evaluations.queries.intake import open_topics, report_of
from products.enums import LevelMode


def why_not_leave_screening(entry: RoundEntry) -> list[Reason]:
    """What is missing before the commune sends a dossier on (26/2026 art. 6.2b, 7.2)."""
    if entry.level.mode != LevelMode.SCREEN:
        return []
    reasons = open_findings(entry)
    if report_of(entry, ReportKind.SCREENING) is None:
        reasons.append(Reason(_("Chưa ghi số, ngày báo cáo đánh giá của xã.")))
    return reasons


def open_findings(entry: RoundEntry) -> list[Reason]:
    """The topics that the commune has not spoken about, in words."""
    topics = [str(topic.label) for topic in open_topics(entry)]
    return [Reason(_("Chưa đánh giá: %(topics)s.") % {"topics": "; ".join(topics)})] if topics else []
