"""The walls round every page: headers, cookies, methods, redirects, hostile words in addresses and forms."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings as project

from tests.factories import PASSWORD, make_product, make_province, make_user

pytestmark = pytest.mark.django_db
PATHS = [
    "/",
    "/san-pham/",
    "/xac-minh/",
    "/thong-ke/",
    "/tai-khoan/dang-nhap/",
    "/khong-co/",
    "/healthz",
    "/robots.txt",
]
SCRIPT = "<script>alert(1)</script>"


@pytest.mark.parametrize("path", [*PATHS, "/staff/"])
def test_every_answer_carries_its_walls(client, law, path):
    make_province()
    client.force_login(make_user())
    answer = client.get(path)
    assert answer["Content-Type"] in ("text/html; charset=utf-8", "text/plain; charset=utf-8")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in answer
    assert "Server" not in answer
    policy = answer["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("method", ["put", "delete", "patch", "trace", "options"])
@pytest.mark.parametrize("path", ["/", "/san-pham/", "/thong-ke/", "/healthz", "/readyz"])
def test_no_other_method_is_taken(client, law, path, method):
    make_province()
    assert getattr(client, method)(path).status_code == 405


@pytest.mark.parametrize("path", ["/san-pham/?q={}", "/xac-minh/?ma={}", "/thong-ke/?ngay={}", "/chu-the/?q={}"])
@pytest.mark.parametrize("words", [SCRIPT, "' OR 1=1 --", "%00", "{{7*7}}", "${jndi:x}", "../../etc/passwd"])
def test_hostile_words_in_an_address_are_only_words(client, law, path, words):
    make_province()
    product = make_product("Mứt minh hoạ")
    answer = client.get(path.format(words), follow=True)
    assert answer.status_code in (200, 400, 404)
    assert SCRIPT not in answer.content.decode()
    assert product.name not in answer.content.decode()


def test_a_repeated_parameter_is_no_way_round(client, law):
    make_province()
    assert client.get("/thong-ke/?ngay=2022-10-01&ngay=khong").status_code in (200, 400)
    assert client.get("/san-pham/?trang=1&trang=../x").status_code in (200, 404)


@pytest.mark.parametrize("target", ["https://xau.example/", "//xau.example/", "javascript:alert(1)", "/\\xau.example"])
def test_signing_in_leads_nowhere_else(client, target):
    make_user(username="canbo")
    answer = client.post("/tai-khoan/dang-nhap/", {"login": "canbo", "password": PASSWORD, "next": target})
    assert (answer.status_code, answer["Location"]) == (302, "/staff/")


def test_a_session_is_new_after_signing_in(client):
    make_user(username="canbo")
    client.get("/tai-khoan/dang-nhap/")
    session = client.session
    session["before"] = 1
    session.save()
    client.cookies[project.SESSION_COOKIE_NAME] = session.session_key
    client.post("/tai-khoan/dang-nhap/", {"login": "canbo", "password": PASSWORD})
    assert client.session.session_key not in (None, session.session_key)


def test_the_cookie_of_a_session(client):
    make_user(username="canbo")
    client.post("/tai-khoan/dang-nhap/", {"login": "canbo", "password": PASSWORD})
    cookie = client.cookies[project.SESSION_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"]) == (True, "Lax", "/", "")
    assert len(cookie.value) == 32


def test_a_caller_s_host_and_proxy_headers_are_not_believed(client, settings):
    settings.ALLOWED_HOSTS = ["ocop.example"]
    assert client.get("/robots.txt", headers={"host": "xau.example"}).status_code == 400
    answer = client.get("/robots.txt", headers={"host": "ocop.example", "x-forwarded-host": "xau.example"})
    assert "xau.example" not in answer.content.decode()


EXPECTED = {
    "DEBUG": False,
    "SECURE_SSL_REDIRECT": True,
    "SECURE_HSTS_SECONDS": 31_536_000,
    "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "SESSION_COOKIE_HTTPONLY": True,
    "CSRF_COOKIE_HTTPONLY": True,
    "SESSION_COOKIE_NAME": "__Host-sessionid",
    "CSRF_COOKIE_NAME": "__Host-csrftoken",
    "SESSION_COOKIE_AGE": 12 * 3600,
    "SESSION_SERIALIZER": "django.contrib.sessions.serializers.JSONSerializer",
}


def test_the_settings_of_a_real_server():
    names = [*EXPECTED, "PASSWORD_HASHERS"]
    code = f"import json; from django.conf import settings as s; print(json.dumps([getattr(s, n) for n in {names}]))"
    real = {
        "SECRET_KEY": "k" * 60 + "abc1234567",
        "DATABASE_URL": "postgresql://u@h/n",
        "ALLOWED_HOSTS": "ocop.example",
    }
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "-v", "0", "-c", code],
        cwd=project.BASE_DIR,
        env={"PATH": os.environ["PATH"], **real},
        capture_output=True,
        text=True,
        check=True,
    )
    found = dict(zip(names, json.loads(done.stdout), strict=True))
    hashers = found.pop("PASSWORD_HASHERS")
    assert hashers[0] == "django.contrib.auth.hashers.PBKDF2PasswordHasher"
    assert found == EXPECTED
