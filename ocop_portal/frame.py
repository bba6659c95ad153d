"""What an agency puts round the portal: its emblem and its colour, as files of their own."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from ocop_portal.env import PICTURES

KEPT_FOR = 3600  # seconds; the addresses stay the same when a setting changes
DEEPER = 0.76  # of each part of the colour, for the bars beside it


@require_safe
@cache_control(public=True, max_age=KEPT_FOR)
def emblem(request: HttpRequest) -> HttpResponse:
    """The agency's emblem; not found when none is set."""
    path = settings.PORTAL["emblem"]
    if not path:
        raise Http404
    return HttpResponse(_file(path), content_type=PICTURES[Path(path).suffix])


@cache
def _file(path: str) -> bytes:
    return Path(path).read_bytes()


@require_safe
@cache_control(public=True, max_age=KEPT_FOR)
def colours(request: HttpRequest) -> HttpResponse:
    """The agency's colour in the place of the portal's red; not found when none is set."""
    colour = settings.PORTAL["colour"]
    if not colour:
        raise Http404
    css = f":root{{--red:{colour};--red-deep:{deeper(colour)}}}\n"
    return HttpResponse(css, content_type="text/css; charset=utf-8")


def deeper(colour: str) -> str:
    """A darker one of the same kind."""
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(part * DEEPER):02x}" for part in parts)
