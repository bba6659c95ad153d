"""English says everything that public pages say; Khmer what it promises; the compiled files are what the texts are."""

from __future__ import annotations

import ast
import csv
import gettext
import re
import tomllib
from datetime import date
from pathlib import Path

import pytest
from django.template import loader
from django.test import Client
from django.utils.translation import activate, get_language, override

from core.models import PlaceKind, User
from core.rules.place_names import KINDS, place_name
from products.enums import Rank, RatingStatus
from tests.factories import FIXTURES
from tests.portal.spoken import (
    file_of,
    listening,
    texts_in,
    texts_of_django,
    texts_of_template,
    words_of,
)
from tests.portal.spoken_world import build, paths_of_moved_places, public_paths, verification_paths

LANGUAGES = ("en", "km")
ERRORS = ("400", "403", "403_csrf", "404", "413", "415", "429", "500", "503")
# What every Khmer page says in Khmer, besides verification.
KHMER_TEMPLATES = (
    "base.html",
    "layouts/_awaiting_review.html",
    "layouts/_public_footer.html",
    "layouts/_public_header.html",
    "layouts/error.html",
    "layouts/print.html",
    "components/pagination.html",
    "components/star_mark.html",
    "components/status_chip.html",
    "products/_code_search.html",
    "products/_mistyped.html",
    "products/_unknown_name.html",
    "products/receipt.html",
    "products/receipt_new.html",
    "products/receipt_print.html",
    "products/verify.html",
    "products/verify_code.html",
    "products/verify_mistyped.html",
    "products/verify_unknown.html",
)
ROOT = FIXTURES.parent
PLACEHOLDER = re.compile(r"%\(\w+\)s|%s|%%|<[^>]*>")
PLACES = {f"{kind} %(name)s" for kind in PlaceKind.labels} | {"số\x04Phường %(name)s"}


def names_of_the_law() -> set[str]:
    """The categories and levels of all versions of the law, which come from fixtures and not from code."""
    found = set[str]()
    for file in ("1048", "148", "26-2026"):
        with (FIXTURES / "categories" / f"{file}.csv").open(encoding="utf-8") as rows:
            found |= {row["name"] for row in csv.DictReader(rows)}
    for path in sorted((FIXTURES / "regimes").glob("*.toml")):
        found |= {level["name"] for level in tomllib.loads(path.read_text(encoding="utf-8"))["levels"]}
    return found


def texts_in_code() -> set[str]:
    """Every text that stands in the code or a template: what pages say in states that no walk comes by is here too."""
    found = set[str]()
    for app in ("core", "producers", "products", "reports", "ocop_portal"):
        for path in (ROOT / app).rglob("*.py"):
            nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            found |= {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    for path in (ROOT / "templates").rglob("*.html"):
        found |= texts_of_template(loader.get_template(str(path.relative_to(ROOT / "templates"))).template)
    return found


def walk(client: Client, language: str, paths: list[str]) -> None:
    """Open pages; what was moved is followed, what is not public is not found or gone."""
    for path in paths:
        assert client.get(f"/{language}{path}", follow=True).status_code in (200, 404, 410), path


@pytest.mark.slow
@pytest.mark.django_db
def test_everything_said_in_public_has_english_words(
    client: Client, law: None, places: None, administrator: User, settings: object
) -> None:
    with listening("en") as (at_first, templates_at_first):
        walk(client, "en", ["/", "/san-pham/", "/chu-the/", "/quyet-dinh/", "/thong-ke/"])
        settings.DEMO = True
        walk(client, "en", ["/"])
    build(administrator)
    with listening("en") as (asked, templates):
        walk(client, "en", [*public_paths(), *verification_paths()])
        settings.BUSINESS_DAY = date(2026, 10, 1)
        walk(client, "en", paths_of_moved_places())
        for name in ERRORS:
            loader.get_template(f"{name}.html").render({"root": "/en/"})
    written = [texts_of_template(loader.get_template(name).template) for name in templates_at_first | templates]
    said = asked.union(at_first, *written) - texts_of_django()
    translated, from_data = texts_in(words_of("en")), names_of_the_law() | PLACES
    # Said without English words; words for what stands nowhere in the code any more.
    unsaid = translated - said - from_data - texts_in_code()
    assert (sorted((said | from_data) - translated), sorted(unsaid)) == ([], [])


@pytest.mark.slow
@pytest.mark.django_db
def test_khmer_speaks_of_ways_statuses_stars_and_verification(
    client: Client, law: None, places: None, administrator: User
) -> None:
    build(administrator)
    with listening("km") as (asked, _templates):
        walk(client, "km", verification_paths())
    with override("vi"):
        labels = {str(label) for label in (*Rank.labels, *RatingStatus.labels)}
    said = asked.union(*(texts_of_template(loader.get_template(name).template) for name in KHMER_TEMPLATES), labels)
    translated = texts_in(words_of("km"))
    awaiting = texts_of_template(loader.get_template("layouts/_awaiting_review.html").template)
    strange = translated - texts_in(words_of("en")) - awaiting
    assert (sorted(said - texts_of_django() - PLACES - translated), sorted(strange)) == ([], [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_lost_or_added_in_a_translation(language: str) -> None:
    for key, text in words_of(language).items():
        source = key[0] if isinstance(key, tuple) else key
        if source:
            assert text.strip() == text != "", source
            assert sorted(PLACEHOLDER.findall(text)) == sorted(PLACEHOLDER.findall(source.split("\x04")[-1])), source


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_compiled_is_what_is_written(language: str) -> None:
    text = file_of(language, "po").read_text(encoding="utf-8")
    for unwanted in ("fuzzy", "#~", "#:", "@", "Last-Translator"):
        assert unwanted not in text
    with file_of(language, "mo").open("rb") as compiled:
        assert gettext.GNUTranslations(compiled)._catalog == words_of(language)


# ------------------------------------------------------------------ names that are data
@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("Tỉnh Trà Vinh", "Trà Vinh Province"),
        ("Thành phố Trà Vinh", "Trà Vinh City"),
        ("Huyện Cầu Ngang", "Cầu Ngang District"),
        ("Thị xã Duyên Hải", "Duyên Hải Town"),
        ("Thị trấn Mỹ Long", "Mỹ Long Township"),
        ("Xã Mỹ Long Bắc", "Mỹ Long Bắc Commune"),
        ("Phường Long Đức", "Long Đức Ward"),
        ("Phường 1", "Ward 1"),
        ("Cồn Chim", "Cồn Chim"),
        ("Huyện 100% minh hoạ", "100% minh hoạ District"),
    ],
)
def test_places_are_called_in_the_language_of_the_page(name: str, english: str) -> None:
    for language, called in (("vi", name), ("en", english), ("km", name), ("en", english)):
        with override(language):
            assert place_name(name) == called


def test_every_kind_of_place_is_known() -> None:
    with override("vi"):
        assert sorted(KINDS) == sorted(PlaceKind.labels)


def test_locale_holds_these_two_languages_alone() -> None:
    folder = Path(file_of("en", "po")).parents[2]
    assert sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*.*")) == [
        f"{language}/LC_MESSAGES/django.{ending}" for language in LANGUAGES for ending in ("mo", "po")
    ]


@pytest.mark.parametrize("left", ["en", "km"])
def test_no_test_hands_its_language_on(left):
    """The second of the two begins in Vietnamese although the first one left another language behind."""
    assert get_language() == "vi"
    activate(left)
