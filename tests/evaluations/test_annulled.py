"""An annulled decision with dossiers behind it: nothing goes up by it, each is assessed again or ends."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, timedelta

import pytest
from django.test import override_settings
from django.urls import reverse

from evaluations.actions.dossiers import forward_dossier, return_dossier, withdraw_dossier
from evaluations.actions.drafts import start_draft, write_draft
from evaluations.actions.publishing import publish_draft
from evaluations.actions.setting_aside import set_result_aside
from evaluations.enums import Aside, DossierStatus, EntryStatus, Outcome
from evaluations.models import PaperResult, RoundEntry
from evaluations.queries.check import check_draft
from evaluations.queries.clocks import clocks_of
from evaluations.queries.entries import waiting_entries
from evaluations.queries.notices import to_notify
from products.actions.correcting import answer_approval, void_decision
from products.actions.decisions import issue_decision
from products.enums import Answer, DecisionKind, RatingKind
from products.models import ScoreApproval
from tests.evaluations.closing import close, mark_all
from tests.evaluations.council_room import begin, make_council, make_round, take
from tests.evaluations.council_steps import conclude, decide, page, post, refused, steps_of, told, words
from tests.evaluations.score_room import TODAY, scoring_round
from tests.evaluations.test_rated_again import four_stars
from tests.factories import level_of, line, paper

pytestmark = pytest.mark.django_db

LATER = TODAY + timedelta(days=3)
GONE = (
    "“Mứt gừng”: quyết định phê duyệt điểm đã bị hủy bỏ, không chuyển cấp trên được "
    "(26/2026/QĐ-TTg, điểm a khoản 1 Điều 4 và điểm e khoản 3 Điều 7)."
)
SAID = {"why": "Chấm lại theo kết luận của Bộ (minh hoạ)", "paper": "10/QĐ-UBND"}


@pytest.fixture(scope="module")
@override_settings(BUSINESS_DAY=TODAY)
def built(stage):
    """A decided round: the score of the first dossier was approved, the second was given four stars."""
    found, entries = scoring_round(*stage)
    mark_all(entries[:1])
    mark_all(entries[1:], four_stars(entries[1]))
    close(found, entries, stage[-1])
    decision = decide(found, stage[-1], "9/QĐ-UBND", TODAY)
    return decision, [
        RoundEntry.objects.select_related("dossier__product", "level").get(pk=each.pk) for each in entries
    ]


@pytest.fixture
def room(db, built, settings):
    settings.BUSINESS_DAY = LATER
    return deepcopy(built)


def annul(decision, by):
    """Publish what annuls a decision, as its pages do."""
    draft = start_draft(DecisionKind.ANNUL, level=decision.level, place=decision.place, by=by, annuls=decision)
    draft = write_draft(draft, by=by, number="10/QĐ-UBND", signed_on=LATER, reason="Sai trình tự (minh hoạ)")
    return publish_draft(draft, digest=check_draft(draft).digest, by=by)


@pytest.fixture
def annulled(room, officer):
    """The dossier whose approval stands no more, and the one whose four stars do not."""
    decision, entries = room
    annul(decision, officer)
    return entries


# ------------------------------------------------------------------ a score that was approved
def test_what_was_annulled_does_not_go_up_and_its_clock_stands(room, officer):
    decision, (first, _second) = room
    assert [clock.what for clock in clocks_of([first], LATER)[first.pk]] == ["chuyển lên cấp trung ương kịp đợt 2"]
    annul(decision, officer)
    assert refused(forward_dossier, first, on=LATER, by=officer) == [GONE]
    assert clocks_of([first], LATER) == {}
    assert refused(withdraw_dossier, first, why="Thôi", by=officer) == [
        "“Mứt gừng” có kết quả được công nhận: lập quyết định."
    ]


def test_it_is_assessed_again_by_the_same_level_and_goes_up_with_another_approval(annulled, officer, province):
    first, _second = annulled
    again = set_result_aside(first, to=Aside.AGAIN, by=officer, **SAID)
    first.refresh_from_db()
    row = PaperResult.objects.get(entry=first)
    assert (first.status, first.result.outcome, row.decision.number) == (
        EntryStatus.UNUSED,
        Outcome.POTENTIAL,
        "9/QĐ-UBND",
    )
    assert (again.level, again.attempt, again.arrived_on) == (first.level, 2, LATER)
    assert again.dossier.status == DossierStatus.FILED
    council = make_council(province, officer, seats=1, days_before=0, allows_extra_rounds=True)
    found = make_round(level_of("26-2026"), province, council, officer, opened_on=LATER, ordinal=3)
    take(again, found, officer)
    assert list(waiting_entries(found)) == []
    begin(found, officer, sent_on=LATER)
    mark_all(list(found.entries.select_related("dossier__criteria_set")))
    conclude(found, officer)
    decide(found, officer, "11/QĐ-UBND", LATER)
    assert list(ScoreApproval.objects.order_by("pk").values_list("answer", flat=True)) == [Answer.ANNULLED, ""]
    again.refresh_from_db()
    assert forward_dossier(again, on=LATER, by=officer).level.key == "ministry"


@pytest.mark.parametrize(
    ("to", "status", "ended"),
    [
        (Aside.RETURNED, EntryStatus.RETURNED, DossierStatus.RETURNED),
        (Aside.WITHDRAWN, EntryStatus.WITHDRAWN, DossierStatus.WITHDRAWN),
    ],
)
def test_it_ends(annulled, officer, to, status, ended):
    first, _second = annulled
    set_result_aside(first, to=to, by=officer, **SAID)
    first.refresh_from_db()
    first.dossier.refresh_from_db()
    assert (first.status, first.dossier.status) == (status, ended)


def test_no_letter_is_owed_for_what_was_annulled(room, officer):
    decision, (first, second) = room
    assert list(to_notify(officer)) == [first, second]
    annul(decision, officer)
    assert list(to_notify(officer)) == []


def test_while_the_approval_stands_nothing_of_it_is_set_aside(room, officer):
    _decision, (first, _second) = room
    assert refused(set_result_aside, first, to=Aside.AGAIN, by=officer, **SAID) == [
        "“Mứt gừng” đã có quyết định: không có kết quả nào chờ quyết định."
    ]


def test_declined_in_the_decision_that_was_entered_rightly(room, officer, province):
    """The head was mistyped: the approval stands in another decision than the row of the round."""
    decision, (first, _second) = room
    void_decision(decision, why="Gõ nhầm số (minh hoạ)", by=officer)
    assert refused(withdraw_dossier, first, why="Thôi", by=officer)
    head = paper("90/QĐ-UBND", TODAY, level=level_of("26-2026"), place=province)
    rightly = issue_decision(head, [line(first.dossier.product, None)], by=officer)
    answer_approval(rightly.approvals.get(), Answer.WITHDRAWN, on=LATER, paper="Đơn (minh hoạ)", by=officer)
    assert refused(forward_dossier, first, on=LATER, by=officer) == ["“Mứt gừng”: chủ thể không còn đề nghị 5 sao."]
    assert refused(return_dossier, first, why="Thôi", by=officer)
    withdraw_dossier(first, why="Không đề nghị 5 sao nữa", by=officer)
    first.refresh_from_db()
    assert first.status == EntryStatus.WITHDRAWN


def test_an_answer_of_an_earlier_dossier_says_nothing_of_this_one(room, officer, province):
    decision, (first, _second) = room
    void_decision(decision, why="Gõ nhầm số (minh hoạ)", by=officer)
    older = paper("1/QĐ-UBND", date(2024, 2, 1), level=level_of("26-2026"), place=province)
    approval = issue_decision(older, [line(first.dossier.product, None)], by=officer).approvals.get()
    answer_approval(approval, Answer.WITHDRAWN, on=date(2024, 3, 1), paper="Đơn (minh hoạ)", by=officer)
    assert forward_dossier(first, on=LATER, by=officer).level.key == "ministry"


def test_an_answer_of_a_later_dossier_says_nothing_of_a_decided_one(room, officer, province, sign_in):
    """Four stars were recognised; the approved score of the upgrade that followed is annulled."""
    _decision, (_first, second) = room
    later = paper("50/QĐ-UBND", TODAY + timedelta(days=1), level=level_of("26-2026"), place=province)
    approval = issue_decision(later, [line(second.dossier.product, None)], by=officer).approvals.get()
    annul(approval.decision, officer)
    approval.refresh_from_db()
    assert approval.answer == Answer.ANNULLED
    detail = page(sign_in(officer), "dossier-detail", second.dossier_id)
    assert (steps_of(detail)[0], "hủy bỏ" in str(detail.context["next"])) == ([], False)
    assert refused(set_result_aside, second, to=Aside.AGAIN, by=officer, **SAID)


# ------------------------------------------------------------------ pages
def test_the_page_leads_to_another_attempt(annulled, officer, sign_in):
    first, _second = annulled
    client = sign_in(officer)
    detail = page(client, "dossier-detail", first.dossier_id)
    assert steps_of(detail)[0] == ["khong-dung"]
    assert detail.context["next"] == (
        "Quyết định phê duyệt điểm đã bị hủy bỏ: tỉnh Trà Vinh đánh giá lại hồ sơ ở cấp này, hoặc trả lại chủ thể."
    )
    assert GONE in words(page(client, "dossier-forward"))
    done = post(client, "entry-step", first.pk, "khong-dung", to="again", **SAID)
    assert told(done) == ["Kết quả của “Mứt gừng” không dùng nữa."]
    assert [(card.entry.attempt, card.entry.status) for card in done.context["cards"][:2]] == [
        (2, EntryStatus.RECEIVED),
        (1, EntryStatus.UNUSED),
    ]
    assert done.context["next"].startswith("Tỉnh Trà Vinh kiểm tra hồ sơ rồi xác nhận đủ điều kiện")


def test_what_was_recognised_comes_again_with_a_new_dossier(annulled, officer, sign_in):
    _first, second = annulled
    client, product = sign_in(officer), second.dossier.product
    detail = page(client, "dossier-detail", second.dossier_id)
    assert (steps_of(detail)[0], detail.context["next"]) == (
        [],
        "Quyết định đã bị hủy bỏ, hồ sơ dừng ở đây: muốn đánh giá lại thì chủ thể nộp hồ sơ mới.",
    )
    given = {"filed_on": "23/11/2026", "place": second.dossier.place.slug, "kind": RatingKind.FIRST.value}
    given |= {"criteria_set": str(second.dossier.criteria_set_id), "aims_at": "4"}
    filed = client.post(f"{reverse('staff:dossier-new')}?san-pham={product.pk}", given, follow=True)
    newest = product.dossiers.order_by("-pk")[0]
    assert filed.redirect_chain == [(reverse("staff:dossier-detail", args=[newest.pk]), 302)]
    assert (newest.status, newest.entries.get().status) == (DossierStatus.FILED, EntryStatus.RECEIVED)
