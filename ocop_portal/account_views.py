"""Signing in, and passwords."""

from __future__ import annotations

from typing import Any

from allauth.account import views as allauth_views
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.views import INTERNAL_RESET_SESSION_TOKEN, PasswordResetConfirmView
from django.contrib.messages import success
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.translation import gettext as _

from core.actions.accounts import one_day_token, set_password
from core.guards import acting_user
from core.models import User
from ocop_portal.account_forms import LinkPasswordForm, OwnPasswordForm, SignInForm


class SignIn(allauth_views.LoginView):
    """User name and password; tries are counted (settings)."""

    form_class = SignInForm


class OwnPassword(allauth_views.PasswordChangeView):
    """A new password for oneself; this session goes on, every other one ends."""

    form_class = OwnPasswordForm
    success_url = reverse_lazy("staff:home")

    def form_valid(self, form: OwnPasswordForm) -> HttpResponse:
        user = acting_user(self.request)
        set_password(user, form.cleaned_data["password1"], by=user, verb="change_own_password")
        update_session_auth_hash(self.request, user)
        success(self.request, _("Đã đổi mật khẩu."))
        return redirect(self.get_success_url())


class LinkPassword(PasswordResetConfirmView):
    """A new password by the one-time link that an administrator handed over."""

    form_class = LinkPasswordForm
    token_generator = one_day_token
    template_name = "account/password_by_link.html"
    success_url = reverse_lazy("account_login")

    def get_user(self, uidb64: str) -> User | None:
        user = super().get_user(uidb64)
        return user if user is not None and user.is_active else None

    def form_valid(self, form: LinkPasswordForm) -> HttpResponse:
        set_password(self.user, form.cleaned_data["new_password1"], by=self.user, verb="set_password_by_link")
        del self.request.session[INTERNAL_RESET_SESSION_TOKEN]
        success(self.request, _("Đã đặt mật khẩu mới: hãy đăng nhập."))
        return redirect(self.get_success_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(account=self.user, **kwargs)
