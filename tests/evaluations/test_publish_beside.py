"""Publishing beside what changes the same dossiers: both lock entries before rows, neither dies of the other."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from threading import Event
from time import monotonic, sleep

import pytest
from django.db import connection, transaction

from core.errors import ActionRefused
from core.models import PlaceLevel
from core.roles import Role
from evaluations.actions.dossiers import change_kind
from evaluations.actions.drafts import choose_rows, start_draft_of_round, write_draft
from evaluations.actions.meeting import conclude_round
from evaluations.actions.publishing import publish_draft
from evaluations.actions.setting_aside import set_result_aside
from evaluations.actions.sheets import declare_conflict, open_sheet, save_line, sign_sheet
from evaluations.enums import Aside, EntryStatus, RoundStatus
from evaluations.models import RoundEntry
from evaluations.queries.check import check_draft
from evaluations.queries.councils import sitting
from products.enums import RatingKind
from products.models import Decision
from tests.evaluations.council_room import account_of, begin, criteria_of, file, make_council, make_round, take
from tests.evaluations.test_save_together import together
from tests.factories import level_of, load_sets, make_place, make_producer, make_product, make_province, make_user

pytestmark = pytest.mark.slow

SHARED = re.compile(r'FOR UPDATE OF "evaluations_(roundentry|paperresult)"')
OPENED, SIGNED = date(2023, 3, 1), date(2023, 3, 20)


@pytest.fixture
def drafted(transactional_db, law, settings):
    """A dossier of three stars in a draft that is ready to be published, committed; with who publishes it."""
    _found, (entry,), officer = concluded(settings, "Trà hoa")
    return draft_of(entry, officer), entry, officer


def draft_of(entry, officer):
    """The draft of the round with one dossier of it, its head written."""
    facts = {"number": "7/QĐ-UBND", "signed_on": SIGNED, "signer": "Bà Minh Hoạ"}
    draft = write_draft(start_draft_of_round(entry.round, by=officer), by=officer, **facts)
    choose_rows(draft, [entry.row.pk], by=officer)
    return draft


def concluded(settings, *names):
    """A concluded round with dossiers of three stars, committed; with who runs it."""
    settings.BUSINESS_DAY = date(2023, 9, 1)
    officer = make_user(Role.PROVINCE_OFFICER)
    district = make_place("Huyện Minh Hoạ", parent=make_province(), level=PlaceLevel.DISTRICT)
    commune = make_place("Xã Minh Hoạ", parent=district)
    load_sets("148-2023-01")
    council = make_council(district, officer, seats=1, days_before=0)
    found = make_round(level_of("148-2023", "district"), district, council, officer, opened_on=OPENED)
    producer = make_producer(place=commune)
    for name in names:
        product = make_product(name, producer=producer)
        take(file(product, commune, officer, set_code="148-2023-01", on=OPENED), found, officer)
    begin(found, officer, sent_on=OPENED)
    (chair,) = sitting(found.council)
    entries = list(found.entries.select_related("dossier", "round").order_by("position"))
    for entry in entries:
        declare_conflict(entry, chair, what="", by=account_of(chair))
        sheet = open_sheet(entry, chair, by=account_of(chair))
        for node in criteria_of(entry):
            points = node.max_points * Decimal("0.6")
            save_line(sheet, node, points=points, revision=0, by=account_of(chair))
        sign_sheet(sheet, by=account_of(chair))
    conclude_round(found, by=officer)
    return found, list(found.entries.select_related("dossier", "round").order_by("position")), officer


def until_somebody_waits(done: Event | None = None):
    """Until another connection waits for a lock of this one, or has done without."""
    until = monotonic() + 10
    while monotonic() < until:
        if done is not None and done.is_set():
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
        sleep(0.02)
    raise AssertionError("nobody waits")


@pytest.mark.parametrize("act", ["aside", "kind"])
def test_neither_dies_of_the_other(drafted, act):
    """The other begins as soon as publishing holds the first of the locks that both take, and waits for that one."""
    draft, entry, officer = drafted
    digest, has_locked = check_draft(draft).digest, Event()

    def pausing(execute, sql, params, many, context):
        done = execute(sql, params, many, context)
        if SHARED.search(sql) and not has_locked.is_set():
            has_locked.set()
            until_somebody_waits()
        return done

    def publish():
        with connection.execute_wrapper(pausing):
            return publish_draft(draft, digest=digest, by=officer)

    def other():
        assert has_locked.wait(timeout=20)
        if act == "kind":
            return change_kind(entry.dossier, RatingKind.RE_RATING, why="Minh hoạ", by=officer)
        return set_result_aside(entry, to=Aside.AGAIN, why="Minh hoạ", paper="1/CV", by=officer)

    published, refused = together(publish, other)
    assert isinstance(published, Decision)
    assert isinstance(refused, ActionRefused)
    assert (
        refused.reasons[0].text
        == {
            "aside": "“Trà hoa” đã có quyết định: không có kết quả nào chờ quyết định.",
            "kind": "“Trà hoa” đã có quyết định: không đổi lần đánh giá được.",
        }[act]
    )
    entry.refresh_from_db()
    assert (entry.status, entry.dossier.kind) == (EntryStatus.DECIDED, RatingKind.FIRST)


@pytest.mark.parametrize("first", ["publish", "aside"])
def test_who_takes_the_last_of_a_round_finishes_it(transactional_db, law, settings, first):
    """Each takes one of the last two rows, and neither sees the other's before it is committed."""
    found, (decided, left), officer = concluded(settings, "Trà hoa", "Trà gừng")
    draft = draft_of(decided, officer)
    digest, has_asked, is_done = check_draft(draft).digest, Event(), Event()
    acts = {
        "publish": lambda: publish_draft(draft, digest=digest, by=officer),
        "aside": lambda: set_result_aside(left, to=Aside.RETURNED, why="Minh hoạ", paper="1/CV", by=officer),
    }

    def one():
        with transaction.atomic():
            done = acts[first]()
            has_asked.set()
            until_somebody_waits(is_done)
        return done

    def other():
        assert has_asked.wait(timeout=20)
        try:
            return next(act for name, act in acts.items() if name != first)()
        finally:
            is_done.set()

    assert {type(answer) for answer in together(one, other)} == {Decision, RoundEntry}
    found.refresh_from_db()
    assert found.status == RoundStatus.DECIDED
