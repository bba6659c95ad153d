"""Checkouts to throw away: the real ./dev around a web application of five lines, or around the whole portal."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ocop_portal.ground.cluster_home import all_homes
from ocop_portal.ground.machine import processes_with, wait_until
from ocop_portal.ground.scenarios import SCENARIOS

REPOSITORY = Path(__file__).resolve().parent.parent.parent
TOOLS = ("bench", "cluster", "cluster_data", "cluster_home", "demo", "installation", "machine", "scenarios")

WSGI = """
import os, psycopg
from urllib.parse import parse_qs, urlsplit
def application(environ, start_response):
    query = parse_qs(urlsplit(os.environ["DATABASE_URL"]).query)
    with psycopg.connect(dbname="ocop", user="ocop", host=query["host"][0]) as connection:
        connection.execute("select 1")
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"well"]
"""

MANAGE = """
import json, os, sys
names = ("OCOP_MODE", "DATABASE_URL", "OCOP_TODAY", "OCOP_DATA_DIR")
print("manage", *sys.argv[1:], json.dumps({name: os.environ.get(name) for name in names}), os.geteuid(), flush=True)
if sys.argv[1] == "demo_logins":
    print("canbo / minh-hoa")
if sys.argv[1] == "fail":
    sys.exit(7)
if sys.argv[1] == "wait":
    import time
    time.sleep(60)
if sys.argv[1] == "collectstatic":
    os.makedirs(os.path.join(os.environ["OCOP_DATA_DIR"], "static"), exist_ok=True)
"""


@contextmanager
def open_folder() -> Iterator[Path]:
    """A folder that every account can reach, unlike tmp_path; it goes afterwards, with the homes of its servers."""
    folder = Path(tempfile.mkdtemp(prefix="ocop-test-", dir="/tmp"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        for home in all_homes(folder):
            shutil.rmtree(home, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)


class SmallCheckout:
    """A folder that `./dev` takes for a checkout, with an environment that needs no installation."""

    patience = 60  # seconds until its demo serves

    def __init__(self, root: Path) -> None:
        self.root = root
        self.dev = root / "dev"
        self.fill()
        self._make_venv(python_for_everyone() or os.path.realpath(sys.executable))
        self.started: list[subprocess.Popen[str]] = []

    def fill(self) -> None:
        """Put the sources in place."""
        shutil.copy(REPOSITORY / "dev", self.dev)
        ground = self.root / "ocop_portal" / "ground"
        ground.mkdir(parents=True)
        shutil.copy(REPOSITORY / "ocop_portal" / "__init__.py", ground.parent)
        for name in ("__init__", *TOOLS):
            shutil.copy(REPOSITORY / "ocop_portal" / "ground" / f"{name}.py", ground)
        self.write_programs()
        (self.root / "requirements").mkdir()
        for group in ("runtime", "development", "embedded"):
            (self.root / "requirements" / f"{group}.txt").write_text(f"# {group}\n")

    def write_programs(self) -> None:
        (self.root / "ocop_portal" / "wsgi.py").write_text(WSGI)
        (self.root / "manage.py").write_text(MANAGE)

    def _make_venv(self, python: str) -> None:
        venv = self.root / ".venv"
        version = f"python{sys.version_info.major}.{sys.version_info.minor}"
        (venv / "bin").mkdir(parents=True)
        (venv / "lib" / version).mkdir(parents=True)
        (venv / "bin" / "python").symlink_to(python)
        (venv / "pyvenv.cfg").write_text(f"home = {Path(python).parent}\n")
        real = next(Path(sys.prefix).glob("lib/python3.*/site-packages"))
        (venv / "lib" / version / "site-packages").symlink_to(real)
        self.stamp(place=str(venv), **{group: self.digest(group) for group in ("runtime", "development", "embedded")})

    def digest(self, group: str) -> str:
        return hashlib.sha256((self.root / "requirements" / f"{group}.txt").read_bytes()).hexdigest()

    def stamp(self, **noted: str) -> None:
        (self.root / ".venv" / "ocop-installed.json").write_text(json.dumps(noted))

    # -------------------------------------------------------------- running it
    def environment(self, **extra: str) -> dict[str, str]:
        dropped = {"DATABASE_URL", "OCOP_MODE", "OCOP_TODAY", "OCOP_DATA_DIR", "PYTEST_XDIST_WORKER"}
        return {**{key: value for key, value in os.environ.items() if key not in dropped}, **extra}

    def run(self, *words: str, **options: object) -> subprocess.CompletedProcess[str]:
        env = self.environment(**options.pop("env", {}))  # type: ignore[arg-type]
        command = [self.python(options), str(self.dev), *words]
        return subprocess.run(command, capture_output=True, text=True, timeout=60, env=env, cwd="/", **options)

    def python(self, options: dict[str, object]) -> str:
        return "/usr/bin/python3" if "user" in options else sys.executable

    def demo(self, *words: str, **options: object) -> RunningDemo:
        demo = RunningDemo(self, words, options)
        self.started.append(demo.process)
        return demo

    def end_processes(self) -> None:
        for process in self.started:
            if process.poll() is None:
                process.terminate()
                process.wait(30)
        for pid in self.living():
            os.kill(pid, signal.SIGKILL)
        assert wait_until(lambda: self.living() == [], 10)

    def words_of_servers(self) -> list[str]:
        """Words on the command lines of the web server and of PostgreSQL that belong to this checkout alone."""
        boxes = [home / scenario.box for home in all_homes(self.root) for scenario in SCENARIOS.values()]
        return [*(str(box / "data") for box in boxes), *(f"--name=ocop demo in {box}" for box in boxes)]

    def living(self) -> list[int]:
        return [pid for word in self.words_of_servers() for pid in processes_with(word)]


class WholeCheckout(SmallCheckout):
    """A copy of this checkout as `./dev demo` serves it, with a database and files of its own."""

    patience = 300

    def fill(self) -> None:
        skipped = shutil.ignore_patterns(".*", "__pycache__", "docs", "tests")
        shutil.copytree(REPOSITORY, self.root, ignore=skipped, dirs_exist_ok=True)


class RunningDemo:
    """A `./dev demo` in the background that has said it is ready."""

    def __init__(self, checkout: SmallCheckout, words: tuple[str, ...], options: dict[str, object]) -> None:
        self.port = free_port()
        descriptor, name = tempfile.mkstemp(prefix="output-", dir=checkout.root)
        self.output = Path(name)
        command = [checkout.python(options), str(checkout.dev), "demo", "--port", str(self.port), *words]
        self.process = subprocess.Popen(
            command,
            stdout=descriptor,
            stderr=subprocess.STDOUT,
            text=True,
            env=checkout.environment(),
            cwd="/",
            **options,
        )
        os.close(descriptor)
        assert wait_until(self.has_begun_or_ended, checkout.patience), self.said()
        assert self.process.poll() is None, self.said()

    def has_begun_or_ended(self) -> bool:
        return "Ctrl-C stops it" in self.said() or self.process.poll() is not None

    def said(self) -> str:
        return self.output.read_text()

    def end(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def python_for_everyone() -> str | None:
    """A Python of our version that every account can run."""
    candidate = "/usr/bin/python3"
    found = subprocess.run(
        [candidate, "-c", "import sys; print(*sys.version_info[:2])"], capture_output=True, text=True
    )
    return candidate if found.stdout.split() == [str(part) for part in sys.version_info[:2]] else None
