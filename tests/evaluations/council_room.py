"""Made-up councils, dossiers and sheets for tests of the council room."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from core.clock import today
from core.models import Place, User
from core.roles import Role
from evaluations.actions.council_rounds import (
    note_presence,
    send_to_members,
    start_receiving,
    start_scoring,
)
from evaluations.actions.councils import found_council, seat_member
from evaluations.actions.dossiers import accept_dossier, file_dossier, take_into_round
from evaluations.actions.entry_reports import report_screening
from evaluations.actions.papers import see_original
from evaluations.actions.round_plans import plan_round
from evaluations.actions.screening import say_findings
from evaluations.actions.sheets import declare_conflict, open_sheet, save_line, sign_sheet
from evaluations.enums import MemberRole, Topic
from evaluations.models import (
    Council,
    CouncilMember,
    CriteriaSet,
    CriterionNode,
    Option,
    Round,
    RoundEntry,
    ScoreSheet,
)
from evaluations.queries.councils import sitting
from evaluations.queries.papers import lines_for
from products.enums import RatingKind
from products.models import Level, Product
from tests.factories import make_user

Pick = Callable[[CriterionNode, list[Option]], Option]


def make_council(place: Place, by: User, *, seats: int = 3, **regulation: object) -> Council:
    """A council with a chair and members, all with accounts and all marking."""
    council = found_council(
        place=place, name=f"Hội đồng {place.name} (minh hoạ)", founded_on=date(2020, 1, 2), by=by, **regulation
    )
    for number in range(seats):
        role = MemberRole.CHAIR if number == 0 else MemberRole.MEMBER
        account = make_user(Role.COUNCIL_MEMBER, place)
        seat_member(council, full_name=account.full_name, role=role, account=account, by=by)
    return council


def make_round(level: Level, place: Place, council: Council, by: User, *, opened_on: date, ordinal: int = 1) -> Round:
    """A round that receives dossiers."""
    found = plan_round(
        level=level, place=place, council=council, year=opened_on.year, ordinal=ordinal, opened_on=opened_on, by=by
    )
    return start_receiving(found, by=by)


def file(
    product: Product, place: Place, by: User, *, set_code: str, on: date, kind: str = RatingKind.FIRST
) -> RoundEntry:
    """A dossier filed at a place; its entry at the lowest level."""
    criteria_set = CriteriaSet.objects.select_related("regime").get(code=set_code)
    dossier = file_dossier(
        product, regime=criteria_set.regime, criteria_set=criteria_set, kind=kind, place=place, filed_on=on, by=by
    )
    return dossier.entries.select_related("level").get()


def hand_in(entry: RoundEntry, by: User) -> None:
    """Write down that every paper that the dossier still lacks was seen on paper; nothing where no checklist is."""
    for line in lines_for(entry.dossier, today()):
        if line.blocks:
            see_original(entry.dossier, line.item, by=by)


def screen(entry: RoundEntry, by: User) -> RoundEntry:
    """A dossier that the commune found complete, with its findings and its report: it can go up."""
    say_findings(entry, said=dict.fromkeys(Topic, (True, "đúng như hồ sơ (minh hoạ)")), by=by)
    report_screening(entry, number="1/BC-UBND", dated_on=entry.arrived_on, by=by)
    hand_in(entry, by)
    return accept_dossier(entry, by=by)


def take(entry: RoundEntry, found: Round, by: User) -> RoundEntry:
    """Accept a dossier, its papers seen on paper, and put it on the list of a round."""
    hand_in(entry, by)
    accept_dossier(entry, by=by)
    return take_into_round(entry, found, by=by)


def begin(found: Round, by: User, *, sent_on: date) -> None:
    """Send the dossiers of a round out and begin to score; everybody is present.

    Here they came, were listed and were sent within one day; `sent_on` is written for it afterwards.
    """
    send_to_members(found, on=today(), by=by)
    found.entries.filter(sent_to_members_on=today()).update(sent_to_members_on=sent_on)
    start_scoring(found, by=by)
    assert found.council is not None
    note_presence(found, sitting(found.council), by=by)


def account_of(member: CouncilMember) -> User:
    """The person on a seat."""
    assert member.user is not None
    return member.user


def best(_node: CriterionNode, options: list[Option]) -> Option:
    """The option with the most points, the first of several."""
    return max(options, key=lambda option: (option.points, -option.position))


def failing(*codes: str, otherwise: Pick = best) -> Pick:
    """*Không đạt* at some criteria."""

    def pick(node: CriterionNode, options: list[Option]) -> Option:
        if node.code in codes:
            return next(option for option in options if option.is_failure)
        return otherwise(node, options)

    return pick


def mark(entry: RoundEntry, member: CouncilMember, pick: Pick = best) -> ScoreSheet:
    """A member's sheet in the current pass, every criterion marked by a rule; not signed."""
    by = account_of(member)
    if not entry.conflicts.filter(member=member).exists():
        declare_conflict(entry, member, what="", by=by)
    sheet = open_sheet(entry, member, by=by)
    revisions = dict(sheet.lines.values_list("criterion", "revision"))
    for node in criteria_of(entry):
        options = list(node.options.all())
        save_line(sheet, node, option=pick(node, options), revision=revisions.get(node.pk, 0), by=by)
    return sheet


def criteria_of(entry: RoundEntry) -> list[CriterionNode]:
    """The criteria of a dossier's set with their options."""
    nodes = entry.dossier.criteria_set.nodes.filter(is_criterion=True)
    return list(nodes.prefetch_related("options").order_by("position"))


def sign(entry: RoundEntry, member: CouncilMember, pick: Pick = best) -> ScoreSheet:
    """A signed sheet."""
    return sign_sheet(mark(entry, member, pick), by=account_of(member))
