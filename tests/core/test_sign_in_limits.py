"""Failed sign-ins are counted together, whichever process of the server they meet."""

from __future__ import annotations

import os
import subprocess
import sys
from urllib.parse import quote, urlencode

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.core.sign_in_steps import code_of, give_app, sign_in
from tests.factories import make_user

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
TOO_OFTEN = ["Đã nhập sai quá nhiều lần. Hãy đợi 15 phút rồi thử lại, hoặc nhờ người quản trị mở khóa."]
STEPS = """
import sys
from django.test import Client
from django.urls import reverse
client = Client()
door, password, code, times = sys.argv[1:]
for _time in range(int(times)):
    page = client.post(reverse("account_login"), {"login": "canbo-tinh", "password": password})
    if door == "mfa_authenticate":
        page = client.post(reverse(door), {"code": code})
print(page.status_code)
"""


@pytest.fixture(autouse=True)
def no_tries_yet(db):
    cache.clear()
    yield
    cache.clear()


def database_url() -> str:
    """The address of the tests' own database, for another process."""
    given = connection.settings_dict
    query = urlencode({"host": given["HOST"], "user": given["USER"], "port": given["PORT"]})
    return f"postgresql:///{quote(given['NAME'])}?{query}"


def in_another_process(door: str, password: str, code: str = "", times: int = 3) -> str:
    """Try to sign in so many times in a process of its own; gives the last status."""
    script = f"import django; django.setup()\n{STEPS}"
    done = subprocess.run(
        [sys.executable, "-c", script, door, password, code, str(times)],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "ocop_portal.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_two_processes_count_wrong_passwords_together():
    make_user(username="canbo-tinh")
    assert in_another_process("account_login", "sai", times=3) == "200"
    here = Client()
    for _time in range(2):
        assert sign_in(here, "canbo-tinh", "sai").context["form"].non_field_errors() != TOO_OFTEN
    assert sign_in(here, "canbo-tinh").context["form"].non_field_errors() == TOO_OFTEN
    # The right password does not help in the other process either.
    assert in_another_process("account_login", "minh-hoa-2022", times=1) == "200"


def test_two_processes_count_wrong_codes_together():
    give_app(make_user(username="canbo-tinh"))
    assert in_another_process("mfa_authenticate", "minh-hoa-2022", "000000", times=3) == "200"
    here = Client()
    sign_in(here, "canbo-tinh")
    for _time in range(2):
        here.post(reverse("mfa_authenticate"), {"code": "000000"})
    page = here.post(reverse("mfa_authenticate"), {"code": code_of()})
    assert page.context["form"].errors == {"code": TOO_OFTEN}


def test_a_code_used_in_one_process_is_used_in_the_other():
    give_app(make_user(username="canbo-tinh"))
    code = code_of()
    assert in_another_process("mfa_authenticate", "minh-hoa-2022", code, times=1) == "302"
    here = Client()
    sign_in(here, "canbo-tinh")
    assert here.post(reverse("mfa_authenticate"), {"code": code}).status_code == 200


def test_the_counts_are_kept_in_the_database():
    assert settings.CACHES["default"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"
