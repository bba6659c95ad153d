"""What a real server writes for journald: JSON alone, from gunicorn and from commands that break; nobody's data."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from django.conf import settings as project
from django.db import connection

from ocop_portal.ground.machine import clean_environment, wait_until
from tests.factories import make_province
from tests.project.small_checkout import free_port

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

NAME, PHONE, SEARCH, CALLER = "Thạch Thị Sô Phia", "0912345678", "bí mật", "203.113.131.7"
PRIVATE = [
    NAME,
    "Thạch",
    PHONE,
    SEARCH,
    quote(SEARCH),
    quote("Thạch"),
    CALLER,
    "So-Phia",
    "So Phia",
    "SO-PHIA",
    "?",
    "sessionid",
]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A real server's, on the database of the tests."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    return {
        **clean_environment(),
        "OCOP_MODE": "",
        "SECRET_KEY": "minh-hoa-" * 8,
        "ALLOWED_HOSTS": "ocop.example",
        "DATABASE_URL": f"{parts.scheme}://{parts.netloc}/{connection.settings_dict['NAME']}?{parts.query}",
        "BEHIND_PROXY": "1",
        "OCOP_DATA_DIR": str(tmp_path),
        "OCOP_TODAY": "2022-10-01",
        "OCOP_WORKERS": "1",
        "OCOP_BIND": f"127.0.0.1:{free_port()}",
    }


def manage(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", *words]
    return subprocess.run(command, cwd=project.BASE_DIR, env=environment, capture_output=True, text=True, check=False)


def read(said: str) -> list[dict]:
    """Every line, each of which is JSON and tells nothing of anybody."""
    assert [value for value in PRIVATE if value in said] == []
    return [json.loads(line) for line in said.splitlines()]


# ------------------------------------------------------------------ commands
# PostgreSQL repeats the whole row in its DETAIL: whoever has this role needs a territory.
REFUSED = f"from core.models import User; User.objects.create(username='{PHONE}', full_name='{NAME}', role='leader')"


def test_a_command_that_breaks_on_a_constraint_tells_no_row(environment):
    done = manage(environment, "shell", "-v", "0", "-c", REFUSED)
    assert (done.returncode, done.stdout) == (1, "")
    (line,) = read(done.stderr)
    assert (line["logger"], line["level"], line["message"]) == ("ocop.command", "error", "command failed")
    assert (line["command"], len(line["request"])) == ("shell", 36)
    error, cause = line["errors"]
    assert (error["type"], "message" in error) == ("django.db.utils.IntegrityError", False)
    assert (cause["sqlstate"], cause["constraint_name"]) == ("23514", "user_has_territory")
    assert any("django/db/models/query.py" in place for place in error["at"])


def test_at_home_the_whole_error_is_shown(environment):
    done = manage({**environment, "OCOP_MODE": "test"}, "shell", "-v", "0", "-c", REFUSED)
    assert done.returncode == 1
    assert done.stderr.startswith("Traceback")
    assert NAME in done.stderr


def test_a_command_that_refuses_says_why(environment):
    done = manage(environment, "backup", "/khong-co")
    assert (done.returncode, done.stderr) == (
        1,
        "CommandError: Không có thư mục /khong-co: hãy tạo và cho tài khoản của cổng quyền ghi.\n",
    )


def test_settings_that_cannot_be_read_say_which(environment):
    done = manage({**environment, "OCOP_RETENTION": "sessions=x"}, "apply_retention")
    assert done.returncode == 1
    assert "OCOP_RETENTION" in done.stderr


# ------------------------------------------------------------------ gunicorn
def listens(bind: str) -> bool:
    name, _colon, port = bind.partition(":")
    with socket.socket() as probe:
        return probe.connect_ex((name, int(port))) == 0


@contextmanager
def broken_table() -> Iterator[None]:
    """The database has lost a table for a while."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE products_product RENAME TO elsewhere")
        try:
            yield
        finally:
            cursor.execute("ALTER TABLE elsewhere RENAME TO products_product")


