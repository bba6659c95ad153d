"""A dossier that its council cannot deal with is put off: the rest of the round goes on, a later round takes it."""

from __future__ import annotations

from copy import deepcopy
from datetime import timedelta

import pytest
from django.test import override_settings
from django.urls import reverse

from core.models import HistoryEntry
from evaluations.actions.absence import excuse_member
from evaluations.actions.council_rounds import back_to_receiving
from evaluations.actions.dossiers import accept_dossier, take_into_round
from evaluations.actions.meeting import agree_where_all_do, conclude_round
from evaluations.actions.postponing import postpone_dossier
from evaluations.actions.round_plans import cancel_round
from evaluations.actions.sheets import correct_conflict, declare_conflict, open_sheet
from evaluations.enums import DossierStatus, EntryStatus, RoundStatus, SheetStatus
from evaluations.exports.round_rows import said_at_meeting
from evaluations.models import Dossier, RoundEntry, ScoreSheet
from evaluations.permissions.setting_aside import why_not_set_aside
from evaluations.queries.councils import sitting
from evaluations.queries.minutes import WithoutResult, minutes_of
from evaluations.queries.sheet_packs import sheets_to_mark
from products.enums import RatingKind
from tests.evaluations.closing import close
from tests.evaluations.council_room import account_of, begin, make_round, mark, sign, take
from tests.evaluations.council_steps import NOBODY_LEADS, page, post, refused, steps_of, told, words
from tests.evaluations.score_room import TODAY, scoring_round, sign_at_once
from tests.factories import level_of

pytestmark = pytest.mark.django_db

INTEREST = "Chủ cơ sở là em ruột"
WHY, PAPER = "Chủ tịch có liên quan, hội đồng không có phó chủ tịch (minh hoạ)", "3/HĐ (minh hoạ)"


@pytest.fixture(scope="module")
@override_settings(BUSINESS_DAY=TODAY)
def built(stage):
    """A round whose chair, without a deputy, has an interest in the second dossier; all others have signed."""
    found, (first, second) = scoring_round(*stage, allows_extra_rounds=True)
    chair, *others = sitting(found.council)
    declare_conflict(second, chair, what=INTEREST, by=account_of(chair))
    sign_at_once(first, chair)
    for entry in (first, second):
        for member in others:
            sign_at_once(entry, member)
    return found, [first, second]


@pytest.fixture
def room(db, built, settings):
    settings.BUSINESS_DAY = TODAY
    return deepcopy(built)


# ------------------------------------------------------------------ actions
def test_one_dossier_does_not_hold_the_round(room, officer):
    found, (first, second) = room
    for entry in (first, second):
        agree_where_all_do(entry, by=officer)
    nobody_leads = NOBODY_LEADS[0].lower() + NOBODY_LEADS[1:]
    assert refused(conclude_round, found, by=officer) == [f"“{second}”: {nobody_leads}"]
    again = postpone_dossier(second, why=f" {WHY} ", paper=PAPER, by=officer)
    second.refresh_from_db()
    assert (second.status, second.round_id, second.agreed.count()) == (EntryStatus.UNUSED, found.pk, 0)
    assert set(ScoreSheet.objects.filter(entry=second).values_list("status", flat=True)) == {SheetStatus.SET_ASIDE}
    assert (again.level, again.attempt, again.arrived_on) == (second.level, 2, TODAY)
    assert (again.status, again.round, again.excused) == (EntryStatus.RECEIVED, None, {})
    assert again.dossier.status == DossierStatus.FILED
    act = HistoryEntry.objects.get(verb="postpone_dossier")
    assert (act.subject, act.by, act.why, act.data) == (second, officer, WHY, {"paper": PAPER})
    (result,) = conclude_round(found, by=officer)
    assert result.entry == first
    minutes = minutes_of(found)
    assert [item.entry for item in minutes.items] == [first]
    assert minutes.without_result == [
        WithoutResult(2, "Mứt tắc", True, WHY, PAPER, [(sitting(found.council)[0].full_name, INTEREST)])
    ]


