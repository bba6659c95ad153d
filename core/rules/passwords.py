"""What a password must be, where the framework has no such rule or its words do not come out in Vietnamese."""

from __future__ import annotations

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class MinimumLength(MinimumLengthValidator):
    """So many characters at least."""

    def get_error_message(self) -> str:
        return _("Mật khẩu này quá ngắn: cần ít nhất %(length)d ký tự.") % {"length": self.min_length}


class MaximumLength:
    """So many characters at most: what is longer came from no person and no password manager."""

    def __init__(self, max_length: int) -> None:
        self.max_length = max_length

    def validate(self, password: str, user: object = None) -> None:
        """Raise ValidationError for a longer one."""
        if len(password) > self.max_length:
            text = _("Mật khẩu này quá dài: nhiều nhất %(length)d ký tự.") % {"length": self.max_length}
            raise ValidationError(text, code="password_too_long")

    def get_help_text(self) -> str:
        return _("Mật khẩu dài nhất là %(length)d ký tự.") % {"length": self.max_length}
