"""What a level that screens owes before a dossier leaves it."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from core.errors import Reason
from evaluations.enums import ReportKind, Topic
from evaluations.models import RoundEntry
from evaluations.queries.intake import open_topics, without_report
from products.enums import LevelMode


def why_not_leave_screening(entry: RoundEntry) -> list[Reason]:
    """What is missing before the commune sends a dossier on (26/2026 art. 6.2b, 7.2)."""
    return what_screening_owes([entry]).get(entry.pk, [])


def what_screening_owes(entries: Iterable[RoundEntry]) -> dict[int, list[Reason]]:
    """The same of several dossiers, by the key of each that a level screens; two queries or none."""
    screened = [entry for entry in entries if entry.level.mode == LevelMode.SCREEN]
    if not screened:
        return {}
    topics, unreported = open_topics(screened), without_report(screened, ReportKind.SCREENING)
    report = Reason(_("Chưa ghi số, ngày báo cáo đánh giá của xã."))
    return {entry.pk: _open(topics[entry.pk]) + ([report] if entry in unreported else []) for entry in screened}


def open_findings(entry: RoundEntry) -> list[Reason]:
    """The topics that the commune has not spoken about, in words."""
    return _open(open_topics([entry])[entry.pk])


def _open(topics: Iterable[Topic]) -> list[Reason]:
    names = "; ".join(str(topic.label) for topic in topics)
    return [Reason(_("Chưa đánh giá: %(topics)s.") % {"topics": names})] if names else []
