"""What several tests of accounts do: sign in, make codes, set up an app."""

from __future__ import annotations

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt
from django.test import Client
from django.urls import reverse

from core.models import User
from tests.factories import PASSWORD

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def sign_in(client: Client, username: str, password: str = PASSWORD, **more: str):
    """Give user name and password at the door."""
    return client.post(reverse("account_login"), {"login": username, "password": password, **more})


def give_code(client: Client, code: str):
    """Give a code as the second step."""
    return client.post(reverse("mfa_authenticate"), {"code": code})


def code_of(secret: str = SECRET, step: int = 0) -> str:
    """What an app shows now, or so many half minutes later."""
    counter = list(totp.yield_hotp_counters_from_time())[1] + step
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def give_app(user: User, secret: str = SECRET):
    """An account whose app is set up, with recovery codes; gives the authenticator of the app."""
    app = totp.TOTP.activate(user, secret).instance
    RecoveryCodes.activate(user)
    return app


def secret_of(user: User) -> str:
    """The secret that is kept for the app of a person, in clear."""
    return decrypt(user.authenticator_set.get(type="totp").data["secret"])
