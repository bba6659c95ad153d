"""The work desk and the help pages."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from evaluations.actions.drafts import start_draft_of_round
from evaluations.entry import Entry
from evaluations.views import home
from products.actions.decisions import issue_decision
from tests.factories import line, paper

pytestmark = pytest.mark.django_db


def test_the_desk_shows_what_is_open_and_what_comes_next(sign_in, officer, round_2022, enter, make, settings):
    issue_decision(paper("1/QĐ", date(2019, 12, 1)), [line(make("Sắp hết hạn"), 3)], by=officer)
    issue_decision(
        paper("2/QĐ"),
        [
            line(make("Còn lâu"), 4),
            line(
                make(
                    "Chờ",
                ),
                None,
                score=Decimal(95),
            ),
        ],
        by=officer,
    )
    enter(Entry(make("A"), outcome="3"))
    draft = start_draft_of_round(round_2022, by=officer)
    context = sign_in(officer).get(reverse("staff:home")).context
    assert [(tile["rank"], tile["value"]) for tile in context["tiles"]] == [
        ("5", "0"),
        ("4", "1"),
        ("3", "1"),
        ("tiem-nang", "1"),
    ]
    assert list(context["rounds"]) == [round_2022]
    assert list(context["drafts"]) == [draft]
    assert [row.product_name for row in context["approvals"]] == ["Chờ"]
    assert [row.product_name for row in context["expiries"]] == ["Sắp hết hạn"]


def test_another_district_sees_none_of_it(sign_in, stranger, officer, round_2022, make):
    issue_decision(paper(), [line(make("Còn lâu"), 4), line(make("Chờ"), None, score=Decimal(95))], by=officer)
    context = sign_in(stranger).get(reverse("staff:home")).context
    assert {tile["value"] for tile in context["tiles"]} == {"0"}
    assert (list(context["rounds"]), list(context["approvals"])) == ([], [])


@pytest.mark.parametrize("topic", list(home.TOPICS))
def test_every_topic_has_its_page(sign_in, officer, topic):
    response = sign_in(officer).get(reverse("staff:help", args=[topic]))
    assert response.status_code == 200
    assert str(home.TOPICS[topic]) in response.content.decode()
    for picture in response.context["pictures"]:
        assert picture.startswith(f"img/help/{topic}-")


def test_an_unknown_topic_is_not_found(sign_in, officer):
    client = sign_in(officer)
    assert client.get(reverse("staff:help", args=["khong-co"])).status_code == 404
    assert client.get(reverse("staff:help-list")).status_code == 200
