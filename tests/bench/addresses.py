"""The addresses that the bench asks for: `python -m tests.bench.addresses FOLDER` writes a file for each part.

Everything is drawn from real rows of the register at hand, so that a filter finds something, a word stands in a name
and a misspelt one in none.
"""

# ruff: noqa: E402 - models can only be imported once Django is set up
from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from itertools import chain, islice
from pathlib import Path
from random import Random
from typing import Any

import django

django.setup()

from django.conf import settings
from django.test import Client
from django.utils.http import urlencode

from core.clock import today
from core.models import Place, PlaceCover, User
from core.text import fold, words_of
from evaluations.enums import RoundStatus
from evaluations.models import Round
from producers.models import Producer
from producers.rules.forms import class_of
from products.models import Category, Certificate, Product, Recognition
from products.queries.categories import category_tree
from products.queries.public import status_of
from products.queries.shelf import opened_catalogue
from tests.bench.filling import OFFICER
from tests.bench.lives import FIRST_YEARS
from tests.bench.load import CONNECTIONS
from tests.bench.parts import PARTS

MOST = 6000  # what a round may use up
MOST_WARM = 500
CATALOGUE = "/san-pham/"
Choice = list[tuple[str, str]]


def all_addresses(random: Random) -> dict[str, list[str]]:
    """The paths of each part."""
    filters = [_catalogue(choice) for choice in _distinct(lambda: _filters(random, _facts(random)))]
    names = _shown_names()
    pages = [_catalogue([("sap-xep", order), ("trang", str(page))]) for order in _ORDERS for page in range(1, 101)]
    return {
        "constant": ["/bench/constant/"],
        "bare": ["/bench/bare/"],
        "home": ["/"],
        "catalogue-cold": _shuffled(random, pages),
        "catalogue-warm": [CATALOGUE],
        "filters-cold": filters,
        "filters-warm": filters[:MOST_WARM],
        "search": [_catalogue([("q", text)]) for text in _distinct(lambda: _texts(random, names))],
        "typing-errors": [_catalogue([("q", text)]) for text in _distinct(lambda: _misspelt(random, names))],
        "product": _shuffled(random, [f"{CATALOGUE}{slug}/" for slug in _slugs()])[:MOST],
        "verification": _shuffled(random, [f"/xac-minh/{code}/" for code in _codes()])[:MOST],
        "figures": _shuffled(random, list(_days())),
        "repeated": ["/", CATALOGUE, "/thong-ke/", *(f"{CATALOGUE}{slug}/" for slug in _slugs()[:47])],
        "staff-list": [f"/staff/san-pham/?trang={page}" for page in range(1, 51)],
        "grid": [f"/staff/dot/{Round.objects.get(status=RoundStatus.OPEN).pk}/"],
    }


def _catalogue(choice: Iterable[tuple[str, str]]) -> str:
    return f"{CATALOGUE}?{urlencode(list(choice))}"


def _shuffled(random: Random, things: list[str]) -> list[str]:
    return random.sample(things, len(things))


def _distinct(maker: Callable[[], Iterator[Any]]) -> list[Any]:
    """Different things of an endless stream, as many as a round may use up; fewer when nothing new comes."""
    found: dict[str, Any] = {}
    for thing in islice(maker(), 20 * MOST):
        found.setdefault(str(thing), thing)
        if len(found) == MOST:
            break
    return list(found.values())


# ------------------------------------------------------------------ filters
_ORDERS = ("sao", "ten", "moi")


def _facts(random: Random) -> list[dict[str, str]]:
    """What the filters may ask of some thousand rated products, by the keys of the address."""
    on = today()
    tree = category_tree(on)
    unit_of = _units()
    products = list(Product.objects.filter(merged_into__isnull=True).order_by("pk").values_list("pk", flat=True))
    some = random.sample(products, min(len(products), MOST))
    latest = (
        Recognition.objects.filter(voided_at__isnull=True, starts_on__lte=on, product__in=some)
        .order_by("product_id", "-starts_on")
        .distinct("product_id")
        .select_related("product__producer")
    )
    facts = []
    for rating in latest:
        product = rating.product
        line = [node.slug for node in tree.line(product.category_id)]
        places = unit_of.get(product.place_id or product.producer.place_id or 0, [])
        facts.append(
            {
                "sao": str(rating.stars),
                "chu-the": class_of(product.producer.legal_form).value,
                "tinh-trang": str(status_of(rating, on)),
                **({"nhom": random.choice(line)} if line else {}),
                **({"noi": random.choice(places)} if places else {}),
            }
        )
    return facts


