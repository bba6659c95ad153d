"""A result that is not decided on: set aside by a paper, kept readable; five stars that are no longer asked for."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import override_settings
from django.urls import reverse

from core.models import HistoryEntry
from evaluations.actions.dossiers import forward_dossier, withdraw_dossier
from evaluations.actions.drafts import discard_draft, start_draft_of_round
from evaluations.actions.recording import draft_result, record_result
from evaluations.actions.setting_aside import set_result_aside
from evaluations.enums import Aside, DossierStatus, EntryStatus, RoundStatus
from evaluations.models import PaperResult, Result, RoundEntry
from evaluations.queries.councils import standing_of
from evaluations.queries.minutes import minutes_of
from products.actions.correcting import answer_approval
from products.enums import Answer
from products.models import ScoreApproval
from tests.evaluations.closing import close, mark_all
from tests.evaluations.council_steps import decide, page, refused, told, words
from tests.evaluations.score_room import TODAY, scoring_round
from tests.factories import level_of

pytestmark = pytest.mark.django_db

WHY, PAPER = "Chủ thể khiếu nại đúng (minh hoạ)", "12/GQKN (minh hoạ)"
SAID = {"why": WHY, "paper": PAPER}


@pytest.fixture(scope="module")
@override_settings(BUSINESS_DAY=TODAY)
def built(stage):
    """A concluded round with two dossiers whose score is to be approved."""
    found, entries = scoring_round(*stage)
    mark_all(entries)
    close(found, entries, stage[-1])
    return found, [RoundEntry.objects.select_related("dossier__product", "level").get(pk=each.pk) for each in entries]


@pytest.fixture
def room(db, built, settings):
    settings.BUSINESS_DAY = TODAY
    return deepcopy(built)


def aside(entry, to, by, **said):
    return set_result_aside(entry, to=to, by=by, **{**SAID, **said})


# ------------------------------------------------------------------ actions
def test_a_complaint_brings_a_new_attempt_and_the_result_stays(room, officer):
    found, (first, second) = room
    again = aside(first, Aside.AGAIN, officer)
    first.refresh_from_db()
    assert (first.status, first.result.shown, first.round_id) == (EntryStatus.UNUSED, Decimal(100), found.pk)
    assert (again.level, again.attempt, again.status, again.round) == (first.level, 2, EntryStatus.RECEIVED, None)
    assert (again.arrived_on, again.dossier.status) == (TODAY, DossierStatus.FILED)
    assert list(PaperResult.objects.values_list("entry", flat=True)) == [second.pk]
    act = HistoryEntry.objects.get(verb="status:unused")
    assert (act.why, act.data["paper"], act.by) == (WHY, PAPER, officer)
    found.refresh_from_db()
    assert found.status == RoundStatus.CONCLUDED
    assert [item.entry.pk for item in minutes_of(found).items] == [first.pk, second.pk]


@pytest.mark.parametrize(
    ("to", "status", "ended"),
    [
        (Aside.RETURNED, EntryStatus.RETURNED, DossierStatus.RETURNED),
        (Aside.WITHDRAWN, EntryStatus.WITHDRAWN, DossierStatus.WITHDRAWN),
    ],
)
def test_a_dossier_ends_before_the_signature_and_the_round_is_done_without_it(room, officer, to, status, ended):
    found, entries = room
    for entry in entries:
        assert aside(entry, to, officer).pk == entry.pk
        entry.refresh_from_db()
        entry.dossier.refresh_from_db()
        assert (entry.status, entry.dossier.status, entry.result.shown) == (status, ended, Decimal(100))
        assert len(standing_of(entry).signed) == 3
    found.refresh_from_db()
    assert (found.status, PaperResult.objects.count(), Result.objects.count()) == (RoundStatus.DECIDED, 0, 2)


def test_a_result_stays_while_a_draft_has_it_and_once_it_is_decided(room, officer):
    found, (first, _second) = room
    draft = start_draft_of_round(found, by=officer)
    in_draft = "“Mứt gừng” đang ở trong một dự thảo quyết định: bỏ dòng này khỏi dự thảo hoặc bỏ dự thảo trước."
    assert refused(aside, first, Aside.AGAIN, officer) == [in_draft]
    discard_draft(draft, by=officer)
    decide(found, officer, "9/QĐ-UBND", TODAY)
    assert refused(aside, first, Aside.AGAIN, officer) == [
        "“Mứt gừng” đã có quyết định: không có kết quả nào chờ quyết định."
    ]


def test_it_needs_a_reason_and_a_paper(room, officer, stranger):
    _found, (first, _second) = room
    assert refused(aside, first, Aside.RETURNED, officer, why=" ", paper="") == [
        "Cần nêu lý do.",
        "Ghi văn bản làm căn cứ.",
    ]
    assert refused(aside, first, Aside.RETURNED, stranger)
    assert PaperResult.objects.count() == 2


def test_a_mistyped_total_of_the_ministry_is_recorded_anew(room, officer, province):
    _found, (first, _second) = room
    RoundEntry.objects.filter(pk=first.pk).update(status=EntryStatus.FORWARDED)
    PaperResult.objects.filter(entry=first).delete()
    arrived = date(2026, 11, 12)
    ministry = RoundEntry.objects.create(
        dossier=first.dossier, level=level_of("26-2026", "ministry"), place=province, arrived_on=arrived
    )
    letter = {"paper": "77/TB (minh hoạ)", "paper_on": date(2026, 11, 18)}
    record_result(ministry, total=Decimal(49), by=officer, **letter)
    again = aside(ministry, Aside.AGAIN, officer, why="Gõ nhầm 94 thành 49", paper="77/TB (minh hoạ)")
    assert (again.attempt, again.arrived_on, again.status) == (2, arrived, EntryStatus.RECEIVED)
    record_result(again, total=Decimal(94), by=officer, **letter)
    totals = Result.objects.filter(entry__level=ministry.level).order_by("pk").values_list("shown", "outcome")
    assert list(totals) == [(Decimal(49), "none"), (Decimal(94), "5")]
    assert draft_result(RoundEntry.objects.get(pk=again.pk), by=officer).results.get().score == Decimal(94)


LATER = TODAY + timedelta(days=1)


@pytest.fixture
def approved(settings, room, officer):
    """A dossier whose score was approved yesterday, with its approval."""
    found, (first, _second) = room
    decide(found, officer, "9/QĐ-UBND", TODAY)
    settings.BUSINESS_DAY = LATER
    first.refresh_from_db()
    return first, ScoreApproval.objects.get(product=first.dossier.product)


def test_who_declines_five_stars_takes_the_dossier_back(approved, officer):
    first, approval = approved
    assert refused(withdraw_dossier, first, why="Thôi", by=officer) == [
        "“Mứt gừng” có kết quả được công nhận: lập quyết định."
    ]
    answer_approval(approval, Answer.WITHDRAWN, on=LATER, paper="Đơn (minh hoạ)", by=officer)
    assert refused(forward_dossier, first, on=TODAY, by=officer)
    withdraw_dossier(first, why="Không đề nghị 5 sao nữa", by=officer)
    first.refresh_from_db()
    first.dossier.refresh_from_db()
    assert (first.status, first.dossier.status) == (EntryStatus.WITHDRAWN, DossierStatus.WITHDRAWN)


def test_another_answer_is_no_withdrawal(approved, officer):
    first, approval = approved
    answer_approval(approval, Answer.BELOW, on=LATER, paper="Thông báo (minh hoạ)", by=officer)
    assert refused(withdraw_dossier, first, why="Thôi", by=officer)
    assert forward_dossier(first, on=TODAY, by=officer).level.key == "ministry"


# ------------------------------------------------------------------ pages
def test_the_page_of_the_dossier_leads_there_and_shows_both(room, officer, sign_in):
    _found, (first, _second) = room
    client, detail = sign_in(officer), reverse("staff:dossier-detail", args=[first.dossier_id])
    step = reverse("staff:entry-step", args=[first.pk, "khong-dung"])
    assert f'href="{step}"' in words(client.get(detail))
    asked = client.post(step, {"why": WHY})
    assert asked.context["form"].errors == {"to": ["Chọn việc làm với hồ sơ."], "paper": ["Ghi văn bản làm căn cứ."]}
    done = client.post(step, {**SAID, "to": "again"}, follow=True)
    assert told(done) == ["Kết quả của “Mứt gừng” không dùng nữa."]
    cards = done.context["cards"]
    assert [(card.entry.attempt, card.entry.status) for card in cards[:2]] == [(2, "received"), (1, "unused")]
    assert cards[1].result.shown == Decimal(100)
    shown = words(page(client, "meeting-timeline", first.round_id))
    assert f"Không dùng lượt đánh giá (theo {PAPER})" in shown
    assert client.get(step).context["refusals"] == ["“Mứt gừng” lượt không dùng: không có kết quả nào chờ quyết định."]


def test_the_page_says_what_comes_after_declining(approved, officer, sign_in):
    first, approval = approved
    client = sign_in(officer)
    before = page(client, "dossier-detail", first.dossier_id)
    assert "rut" not in dict(before.context["cards"][0].steps)
    answer_approval(approval, Answer.WITHDRAWN, on=LATER, paper="Đơn (minh hoạ)", by=officer)
    after = page(client, "dossier-detail", first.dossier_id)
    assert list(dict(after.context["cards"][0].steps)) == ["rut"]
    assert after.context["next"].startswith("Chủ thể không đề nghị 5 sao nữa: ")
