"""A visitor who follows every link of the real register, with all that must stay closed planted behind it.

Of a Vietnamese address with questions behind it, every one with a single question is asked; of several questions
together, and in other languages, the first of each set of names, page by page. Choices of a form that asks with GET
count as links with a single question.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from html import unescape
from urllib.parse import parse_qsl, urldefrag, urlencode, urljoin

import pytest
from django.db import connection
from django.http import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.models import User
from ocop_portal.demo.loading import make_people, play_once
from ocop_portal.ground.scenarios import USUAL
from producers.actions.representatives import keep_representative
from producers.models import Producer, RepresentativeProfile
from products.actions.receipts import make_receipt
from products.imports.register import load_register
from products.models import Certificate, Product
from products.queries.public import public_products
from reports.data_urls import ENDINGS
from tests.conftest import FIXTURES
from tests.factories import load_sets
from tests.project.conftest import SHEETS
from tests.project.test_addresses import PUBLIC
from tests.project.test_demonstration import FIRST_DAY
from tests.project.test_public_fields import words_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# How many questions each kind of page may put to the database, whatever its address asks; what is not named asks none.
MOST_QUERIES = {
    "home": 12,
    "join": 8,
    "accessibility": 1,
    "products:product-list": 4,
    "products:product-detail": 6,
    "products:producer-list": 6,
    "products:producer-detail": 8,
    "products:decision-list": 4,
    "products:decision-detail": 10,
    "products:verify": 4,
    "products:verify-code": 4,
    "products:receipt-print": 4,
    "products:receipt-pdf": 4,
    "products:compare": 4,
    "reports:figures": 20,
    "reports:counted-products": 10,
    "reports:counted-producers": 10,
    "reports:series": 6,
    "reports:changes": 11,
    "reports:place-map": 6,
    "reports:open-data": 4,
    "data:products-csv": 5,
    "data:products-csv-machine": 5,
    "data:products-xlsx": 5,
    "data:products-json": 5,
    **{f"data:{each}-{form}": 5 for each in ("producers", "decisions") for form in ENDINGS},
    "data:dcat": 3,
    "products:news-feed": 10,
    "products:share-picture": 3,
    "opensearch": 1,
    "sitemap": 8,
    "sitemap-part": 4,
}
CLOSED = {
    "phone": "+84912873465",
    "email": "bimat@vidu.vn",
    "website": "https://bimat.vidu.vn/",
    "address": "Số 77 hẻm Bí Mật",
    "note": "ghi chú kín đáo",
}
PERSON = {"full_name": "Kim Thị Bí Mật", "basis_text": "phiếu kín 5512", "ethnicity": "05", "disability": "yes"}
SECRETS = [*CLOSED.values(), "912873465", "912 873 465", "bimat", "Kim Thị", "phiếu kín", "Khơ-me", "MH-0"]
PICTURE = re.compile(r"<img\b[^>]*>")
LINK = re.compile(r'\b(?:href|src|action)="([^"]*)"|<loc>([^<]*)</loc>|"og:image" content="([^"]*)"')
FORM = re.compile(r"<form\b(?=[^>]*method=\"get\")[^>]*action=\"([^\"]*)\"[^>]*>(.*?)</form>", re.DOTALL)
CHOICE = re.compile(r'<input\b(?=[^>]*type="(?:checkbox|radio)")[^>]*>')
SELECT = re.compile(r'<select\b[^>]*name="([^"]*)"[^>]*>(.*?)</select>', re.DOTALL)
OPTION = re.compile(r'<option\b[^>]*value="([^"]*)"')
OTHER_LANGUAGES = ("/en/", "/km/")
ELSEWHERE = ("/static/", "/staff/", "/admin/")
SITE = "http://testserver"


@pytest.fixture
def secrets(law, places, settings, administrator: User) -> list[str]:
    """The real register with the demo's councils; every producer has what the public must not read."""
    settings.BUSINESS_DAY = FIRST_DAY
    load_sets(*SHEETS)
    load_register(FIXTURES / "register" / "tra-vinh", until=FIRST_DAY)
    make_people(USUAL.name)
    play_once(USUAL.name)
    Producer.objects.update(**CLOSED)
    for producer in Producer.objects.all():
        profile = RepresentativeProfile(producer=producer)
        days = {"since": FIRST_DAY, "basis_on": FIRST_DAY, "basis": "law", "sex": "female"}
        keep_representative(profile, why="lý do kín 991", by=administrator, **days, **PERSON)
    unknown = Product.objects.exclude(pk__in=public_products(FIRST_DAY))
    return [*SECRETS, "lý do kín", *unknown.values_list("name", flat=True)]


