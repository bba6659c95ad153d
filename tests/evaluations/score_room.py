"""A council of the province that scores under 26/2026, for tests of the pages of marking and of the meeting."""

from __future__ import annotations

from datetime import date

from core.models import Place, User
from evaluations.actions.dossiers import forward_dossier
from evaluations.actions.sheets import declare_conflict, open_sheet, sign_sheet
from evaluations.models import CouncilMember, CriterionNode, Option, Round, RoundEntry, ScoreLine, ScoreSheet
from products.enums import RatingKind
from tests.evaluations.council_room import (
    Pick,
    account_of,
    begin,
    best,
    criteria_of,
    file,
    make_council,
    make_round,
    screen,
    take,
)
from tests.factories import level_of, load_sets, make_producer, make_product

TODAY = date(2026, 11, 20)
SET = "26-2026-07"
NAMES = ["Mứt gừng", "Mứt tắc", "Mứt me"]


def scoring_round(
    province: Place,
    commune: Place,
    officer: User,
    *,
    count: int = 2,
    kind: str = RatingKind.FIRST,
    **regulation: object,
) -> tuple[Round, list[RoundEntry]]:
    """A round that is being scored, with some dossiers; the business day must be TODAY."""
    load_sets(SET)
    council = make_council(province, officer, days_before=0, **regulation)
    found = make_round(level_of("26-2026"), province, council, officer, opened_on=date(2026, 11, 2), ordinal=2)
    entries = [_accepted(name, commune, officer, kind) for name in NAMES[:count]]
    for entry in entries:
        take(entry, found, officer)
    begin(found, officer, sent_on=date(2026, 11, 10))
    return found, list(found.entries.select_related("dossier__product", "dossier__criteria_set").order_by("position"))


def _accepted(name: str, commune: Place, officer: User, kind: str) -> RoundEntry:
    product = make_product(name, producer=make_producer(place=commune))
    entry = file(product, commune, officer, set_code=SET, on=date(2026, 10, 1), kind=kind)
    screen(entry, officer)
    return forward_dossier(entry, on=date(2026, 10, 12), by=officer)


def sign_at_once(entry: RoundEntry, member: CouncilMember, pick: Pick = best) -> ScoreSheet:
    """A signed sheet whose lines were laid all at once: what they came from does not matter here."""
    by = account_of(member)
    if not entry.conflicts.filter(member=member).exists():
        declare_conflict(entry, member, what="", by=by)
    sheet = open_sheet(entry, member, by=by)
    sheet.lines.all().delete()
    chosen = {node: pick(node, list(node.options.all())) for node in criteria_of(entry)}
    ScoreLine.objects.bulk_create(
        ScoreLine(sheet=sheet, criterion=node, option=option, points=option.points) for node, option in chosen.items()
    )
    return sign_sheet(sheet, by=by)


def form_of(entry: RoundEntry, pick: Pick = best, *, without: tuple[str, ...] = (), **more: str) -> dict[str, str]:
    """A whole sheet as a browser without a script sends it; some criteria unanswered."""
    sent = {"all-comment": "", "all-revision": "0"}
    for node in criteria_of(entry):
        sent |= {f"{node.pk}-revision": "0", f"{node.pk}-note": ""}
        if node.code not in without:
            sent[f"{node.pk}-option"] = str(pick(node, list(node.options.all())).pk)
    return sent | more


def node_of(entry: RoundEntry, code: str) -> CriterionNode:
    """A criterion by its number."""
    return next(node for node in criteria_of(entry) if node.code == code)


def option_of(node: CriterionNode, points: int) -> Option:
    """The first option of so many points; 0 is *không đạt*."""
    return next(each for each in node.options.all() if each.points == points and each.is_failure == (points == 0))
