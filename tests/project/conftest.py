"""Folders and small checkouts for the tests of ./dev and of the embedded server."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ocop_portal.ground.cluster_home import all_homes
from tests.project.small_checkout import SmallCheckout, python_for_everyone


@pytest.fixture
def open_folder() -> Iterator[Callable[[], Path]]:
    """Makes folders that every account can reach, unlike tmp_path."""
    made: list[Path] = []

    def make() -> Path:
        folder = Path(tempfile.mkdtemp(prefix="ocop-test-", dir="/tmp"))
        folder.chmod(0o755)
        made.append(folder)
        return folder

    yield make
    for folder in made:
        for home in all_homes(folder):
            shutil.rmtree(home, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def small_checkout(open_folder: Callable[[], Path]) -> Iterator[SmallCheckout]:
    """A new small checkout; its processes end with the test."""
    checkout = SmallCheckout(open_folder(), python_for_everyone() or os.path.realpath(sys.executable))
    yield checkout
    checkout.end_processes()


@pytest.fixture(scope="session")
def lasting_folder() -> Iterator[Path]:
    """A folder for the checkout that the tests of one run share, because making a database takes a second."""
    folder = Path(tempfile.mkdtemp(prefix="ocop-test-", dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def shared_checkout(lasting_folder: Path) -> SmallCheckout:
    """The checkout behind `lasting_checkout`."""
    return SmallCheckout(lasting_folder, python_for_everyone() or os.path.realpath(sys.executable))


@pytest.fixture
def lasting_checkout(shared_checkout: SmallCheckout) -> Iterator[SmallCheckout]:
    """A small checkout that keeps its database from test to test; its processes end with each."""
    shared_checkout.write_programs()
    yield shared_checkout
    shared_checkout.end_processes()