class Visitor:
    """Follows links and notes what is wrong and where it was led from."""

    def __init__(self, client: Client, secrets: list[str]) -> None:
        self.client, self.secrets = client, secrets
        self.waiting: deque[tuple[str, str]] = deque()
        self.seen: set[str] = set()
        self.sets_of_names: set[tuple[str, tuple[str, ...]]] = set()
        self.wrong: list[str] = []
        self.most: dict[str, int] = defaultdict(int)
        self.ids: dict[str, set[str]] = {}
        self.fragments: list[tuple[str, str, str]] = []

    def walk(self, *starts: str) -> None:
        self.waiting.extend((path, "the start") for path in starts)
        while self.waiting:
            path, source = self.waiting.popleft()
            if self.is_wanted(path):
                self.visit(path, source)
        self.wrong += [
            f"{path}#{name} leads nowhere (from {source})"
            for path, name, source in self.fragments
            if path in self.ids and name not in self.ids[path]
        ]

    def is_wanted(self, path: str) -> bool:
        """New, and not one more of several questions whose names were asked together before."""
        if path in self.seen:
            return False
        self.seen.add(path)
        address, _mark, query = path.partition("?")
        names = tuple(sorted(name for name, _value in parse_qsl(query, keep_blank_values=True)))
        if len(names) > 1 or (names and path.startswith(OTHER_LANGUAGES)):
            if (address, names) in self.sets_of_names:
                return False
            self.sets_of_names.add((address, names))
        return True

    def visit(self, path: str, source: str) -> None:
        with CaptureQueriesContext(connection) as queries:
            answer = self.client.get(path)
            body = b"".join(answer) if answer.streaming else answer.content  # type: ignore[arg-type]
        self.count(path, source, answer, len(queries))
        if "Location" in answer:
            self.waiting.append((urljoin(path, answer["Location"]), path))
            return
        kind = answer["Content-Type"].partition(";")[0]
        text = "" if kind in ("application/pdf", "image/png") else words_of(answer, body)
        self.wrong += [f"{path} says {secret!r} (from {source})" for secret in self.secrets if secret in text]
        if kind in ("text/html", "application/xml"):
            self.follow(path, text)

    def count(self, path: str, source: str, answer: HttpResponseBase, queries: int) -> None:
        if answer.status_code not in (200, 301, 302):
            self.wrong.append(f"{answer.status_code} {path} (from {source})")
            return
        name = answer.resolver_match.view_name  # type: ignore[attr-defined]
        self.most[name] = max(self.most[name], queries)
        if queries > MOST_QUERIES.get(name, 0):
            self.wrong.append(f"{queries} queries {name} {path} (from {source})")

    def follow(self, path: str, text: str) -> None:
        """Note the parts of the page, pictures that would move it when they come, and everything that it leads to."""
        pictures = [tag for tag in PICTURE.findall(text) if not (named(tag, "width") and named(tag, "height"))]
        self.wrong += [f"{path} has no room for {tag}" for tag in pictures]
        self.ids[path] = set(re.findall(r'\bid="([^"]*)"', text))
        links = [unescape("".join(found)) for found in LINK.findall(text)]
        for link in [*links, *choices_in(text)]:
            target, name = urldefrag(urljoin(path, link.removeprefix(SITE)))
            if not target.startswith("/") or target.startswith(ELSEWHERE):
                continue
            if target not in self.seen:
                self.waiting.append((target, path))
            if name:
                self.fragments.append((target, name, path))


def choices_in(text: str) -> list[str]:
    """Each choice of each form that asks with GET, by itself."""
    found = []
    for action, inside in FORM.findall(text):
        pairs = [(named(tag, "name"), named(tag, "value")) for tag in CHOICE.findall(inside)]
        pairs += [(name, value) for name, options in SELECT.findall(inside) for value in OPTION.findall(options)]
        found += [f"{unescape(action)}?{urlencode([pair])}" for pair in pairs]
    return found


def named(tag: str, name: str) -> str:
    value = re.search(rf'\b{name}="([^"]*)"', tag)
    return unescape(value[1]) if value else ""


def test_every_link_leads_somewhere_and_none_says_too_much(client: Client, secrets: list[str]) -> None:
    visitor = Visitor(client, secrets)
    receipt = make_receipt(Certificate.objects.order_by("pk")[0].code).code
    visitor.walk("/", "/en/", "/km/", "/sitemap.xml", "/robots.txt", f"/xac-minh/{receipt}/")
    assert visitor.wrong == []
    # Asked by a script, by machines that watch, or reached by sending something.
    assert {*PUBLIC} - set(visitor.most) == {
        "products:suggest",
        "products:label-report-done",
        "healthz",
        "readyz",
        "account_signup",
        "account_inactive",
    }
