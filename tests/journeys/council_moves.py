"""The moves of a dossier's way as people make them on the pages of the portal, without a script."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from core.models import Place, User
from core.roles import Role
from evaluations.models import Council, CriterionNode, DecisionDraft, Dossier, Round, RoundEntry
from evaluations.queries.councils import sitting
from products.models import Level, Product
from tests.evaluations.council_room import account_of, criteria_of
from tests.factories import make_user

# The part of the points that a member gives at a criterion: all of them, or none.
Share = Callable[[CriterionNode], bool]
REGULATION = {"quorum_percent": "75", "spread_limit": "10", "passes": "2", "reveal": "all", "days_before": "2"}


def all_points(_node: CriterionNode) -> bool:
    """Every criterion at its best."""
    return True


def printed(day: date) -> str:
    """A day as people type it."""
    return f"{day.day}/{day.month}/{day.year}"


@dataclass
class Desk:
    """Somebody who is signed in."""

    user: User

    def __post_init__(self) -> None:
        self.client = Client()
        self.client.force_login(self.user)

    def look(self, name: str, /, *args: object) -> HttpResponse:
        """A page that this person may see."""
        response = self.client.get(reverse(f"staff:{name}", args=args))
        assert response.status_code == 200, (name, response.status_code)
        return response

    def press(self, name: str, /, *args: object, **given: Any) -> HttpResponse:
        """Send a form that must be taken: what is refused comes back as the same page."""
        response = self.client.post(reverse(f"staff:{name}", args=args), given)
        assert response.status_code == 302, refusals(response)
        return response

    def is_refused(self, name: str, /, *args: object, **given: Any) -> list[str]:
        """Send a form that must not be taken: what the page says about it."""
        response = self.client.post(reverse(f"staff:{name}", args=args), given)
        assert response.status_code == 200, response.headers.get("Location")
        return refusals(response)


def refusals(response: HttpResponse) -> list[str]:
    """Everything that a page says against what was sent."""
    context = response.context or {}
    form = context.get("form")
    said = [str(text) for texts in form.errors.values() for text in texts] if form is not None else []
    return said + [str(text) for text in context.get("refusals", [])]


# ------------------------------------------------------------------ the dossier
def file_dossier(desk: Desk, product: Product, place: Place, *, set_pk: int, on: date) -> Dossier:
    """The slip is written at the counter."""
    address = f"{reverse('staff:dossier-new')}?san-pham={product.pk}"
    given = {"filed_on": printed(on), "place": place.slug, "kind": "first", "criteria_set": set_pk, "aims_at": "5"}
    assert desk.client.post(address, given).status_code == 302
    return Dossier.objects.get(product=product)


def entry_of(dossier: Dossier) -> RoundEntry:
    """Where the dossier is now."""
    return dossier.entries.select_related("level", "place", "dossier__criteria_set").order_by("-pk")[0]


def step(desk: Desk, dossier: Dossier, slug: str, **given: Any) -> RoundEntry:
    """Do one step where the dossier is; gives where it is afterwards."""
    desk.press("entry-step", entry_of(dossier).pk, slug, **given)
    return entry_of(dossier)


# ------------------------------------------------------------------ the council and its round
def found_council(desk: Desk, place: Place, *, on: date) -> Council:
    """A council with a chair and three members who mark on the portal."""
    name = f"Hội đồng {place.name} {on.year} (minh hoạ)"
    desk.press("council-new", name=name, place=place.pk, founded_on=printed(on), **REGULATION)
    council = Council.objects.get(name=name)
    for role in ("chair", "member", "member", "member"):
        account = make_user(Role.COUNCIL_MEMBER, place)
        seat = {"full_name": account.full_name, "role": role, "scores": "on", "account": account.pk}
        desk.press("seat-new", council.pk, **seat)
    return council


def plan_round(desk: Desk, level: Level, place: Place, council: Council, *, on: date, ordinal: int = 1) -> Round:
    """A round that receives dossiers."""
    plan = {"level": level.pk, "place": place.pk, "council": council.pk, "year": on.year, "ordinal": ordinal}
    desk.press("council-round-plan", **plan, opened_on=printed(on), meets_on="", note="")
    found = Round.objects.get(level=level, place=place, year=on.year, ordinal=ordinal)
    desk.press("round-step", found.pk, "nhan-ho-so")
    return found


def begin_scoring(desk: Desk, found: Round, entry: RoundEntry, *, sent_on: date) -> None:
    """Put the dossier on the list, send it out, open the sheets."""
    desk.press("round-take", found.pk, entry=entry.pk)
    desk.press("round-step", found.pk, "gui", on=printed(sent_on))
    desk.press("round-step", found.pk, "cham")


# ------------------------------------------------------------------ sheets and the meeting
def sheet_of(entry: RoundEntry, share: Share) -> dict[str, str]:
    """A whole sheet as the browser sends it: the best option or *không đạt*, or the points of a part."""
    sent = {"all-comment": "", "all-revision": "0"}
    for node in criteria_of(entry):
        sent |= {f"{node.pk}-revision": "0", f"{node.pk}-note": ""}
        options, all_of_it = list(node.options.all()), share(node)
        if options:
            wanted = [each for each in options if each.is_failure != all_of_it]
            sent[f"{node.pk}-option"] = str(max(wanted, key=lambda each: each.points).pk)
        else:
            sent[f"{node.pk}-points"] = str(node.max_points if all_of_it else 0)
    return sent


def mark_and_sign(entry: RoundEntry, user: User, share: Share = all_points) -> None:
    """A member says that there is no conflict, marks everything and signs."""
    desk = Desk(user)
    if "data-line" not in desk.look("score-sheet", entry.pk).text:
        desk.press("score-sheet", entry.pk, answer="no")
    sent = sheet_of(entry, share)
    seen = desk.look("score-sheet", entry.pk).context["rows"]
    sent |= {f"{row.node.pk}-revision": str(row.revision) for row in seen}
    desk.press("score-save", entry.pk, **sent)
    desk.press("score-sign", entry.pk)


def declare_a_conflict(entry: RoundEntry, user: User, what: str) -> None:
    """A member declares a conflict; the dossier closes to that member."""
    desk = Desk(user)
    desk.press("score-sheet", entry.pk, answer="yes", what=what)
    assert "data-line" not in desk.look("score-sheet", entry.pk).text


def everybody_signs(entry: RoundEntry, council: Council) -> None:
    """All members mark everything at its best."""
    for seat in sitting(council):
        mark_and_sign(entry, account_of(seat))


def conclude(desk: Desk, found: Round, entry: RoundEntry) -> None:
    """The meeting: who is there, what is agreed on, the end of scoring."""
    assert found.council is not None
    desk.press("meeting", found.pk, here=[seat.pk for seat in sitting(found.council)])
    desk.press("meeting-entry", entry.pk, do="all")
    desk.press("meeting-conclude", found.pk)


# ------------------------------------------------------------------ the decision
def publish(desk: Desk, draft: DecisionDraft, *, number: str, body: str, on: date, rows: bool = True) -> None:
    """The paper's head, its rows, the check, the publication."""
    head = {"number": number, "signed_on": printed(on), "precision": "day", "issuing_body": body}
    desk.press("draft-edit", draft.pk, **head, signer="Bà Minh Hoạ", title="", next="1")
    if rows:
        chosen = [row.pk for row in desk.look("draft-rows", draft.pk).context["choices"]]
        desk.press("draft-rows", draft.pk, rows=chosen, next="1")
    checked = desk.look("draft-check", draft.pk)
    assert checked.context["refusals"] == []
    desk.press("draft-publish", draft.pk, digest=checked.context["check"].digest)


def decide_round(desk: Desk, found: Round, *, number: str, body: str, on: date) -> None:
    """The decision that a round leads to."""
    desk.press("draft-start", found.pk)
    publish(desk, DecisionDraft.objects.latest("pk"), number=number, body=body, on=on)
