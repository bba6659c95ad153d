"""docs/roles.md against the code: every action × every role, inside and outside the territory."""

from __future__ import annotations

import copy
import importlib
import inspect
import pkgutil
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

import core.actions
import evaluations.actions
import producers.actions
import products.actions
import reports.actions
from core.actions import accounts, second_factor
from core.actions.history import note_export
from core.errors import ActionRefused
from core.models import Place
from core.roles import MAY, SEES_EVERYWHERE, Act, Role
from evaluations.actions import (
    absence,
    advisory,
    asking,
    council_rounds,
    councils,
    dossiers,
    drafts,
    entry_reports,
    erasing,
    excluding,
    handing,
    leaving,
    meeting,
    opinions,
    paper_sheets,
    papers,
    postponing,
    publishing,
    recording,
    results,
    round_plans,
    rounds,
    screening,
    setting_aside,
    sheets,
    ties,
)
from evaluations.actions.products import create_product_in_place
from evaluations.entry import Entry
from evaluations.enums import EntryStatus, Need, RoundStatus, RoundWay, SheetStatus
from evaluations.models import (
    AdvisoryTeam,
    Ask,
    AskItem,
    ChecklistItem,
    Council,
    CouncilMember,
    CriteriaSet,
    CriterionNode,
    DecisionDraft,
    Dossier,
    DossierPaper,
    Option,
    Paper,
    PaperResult,
    PaperVersion,
    Probe,
    Round,
    RoundEntry,
    ScoreLine,
    ScoreSheet,
    TeamMember,
)
from evaluations.permissions.meeting import Said
from producers.actions import consent, representatives
from producers.actions import producers as producer_acts
from producers.models import RepresentativeProfile
from products.actions import correcting, decisions, label_reports, merging, outlets, photos, proofs, transfer
from products.actions import products as product_acts
from products.enums import Answer, DecisionKind, RatingKind
from products.models import Outlet, Photo, QualityProof, Recognition, ScoreApproval
from products.paper import Correction
from reports.actions import personal_data
from reports.actions.representatives import publish_representative_tables
from tests.factories import level_of, line, make_producer, make_product, make_user, paper
from tests.products.report_room import make_report
from tests.project.roles_page import tables

pytestmark = pytest.mark.django_db

ROOMS = (core.actions, producers.actions, products.actions, evaluations.actions, reports.actions)
# What people do with their own account, and the parts that other actions are made of.
OWN_ACCOUNT = {"set_password", "note_second_factor", "end_session"}
PARTS = {
    *("insert_decision", "load_places", "arrive", "decide_entries", "erase_files", "hand_papers", "opened"),
    *("set_sheets_aside", "finish_round", "end_if_over"),
}
PART_MODULES = {"products.actions.rows"}
ON = date(2022, 9, 1)
WHY = "Lý do minh hoạ"


def documented():
    """Action → (act, whether it is bound to a territory), as the document says."""
    return {name: (Act(act), bound == "có") for name, _words, act, bound in tables()["Action"]}


def actions_of_the_code():
    """The public functions of all actions that somebody does."""
    for room in ROOMS:
        for found in pkgutil.iter_modules(room.__path__, room.__name__ + "."):
            if found.name in PART_MODULES:
                continue
            for name, function in inspect.getmembers(importlib.import_module(found.name), inspect.isfunction):
                is_ours = function.__module__ == found.name and not name.startswith("_")
                if is_ours and "by" in inspect.signature(function).parameters:
                    yield name


def test_the_document_names_every_action():
    assert set(actions_of_the_code()) - OWN_ACCOUNT - PARTS == set(documented())


