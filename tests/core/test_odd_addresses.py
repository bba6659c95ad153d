"""What nobody types into the address of a staff page is answered, never an error of the server, and costs little."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from producers.queries.search import MOST_WORDS
from tests.factories import make_producer, make_product

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(law, client, officer):
    client.force_login(officer)
    return client


@pytest.mark.parametrize(
    "address",
    ["product-find", "producer-find", "dossier-new", "product-new", "product-list", "decision-list", "round-list"],
)
@pytest.mark.parametrize("key", ["q", "chu-the", "san-pham"])
def test_a_nul_in_an_address_is_no_question(signed_in, address, key):
    assert signed_in.get(f"{reverse(f'staff:{address}')}?{key}=a%00b").status_code == 400


def test_a_nul_in_an_address_of_one_thing_too(signed_in, officer):
    product = make_product(producer=make_producer(place=officer.territory))
    assert signed_in.get(f"{reverse('staff:product-merge', args=[product.slug])}?voi=%00").status_code == 400


def test_a_nul_in_a_pasted_name_is_left_out(signed_in, officer):
    product = make_product("Bánh tét minh hoạ", producer=make_producer(place=officer.territory))
    names = {"names": ["Bánh tét\0 minh hoạ", "\0"]}
    answer = signed_in.post(reverse("staff:product-match"), names, content_type="application/json")
    assert answer.status_code == 200
    assert [[each["id"] for each in row["exact"]] for row in answer.json()["answers"]] == [[product.pk], []]


@pytest.mark.parametrize("address", ["product-find", "producer-find"])
def test_of_hundreds_of_words_the_first_are_looked_for(signed_in, address):
    words = "+".join(f"w{number}" for number in range(600))
    with CaptureQueriesContext(connection) as asked:
        assert signed_in.get(f"{reverse(f'staff:{address}')}?q={words}").status_code == 200
    most = max(each["sql"].count("LIKE") for each in asked)
    assert 0 < most <= 3 * MOST_WORDS + 1
