"""Reading what was ever signed about a dossier: every version of every sheet, and why one was opened again."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from core.models import HistoryEntry
from evaluations.enums import SheetStatus
from evaluations.models import RoundEntry, ScoreSheet


def signed_versions(entry: RoundEntry) -> QuerySet[ScoreSheet]:
    """Every sheet that was ever signed, of all passes, member by member; what nobody signed is nobody's word."""
    found = ScoreSheet.objects.filter(entry=entry, signed_at__isnull=False).select_related("member", "signed_by")
    return found.order_by("member__position", "member", "pass_number", "version")


def reasons_to_reopen(sheets: Iterable[ScoreSheet]) -> dict[int, str]:
    """Why signed sheets were opened again; why one was set aside may tell an interest and is not told."""
    acts = HistoryEntry.objects.filter(
        subject_type=ContentType.objects.get_for_model(ScoreSheet),
        subject_id__in=[sheet.pk for sheet in sheets],
        verb=f"status:{SheetStatus.REPLACED}",
    )
    return dict(acts.values_list("subject_id", "why"))
