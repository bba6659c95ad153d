"""Figures about representatives: published once for the end of a quarter, whole province, nothing behind them."""

from __future__ import annotations

import re
from datetime import date
from itertools import count

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse

from core.errors import ActionRefused
from core.history import history_of
from core.roles import Role
from producers.actions.representatives import keep_representative
from producers.models import RepresentativeProfile
from products.actions.decisions import issue_decision
from reports.actions.representatives import publish_representative_tables
from reports.models import RepresentativeTable
from reports.queries.figures import Question, figures
from reports.queries.representatives import CELLS, days_to_publish, producers_in_force, published_tables
from tests.factories import line, make_place, make_producer, make_product, make_province, make_user, paper

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]
PAGE = "staff:representative-tables"
Q2, Q3, Q4 = date(2022, 6, 30), date(2022, 9, 30), date(2022, 12, 31)
_numbers = count(1)


@pytest.fixture
def commune(db):
    return make_place("Xã Minh Hoạ", parent=make_province())


@pytest.fixture
def recognise(commune, officer):
    """Recognises products of new producers; each item is (sex, ethnicity, disability) or None when not known."""

    def act(on, *people):
        producers = [make_producer(place=commune) for _person in people]
        lines = [line(make_product(producer=producer), 3) for producer in producers]
        issue_decision(paper(f"{next(_numbers)}/QĐ-UBND", on), lines, by=officer)
        for producer, person in zip(producers, people, strict=True):
            if person is not None:
                represent(producer, person, officer)
        return producers

    return act


def represent(producer, person, by, since=date(2022, 1, 1)):
    values = dict(zip(("sex", "ethnicity", "disability"), person, strict=True))
    values |= {"full_name": "Người Minh Hoạ", "since": since, "basis": "law", "basis_on": since, "basis_text": "x"}
    keep_representative(RepresentativeProfile(producer=producer), why="minh hoạ", by=by, **values)


WOMAN, MAN = ("female", "05", "no"), ("male", "01", "no")


def shown():
    return {str(table.attribute): (table.on, table.shown, table.repeated_on) for table in published_tables()}


def test_the_first_table(recognise, officer):
    recognise(date(2022, 2, 1), *[WOMAN] * 8, *[MAN] * 9, *[None] * 3)
    assert days_to_publish() == [Q3, Q2, date(2022, 3, 31), date(2021, 12, 31)]
    tables = publish_representative_tables(on=Q2, by=officer)
    # Three are unknown: where the others were shown, so would they be.
    assert {table.attribute: table.shown for table in tables} == {
        "sex": {"female": 8},
        "ethnicity": {"khmer": 8},
        "disability": {},
    }
    assert [entry.verb for table in tables for entry in history_of(table)] == ["publish_representative_table"] * 3


def test_who_is_unknown_in_one_table_covers_for_nobody_in_another(recognise, officer):
    disabled = ("male", "01", "yes")
    recognise(date(2022, 2, 1), *[WOMAN] * 15, *[MAN] * 15, *[disabled] * 3, *[None] * 12)
    publish_representative_tables(on=Q2, by=officer)
    assert {attribute: table for attribute, (_on, table, _again) in shown().items()} == {
        "sex": {"male": 18, "female": 15, "unknown": 12},
        "ethnicity": {"khmer": 15, "unknown": 12},
        "disability": {"unknown": 12},
    }


def test_the_total_is_the_public_one(recognise, officer):
    recognise(date(2022, 2, 1), *[WOMAN] * 8, *[MAN] * 9)
    recognise(date(2022, 9, 30), WOMAN)
    for day in (Q2, Q3):
        assert len(producers_in_force(day)) == figures(Question(on=day)).producers_total


def test_a_published_table_never_changes(recognise, officer):
    producers = recognise(date(2022, 2, 1), *[WOMAN] * 10, *[MAN] * 10, *[None] * 10)
    publish_representative_tables(on=Q2, by=officer)
    before = shown()
    represent(producers[-1], WOMAN, officer)
    recognise(date(2022, 3, 1), *[WOMAN] * 10)  # entered late
    assert shown() == before
    with pytest.raises(ActionRefused) as refusal:
        publish_representative_tables(on=Q2, by=officer)
    assert str(refusal.value) == "Hãy chọn ngày cuối một quý đã qua và chưa công bố."
    with pytest.raises(ProgrammingError), transaction.atomic():
        RepresentativeTable.objects.update(shown={})


@pytest.mark.parametrize("day", [date(2022, 8, 1), Q4, date(2022, 3, 31), None])
def test_no_other_day_is_published(recognise, officer, day):
    publish_representative_tables(on=Q2, by=officer)
    with pytest.raises(ActionRefused):
        publish_representative_tables(on=day, by=officer)
    assert days_to_publish() == [Q3]


