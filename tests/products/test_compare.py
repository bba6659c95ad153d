"""Products side by side: merged ones, the papers they stand by, what the table asks of the database."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from products.actions.decisions import issue_decision
from products.actions.merging import merge_products
from tests.factories import line, make_producer, make_product, make_province, paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def maker(law):
    return make_producer("Hộ Minh Hoạ", place=make_province())


def compared(client, *slugs):
    """The page for these slugs."""
    page = client.get("/so-sanh/", {"sp": slugs})
    assert page.status_code == 200
    return page.context


def names(page):
    return [column["name"] for column in page["columns"]]


@pytest.fixture
def merged(maker, officer):
    """A product that another one went up in, that one, and one beside."""
    kept, gone, other = (make_product(name, producer=maker) for name in ("Bánh tét", "Bánh tét lá", "Mật"))
    issue_decision(paper(), [line(kept, 3), line(other, 4)], by=officer)
    merge_products(kept, gone, why="Trùng (minh hoạ)", by=officer)
    return kept, gone, other


def test_a_merged_product_and_the_kept_one_are_one_column(client, merged):
    kept, gone, other = (product.slug for product in merged)
    assert names(compared(client, kept, gone)) == names(compared(client, gone)) == ["Bánh tét"]
    page = compared(client, gone, other, kept)
    assert (names(page), page["notes"], page["has_room"]) == (["Bánh tét", "Mật"], [], True)
    assert page["columns"][0]["remove_url"] == f"/so-sanh/?sp={other}"
    assert [len(row["cells"]) for row in page["rows"]] == [2] * len(page["rows"])


def test_the_paper_is_that_of_the_row_which_tells_the_standing(client, maker, settings):
    """An expired rating with an open approved score on top, a rating held beside one, an approved score alone."""
    settings.BUSINESS_DAY = date(2025, 6, 1)
    past, held, alone = (make_product(name, producer=maker) for name in ("Bánh", "Dừa", "Mật"))
    issue_decision(paper("1/QĐ-UBND", date(2021, 1, 12)), [line(past, 4)], by=None)
    issue_decision(paper("2/QĐ-UBND", date(2024, 1, 12)), [line(held, 4)], by=None)
    issue_decision(paper("3/QĐ-UBND", date(2025, 1, 12)), [line(each, None) for each in (past, held, alone)], by=None)
    page = compared(client, past.slug, held.slug, alone.slug)
    (papers,) = [[cell["value"] for cell in row["cells"]] for row in page["rows"] if row["term"] == "Quyết định"]
    assert [words.split()[2] for words in papers] == ["3/QĐ-UBND", "2/QĐ-UBND", "3/QĐ-UBND"]


def test_all_products_are_read_in_one_statement(client, merged, maker, officer):
    kept, gone, other = merged
    more = [make_product(producer=maker) for _number in range(2)]
    issue_decision(paper("5/QĐ-UBND"), [line(each, 3) for each in more], by=officer)
    asked = []
    for slugs in ([kept.slug], [gone.slug, other.slug, *(each.slug for each in more)], ["khong-co"], []):
        with CaptureQueriesContext(connection) as queries:
            page = compared(client, *slugs)
        asked.append((len(page["columns"]), len(queries)))
    assert asked == [(1, 2), (4, 2), (0, 2), (0, 1)]  # the tag of the page, the products
