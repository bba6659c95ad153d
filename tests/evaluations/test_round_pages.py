"""Rounds through the browser's eyes: the list, opening, closing."""

from datetime import date

import pytest
from django.urls import reverse

from core.roles import Role
from evaluations.actions.rounds import open_round
from evaluations.entry import Entry
from evaluations.enums import RoundStatus
from evaluations.models import Round
from tests.factories import level_of, make_user

pytestmark = pytest.mark.django_db


def posted(**changes):
    given = {
        "level": level_of().pk,
        "year": "2022",
        "ordinal": "1",
        "opened_on": "1/6/2022",
        "note": "",
    }
    return {**given, **changes}


def test_an_officer_opens_a_round_and_stands_at_its_grid(sign_in, officer, province):
    response = sign_in(officer).post(reverse("staff:round-open"), posted(place=province.pk))
    found = Round.objects.get()
    assert (found.opened_on, found.place, found.ordinal) == (date(2022, 6, 1), province, 1)
    assert response.headers["Location"] == reverse("staff:round-detail", args=[found.pk])


def test_the_form_offers_the_own_place_and_the_law_of_the_day(sign_in, officer, province):
    form = sign_in(officer).get(reverse("staff:round-open")).context["form"]
    assert form["place"].initial == province
    assert form["level"].initial == level_of()
    assert (form["year"].initial, form["ordinal"].initial) == (2022, 1)


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"opened_on": "13/13/2022"}, "opened_on", "Ngày viết như 22/8/2022."),
        ({"opened_on": "2/10/2022"}, "opened_on", "Ngày mở đợt sau ngày làm việc hiện tại."),
        ({"year": "1999"}, "year", "Ensure this value is greater than or equal to 2018."),
    ],
)
def test_a_refusal_stands_at_its_field_and_nothing_is_lost(sign_in, officer, province, changes, field, words):
    response = sign_in(officer).post(reverse("staff:round-open"), posted(place=province.pk, note="Giữ lại", **changes))
    form = response.context["form"]
    if field != "year":
        assert form.errors == {field: [words]}
    else:
        assert list(form.errors) == ["year"]
    html = response.content.decode()
    assert "Có lỗi cần sửa" in html
    assert "Giữ lại" in html
    assert Round.objects.count() == 0


def test_who_may_open(sign_in, auditor, secretary):
    assert sign_in(auditor).get(reverse("staff:round-open")).status_code == 403
    assert sign_in(secretary).get(reverse("staff:round-open")).status_code == 200


def test_an_unknown_person_signs_in_first(client, db):
    response = client.get(reverse("staff:round-list"))
    assert response.status_code == 302
    assert response.headers["Location"].endswith("?next=/staff/dot/")


def test_outside_the_territory_nothing_is_found(sign_in, stranger, round_2022):
    client = sign_in(stranger)
    assert client.get(reverse("staff:round-detail", args=[round_2022.pk])).status_code == 404
    assert client.get(reverse("staff:round-close", args=[round_2022.pk])).status_code == 404
    assert client.post(reverse("staff:result-save", args=[round_2022.pk])).status_code == 404
    assert "Đợt 1 năm 2022" not in client.get(reverse("staff:round-list")).content.decode()


def test_an_auditor_reads_the_grid_and_changes_nothing(sign_in, auditor, round_2022, enter, make):
    enter(Entry(make("Bánh tét"), outcome="3"))
    client = sign_in(auditor)
    html = client.get(reverse("staff:round-detail", args=[round_2022.pk])).content.decode()
    assert "Bánh tét" in html
    assert "Tài khoản của bạn không có quyền mở đợt, nhập kết quả." in html
    assert 'name="score"' not in html
    assert "Lập quyết định từ đợt này" not in html
    assert client.post(reverse("staff:result-save", args=[round_2022.pk])).status_code == 403
    assert client.post(reverse("staff:draft-start", args=[round_2022.pk])).status_code == 403


def test_closing_asks_first_and_opening_again_is_one_press(sign_in, officer, round_2022):
    client = sign_in(officer)
    close = reverse("staff:round-close", args=[round_2022.pk])
    html = client.get(close).content.decode()
    assert "Bảng kết quả không nhận thêm và không sửa được nữa." in html
    assert Round.objects.get().status == RoundStatus.OPEN
    client.post(close, {"why": "đủ"})
    assert Round.objects.get().status == RoundStatus.CLOSED
    html = client.get(reverse("staff:round-detail", args=[round_2022.pk])).content.decode()
    assert "Đợt đã khép: mở lại đợt rồi mới sửa được." in html
    assert client.get(reverse("staff:round-reopen", args=[round_2022.pk])).status_code == 405
    client.post(reverse("staff:round-reopen", args=[round_2022.pk]))
    assert Round.objects.get().status == RoundStatus.OPEN


def test_the_list_is_filtered_by_its_address(sign_in, officer, round_2022, province):
    older = open_round(level=level_of(), place=province, year=2021, ordinal=1, opened_on=date(2021, 6, 1), by=officer)
    client = sign_in(officer)
    address = reverse("staff:round-list")
    assert list(client.get(address).context["page_obj"]) == [round_2022, older]
    assert list(client.get(address + "?nam=2021").context["page_obj"]) == [older]
    assert list(client.get(address + "?trang_thai=closed").context["page_obj"]) == []
    assert list(client.get(address + "?nam=abc").context["page_obj"]) == [round_2022, older]


def test_the_list_takes_the_same_queries_for_one_and_three_rows(sign_in, officer, round_2022, province, count_queries):
    sign_in(officer)
    address = reverse("staff:round-list")
    one = count_queries(address)
    for ordinal in (2, 3):
        open_round(
            level=level_of(), place=province, year=2022, ordinal=ordinal, opened_on=date(2022, 7, 1), by=officer
        )
    assert count_queries(address) == one


def test_the_grid_takes_the_same_queries_for_one_and_three_rows(
    sign_in, officer, round_2022, enter, make, count_queries
):
    sign_in(officer)
    address = reverse("staff:round-detail", args=[round_2022.pk])
    enter(Entry(make("A"), outcome="3"))
    one = count_queries(address)
    enter(Entry(make("B"), outcome="3"), Entry(make("C"), outcome="4"))
    assert count_queries(address) == one


def test_the_lists_can_be_taken_along(sign_in, officer, round_2022, enter, make):
    enter(Entry(make("=HYPERLINK(1)"), outcome="3"))
    client = sign_in(officer)
    rounds = client.get(reverse("staff:round-list") + "?tai-ve=csv").content.decode("utf-8-sig")
    assert rounds.splitlines()[1] == "1048-2019,province,Tỉnh Trà Vinh,2022,1,2022-06-01,open,1,0"
    rows = client.get(reverse("staff:round-detail", args=[round_2022.pk]) + "?tai-ve=csv")
    assert rows.headers["Content-Disposition"] == 'attachment; filename="ket-qua.csv"'
    assert rows.content.decode("utf-8-sig").splitlines()[1].startswith("'=HYPERLINK(1),")


def test_a_leader_sees_no_button(sign_in, round_2022, province):
    html = sign_in(make_user(Role.LEADER, province)).get(reverse("staff:round-list")).content.decode()
    assert "Đợt 1 năm 2022" in html
    assert "Mở đợt" not in html