def test_a_later_round_takes_it(room, province, officer, settings):
    found, (first, second) = room
    again = postpone_dossier(second, why=WHY, by=officer)
    close(found, [first], officer)
    later = make_round(level_of("26-2026"), province, found.council, officer, opened_on=TODAY, ordinal=3)
    take(again, later, officer)
    settings.BUSINESS_DAY = TODAY + timedelta(days=7)
    begin(later, officer, sent_on=TODAY)
    again = RoundEntry.objects.select_related("dossier__criteria_set").get(pk=again.pk)
    assert (again.status, again.passes) == (EntryStatus.SCORING, 1)
    chair = sitting(found.council)[0]
    assert refused(open_sheet, again, chair, by=account_of(chair)) == [
        f"{chair.full_name} đã khai có liên quan: hồ sơ này đóng với thành viên đó."
    ]
    correct_conflict(again, chair, what="", why="Nhầm với cơ sở khác", by=officer)
    assert [sign(again, member).version for member in sitting(found.council)] == [1, 1, 1]
    (result,) = close(later, [again], officer)
    assert (result.entry, result.member_count) == (again, 3)


def test_only_while_it_is_scored_for_a_reason_and_by_who_runs_the_council(room, officer, stranger):
    found, (first, second) = room
    assert refused(postpone_dossier, second, why=" ", by=officer) == ["Cần nêu lý do."]
    assert refused(postpone_dossier, second, why=WHY, by=stranger)[0] == "Địa bàn này không thuộc phạm vi của bạn."
    again = postpone_dossier(second, why=WHY, by=officer)
    for entry, name in ((second, "Mứt tắc"), (again, "Mứt tắc")):
        assert refused(postpone_dossier, entry, why=WHY, by=officer) == [f"“{name}” không trong lúc chấm điểm."]
    close(found, [first], officer)
    assert refused(postpone_dossier, first, why=WHY, by=officer) == ["“Mứt gừng” không trong lúc chấm điểm."]


def test_a_round_without_any_is_done_or_given_up_and_takes_none_back(room, officer):
    found, (first, second) = room
    again = postpone_dossier(first, why=WHY, by=officer)
    postpone_dossier(second, why=WHY, by=officer)
    assert sheets_to_mark(found) == []
    found = back_to_receiving(found, why="Không còn hồ sơ nào", by=officer)
    RoundEntry.objects.filter(pk=again.pk).update(status=EntryStatus.ACCEPTED, arrived_on=found.opened_on)
    assert refused(take_into_round, again, found, by=officer)[0] == (
        "“Mứt gừng” đã hoãn ở đợt này: đưa vào một đợt sau."
    )
    assert cancel_round(found, why="Các hồ sơ đều hoãn", by=officer).status == RoundStatus.CANCELLED


def test_a_round_without_any_is_concluded(room, officer):
    found, entries = room
    for entry in entries:
        postpone_dossier(entry, why=WHY, by=officer)
    assert conclude_round(found, by=officer) == []
    found.refresh_from_db()
    assert found.status == RoundStatus.DECIDED
    assert [each.name for each in minutes_of(found).without_result] == ["Mứt gừng", "Mứt tắc"]


def test_marks_on_the_way_are_set_aside_too(room, officer, province):
    found, (first, _second) = room
    chair = sitting(found.council)[0]
    ScoreSheet.objects.filter(entry=first, member=chair).update(status=SheetStatus.SET_ASIDE)
    begun = mark(first, chair)
    postpone_dossier(first, why=WHY, by=officer)
    begun.refresh_from_db()
    assert begun.status == SheetStatus.SET_ASIDE


# ------------------------------------------------------------------ pages
def test_the_button_the_timeline_and_the_minutes(room, officer, sign_in):
    found, (first, second) = room
    client = sign_in(officer)
    assert "hoan" in steps_of(page(client, "dossier-detail", second.dossier_id))[0]
    step = reverse("staff:entry-step", args=[second.pk, "hoan"])
    assert f'href="{step}"' in words(page(client, "dossier-detail", second.dossier_id))
    assert client.post(step, {"why": "", "paper": PAPER}).context["form"].errors == {"why": ["Hãy ghi lý do."]}
    done = client.post(step, {"why": WHY, "paper": PAPER}, follow=True)
    assert told(done) == ["Đã hoãn “Mứt tắc”: hồ sơ chờ một đợt sau."]
    cards = done.context["cards"]
    assert [(card.entry.attempt, card.entry.status) for card in cards[:2]] == [(2, "received"), (1, "unused")]
    assert "hoan" not in steps_of(done)[1]
    stands = '<span class="state">hoãn sang đợt sau</span>'
    assert stands in words(done)
    assert stands in words(page(client, "meeting", found.pk))
    assert ">hoãn sang đợt sau</td>" in words(page(client, "round-detail", found.pk))
    assert client.get(step).context["refusals"] == [
        "“Mứt tắc” ở cấp tỉnh hoãn sang đợt sau: lúc này không làm việc này được."
    ]
    timeline = words(page(client, "meeting-timeline", found.pk))
    assert f"Hoãn hồ sơ (theo {PAPER})" in timeline
    assert WHY in timeline
    agree_where_all_do(first, by=officer)
    post(client, "meeting-conclude", found.pk)
    minutes = words(page(client, "meeting-minutes", found.pk))
    assert '<td class="number">2</td> <th scope="row">Mứt tắc</th> <td class="number">–</td>' in minutes
    assert f"<strong>hoãn sang đợt sau:</strong> {WHY} ({PAPER})" in minutes
    assert "<h3>2. Mứt tắc (hoãn sang đợt sau)</h3>" in minutes
    assert "3. Kết quả của 1 trong 2 hồ sơ" in minutes


