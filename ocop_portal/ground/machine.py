"""What the machine at hand allows: accounts, folders, locks, processes, room. Standard library only."""

from __future__ import annotations

import fcntl
import os
import pwd
import shutil
import stat
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MEGABYTE = 1024 * 1024


class Refusal(Exception):
    """Something the caller has to settle; told in one sentence and never as a traceback."""


@dataclass(frozen=True)
class Account:
    """An account of this machine that a process can run as."""

    name: str
    uid: int
    gid: int

    def process(self) -> dict[str, Any]:
        """The arguments that make `subprocess` run a program as this account."""
        if self.uid == os.geteuid():
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": os.getgrouplist(self.name, self.gid)}


def find_account(key: int | str) -> Account | None:
    """The account with this number or name, or None."""
    try:
        entry = pwd.getpwuid(key) if isinstance(key, int) else pwd.getpwnam(key)
    except KeyError:
        return None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def account_name(uid: int) -> str:
    """The name of an account, or its number when it has none."""
    account = find_account(uid)
    return account.name if account else str(uid)


def make_folder(path: Path) -> Path:
    """Make a folder that other accounts can pass through, whatever the umask says; leave an existing one alone."""
    with suppress(FileExistsError):
        path.mkdir()
        path.chmod(0o755)
    return path


def own_folder(path: Path, account: Account, mode: int) -> Path:
    """Make or check a folder that belongs to the account and that nobody else can write to."""
    with suppress(FileExistsError):
        path.mkdir(mode=0o700)
        path.chmod(mode)
    found = path.lstat()
    if stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid() != account.uid:
        os.chown(path, account.uid, account.gid, follow_symlinks=False)
        found = path.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != account.uid or found.st_mode & 0o022:
        raise Refusal(f"{path} is not a folder that belongs to {account.name} alone: look at it and remove it.")
    return path


def hand_over(checkout: Path, *paths: Path) -> None:
    """Give what root made inside somebody's checkout to that somebody, who could not touch it otherwise."""
    owner = checkout.stat()
    if os.geteuid() != 0 or owner.st_uid == 0:
        return
    for path in paths:
        for folder, _, files in os.walk(path):
            for name in (folder, *(os.path.join(folder, file) for file in files)):
                if os.lstat(name).st_uid == 0:
                    os.chown(name, owner.st_uid, owner.st_gid, follow_symlinks=False)


# ------------------------------------------------------------------ locks
def open_lock(path: Path) -> int:
    """Open a lock file; reading is enough, so an account that may not write can still take part."""
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        return os.open(path, flags)
    except FileNotFoundError:
        return os.open(path, flags | os.O_CREAT, 0o644)


def try_lock(descriptor: int, kind: int = fcntl.LOCK_EX) -> bool:
    """Take the lock now, or say that somebody else has it."""
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def locked(path: Path, *, patience: float, waiting_for: str, notice: bool = False) -> Iterator[None]:
    """Hold the lock for the length of a block; the kernel frees it when its holder dies."""
    descriptor = open_lock(path)
    try:
        if not try_lock(descriptor):
            if notice:
                print(f"Waiting for {waiting_for} ...", flush=True)
            if not wait_until(lambda: try_lock(descriptor), patience):
                raise Refusal(f"{waiting_for} did not end within {patience:.0f} seconds.")
        yield
    finally:
        os.close(descriptor)


def is_locked(path: Path) -> bool:
    """Whether some living process holds the lock alone."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        return not try_lock(descriptor, fcntl.LOCK_SH)
    finally:
        os.close(descriptor)


# ------------------------------------------------------------------ processes
def command_line(pid: int) -> list[str]:
    """The words a process was started with; empty when it is gone or only waits to be reaped."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return []
    return [os.fsdecode(word) for word in words.rstrip(b"\0").split(b"\0")] if words else []


def processes_with(word: str) -> list[int]:
    """The living processes that carry exactly this word on their command line."""
    return [int(entry) for entry in os.listdir("/proc") if entry.isdigit() and word in command_line(int(entry))]


def send(pid: int, number: int) -> None:
    """Send a signal to a process that may have ended in the meantime."""
    try:
        with suppress(ProcessLookupError):
            os.kill(pid, number)
    except PermissionError as error:
        owner = account_name(os.stat(f"/proc/{pid}").st_uid)
        raise Refusal(f"Process {pid} belongs to the account {owner}: stop it as that account.") from error


def wait_until(question: Callable[[], bool], seconds: float, pause: float = 0.05) -> bool:
    """Ask until the answer is yes; False when the time is over."""
    end = time.monotonic() + seconds
    while not question():
        if time.monotonic() > end:
            return False
        time.sleep(pause)
    return True


def run(command: Sequence[str | Path], account: Account | None = None, text: str = "") -> tuple[int, str]:
    """Run a program of ours to its end, as the account if one is given: its status and all that it said."""
    as_account = account.process() if account else {}
    done = subprocess.run(
        command,
        input=text,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        cwd="/",
        env=clean_environment(),
        **as_account,
    )
    return done.returncode, done.stdout


# ------------------------------------------------------------------ room and surroundings
def need_room(folder: Path, megabytes: int, purpose: str) -> None:
    """Refuse when the disk that holds the folder is too full."""
    free = shutil.disk_usage(folder).free // MEGABYTE
    if free < megabytes:
        raise Refusal(
            f"The disk is full: {folder} has {free} MB left and {purpose} needs about {megabytes} MB; "
            "make room and start again."
        )


def clean_environment() -> dict[str, str]:
    """The environment for our own programs, without what could lead them elsewhere."""
    strange = {"PYTHONHOME", "PYTHONPATH", "GUNICORN_CMD_ARGS", "DJANGO_SETTINGS_MODULE"}
    kept = {key: value for key, value in os.environ.items() if key not in strange and not key.startswith("PG")}
    if not kept.get("HOME"):
        kept.pop("HOME", None)
    kept.setdefault("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
    return {**kept, "PYTHONUTF8": "1"}
