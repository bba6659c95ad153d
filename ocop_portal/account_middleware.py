"""What is asked of signed-in people on every request: a second factor where the role demands one, and when seen."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import ResolverMatch

from core.models import User
from core.permissions.second_factor import lacks_second_factor
from ocop_portal.accounts import SEEN_AT
from ocop_portal.caching import PUBLIC_NAMES, PUBLIC_NAMESPACES

# Everything else is closed until the second factor stands, also addresses that are yet to come.
FREE_NAMES = PUBLIC_NAMES | {"healthz", "readyz", "robots", "photo", "emblem", "colours"}
FREE_ROUTE = "tai-khoan/"
SEEN_EVERY = 300  # seconds


class SecondFactorMiddleware:
    """Leads people whose role demands a second factor to the page where they set it up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Stop before the view, whatever it is."""
        if request.resolver_match is None or _is_free(request.resolver_match):
            return None
        if not isinstance(request.user, User) or not lacks_second_factor(request.user):
            return None
        return redirect("mfa_index")


def _is_free(match: ResolverMatch) -> bool:
    """True for public pages and for those of the own account."""
    if match.namespaces:
        return match.namespaces[0] in PUBLIC_NAMESPACES
    return match.url_name in FREE_NAMES or match.route.startswith(FREE_ROUTE)


class LastSeenMiddleware:
    """Keeps up when and from where a session was seen last; once in five minutes is enough."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Without the cookie nobody is signed in, and public pages must not open the session.
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            _note(request)
        return self.get_response(request)


def _note(request: HttpRequest) -> None:
    now = int(time.time())
    if now - request.session.get(SEEN_AT, now) >= SEEN_EVERY:
        request.session[SEEN_AT] = now
        UserSession.objects.create_from_request(request)
