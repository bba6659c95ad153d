"""A check tells of a rating near its end and of an extended one; thousands of slips never say "valid"."""

from __future__ import annotations

import random
from datetime import date

import pytest

from core.models import VisitorCount
from products.actions.correcting import extend_rating
from products.actions.decisions import issue_decision
from products.models import Certificate
from products.rules.codes import ALPHABET
from tests.factories import line, make_product, make_province, paper

pytestmark = pytest.mark.django_db
SLIPS = 3_000


@pytest.fixture
def product(law):
    make_province()
    return make_product("Dừa sáp minh hoạ")


def told(client, product, language=""):
    """The tone, the state, the heading and the sentence of a check of the product's code."""
    code = product.recognitions.get().certificate.code
    answer = client.get(f"{language}/xac-minh/{code}/")
    verdict = answer.context["verdict"]
    assert f"<h1>{verdict.title}</h1>" in answer.content.decode()
    return answer.status_code, verdict.tone, str(verdict.status), verdict.title, verdict.text


def test_a_rating_near_its_end_counts_and_says_so(client, product):
    issue_decision(paper(signed_on=date(2019, 11, 1)), [line(product, 3)], by=None)
    text = "Chứng nhận có giá trị đến hết ngày 01/11/2022."
    assert told(client, product) == (200, "good", "expiring", "Còn hiệu lực, sắp hết hạn", text)
    assert told(client, product, "/en")[3] == "In force, expiring soon"
    assert told(client, product, "/km")[3] == "មានសុពលភាព ជិតផុតកំណត់"


def test_an_extended_rating_counts_until_its_new_end(client, product, settings):
    issue_decision(paper(signed_on=date(2019, 9, 1)), [line(product, 3)], by=None)
    assert told(client, product)[2:4] == ("expired", "Đã hết hạn")
    extend_rating(product.recognitions.get(), until=date(2022, 12, 1), ground="Chờ kết quả", by=None)
    text = "Chứng nhận có giá trị đến hết ngày 01/12/2022."
    assert told(client, product) == (200, "good", "extended", "Còn hiệu lực, được gia hạn", text)
    assert told(client, product, "/km")[3] == "មានសុពលភាព បានបន្ត"
    settings.BUSINESS_DAY = date(2022, 12, 2)
    assert told(client, product)[:3] == (200, "bad", "expired")


@pytest.mark.slow
def test_thousands_of_slips_through_the_portal_are_all_called_slips(client, law):
    """100,000 go through the rule alone (test_codes.py)."""
    make_province()
    issue_decision(paper(), [line(make_product(), 3) for _number in range(5)], by=None)
    codes = list(Certificate.objects.values_list("code", flat=True))
    slips = sorted(
        {
            code[:place] + sign + code[place + 1 :]
            for code in codes
            for place in range(2, len(code))
            for sign in ALPHABET
            if sign != code[place]
        }
    )
    asked = random.Random(0).sample(slips, min(SLIPS, len(slips)))
    assert len(asked) > 1_000
    for slip in asked:
        answer = client.get(f"/xac-minh/{slip}/")
        assert (answer.status_code, answer.templates[0].name) == (404, "products/verify_mistyped.html")
    assert VisitorCount.objects.count() == 0