@pytest.fixture
def world(law, places):
    """One thing of each kind in the district of Càng Long."""

    made = SimpleNamespace(
        district=Place.objects.get(slug="huyen-cang-long"),
        commune=Place.objects.get(slug="xa-huyen-hoi-huyen-cang-long"),
        level=level_of("1048-2019", "district"),
        province_level=level_of(),
    )
    chief = make_user(Role.ADMINISTRATOR)
    made.account = make_user(Role.LEADER)
    made.producer, made.other = make_producer(place=made.commune), make_producer(place=made.commune)
    made.product, made.second, made.third = (make_product(producer=made.producer) for _number in range(3))
    made.free, made.other_product = make_product(producer=made.producer), make_product(producer=made.producer)
    made.decision = decisions.issue_decision(
        paper("7/QĐ-UBND", date(2022, 1, 12), place=made.district.parent),
        [line(made.product, 3), line(made.second, None)],
        by=chief,
    )
    made.report = make_report(product=made.product)
    made.taken = make_report(product=made.product, status="in_hand")
    made.merge = merging.merge_products(made.product, made.third, why=WHY, by=chief)
    made.rating, made.approval = Recognition.objects.get(), ScoreApproval.objects.get()
    made.round = Round.objects.create(level=made.level, place=made.district, year=2022, opened_on=date(2022, 3, 1))
    made.draft = DecisionDraft.objects.create(
        level=made.level, place=made.district, round=made.round, issuing_body="UBND huyện", created_by=chief
    )
    made.result = PaperResult.objects.create(round=made.round, product=made.free, updated_by=chief)
    add_council_room(made, chief)
    add_papers(made)
    add_signed_sheet(made, chief)
    made.outlet = Outlet.objects.create(product=made.product, kind="market", name=WHY, seen_on=ON, position=1)
    made.proof = QualityProof.objects.create(
        product=made.product, kind="vietgap", number="1", issuer=WHY, issued_on=ON
    )
    made.photo = Photo.objects.create(product=made.product, stem="0" * 32, width=320, height=240)
    made.profile = RepresentativeProfile.objects.create(
        producer=made.producer, since=ON, basis_on=ON, full_name="Người Minh Hoạ"
    )
    about = [f"chu-the:{made.producer.pk}"]
    made.request = personal_data.receive_request(about, right="access", on=ON, why=WHY, by=chief)
    return made


def add_council_room(made, chief):
    """A council of the district that scores one dossier, and a seat of it."""
    made.council = Council.objects.create(place=made.district, name="Hội đồng minh hoạ", founded_on=date(2022, 1, 3))
    made.seat = CouncilMember.objects.create(council=made.council, full_name="Người Minh Hoạ")
    made.scoring = Round.objects.create(
        level=made.level,
        place=made.district,
        year=2022,
        ordinal=3,
        opened_on=date(2022, 3, 1),
        way=RoundWay.COUNCIL,
        council=made.council,
        status=RoundStatus.SCORING,
    )
    regime = made.level.regime
    made.criteria_set = CriteriaSet.objects.create(regime=regime, code="minh-hoa", number=90, name="Bộ minh hoạ")
    dossier = Dossier.objects.create(
        product=made.second,
        regime=regime,
        criteria_set=made.criteria_set,
        place=made.commune,
        filed_on=ON,
        created_by=chief,
    )
    made.entry = RoundEntry.objects.create(
        dossier=dossier, level=made.level, place=made.district, round=made.scoring, arrived_on=ON
    )
    made.team = AdvisoryTeam.objects.create(place=made.district, name="Tổ minh hoạ", founded_on=ON)
    made.adviser = TeamMember.objects.create(team=made.team, full_name="Người Minh Hoạ")
    made.probe = Probe.objects.create(entry=made.entry, kind="test", what=WHY, of_whom=WHY, asked_by=chief)
    ask = Ask.objects.create(entry=made.entry, asked_on=ON, asked_by=chief)
    made.item = AskItem.objects.create(ask=ask, position=1, what=WHY)


def add_papers(made):
    """A paper of the producer that the dossier of the council room uses."""
    regime = made.level.regime
    made.listed = ChecklistItem.objects.create(
        regime=regime, code="minh-hoa", position=1, label="Giấy minh hoạ", article="minh hoạ", need=Need.HELPFUL
    )
    made.paper = Paper.objects.create(producer=made.producer, kind="minh-hoa", name="Giấy minh hoạ")
    chief = made.entry.dossier.created_by
    made.use = DossierPaper.objects.create(
        dossier=made.entry.dossier, item=made.listed, paper=made.paper, added_by=chief
    )
    made.version = PaperVersion.objects.create(paper=made.paper, number=1, file="papers/x.pdf", size=1, added_by=chief)


