"""A wrongly noted absence and a stop of scoring throw no marks away; an interest lets none be taken over."""

from __future__ import annotations

from copy import deepcopy

import pytest
from django.test import override_settings
from django.urls import reverse

from evaluations.actions.absence import bring_back_member, excuse_member
from evaluations.actions.council_rounds import back_to_receiving
from evaluations.actions.paper_sheets import begin_paper_sheet, drop_paper_sheet
from evaluations.actions.sheets import correct_conflict, open_sheet, save_comment, save_line
from evaluations.enums import SheetStatus
from evaluations.queries.councils import sitting
from tests.evaluations.council_room import account_of, begin, mark
from tests.evaluations.intake_room import scan
from tests.evaluations.score_room import TODAY, node_of, option_of, scoring_round

pytestmark = pytest.mark.django_db

WHY = "Ghi nhầm người (minh hoạ)"


@pytest.fixture(scope="module")
@override_settings(BUSINESS_DAY=TODAY)
def built(stage):
    """A dossier that one member has marked but for its signature, one line twice, with a remark."""
    found, (entry,) = scoring_round(*stage, count=1)
    member = sitting(found.council)[1]
    by, sheet = account_of(member), mark(entry, member)
    save_line(sheet, node_of(entry, "1.5"), option=option_of(node_of(entry, "1.5"), 1), revision=1, by=by)
    save_comment(sheet, "Cần thêm hợp đồng", revision=0, by=by)
    return found, entry, member, sheet


@pytest.fixture
def room(db, built, settings):
    settings.BUSINESS_DAY = TODAY
    return deepcopy(built)


def marks_of(sheet):
    return list(sheet.lines.order_by("criterion").values_list("criterion", "option", "points", "note"))


def goes_on(entry, member, sheet):
    """The next sheet stands where the one that was set aside stood."""
    sheet.refresh_from_db()
    again = open_sheet(entry, member, by=account_of(member))
    assert (sheet.status, again.version, again.status) == (SheetStatus.SET_ASIDE, 2, SheetStatus.OPEN)
    assert marks_of(again) == marks_of(sheet) != []
    assert again.lines.get(criterion__code="1.5").revision == 3
    assert (again.comment, again.comment_revision) == ("Cần thêm hợp đồng", 2)


def test_who_comes_back_goes_on_from_where_it_stopped(room, officer):
    found, entry, member, sheet = room
    excuse_member(found, member, why=WHY, by=officer)
    bring_back_member(found, member, why=WHY, by=officer)
    goes_on(entry, member, sheet)


def test_a_stop_of_scoring_keeps_the_marks(room, officer):
    found, entry, member, sheet = room
    found = back_to_receiving(found, why="Thiếu giấy tờ", by=officer)
    begin(found, officer, sent_on=TODAY)
    goes_on(entry, member, sheet)


def test_nothing_is_taken_over_an_interest(room, officer):
    """Neither what the interest set aside, nor what an absence had before it."""
    found, entry, member, _sheet = room
    excuse_member(found, member, why=WHY, by=officer)
    bring_back_member(found, member, why=WHY, by=officer)
    open_sheet(entry, member, by=account_of(member))
    correct_conflict(entry, member, what="Chị họ", why="Khai thiếu", by=officer)
    correct_conflict(entry, member, what="", why="Không phải", by=officer)
    again = open_sheet(entry, member, by=account_of(member))
    assert (again.version, marks_of(again), again.comment) == (3, [], "")


def test_a_paper_is_entered_from_itself(room, officer):
    found, entry, member, sheet = room
    excuse_member(found, member, why=WHY, by=officer)
    bring_back_member(found, member, why=WHY, by=officer)
    paper = begin_paper_sheet(entry, member, scan(), by=officer)
    assert (paper.on_paper, marks_of(paper), paper.comment) == (True, [], "")
    node = node_of(entry, "1.5")
    save_line(paper, node, option=option_of(node, 0), revision=0, by=officer)
    drop_paper_sheet(paper, why="Phiếu của người khác", by=officer)
    own = open_sheet(entry, member, by=account_of(member))
    assert (own.on_paper, marks_of(own)) == (False, marks_of(sheet))


def test_the_page_shows_them_before_the_first_mark(room, officer, sign_in):
    found, entry, member, sheet = room
    excuse_member(found, member, why=WHY, by=officer)
    bring_back_member(found, member, why=WHY, by=officer)
    page = sign_in(account_of(member)).get(reverse("staff:score-sheet", args=[entry.pk]))
    shown = {view.node.pk: view.option for view in page.context["rows"] if view.node.is_criterion}
    assert shown == dict(sheet.lines.values_list("criterion", "option"))
    assert page.context["opinion"].missing == []
    assert page.context["comment_form"].initial == {"comment": "Cần thêm hợp đồng", "revision": 2}
