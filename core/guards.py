"""The door of staff pages: signed in, and with the right that the page asks for; and what may be sent through it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.mixins import AccessMixin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from core.models import User
from core.roles import Act

View = Callable[..., HttpResponse]


def acting_user(request: HttpRequest) -> User:
    """The signed-in person of a guarded page."""
    user = request.user
    if not isinstance(user, User):
        raise PermissionDenied
    return user


def staff_page(act: Act = Act.SEE_STAFF_PAGES) -> Callable[[View], View]:
    """Guard a view function: sign-in first, then the right to the act, else 403 in words."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            _ask(acting_user(request), act)
            _refuse_nul(request)
            return view(request, *args, **kwargs)

        return guarded

    return guard


def _ask(user: User, act: Act) -> None:
    if not user.may(act):
        raise PermissionDenied(_("Tài khoản của bạn không có quyền %(act)s.") % {"act": act.label})


def _refuse_nul(request: HttpRequest) -> None:
    """No text of the database can hold a NUL, so an address with one asks for nothing; forms refuse it themselves."""
    if "%00" in request.META["QUERY_STRING"]:
        raise BadRequest("NUL in an address")


class StaffPage(AccessMixin):
    """The same guard for class-based reading pages; `act` is the right that the page asks for."""

    act = Act.SEE_STAFF_PAGES
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        _ask(acting_user(request), self.act)
        _refuse_nul(request)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


def takes_json(view: View) -> View:
    """Mark a view that reads JSON; every other one reads forms, and what else is sent is turned away unread."""
    view.takes_json = True  # type: ignore[attr-defined]
    return view
