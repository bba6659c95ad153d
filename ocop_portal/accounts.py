"""How people get in: who may, what they are told, what is counted."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.rules.sign_in import attempts_key


class InvitedOnlyAdapter(DefaultAccountAdapter):
    """Nobody signs up: administrators make the accounts, and hand over links for new passwords without e-mail."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Tài khoản này đang ngừng hoạt động. Hãy liên hệ người quản trị."),
        "enter_current_password": _("Mật khẩu đang dùng chưa đúng."),
        "too_many_login_attempts": _(
            "Đã nhập sai mật khẩu quá nhiều lần. Hãy đợi 15 phút rồi thử lại, hoặc nhờ người quản trị mở khóa."
        ),
        "username_password_mismatch": _("Tên đăng nhập hoặc mật khẩu chưa đúng."),
        "rate_limited": _("Bạn gửi quá nhiều yêu cầu. Hãy đợi một phút rồi thử lại."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """The portal sends no e-mail."""

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # Not by host name, as allauth counts: an administrator opens the account from whatever address he came by.
        return attempts_key(credentials.get("username", ""))
