"""Folders and small checkouts for the tests of ./dev, of the embedded server and of backups."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.project import small_checkout as checkouts
from tests.project.small_checkout import SmallCheckout


@pytest.fixture
def open_folder() -> Iterator[Callable[[], Path]]:
    """Makes folders that every account can reach, unlike tmp_path."""
    with ExitStack() as made:
        yield lambda: made.enter_context(checkouts.open_folder())


@pytest.fixture
def small_checkout(open_folder: Callable[[], Path]) -> Iterator[SmallCheckout]:
    """A new small checkout; its processes end with the test."""
    checkout = SmallCheckout(open_folder())
    yield checkout
    checkout.end_processes()


@pytest.fixture(scope="session")
def lasting_folder() -> Iterator[Path]:
    """A folder for the checkout that the tests of one run share, because making a database takes a second."""
    with checkouts.open_folder() as folder:
        yield folder


@pytest.fixture(scope="session")
def shared_checkout(lasting_folder: Path) -> SmallCheckout:
    """The checkout behind `lasting_checkout`."""
    return SmallCheckout(lasting_folder)


@pytest.fixture
def lasting_checkout(shared_checkout: SmallCheckout) -> Iterator[SmallCheckout]:
    """A small checkout that keeps its database from test to test; its processes end with each."""
    shared_checkout.write_programs()
    yield shared_checkout
    shared_checkout.end_processes()


@pytest.fixture
def media(settings, tmp_path: Path) -> Path:
    """A media folder of the test's own."""
    settings.MEDIA_ROOT = str(tmp_path / "data" / "media")
    folder = tmp_path / "data" / "media"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Where backups go."""
    folder = tmp_path / "backups"
    folder.mkdir()
    return folder
