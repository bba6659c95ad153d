"""How days, papers and sources read on public pages."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.models import Place, PlaceLevel
from core.rules.place_names import place_name
from products.enums import Precision
from products.models import Decision
from products.queries.public import is_public_paper
from products.rules.days import day_words
from products.views.addresses import url_of

Link = dict[str, str]


def portal_name() -> str:
    """What the portal is called."""
    return f"{_('Cổng sản phẩm OCOP')} {settings.PORTAL['province']}".strip()


def signed_words(day: date | None, precision: str) -> str:
    """The day of a paper inside a sentence: ngày 30/03/2021, năm 2020, không rõ ngày."""
    words = day_words(day, precision)
    return _("ngày %(day)s") % {"day": words} if day and precision == Precision.DAY else words


def decision_words(number: str, day: date | None, precision: str, body: str) -> str:
    """Quyết định 612/QĐ-UBND ngày 30/03/2021 của UBND tỉnh Trà Vinh; what is unknown is said so."""
    return _decision_words(number, day, precision, body, get_language())


@lru_cache(maxsize=4_000)  # one paper stands behind hundreds of pages
def _decision_words(number: str, day: date | None, precision: str, body: str, _language: str | None) -> str:
    name = _("Quyết định %(number)s") % {"number": number} if number else _("Quyết định chưa rõ số")
    return _("%(name)s %(day)s của %(body)s") % {"name": name, "day": signed_words(day, precision), "body": body}


def decision_link(decision: Decision | None, on: date) -> Link | None:
    """A paper and its page; nothing for a paper that the day does not know."""
    if decision is None or not is_public_paper(decision, on):
        return None
    label = decision_words(decision.number, decision.signed_on, decision.precision, decision.issuing_body)
    return {"label": label, "url": url_of("products:decision-detail", decision.slug)}


def source_link(source: str) -> Link | None:
    """A source: a link only when it is one whole http address, else its words."""
    text = source.strip()
    if not text:
        return None
    if " " in text or urlsplit(text).scheme not in ("http", "https") or not urlsplit(text).hostname:
        return {"label": text, "url": ""}
    return {"label": str(urlsplit(text).hostname), "url": text}


def place_line(name: str | None, level: str | None, parent: str | None) -> str:
    """A commune with its district; a district or province alone."""
    if not name:
        return ""
    its_own = place_name(name)
    return f"{its_own}, {place_name(parent)}" if parent and level == PlaceLevel.COMMUNE else its_own


def place_words(place: Place | None) -> str:
    """The same for a place that was fetched with its parent."""
    if place is None:
        return ""
    return place_line(place.name, place.level, place.parent.name if place.parent else None)


def code_url(code: str) -> str:
    """The page of a check code; what belongs to a code stands below it. Without a code the page that asks for one."""
    return url_of("products:verify-code", code) if code else url_of("products:verify")


def check_url(typed: str) -> str:
    """The page that says what is wrong with what somebody typed as a code, or leads to the page of the code."""
    return f"{url_of('products:verify')}?{urlencode({'ma': typed})}"


def report_url(code: str) -> str:
    """The form for reporting the label that bears a code."""
    return f"{url_of('products:label-report')}?ma={code}"
