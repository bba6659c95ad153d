"""Every request has a number: in its answer, on its error page and in each line of the log."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse

from core.requests import request_scope

HEADER = "X-Request-ID"
# Asked every few seconds by machines: only worth a line when they go wrong.
QUIET = frozenset({"healthz", "readyz"})
log = logging.getLogger("ocop.request")


class RequestLogMiddleware:
    """First in the chain: numbers the request, times it, and writes its line."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        counted = QueryCount()
        started = time.perf_counter()
        with request_scope(number_of(request)) as number, connection.execute_wrapper(counted):
            response = self.get_response(request)
            response[HEADER] = str(number)
            facts = {
                "method": request.method if request.method in KNOWN_METHODS else "OTHER",
                "route": route_of(request),
                "status": response.status_code,
                "ms": round((time.perf_counter() - started) * 1000, 1),
                "queries": counted.number,
                "user": _user_of(request),
            }
            log.log(level_of(request, response), "request", extra={"facts": facts})
        return response


KNOWN_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"})


class QueryCount:
    """Counts the queries of a request."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self, execute: Callable[..., Any], *args: Any) -> Any:
        self.number += 1
        return execute(*args)


def number_of(request: HttpRequest) -> UUID:
    """The proxy's number when there is a proxy to trust and the number is one; else a new one."""
    if settings.BEHIND_PROXY:
        try:
            return UUID(request.headers.get(HEADER, ""))
        except ValueError:
            pass
    return uuid4()


def route_of(request: HttpRequest) -> str:
    """The name of the page, never its address, which may hold a name, a code or a search."""
    match = request.resolver_match
    if match is not None:
        return match.view_name
    return "static" if request.path_info.startswith(settings.STATIC_URL) else ""


def level_of(request: HttpRequest, response: HttpResponse) -> int:
    """Failures of ours are errors; what machines ask all day is for debugging."""
    if response.status_code >= 500:
        return logging.ERROR
    if response.status_code < 400 and route_of(request) in QUIET | {"static"}:
        return logging.DEBUG
    return logging.INFO


def _user_of(request: HttpRequest) -> int | None:
    # Only somebody whom the page itself asked for: the log makes no query.
    return getattr(getattr(request, "_cached_user", None), "pk", None)
