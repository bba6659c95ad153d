"""What the scenarios are played with: made-up people, products, dossiers, sheets, all through the real verbs.

Each step is taken on a business day of its own, so that every date in the demo is one that the law allows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings

from core.clock import today
from core.models import Place, User
from evaluations.actions.council_rounds import (
    note_presence,
    send_to_members,
    start_receiving,
    start_scoring,
)
from evaluations.actions.councils import found_council, seat_member
from evaluations.actions.dossiers import file_dossier, take_into_round
from evaluations.actions.drafts import attach_paper, start_draft_of_round, write_draft
from evaluations.actions.meeting import agree_where_all_do, conclude_round
from evaluations.actions.publishing import publish_draft
from evaluations.actions.round_plans import plan_round
from evaluations.actions.sheets import declare_conflict, open_sheet, save_line, sign_sheet
from evaluations.enums import EntryStatus, MemberRole
from evaluations.models import (
    Council,
    CouncilMember,
    CriteriaSet,
    CriterionNode,
    DecisionDraft,
    Option,
    Round,
    RoundEntry,
    ScoreLine,
    ScoreSheet,
)
from evaluations.queries.check import check_draft
from evaluations.queries.councils import scoring_members, sitting
from evaluations.queries.entries import entries_of
from ocop_portal.demo.intake import complete
from ocop_portal.demo.made_files import scan
from producers.actions.producers import create_producer
from producers.enums import LegalForm
from producers.models import Producer
from products.actions.products import create_product
from products.enums import RatingKind
from products.models import Decision, Level, Product

MARK = "(minh hoạ)"
NOTE = "Đợt minh hoạ của bản chạy thử: không có thật."
# The members of a council, who gives marks first; a secretary only runs it.
Seats = Sequence[tuple[str, MemberRole]]
PROVINCE_SEATS: Seats = (
    ("chu-tich", MemberRole.CHAIR),
    ("thanh-vien", MemberRole.DEPUTY),
    ("thanh-vien-2", MemberRole.MEMBER),
    ("thu-ky", MemberRole.SECRETARY),
)


@contextmanager
def business_day(*, of: date) -> Iterator[None]:
    """Let the demo's business clock stand at a day of the past."""
    before = settings.BUSINESS_DAY
    settings.BUSINESS_DAY = of
    try:
        yield
    finally:
        settings.BUSINESS_DAY = before


def person(username: str) -> User:
    """Somebody of the demo."""
    return User.objects.get(username=username)


def place(slug: str) -> Place:
    """A real unit."""
    return Place.objects.get(slug=slug)


def level(regime: str, key: str) -> Level:
    """A level of the law."""
    return Level.objects.select_related("regime").get(regime__code=regime, key=key)


# ------------------------------------------------------------------ products and dossiers
@dataclass(frozen=True)
class Taste:
    """How good something is found: high enough for these stars, and so far up each list of options."""

    stars: int
    share: float


THREE, FOUR, FIVE, NOT_RECOGNISED = Taste(3, 0.6), Taste(4, 0.8), Taste(5, 1.0), Taste(0, 0.25)


@dataclass(frozen=True)
class Idea:
    """A made-up product, whose it is, the score sheet it is judged by and what members think of it."""

    name: str
    maker: str
    sheet: str
    taste: Taste = THREE


def make_product(idea: Idea, where: Place, by: User) -> Product:
    """Enter a made-up product, and its producer the first time."""
    name = f"{idea.maker} {MARK}"
    maker = Producer.objects.filter(name=name).first() or create_producer(
        name=name, legal_form=LegalForm.HOUSEHOLD_BUSINESS, place=where, by=by
    )
    category = CriteriaSet.objects.get(code=idea.sheet).categories.first()
    return create_product(name=f"{idea.name} {MARK}", producer=maker, category=category, by=by)


def file(idea: Idea, where: Place, by: User, *, rated: Product | None = None) -> RoundEntry:
    """File a dossier of a made-up product today, which is new or was rated before; its entry at the lowest level."""
    sheet = CriteriaSet.objects.select_related("regime").get(code=idea.sheet)
    dossier = file_dossier(
        rated or make_product(idea, where, by),
        regime=sheet.regime,
        criteria_set=sheet,
        kind=RatingKind.RE_RATING if rated else RatingKind.FIRST,
        place=where,
        filed_on=today(),
        aims_at=max(3, idea.taste.stars),
        note="Hồ sơ minh hoạ.",
        by=by,
    )
    return dossier.entries.select_related("level").get()


# ------------------------------------------------------------------ councils and rounds
def found(where: Place, seats: Seats, by: User, **regulation: Any) -> Council:
    """Found a council with its members; a secretary gives no marks."""
    council = found_council(
        place=where,
        name=f"Hội đồng đánh giá OCOP {where.name} {MARK}",
        founded_on=today(),
        founded_by="Quyết định minh hoạ",
        regulation="Quy chế minh hoạ",
        by=by,
        **regulation,
    )
    for username, role in seats:
        account, scores = person(username), role != MemberRole.SECRETARY
        seat_member(council, full_name=account.full_name, role=role, scores=scores, account=account, by=by)
    return council


def plan(
    council: Council,
    at: Level,
    ordinal: int,
    by: User,
    *,
    year: int | None = None,
    opened_on: date | None = None,
    meets_on: date | None = None,
) -> Round:
    """Plan a round, which opens today unless said otherwise."""
    opens = opened_on or today()
    return plan_round(
        level=at,
        place=council.place,
        council=council,
        year=year or opens.year,
        ordinal=ordinal,
        opened_on=opens,
        meets_on=meets_on,
        note=NOTE,
        by=by,
    )


