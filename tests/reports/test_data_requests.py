"""Requests about personal data keep to the territory: where the thing lies, else where the request was received."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from core.errors import ActionRefused
from core.models import HistoryEntry
from core.roles import Role
from products.actions.products import edit_product
from reports.actions.personal_data import answer_request, receive_request
from reports.queries.data_requests import open_requests
from reports.queries.personal_data import KINDS
from tests.factories import make_place, make_producer, make_province, make_user
from tests.reports.subject_room import one_of_each, stranger_of_another_province

pytestmark = pytest.mark.django_db
ON = date(2022, 9, 29)
NOT_YOURS = "Yêu cầu này không thuộc phạm vi của bạn."


@pytest.fixture
def commune(law):
    return make_place("Xã Minh Hoạ", parent=make_province())


@pytest.fixture
def stranger(db):
    return stranger_of_another_province()


def received(refs, by):
    return receive_request(refs, right="see", on=ON, why="đơn số 3", by=by)


def refused(request, by):
    with pytest.raises(ActionRefused) as refusal:
        answer_request(request, why="đã đưa", by=by)
    return [reason.text for reason in refusal.value.reasons]


@pytest.mark.parametrize("key", KINDS)
def test_a_request_lies_where_the_thing_does(commune, officer, administrator, stranger, key):
    """Whoever noted it: here somebody who sees everywhere."""
    thing = one_of_each(commune, officer)[key]
    request = received([f"{key}:{thing.pk}"], administrator)
    assert request.subject == thing
    assert (open_requests(officer), open_requests(administrator)) == ([request], [request])
    assert open_requests(stranger) == []
    assert refused(request, stranger) == [NOT_YOURS]
    answer_request(request, why="đã đưa", by=officer)
    assert open_requests(administrator) == []


def test_a_request_about_nothing_known_lies_where_it_was_received(commune, officer, administrator, stranger):
    unplaced = make_producer("Hộ Chưa Rõ Nơi", place=None)
    mine = [received([], officer), received([f"chu-the:{unplaced.pk}"], officer)]
    theirs = received([], stranger)
    assert open_requests(officer) == mine
    assert open_requests(stranger) == [theirs]
    assert open_requests(administrator) == [*mine, theirs]
    assert [refused(request, stranger) for request in mine] == [[NOT_YOURS]] * 2
    assert refused(theirs, officer) == [NOT_YOURS]


def test_a_request_about_a_report_goes_along_with_the_product(commune, officer, stranger):
    report = one_of_each(commune, officer)["bao-cao-nhan"]
    request = received([f"bao-cao-nhan:{report.pk}"], officer)
    chief = make_user(Role.ADMINISTRATOR)
    edit_product(report.product, place=stranger.territory, by=chief)
    assert (open_requests(officer), open_requests(stranger)) == ([], [request])


def test_the_page_of_a_stranger_shows_and_answers_nothing(client, commune, officer, stranger):
    producer = make_producer("Hộ Minh Hoạ", place=commune)
    request = received([f"chu-the:{producer.pk}"], officer)
    client.force_login(stranger)
    page = client.get(reverse("staff:personal-data"))
    assert (page.context["waiting"], "Hộ Minh Hoạ" in page.content.decode()) == ([], False)
    answer = reverse("staff:data-request-answer", args=[request.pk])
    assert client.post(answer, {"why": "đã đưa"}).status_code == 404
    assert HistoryEntry.objects.filter(verb="answer_data_request").count() == 0
    client.force_login(officer)
    assert client.post(answer, {"why": "đã đưa"}, follow=True).context["waiting"] == []
    assert HistoryEntry.objects.filter(verb="answer_data_request").count() == 1


def test_many_requests_take_as_many_queries_as_one(commune, officer, django_assert_num_queries):
    for key, thing in one_of_each(commune, officer).items():
        received([f"{key}:{thing.pk}"], officer)
    open_requests(officer)  # the kinds of things are read once
    with django_assert_num_queries(2):
        assert len(open_requests(officer)) == len(KINDS)