def test_a_quarter_with_few_changes_repeats_the_last_table(recognise, officer):
    recognise(date(2022, 2, 1), *[WOMAN] * 10, *[MAN] * 10, *[None] * 10)
    publish_representative_tables(on=Q2, by=officer)
    recognise(date(2022, 8, 1), WOMAN, MAN)
    publish_representative_tables(on=Q3, by=officer)
    assert shown()["sex"] == (Q2, {"unknown": 10, "male": 10, "female": 10}, Q3)


def test_a_quarter_with_many_changes_has_a_table_of_its_own(recognise, officer):
    recognise(date(2022, 2, 1), *[WOMAN] * 10, *[MAN] * 10, *[None] * 10)
    publish_representative_tables(on=Q2, by=officer)
    recognise(date(2022, 8, 1), *[WOMAN] * 6, *[MAN] * 5)
    publish_representative_tables(on=Q3, by=officer)
    assert shown()["sex"] == (Q3, {"unknown": 10, "male": 15, "female": 16}, None)


def test_the_representative_of_the_day_is_counted(recognise, officer):
    producers = recognise(date(2022, 2, 1), *[WOMAN] * 10, *[MAN] * 10)
    for producer in producers[:10]:
        represent(producer, MAN, officer, since=date(2022, 9, 1))
    publish_representative_tables(on=date(2022, 3, 31), by=officer)
    assert RepresentativeTable.objects.get(attribute="sex").shown == {"female": 10}
    publish_representative_tables(on=Q3, by=officer)
    assert RepresentativeTable.objects.get(attribute="sex", on=Q3).shown == {}


# --------------------------------------------------------------------- the page
@pytest.mark.parametrize("role", list(Role))
def test_who_sees_and_who_publishes(client, role, commune):
    person = make_user(role)
    client.force_login(person)
    assert client.get(reverse(PAGE)).status_code == 200
    may_publish = role in {Role.ADMINISTRATOR, Role.PROVINCE_OFFICER}
    answer = client.post(reverse("staff:representative-publish"), {"on": "2022-06-30"})
    assert answer.status_code == (302 if may_publish else 403)
    assert RepresentativeTable.objects.count() == (3 if may_publish else 0)


def test_who_knows_a_smaller_territory_does_not_see_it(client, commune):
    client.force_login(make_user(Role.LOCAL_OFFICER, commune))
    answer = client.get(reverse(PAGE))
    assert answer.status_code == 403
    assert "chỉ có cho cả tỉnh" in answer.content.decode()


def test_the_page_shows_tables_and_no_way_down(client, recognise, officer):
    recognise(date(2022, 2, 1), *[WOMAN] * 10, *[MAN] * 11, *[None] * 12)
    client.force_login(officer)
    assert "Chưa công bố bảng nào" in client.get(reverse(PAGE)).content.decode()
    page = client.post(reverse("staff:representative-publish"), {"on": "2022-06-30"}, follow=True).content.decode()
    assert "Đã công bố các bảng tính đến 30/06/2022." in page
    main = page[page.index("<main") : page.index("</main>")]
    cells = re.findall(r'<th scope="row">([^<]+)</th>\s*<td[^>]*>([^<]*)</td>', main)
    assert cells[:4] == [("Nữ", "10"), ("Nam", "11"), ("Chưa rõ", "12"), ("Tổng số chủ thể có sản phẩm", "33")]
    tables = main[main.index('<section class="section">') : main.index('id="cong-bo"')]
    assert re.findall(r"<a |<input|<select", tables) == []
    # The address takes no question: whatever is asked, the same tables are shown.
    asked = client.get(reverse(PAGE), {"noi": "xa-minh-hoa", "ngay": "2022-03-01", "loai": "company"}).content.decode()
    again = client.get(reverse(PAGE)).content.decode()
    assert re.findall(r"<td[^>]*>([^<]*)</td>", asked) == re.findall(r"<td[^>]*>([^<]*)</td>", again)


def test_no_list_can_be_narrowed_by_an_attribute(client, officer, commune):
    client.force_login(officer)
    for name in ("staff:producer-list", "staff:product-list"):
        page = client.get(reverse(name)).content.decode()
        names = set(re.findall(r'name="([a-z_-]+)"', page))
        assert names & {"sex", "ethnicity", "disability", "gioi-tinh", "dan-toc", "khuyet-tat"} == set(), name


def test_the_page_asks_as_often_with_more_tables(client, recognise, officer, django_assert_num_queries):
    client.force_login(officer)
    publish_representative_tables(on=date(2022, 3, 31), by=officer)
    with django_assert_num_queries(4):
        client.get(reverse(PAGE))
    publish_representative_tables(on=Q2, by=officer)
    with django_assert_num_queries(4):
        client.get(reverse(PAGE))


def test_every_cell_has_a_place():
    assert {attribute: len(cells) for attribute, cells in CELLS.items()} == {"sex": 3, "ethnicity": 5, "disability": 3}
