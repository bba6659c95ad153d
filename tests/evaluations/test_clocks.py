"""The clocks of a territory: what runs, until when, the overdue first; on the work desk and on a page of its own."""

from datetime import date

import pytest
from django.urls import reverse

from core.roles import Role
from evaluations.actions.advisory import ask_probe
from evaluations.actions.asking import ask_for_more
from evaluations.actions.dossiers import accept_dossier, withdraw_dossier
from evaluations.enums import ProbeKind, RoundStatus
from evaluations.models import Round, RoundEntry
from evaluations.queries.clocks import running_clocks
from evaluations.queries.councils import sitting
from products.enums import RatingKind
from tests.evaluations.council_room import make_council, make_round
from tests.evaluations.intake_room import TODAY, at_commune, at_province
from tests.evaluations.score_room import scoring_round
from tests.factories import level_of, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_2026(settings):
    settings.BUSINESS_DAY = TODAY


def clocks(user):
    return [(str(clock.of), clock.what, clock.due, clock.left) for clock in running_clocks(user, TODAY)]


def test_every_kind_of_clock_the_overdue_first(province, commune, officer):
    council = make_council(province, officer)
    found = make_round(level_of("26-2026"), province, council, officer, opened_on=date(2026, 11, 2), ordinal=2)
    at_commune("Mứt gừng", commune, officer, on=date(2026, 10, 1))
    asked = at_province("Mứt me", commune, officer)
    ask_for_more(asked, items=["Phiếu kiểm nghiệm"], due_on=date(2026, 11, 25), by=officer)
    again = at_province("Mứt tắc", commune, officer, kind=RatingKind.RE_RATING)
    accept_dossier(again, by=officer)
    RoundEntry.objects.filter(pk=again.pk).update(complete_on=date(2026, 11, 9))
    ask_probe(again, kind=ProbeKind.TEST, what="Vi sinh", of_whom="Trung tâm", due_on=date(2026, 12, 2), by=officer)
    assert clocks(officer) == [
        ("Mứt gừng", "xã đánh giá hồ sơ", date(2026, 10, 22), -29),  # fifteen working days
        (str(found), "đợt nhận hồ sơ", date(2026, 10, 29), -22),  # before the 30th
        ("Mứt me", "chủ thể bổ sung hồ sơ", date(2026, 11, 25), 5),
        ("Mứt tắc", "kiểm nghiệm", date(2026, 12, 2), 12),
        ("Mứt tắc", "đánh giá lại từ khi đủ hồ sơ", date(2026, 12, 24), 34),  # 45 days
        (str(found), "đợt đánh giá xong", date(2026, 12, 29), 39),  # before the 30th
    ]


def test_what_ended_has_no_clock_and_strangers_see_none(province, commune, officer, stranger, local_officer):
    entry = at_commune("Mứt gừng", commune, officer)
    assert [name for name, *_rest in clocks(local_officer)] == ["Mứt gừng"]
    assert clocks(stranger) == []
    withdraw_dossier(entry, why="Chủ thể rút", by=officer)
    council = make_council(province, officer)
    found = make_round(level_of("26-2026"), province, council, officer, opened_on=date(2026, 11, 2), ordinal=2)
    assert [what for _name, what, *_rest in clocks(officer)] == ["đợt nhận hồ sơ", "đợt đánh giá xong"]
    for ended in (RoundStatus.CONCLUDED, RoundStatus.DECIDED):
        Round.objects.filter(pk=found.pk).update(status=ended)
        assert clocks(officer) == []


def test_what_is_asked_for_runs_where_the_dossier_was_filed_too(sign_in, commune, officer, stranger, count_queries):
    clerk = make_user(Role.LOCAL_OFFICER, commune)
    asked = at_province("Mứt me", commune, officer)
    ask_probe(asked, kind=ProbeKind.TEST, what="Vi sinh", of_whom="Trung tâm", due_on=date(2026, 12, 2), by=officer)
    assert clocks(clerk) == []  # a test is the province's
    ask_for_more(asked, items=["Phiếu kiểm nghiệm"], due_on=date(2026, 11, 25), by=officer)
    for user in (clerk, officer):
        assert clocks(user)[0] == ("Mứt me", "chủ thể bổ sung hồ sơ", date(2026, 11, 25), 5)
    assert clocks(stranger) == []
    sign_in(clerk)
    one = count_queries(reverse("staff:clock-list"))
    ask_for_more(at_province("Mứt tắc", commune, officer), items=["Giấy"], due_on=date(2026, 11, 24), by=officer)
    assert [name for name, what, *_rest in clocks(clerk) if what == "chủ thể bổ sung hồ sơ"] == ["Mứt tắc", "Mứt me"]
    assert count_queries(reverse("staff:clock-list")) == one


def test_an_ask_without_a_day_has_no_clock(commune, officer):
    ask_for_more(at_province("Mứt me", commune, officer), items=["Phiếu kiểm nghiệm"], by=officer)
    assert clocks(officer) == []


def test_the_desk_and_the_page_list_them(sign_in, officer, commune, province):
    late = at_commune("Mứt gừng", commune, officer, on=date(2026, 10, 1))
    for number in range(11):
        at_commune(f"Mứt {number}", commune, officer)
    client = sign_in(officer)
    desk = client.get(reverse("staff:home"))
    assert (len(desk.context["clocks"]), desk.context["clock_count"]) == (10, 12)
    first = desk.context["clocks"][0]
    assert (first.left, first.url) == ("quá 29 ngày", reverse("staff:dossier-detail", args=[late.dossier_id]))
    assert f'href="{reverse("staff:clock-list")}"' in desk.text
    listed = client.get(reverse("staff:clock-list"))
    assert (len(listed.context["rows"]), listed.context["overdue"]) == (12, 1)
    assert "12 thời hạn, 1 đã quá hạn" in listed.text


def test_the_page_of_clocks_is_paged_and_takes_the_same_queries(sign_in, officer, commune, count_queries, monkeypatch):
    sign_in(officer)
    address = reverse("staff:clock-list")
    at_commune("Mứt 1", commune, officer)
    one, at_home = count_queries(address), count_queries(reverse("staff:home"))
    for number in (2, 3):
        at_commune(f"Mứt {number}", commune, officer)
    assert (count_queries(address), count_queries(reverse("staff:home"))) == (one, at_home)
    monkeypatch.setattr("evaluations.views.clocks.PER_PAGE", 2)
    page = sign_in(officer).get(address, {"trang": "2"})
    assert [row.clock.of.dossier.product.name for row in page.context["rows"]] == ["Mứt 3"]


def test_the_desk_shows_a_councils_round_and_a_members_open_sheets(sign_in, officer, province, commune):
    found, entries = scoring_round(province, commune, officer)
    desk = sign_in(officer).get(reverse("staff:home"))
    assert list(desk.context["rounds"]) == [found]
    assert "đang chấm điểm" in desk.text
    assert desk.context["tasks"] == []
    member = sitting(found.council)[1].user
    mine = sign_in(member).get(reverse("staff:home"))
    assert [(task.entry, task.said) for task in mine.context["tasks"]] == [(entry, None) for entry in entries]
    assert "Hồ sơ chờ tôi chấm: 2" in mine.text
    other = sign_in(make_user(Role.COUNCIL_MEMBER)).get(reverse("staff:home"))
    assert other.context["task_count"] == 0
