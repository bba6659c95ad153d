"""Every act on a dossier asks first whether it is closed to who acts, at whatever level the interest was said."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from copy import deepcopy
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.test import override_settings
from django.urls import reverse

import evaluations.actions
from evaluations.actions import (
    advisory,
    asking,
    council_rounds,
    dossiers,
    entry_reports,
    excluding,
    handing,
    meeting,
    opinions,
    paper_sheets,
    papers,
    postponing,
    recording,
    screening,
    setting_aside,
    sheets,
)
from evaluations.enums import EntryStatus, SheetStatus
from evaluations.models import Ask, AskItem, ChecklistItem, CouncilMember, DossierPaper, Paper, Probe, ScoreSheet
from evaluations.permissions.meeting import Said
from evaluations.queries.councils import sitting
from products.enums import RatingKind
from tests.evaluations.council_room import account_of
from tests.evaluations.council_steps import refused
from tests.evaluations.intake_room import refused as words_of
from tests.evaluations.intake_room import scan
from tests.evaluations.score_room import TODAY, node_of, scoring_round

pytestmark = pytest.mark.django_db

CLOSED = "Bạn ở hội đồng chấm “Mứt gừng”: hồ sơ chỉ mở sau khi khai không liên quan."
WHY = "Lý do minh hoạ"
THINGS = {"RoundEntry", "Iterable[RoundEntry]", "Dossier", "Probe", "AskItem", "DossierPaper", "ScoreSheet"}
# A member's own words and marks ask for the seat; the rest are parts that other acts are made of.
OWN = {"declare_conflict", "open_sheet", "save_line", "save_comment", "sign_sheet"}
PARTS = {"opened", "arrive", "hand_papers", "set_sheets_aside", "end_if_over"}

# `w.below` is the dossier at the commune, where nobody scores; `w.above` at the province, where the interest was said.
ACTS = {
    "accept_dossier": lambda w, by: dossiers.accept_dossier(w.below, by=by),
    "leave_round": lambda w, by: dossiers.leave_round(w.below, by=by),
    "take_into_round": lambda w, by: dossiers.take_into_round(w.below, w.found, by=by),
    "forward_dossier": lambda w, by: dossiers.forward_dossier(w.below, on=TODAY, by=by),
    "forward_dossiers": lambda w, by: dossiers.forward_dossiers([w.below], on=TODAY, by=by),
    "send_down": lambda w, by: dossiers.send_down(w.below, on=TODAY, by=by),
    "return_dossier": lambda w, by: dossiers.return_dossier(w.below, why=WHY, by=by),
    "withdraw_dossier": lambda w, by: dossiers.withdraw_dossier(w.below, why=WHY, by=by),
    "set_result_aside": lambda w, by: setting_aside.set_result_aside(
        w.below, to="returned", why=WHY, paper="1/CV", by=by
    ),
    "change_kind": lambda w, by: dossiers.change_kind(w.below.dossier, RatingKind.RE_RATING, why=WHY, by=by),
    "say_findings": lambda w, by: screening.say_findings(w.below, said={}, by=by),
    "report_screening": lambda w, by: entry_reports.report_screening(w.below, number="2/BC", dated_on=TODAY, by=by),
    "report_team": lambda w, by: entry_reports.report_team(w.below, body=WHY, conclusion=WHY, dated_on=TODAY, by=by),
    "notify_result": lambda w, by: entry_reports.notify_result(w.below, number="1/TB", dated_on=TODAY, by=by),
    "ask_for_more": lambda w, by: asking.ask_for_more(w.below, items=[WHY], by=by),
    "answer_item": lambda w, by: asking.answer_item(w.item, answer=WHY, by=by),
    "receive_more": lambda w, by: asking.receive_more(w.below, by=by),
    "ask_probe": lambda w, by: advisory.ask_probe(w.below, kind="test", what=WHY, of_whom=WHY, by=by),
    "attach_probe": lambda w, by: advisory.attach_probe(w.probe, result=WHY, done_on=TODAY, by=by),
    "note_samples": lambda w, by: advisory.note_samples(w.below, count=5, received_on=TODAY, by=by),
    "record_result": lambda w, by: recording.record_result(
        w.below, total=Decimal(95), paper="1/TB", paper_on=TODAY, by=by
    ),
    "draft_result": lambda w, by: recording.draft_result(w.below, by=by),
    "draft_below": lambda w, by: recording.draft_below(w.below, by=by),
    "add_paper": lambda w, by: papers.add_paper(w.below.dossier, w.use.item, scan(), name="Giấy minh hoạ", by=by),
    "add_version": lambda w, by: papers.add_version(w.use, scan(), by=by),
    "edit_paper": lambda w, by: papers.edit_paper(w.use, number="2", by=by),
    "use_paper": lambda w, by: papers.use_paper(w.below.dossier, w.use.item, w.use.paper, by=by),
    "see_original": lambda w, by: papers.see_original(w.below.dossier, w.use.item, by=by),
    "prove_criteria": lambda w, by: papers.prove_criteria(w.use, [], by=by),
    "drop_paper": lambda w, by: papers.drop_paper(w.use, by=by),
    "hand_again": lambda w, by: handing.hand_again(w.use, why=WHY, by=by),
    "ask_in_writing": lambda w, by: opinions.ask_in_writing(w.above, by=by),
    "put_on_meeting": lambda w, by: opinions.put_on_meeting(w.above, why=WHY, by=by),
    "second_pass": lambda w, by: council_rounds.second_pass(w.above, why=WHY, by=by),
    "agree": lambda w, by: meeting.agree(w.above, node_of(w.above, "1.5"), None, by=by),
    "agree_each": lambda w, by: meeting.agree_each(w.above, [Said(node_of(w.above, "1.5"), None)], by=by),
    "agree_where_all_do": lambda w, by: meeting.agree_where_all_do(w.above, by=by),
    "note_discussion": lambda w, by: meeting.note_discussion(w.above, WHY, seen="", by=by),
    "correct_conflict": lambda w, by: sheets.correct_conflict(w.above, w.seat, what="", why=WHY, by=by),
    "begin_paper_sheet": lambda w, by: paper_sheets.begin_paper_sheet(w.above, w.other, scan(), by=by),
    "exclude_dossier": lambda w, by: excluding.exclude_dossier(w.above, why=WHY, by=by),
    "take_back_exclusion": lambda w, by: excluding.take_back_exclusion(w.above, why=WHY, by=by),
    "postpone_dossier": lambda w, by: postponing.postpone_dossier(w.above, why=WHY, by=by),
    "reopen_sheet": lambda w, by: sheets.reopen_sheet(w.sheet, why=WHY, by=by),
    "attach_scan": lambda w, by: paper_sheets.attach_scan(w.sheet, scan(), by=by),
    "drop_paper_sheet": lambda w, by: paper_sheets.drop_paper_sheet(w.sheet, why=WHY, by=by),
}


def acts_of_the_code() -> set[str]:
    """The actions that somebody does to a dossier, or to something of one."""
    found = set()
    for module in pkgutil.iter_modules(evaluations.actions.__path__, "evaluations.actions."):
        for name, act in inspect.getmembers(importlib.import_module(module.name), inspect.isfunction):
            first = next(iter(inspect.signature(act).parameters.values()), None)
            is_ours = act.__module__ == module.name and not name.startswith("_")
            if is_ours and "by" in inspect.signature(act).parameters and first.annotation in THINGS:
                found.add(name)
    return found


@pytest.fixture(scope="module")
@override_settings(BUSINESS_DAY=TODAY)
def built(stage):
    """A dossier that is scored at the province; the officer sits on its council and has an interest in it."""
    province, commune, officer = stage
    found, (above,) = scoring_round(province, commune, officer, count=1)
    chair, other, seat = sitting(found.council)
    CouncilMember.objects.filter(pk=seat.pk).update(user=officer)
    seat.refresh_from_db()
    sheets.declare_conflict(above, seat, what="Em gái của chủ cơ sở (minh hoạ)", by=officer)
    below = above.dossier.entries.select_related("level").get(level__key="commune")
    ask = Ask.objects.create(entry=below, asked_on=TODAY, asked_by=officer)
    item = ChecklistItem.objects.create(
        regime=above.dossier.regime, code="minh-hoa", position=99, label="Giấy", article="minh hoạ", need="helpful"
    )
    own_paper = Paper.objects.create(producer=above.dossier.product.producer, kind="minh-hoa", name="Giấy minh hoạ")
    return SimpleNamespace(
        found=found,
        above=above,
        below=below,
        seat=seat,
        other=other,
        sheet=ScoreSheet.objects.create(entry=above, member=chair, on_paper=True, status=SheetStatus.OPEN),
        item=AskItem.objects.create(ask=ask, position=1, what=WHY),
        probe=Probe.objects.create(entry=below, kind="test", what=WHY, of_whom=WHY, asked_by=officer),
        use=DossierPaper.objects.create(dossier=above.dossier, item=item, paper=own_paper, added_by=officer),
    )


@pytest.fixture
def world(db, built, settings, tmp_path):
    settings.BUSINESS_DAY, settings.MEDIA_ROOT = TODAY, tmp_path
    return deepcopy(built)


class Undone(Exception):
    """Takes back what an act did."""


def said_to(act, world, by) -> list[str]:
    """In what words an act is refused; what it does is taken back."""
    words: list[str] = []
    try:
        with transaction.atomic():
            words = words_of(act, world, by)
            raise Undone
    except Undone:
        return words


def test_the_table_names_every_act_on_a_dossier():
    assert acts_of_the_code() - OWN - PARTS == set(ACTS)


def test_no_act_is_open_to_who_has_an_interest(world, officer):
    assert {name: words for name, act in ACTS.items() if CLOSED not in (words := said_to(act, world, officer))} == {}


def test_and_to_somebody_else_none_is_closed(world, secretary):
    assert [name for name, act in ACTS.items() if CLOSED in said_to(act, world, secretary)] == []


@pytest.mark.parametrize("name", ["say_findings", "answer_item", "take_into_round", "hand_again", "reopen_sheet"])
def test_silence_closes_as_an_interest_does(world, secretary, name):
    """Somebody joins the council and has not spoken yet: nothing is done to the dossier first."""
    CouncilMember.objects.filter(pk=world.other.pk).update(user=secretary)
    assert CLOSED in refused(ACTS[name], world, secretary)


def test_a_members_own_word_and_sheet_ask_the_seat(world):
    """A free member of the council marks on; the interest of another closes nothing to it."""
    sheets.declare_conflict(world.above, world.other, what="", by=account_of(world.other))
    assert sheets.open_sheet(world.above, world.other, by=account_of(world.other)).status == SheetStatus.OPEN


def test_on_the_page_the_reason_stands_above_the_form(world, officer, secretary, sign_in):
    """A commune's entry opens no step for who has an interest at the province; for somebody else it does."""
    type(world.below).objects.filter(pk=world.below.pk).update(status=EntryStatus.INCOMPLETE)
    AskItem.objects.update(answer=WHY, answered_on=date(2026, 11, 19), answered_at="2026-11-19T08:00:00Z")
    address = reverse("staff:entry-step", args=[world.below.pk, "nhan-lai"])
    refused_page = sign_in(officer).post(address)
    assert refused_page.context["form"].non_field_errors() == [CLOSED]
    assert sign_in(secretary).post(address).status_code == 302
