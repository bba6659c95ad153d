"""The server killed in the middle of a publish: everything or nothing."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import OperationalError, connection, connections, transaction

from core.models import Generation
from core.roles import Role
from evaluations.actions.drafts import start_draft_of_round, write_draft
from evaluations.actions.publishing import publish_draft
from evaluations.actions.results import save_result
from evaluations.actions.rounds import open_round
from evaluations.entry import Entry
from evaluations.enums import DraftStatus
from evaluations.models import DecisionDraft, PaperResult
from evaluations.queries.check import check_draft
from products.models import Decision, Recognition
from tests.factories import level_of, make_place, make_producer, make_product, make_province, make_user

pytestmark = pytest.mark.slow

# Tables that a publish writes one after another: holding one of them stops it at that point.
STOPS = ["products_decision", "products_recognition", "products_certificate", "evaluations_paperresult"]


@pytest.fixture
def ready(transactional_db, law):
    """A draft with two rows, ready to be published."""
    officer = make_user(Role.PROVINCE_OFFICER)
    province = officer.territory
    assert province == make_province()
    producer = make_producer(place=make_place(parent=province))
    found = open_round(level=level_of(), place=province, year=2022, ordinal=1, opened_on=date(2022, 6, 1), by=officer)
    for name in ("A", "B"):
        save_result(found, Entry(make_product(name, producer=producer), outcome="3"), by=officer)
    draft = start_draft_of_round(found, by=officer)
    return write_draft(draft, by=officer, number="7/QĐ-UBND", signed_on=date(2022, 8, 22)), officer


def state():
    return {
        "decisions": Decision.objects.count(),
        "ratings": Recognition.objects.count(),
        "rows": PaperResult.objects.filter(decision__isnull=False).count(),
        "status": DecisionDraft.objects.get().status,
        "generation": Generation.objects.get().number,
    }


def backend_pid():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


def publishing_in_background(draft, officer, digest, told):
    try:
        told.append(backend_pid())
        publish_draft(draft, digest=digest, by=officer)
    except OperationalError as error:
        return error
    finally:
        connections.close_all()
    return None


def wait_until_blocked(pid):
    for _attempt in range(200):
        with connection.cursor() as cursor:
            cursor.execute("SELECT cardinality(pg_blocking_pids(%s))", [pid])
            if cursor.fetchone()[0]:
                return
        time.sleep(0.05)
    raise AssertionError("the publish never reached the table that stops it")


@pytest.mark.parametrize("table", STOPS)
def test_a_publish_that_dies_leaves_nothing(ready, table):
    draft, officer = ready
    before = state()
    digest = check_draft(draft).digest
    told = []
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic(), connection.cursor() as cursor:
            # SHARE lets the publish read the table and stops it where it writes.
            cursor.execute(f"LOCK TABLE {table} IN SHARE MODE")
            running = pool.submit(publishing_in_background, draft, officer, digest, told)
            while not told:
                time.sleep(0.02)
            wait_until_blocked(told[0])
            cursor.execute("SELECT pg_terminate_backend(%s)", [told[0]])
        error = running.result(timeout=30)
    assert isinstance(error, OperationalError)
    assert state() == before
    # and the same draft is published afterwards as if nothing had been
    publish_draft(DecisionDraft.objects.get(), digest=digest, by=officer)
    after = state()
    assert (after["decisions"], after["ratings"], after["rows"], after["status"]) == (1, 2, 2, DraftStatus.PUBLISHED)


def test_a_publish_that_dies_before_its_commit_leaves_nothing(ready):
    draft, officer = ready
    before = state()
    digest = check_draft(draft).digest

    def publish_and_die():
        try:
            with transaction.atomic():
                publish_draft(draft, digest=digest, by=officer)
                killer = connections["default"].copy()
                with killer.cursor() as cursor:
                    cursor.execute("SELECT pg_terminate_backend(%s)", [backend_pid()])
                killer.close()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool, pytest.raises(OperationalError):
        pool.submit(publish_and_die).result(timeout=30)
    assert state() == before
