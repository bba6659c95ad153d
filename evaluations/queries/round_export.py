"""Reading a concluded round whole, to be taken away: few queries, and the marks row by row."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.db.models import F, QuerySet

from evaluations.enums import SheetStatus
from evaluations.models import AgreedLine, CouncilMember, Round, RoundEntry, ScoreLine, ScoreSheet
from evaluations.queries.entries import entries_of

PART = 5000


def entries_with_decisions(found: Round) -> QuerySet[RoundEntry]:
    """The dossiers of a round with their results and what decided on them."""
    return entries_of(found).select_related("row__decision")


def marks_of(found: Round) -> Iterator[tuple[Any, ...]]:
    """Every line of every signed sheet of all passes, in the order of dossiers, members, passes and criteria.

    Number and name of the dossier, member, pass, code of the criterion, option, points, whether the member proposed to
    exclude, note. Never whole in memory.
    """
    return (
        ScoreLine.objects.filter(sheet__entry__round=found, sheet__status=SheetStatus.SIGNED)
        .order_by(
            "sheet__entry__position",
            "sheet__entry",
            "sheet__member__position",
            "sheet__member",
            "sheet__pass_number",
            "criterion__position",
        )
        .values_list(
            "sheet__entry__position",
            "sheet__entry__dossier__product__name",
            "sheet__member__full_name",
            "sheet__pass_number",
            "criterion__code",
            "option__label",
            "points",
            "knocked_out",
            "note",
        )
        .iterator(chunk_size=PART)
    )


def signed_sheets_of(found: Round) -> QuerySet[ScoreSheet]:
    """Every sheet that was ever signed, of all passes and versions, in the order of dossiers and members."""
    signed = ScoreSheet.objects.filter(entry__round=found, signed_at__isnull=False)
    around = signed.select_related("member", "signed_by", "entry__dossier__product")
    return around.order_by("entry__position", "entry", "member__position", "member", "pass_number", "version")


def members_who_marked(found: Round) -> list[CouncilMember]:
    """Who signed a sheet in a round, in the order of the council."""
    signed = ScoreSheet.objects.filter(entry__round=found, status=SheetStatus.SIGNED)
    return list(CouncilMember.objects.filter(pk__in=signed.values("member")).order_by("position", "pk"))


def totals_of(found: Round) -> dict[int, dict[int, Decimal]]:
    """The totals of the last pass over each dossier: entry → member → total."""
    totals: dict[int, dict[int, Decimal]] = {}
    signed = ScoreSheet.objects.filter(entry__round=found, status=SheetStatus.SIGNED, pass_number=F("entry__passes"))
    for entry, member, total in signed.values_list("entry", "member", "total"):
        assert total is not None  # constraint sheet_signed_whole
        totals.setdefault(entry, {})[member] = total
    return totals


def agreed_lines(found: Round) -> QuerySet[AgreedLine]:
    """The options that the council agreed on, in the order of dossiers and criteria."""
    return (
        AgreedLine.objects.filter(entry__round=found)
        .select_related("entry__dossier__product", "criterion", "option")
        .order_by("entry__position", "entry", "criterion__position")
    )
