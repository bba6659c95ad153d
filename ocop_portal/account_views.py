"""Signing in, passwords, and the page of the own account."""

from __future__ import annotations

from typing import Any

from allauth.account import views as allauth_views
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.auth.views import INTERNAL_RESET_SESSION_TOKEN, PasswordResetConfirmView
from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils.cache import add_never_cache_headers
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from core.actions.accounts import is_invited, password_link_token, set_password
from core.guards import acting_user
from core.models import User
from core.permissions.second_factor import lacks_second_factor
from core.queries.sessions import live_sessions
from ocop_portal.account_forms import AskAgainForm, LinkPasswordForm, OwnPasswordForm, SignInForm


class OwnAccountPage(LoginRequiredMixin):
    """A page of one's own account: signed in, kept by no cache, with its heading and the way back."""

    heading: str | Promise = ""
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        add_never_cache_headers(response)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = [
            {"label": _("Tài khoản của tôi"), "url": reverse("mfa_index")},
            {"label": self.heading},
        ]
        return {"heading": self.heading, "crumbs": crumbs, **super().get_context_data(**kwargs)}  # type: ignore[misc]


class SignIn(allauth_views.LoginView):
    """User name and password; tries are counted (settings)."""

    form_class = SignInForm


class AskAgain(OwnAccountPage, allauth_views.ReauthenticateView):
    """The password once more, before something that matters."""

    heading = gettext_lazy("Xác nhận lại là bạn")
    form_class = AskAgainForm
    template_name = "account/ask_again.html"


class Overview(OwnAccountPage, TemplateView):
    """The own account: who one is, how one signs in, where one is signed in."""

    heading = gettext_lazy("Tài khoản của tôi")
    template_name = "account/overview.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = acting_user(self.request)
        held = list(Authenticator.objects.filter(user_id=user.pk))
        of_type = {kind: [each for each in held if each.type == kind] for kind in Authenticator.Type}
        codes = of_type[Authenticator.Type.RECOVERY_CODES]
        return super().get_context_data(
            **kwargs,
            crumbs=[],
            facts=_facts(user),
            lacks=lacks_second_factor(user),
            app=next(iter(of_type[Authenticator.Type.TOTP]), None),
            key_count=len(of_type[Authenticator.Type.WEBAUTHN]),
            codes_left=len(codes[0].wrap().get_unused_codes()) if codes else None,
            session_count=live_sessions(user).count(),
        )


def _facts(user: User) -> list[dict[str, Any]]:
    return [
        {"term": _("Tên đăng nhập"), "value": user.username},
        {"term": _("Họ và tên"), "value": user.full_name},
        {"term": _("Vai trò"), "value": user.get_role_display()},
        {"term": _("Địa bàn"), "value": str(user.territory) if user.territory else _("mọi địa bàn")},
    ]


class OwnPassword(OwnAccountPage, allauth_views.PasswordChangeView):
    """A new password for oneself; this session goes on, every other one ends."""

    heading = gettext_lazy("Đổi mật khẩu")
    form_class = OwnPasswordForm
    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form: OwnPasswordForm) -> HttpResponse:
        user = acting_user(self.request)
        here = self.request.session.session_key
        set_password(user, form.cleaned_data["password1"], by=user, verb="change_own_password", keep=here)
        update_session_auth_hash(self.request, user)
        UserSession.objects.filter(session_key=here).delete()
        UserSession.objects.create_from_request(self.request)
        success(self.request, _("Đã đổi mật khẩu."))
        return redirect(self.get_success_url())


class LinkPassword(PasswordResetConfirmView):
    """The first or a new password, by the one-time link that an administrator handed over."""

    form_class = LinkPasswordForm
    token_generator = password_link_token
    template_name = "account/password_by_link.html"
    success_url = reverse_lazy("account_login")

    def get_user(self, uidb64: str) -> User | None:
        user = super().get_user(uidb64)
        return user if user is not None and user.is_active else None

    def form_valid(self, form: LinkPasswordForm) -> HttpResponse:
        set_password(self.user, form.cleaned_data["new_password1"], by=self.user, verb="set_password_by_link")
        del self.request.session[INTERNAL_RESET_SESSION_TOKEN]
        success(self.request, _("Đã đặt mật khẩu: hãy đăng nhập."))
        return redirect(self.get_success_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        account = self.user
        invited = account is not None and is_invited(account)
        return super().get_context_data(account=account, invited=invited, **kwargs)
