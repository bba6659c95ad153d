"""How people get in: who may, what they are told, what is counted, how their second factors are kept."""

from __future__ import annotations

import base64
import hashlib
import logging
import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.models import User
from core.rules.sign_in import attempts_key
from ocop_portal.sessions import SIGNED_IN_AT

logger = logging.getLogger(__name__)
sign_ins = logging.getLogger("ocop.sign_in")
SEEN_AT = "seen_at"  # in the session: when it was last noted in the list of sessions
TOO_OFTEN = _("Đã nhập sai quá nhiều lần. Hãy đợi 15 phút rồi thử lại, hoặc nhờ người quản trị mở khóa.")
WAYS = {
    "reauthenticate": _("Dùng mật khẩu"),
    "mfa_reauthenticate": _("Dùng mã xác nhận hoặc mã dự phòng"),
    "mfa_reauthenticate:webauthn": _("Dùng khóa bảo mật"),
}


class PeopleWithPlaces(AuthenticationBackend):
    """Finds who is signed in together with the territory, which every staff page names and asks for."""

    def get_user(self, user_id: int) -> User | None:
        user = User.objects.select_related("territory").filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None


class InvitedOnlyAdapter(DefaultAccountAdapter):
    """Nobody signs up: administrators make the accounts, and hand over links for passwords without e-mail."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Tài khoản này đang ngừng hoạt động. Hãy liên hệ người quản trị."),
        "enter_current_password": _("Mật khẩu đang dùng chưa đúng."),
        "incorrect_password": _("Mật khẩu chưa đúng."),
        "too_many_login_attempts": TOO_OFTEN,
        "username_password_mismatch": _("Tên đăng nhập hoặc mật khẩu chưa đúng."),
        "rate_limited": TOO_OFTEN,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """The portal sends no e-mail."""

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        super().login(request, user)
        request.session[SIGNED_IN_AT] = request.session[SEEN_AT] = int(time.time())
        sign_ins.info("signed in", extra={"facts": {"user": user.pk}})

    def get_login_stages(self) -> list[str]:
        ours = {"allauth.mfa.stages.AuthenticateStage": "ocop_portal.accounts.SecondFactorStage"}
        return [ours.get(stage, stage) for stage in super().get_login_stages()]

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Note it for those who watch; not for whom, since people type passwords into the wrong field."""
        sign_ins.warning("sign-in failed")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Who signed in a moment ago is not asked again."""
        now, request = time.time(), context.request
        records = get_authentication_records(request, request.user)
        fresh = any(now - record["at"] < app_settings.REAUTHENTICATION_TIMEOUT for record in records)
        return not fresh and super().is_reauthentication_required(app=app, **kwargs)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        ways = super().get_reauthentication_methods(user)
        return [{**way, "description": WAYS[way["id"]]} for way in ways]

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # Not by host name, as allauth counts: an administrator opens the account from whatever address he came by.
        return attempts_key(credentials.get("username", ""))


class SecondFactorStage(AuthenticateStage):
    """The step after the password. It leads on for as long as that password is the account's own.

    allauth keeps the step for a quarter of an hour and knows the account alone; no list of sessions has it yet.
    """

    def handle(self) -> tuple[HttpResponse | None, bool]:
        if self.login.user is not None:
            self.state["password"] = self.login.user.get_session_auth_hash()
        return super().handle()

    def stands(self) -> bool:
        """False once the account was stopped, has another password, or has no second factor any more."""
        user = self.login.user
        if user is None or not user.is_active:
            return False
        same = constant_time_compare(self.state.get("password", ""), user.get_session_auth_hash())
        return same and self._should_handle(self.request)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets are sealed with SECRET_KEY before they are kept: a stolen backup alone makes no codes."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_generate_recovery_codes": _("Hãy bật ứng dụng tạo mã hoặc thêm khóa bảo mật trước."),
        "incorrect_code": _("Mã chưa đúng hoặc đã dùng rồi. Hãy chờ mã mới rồi nhập lại."),
    }

    def get_totp_issuer(self) -> str:
        return f"OCOP {settings.PORTAL['province']}"

    def get_totp_label(self, user: User) -> str:
        return user.username

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": self.get_totp_issuer()}

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, Any]:
        return {**super().get_public_key_credential_user_entity(user), "name": user.username}

    def generate_authenticator_name(self, user: User, type: Any) -> str:
        number = user.authenticator_set.filter(type=type).count() + 1
        return _now("Khóa %(number)s") % {"number": number}

    def encrypt(self, text: str) -> str:
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return _seal().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            logger.error("A second factor was sealed with another SECRET_KEY: name that one in SECRET_KEY_FALLBACKS.")
            return generate_totp_secret()  # opens nothing, and is another one every time


def _seal() -> MultiFernet:
    """Seals with today's SECRET_KEY, and still opens what the older ones sealed."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    digests = (hashlib.sha256(f"second factor:{key}".encode()).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
