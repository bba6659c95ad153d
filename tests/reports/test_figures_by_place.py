"""Figures by place after the units of 1 July 2025 came, with the real units."""

from datetime import date

import pytest

from core.models import Place, PlaceLevel
from products.actions.decisions import issue_decision
from reports.queries.figures import UNKNOWN, Question, figures
from tests.factories import level_of, line, make_producer, make_product, paper

pytestmark = pytest.mark.django_db
BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)
PLACES = {
    "phuong-6-thanh-pho-tra-vinh": "phuong-tra-vinh",
    "phuong-4-thanh-pho-tra-vinh": "phuong-long-duc",
    "huyen-tra-cu": UNKNOWN,
}


@pytest.fixture
def recognised(law, places, officer):
    """One product at each of the places, and one whose place is not known."""
    units = [Place.objects.get(slug=slug) for slug in PLACES]
    lines = [line(make_product(producer=make_producer(place=unit)), 4) for unit in [*units, None]]
    issue_decision(paper("1/QĐ-UBND", date(2024, 1, 12), level=level_of("148-2023")), lines, by=officer)


@pytest.fixture
def later(settings):
    settings.BUSINESS_DAY = date(2025, 8, 1)


def by_place(on, level):
    answer = figures(Question(on=on, level=level))
    assert sum(answer.by_place.values()) == answer.total == 4
    return answer.by_place


def counted(places):
    return {slug: count for slug, count in places.items() if count}


def test_communes_of_the_new_province(later, recognised):
    found = by_place(AFTER, PlaceLevel.COMMUNE)
    units = Place.objects.in_force(AFTER).filter(level=PlaceLevel.COMMUNE).values_list("slug", flat=True)
    assert set(found) == {*units, UNKNOWN}
    assert len(units) == 124
    assert counted(found) == {"phuong-tra-vinh": 1, "phuong-long-duc": 1, UNKNOWN: 2}


def test_communes_before(later, recognised):
    assert counted(by_place(BEFORE, PlaceLevel.COMMUNE)) == {
        "phuong-3-thanh-pho-tra-vinh": 1,
        "phuong-4-thanh-pho-tra-vinh": 1,
        UNKNOWN: 2,
    }


def test_former_districts_go_on(later, recognised):
    expected = {"thanh-pho-tra-vinh": 2, "huyen-tra-cu": 1, UNKNOWN: 1}
    for day in (BEFORE, AFTER):
        found = by_place(day, PlaceLevel.DISTRICT)
        assert (len(found), counted(found)) == (10, expected)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("ngay=01/07/2025&cap=district", True),
        ("ngay=30/06/2025&cap=district", False),
        ("ngay=01/07/2025&cap=commune", False),
    ],
)
def test_the_page_says_that_districts_are_the_former_ones(client, later, recognised, query, said):
    answer = client.get(f"/thong-ke/?{query}")
    assert answer.context["is_by_former_districts"] is said
    assert ("không còn cấp huyện" in answer.content.decode()) is said
