"""A small checkout: the real ./dev and its modules around a web application of five lines."""

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
from pathlib import Path

from ocop_portal.ground.cluster_home import all_homes
from ocop_portal.ground.machine import processes_with, wait_until

REPOSITORY = Path(__file__).resolve().parent.parent.parent
TOOLS = ("bench", "cluster", "cluster_data", "cluster_home", "demo", "installation", "machine")

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


class SmallCheckout:
    """A folder that `./dev` takes for a checkout, with an environment that needs no installation."""

    def __init__(self, root: Path, python: str) -> None:
        self.root = root
        self.dev = root / "dev"
        shutil.copy(REPOSITORY / "dev", self.dev)
        (root / "ocop_portal" / "ground").mkdir(parents=True)
        shutil.copy(REPOSITORY / "ocop_portal" / "__init__.py", root / "ocop_portal")
        for name in ("__init__", *TOOLS):
            shutil.copy(REPOSITORY / "ocop_portal" / "ground" / f"{name}.py", root / "ocop_portal" / "ground")
        self.write_programs()
        (root / "requirements").mkdir()
        for group in ("runtime", "development", "embedded"):
            (root / "requirements" / f"{group}.txt").write_text(f"# {group}\n")
        self._make_venv(python)
        self.started: list[subprocess.Popen[str]] = []

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
        boxes = [home / "demo" for home in all_homes(self.root)]
        return [*(str(box / "data") for box in boxes), *(f"--name=ocop demo in {box}" for box in boxes)]

    def living(self) -> list[int]:
        return [pid for word in self.words_of_servers() for pid in processes_with(word)]


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
        ready = wait_until(lambda: "Ctrl-C stops it" in self.said() or self.process.poll() is not None, 60)
        assert ready, self.said()
        assert self.process.poll() is None, self.said()

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
