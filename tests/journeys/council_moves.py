"""The moves of a dossier's way as people make them on the pages of the portal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from core.clock import today
from core.models import Place, User
from core.roles import Role
from evaluations.enums import CONCLUDED_ROUNDS, RoundStatus
from evaluations.models import Council, CriterionNode, DecisionDraft, Dossier, Round, RoundEntry
from evaluations.queries.councils import sitting, standing_of
from products.models import Level, Product
from tests.evaluations.council_room import account_of, criteria_of
from tests.factories import make_user
from tests.journeys.desks import Desk

# The part of the points that a member gives at a criterion: all of them, or none.
Share = Callable[[CriterionNode], bool]
# Steps after which an entry is in the same state as before.
STAYS = frozenset({"luot-hai", "du-thao"})


def all_points(_node: CriterionNode) -> bool:
    """Every criterion at its best."""
    return True


def printed(day: date) -> str:
    """A day as people type it."""
    return f"{day.day}/{day.month}/{day.year}"


# ------------------------------------------------------------------ the dossier
def file_dossier(desk: Desk, product: Product, place: Place, *, set_pk: int, on: date) -> Dossier:
    """The slip is written at the counter."""
    given = {
        "filed_on": printed(on),
        "place": place.slug,
        "kind": "first",
        "criteria_set": str(set_pk),
        "aims_at": "5",
    }
    desk.send("dossier-new", query=f"san-pham={product.pk}", **given)
    return Dossier.objects.get(product=product)


def entry_of(dossier: Dossier) -> RoundEntry:
    """Where the dossier is now."""
    return dossier.entries.select_related("level", "place", "dossier__criteria_set").order_by("-pk")[0]


def step(desk: Desk, dossier: Dossier, slug: str, **given: str) -> RoundEntry:
    """Do one step where the dossier is; gives where it is afterwards."""
    before = entry_of(dossier)
    said = desk.send("entry-step", before.pk, slug, **given)
    after = entry_of(dossier)
    assert (after.pk, after.status) != (before.pk, before.status) or slug in STAYS, said
    return after


# ------------------------------------------------------------------ the council and its round
def found_council(desk: Desk, place: Place, *, on: date) -> Council:
    """A council with a chair and three members who mark on the portal."""
    name = f"Hội đồng {place.name} {on.year} (minh hoạ)"
    desk.send("council-new", name=name, place=str(place.pk), founded_on=printed(on))
    council = Council.objects.get(name=name)
    for role in ("chair", "member", "member", "member"):
        account = make_user(Role.COUNCIL_MEMBER, place)
        desk.send("seat-new", council.pk, full_name=account.full_name, role=role, account=str(account.pk))
    return council


def plan_round(desk: Desk, level: Level, place: Place, council: Council, *, on: date, ordinal: int = 1) -> Round:
    """A round that receives dossiers."""
    plan = {"level": str(level.pk), "place": str(place.pk), "council": str(council.pk)}
    days = {"year": str(on.year), "ordinal": str(ordinal), "opened_on": printed(on)}
    desk.send("council-round-plan", **plan, **days)
    found = Round.objects.get(level=level, place=place, year=on.year, ordinal=ordinal)
    desk.send("round-step", found.pk, "nhan-ho-so")
    return found


def begin_scoring(desk: Desk, found: Round, settings: Any) -> None:
    """Put the dossier that waits on the list and send it out; a week later the sheets are opened."""
    desk.send("round-detail", found.pk, button="Đưa hồ sơ đã chọn vào đợt")
    desk.send("round-detail", found.pk, on=printed(today()))
    settings.BUSINESS_DAY = today() + timedelta(days=7)
    desk.send("round-step", found.pk, "cham")
    found.refresh_from_db()
    assert found.status == RoundStatus.SCORING


# ------------------------------------------------------------------ sheets and the meeting
def sheet_of(entry: RoundEntry, share: Share) -> dict[str, str]:
    """What is marked: the best option or *không đạt*, or the points of a part."""
    sent = {}
    for node in criteria_of(entry):
        options, all_of_it = list(node.options.all()), share(node)
        if options:
            wanted = [each for each in options if each.is_failure != all_of_it]
            sent[f"{node.pk}-option"] = str(max(wanted, key=lambda each: each.points).pk)
        else:
            sent[f"{node.pk}-points"] = str(node.max_points if all_of_it else 0)
    return sent


def mark_and_sign(house: Desk, entry: RoundEntry, user: User, share: Share = all_points) -> None:
    """A member says that there is no conflict, marks everything and signs."""
    desk = house.open(user)
    if not entry.conflicts.filter(member__user=user).exists():
        desk.send("score-sheet", entry.pk, answer="no")
    desk.send("score-sheet", entry.pk, button="Ký phiếu", **sheet_of(entry, share))
    desk.send("score-sign", entry.pk)
    desk.leave()


def declare_a_conflict(house: Desk, entry: RoundEntry, user: User, what: str) -> None:
    """A member declares a conflict; the dossier closes to that member."""
    desk = house.open(user)
    desk.send("score-sheet", entry.pk, answer="yes", what=what)
    assert "Hồ sơ này đóng với bạn" in desk.words("score-sheet", entry.pk)
    desk.leave()


def everybody_signs(house: Desk, entry: RoundEntry) -> None:
    """All members without an interest mark everything at its best."""
    entry = RoundEntry.objects.select_related("round__council", "dossier__criteria_set").get(pk=entry.pk)
    for seat in standing_of(entry).counting:
        mark_and_sign(house, entry, account_of(seat))


def conclude(desk: Desk, found: Round, entry: RoundEntry) -> None:
    """The meeting: who is there, what is agreed on, the end of scoring."""
    assert found.council is not None
    desk.send("meeting", found.pk, here=[str(seat.pk) for seat in sitting(found.council)])
    all_alike = "Ghi phương án mọi thành viên cùng chọn"
    if all_alike in desk.words("meeting-entry", entry.pk):  # sheets without minimums have nothing to agree on
        desk.send("meeting-entry", entry.pk, button=all_alike)
    desk.send("meeting-conclude", found.pk, button="Chốt điểm")
    found.refresh_from_db()
    assert found.status in CONCLUDED_ROUNDS  # done at once where nothing is to be decided


# ------------------------------------------------------------------ the decision
def publish(desk: Desk, draft: DecisionDraft, *, number: str, body: str, on: date) -> None:
    """The paper's head, the check, the publication; the rows stand in the draft already."""
    head = {"number": number, "signed_on": printed(on), "issuing_body": body, "signer": "Bà Minh Hoạ"}
    desk.send("draft-edit", draft.pk, button="Lưu và sang nội dung", **head)
    assert f"Đã công bố {number}" in desk.send("draft-check", draft.pk, button="Công bố quyết định")


def decide_round(desk: Desk, found: Round, *, number: str, body: str, on: date) -> None:
    """The decision that a round leads to."""
    desk.send("round-detail", found.pk, button="Lập quyết định từ đợt này")
    publish(desk, DecisionDraft.objects.latest("pk"), number=number, body=body, on=on)
