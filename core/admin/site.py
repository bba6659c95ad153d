"""The admin site: our sign-in, our words."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.models import Group
from django.contrib.auth.views import LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from core.guards import staff_page
from core.roles import Act


@staff_page(Act.USE_ADMIN)
def enter_admin(request: HttpRequest, extra_context: Any = None) -> HttpResponse:
    """The admin has no sign-in of its own: the portal's leads back here, and on to the page that was asked for."""
    asked = request.GET.get(REDIRECT_FIELD_NAME, "")
    ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return redirect(asked if ours else "admin:index")


def to_own_password(request: HttpRequest, extra_context: Any = None) -> HttpResponse:
    """One page for changing one's own password."""
    return redirect("account_change_password")


def dress_site() -> None:
    """Give the site our names, our sign-in and sign-out; take away tables that would mislead."""
    site = admin.site
    site.site_header = _("Quản trị Cổng sản phẩm OCOP")
    site.site_title = _("Quản trị Cổng OCOP")
    site.index_title = _("Các bảng dữ liệu")
    site.login = enter_admin  # type: ignore[method-assign]
    site.logout = LogoutView.as_view(next_page="home")  # type: ignore[method-assign,assignment]
    site.password_change = to_own_password  # type: ignore[method-assign,assignment]
    # Rights follow from roles, nobody is written to by e-mail, and secrets and sessions are their owners' alone.
    for model in (Group, EmailAddress, Authenticator, UserSession):
        if site.is_registered(model):
            site.unregister(model)
