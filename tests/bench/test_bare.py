"""The yardstick: it answers exactly its frozen bytes with one query, and nobody changes it."""

import hashlib
from pathlib import Path

import pytest

from tests.bench.bare import BARE_BYTES
from tests.factories import make_product

pytestmark = pytest.mark.slow

FROZEN = "d7b98012e40f6fce38196c17f70509aca126bde08f2e0b72a16b056fe203cfc7"


def test_nobody_changed_the_bare_page():
    assert hashlib.sha256(Path(__file__).with_name("bare.py").read_bytes()).hexdigest() == FROZEN


@pytest.mark.django_db
@pytest.mark.parametrize("count", [0, 3, 30])
def test_always_the_same_size_and_one_query(client, settings, django_assert_num_queries, count):
    settings.ROOT_URLCONF = "tests.bench.urls"
    names = [make_product(f"Bánh & minh hoạ {number}").name for number in range(count)]
    with django_assert_num_queries(1):
        page = client.get("/bench/bare/")
    assert (page.status_code, len(page.content)) == (200, BARE_BYTES)
    assert page.content.count(b'<li class="card">') == min(count, 24)
    assert [name for name in names if name.replace("&", "&amp;") in page.content.decode()] == names[:24]
    assert "ETag" not in page  # no page of ours is ever kept whole in its place


@pytest.mark.django_db
def test_the_constant_view_asks_nothing(client, settings, django_assert_num_queries):
    settings.ROOT_URLCONF = "tests.bench.urls"
    with django_assert_num_queries(0):
        assert client.get("/bench/constant/").content == b"constant"
