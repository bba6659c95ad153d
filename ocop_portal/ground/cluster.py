"""The embedded PostgreSQL server: started, shared and stopped for one checkout. Standard library only.

Several processes may use one server: each holds a shared lock on it, and the last one to leave stops it.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import AbstractContextManager
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote

from ocop_portal.ground.cluster_data import DATABASE, ROLE, check_version, failure, make_data
from ocop_portal.ground.cluster_home import binaries_for, choose_home, find_binaries, server_account, socket_folder
from ocop_portal.ground.machine import (
    Refusal,
    account_name,
    clean_environment,
    command_line,
    find_account,
    locked,
    make_folder,
    need_room,
    open_lock,
    own_folder,
    run,
    send,
    try_lock,
    wait_until,
)

PORT = "5432"  # only a part of the socket's name: the server listens on no network
START_SECONDS = 60
STOP_SECONDS = 30
# A test run's data are worth nothing after a power cut.
THROW_AWAY = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]


class Cluster:
    """A PostgreSQL server with its data in a folder of its own, reached through a Unix socket alone."""

    def __init__(
        self, checkout: Path, name: str, *, venv: Path | None = None, home: Path | None = None, fsync: bool = True
    ) -> None:
        self.checkout = checkout.resolve()
        self.venv = venv or self.checkout / ".venv"
        self.account = server_account(self.checkout, name)
        self.home = home or choose_home(self.checkout, self.account)
        self.box = self.home / name
        self.data = self.box / "data"
        self.log = self.box / "server.log"
        self.socket = socket_folder(self.box)
        self.fsync = fsync
        self._users: int | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._follow_owner_of_data()

    def _follow_owner_of_data(self) -> None:
        """Data that exist decide the account: PostgreSQL serves them to their owner alone."""
        try:
            uid = self.data.lstat().st_uid
        except FileNotFoundError:
            return
        owner = self.account if uid == self.account.uid else find_account(uid)
        if owner is None or owner.uid == 0 or os.geteuid() not in {0, uid}:
            raise Refusal(f"{self.data} belongs to the account {account_name(uid)}: call ./dev as that account.")
        self.account = owner

    @property
    def url(self) -> str:
        """The DATABASE_URL of the portal's own database."""
        return f"postgresql:///{DATABASE}?host={quote(str(self.socket))}&port={PORT}&user={ROLE}"

    def __enter__(self) -> str:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    # -------------------------------------------------------------- start
    def start(self) -> str:
        """Start the server, or join the one that already runs, and give its DATABASE_URL."""
        make_folder(self.box)
        try:
            with self._alone():
                self.enlist()
                if not self._joins_running():
                    self._launch()
        except BaseException:
            self.stop()
            raise
        return self.url

    def _alone(self) -> AbstractContextManager[None]:
        return locked(self.box / "start.lock", patience=180, waiting_for="another start of the database")

    def enlist(self) -> None:
        """Count as a user of the server until `stop()` or until this process ends."""
        if self._users is None:
            self._users = open_lock(self.box / "users.lock")
            fcntl.flock(self._users, fcntl.LOCK_SH)

    def _find_programs(self) -> None:
        self.binaries = binaries_for(self.account, find_binaries(self.venv), self.home)

    def _joins_running(self) -> bool:
        if not self.is_running():
            return False
        self._find_programs()
        if wait_until(self._answers, START_SECONDS / 4):
            return True
        self._end(signal.SIGINT)  # nobody can reach it: its socket was removed or it hangs
        return False

    def _launch(self) -> None:
        self._find_programs()
        need_room(self.box, 200, "the database")
        own_folder(self.socket, self.account, 0o700)
        if not self.data.exists():
            make_data(self.data, self.binaries, self.account, sync=self.fsync)
        check_version(self.data, self.binaries)
        self._clear_stale_pid_file()
        if not wait_until(self._comes_up, START_SECONDS / 4, pause=0.5):
            raise failure("The database did not start", self._log_text())

    def _comes_up(self) -> bool:
        """Try once; False asks for another try, while the memory of a killed server is still in use."""
        self._process = self._spawn()
        wait_until(lambda: self._answers() or not self._lives(), START_SECONDS)
        if self._answers():
            return True
        if self._lives():
            raise failure(f"The database did not answer within {START_SECONDS} seconds", self._log_text())
        if "still in use" not in self._log_text():
            raise failure("The database did not start", self._log_text())
        return False

    def _lives(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def _log_text(self) -> str:
        return self.log.read_text(errors="replace")

    def _spawn(self) -> subprocess.Popen[bytes]:
        settings = ["listen_addresses=", f"unix_socket_directories={self.socket}", "max_connections=100"]
        settings += [] if self.fsync else THROW_AWAY
        flags = [word for setting in settings for word in ("-c", setting)]
        log = os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        try:
            return subprocess.Popen(
                [self.binaries / "postgres", "-D", self.data, "-p", PORT, *flags],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                env=clean_environment(),
                start_new_session=True,  # Ctrl-C reaches ./dev alone, which stops things in their order
                **self.account.process(),
            )
        finally:
            os.close(log)

    def _answers(self) -> bool:
        command: list[str | Path] = [
            self.binaries / "pg_isready",
            "-q",
            "-h",
            str(self.socket),
            "-p",
            PORT,
            "-U",
            ROLE,
            "-d",
            DATABASE,
        ]
        return run(command)[0] == 0

    # -------------------------------------------------------------- the process
    def is_running(self) -> bool:
        """Whether the server of this data folder lives, whoever started it."""
        return self._pid() is not None

    def _pid(self) -> int | None:
        if self._process is not None and self._lives():
            return self._process.pid
        pid = self._noted_pid()
        return pid if pid is not None and self._is_ours(pid) else None

    def _noted_pid(self) -> int | None:
        try:
            return int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
        except (OSError, ValueError):
            return None

    def _is_ours(self, pid: int) -> bool:
        """Whether a process is a server of this very folder, which may have been moved since it started."""
        words = command_line(pid)
        if not words or Path(words[0]).name not in {"postgres", "postmaster"}:
            return False
        if str(self.data) in words:
            return True
        named = [Path(after) for word, after in pairwise(words) if word == "-D"]
        for folder in [Path(f"/proc/{pid}/cwd"), *named]:
            try:
                return folder.samefile(self.data)
            except OSError:
                continue
        raise Refusal(f"Process {pid} is a PostgreSQL that may be using {self.data}: stop it and start again.")

    def _clear_stale_pid_file(self) -> None:
        """Remove the note of a killed server whose number another program has, or a dead one that nobody reaped."""
        pid = self._noted_pid()
        if pid is not None and Path(f"/proc/{pid}").exists() and not self._is_ours(pid):
            (self.data / "postmaster.pid").unlink()

    # -------------------------------------------------------------- stop
    def stop(self) -> bool:
        """Leave the server, which ends when nobody else uses it; True when we were the last."""
        if self._users is None:
            return False
        try:
            with self._alone():
                last = try_lock(self._users)
                if last:
                    self._end(signal.SIGINT if self.fsync else signal.SIGQUIT)
                return last
        finally:
            os.close(self._users)
            self._users = None

    def _end(self, first: signal.Signals) -> None:
        for number, patience in ((first, STOP_SECONDS), (signal.SIGQUIT, 10), (signal.SIGKILL, 10)):
            pid = self._pid()
            if pid is None:
                break
            send(pid, number)
            wait_until(lambda: self._pid() is None, patience)
        if self.socket.parent != self.box:
            shutil.rmtree(self.socket, ignore_errors=True)

    def remove(self) -> None:
        """Delete a stopped server's folder with all its data."""
        shutil.rmtree(self.box, ignore_errors=True)


def throw_away(checkout: Path, venv: Path | None = None) -> Cluster:
    """A new server for one test run; what killed runs left behind is removed first."""
    checkout = checkout.resolve()
    home = choose_home(checkout, server_account(checkout, "test"))
    with locked(home / "test.lock", patience=120, waiting_for="another start of tests"):
        for left in home.glob("test-*"):
            _sweep(Cluster(checkout, left.name, home=home, fsync=False))
        box = Path(tempfile.mkdtemp(prefix="test-", dir=home))
        box.chmod(0o755)
        cluster = Cluster(checkout, box.name, venv=venv, home=home, fsync=False)
        cluster.enlist()
    return cluster


def _sweep(left: Cluster) -> None:
    """Remove a test server unless the run that made it still lives."""
    left.enlist()
    if left.stop():
        left.remove()
