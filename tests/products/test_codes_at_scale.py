"""Well-formed codes that were never issued, by the thousand: never "valid", and one answer by one way."""

from __future__ import annotations

import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.clock import today
from products.actions.decisions import issue_decision
from products.actions.receipts import make_receipt
from products.models import Certificate, CheckReceipt
from products.queries.receipts import receipt_story
from products.queries.story import code_story
from products.rules.codes import (
    ALPHABET,
    CERTIFICATE,
    DRAWN,
    RECEIPT,
    clean_code,
    is_receipt,
    printed_code,
    with_check,
)
from tests.factories import line, make_product, make_province, paper

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LOOKED_UP, ASKED = 12_000, 3_000


@pytest.fixture
def issued(law):
    """Codes of ratings, of an approved score and of receipts."""
    make_province()
    lines = [line(make_product(), stars) for stars in (3, 3, 4, 4, None)]
    issue_decision(paper(), lines, by=None)
    codes = set(Certificate.objects.values_list("code", flat=True))
    codes |= {make_receipt(code).code for code in sorted(codes)}
    assert len(codes) == 10
    return codes


def never_issued(issued: set[str], count: int, prefix: str = "") -> list[str]:
    """Well-formed codes: half of them one or two drawn signs from an issued one, half of them far from all."""
    chance, found = random.Random(count), dict[str, None]()
    some = sorted(code for code in issued if code.startswith(prefix))
    while len(found) < count:
        near = list(chance.choice(some))
        for place in chance.sample(range(2, 2 + DRAWN), chance.choice((1, 2, DRAWN))):
            near[place] = chance.choice(ALPHABET)
        code = with_check("".join(near[:2]), "".join(near[2 : 2 + DRAWN]))
        if code not in issued:
            found[code] = None
    return list(found)


def test_no_code_that_was_never_issued_is_found_behind_the_check_sign(issued):
    codes = never_issued(issued, LOOKED_UP)
    assert all(clean_code(printed_code(code).lower()) == code for code in codes)
    assert {is_receipt(code) for code in codes} == {True, False}
    found = [
        code for code in codes if (receipt_story(code, today()) if is_receipt(code) else code_story(code)) is not None
    ]
    assert (len(codes), found) == (LOOKED_UP, [])
    assert all((receipt_story(code, today()) if is_receipt(code) else code_story(code)) for code in issued)


@pytest.mark.parametrize("prefix", [CERTIFICATE, RECEIPT])
def test_each_gets_the_same_answer_through_the_portal(client, issued, settings, prefix):
    """The same bytes but for the code, by as many statements."""
    settings.VISITOR_LIMITS = {**settings.VISITOR_LIMITS, "look_up": (2 * ASKED, 86_400)}
    answers, statements = set(), set()
    for code in never_issued(issued, ASKED // 2, prefix):
        with CaptureQueriesContext(connection) as queries:
            response = client.get(f"/xac-minh/{code}/")
        page = response.content.decode().replace(code, "-").replace(printed_code(code), "-")
        answers.add((response.status_code, response.templates[0].name, page))
        statements.add(len(queries))
    ((status, template, page),) = answers
    assert (status, template, statements) == (404, "products/verify_unknown.html", {3})
    assert "Còn hiệu lực" not in page
    assert CheckReceipt.objects.count() == 5
