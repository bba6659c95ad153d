"""Folders and small checkouts for the tests of ./dev, of the server and of backups; the demos, their pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest
from django.conf import settings as project

from evaluations.imports.checklists import load_checklists
from ocop_portal.demo.loading import make_people, play_once
from ocop_portal.ground.scenarios import SCENARIOS, USUAL
from products.imports.register import load_register
from tests.conftest import FIXTURES
from tests.factories import load_sets
from tests.project import small_checkout as checkouts
from tests.project.small_checkout import SmallCheckout

# The score sheets that the demos use.
SHEETS = ("1048-2019-02", "1048-2019-03", "1048-2019-04", "1048-2019-25", "26-2026-06", "26-2026-07", "26-2026-08")


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


@pytest.fixture
def load(law, places, settings) -> Callable[..., str]:
    """Load the people and rounds of a scenario, and the real register beside them; what is said."""

    def _load(scenario: str, today: date | None = None) -> str:
        settings.BUSINESS_DAY = today or date.fromisoformat(SCENARIOS[scenario].first_day)
        load_sets(*SHEETS)
        load_checklists(FIXTURES / "checklists")
        if scenario == USUAL.name:
            load_register(FIXTURES / "register" / "tra-vinh", until=settings.BUSINESS_DAY)
        make_people(scenario)
        return play_once(scenario)

    return _load


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """docs/make_screens.py."""
    path = Path(project.BASE_DIR) / "docs" / "make_screens.py"
    spec = spec_from_file_location("make_screens", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