def add_signed_sheet(made, chief):
    """A dossier that waits for the council's word: its one member has signed, on one criterion with a minimum."""
    judges = Council.objects.create(place=made.district, name="Hội đồng minh hoạ 2", founded_on=date(2022, 1, 3))
    member = CouncilMember.objects.create(council=judges, full_name="Người Minh Hoạ")
    made.meeting = copy.copy(made.scoring)
    made.meeting.pk, made.meeting.ordinal, made.meeting.council = None, 6, judges
    made.meeting.save()
    regime = made.level.regime
    criteria_set = CriteriaSet.objects.create(regime=regime, code="minh-hoa-2", number=91, name="Bộ minh hoạ 2")
    made.criterion = CriterionNode.objects.create(
        criteria_set=criteria_set, position=1, depth=0, part="A", code="A", label="A", max_points=3, is_criterion=True
    )
    option = Option.objects.create(criterion=made.criterion, position=1, label="Có", points=3, min_star=3)
    dossier = Dossier.objects.create(
        product=made.other_product,
        regime=regime,
        criteria_set=criteria_set,
        place=made.commune,
        filed_on=ON,
        created_by=chief,
    )
    made.judged = RoundEntry.objects.create(
        dossier=dossier,
        level=made.level,
        place=made.district,
        round=made.meeting,
        arrived_on=ON,
        status=EntryStatus.SCORING,
    )
    made.centre = RoundEntry.objects.create(
        dossier=dossier, level=level_of(key="national"), place=made.district, arrived_on=ON
    )
    made.sheet = ScoreSheet.objects.create(entry=made.judged, member=member)
    ScoreLine.objects.create(sheet=made.sheet, criterion=made.criterion, option=option, points=3)
    signed = {"status": SheetStatus.SIGNED, "total": 3, "signed_at": timezone.now()}
    ScoreSheet.objects.filter(pk=made.sheet.pk).update(**signed)


def seat_of(w, by):
    """A seat of the person who acts: sheets are marked from a seat, wherever its holder's territory lies."""
    return CouncilMember.objects.create(council=w.meeting.council, user=by, full_name=by.full_name)


def advised_by(w, by):
    """The world with the person who acts on the advisory team: it writes from a seat, wherever the territory lies."""
    TeamMember.objects.create(team=w.team, user=by, full_name=by.full_name)
    return w


def sheet_of(w, by):
    return ScoreSheet.objects.create(entry=w.judged, member=seat_of(w, by))


def nothing():
    """An empty file, which everybody who may hand one in is told."""
    return SimpleUploadedFile("trong.pdf", b"")


def head(world, number="9/QĐ-UBND"):
    return paper(number, ON, place=world.district.parent, reason=WHY)


def concluded(found):
    """A round as if its scoring had ended."""
    ended = copy.copy(found)
    ended.status = RoundStatus.CONCLUDED
    return ended


