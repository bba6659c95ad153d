"""The log: one line a request, every error with its places, and nobody's data in any of them."""

import io
import json
import logging
from uuid import UUID

import pytest
from django.test import Client

from core.requests import current_request_id, request_scope
from ocop_portal.logs import JsonFormatter, PlainFormatter, form_of
from tests.factories import PASSWORD, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.portal.broken_urls")]

PHONE = "0912345678"
IDENTITY = "084199001234"
SEARCH = "Thạch Thị Sô Phia"
CALLER = "203.113.131.7"
NUMBER = "6a1f0a52-93b0-4a7e-9d58-1f4f5f2f6c11"
# What may stand in no line, in any of the forms in which it was sent.
PRIVATE = [PHONE, IDENTITY, "Thạch", "Th%E1%BA%A1ch", CALLER, "canbo-xa", "sessionid", "bí mật", "b%C3%AD"]


@pytest.fixture
def written():
    """All that the portal logs meanwhile, as a real server writes it."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    logging.getLogger().addHandler(handler)
    yield stream
    logging.getLogger().removeHandler(handler)


@pytest.fixture
def visitor():
    """A client that gets error pages, as a browser does."""
    return Client(raise_request_exception=False, REMOTE_ADDR=CALLER)


def lines(written):
    return [json.loads(line) for line in written.getvalue().splitlines()]


def check_private(written):
    text = written.getvalue()
    assert [value for value in PRIVATE if value in text] == []


def test_a_request_has_one_line(visitor, written):
    user = make_user(username="canbo-xa")
    visitor.force_login(user)
    answer = visitor.get("/staff/?q=bí mật")
    (line,) = lines(written)
    assert line.pop("time").endswith("+00:00")
    assert line.pop("ms") > 0
    assert line.pop("queries") > 0
    assert line == {
        "level": "info",
        "logger": "ocop.request",
        "request": answer["X-Request-ID"],
        "message": "request",
        "method": "GET",
        "route": "staff:home",
        "status": 200,
        "user": user.pk,
    }
    check_private(written)


def test_numbers_differ_and_end_with_their_request(visitor):
    first, second = (UUID(visitor.get("/healthz")["X-Request-ID"]) for _time in (1, 2))
    assert first != second
    assert current_request_id() is None


@pytest.mark.parametrize(
    ("behind_proxy", "sent", "kept"),
    [
        (True, NUMBER, True),
        (True, NUMBER.replace("-", ""), True),  # as nginx writes it
        (False, NUMBER, False),
        (True, "1\r\nSet-Cookie: x=1", False),
        (True, "' OR 1=1 --", False),
    ],
)
def test_only_the_proxy_may_name_the_number(visitor, settings, behind_proxy, sent, kept):
    settings.BEHIND_PROXY = behind_proxy
    answered = visitor.get("/healthz", headers={"X-Request-ID": sent})["X-Request-ID"]
    assert (answered == NUMBER) is kept
    assert str(UUID(answered)) == answered


def test_probes_that_are_well_write_nothing(visitor, written):
    assert visitor.get("/healthz").status_code == 200
    assert lines(written) == []


def test_a_missing_page_with_a_search(visitor, written):
    answer = visitor.get("/khong-co/0912345678/", {"q": SEARCH})
    assert answer.status_code == 404
    (line,) = lines(written)
    assert (line["route"], line["status"], line["level"]) == ("", 404, "info")
    check_private(written)


def test_a_refused_row_is_named_by_its_constraint_alone(visitor, written):
    answer = visitor.post("/hai-lan/", {"phone": PHONE, "identity": IDENTITY})
    assert answer.status_code == 500
    error, line = lines(written)
    assert [each["type"] for each in error["errors"]] == [
        "django.db.utils.IntegrityError",
        "psycopg.errors.UniqueViolation",
    ]
    cause = error["errors"][1]
    assert (cause["sqlstate"], cause["constraint_name"]) == ("23505", "person_phone_key")
    assert "message" not in cause
    assert (line["route"], line["status"], line["level"]) == ("twice", 500, "error")
    assert error["request"] == line["request"] == answer["X-Request-ID"]
    check_private(written)


def test_a_crash_is_told_by_its_places(visitor, written):
    visitor.force_login(make_user(username="canbo-xa"))
    answer = visitor.post("/vo/", {"phone": PHONE})
    assert answer.status_code == 500
    error, line = lines(written)
    assert error["message"] == "ValueError"
    (said,) = error["errors"]
    assert said["type"] == "builtins.ValueError"
    assert said["at"][-1].split("tests/portal/")[1].startswith("broken_urls.py:")
    assert line["request"] == error["request"]
    assert answer["X-Request-ID"] in answer.content.decode()
    check_private(written)


def test_what_caused_an_error_is_told_too(visitor, written):
    assert visitor.get("/chuoi/", {"q": SEARCH}).status_code == 500
    error, _line = lines(written)
    assert [each["type"] for each in error["errors"]] == ["builtins.RuntimeError", "builtins.ValueError"]
    check_private(written)


def test_a_suspicious_request(visitor, written):
    assert visitor.get("/la/", {"q": SEARCH}).status_code == 400
    error, line = lines(written)
    assert (error["logger"], error["message"]) == ("django.security.SuspiciousOperation", "SuspiciousOperation")
    assert line["status"] == 400
    check_private(written)


def test_a_failed_sign_in(visitor, written):
    make_user(username="canbo-xa")
    visitor.post("/tai-khoan/dang-nhap/", {"login": "canbo-xa", "password": "bí mật"})
    failed, line = lines(written)
    assert (failed["logger"], failed["level"], failed["message"]) == ("ocop.sign_in", "warning", "sign-in failed")
    assert (line["route"], line["request"]) == ("account_login", failed["request"])
    check_private(written)


def test_a_sign_in(visitor, written):
    user = make_user(username="canbo-xa")
    visitor.post("/tai-khoan/dang-nhap/", {"login": "canbo-xa", "password": PASSWORD})
    signed_in, _line = lines(written)
    assert (signed_in["message"], signed_in["user"]) == ("signed in", user.pk)
    check_private(written)


def test_a_wrong_host(visitor, written):
    assert visitor.get("/", headers={"host": "0912345678.example"}).status_code == 400
    check_private(written)


@pytest.mark.parametrize(
    ("words", "args", "said"),
    [
        ("Error handling request %s", ("/san-pham/?q=Thạch",), "Error handling request …"),
        ("Booting worker with pid: %s", (4711,), "Booting worker with pid: 4711"),
        ("%d files of %(name)s", ("Thạch",), "%d files of %(name)s"),
        (f"Invalid request from ip={CALLER}: bad", (), "Invalid request from ip=…: bad"),
        ("Invalid HTTP request line: 'GET /?q=Thạch'", (), "Invalid HTTP request line: …"),
        ("Invalid HTTP header: \"it's Thạch\" of 'bí mật'", (), "Invalid HTTP header: … of …"),
        ("from 2001:db8:0:1::7 and +84 912 345 678, a.b@vidu.example", (), "from … and …, …"),
    ],
)
def test_words_of_others_are_kept_without_what_was_filled_in(words, args, said):
    record = logging.LogRecord("gunicorn.error", logging.WARNING, "f", 1, words, args, None)
    assert json.loads(JsonFormatter().format(record))["message"] == said


def test_lines_of_a_command_carry_its_number(written):
    with request_scope(UUID(NUMBER)):
        logging.getLogger("ocop.trial").warning("trial")
    assert [line["request"] for line in lines(written)] == [NUMBER]


def test_the_plain_form_reads_as_a_line(visitor):
    try:
        raise KeyError(PHONE)
    except KeyError as error:
        record = logging.LogRecord(
            "ocop.x", logging.ERROR, "f", 1, "trial", (), (KeyError, error, error.__traceback__)
        )
    said = PlainFormatter().format(record)
    assert said.splitlines()[0].endswith(" error ocop.x request= message=trial")
    assert said.splitlines()[1].strip() == "builtins.KeyError"
    assert PHONE not in said


@pytest.mark.parametrize(
    ("mode", "wish", "form"),
    [("", "", "json"), ("demo", "", "plain"), ("", "plain", "plain"), ("test", "json", "json")],
)
def test_the_form_follows_the_mode_and_the_wish(mode, wish, form):
    assert form_of(wish, plain_http=mode != "") == form
