"""Reading opinions in writing: what each signed sheet of a dossier comes to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from evaluations.models import ScoreLine
from evaluations.queries.councils import Standing
from evaluations.queries.meeting import agreed_on, gated_criteria
from evaluations.rules.opinions import Given
from evaluations.rules.scoring import Average, rate
from products.queries.law import bands_of


def opinions_of(standings: Iterable[Standing]) -> dict[int, list[Given]]:
    """The opinions of each dossier that is dealt with in writing; four queries for all dossiers of one regime."""
    standings = [standing for standing in standings if standing.entry.in_writing]
    if not standings:
        return {}
    regime = standings[0].entry.dossier.regime  # a round has one
    bands = bands_of(regime)
    gated = gated_criteria(standing.entry.dossier.criteria_set_id for standing in standings)
    sheets = [sheet.pk for standing in standings for sheet in standing.signed]
    nodes = [node for each in gated.values() for node in each]
    lines: dict[int, dict[int, ScoreLine]] = defaultdict(dict)
    for line in ScoreLine.objects.filter(sheet__in=sheets, criterion__in=nodes):
        lines[line.sheet_id][line.criterion_id] = line
    found: dict[int, list[Given]] = {standing.entry.pk: [] for standing in standings}
    for standing in standings:
        for sheet in standing.signed:
            assert sheet.total is not None  # constraint sheet_signed_whole
            own = [
                agreed_on(node, line.option_id, knocked_out=line.knocked_out)
                for node in gated[standing.entry.dossier.criteria_set_id]
                for line in [lines[sheet.pk][node.pk]]
            ]
            stars = rate(Average.of([sheet.total]), bands, own).stars
            found[standing.entry.pk].append(Given(sheet.total, stars))
    return found
