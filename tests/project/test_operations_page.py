"""docs/operations.md: every setting is explained, every file that it names is there, and the files hold together."""

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.core.management import get_commands

from core.files.cage import CAGES
from ocop_portal import gunicorn_conf
from tests.project.server_tools import server_tool

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
SERVER = ROOT / "docs" / "server"
# Read by the tools of a checkout and not by a server.
READERS = {"text", "flag", "number", "words", "day", "days", "choice", "postgres", "get", "web_address"}


def names_read_in(file: Path) -> set[str]:
    """The names of environment variables that a module asks for: env.text("NAME"), os.environ.get("NAME") …"""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in READERS
            and node.args
        ):
            owner = ast.unparse(node.func.value)
            first = node.args[0]
            if owner in ("env", "os.environ") and isinstance(first, ast.Constant):
                found.add(first.value)
    return found


def test_every_setting_is_explained():
    modules = [ROOT / "ocop_portal" / "settings.py", ROOT / "ocop_portal" / "gunicorn_conf.py"]
    modules.append(ROOT / "ocop_portal" / "backups" / "programs.py")
    read = set().union(*(names_read_in(module) for module in modules))
    assert len(read) > 20
    table = PAGE.split("## 4. Settings")[1].split("## 5.")[0]
    assert read - set(re.findall(r"`([A-Z_]+)`", table)) == set()


def test_no_setting_is_explained_that_nobody_reads():
    table = PAGE.split("## 4. Settings")[1].split("## 5.")[0]
    explained = {
        name
        for line in table.splitlines()
        if line.startswith("| `")
        for name in re.findall(r"`([A-Z_]+)`", line.split("|")[1])
    }
    everything = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "ocop_portal").rglob("*.py"))
    assert {name for name in explained if f'"{name}"' not in everything} == set()


def test_every_file_is_there_and_named():
    named = set(re.findall(r"\(server/([^)]+)\)", PAGE))
    there = {file.name for file in SERVER.iterdir()}
    assert named - there == set()
    assert {name for name in there - named if name.removesuffix(".timer") + ".service" not in named} == set()


def test_every_command_is_there():
    named = set(re.findall(r"(?:ocop-manage|manage\.py) ([a-z_]+)", PAGE))
    units = "".join(file.read_text(encoding="utf-8") for file in SERVER.glob("*.service"))
    named |= set(re.findall(r"manage\.py ([a-z_]+)", units))
    assert {"backup", "restore", "grant_rights", "seal_history", "verify_history"} <= named
    assert named - set(get_commands()) == set()


def test_gunicorn_takes_its_settings():
    words = ["-m", "gunicorn", "--check-config", "-c", "python:ocop_portal.gunicorn_conf", "ocop_portal.wsgi"]
    done = subprocess.run([sys.executable, *words], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_unit_has_room_for_all_workers_and_all_cages():
    unit = (SERVER / "ocop.service").read_text(encoding="utf-8")
    megabytes = 1024 * int(re.search(r"^MemoryMax=(\d+)G$", unit, re.M)[1])
    wall = max(limits["memory"] for limits in settings.FILE_LIMITS.values()) // (1024 * 1024)
    said = re.search(r"is (\d+) workers × (\d+) MB and (\d+) cages × (\d+) GB", PAGE)
    workers, each, cages, of_a_cage = map(int, said.groups())
    assert (workers, cages, of_a_cage * 1024) == (gunicorn_conf.MOST_OF_ITSELF, CAGES, wall)
    assert workers * each + cages * wall == megabytes
    assert gunicorn_conf.workers <= workers
    assert re.search(r"^OOMPolicy=continue$", unit, re.M)


def test_the_proxy_sets_every_header_that_the_portal_believes():
    said = (SERVER / "ocop-proxy.conf").read_text(encoding="utf-8")
    site = (SERVER / "nginx.conf").read_text(encoding="utf-8")
    believed = [
        "X-Forwarded-For $remote_addr;",
        "X-Forwarded-Proto $scheme;",
        "X-Request-ID $request_id;",
        "Host $host;",
    ]
    assert [header for header in believed if f"proxy_set_header {header}" not in said] == []
    # A location with a proxy_set_header of its own would lose all the others.
    assert "proxy_set_header" not in site
    assert site.count("proxy_pass") == 0
    assert "$request_uri" not in re.search(r"log_format ocop .*;", site)[0]


def test_units_are_understood(tmp_path):
    analyze = server_tool("systemd-analyze", "systemd")
    (tmp_path / "ocop-.service.d").mkdir()
    for file in SERVER.iterdir():
        if file.suffix in (".service", ".timer", ".socket"):
            text = re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", file.read_text(encoding="utf-8"), flags=re.M)
            (tmp_path / file.name).write_text(text)
    shutil.copy(SERVER / "ocop-owner.conf", tmp_path / "ocop-.service.d" / "owner.conf")
    units = sorted(file.name for file in tmp_path.iterdir() if file.is_file())
    done = subprocess.run(
        [analyze, "verify", *units],
        env={"SYSTEMD_UNIT_PATH": f"{tmp_path}:", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert [line for line in done.stderr.splitlines() if "ocop" in line] == []
    assert (done.returncode, len(units)) == (0, 12)
