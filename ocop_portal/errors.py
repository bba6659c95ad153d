"""Error pages that need neither session nor database."""

from __future__ import annotations

import sys

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils.translation import get_language

from core.requests import current_request_id
from core.templatetags.languages import root_of

TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
# Seconds: a database that starts again after a crash needs about as long.
COME_BACK = "30"


def _page(template: str, status: int, **context: object) -> HttpResponse:
    # Rendered without the request: no context processor runs, so a dead database cannot break the page.
    context |= {"request_id": current_request_id(), "root": root_of(get_language())}
    return HttpResponse(loader.get_template(template).render(context), status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the address or the form could not be read; 413 when it was too large to be read."""
    if isinstance(exception, TOO_LARGE):
        return _page("413.html", 413)
    return _page("400.html", 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 with the reason in words, when the door gave one."""
    return _page("403.html", 403, exception=str(exception))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    return _page("404.html", 404)


def unknown_body(request: HttpRequest) -> HttpResponse:
    """415: something else was sent than the page reads."""
    return _page("415.html", 415)


def too_many(request: HttpRequest) -> HttpResponse:
    """429: sign-in was tried too often from one place."""
    response = _page("429.html", 429)
    response["Retry-After"] = "60"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """500; 503 when it is the database that did not answer, so that people and machines come back."""
    if not isinstance(sys.exception(), OperationalError | InterfaceError):
        return _page("500.html", 500)
    response = _page("503.html", 503)
    response["Retry-After"] = COME_BACK
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without its protection token: say what to do."""
    return _page("403_csrf.html", 403)