def test_the_minutes_say_who_did_not_mark_it(room, officer, sign_in):
    found, (first, second) = room
    chair, two, three = sitting(found.council)
    away = {str(three.pk): "Đi công tác (minh hoạ)", str(two.pk): "Ốm (minh hoạ)"}
    RoundEntry.objects.filter(pk=second.pk).update(excused=away)
    postpone_dossier(second, why=WHY, by=officer)
    close(found, [first], officer)
    minutes = words(page(sign_in(officer), "meeting-minutes", found.pk))
    assert f"không tính vào số thành viên: {chair.full_name} – {INTEREST}" in minutes
    assert f"{two.full_name} vắng, không chấm: Ốm (minh hoạ)" in minutes
    assert [row for row in said_at_meeting(found)[1] if row[0] == 2] == [
        (2, "Mứt tắc", "Có liên quan", chair.full_name, INTEREST),
        (2, "Mứt tắc", "Vắng, không chấm", two.full_name, "Ốm (minh hoạ)"),
        (2, "Mứt tắc", "Vắng, không chấm", three.full_name, "Đi công tác (minh hoạ)"),
        (2, "Mứt tắc", "Hoãn hồ sơ", "", WHY),
    ]


def test_who_was_excused_and_has_an_interest_after_all_is_not_absent_in_the_minutes(room, officer):
    found, (first, second) = room
    chair, two, three = sitting(found.council)
    ScoreSheet.objects.filter(entry=second, member__in=[two, three]).update(status=SheetStatus.SET_ASIDE)
    for member in (two, three):
        assert excuse_member(found, member, why="Ốm (minh hoạ)", by=officer) == [second]
    correct_conflict(second, two, what="Góp vốn", why="Khai sót", by=officer)
    correct_conflict(second, three, what="Góp vốn", why="Khai sót", by=officer)
    correct_conflict(second, three, what="", why="Nhầm người", by=officer)
    postpone_dossier(second, why=WHY, by=officer)
    close(found, [first], officer)
    (line,) = minutes_of(found).without_result
    assert line.conflicts == [(chair.full_name, INTEREST), (two.full_name, "Góp vốn")]
    assert line.excused == [{"name": three.full_name, "why": "Ốm (minh hoạ)"}]


def test_every_page_and_refusal_says_that_it_was_put_off(room, officer, sign_in):
    found, (_first, second) = room
    Dossier.objects.filter(pk=second.dossier_id).update(kind=RatingKind.RE_RATING)
    again = postpone_dossier(second, why=WHY, by=officer)
    second.refresh_from_db()
    put_off = "hoãn sang đợt sau"
    assert f'<span class="state">{put_off}</span>' in words(page(sign_in(officer), "written-opinions", found.pk))
    assert f"“Mứt tắc” {put_off}: không xác nhận đủ điều kiện được." in refused(accept_dossier, second, by=officer)
    assert f"“Mứt tắc” {put_off}: không có kết quả nào chờ quyết định." in [
        reason.text for reason in why_not_set_aside(officer, second)
    ]
    RoundEntry.objects.filter(pk=again.pk).update(status=EntryStatus.UNUSED)
    assert f"<span>Cấp tỉnh: {put_off}</span>" in words(page(sign_in(officer), "dossier-list"))


def test_the_list_of_dossiers_takes_no_more_queries_for_what_was_put_off(room, officer, sign_in, count_queries):
    """An attempt that is not used says that it was put off only when it has no result: read with the list."""
    _found, (first, second) = room
    sign_in(officer)
    whole = count_queries(reverse("staff:dossier-list"))
    RoundEntry.objects.filter(pk__in=[first.pk, second.pk]).update(status=EntryStatus.UNUSED)
    assert count_queries(reverse("staff:dossier-list")) == whole
