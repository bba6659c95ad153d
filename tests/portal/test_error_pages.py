"""Error pages: in words, with the request's number, without a query, and with the database gone."""

import pytest
from django.db import connection
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.portal.broken_urls")]


@pytest.fixture
def visitor():
    """A client that gets error pages, as a browser does."""
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/la/?q=x", 400, "Yêu cầu không đọc được"),
        ("/cam/", 403, "Đợt này thuộc địa bàn khác."),
        ("/khong-co/", 404, "Không có trang này"),
        ("/lon/", 413, "Biểu mẫu gửi lên quá lớn"),
        ("/vo/", 500, "Máy chủ đang gặp lỗi"),
    ],
)
def test_pages_make_no_query(visitor, django_assert_num_queries, path, status, words):
    with django_assert_num_queries(0):
        answer = visitor.get(path)
    text = answer.content.decode()
    assert answer.status_code == status
    assert words in text
    assert f"<code>{answer['X-Request-ID']}</code>" in text
    assert "default-src 'self'" in answer["Content-Security-Policy"]


def test_a_form_without_its_token(django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = Client(enforce_csrf_checks=True).post("/tai-khoan/dang-nhap/", {"login": "a"})
    assert answer.status_code == 403
    assert "chưa có gì được lưu" in answer.content.decode()


def test_too_many_sign_ins(visitor, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    for _time in (1, 2):
        answer = visitor.post("/tai-khoan/dang-nhap/", {"login": "a", "password": "b"})
    assert (answer.status_code, answer["Retry-After"]) == (429, "60")
    assert "Hãy đợi một phút" in answer.content.decode()


# ------------------------------------------------------------------ no database
@pytest.fixture
def dead_database(transactional_db, monkeypatch):
    """The portal's database leads to a socket where nobody is."""
    connection.close()
    with monkeypatch.context() as patch:
        patch.setitem(connection.settings_dict, "HOST", "/nonexistent")
        yield
        connection.close()


@pytest.mark.parametrize("path", ["/", "/san-pham/?q=dua", "/thong-ke/", "/sitemap.xml"])
def test_a_dead_database_is_told_as_such(visitor, dead_database, path):
    answer = visitor.get(path)
    text = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "Cổng đang tạm ngừng" in text
    assert f"<code>{answer['X-Request-ID']}</code>" in text


def test_a_form_sent_to_a_dead_database(visitor, dead_database):
    answer = visitor.post("/tai-khoan/dang-nhap/", {"login": "a", "password": "b"})
    assert answer.status_code == 503
    assert "mỗi việc được ghi trọn vẹn hoặc không ghi gì" in answer.content.decode()


def test_somebody_signed_in_is_told_too(visitor, dead_database):
    visitor.cookies["sessionid"] = "x" * 32
    for path in ("/staff/", "/admin/", "/"):
        assert visitor.get(path).status_code == 503


@pytest.mark.parametrize(
    ("path", "status"), [("/healthz", 200), ("/robots.txt", 200), ("/khong-co/", 404), ("/vo/", 500), ("/readyz", 503)]
)
def test_what_needs_no_database_still_works(visitor, dead_database, path, status):
    assert visitor.get(path).status_code == status
