"""Fresh and cached at once: anonymous public pages carry an ETag that changes with all that they are made of.

The tag is made of the release, the settings that pages show, the generation of the public content, the business day,
the language and the address. It costs one small query; a page that did not change is answered with 304 before
anything else is read, and a whole page that this process made under the same tag is sent again as it was. Pages of
signed-in people are private, bear no tag and are never kept.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_cache_control
from django.utils.http import parse_etags
from django.utils.translation import get_language

from core.clock import today
from core.models import Generation
from core.publishing import current_generation

PUBLIC_NAMESPACES = frozenset({"products", "reports", "data"})
PUBLIC_NAMES = frozenset({"home", "join", "accessibility", "opensearch", "sitemap", "sitemap-part"})
# Pictures are kept for good and need no tag; forms with a token are never kept.
OTHERWISE_KEPT = frozenset(
    {
        "products:code-picture",
        "products:receipt-new",
        "products:label-report",
        "products:label-report-done",
    }
)
# What pages are made of besides data; only looked at where no release is named.
PARTS = ("core", "producers", "products", "evaluations", "reports", "ocop_portal", "templates", "static", "locale")
PAGE_COMPRESSION = 6
# Bytes, packed: pages take a third of it. Times MAX_ENTRIES of the settings it is what a process keeps at most.
LARGEST_KEPT = 32 * 1024
ENDINGS = frozenset({".py", ".html", ".css", ".js", ".svg", ".mo"})


class OwnMemory(LocMemCache):
    """The process's own memory; keys are ours and need no looking over for memcached, letter by letter."""

    def validate_key(self, key: str) -> None:
        """Every text is a key."""


class PublicPagesMiddleware:
    """Tags public pages for people who are not signed in, and answers 304 to those who hold the same."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # A failing database cannot be asked who is signed in.
        if request.resolver_match is None or "Cache-Control" in response or response.status_code >= 500:
            return response
        if _is_signed_in(request):
            patch_cache_control(response, private=True, no_store=True)
        elif hasattr(request, "page_tag"):
            _make_cacheable(request, response, request.page_tag)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Make the tag before the page is read, so that a page is never older than its tag."""
        if request.method not in ("GET", "HEAD") or request.resolver_match is None:
            return None
        if not _is_public(request.resolver_match) or _is_signed_in(request):
            return None
        # Pages find what is kept in process by this generation, without asking for it again.
        request.generation = current_generation()  # type: ignore[attr-defined]
        request.page_tag = page_tag(request, request.generation)  # type: ignore[attr-defined]
        held = parse_etags(request.headers.get("If-None-Match", ""))
        if request.page_tag in held:  # type: ignore[attr-defined]
            return HttpResponseNotModified()
        return _kept_page(request, request.page_tag)  # type: ignore[attr-defined]


def _is_public(match: Any) -> bool:
    if match.view_name in OTHERWISE_KEPT:
        return False
    return match.namespace in PUBLIC_NAMESPACES or match.view_name in PUBLIC_NAMES


def _is_signed_in(request: HttpRequest) -> bool:
    # Without the cookie nobody is signed in: asking would open the session and make the page vary by cookies.
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated


def _make_cacheable(request: HttpRequest, response: HttpResponse, tag: str) -> None:
    """Only whole pages and "not modified" bear the tag; a page that sets a cookie is nobody else's."""
    if response.cookies:
        patch_cache_control(response, private=True, no_store=True)
        return
    if response.status_code == 200 and "ETag" not in response and not response.streaming:
        packed = gzip.compress(response.content, PAGE_COMPRESSION, mtime=0)
        # The length is that of the page before it was packed.
        headers = {name: value for name, value in response.headers.items() if name != "Content-Length"}
        if len(packed) <= LARGEST_KEPT:
            caches["pages"].set(tag, (headers, packed))
        if _takes_gzip(request):
            response.content, response["Content-Encoding"] = packed, "gzip"
            response["Content-Length"] = str(len(packed))
    if response.status_code in (200, 304):
        response["ETag"] = tag
    patch_cache_control(response, public=True, no_cache=True)
    # Every use is asked back with the cookie, and signed-in people then get a page of their own.
    response.headers.pop("Vary", None)
    if "Content-Encoding" in response:
        response["Vary"] = "Accept-Encoding"


def _kept_page(request: HttpRequest, tag: str) -> HttpResponse | None:
    """The page that this process made under the tag, compressed for those who take that."""
    kept = caches["pages"].get(tag)
    if kept is None:
        return None
    headers, packed = kept
    if not _takes_gzip(request):
        return HttpResponse(gzip.decompress(packed), headers={**headers, "ETag": tag})
    return HttpResponse(packed, headers={**headers, "ETag": tag, "Content-Encoding": "gzip"})


def _takes_gzip(request: HttpRequest) -> bool:
    return "gzip" in request.headers.get("Accept-Encoding", "")


def page_tag(request: HttpRequest, generation: Generation) -> str:
    """The tag of an address under a generation."""
    parts = (
        release(),
        str(settings.PORTAL),
        settings.HOME_PROVINCE,
        settings.MODE,
        str(generation.number),
        generation.changed_at.isoformat(),
        today().isoformat(),
        get_language() or "",
        request.get_host(),
        request.get_full_path(),
    )
    return f'W/"{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:32]}"'


@cache
def release() -> str:
    """The named release; without one, the newest file that pages are made of, so that a changed page shows."""
    if settings.RELEASE != "dev":
        return settings.RELEASE
    files = (file for part in PARTS for file in (Path(settings.BASE_DIR) / part).rglob("*"))
    newest = max(file.stat().st_mtime_ns for file in files if file.suffix in ENDINGS)
    return f"dev-{newest}"
