"""Reading what a meeting decides: the criteria that need an agreed option, what members chose there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.db.models import Exists, F, OuterRef, Prefetch, Q

from evaluations.enums import SheetStatus
from evaluations.models import AgreedLine, CriterionNode, Option, RoundEntry, ScoreLine
from evaluations.rules.criteria import OptionRow
from evaluations.rules.scoring import Agreed, gates_of


def gated_criteria(sets: Iterable[int]) -> dict[int, list[CriterionNode]]:
    """The criteria of some sets whose option decides more than points: those with a minimum or a knock-out."""
    nodes = (
        CriterionNode.objects.filter(criteria_set__in=set(sets), is_criterion=True)
        .filter(Q(options__min_star__isnull=False) | Q(knock_out=True))
        .distinct()
        .prefetch_related(Prefetch("options", Option.objects.order_by("position")))
        .order_by("position")
    )
    found: dict[int, list[CriterionNode]] = defaultdict(list)
    for node in nodes:
        found[node.criteria_set_id].append(node)
    return found


def has_minimum(node: CriterionNode) -> bool:
    """True for a criterion with a minimum of a star."""
    return any(option.min_star for option in node.options.all())


def codes_to_agree(entries: Sequence[RoundEntry]) -> dict[int, list[str]]:
    """The criteria of each dossier whose agreed option is not written down; one query for all of them.

    Those with a minimum need one, and those that a sheet of the current pass proposes to exclude the dossier by. Of a
    dossier that is excluded as a whole nothing is left to agree on.
    """
    found: dict[int, list[str]] = {entry.pk: [] for entry in entries}
    entries = [entry for entry in entries if not entry.excluded_for]
    minimum = Option.objects.filter(criterion=OuterRef("pk"), min_star__isnull=False)
    agreed = AgreedLine.objects.filter(entry=OuterRef("at"), criterion=OuterRef("pk"))
    proposed = ScoreLine.objects.filter(
        criterion=OuterRef("pk"),
        sheet__entry=OuterRef("at"),
        sheet__pass_number=OuterRef("at_pass"),
        sheet__status=SheetStatus.SIGNED,
        knocked_out=True,
    )
    open_nodes = (
        CriterionNode.objects.filter(is_criterion=True, criteria_set__dossiers__entries__in=entries)
        .annotate(at=F("criteria_set__dossiers__entries"), at_pass=F("criteria_set__dossiers__entries__passes"))
        .filter(Exists(minimum) | Exists(proposed), ~Exists(agreed))
        .order_by("position")
    )
    for entry, code in open_nodes.values_list("at", "code"):
        found[entry].append(code)
    return found


def agreed_of(entries: list[RoundEntry]) -> dict[int, list[Agreed]]:
    """What was agreed on for each dossier, as the arithmetic reads it; a knock-out that nobody proposed is none."""
    gated = gated_criteria(entry.dossier.criteria_set_id for entry in entries)
    lines = {(line.entry_id, line.criterion_id): line for line in AgreedLine.objects.filter(entry__in=entries)}
    return {
        entry.pk: [_agreed(node, lines.get((entry.pk, node.pk))) for node in gated[entry.dossier.criteria_set_id]]
        for entry in entries
    }


def agreed_on(node: CriterionNode, option: int | None, *, knocked_out: bool) -> Agreed:
    """An option of a criterion as the arithmetic reads it.

    Options count from 1 in their order; *không đạt* and no option at all reach no minimum.
    """
    options = [each for each in node.options.all() if not each.is_failure]
    rows = [OptionRow(each.label, each.points, each.min_star, each.case, each.case_label) for each in options]
    place = next((at for at, each in enumerate(options, start=1) if each.pk == option), None)
    return Agreed(node.code, gates_of(rows), place, knocked_out)


def _agreed(node: CriterionNode, line: AgreedLine | None) -> Agreed:
    if line is None:
        return agreed_on(node, None, knocked_out=False)
    return agreed_on(node, line.option_id, knocked_out=line.knocked_out)


def chosen_options(entry: RoundEntry) -> dict[int, dict[int, int | None]]:
    """What each member chose in the signed sheets of the current pass: criterion → member → option."""
    lines = ScoreLine.objects.filter(
        sheet__entry=entry, sheet__pass_number=entry.passes, sheet__status=SheetStatus.SIGNED
    ).values_list("criterion", "sheet__member", "option")
    found: dict[int, dict[int, int | None]] = defaultdict(dict)
    for criterion, member, option in lines:
        found[criterion][member] = option
    return found


def points_given(entry: RoundEntry) -> dict[int, dict[int, Decimal | None]]:
    """The points of each member in the signed sheets of the current pass: criterion → member → points."""
    lines = ScoreLine.objects.filter(
        sheet__entry=entry, sheet__pass_number=entry.passes, sheet__status=SheetStatus.SIGNED
    ).values_list("criterion", "sheet__member", "points")
    found: dict[int, dict[int, Decimal | None]] = defaultdict(dict)
    for criterion, member, points in lines.order_by():
        found[criterion][member] = points
    return found
