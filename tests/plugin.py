"""Give the tests a PostgreSQL server before pytest-django reads the settings: one for all xdist workers.

Loaded by `addopts`, so `./dev test` and `.venv/bin/pytest` behave alike. With DATABASE_URL set that server is used.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest

from ocop_portal.ground.cluster import throw_away
from ocop_portal.ground.machine import Refusal

CHECKOUT = Path(__file__).resolve().parent.parent


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    """Prepare the surroundings; xdist workers inherit them from the process that starts them."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        _stop_on_signals()
        os.environ["OCOP_MODE"] = "test"
        os.environ.pop("OCOP_TODAY", None)
        os.environ.pop("OCOP_TEST_SERVER", None)
        scratch = _start_server(early_config) if not os.environ.get("DATABASE_URL") else _scratch(early_config)
        (scratch / "static").mkdir(parents=True, exist_ok=True)
        os.environ["OCOP_DATA_DIR"] = str(scratch)
    return (yield)


def pytest_report_header() -> str:
    """Say which server the tests run on."""
    return f"database: {os.environ['DATABASE_URL'].rpartition('@')[2]}"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Show what long trials came to, also when they ran in a worker."""
    for report in [*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")]:
        for name, value in report.user_properties:
            if name == "tally":
                terminalreporter.write_line(f"{report.nodeid}: {value}")


def _stop_on_signals() -> None:
    """Let SIGTERM and SIGHUP end the run as Ctrl-C does, with all tidying up."""

    def stop(number: int, frame: FrameType | None) -> None:
        signal.signal(number, signal.SIG_IGN)
        raise KeyboardInterrupt

    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, stop)


def _scratch(config: pytest.Config) -> Path:
    """A folder for files beside a server that is not ours."""
    folder = Path(tempfile.mkdtemp(prefix="ocop-files-"))
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    return folder


def _start_server(config: pytest.Config) -> Path:
    """Start a server for this run and give a folder for files, which goes when the server's does."""
    for name in [name for name in os.environ if name.startswith("PG")]:
        del os.environ[name]
    try:
        cluster = throw_away(CHECKOUT, Path(sys.prefix))
        config.add_cleanup(cluster.remove)
        config.add_cleanup(cluster.stop)
        os.environ["DATABASE_URL"] = cluster.start()
        os.environ["OCOP_TEST_SERVER"] = "own"
    except Refusal as refusal:
        raise pytest.UsageError(str(refusal)) from refusal
    return cluster.box / "files"