def ask(bind: str, method: str, path: str, body: str = "", host: str = "ocop.example") -> int:
    """The status of one request as nginx passes it on."""
    sent = http.client.HTTPConnection(bind, timeout=20)
    headers = {"Host": host, "X-Forwarded-Proto": "https", "X-Forwarded-For": CALLER}
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    sent.request(method, path, body or None, headers)
    return sent.getresponse().status


# What is no HTTP: gunicorn tells what it could not read.
NO_HTTP = [
    f"GET /?q=So-Phia {PHONE} HTTP/1.1\r\n\r\n",
    f"GET /?q=So-Phia HTTP/{PHONE}\r\n\r\n",
    'So-Phia\'s "/?q=So-Phia" HTTP/1.1\r\n\r\n',
    "GET /?q=So-Phia HTTP/1.1\r\nSo-Phia\r\n\r\n",
    "GET /?q=So-Phia HTTP/1.1\r\nSo Phia: So-Phia\r\n\r\n",
    "GET /?q=So-Phia HTTP/1.1\r\nContent-Length: So-Phia\r\n\r\n",
    "GET /?q=So-Phia HTTP/1.1\r\nTransfer-Encoding: So-Phia\r\n\r\n",
    f"GET /?q={'So-Phia' * 1000} HTTP/1.1\r\n\r\n",
]


def shout(bind: str, words: str) -> bytes:
    """The first words that come back to somebody who does not speak HTTP."""
    name, _colon, port = bind.partition(":")
    with socket.create_connection((name, int(port)), timeout=20) as line:
        line.sendall(words.encode())
        return line.recv(10)


def test_gunicorn_writes_json_alone_and_no_query(environment, law, tmp_path):
    make_province()
    assert manage(environment, "collectstatic", "--noinput", "-v", "0").returncode == 0
    bind, search = environment["OCOP_BIND"], quote(SEARCH)
    command = [sys.executable, "-m", "gunicorn", "-c", "python:ocop_portal.gunicorn_conf", "ocop_portal.wsgi"]
    with (tmp_path / "said").open("w") as said:
        server = subprocess.Popen(command, cwd=project.BASE_DIR, env=environment, stdout=said, stderr=said)
        try:
            assert wait_until(lambda: listens(bind), 60)
            statuses = [
                ask(bind, "GET", f"/san-pham/?q={search}"),
                ask(bind, "GET", f"/xac-minh/?ma={PHONE}"),
                ask(bind, "GET", f"/khong-co/{PHONE}/?q={search}"),
                ask(bind, "GET", f"/staff/?q={search}"),
                ask(bind, "POST", "/tai-khoan/dang-nhap/", f"login={PHONE}&password={search}"),
                ask(bind, "GET", f"/?q={search}", host=f"{PHONE}.example"),
                ask(bind, "PUT", f"/?q={search}"),
            ]
            assert statuses == [200, 200, 404, 302, 403, 400, 405]
            assert {shout(bind, words) for words in NO_HTTP} <= {b"HTTP/1.1 4", b"HTTP/1.1 5"}
            with broken_table():
                assert ask(bind, "GET", f"/san-pham/{PHONE}/?q={search}") == 500
        finally:
            server.terminate()
            assert server.wait(60) == 0
    lines = read((tmp_path / "said").read_text())
    requests = [line for line in lines if line["logger"] == "ocop.request"]
    assert [line["status"] for line in requests] == [*statuses, 500]
    (crash,) = [line for line in lines if line["logger"] == "django.request"]
    assert crash["errors"][-1]["type"] == "psycopg.errors.UndefinedTable"
    assert {line["logger"] for line in lines} >= {"gunicorn.error", "ocop.request", "django.request"}
    assert sum(line["message"].startswith("Invalid request from ip=…") for line in lines) == len(NO_HTTP)
