"""The walls round every page: headers, cookies, methods, redirects, hostile words in addresses and forms."""

import json
import os
import subprocess
import sys
from datetime import date
from html import unescape
from urllib.parse import quote

import pytest
from django.conf import settings as project
from django.urls import reverse

from core.roles import Role
from products.actions.decisions import issue_decision
from tests.factories import PASSWORD, line, make_product, make_province, make_user, paper

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


def make_listed_product():
    """A product that the catalogue shows to everybody who does not ask for another one."""
    product = make_product("Mứt minh hoạ")
    issue_decision(paper(), [line(product, 3)], by=None)
    return product


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


@pytest.mark.parametrize("kind", ["application/json", "text/xml", "text/plain", "application/octet-stream", ""])
@pytest.mark.parametrize("path", ["/tai-khoan/mat-khau/", "/staff/dot-moi/", "/admin/core/place/add/"])
def test_only_forms_are_read(client, law, path, kind):
    make_province()
    client.force_login(make_user(Role.ADMINISTRATOR))
    answer = client.post(path, b"login=a", content_type=kind)
    assert answer.status_code == 415
    assert "Trang này chỉ đọc biểu mẫu" in answer.content.decode()
    assert client.post(path, "login=a", content_type="application/x-www-form-urlencoded").status_code == 200


@pytest.mark.parametrize("kind", ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_the_one_door_for_json_takes_no_other_body(client, officer, kind):
    client.force_login(officer)
    door = reverse("staff:product-match")
    assert client.post(door, b'{"names": []}', content_type=kind).status_code == 415
    answer = client.post(door, b'{"names": []}', content_type="application/json")
    assert (answer.status_code, answer.json()) == (200, {"answers": []})


@pytest.mark.parametrize("path", ["/san-pham/?q={}", "/xac-minh/?ma={}", "/thong-ke/?ngay={}", "/chu-the/?q={}"])
@pytest.mark.parametrize("words", [SCRIPT, "' OR 1=1 --", "xyz%00", "${jndi:x}", "../../etc/passwd"])
def test_hostile_words_in_an_address_are_only_words(client, law, path, words):
    make_province()
    product = make_listed_product()
    answer = client.get(path.format(words), follow=True)
    assert answer.status_code == 200
    assert SCRIPT not in answer.content.decode()
    assert product.name not in answer.content.decode()


@pytest.mark.parametrize("path", ["/san-pham/?q={}", "/xac-minh/?ma={}", "/thong-ke/?ngay={}", "/chu-the/?q={}"])
@pytest.mark.parametrize(("words", "made"), [("{{7771*7}}", "54397"), ("{{'khoai'|upper}}", "KHOAI")])
def test_what_is_typed_is_no_template(client, law, path, words, made):
    make_province()
    text = unescape(client.get(path.format(quote(words))).content.decode())
    assert (words in text, made in text) == (True, False)


def test_of_a_repeated_parameter_the_last_is_read(client, law):
    make_province()
    product = make_listed_product()
    assert client.get("/thong-ke/?ngay=khong&ngay=2022-09-30").context["question"].on == date(2022, 9, 30)
    unread = client.get("/thong-ke/?ngay=2022-09-30&ngay=khong")
    assert unread.status_code == 200
    assert "“khong” không phải là ngày." in unread.content.decode()
    assert client.get("/san-pham/?q=mut&q=xyz").context["cards"] == []
    assert [card["name"] for card in client.get("/san-pham/?q=xyz&q=mut").context["cards"]] == [product.name]


# Beyond 32 bits, beyond 64, beyond any column, and beyond what Python reads as a number at all.
LARGE = ["2147483648", "9223372036854775808", "9" * 25, "9" * 5000]
WITH_NUMBERS = {
    "/san-pham/?trang={0}&sao={0}&nhom={0}": 200,
    "/chu-the/?trang={0}": 200,
    "/quyet-dinh/?nam={0}&trang={0}": 200,
    "/thong-ke/?ngay=1/1/{0}&ghi-den={0}&cap={0}&bang={0}": 200,
    "/thong-ke/danh-sach/?ngay=1/1/{0}&sao={0}&noi={0}&nhom={0}&trang={0}": 200,
    "/thong-ke/chu-the/?ghi-den={0}&chu-the={0}&trang={0}": 200,
    "/thong-ke/theo-thoi-gian/?tu=1/1/{0}&den={0}&moi={0}": 200,
    "/thong-ke/thay-doi/?tu=1/1/{0}&den={0}&muc={0}&trang={0}": 200,
    "/thong-ke/ban-do/?ngay=1/1/{0}&cap={0}": 200,
    "/xac-minh/?ma={0}": 200,
    "/xac-minh/{0}/": 404,
    "/san-pham/{0}/": 404,
    "/staff/dot/?nam={0}": 200,
    "/staff/dot/{0}/": 404,
    "/staff/quyet-dinh/{0}/": 404,
    "/staff/san-pham/?trang={0}": 200,
    "/staff/nhat-ky/?duoi={0}&thu=core.user:{0}": 200,
}


@pytest.mark.parametrize("number", LARGE, ids=len)
def test_large_numbers_are_answered(client, law, administrator, number):
    make_province()
    client.force_login(administrator)
    seen = {path: client.get(path.format(number)).status_code for path in WITH_NUMBERS}
    assert seen == WITH_NUMBERS


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
    "SESSION_ENGINE": "ocop_portal.sessions",
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