def receive(planned: Round, entries: Iterable[RoundEntry], by: User) -> Round:
    """Open a round and take these dossiers; those that were not yet found complete are so now."""
    receiving = start_receiving(planned, by=by)
    for entry in entries:
        if entry.status == EntryStatus.RECEIVED:
            complete(entry, by)
        take_into_round(entry, receiving, by=by)
    send_to_members(receiving, on=today(), by=by)
    return receiving


def province_round(
    council: Council, at: Level, ordinal: int, entries: Iterable[RoundEntry], days: tuple[date, date]
) -> Round:
    """A round that took its dossiers on one day and meets on another, run by the secretary of the council."""
    secretary = person("thu-ky")
    with business_day(of=days[0]):
        return receive(plan(council, at, ordinal, secretary, meets_on=days[1]), entries, secretary)


def begin(receiving: Round, by: User) -> list[RoundEntry]:
    """Open the sheets with everybody present; the dossiers in the order of the list."""
    scoring = start_scoring(receiving, by=by)
    assert scoring.council is not None  # only rounds of a council are played
    entries, seats = list(entries_of(scoring)), sitting(scoring.council)
    note_presence(scoring, seats, by=by)
    for entry in entries:
        for member in seats:
            if not member.scores:
                declare_conflict(entry, member, what="", by=account_of(member))
    return entries


# ------------------------------------------------------------------ sheets
def choose(node: CriterionNode, taste: Taste, seat: int) -> Option:
    """The option that a member chooses; members differ a little where no minimum hangs on it."""
    options = [option for option in node.options.all() if not option.is_failure]
    least = [at for at, option in enumerate(options) if option.min_star and option.min_star <= taste.stars]
    at = max([int(taste.share * (len(options) - 1) + 0.5), *least])
    differs = not node.knock_out and not any(option.min_star for option in options)
    return options[max(0, at - 1) if differs and node.position % 6 == seat else at]


def account_of(member: CouncilMember) -> User:
    """The person on a seat."""
    assert member.user is not None  # everybody on the demo's councils has an account
    return member.user


def open_desk(entry: RoundEntry, member: CouncilMember) -> ScoreSheet:
    """A member's new sheet; the member has said that there is no interest."""
    declare_conflict(entry, member, what="", by=account_of(member))
    return open_sheet(entry, member, by=account_of(member))


def criteria_of(entry: RoundEntry) -> list[CriterionNode]:
    """The criteria of a dossier's sheet with their options."""
    criteria = entry.dossier.criteria_set.nodes.filter(is_criterion=True)
    return list(criteria.prefetch_related("options").order_by("position"))


def mark_some(sheet: ScoreSheet, taste: Taste, *, lines: int, by: User) -> None:
    """A sheet that is half done, saved line by line."""
    for node in criteria_of(sheet.entry)[:lines]:
        save_line(sheet, node, option=choose(node, taste, sheet.member.position), revision=0, by=by)


def sign(entry: RoundEntry, member: CouncilMember, taste: Taste) -> None:
    """A signed sheet. Its lines are laid at once: saving them singly would make the first start ten seconds longer."""
    sheet = open_desk(entry, member)
    chosen = {node: choose(node, taste, member.position) for node in criteria_of(entry)}
    ScoreLine.objects.bulk_create(
        ScoreLine(sheet=sheet, criterion=node, option=option, points=option.points) for node, option in chosen.items()
    )
    sign_sheet(sheet, by=account_of(member))


def score(entries: Sequence[RoundEntry], tastes: Sequence[Taste], council: Council) -> None:
    """Everybody signs a sheet for each dossier."""
    for entry, taste in zip(entries, tastes, strict=True):
        for member in scoring_members(council):
            sign(entry, member, taste)


def score_in_part(entries: Sequence[RoundEntry], council: Council) -> None:
    """Leave three dossiers in the middle of it: too far apart, a sheet half done, a member in conflict."""
    (apart, half, closed), (first, second, third) = entries, scoring_members(council)
    for member, taste in ((first, FOUR), (second, THREE), (third, NOT_RECOGNISED)):
        sign(apart, member, taste)
    sign(half, first, THREE)
    mark_some(open_desk(half, third), THREE, lines=12, by=account_of(third))
    sign(closed, first, THREE)
    declare_conflict(closed, third, what="Là người thân của chủ hộ (minh hoạ)", by=account_of(third))


def conclude(scoring: Round, entries: Iterable[RoundEntry], by: User) -> None:
    """The council agrees where all chose alike, and closes scoring."""
    for entry in entries:
        agree_where_all_do(entry, by=by)
    conclude_round(scoring, by=by)


# ------------------------------------------------------------------ decisions
def draft(concluded: Round, number: str, by: User) -> DecisionDraft:
    """Write the decision of a round, signed today by nobody real."""
    begun = attach_paper(start_draft_of_round(concluded, by=by), scan("Quyết định"), by=by)
    title = f"Công nhận sản phẩm OCOP {MARK}"
    return write_draft(begun, number=number, signed_on=today(), signer="Người ký Minh Hoạ", title=title, by=by)


def publish(concluded: Round, number: str, by: User) -> Decision:
    """Publish the decision of a round as its check page would."""
    written = draft(concluded, number, by)
    return publish_draft(written, digest=check_draft(written).digest, by=by)
