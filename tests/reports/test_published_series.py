"""What was published about Trà Vinh, year by year, in the three ways of counting.

The decisions below are those that the sources name, with the numbers that they give; which products they were, and
who was re-recognised, is made up so that the published totals come out. Sources: (a) OCOP magazine 2021, end of
September 2021: 56 products, 43 with 3 stars, 13 with 4, among these one potential 5; (b) the province's portal,
30/03/2021: 26 in decision 612, 1 in decision 611; (c) the same, 12/01/2022: 24 new with 3 stars, 4 to potential 5;
(d) the department of agriculture, 22/08/2022: decision 1693 with 7 of 4 and 21 of 3 stars, 4 of them re-recognised,
104 in all; (e) the rural development office 2022: 6 potential 5, 15 of 4, 83 of 3; 67 producers by class; (f) Nông
nghiệp Việt Nam, 21/04/2023: 9 potential 5, 38 of 4, 137 of 3, 184 in all.
"""

from __future__ import annotations

from datetime import date

import pytest
from django.test import override_settings

from products.actions.decisions import issue_decision
from products.enums import Counting
from products.imports.register import load_register
from reports.imports import load_published
from reports.queries.figures import Question, figures
from reports.queries.lists import Cell, CountedProducts
from tests.conftest import FIXTURES, OFFICER
from tests.factories import line, make_producer, make_product, make_province, make_user, paper

pytestmark = pytest.mark.django_db
# (e): 67 producers.
PRODUCERS = {
    "company": 14,
    "private_enterprise": 3,
    "cooperative": 11,
    "cooperative_group": 1,
    "household_business": 38,
}


def decide(number, day, officer, *groups):
    """A decision that gives each group of products its stars, or approves its scores; products that hold some are
    re-rated.
    """
    lines = [
        line(product, stars, kind="re_rating" if hasattr(product, "is_rated") else "first")
        for products, stars in groups
        for product in products
    ]
    issue_decision(paper(number, day), lines, by=officer)
    for products, stars in groups:
        for product in products if stars else ():
            product.is_rated = True


@pytest.fixture(scope="module")
@override_settings(BUSINESS_DAY=date(2023, 6, 1))
def decided(ground):
    """The published decisions up to April 2023."""
    make_province()
    officer = make_user(username=OFFICER)
    makers = [make_producer(legal_form=form) for form, count in PRODUCERS.items() for _number in range(count)]
    first = [make_product(producer=makers[number % 67]) for number in range(104)]
    three, four = first[:27], first[27:30]
    decide("1/QĐ-UBND", date(2020, 3, 18), officer, (three, 3), (four, 4))
    decide("612/QĐ-UBND", date(2021, 3, 30), officer, (first[30:46], 3), (first[46:56], 4))
    decide("611/QĐ-UBND", date(2021, 3, 30), officer, (four[:1], None))
    decide("2/QĐ-UBND", date(2022, 1, 12), officer, (first[56:80], 3))
    decide("3/QĐ-UBND", date(2022, 1, 12), officer, ([*first[30:32], *first[46:48]], None))
    again = [*first[56:59], first[48]]  # three of 3 stars, one of 4
    decide("1693/QĐ-UBND", date(2022, 8, 22), officer, (first[80:101], 3), ([*again, *first[101:104]], 4))
    decide("1692/QĐ-UBND", date(2022, 8, 22), officer, (first[49:50], None))
    new = [make_product() for _number in range(80)]
    decide("4/QĐ-UBND", date(2023, 3, 1), officer, (three, 3), (four, 4), (new[:54], 3), (new[54:], 4))
    decide("5/QĐ-UBND", date(2023, 3, 1), officer, (new[54:57], None))


@pytest.fixture
def series(db, decided, settings):
    settings.BUSINESS_DAY = date(2023, 6, 1)


