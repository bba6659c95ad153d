"""What the bench asks for: as many different addresses as were promised, and each is what it says."""

from __future__ import annotations

from random import Random
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections

from core.clock import today
from products.models import Product
from products.queries.shelf import opened_catalogue
from tests.bench.addresses import all_addresses, main, session_cookie
from tests.bench.inside import ask, look_inside
from tests.bench.lives import LAST_DAY
from tests.bench.load import CONNECTIONS
from tests.bench.parts import CARD, PARTS
from tests.bench.register import make_register

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def found(law, places, settings):
    """The addresses of a register of three hundred products."""
    settings.BUSINESS_DAY = LAST_DAY
    settings.ROOT_URLCONF = "tests.bench.urls"
    make_register(300)
    return all_addresses(Random(1))


@pytest.fixture
def application(settings):
    """The portal as gunicorn calls it, keeping pages; the end of a request must not close the test's connection."""
    settings.CACHES = {**settings.CACHES, "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    for end in (request_started, request_finished):
        end.disconnect(close_old_connections)
    yield get_wsgi_application()
    for end in (request_started, request_finished):
        end.connect(close_old_connections)


def text_of(path: str) -> str:
    return parse_qs(urlsplit(path).query)["q"][0]


def test_each_part_has_its_addresses(found):
    assert list(found) == [part.key for part in PARTS]
    for part in PARTS:
        paths = found[part.key]
        assert len(paths) >= max(1, part.fewest + (CONNECTIONS + 1 if part.fewest and part.fresh else 0)), part.key
        assert len(set(paths)) == len(paths), part.key
    words = {word for path in found["search"] for word in text_of(path).split()}
    assert len(words) >= 200
    again = all_addresses(Random(1))
    assert again == found


def test_words_stand_in_shown_names_and_misspelt_ones_in_none(found):
    day = opened_catalogue(today()).day
    shown = Product.objects.filter(pk__in=day.products(day.shown, day.by_name(), 0, day.shown.bit_count()))
    assert 200 < shown.count() < 300
    for path in found["search"][:100]:
        assert shown.filter(name_fold__contains=text_of(path)).exists(), path
    for path in found["typing-errors"][:50]:
        wrong = [word for word in text_of(path).split() if not Product.objects.filter(name_fold__contains=word)]
        assert len(wrong) == 1, path


@pytest.mark.parametrize("key", ["filters-cold", "search"])
def test_filters_and_words_find_something(found, client, key):
    for path in found[key][:20]:
        page = client.get(path)
        assert page.context["page_obj"].paginator.count > 0, path
        assert CARD in page.content.decode(), path


def test_misspelt_words_are_answered_with_what_was_meant(found, client):
    says = next(part.says for part in PARTS if part.key == "typing-errors")
    for path in found["typing-errors"][:20]:
        page = client.get(path)
        assert page.context["count"] == 0, path
        assert says in page.content.decode(), path


def test_a_register_with_too_few_addresses_is_refused(found, tmp_path, monkeypatch):
    few = {**found, "search": found["search"][:208]}
    monkeypatch.setattr("tests.bench.addresses.all_addresses", lambda random: few)
    with pytest.raises(SystemExit, match="Only 208 addresses for “search without marks, cold”"):
        main(tmp_path)


def test_every_part_answers_as_it_should(found, application):
    """The same look inside as the bench takes, at a few addresses of each part."""
    cookie = session_cookie()
    bare = found["bare"][0]
    both = {part.key: look_inside(application, part, found[part.key][:12], bare, cookie, 4) for part in PARTS}
    assert {beside.plain for _inside, beside in both.values()} == {60_000}
    seen = {key: inside for key, (inside, _beside) in both.items()}
    assert (seen["bare"].queries, seen["bare"].most_queries, seen["bare"].plain) == (1, 1, 60_000)
    assert seen["bare"].sent < 6000
    assert (seen["constant"].queries, seen["constant"].plain) == (0, len(b"constant"))
    assert (seen["repeated"].most_queries, seen["repeated"].sent) == (1, 0)
    assert (seen["filters-warm"].most_queries, seen["home"].most_queries) == (1, 1)
    assert seen["filters-cold"].queries > 1
    assert seen["grid"].plain > 20_000
    assert all(inside.milliseconds > 0 for inside in seen.values())


def test_pages_that_are_not_what_was_meant_are_refused(found, application):
    """One page in twenty may lack what the part's pages should say."""
    typing = next(part for part in PARTS if part.key == "typing-errors")
    paths = [*found["typing-errors"][:8], *found["search"][:1], *found["typing-errors"][8:47]]
    bare = found["bare"][0]
    assert look_inside(application, typing, paths[:28], bare, "", 20)[0].plain > 10_000
    with pytest.raises(SystemExit, match=r"1 of 19 pages of “.*” do not say “Có phải bạn tìm”: /san-pham/"):
        look_inside(application, typing, paths[:27], bare, "", 20)


def test_a_kept_page_is_whole(found, application):
    """Asked twice: the second is the one that was kept, byte for byte and as long as it says."""
    first, second = (ask(application, found["filters-warm"][0], {"Accept-Encoding": "gzip"}) for _ in range(2))
    assert (first.queries > 1, second.queries) == (True, 1)
    assert second.plain == first.plain
    assert second.headers["Content-Length"] == str(len(second.body))


def test_the_officer_is_signed_in(found, application):
    path = found["staff-list"][0]
    assert ask(application, path, {"Cookie": session_cookie()}).status == 200
    assert ask(application, path, {}).status == 302