CALLS = {
    "create_producer": lambda w, by: producer_acts.create_producer(
        name="Cơ sở minh hoạ mới", legal_form="household_business", place=w.commune, by=by
    ),
    "edit_producer": lambda w, by: producer_acts.edit_producer(w.producer, note="x", by=by),
    "change_legal_form": lambda w, by: producer_acts.change_legal_form(
        w.producer, legal_form="cooperative", on=ON, why=WHY, by=by
    ),
    "give_contact_consent": lambda w, by: consent.give_contact_consent(
        w.producer, on=ON, to=["phone"], text=WHY, by=by
    ),
    "withdraw_contact_consent": lambda w, by: consent.withdraw_contact_consent(w.producer, on=ON, why=WHY, by=by),
    "read_representatives": lambda w, by: representatives.read_representatives(w.producer, why=WHY, by=by),
    "export_representatives": lambda w, by: representatives.export_representatives(why=WHY, by=by),
    "keep_representative": lambda w, by: representatives.keep_representative(
        w.profile, why=WHY, by=by, full_name="Người Minh Hoạ Khác"
    ),
    "forget_representative": lambda w, by: representatives.forget_representative(w.profile, why=WHY, by=by),
    "create_product": lambda w, by: product_acts.create_product(
        name="Bánh minh hoạ mới", producer=w.producer, place=w.commune, by=by
    ),
    "edit_product": lambda w, by: product_acts.edit_product(w.product, note="x", by=by),
    "transfer_product": lambda w, by: transfer.transfer_product(w.product, to=w.other, on=ON, why=WHY, by=by),
    "succeed_producer": lambda w, by: transfer.succeed_producer(w.producer, successor=w.other, on=ON, why=WHY, by=by),
    "add_photo": lambda w, by: photos.add_photo(w.product, nothing(), by=by),
    "remove_photo": lambda w, by: photos.remove_photo(w.photo, by=by),
    "add_outlet": lambda w, by: outlets.add_outlet(w.product, kind="market", name="x", seen_on=ON, by=by),
    "edit_outlet": lambda w, by: outlets.edit_outlet(w.outlet, note="x", by=by),
    "remove_outlet": lambda w, by: outlets.remove_outlet(w.outlet, by=by),
    "add_proof": lambda w, by: proofs.add_proof(w.product, kind="haccp", number="2", issuer=WHY, issued_on=ON, by=by),
    "edit_proof": lambda w, by: proofs.edit_proof(w.proof, number="3", by=by),
    "remove_proof": lambda w, by: proofs.remove_proof(w.proof, why=WHY, by=by),
    "take_report": lambda w, by: label_reports.take_report(w.report, by=by),
    "close_report": lambda w, by: label_reports.close_report(w.taken, outcome="right_label", why=WHY, by=by),
    "forget_report_contact": lambda w, by: label_reports.forget_report_contact(w.report, why=WHY, by=by),
    "merge_producers": lambda w, by: merging.merge_producers(w.producer, w.other, why=WHY, by=by),
    "merge_products": lambda w, by: merging.merge_products(w.product, w.free, why=WHY, by=by),
    "undo_merge": lambda w, by: merging.undo_merge(w.merge, why=WHY, by=by),
    "issue_decision": lambda w, by: decisions.issue_decision(head(w), [line(w.free, 3)], by=by),
    "attest_ratings": lambda w, by: decisions.attest_ratings(w.province_level, [line(w.free, 3, starts_on=ON)], by=by),
    "attest_decision": lambda w, by: decisions.attest_decision(head(w), by=by),
    "revoke_ratings": lambda w, by: decisions.revoke_ratings(head(w), [w.rating], by=by),
    "annul_decision": lambda w, by: decisions.annul_decision(head(w), w.decision, by=by),
    "correct_ratings": lambda w, by: correcting.correct_ratings(head(w), [Correction(w.rating, stars=4)], by=by),
    "answer_approval": lambda w, by: correcting.answer_approval(w.approval, Answer.BELOW, on=ON, paper="1", by=by),
    "end_extension": lambda w, by: correcting.end_extension(w.rating, on=date(2025, 6, 1), paper=WHY, by=by),
    "extend_rating": lambda w, by: correcting.extend_rating(w.rating, until=date(2025, 6, 1), ground=WHY, by=by),
    "void_rating": lambda w, by: correcting.void_rating(w.rating, why=WHY, by=by),
    "void_approval": lambda w, by: correcting.void_approval(w.approval, why=WHY, by=by),
    "void_decision": lambda w, by: correcting.void_decision(w.decision, why=WHY, by=by),
    "enter_rightly": lambda w, by: correcting.enter_rightly(
        w.rating, stars=4, score=None, kind=RatingKind.FIRST, why=WHY, by=by
    ),
    "add_to_decision": lambda w, by: correcting.add_to_decision(w.decision, line(w.free, 3), why=WHY, by=by),
    "create_product_in_place": lambda w, by: create_product_in_place(
        name="Bánh minh hoạ mới", category=None, place=w.commune, producer=w.producer, by=by
    ),
    "open_round": lambda w, by: rounds.open_round(
        level=w.level, place=w.district, year=2022, ordinal=2, opened_on=ON, by=by
    ),
    "close_round": lambda w, by: rounds.close_round(w.round, by=by),
    "reopen_round": lambda w, by: rounds.reopen_round(w.round, by=by),
    "save_result": lambda w, by: results.save_result(w.round, Entry(w.second), by=by),
    "remove_result": lambda w, by: results.remove_result(w.result, by=by),
    "found_council": lambda w, by: councils.found_council(
        place=w.district, name="Hội đồng minh hoạ khác", founded_on=ON, by=by
    ),
    "edit_council": lambda w, by: councils.edit_council(w.council, name="Hội đồng minh hoạ khác", by=by),
    "seat_member": lambda w, by: councils.seat_member(w.council, full_name="Người Minh Hoạ Khác", by=by),
    "note_contacts": lambda w, by: councils.note_contacts(w.seat, phone="", address="", tax_code="", by=by),
    "correct_seat_name": lambda w, by: councils.correct_seat_name(w.seat, full_name=WHY, unit="", why=WHY, by=by),
    "unseat_member": lambda w, by: councils.unseat_member(w.seat, why=WHY, by=by),
    "file_dossier": lambda w, by: dossiers.file_dossier(
        w.free,
        regime=w.level.regime,
        criteria_set=w.criteria_set,
        kind=RatingKind.FIRST,
        place=w.commune,
        filed_on=ON,
        by=by,
    ),
    "ask_for_more": lambda w, by: asking.ask_for_more(w.entry, items=[WHY], by=by),
    "answer_item": lambda w, by: asking.answer_item(w.item, answer=WHY, by=by),
    "receive_more": lambda w, by: asking.receive_more(w.entry, by=by),
    "say_findings": lambda w, by: screening.say_findings(w.entry, said={}, by=by),
    "report_screening": lambda w, by: entry_reports.report_screening(w.entry, number="1/BC", dated_on=ON, by=by),
    "found_team": lambda w, by: advisory.found_team(place=w.district, name="Tổ minh hoạ", founded_on=ON, by=by),
    "end_team": lambda w, by: advisory.end_team(w.team, why=WHY, by=by),
    "seat_adviser": lambda w, by: advisory.seat_adviser(w.team, full_name="Người Minh Hoạ Khác", by=by),
    "correct_adviser_name": lambda w, by: advisory.correct_adviser_name(
        w.adviser, full_name=WHY, unit="", why=WHY, by=by
    ),
    "unseat_adviser": lambda w, by: advisory.unseat_adviser(w.adviser, why=WHY, by=by),
    "note_samples": lambda w, by: advisory.note_samples(w.entry, count=5, received_on=ON, by=by),
    "report_team": lambda w, by: entry_reports.report_team(
        advised_by(w, by).entry, body=WHY, conclusion=WHY, dated_on=ON, by=by
    ),
    "ask_probe": lambda w, by: advisory.ask_probe(
        advised_by(w, by).entry, kind="survey", what=WHY, of_whom=WHY, by=by
    ),
    "attach_probe": lambda w, by: advisory.attach_probe(advised_by(w, by).probe, result=WHY, done_on=ON, by=by),
    "notify_result": lambda w, by: entry_reports.notify_result(w.entry, number="1/TB", dated_on=ON, by=by),
    "accept_dossier": lambda w, by: dossiers.accept_dossier(w.entry, by=by),
    "take_into_round": lambda w, by: dossiers.take_into_round(w.entry, w.scoring, by=by),
    "leave_round": lambda w, by: dossiers.leave_round(w.entry, by=by),
    "forward_dossier": lambda w, by: dossiers.forward_dossier(w.entry, on=ON, by=by),
    "forward_dossiers": lambda w, by: dossiers.forward_dossiers([w.entry], on=ON, by=by),
    "send_down": lambda w, by: dossiers.send_down(w.entry, on=ON, by=by),
    "return_dossier": lambda w, by: dossiers.return_dossier(w.entry, why=WHY, by=by),
    "withdraw_dossier": lambda w, by: dossiers.withdraw_dossier(w.entry, why=WHY, by=by),
    "set_result_aside": lambda w, by: setting_aside.set_result_aside(
        w.entry, to="returned", why=WHY, paper="1/CV", by=by
    ),
    "add_paper": lambda w, by: papers.add_paper(w.entry.dossier, w.listed, nothing(), name="Giấy minh hoạ", by=by),
    "add_version": lambda w, by: papers.add_version(w.use, nothing(), by=by),
    "edit_paper": lambda w, by: papers.edit_paper(w.use, number="2", by=by),
    "use_paper": lambda w, by: papers.use_paper(w.entry.dossier, w.listed, w.paper, by=by),
    "see_original": lambda w, by: papers.see_original(w.entry.dossier, w.listed, by=by),
    "prove_criteria": lambda w, by: papers.prove_criteria(w.use, [], by=by),
    "hand_again": lambda w, by: handing.hand_again(w.use, why=WHY, by=by),
    "drop_paper": lambda w, by: papers.drop_paper(w.use, by=by),
    "erase_paper_file": lambda w, by: erasing.erase_paper_file(w.version, why=WHY, by=by),
    "plan_round": lambda w, by: round_plans.plan_round(
        level=w.level, place=w.district, council=w.council, year=2022, ordinal=4, opened_on=ON, by=by
    ),
    "edit_round": lambda w, by: round_plans.edit_round(w.scoring, council=w.council, ordinal=3, opened_on=ON, by=by),
    "cancel_round": lambda w, by: round_plans.cancel_round(w.scoring, why=WHY, by=by),
    "start_receiving": lambda w, by: council_rounds.start_receiving(w.scoring, by=by),
    "send_to_members": lambda w, by: council_rounds.send_to_members(w.scoring, on=ON, by=by),
    "start_scoring": lambda w, by: council_rounds.start_scoring(w.scoring, by=by),
    "back_to_receiving": lambda w, by: council_rounds.back_to_receiving(w.scoring, why=WHY, by=by),
    "note_presence": lambda w, by: council_rounds.note_presence(w.scoring, [w.seat], by=by),
    "delegate_meeting": lambda w, by: council_rounds.delegate_meeting(w.scoring, w.seat, paper="1/QĐ", on=ON, by=by),
    "take_back_delegation": lambda w, by: council_rounds.take_back_delegation(w.scoring, why=WHY, by=by),
    "ask_in_writing": lambda w, by: opinions.ask_in_writing(w.entry, by=by),
    "put_on_meeting": lambda w, by: opinions.put_on_meeting(w.entry, why=WHY, by=by),
    "correct_conflict": lambda w, by: sheets.correct_conflict(w.entry, w.seat, what="x", why=WHY, by=by),
    "excuse_member": lambda w, by: absence.excuse_member(w.scoring, w.seat, why=WHY, by=by),
    "bring_back_member": lambda w, by: absence.bring_back_member(w.scoring, w.seat, why=WHY, by=by),
    "exclude_dossier": lambda w, by: excluding.exclude_dossier(w.judged, why=WHY, by=by),
    "take_back_exclusion": lambda w, by: excluding.take_back_exclusion(w.judged, why=WHY, by=by),
    "postpone_dossier": lambda w, by: postponing.postpone_dossier(w.judged, why=WHY, by=by),
    "begin_paper_sheet": lambda w, by: paper_sheets.begin_paper_sheet(w.entry, w.seat, nothing(), by=by),
    "attach_scan": lambda w, by: paper_sheets.attach_scan(w.sheet, nothing(), by=by),
    "drop_paper_sheet": lambda w, by: paper_sheets.drop_paper_sheet(w.sheet, why=WHY, by=by),
    "compare_representatives": lambda w, by: ties.compare_representatives(w.scoring, why=WHY, by=by),
    "change_kind": lambda w, by: dossiers.change_kind(w.entry.dossier, RatingKind.RE_RATING, why=WHY, by=by),
    "second_pass": lambda w, by: council_rounds.second_pass(w.entry, why=WHY, by=by),
    "declare_conflict": lambda w, by: sheets.declare_conflict(w.judged, seat_of(w, by), what="", by=by),
    "open_sheet": lambda w, by: sheets.open_sheet(w.judged, seat_of(w, by), by=by),
    "save_line": lambda w, by: sheets.save_line(sheet_of(w, by), w.criterion, revision=0, by=by),
    "save_comment": lambda w, by: sheets.save_comment(sheet_of(w, by), WHY, revision=0, by=by),
    "sign_sheet": lambda w, by: sheets.sign_sheet(sheet_of(w, by), by=by),
    "reopen_sheet": lambda w, by: sheets.reopen_sheet(w.sheet, why=WHY, by=by),
    "agree": lambda w, by: meeting.agree(w.judged, w.criterion, w.criterion.options.get(), by=by),
    "agree_each": lambda w, by: meeting.agree_each(w.judged, [Said(w.criterion, w.criterion.options.get())], by=by),
    "agree_where_all_do": lambda w, by: meeting.agree_where_all_do(w.judged, by=by),
    "note_discussion": lambda w, by: meeting.note_discussion(w.judged, WHY, seen="", by=by),
    "note_round_export": lambda w, by: leaving.note_round_export(concluded(w.meeting), by=by),
    "conclude_round": lambda w, by: meeting.conclude_round(w.meeting, by=by),
    "record_result": lambda w, by: recording.record_result(
        w.centre, total=Decimal(95), paper="1/TB", paper_on=ON, by=by
    ),
    "draft_result": lambda w, by: recording.draft_result(w.centre, by=by),
    "draft_below": lambda w, by: recording.draft_below(w.centre, by=by),
    "start_draft": lambda w, by: drafts.start_draft(DecisionKind.RECOGNISE, level=w.level, place=w.district, by=by),
    "start_draft_of_round": lambda w, by: drafts.start_draft_of_round(w.round, by=by),
    "write_draft": lambda w, by: drafts.write_draft(w.draft, number="3", by=by),
    "attach_paper": lambda w, by: drafts.attach_paper(w.draft, nothing(), by=by),
    "choose_rows": lambda w, by: drafts.choose_rows(w.draft, [], by=by),
    "add_rating": lambda w, by: drafts.add_rating(w.draft, w.rating, by=by),
    "drop_rating": lambda w, by: drafts.drop_rating(w.draft, w.rating, by=by),
    "annul_with": lambda w, by: drafts.annul_with(w.draft, w.decision, by=by),
    "discard_draft": lambda w, by: drafts.discard_draft(w.draft, by=by),
    "restore_draft": lambda w, by: drafts.restore_draft(w.draft, by=by),
    "publish_draft": lambda w, by: publishing.publish_draft(w.draft, digest="", by=by),
    "publish_representative_tables": lambda w, by: publish_representative_tables(on=date(2022, 6, 30), by=by),
    "find_person": lambda w, by: personal_data.find_person("minh", why=WHY, by=by),
    "show_personal_data": lambda w, by: personal_data.show_personal_data([], why=WHY, by=by, form="page"),
    "receive_request": lambda w, by: personal_data.receive_request([], right="access", on=ON, why=WHY, by=by),
    "answer_request": lambda w, by: personal_data.answer_request(w.request, why=WHY, by=by),
    "note_export": lambda w, by: note_export(filters="", by=by),
    "keep_account": lambda w, by: accounts.keep_account(w.account, changed=["full_name"], by=by),
    "unlock_sign_in": lambda w, by: accounts.unlock_sign_in(w.account, by=by),
    "make_password_link": lambda w, by: accounts.make_password_link(w.account, by=by),
    "reset_second_factor": lambda w, by: second_factor.reset_second_factor(w.account, why=WHY, by=by),
}


