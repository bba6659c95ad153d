"""Forms of accounts in the admin; the password fields are Django's own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AdminPasswordChangeForm, BaseUserCreationForm

from core.models import User
from core.permissions.accounts import why_not_keep


class AccountAddForm(BaseUserCreationForm):
    """A new account with its first password."""

    class Meta:
        model = User
        fields = ("username", "full_name", "email", "role", "territory")


class AccountPasswordForm(AdminPasswordChangeForm):
    """A password that an administrator gives; an account without any would have no way in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["usable_password"]


class AccountChangeForm(forms.ModelForm):
    """What is known about an account; the last administrator cannot be taken away."""

    class Meta:
        model = User
        fields = ("username", "full_name", "email", "role", "territory", "is_active")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        user = User(pk=self.instance.pk, role=values.get("role", ""), is_active=values.get("is_active", False))
        if user.role:
            for reason in why_not_keep(user):
                self.add_error(reason.field or None, reason.text)
        return values
