"""A portal that can be killed: a cluster of its own with fsync on, real gunicorn on loopback, drafts to publish."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path

import psycopg

from ocop_portal.ground.cluster import Cluster
from ocop_portal.ground.machine import wait_until

ROOT = Path(__file__).resolve().parent.parent.parent
DRAFTS = 30
ROWS = 15  # products in each draft: enough for a transaction that takes its time
PREPARE = f"""
import django; django.setup()
import json
from datetime import date
from pathlib import Path
from django.core.management import call_command
from core.roles import Role
from evaluations.actions.drafts import start_draft_of_round, write_draft
from evaluations.actions.results import save_result
from evaluations.actions.rounds import open_round
from evaluations.entry import Entry
from tests.factories import level_of, make_place, make_producer, make_product, make_province, make_user
from products.imports.law import load_law
call_command("migrate", verbosity=0)
call_command("createcachetable", verbosity=0)
load_law(Path("fixtures"))
province = make_province()
officer = make_user(Role.PROVINCE_OFFICER, territory=province, username="canbo")
producer = make_producer(place=make_place(parent=province))
drafts = []
for number in range(1, {DRAFTS} + 1):
    found = open_round(
        level=level_of(), place=province, year=2022, ordinal=number, opened_on=date(2022, 6, 1), by=officer
    )
    for row in range({ROWS}):
        product = make_product(f"Món minh hoạ {{number}}-{{row}}", producer=producer)
        save_result(found, Entry(product, outcome="3"), by=officer)
    draft = start_draft_of_round(found, by=officer)
    drafts.append(write_draft(draft, by=officer, number=f"{{number}}/QĐ-UBND", signed_on=date(2022, 8, 22)).pk)
print(json.dumps(drafts))
"""
# One line for each draft: its status, and everything that publishing writes.
WHOLE = """
    SELECT d.id, d.status, d.decision_id IS NOT NULL,
        (SELECT count(*) FROM products_decision p WHERE p.number = d.number),
        (SELECT count(*) FROM products_recognition r JOIN products_decision p ON p.id = r.decision_id
            WHERE p.number = d.number),
        (SELECT count(*) FROM products_certificate c JOIN products_recognition r ON r.id = c.recognition_id
            JOIN products_decision p ON p.id = r.decision_id WHERE p.number = d.number),
        (SELECT count(*) FROM evaluations_paperresult x WHERE x.draft_id = d.id AND x.decision_id IS NOT NULL),
        (SELECT count(*) FROM core_historyentry h WHERE h.verb = 'issue_decision' AND h.subject_id IN
            (SELECT id FROM products_decision p WHERE p.number = d.number)),
        (SELECT count(*) FROM core_historyentry h WHERE h.verb = 'status:published' AND h.subject_id = d.id)
    FROM evaluations_decisiondraft d ORDER BY d.id
"""
NOTHING = ("draft", False, 0, 0, 0, 0, 0, 0)
EVERYTHING = ("published", True, 1, ROWS, ROWS, ROWS, 1, 1)
IN_PUBLISHING = """
    SELECT count(*) FROM pg_locks
    WHERE relation = 'core_generation'::regclass AND mode = 'RowShareLock' AND granted