def answer_to(call, world, by):
    """What an action says to a person: `right` or `place` when it refuses for that, else `in`."""
    try:
        with transaction.atomic():
            # What a call does to the things in memory is undone as well.
            call(copy.deepcopy(world), by)
            raise Undone
    except Undone:
        return "in"
    except PermissionDenied:
        return "right"
    except ActionRefused as refused:
        words = " ".join(str(reason.text) for reason in refused.reasons)
        if "không có quyền" in words:
            return "right"
        return "place" if "địa bàn của bạn" in words or "phạm vi của bạn" in words else "in"


class Undone(Exception):
    """Takes back what an action did."""


@pytest.mark.slow
def test_every_action_asks_for_its_right_and_its_territory(world):
    """Everybody at home, and everybody who is bound to a territory in another district or province."""
    away = dict.fromkeys(set(Role) - SEES_EVERYWHERE, "huyen-cau-ngang") | {Role.PROVINCE_OFFICER: "tinh-ben-tre"}
    people = {role: make_user(role, world.district if role == Role.LOCAL_OFFICER else None) for role in Role}
    strangers = {role: make_user(role, Place.objects.get(slug=slug)) for role, slug in away.items()}
    seen, wanted = {}, {}
    for name, (act, is_bound) in documented().items():
        for role, person in people.items():
            seen[name, role.value] = answer_to(CALLS[name], world, person)
            wanted[name, role.value] = "in" if role in MAY[act] else "right"
        for role, person in strangers.items():
            seen[name, role.value, "elsewhere"] = answer_to(CALLS[name], world, person)
            outside = "place" if is_bound else "in"
            wanted[name, role.value, "elsewhere"] = outside if role in MAY[act] else "right"
    assert {key: (seen[key], wanted[key]) for key in seen if seen[key] != wanted[key]} == {}
