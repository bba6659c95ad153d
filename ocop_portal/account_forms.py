"""Forms of signing in and of passwords."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

MISMATCH = _("Hai lần nhập mật khẩu mới không giống nhau.")
RULES = lazy(lambda: " ".join(password_validators_help_texts()), str)()


def say(field: forms.Field, label: Any, required: Any, help_text: Any = "") -> None:
    """Our words instead of the library's; a placeholder is no label."""
    field.label, field.help_text = label, help_text
    field.error_messages["required"] = required
    field.widget.attrs.pop("placeholder", None)


class SignInForm(LoginForm):
    """User name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self.fields["login"], _("Tên đăng nhập"), _("Hãy nhập tên đăng nhập."))
        say(self.fields["password"], _("Mật khẩu"), _("Hãy nhập mật khẩu."))
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}


class AskAgainForm(ReauthenticateForm):
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self.fields["password"], _("Mật khẩu"), _("Hãy nhập mật khẩu."))


class OwnPasswordForm(ChangePasswordForm):
    """A new password for oneself, with the present one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self.fields["oldpassword"], _("Mật khẩu đang dùng"), _("Hãy nhập mật khẩu đang dùng."))
        say(self.fields["password1"], _("Mật khẩu mới"), _("Hãy nhập mật khẩu mới."), RULES)
        say(self.fields["password2"], _("Nhập lại mật khẩu mới"), _("Hãy nhập lại mật khẩu mới."))

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        one, two = values.get("password1"), values.get("password2")
        if one and two and one != two:
            self.add_error("password2", MISMATCH)
        return values


class LinkPasswordForm(SetPasswordForm):
    """The first or a new password, by a one-time link."""

    error_messages = {**SetPasswordForm.error_messages, "password_mismatch": MISMATCH}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self.fields["new_password1"], _("Mật khẩu mới"), _("Hãy nhập mật khẩu mới."), RULES)
        say(self.fields["new_password2"], _("Nhập lại mật khẩu mới"), _("Hãy nhập lại mật khẩu mới."))