# The day, then 3, 4, potential 5 and all: as published, and in the other two ways.
PUBLISHED = [
    ("2021-09-30", Counting.INSIDE, (43, 13, 0, 56)),  # (a)
    ("2021-09-30", Counting.BESIDE, (43, 12, 1, 56)),
    ("2021-09-30", Counting.CERTIFIED, (43, 13, 0, 56)),
    ("2022-01-12", Counting.BESIDE, (65, 10, 5, 80)),  # (d): 80 before decision 1693
    ("2022-08-22", Counting.BESIDE, (83, 15, 6, 104)),  # (d), (e)
    ("2022-08-22", Counting.INSIDE, (85, 19, 0, 104)),
    ("2022-08-22", Counting.CERTIFIED, (85, 19, 0, 104)),
    ("2023-04-21", Counting.BESIDE, (137, 38, 9, 184)),  # (f)
    ("2023-04-21", Counting.INSIDE, (139, 45, 0, 184)),
    ("2023-04-21", Counting.CERTIFIED, (139, 45, 0, 184)),
]


@pytest.mark.parametrize(("day", "mode"), [row[:2] for row in PUBLISHED])
def test_each_published_total_in_its_way_of_counting(series, client, day, mode):
    wanted = {row[:2]: row[2] for row in PUBLISHED}[day, mode]
    answer = figures(Question(on=date.fromisoformat(day), potential=mode))
    found = answer.by_rank
    assert (found["3"], found["4"], found["potential5"], answer.total) == wanted
    assert found["5"] == 0
    shown = client.get(f"/thong-ke/?ngay={day}&cach-dem={mode}")
    assert f"{mode.label}" in shown.content.decode()
    assert CountedProducts(Question(on=date.fromisoformat(day), potential=mode), Cell()).count == wanted[3]


def test_producers_as_published(series):
    answer = figures(Question(on=date(2022, 8, 22)))
    assert {name: count for name, count in answer.by_class.items() if count} == PRODUCERS
    assert answer.producers_total == 67


def test_a_decision_entered_late_changes_todays_answer_for_that_day_and_not_the_cited_one(series, client, officer):
    asked = "/thong-ke/?ngay=22/08/2022"
    cited = client.get(asked).context["citation"]
    decide("99/QĐ-UBND", date(2022, 8, 1), officer, ([make_product(), make_product()], 4))
    assert client.get(asked).context["figures"].by_rank == {"3": 83, "4": 17, "5": 0, "potential5": 6}
    then = client.get(cited)
    assert then.context["figures"].by_rank == {"3": 83, "4": 15, "5": 0, "potential5": 6}
    assert then.context["sentence"].startswith(
        "104 sản phẩm OCOP (5 sao: 0, tiềm năng 5 sao: 6, 4 sao: 15, 3 sao: 83), tính đến hết ngày 22/08/2022; "
        "tiềm năng 5 sao đếm riêng; theo sổ ghi đến "
    )
    assert f"Nguồn: Cổng sản phẩm OCOP Trà Vinh, {cited}" in then.context["sentence"]


def test_the_real_register_holds_no_more_than_was_published(law, places, settings, client):
    settings.BUSINESS_DAY = date(2023, 6, 1)
    load_register(FIXTURES / "register" / "tra-vinh", until=date(2023, 6, 1))
    load_published(FIXTURES / "register" / "tra-vinh" / "published.csv")
    held = {}
    for day in ("2021-09-30", "2022-08-22", "2023-04-21"):
        answer = client.get(f"/thong-ke/?ngay={day}")
        published, counted = answer.context["published"], answer.context["figures"]
        assert published.on.isoformat() == day
        assert f"{published.total} sản phẩm" in answer.content.decode()
        held[day] = (counted.total, published.total)
        for mode in Counting:
            assert figures(Question(on=published.on, potential=mode)).total <= published.total
    assert held == {"2021-09-30": (37, 56), "2022-08-22": (52, 104), "2023-04-21": (44, 184)}
