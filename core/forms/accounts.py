"""Forms of accounts in the admin; none of them asks for a password."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import UsernameField
from django.utils.translation import gettext_lazy as _

from core.forms.reasons import WhyField
from core.models import User
from core.permissions.accounts import why_not_change, why_not_keep


class AccountAddForm(forms.ModelForm):
    """A new account; its person sets the password by a link."""

    class Meta:
        model = User
        fields = ["username", "full_name", "email", "role", "territory"]
        field_classes = {"username": UsernameField}

    def clean_username(self) -> str:
        username = str(self.cleaned_data["username"])
        if User.objects.filter(username__iexact=username).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("Tên đăng nhập này đã có người dùng."))
        return username


class AccountChangeForm(AccountAddForm):
    """What is known about an account; nobody gives oneself a role, and the last administrator stays."""

    by: User  # given by the admin for each request
    why = WhyField(required=False, help_text=_("Cần có khi đổi vai trò, địa bàn, hoặc ngừng, mở lại tài khoản."))

    class Meta(AccountAddForm.Meta):
        fields = [*AccountAddForm.Meta.fields, "is_active"]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        user = User(pk=self.instance.pk, role=values.get("role", ""), is_active=values.get("is_active", False))
        if user.role:
            for reason in why_not_keep(user, self.by) + why_not_change(user, self.changed_data, values.get("why", "")):
                self.add_error(reason.field or None, reason.text)
        return values
