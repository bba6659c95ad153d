"""Shared by all tests."""

from contextlib import contextmanager
from datetime import date
from io import StringIO
from pathlib import Path

import hypothesis
import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.db import transaction
from django.db.backends.postgresql.creation import DatabaseCreation
from django.db.backends.postgresql.operations import DatabaseOperations
from django.utils import timezone, translation

from core import reading
from core.models import Generation, HistoryEntry, User
from core.roles import Role
from products.imports.law import load_law
from products.models import Regime
from tests import factories
from tests.emptying import behind_the_triggers, flush_books_too, lay_back

# A busy machine is no failure: laws are checked for their truth, not for their time.
hypothesis.settings.register_profile("portal", deadline=None)
hypothesis.settings.load_profile("portal")

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
OFFICER = "canbo-tinh"
FLUSHED_AFTER = {"transactional_db", "live_server"}


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items):
    """Every test that touches the database carries the marker `database`, browser tests too, before `-m` selects.

    Those that end with a flush come last: it takes the law away, and every test after it lays it down anew. Of a
    module that builds something once those come first that build everything themselves.
    """
    for item in items:
        if item.get_closest_marker("django_db") or {"db", *FLUSHED_AFTER} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.database)
    result = yield
    places = {item.path: place for place, item in reversed(list(enumerate(items)))}
    items.sort(key=lambda item: (ends_with_a_flush(item), places[item.path], "ground" in item.fixturenames))
    return result


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup():
    """Every test, and what it builds, begins in Vietnamese: a page in English leaves its thread speaking English."""
    translation.deactivate()


def ends_with_a_flush(item):
    """Whether a test commits what it writes, so that all tables are emptied after it."""
    marker = item.get_closest_marker("django_db")
    asked = FLUSHED_AFTER & set(getattr(item, "fixturenames", ()))
    return bool(asked or (marker and marker.kwargs.get("transaction")))


@pytest.fixture(scope="session", autouse=True)
def books_are_flushed():
    """Transactional tests end with a flush, which the guards of the books refuse to everybody else."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "execute_sql_flush", flush_books_too)
        patch.setattr(DatabaseCreation, "deserialize_db_from_string", lay_back)
        yield


@pytest.fixture(autouse=True)
def business_day(settings):
    """The business clock of tests stands at 1 October 2022 unless a test moves it."""
    settings.BUSINESS_DAY = date(2022, 10, 1)


@pytest.fixture(autouse=True)
def no_kept_pages(settings):
    """Every request makes its page, so that tests see its context; parts of templates are each test's own."""
    settings.CACHES = {**settings.CACHES, "pages": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    caches["template_fragments"].clear()


@pytest.fixture(autouse=True)
def nothing_read_before(monkeypatch):
    """Readers start empty, and keep what the test's own transaction wrote: it is all that the test will see."""
    reading.forget_all()
    monkeypatch.setattr(reading, "is_settled", lambda: True)


@pytest.fixture(autouse=True)
def generation_row(request):
    """The Generation row, which the flush after a transactional test takes away."""
    if ends_with_a_flush(request.node):
        request.getfixturevalue("transactional_db")
    elif request.node.get_closest_marker("django_db") or "db" in request.fixturenames:
        request.getfixturevalue("db")
    else:
        return
    have_a_generation()


def have_a_generation():
    Generation.objects.get_or_create(pk=1, defaults={"number": 1, "changed_at": timezone.now()})


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The law stands in the database before the first test: hundreds need it, and loading it takes half a second."""
    with django_db_blocker.unblock(), transaction.atomic():
        lay_down_the_law()
        Generation.objects.all().delete()


def lay_down_the_law():
    """Load the law without a word in the book of acts, so that a test finds only its own acts there."""
    with behind_the_triggers(HistoryEntry._meta.db_table):
        load_law(FIXTURES)
        HistoryEntry.objects.all().delete()


@pytest.fixture(scope="module")
def ground(django_db_setup, django_db_blocker):
    """The law, for what a module builds once: each of its tests finds it as it was built, and leaves it so.

    What module-wide fixtures build upon it stands in a transaction around all tests of the module, and a test takes
    copies of the objects. Not for modules whose tests commit.
    """
    with django_db_blocker.unblock(), around_the_tests():
        have_a_generation()  # neither it nor the law is there after a flush
        if not Regime.objects.exists():
            lay_down_the_law()
        yield


@contextmanager
def around_the_tests():
    """A transaction that is rolled back, and that lets durable blocks begin inside it as those of tests do."""
    atomic = transaction.atomic()
    atomic._from_testcase = True
    with atomic:
        yield
        transaction.set_rollback(True)


@pytest.fixture
def law(db):
    """The real regimes, levels, bands and categories; the flush after a transactional test takes them away."""
    if not Regime.objects.exists():
        lay_down_the_law()


@pytest.fixture
def places(db):
    """The real units of Trà Vinh and Vĩnh Long with their successions."""
    lay_out_the_places()


def lay_out_the_places():
    for file in sorted((FIXTURES / "places").glob("*.csv")):
        call_command("load_places", str(file), stdout=StringIO())


@pytest.fixture
def officer(db):
    """A province officer of the home province; the one of the stage where there is one."""
    return User.objects.filter(username=OFFICER).first() or factories.make_user(
        Role.PROVINCE_OFFICER, username=OFFICER
    )


@pytest.fixture
def administrator(db):
    """An administrator."""
    return factories.make_user(Role.ADMINISTRATOR, username="quan-tri")


@pytest.fixture
def auditor(db):
    """An auditor, who changes nothing."""
    return factories.make_user(Role.AUDITOR, username="kiem-tra")
