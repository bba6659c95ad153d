"""Forms of the second factor: codes, keys, their names."""

from __future__ import annotations

from typing import Any

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from cryptography.exceptions import InvalidSignature
from django import forms
from django.core.cache import cache
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from ocop_portal.account_forms import say

NO_KEY = _("Trình duyệt chưa gửi được chữ ký của khóa. Khóa bảo mật cần JavaScript; hãy bật lên rồi thử lại.")
WRONG_KEY = _("Không nhận ra khóa này. Hãy thử lại, hoặc dùng mã xác nhận.")
NAME_LENGTH = 60


class CodeOnce:
    """A code of six or eight digits that nobody can use a second time, as long as it would be good."""

    fields: dict[str, forms.Field]
    user: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self.fields["code"], _("Mã xác nhận"), _("Hãy nhập mã xác nhận."))
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "spellcheck": "false"}

    def clean_code(self) -> str:
        code = super().clean_code()  # type: ignore[misc]
        life = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
        if not cache.add(f"second-factor-code:{self.user.pk}:{normalize_user_code(code)}", True, timeout=life):
            raise get_adapter().validation_error("incorrect_code")
        return code


class SecondStepForm(CodeOnce, AuthenticateForm):
    """The code after the password."""


class AskCodeAgainForm(CodeOnce, ReauthenticateForm):
    """A code before something that matters."""


class TotpSetUpForm(CodeOnce, ActivateTOTPForm):
    """The first code, which shows that the app has the secret."""


class PlainKeyWords:
    """Whatever a browser sends for a key is taken or refused in words."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["credential"]
        field.error_messages |= {"required": NO_KEY, "invalid": NO_KEY}

    def _ask(self, question: Any) -> Any:
        try:
            return question()
        except (AttributeError, InvalidSignature, LookupError, TypeError, ValueError) as error:
            raise forms.ValidationError(WRONG_KEY) from error
        except forms.ValidationError as error:
            raise error if error.code != "incorrect_code" else forms.ValidationError(WRONG_KEY) from error


class SecondStepKeyForm(PlainKeyWords, AuthenticateWebAuthnForm):
    """The key after the password."""

    def clean_credential(self) -> Authenticator:
        return self._ask(super().clean_credential)


class AskKeyAgainForm(PlainKeyWords, ReauthenticateWebAuthnForm):
    """The key before something that matters."""

    def clean_credential(self) -> Authenticator:
        return self._ask(super().clean_credential)


class KeyAddForm(PlainKeyWords, AddWebAuthnForm):
    """A new key and how its owner calls it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name_field(self.fields["name"])

    def clean(self) -> dict[str, Any]:
        return self._ask(super().clean)


class KeyRenameForm(EditWebAuthnForm):
    """Another name for a key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name_field(self.fields["name"])


def _name_field(field: forms.Field) -> None:
    say(field, _("Tên khóa"), _("Hãy đặt tên cho khóa."), _("Để nhận ra sau này, ví dụ “Khóa USB ở cơ quan”."))
    field.validators.append(MaxLengthValidator(NAME_LENGTH))
    field.widget.attrs["maxlength"] = str(NAME_LENGTH)