def _units() -> dict[int, list[str]]:
    """The addresses of what each place lies in: its unit of today twice, its former district once."""
    slugs: dict[int, list[str]] = {}
    covers = PlaceCover.objects.filter(place__level__in=["commune", "district"]).select_related("place")
    for cover in covers.order_by("pk"):
        weight = 2 if cover.place.is_in_force(today()) else 1 if cover.place.level == "district" else 0
        slugs.setdefault(cover.covered_id, []).extend([cover.place.slug] * weight)
    return slugs


def _filters(random: Random, facts: list[dict[str, str]]) -> Iterator[Choice]:
    """One to four filters that a product passes; often another order, sometimes a second value."""
    while True:
        fact = random.choice(facts)
        count = random.choices([1, 2, 3, 4], [2, 4, 3, 1])[0]
        keys = random.sample(sorted(fact), min(count, len(fact)))
        # Without the status the catalogue shows what is in force alone.
        if fact["tinh-trang"] in ("expired", "revoked") and "tinh-trang" not in keys:
            keys[-1] = "tinh-trang"
        choice = sorted((key, fact[key]) for key in keys)
        if random.random() < 0.15:
            more = random.choice(facts)
            key = random.choice(keys)
            choice += [(key, more[key])] if more.get(key, fact[key]) != fact[key] else []
        if random.random() < 0.3:
            choice.append(("sap-xep", random.choice(_ORDERS[1:])))
        yield choice


# ------------------------------------------------------------------ words
def _shown_names() -> list[str]:
    """The names of the products that the catalogue shows today: of others a search tells that they ran out."""
    day = opened_catalogue(today()).day
    shown = set(day.products(day.shown, day.by_name(), 0, day.shown.bit_count()))
    names = Product.objects.order_by("pk").values_list("pk", "name")
    return [name for pk, name in names if pk in shown]


def _named(name: str) -> list[str]:
    """The words of a name without the ending that every name bears."""
    return fold(name.partition(" minh hoạ")[0]).split()


def _texts(random: Random, names: list[str]) -> Iterator[str]:
    """One to three words that stand side by side in a name, without marks."""
    while True:
        words = _named(random.choice(names))
        count = random.choices([1, 2, 3], [3, 5, 2])[0]
        start = random.randrange(max(1, len(words) - count + 1))
        yield " ".join(words[start : start + count])


def _misspelt(random: Random, names: list[str]) -> Iterator[str]:
    """Two words of a name, one of them mistyped into what no search finds."""
    known = "\n".join(_findable_words())
    while True:
        words = _named(random.choice(names))
        start = random.randrange(max(1, len(words) - 1))
        pair = words[start : start + 2]
        place = random.randrange(len(pair))
        wrong = _mistyped(random, pair[place])
        if len(pair[place]) >= 4 and wrong not in known:
            yield " ".join(wrong if number == place else word for number, word in enumerate(pair))


def _findable_words() -> set[str]:
    """The words that a search looks at: of products, shown or not, of producers, places and categories."""
    models = (Product, Producer, Place, Category)
    names = chain.from_iterable(model._base_manager.values_list("name", flat=True) for model in models)
    return {word for name in names for word in words_of(name)}


def _mistyped(random: Random, word: str) -> str:
    """Two letters swapped, one left out, one doubled or one put in."""
    place = random.randrange(len(word))
    before, letter, after = word[:place], word[place], word[place + 1 :]
    forms = [before + after[:1] + letter + after[1:], before + after, before + letter * 2 + after]
    return random.choice([*forms, before + random.choice("wxkzjq") + letter + after])


# ------------------------------------------------------------------ things and days
def _slugs() -> list[str]:
    return list(Product.objects.filter(merged_into__isnull=True).order_by("pk").values_list("slug", flat=True))


def _codes() -> list[str]:
    return list(Certificate.objects.order_by("pk").values_list("code", flat=True))


def _days() -> Iterator[str]:
    """Every day of the history."""
    day = today()
    while day.year > min(FIRST_YEARS):
        yield f"/thong-ke/?ngay={day}"
        day -= timedelta(days=1)


# ------------------------------------------------------------------ the files
def session_cookie(username: str = OFFICER) -> str:
    """A Cookie header of somebody who has just signed in."""
    client = Client(headers={"x-forwarded-proto": "https"})
    client.force_login(User.objects.get(username=username))
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def main(folder: Path) -> None:
    """Write a file of paths for each part, and the cookie."""
    folder.mkdir(parents=True, exist_ok=True)
    found = all_addresses(Random(1))
    for part in PARTS:
        paths = found[part.key]
        # When a list is used up, one of each connection may be under way.
        if part.fewest and len(paths) < part.fewest + (CONNECTIONS + 1) * part.fresh:
            raise SystemExit(f"Only {len(paths)} addresses for “{part.title}”: the register is too small.")
        (folder / f"{part.key}.txt").write_text("".join(f"{path}\n" for path in paths))
    (folder / "cookie").write_text(session_cookie())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
