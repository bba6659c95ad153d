"""gunicorn as on a real server, on a port of its own for each register."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from ocop_portal.ground.machine import Refusal, wait_until
from tests.bench.load import HEADERS
from tests.bench.registers import CHECKOUT, Register

HOST = "127.0.0.1"
START_SECONDS = 60


def worker_count() -> int:
    """A worker for each core, at least two."""
    return max(2, min(16, len(os.sched_getaffinity(0))))


class Portal:
    """A running portal on one register."""

    def __init__(self, register: Register, environment: Mapping[str, str], log: Path, mark: str) -> None:
        self.register = register
        self.port = _free_port()
        self.base = f"http://{HOST}:{self.port}"
        settings = {"OCOP_BIND": f"{HOST}:{self.port}", "OCOP_WORKERS": str(worker_count())}
        self.publisher = Publisher(register, environment, log.with_suffix(".publisher"))
        # Workers are not replaced after so many requests: starting one is no part of a page.
        command = [sys.executable, "-m", "gunicorn", "ocop_portal.wsgi:application", f"--name={mark}"]
        command += ["-c", "python:ocop_portal.gunicorn_conf", "--max-requests", "0"]
        with log.open("w") as said:
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                cwd=CHECKOUT,
                env={**environment, **settings, "DATABASE_URL": register.url},
                start_new_session=True,  # Ctrl-C reaches the bench alone, which then stops it
            )

    def wait(self) -> None:
        """Until it answers."""
        wait_until(lambda: self.process.poll() is not None or self._answers(), START_SECONDS, pause=0.2)
        if self.process.poll() is not None or not self._answers():
            raise Refusal(f"The portal on the register of {self.register.name} products did not start: see its log.")

    def _answers(self) -> bool:
        try:
            return self.get("/healthz")[0] == 200
        except OSError:
            return False

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> tuple[int, str]:
        """Ask once, as the load generator would: the status and the ETag."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=30)
        try:
            connection.request("GET", path, headers={**HEADERS, **(headers or {})})
            answer = connection.getresponse()
            answer.read()
            return answer.status, answer.getheader("ETag") or ""
        finally:
            connection.close()

    def stop(self) -> None:
        """End it with its workers."""
        self.publisher.stop()
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(10)


class Publisher:
    """A program beside the portal that publishes when it is asked to, as an officer does."""

    def __init__(self, register: Register, environment: Mapping[str, str], log: Path) -> None:
        self.register = register
        with log.open("w") as said:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.bench.publication"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=said,
                text=True,
                bufsize=1,
                cwd=CHECKOUT,
                env={**environment, "DATABASE_URL": register.url},
                start_new_session=True,
            )

    def publish(self) -> None:
        """Publish once; nothing that was kept of the public pages is used again."""
        assert self.process.stdin is not None  # both are pipes
        assert self.process.stdout is not None
        try:
            self.process.stdin.write("\n")
            done = self.process.stdout.readline()
        except OSError:
            done = ""
        if done != "published\n":
            raise Refusal(f"Publishing on the register of {self.register.name} products failed: see its log.")

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait(10)


@contextmanager
def portals(
    registers: Iterable[Register], environment: Mapping[str, str], folder: Path, mark: str
) -> Iterator[list[Portal]]:
    """A portal for each register, all of them ready."""
    started: list[Portal] = []
    try:
        for register in registers:
            started.append(Portal(register, environment, folder / f"portal-{register.size}.log", mark))
        for portal in started:
            portal.wait()
        yield started
    finally:
        for portal in started:
            portal.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
