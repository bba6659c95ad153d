"""Reading for the page of a meeting: few queries, whatever the number of dossiers."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from evaluations.enums import SheetStatus
from evaluations.models import CouncilMember, Round, RoundEntry, ScoreLine


def seats_at_meeting(found: Round) -> list[CouncilMember]:
    """Who sits on the council of a round; `is_here` tells who is at its meeting."""
    assert found.council is not None  # only rounds of a council meet
    here = Round.present.through.objects.filter(round=found, councilmember=OuterRef("pk"))
    return list(found.council.members.filter(left_on__isnull=True).annotate(is_here=Exists(here)))


def proposals_to_exclude(entry: RoundEntry) -> set[tuple[int, int]]:
    """Criterion and member of each proposal to exclude a dossier, in the signed sheets of the current pass."""
    lines = ScoreLine.objects.filter(
        sheet__entry=entry, sheet__pass_number=entry.passes, sheet__status=SheetStatus.SIGNED, knocked_out=True
    )
    return set(lines.values_list("criterion", "sheet__member"))
