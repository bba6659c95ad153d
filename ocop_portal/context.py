"""What every page knows about the portal."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.clock import today
from core.publishing import current_generation
from core.roles import Act
from reports.queries.published import held_of_published

OTHER_LANGUAGES = frozenset(dict(settings.LANGUAGES)) - {settings.LANGUAGE_CODE}
SECTIONS = frozenset({"san-pham", "chu-the", "quyet-dinh", "xac-minh", "thong-ke"})


def portal(request: HttpRequest) -> dict[str, Any]:
    """The agency's lines (only those that are set), the business day, and the banner of the demo."""
    return {
        "portal": settings.PORTAL,
        "section": _section(request.path),
        "business_day": SimpleLazyObject(today),
        # Asked by the menu of staff pages alone, where somebody is signed in.
        "may_see_history": SimpleLazyObject(lambda: request.user.may(Act.SEE_AUDIT)),
        "may_score": SimpleLazyObject(lambda: request.user.may(Act.SCORE)),
        "demo_banner": SimpleLazyObject(_demo_banner) if settings.DEMO else "",
    }


def _section(path: str) -> str:
    """The part of the menu that an address belongs to."""
    _root, first, *further = path.split("/")
    if first in OTHER_LANGUAGES and further:
        first = further[0]
    return "xac-minh" if first == "bao-cao-nhan" else first if first in SECTIONS else ""


def _demo_banner() -> str:
    return _banner_of(current_generation().number, today(), get_language())


@lru_cache(maxsize=4)
def _banner_of(generation: int, on: date, _language: str | None) -> str:
    """The banner of one generation and day: how large a part of the published total the demo holds."""
    facts = {"day": date_format(on)}
    share = held_of_published(on)
    if share is None:
        return _("Dữ liệu minh hoạ tính đến %(day)s") % facts
    facts |= {"held": str(share[0]), "published": str(share[1])}
    return _("Dữ liệu minh hoạ tính đến %(day)s: mẫu %(held)s trên %(published)s sản phẩm đã công bố") % facts
