"""Middleware of the portal."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from pghistory.middleware import HistoryMiddleware

from core.requests import current_request_id
from ocop_portal.errors import unknown_body


class ContentSecurityPolicyMiddleware:
    """Send the policy of `SECURE_CSP`; named as in Django 6, where this class becomes a deletion."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.policy = "; ".join(f"{name} {' '.join(sources)}" for name, sources in settings.SECURE_CSP.items())

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", self.policy)
        return response


class NumberedHistoryMiddleware(HistoryMiddleware):
    """Row history knows the number of the request, by which the acts of the same request know it too."""

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        number = current_request_id()
        return {**super().get_context(request), **({"request": str(number)} if number else {})}


class KnownMethodsMiddleware:
    """The portal is read and forms are sent; nothing answers to another method."""

    methods = ("GET", "HEAD", "POST")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request) if request.method in self.methods else HttpResponseNotAllowed(self.methods)


class KnownBodiesMiddleware:
    """Forms are read, and JSON where a view says so; anything else is answered 415 before it is read."""

    forms = ("application/x-www-form-urlencoded", "multipart/form-data")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        taken = ("application/json",) if getattr(view, "takes_json", False) else self.forms
        if request.method == "POST" and request.content_type not in taken:
            return unknown_body(request)
        return None
