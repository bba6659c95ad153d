"""Every kind of thing that may be about a person is found, shown in each form, and leads to where it is corrected."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse

from core.history import history_of
from reports.queries.personal_data import KINDS, find_matches, things_of
from reports.views.personal_data import CORRECTIONS
from tests.factories import make_place, make_province
from tests.reports.subject_room import NAME, one_of_each, stranger_of_another_province

pytestmark = pytest.mark.django_db
SHOW = "staff:personal-data-show"


@pytest.fixture
def things(law, officer):
    return one_of_each(make_place("Xã Minh Hoạ", parent=make_province()), officer)


def test_every_kind_is_corrected_somewhere():
    assert set(CORRECTIONS) == set(KINDS)
    assert [key for key, links in CORRECTIONS.items() if not links] == []


def test_a_name_is_found_in_every_kind_and_by_no_stranger(things, officer):
    refs = {match.ref for match in find_matches(officer, "kim van minh hoa").matches}
    assert refs == {f"{key}:{thing.pk}" for key, thing in things.items()}
    stranger = stranger_of_another_province()
    # Who signed a decision is public.
    assert [match.key for match in find_matches(stranger, "kim van minh hoa").matches] == ["quyet-dinh"]
    assert [kind.key for kind, _thing in things_of(stranger, refs)] == ["quyet-dinh"]


@pytest.mark.parametrize("key", KINDS)
def test_each_kind_is_shown_in_every_form(client, things, administrator, key):
    client.force_login(administrator)
    asked = {"refs": [f"{key}:{things[key].pk}"], "why": "đơn số 3"}
    answers = {form: client.post(reverse(SHOW), asked | {"form": form}) for form in ("page", "json", "in")}
    assert {form: answer.status_code for form, answer in answers.items()} == dict.fromkeys(answers, 200)
    page = answers["page"].content.decode()
    assert NAME in page
    for address, column, _label in CORRECTIONS[key]:
        target = reverse(address, args=[getattr(things[key], column)])
        assert f'href="{target}"' in page
        assert client.get(target).status_code == 200
    (held,) = json.loads(answers["json"].content)["held"]
    assert (held["kind"], NAME in str(held["sections"])) == (str(KINDS[key].label), True)
    assert NAME in answers["in"].content.decode()
    looks = history_of(things[key]).filter(verb="show_personal_data").order_by("pk")
    assert [look.data["form"] for look in looks] == ["page", "json", "in"]


def test_the_page_names_what_is_searched(client, officer):
    client.force_login(officer)
    page = client.get(reverse("staff:personal-data")).content.decode()
    for words in ("thành viên hội đồng và tổ tư vấn", "báo cáo nhãn", "tài khoản", "người ký quyết định và dự thảo"):
        assert words in page
