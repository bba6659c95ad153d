"""The demo: what it consists of, from its claim on the checkout to its last process. Standard library only."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from ocop_portal.ground.cluster import Cluster
from ocop_portal.ground.cluster_home import all_homes
from ocop_portal.ground.installation import Installation
from ocop_portal.ground.machine import (
    Refusal,
    account_name,
    clean_environment,
    hand_over,
    is_locked,
    make_folder,
    need_room,
    open_lock,
    processes_with,
    send,
    try_lock,
    wait_until,
)
from ocop_portal.ground.scenarios import USUAL, Scenario

HOST = "127.0.0.1"
# Each worker may hold four connections of the server's hundred, and test and manage need some too.
MOST_WORKERS = 16
ANSWER_SECONDS = 90


@dataclass
class State:
    """What other `./dev` of the checkout need to know of a running demo."""

    port: int
    today: str
    pid: int
    scenario: str = USUAL.name


def read_state(noted: Path) -> State | None:
    """The state as noted, or None when there is none (any more)."""
    try:
        return State(**json.loads(noted.read_text()))
    except (OSError, ValueError, TypeError):
        return None


def server_groups() -> list[str]:
    """The lock files to install for a server of ours."""
    return [] if os.environ.get("OCOP_PG_BIN") else ["embedded"]


def files_folder(checkout: Path, cluster: Cluster, scenario: Scenario) -> Path:
    """Where media and static files go: into the checkout when it can be written to."""
    inside = checkout / ".ocop"
    return make_folder(scenario.files_in(inside if os.access(inside, os.W_OK) else cluster.home))


def environment(url: str, today: str, files: str | Path, scenario: Scenario) -> dict[str, str]:
    """The environment of every program of the demo."""
    demo = {"OCOP_MODE": "demo", "DATABASE_URL": url, "OCOP_TODAY": today, "OCOP_DATA_DIR": str(files)}
    return {**clean_environment(), "DJANGO_SETTINGS_MODULE": "ocop_portal.settings", **scenario.settings, **demo}


def running_demo(checkout: Path, scenarios: Iterable[Scenario]) -> tuple[Path, State] | None:
    """The home and the state of the first of these demos that runs from this checkout, whoever started it."""
    for box in [home / scenario.box for scenario in scenarios for home in all_homes(checkout)]:
        lock, noted = box / "demo.lock", box / "demo.json"
        _await_note(lock, noted)
        if is_locked(lock) and (state := read_state(noted)):
            _check_open(box, noted)
            return box.parent, state
    return None


def _await_note(lock: Path, noted: Path) -> None:
    """Give a demo that is still installing the time to note what it is; it may end before it does."""
    if not wait_until(lambda: noted.exists() or not is_locked(lock), 120, pause=0.5):
        raise Refusal("The demo of this checkout is still starting: try again when it shows its address.")


def _check_open(box: Path, noted: Path) -> None:
    if os.geteuid() != 0 and not os.access(box / "data", os.X_OK):
        owner = account_name(noted.stat().st_uid)
        raise Refusal(
            f"The demo of this checkout runs as {owner} and its database is closed to other accounts: "
            f"call ./dev manage as {owner}{'' if owner == 'root' else ' or as root'}."
        )


class Demo:
    """One run of the demo."""

    def __init__(self, checkout: Path, *, port: int, today: str, scenario: Scenario) -> None:
        self.checkout = checkout
        self.port = port
        self.today = today
        self.scenario = scenario
        self.cluster = Cluster(checkout, scenario.box)
        self.box = make_folder(self.cluster.box)
        self.noted = self.box / "demo.json"
        self.mark = f"--name=ocop demo in {self.box}"
        self.address = f"http://{HOST}:{port}/"

    def run(self) -> int:
        """Serve until something ends it; the exit status tells whether that was a failure."""
        with self._claimed():
            end_leftovers(self.mark)
            check_port(self.port)
            need_room(self.box, 300, "the demo")
            self.python = Installation(self.checkout).ensure(["runtime", *server_groups()])
            with self.cluster as url:
                files = files_folder(self.checkout, self.cluster, self.scenario)
                self.environment = environment(url, self.today, files, self.scenario)
                self._note()
                try:
                    self._prepare(files)
                    return self._serve()
                finally:
                    hand_over(self.checkout, files)

    @contextmanager
    def _claimed(self) -> Iterator[None]:
        lock = open_lock(self.box / "demo.lock")
        try:
            # Somebody who only asks whether a demo runs holds it for a moment.
            if not wait_until(lambda: try_lock(lock), 1):
                raise Refusal(f"The demo of this checkout already runs{self._where()}: stop it first.")
            self.noted.unlink(missing_ok=True)
            try:
                yield
            finally:
                self.noted.unlink(missing_ok=True)
        finally:
            os.close(lock)

    def _where(self) -> str:
        state = read_state(self.noted)
        return f" at http://{HOST}:{state.port}/ (process {state.pid})" if state else ""

    def _note(self) -> None:
        new = self.noted.with_suffix(".new")
        new.write_text(json.dumps(asdict(State(self.port, self.today, os.getpid(), self.scenario.name))))
        new.chmod(0o644)
        new.rename(self.noted)

    # -------------------------------------------------------------- before it serves
    def _manage(self, *words: str) -> None:
        command = [str(self.python), "manage.py", *words]
        status = subprocess.run(command, cwd=self.checkout, env=self.environment).returncode
        if status != 0:
            raise Refusal(f"manage.py {words[0]} ended with status {status}: the demo cannot start.")

    def _prepare(self, files: Path) -> None:
        print("Preparing the database ...", flush=True)
        self._manage("migrate", "--noinput", "--verbosity", "0")
        self._manage("createcachetable", "--verbosity", "0")
        self._collect_static(files / "static")
        print("Loading the demo data ...", flush=True)
        self._manage("load_demo", "--scenario", self.scenario.name)

    def _collect_static(self, target: Path) -> None:
        """Collect the static files when they changed since the last time."""
        folders = [self.checkout / "static", *self.checkout.glob("[!.]*/static")]
        sources = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
        sources.append(self.checkout / "requirements" / "runtime.txt")  # the packages bring static files too
        now = "\n".join(f"{path} {path.stat().st_mtime_ns} {path.stat().st_size}" for path in sorted(sources))
        before = target / ".collected"
        if not before.exists() or before.read_text() != now:
            self._manage("collectstatic", "--noinput", "--clear", "--verbosity", "0")
            target.mkdir(exist_ok=True)
            before.write_text(now)

    # -------------------------------------------------------------- while it serves
    def _serve(self) -> int:
        try:
            gunicorn = self._start_gunicorn()
            self._wait_for_answer(gunicorn)
            print(f"\nThe portal is served at {self.address} (business day {self.today})\n", flush=True)
            self._manage("demo_logins")
            print("\nCtrl-C stops it.", flush=True)
            return self._watch(gunicorn)
        finally:
            end_leftovers(self.mark)

    def _start_gunicorn(self) -> subprocess.Popen[bytes]:
        workers = min(len(os.sched_getaffinity(0)), MOST_WORKERS)
        command = [str(self.python), "-m", "gunicorn", "ocop_portal.wsgi:application", self.mark]
        command += ["--bind", f"{HOST}:{self.port}", "--workers", str(workers), "--worker-class", "gthread"]
        command += ["--threads", "4", "--max-requests", "2000", "--max-requests-jitter", "200"]
        command += ["--graceful-timeout", "5", "--no-control-socket", "--log-level", "warning"]
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            cwd=self.checkout,
            env=self.environment,
            start_new_session=True,  # Ctrl-C reaches ./dev alone, which stops things in their order
        )

    def _wait_for_answer(self, gunicorn: subprocess.Popen[bytes]) -> None:
        wait_until(lambda: gunicorn.poll() is not None or self._answer() == "200", ANSWER_SECONDS, pause=0.2)
        if gunicorn.poll() is not None:
            raise Refusal(f"The web server ended with status {gunicorn.returncode} while it started.")
        if (answer := self._answer()) != "200":
            raise Refusal(f"{self.address}healthz did not become healthy in {ANSWER_SECONDS} s: {answer}.")

    def _answer(self) -> str:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            return str(connection.getresponse().status)
        except (OSError, http.client.HTTPException) as error:
            return str(error)
        finally:
            connection.close()

    def _watch(self, gunicorn: subprocess.Popen[bytes]) -> int:
        while True:
            time.sleep(0.5)
            if gunicorn.poll() is not None:
                return _fail(f"The web server ended by itself with status {gunicorn.returncode}")
            if not self.cluster.is_running():
                return _fail("The database ended by itself")


def _fail(what: str) -> int:
    print(f"{what}: the demo stops.", flush=True)
    return 1


def end_leftovers(mark: str) -> None:
    """End the web servers that bear a mark of ours, their workers included, and nobody else's."""
    for number, patience in ((signal.SIGTERM, 10), (signal.SIGKILL, 5)):
        for pid in processes_with(mark):
            send(pid, number)
        if wait_until(lambda: not processes_with(mark), patience):
            return


def check_port(port: int) -> None:
    """Refuse when the port cannot be had."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError as error:
            raise Refusal(f"Port {port} is reserved for root: choose one above 1023 with --port N.") from error
        except OSError as error:
            raise Refusal(f"Port {port} is taken by another program: choose another one with --port N.") from error