"""
SERVING = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"


class Site:
    """The portal and its server."""

    def __init__(self, cluster: Cluster, files: Path) -> None:
        self.cluster = cluster
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.gunicorn: subprocess.Popen[bytes] | None = None
        self.env = {
            **os.environ,
            "OCOP_MODE": "test",
            "DATABASE_URL": cluster.url,
            "OCOP_TODAY": "2022-10-01",
            "OCOP_DATA_DIR": str(files),
            "DJANGO_SETTINGS_MODULE": "ocop_portal.settings",
        }
        (files / "static").mkdir(parents=True)
        self._recover_quickly()
        self.log = files / "gunicorn.log"

    def _recover_quickly(self) -> None:
        """Before a recovery one call brings everything to the disk; the usual one for each file takes seconds."""
        with (self.cluster.data / "postgresql.auto.conf").open("a") as settings:
            settings.write("recovery_init_sync_method = syncfs\n")
        os.kill(self._server(), signal.SIGHUP)

    def _server(self) -> int:
        return int((self.cluster.data / "postmaster.pid").read_text().split()[0])

    def prepare(self) -> list[int]:
        """The ids of drafts that are ready to be published."""
        return json.loads(self.run("-c", PREPARE).splitlines()[-1])

    def run(self, *words: str) -> str:
        done = subprocess.run([sys.executable, *words], cwd=ROOT, env=self.env, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    # -------------------------------------------------------------- up
    def serve(self) -> None:
        """Start gunicorn, or see that the one that runs answers again."""
        if self.gunicorn is None or self.gunicorn.poll() is not None:
            command = [sys.executable, "-m", "gunicorn", "ocop_portal.wsgi:application", "--workers", "2", "--preload"]
            command += ["--worker-class", "gthread", "--threads", "2", "--bind", f"127.0.0.1:{self.port}"]
            command += ["--no-control-socket", "--log-level", "critical"]
            with self.log.open("ab") as log:
                self.gunicorn = subprocess.Popen(command, cwd=ROOT, env=self.env, stdout=log, stderr=log)
        assert wait_until(lambda: self.status("/healthz") == 200, 60), self.log.read_text()

    def status(self, path: str) -> int:
        """The status that an address answers with; 0 when nobody answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            connection.close()

    def stop(self) -> None:
        if self.gunicorn is not None and self.gunicorn.poll() is None:
            self.gunicorn.terminate()
            self.gunicorn.wait(20)

    # -------------------------------------------------------------- killed
    def kill_workers(self) -> None:
        assert self.gunicorn is not None
        kill(children_of(self.gunicorn.pid))

    def kill_gunicorn(self) -> None:
        assert self.gunicorn is not None
        kill([self.gunicorn.pid, *children_of(self.gunicorn.pid)])
        self.gunicorn.wait(10)

    def kill_backend(self) -> None:
        """The process of PostgreSQL that publishes, else all that serve the portal; the others then start anew."""
        with self.ask() as made:
            held = made.execute(IN_PUBLISHING.replace("count(*)", "pid")).fetchall()
            if not held:
                held = made.execute(SERVING).fetchall()
        kill([pid for (pid,) in held])

    def kill_postgresql(self) -> None:
        """The server with all its processes, as when the power goes."""
        server = self._server()
        kill([server, *children_of(server)])
        wait_until(lambda: not self.cluster.is_running(), 10, pause=0.01)

    def restart(self) -> None:
        """Whatever was killed runs again."""
        self.cluster.start()
        assert wait_until(self._answers, 30), "PostgreSQL did not come back"
        self.serve()

    def _answers(self) -> bool:
        try:
            with self.ask() as made:
                return made.execute("SELECT NOT pg_is_in_recovery()").fetchone() == (True,)
        except psycopg.OperationalError:
            return False

    # -------------------------------------------------------------- seen
    @contextmanager
    def ask(self) -> Iterator[psycopg.Connection]:
        """A connection past the portal."""
        with psycopg.connect(
            host=str(self.cluster.socket), dbname="ocop", user="ocop", autocommit=True, connect_timeout=5
        ) as made:
            yield made

    def acts(self) -> dict[int, tuple[object, ...]]:
        """What stands of each draft's publishing, when nobody writes any more."""
        with self.ask() as made:
            wait_until(lambda: made.execute(IN_PUBLISHING).fetchone() == (0,), 20, pause=0.02)
            return {row[0]: row[1:] for row in made.execute(WHOLE).fetchall()}

    def generation(self) -> int:
        with self.ask() as made:
            row = made.execute("SELECT number FROM core_generation").fetchone()
            return int(row[0]) if row else 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def children_of(parent: int) -> list[int]:
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(entry.read_text().rpartition(")")[2].split()[1]) == parent:
                found.append(int(entry.parent.name))
        except (OSError, IndexError):
            continue
    return found


def kill(pids: list[int]) -> None:
    for pid in pids:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


# ------------------------------------------------------------------ the officer
class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args: object) -> None:
        return None


@dataclass
class Answer:
    """What came back from a publish, and when; status 0 when nothing did."""

    status: int = 0
    at: float = 0.0

    @property
    def is_acknowledged(self) -> bool:
        """The redirect to the decision: the officer was told that it is done."""
        return self.status == 302


class Officer:
    """Somebody at a browser: signs in, reads the check page, publishes."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.jar = CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar), NoRedirect())

    def sign_in(self, username: str, password: str) -> None:
        page = self.read("/tai-khoan/dang-nhap/")
        answer = self.send("/tai-khoan/dang-nhap/", {**hidden(page), "login": username, "password": password})
        assert answer.status == 302

    def read(self, path: str) -> str:
        with self.opener.open(self.site.address + path, timeout=30) as page:
            return page.read().decode()

    def send(self, path: str, fields: dict[str, str]) -> Answer:
        request = urllib.request.Request(
            self.site.address + path,
            urllib.parse.urlencode(fields).encode(),
            {"Referer": self.site.address + path},
        )
        answer = Answer()
        with suppress(OSError, http.client.HTTPException):
            try:
                with self.opener.open(request, timeout=60) as page:
                    answer.status = page.status
            except urllib.error.HTTPError as error:
                answer.status = error.code
        answer.at = time.monotonic()
        return answer

    def form_of(self, draft: int) -> dict[str, str]:
        """What the check page would send."""
        return hidden(self.read(f"/staff/du-thao/{draft}/kiem-tra/"))

    def publish(self, draft: int, form: dict[str, str]) -> Answer:
        return self.send(f"/staff/du-thao/{draft}/cong-bo/", form)


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of a page's forms."""
    inputs = re.findall(r'<input[^>]*type="hidden"[^>]*>', page)
    pairs = [(re.search(r'name="([^"]+)"', one), re.search(r'value="([^"]*)"', one)) for one in inputs]
    return {name[1]: value[1] for name, value in pairs if name and value}


class Watch:
    """Looks past the portal, while its block runs, for the moment at which a publishing transaction has begun."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.seen_at = 0.0
        self._is_over = threading.Event()
        self._is_ready = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        assert self._is_ready.wait(20)
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        self._thread.join(10)

    def _look(self) -> None:
        with suppress(psycopg.Error), self.site.ask() as made:  # may be killed with the server
            made.execute(IN_PUBLISHING)
            self._is_ready.set()
            while not self._is_over.is_set() and not self.seen_at:
                if made.execute(IN_PUBLISHING).fetchone() != (0,):
                    self.seen_at = time.monotonic()
                time.sleep(0.002)
