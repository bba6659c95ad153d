"""The second factor: set up, taken away, given at sign-in. The work is allauth's, the words are ours."""

from __future__ import annotations

from typing import Any

from allauth.account.stages import LoginStageController
from allauth.mfa.base import views as base
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.edit import FormMixin

from core.actions.second_factor import note_second_factor
from core.actions.sessions import end_sessions
from core.guards import acting_user
from core.permissions.second_factor import factors_of, why_not_remove_factor
from ocop_portal import account_factor_forms as forms
from ocop_portal.account_views import OwnAccountPage
from ocop_portal.accounts import SecondFactorStage

ADDED = "add_second_factor"


class NotedChange(OwnAccountPage):
    """A change that allauth makes, written into the book of acts in the same transaction."""

    verb = ""
    kind = ""

    def form_valid(self, form: Any) -> HttpResponse:
        with transaction.atomic():
            response = super().form_valid(form)  # type: ignore[misc]
            user = acting_user(self.request)
            note_second_factor(self.verb, by=user, kind=self.kind)
            if self.verb == ADDED:
                # Somebody else may be signed in with the password alone.
                end_sessions(user, keep=self.request.session.session_key)
        return response


class Removal(NotedChange):
    """The page before a factor goes, and its going; a role that demands one keeps its last."""

    template_name = "staff/confirm.html"
    verb = "remove_second_factor"
    intro: Any = ""
    submit_label: Any = ""

    def factor(self) -> Authenticator:
        """What is to go."""
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        if why_not_remove_factor(acting_user(self.request), self.factor()):
            return self.render_to_response(self.get_context_data(form=form))  # type: ignore[attr-defined]
        return super().form_valid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            intro=self.intro,
            refusals=why_not_remove_factor(acting_user(self.request), self.factor()),
            submit_label=self.submit_label,
            danger=True,
            cancel_url=reverse("mfa_index"),
            cancel_label=_("Giữ lại"),
            **kwargs,
        )


# ------------------------------------------------------------------ codes of an app
class TotpSetUp(NotedChange, totp.ActivateTOTPView):
    """Scan, type the first code, done."""

    heading = gettext_lazy("Bật ứng dụng tạo mã")
    form_class = forms.TotpSetUpForm
    template_name = "account/totp_set_up.html"
    verb, kind = ADDED, "totp"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        secret = context["form"].secret
        return {**context, "secret_in_fours": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))}


class TotpRemove(Removal, totp.DeactivateTOTPView):
    """Take the app away."""

    heading = gettext_lazy("Tắt ứng dụng tạo mã")
    kind = "totp"
    intro = gettext_lazy("Mã trong ứng dụng trên điện thoại sẽ không dùng để đăng nhập được nữa.")
    submit_label = gettext_lazy("Tắt ứng dụng tạo mã")

    def factor(self) -> Authenticator:
        return self.authenticator


# ------------------------------------------------------------------ recovery codes
class RecoveryCodes(OwnAccountPage, recovery.ViewRecoveryCodesView):
    """The codes that are still good."""

    heading = gettext_lazy("Mã dự phòng")
    template_name = "account/recovery_codes.html"


class RecoveryCodesNew(NotedChange, recovery.GenerateRecoveryCodesView):
    """New codes instead of the old ones."""

    heading = gettext_lazy("Tạo lại mã dự phòng")
    template_name = "staff/confirm.html"
    verb = "make_recovery_codes"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            intro=_("Mười mã mới được tạo ra; mọi mã cũ, kể cả mã đã in, không dùng được nữa."),
            submit_label=_("Tạo mười mã mới"),
            cancel_url=reverse("mfa_index"),
            cancel_label=_("Giữ mã cũ"),
            **kwargs,
        )


class RecoveryCodesFile(recovery.DownloadRecoveryCodesView):
    """The codes as a text file."""

    template_name = "account/recovery_codes.txt"

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        response = super().render_to_response(context, **kwargs)
        response["Content-Disposition"] = 'attachment; filename="ma-du-phong-ocop.txt"'
        return response


# ------------------------------------------------------------------ keys
class KeyList(OwnAccountPage, webauthn.ListWebAuthnView):
    """The keys of the account."""

    heading = gettext_lazy("Khóa bảo mật")
    template_name = "account/key_list.html"


class KeyAdd(NotedChange, webauthn.AddWebAuthnView):
    """Name a key, touch it, done."""

    heading = gettext_lazy("Thêm khóa bảo mật")
    form_class = forms.KeyAddForm
    template_name = "account/key_add.html"
    verb, kind = ADDED, "webauthn"


class KeyRename(OwnAccountPage, webauthn.EditWebAuthnView):
    """Another name for a key."""

    heading = gettext_lazy("Đổi tên khóa bảo mật")
    form_class = forms.KeyRenameForm
    template_name = "account/key_rename.html"


class KeyRemove(Removal, webauthn.RemoveWebAuthnView):
    """Take a key away."""

    heading = gettext_lazy("Bỏ khóa bảo mật")
    kind = "webauthn"
    submit_label = gettext_lazy("Bỏ khóa này")

    def factor(self) -> Authenticator:
        return self.object

    @property
    def intro(self) -> str:  # type: ignore[override]
        return _("Khóa “%(name)s” sẽ không dùng để đăng nhập được nữa.") % {"name": self.object}


# ------------------------------------------------------------------ being asked
class NotedRecoveryCode:
    """Whatever a recovery code is spent on, the book of acts says that it was spent."""

    def form_valid(self, form: Any) -> HttpResponse:
        with transaction.atomic():
            response = super().form_valid(form)  # type: ignore[misc]
            used = getattr(form, "authenticator", None)
            if used is not None and used.type == Authenticator.Type.RECOVERY_CODES:
                note_second_factor("use_recovery_code", by=form.user)
        return response


class SecondStep(NotedRecoveryCode, base.AuthenticateView):
    """After the password: a code or a key."""

    form_class = forms.SecondStepForm
    webauthn_form_class = forms.SecondStepKeyForm
    template_name = "account/second_step.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        stage = LoginStageController.enter(request, SecondFactorStage.key)
        if stage is not None and not stage.stands():
            return stage.abort()
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        held = set(factors_of(self.stage.login.user).values_list("type", flat=True))
        has = {"has_app": Authenticator.Type.TOTP in held, "has_key": Authenticator.Type.WEBAUTHN in held}
        return {**super().get_context_data(**kwargs), **has}


class AskCodeAgain(NotedRecoveryCode, OwnAccountPage, base.ReauthenticateView):
    """A code before something that matters."""

    heading = gettext_lazy("Xác nhận lại là bạn")
    form_class = forms.AskCodeAgainForm
    template_name = "account/ask_again.html"


class AskKeyAgain(OwnAccountPage, webauthn.ReauthenticateWebAuthnView):
    """A key before something that matters."""

    heading = gettext_lazy("Xác nhận lại là bạn")
    form_class = forms.AskKeyAgainForm
    template_name = "account/ask_key_again.html"
    form_invalid = FormMixin.form_invalid  # allauth's would lead away with a message
