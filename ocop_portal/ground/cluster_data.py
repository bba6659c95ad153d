"""The data folder of the embedded PostgreSQL: made whole or not at all. Standard library only."""

from __future__ import annotations

import locale
import shutil
from pathlib import Path

from ocop_portal.ground.cluster_home import major_version
from ocop_portal.ground.machine import Account, Refusal, own_folder, run

DATABASE = ROLE = "ocop"
SUPERUSER = "postgres"


def make_data(data: Path, binaries: Path, account: Account, *, sync: bool) -> None:
    """Make the data with the portal's role and database, and move them to their place when complete."""
    new = data.with_name("data.new")
    shutil.rmtree(new, ignore_errors=True)
    own_folder(new, account, 0o700)
    flags = [*_locale(major_version(binaries)), *([] if sync else ["--no-sync"])]
    initdb = [str(binaries / "initdb"), "-D", str(new), "-U", SUPERUSER, "-A", "trust", "-E", "UTF8", *flags]
    _run(initdb, account)
    # The single-user server needs no client programs and no socket. A line is a statement.
    statements = f"CREATE ROLE {ROLE} LOGIN CREATEDB\nCREATE DATABASE {DATABASE} OWNER {ROLE}\n"
    _run([str(binaries / "postgres"), "--single", "-D", str(new), "postgres"], account, statements)
    new.rename(data)


def check_version(data: Path, binaries: Path) -> None:
    """Refuse data that another major version made: PostgreSQL cannot read them."""
    made, found = (data / "PG_VERSION").read_text().strip(), major_version(binaries)
    if made != str(found):
        raise Refusal(
            f"The data in {data} were made by PostgreSQL {made} and the programs found are {found}: "
            f"name those of {made} in OCOP_PG_BIN, or move that folder away to begin anew."
        )


def failure(what: str, log: str) -> Refusal:
    """What went wrong, with the end of the server's own words."""
    if "No space left on device" in log:
        return Refusal(f"The disk is full: {what.lower()}; make room and start again.")
    lines = [line for line in log.splitlines() if line.strip()][-12:]
    return Refusal("\n  ".join([f"{what}; the end of its log:", *lines]))


def _locale(major: int) -> list[str]:
    builtin = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if major >= 17 else []
    return [f"--locale={'C.UTF-8' if _has_c_utf8() else 'C'}", *builtin]


def _has_c_utf8() -> bool:
    before = locale.setlocale(locale.LC_COLLATE)
    try:
        locale.setlocale(locale.LC_COLLATE, "C.UTF-8")
    except locale.Error:
        return False
    finally:
        locale.setlocale(locale.LC_COLLATE, before)
    return True


def _run(command: list[str], account: Account, text: str = "") -> None:
    status, words = run(command, account, text)
    # The single-user server ends with status 0 even when a statement failed.
    if status != 0 or any(sign in words for sign in ("ERROR:", "FATAL:", "PANIC:")):
        raise failure(f"{Path(command[0]).name} could not make the database", words)
