"""Sealed days of the book: what was changed, taken out or put in afterwards is found and named."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction

from core.actions import seals
from core.history import record
from core.models import HistoryEntry, HistorySeal
from core.queries.seals import check_book
from core.rules.seals import COLUMNS, bounds_of, day_of, hash_of, leaf_of
from tests.emptying import behind_the_triggers
from tests.factories import make_place, make_user

pytestmark = pytest.mark.django_db
# The past of these tests is a few days long: every day from the first entry on is sealed.
FIRST = day_of(datetime.now(UTC)) - timedelta(days=5)
DAYS = [f"{FIRST + timedelta(days=number):%d/%m/%Y}" for number in range(3)]
ENTRIES, SEALS = "core_historyentry", "core_historyseal"


def run(statement, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall() if cursor.description else None


def entries_of(day, *labels):
    """Entries as if they had been written on a past day, one every hour."""
    person, thing = make_user(), make_place()
    numbers = [record(thing, "edit_place", by=person, why=f"vì {label}").pk for label in labels]
    with behind_the_triggers(ENTRIES):
        for hour, number in enumerate(numbers):
            run(f"UPDATE {ENTRIES} SET at = %s WHERE id = %s", bounds_of(day)[0] + timedelta(hours=hour), number)
    return numbers


@pytest.fixture
def three_days():
    """Entries on the first and the third of three past days, and one of now; the past is sealed up to yesterday."""
    numbers = [*entries_of(FIRST, "a", "b"), *entries_of(FIRST + timedelta(days=2), "c")]
    record(make_place(), "edit_place", by=make_user())
    call_command("seal_history")
    return numbers


def verify(capsys, *options):
    """The lines that the command prints, without the first two that only count, and its status."""
    capsys.readouterr()
    try:
        call_command("verify_history", *options)
        status = 0
    except SystemExit as left:
        status = left.code
    return status, capsys.readouterr().out.splitlines()[2:]


WHOLE = (0, ["Nhật ký nguyên vẹn."])


def broken(*lines):
    return 1, [*lines, f"Nhật ký KHÔNG nguyên vẹn: {len(lines)} chỗ."]


# ------------------------------------------------------------------ what is hashed
def test_the_hash_of_an_entry_is_fixed_forever():
    at = datetime(2022, 10, 1, 8, 30, 0, 5, ZoneInfo("Asia/Ho_Chi_Minh"))
    row = (7, at, 3, "edit_place", 12, 9, "Xã Minh Hoạ", "vì", {"b": 1, "a": [1.5, None, "ă"]}, None)
    assert leaf_of(row) == "8685bb5e1044af5d49eca434980e28e2b5212d0c6a83bd5e589d0debdebbe144"
    assert (
        hash_of("", date(2022, 10, 1), {"7": leaf_of(row)})
        == "084914f4a7e0ba08f2250820a8677f398556432d33aeaea398492db5fb00b160"
    )


def test_a_day_is_a_day_in_vietnam():
    start, end = bounds_of(date(2022, 10, 1))
    assert (start.isoformat(), end.isoformat()) == ("2022-10-01T00:00:00+07:00", "2022-10-02T00:00:00+07:00")
    assert (day_of(start), day_of(end - timedelta(microseconds=1)), day_of(end)) == (
        date(2022, 10, 1),
        date(2022, 10, 1),
        date(2022, 10, 2),
    )


# ------------------------------------------------------------------ sealing
def test_sealing_takes_every_day_that_is_over_and_is_idempotent(three_days, capsys):
    yesterday = run("SELECT (clock_timestamp() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date - 1")[0][0]
    made = list(HistorySeal.objects.order_by("day"))
    assert [seal.day for seal in made] == [
        FIRST + timedelta(days=number) for number in range((yesterday - FIRST).days + 1)
    ]
    assert [seal.count for seal in made[:4]] == [2, 0, 1, 0]
    assert [seal.previous for seal in made] == ["", *(seal.hash for seal in made[:-1])]
    assert sorted(made[0].leaves) == sorted(str(number) for number in three_days[:2])
    capsys.readouterr()
    call_command("seal_history")
    assert capsys.readouterr().out == f"Không có ngày nào cần niêm phong; mã mới nhất {made[-1].hash}\n"
    assert list(HistorySeal.objects.order_by("day")) == made


def test_an_empty_book_has_nothing_to_seal(capsys):
    call_command("seal_history")
    assert capsys.readouterr().out == "Không có ngày nào cần niêm phong.\n"
    assert verify(capsys)[0] == 0


def test_today_is_never_sealed(three_days):
    assert check_book().unsealed == HistoryEntry.objects.count() - 3


def test_seals_are_never_changed(three_days):
    for change in (lambda: HistorySeal.objects.update(hash="x"), lambda: HistorySeal.objects.all().delete()):
        with pytest.raises(Exception, match="Cannot update or delete rows"), transaction.atomic():
            change()


def test_the_moment_of_an_entry_is_the_database_s_own():
    before = run("SELECT clock_timestamp()")[0][0]
    entry = HistoryEntry(verb="x", subject_id=1, label="x", at=datetime(2001, 1, 1, tzinfo=ZoneInfo("UTC")))
    entry.subject = make_place()
    entry.save()
    entry.refresh_from_db()
    assert before < entry.at < run("SELECT clock_timestamp()")[0][0]


def test_no_entry_comes_late_even_when_the_clock_is_set_back():
    """A seal of a day to come stands for a clock that went back: entries go behind the sealed day, not into it."""
    to_come = run("SELECT (clock_timestamp() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date + 5")[0][0]
    HistorySeal.objects.create(day=to_come, count=0, leaves={}, hash=hash_of("", to_come, {}))
    entry = record(make_place(), "edit_place", by=make_user())
    assert HistoryEntry.objects.get(pk=entry.pk).at == bounds_of(to_come)[1]


# ------------------------------------------------------------------ finding
def test_a_book_that_nobody_touched_is_whole(three_days, capsys):
    newest = HistorySeal.objects.order_by("day").last()
    call_command("verify_history")
    said = capsys.readouterr().out.splitlines()
    days, unsealed = HistorySeal.objects.count(), HistoryEntry.objects.count() - 3
    assert said[-3:] == [
        f"Đã xem {days} ngày niêm phong, 3 dòng; {unsealed} dòng chưa niêm phong.",
        f"Mã cuối chuỗi ({newest.day:%d/%m/%Y}): {newest.hash}",
        "Nhật ký nguyên vẹn.",
    ]


@pytest.mark.parametrize(
    "change",
    [
        "why = 'khác'",
        "label = 'khác'",
        "verb = 'khác'",
        "at = at + interval '1 microsecond'",
        "by_id = NULL",
        "subject_id = subject_id + 1",
        "data = '{\"a\": 1}'",
        "request = '00000000-0000-0000-0000-000000000001'",
    ],
)
def test_a_changed_entry_is_named(three_days, capsys, change):
    with behind_the_triggers(ENTRIES):
        run(f"UPDATE {ENTRIES} SET {change} WHERE id = %s", three_days[1])
    assert verify(capsys) == broken(f"{DAYS[0]}: dòng {three_days[1]} đã bị sửa.")


def test_every_column_of_an_entry_is_hashed():
    assert set(COLUMNS) == {field.attname for field in HistoryEntry._meta.concrete_fields}


def test_a_missing_entry_is_named(three_days, capsys):
    with behind_the_triggers(ENTRIES):
        run(f"DELETE FROM {ENTRIES} WHERE id = %s", three_days[2])
    assert verify(capsys) == broken(f"{DAYS[2]}: dòng {three_days[2]} đã bị xóa.")


def test_an_added_entry_is_named(three_days, capsys):
    [inside] = entries_of(FIRST + timedelta(days=1), "d")
    [before] = entries_of(FIRST - timedelta(days=9), "e")
    assert verify(capsys) == broken(
        f"{DAYS[1]}: dòng {inside} được thêm sau khi niêm phong.",
        f"Trước niêm phong đầu tiên: dòng {before} được thêm.",
    )


def test_a_seal_made_to_fit_a_changed_entry_is_found(three_days, capsys):
    with behind_the_triggers(ENTRIES, SEALS):
        run(f"UPDATE {ENTRIES} SET why = 'khác' WHERE id = %s", three_days[0])
        row = HistoryEntry.objects.values_list(*COLUMNS).get(pk=three_days[0])
        run(
            f"UPDATE {SEALS} SET leaves = jsonb_set(leaves, %s, to_jsonb(%s::text)) WHERE day = %s",
            [str(three_days[0])],
            leaf_of(row),
            FIRST,
        )
    assert verify(capsys) == broken(f"{DAYS[0]}: chính niêm phong đã bị sửa.")


def seal_anew(*days):
    """What somebody who may do everything would do: work seals out again from a day on."""
    for seal in HistorySeal.objects.filter(day__in=days).order_by("day"):
        before = HistorySeal.objects.filter(day__lt=seal.day).order_by("day").last()
        leaves, previous = seals.leaves_of(seal.day), before.hash if before else ""
        HistorySeal.objects.filter(pk=seal.pk).update(
            leaves=leaves, count=len(leaves), previous=previous, hash=hash_of(previous, seal.day, leaves)
        )


def test_a_day_sealed_anew_does_not_fit_the_next(three_days, capsys):
    with behind_the_triggers(ENTRIES, SEALS):
        run(f"DELETE FROM {ENTRIES} WHERE id = %s", three_days[0])
        seal_anew(FIRST)
    assert verify(capsys) == broken(f"{DAYS[1]}: niêm phong không nối với ngày trước.")


def test_a_chain_written_anew_is_found_by_a_hash_kept_elsewhere(three_days, capsys):
    kept = HistorySeal.objects.order_by("day").last().hash
    assert verify(capsys, "--head", kept.upper()) == WHOLE
    with behind_the_triggers(ENTRIES, SEALS):
        run(f"DELETE FROM {ENTRIES} WHERE id = %s", three_days[0])
        seal_anew(*HistorySeal.objects.values_list("day", flat=True))
    assert verify(capsys) == WHOLE
    assert verify(capsys, "--head", kept) == broken(
        f"Không có ngày nào mang mã {kept}: chuỗi đã bị cắt bớt hoặc viết lại."
    )


def test_a_missing_seal_is_named(three_days, capsys):
    with behind_the_triggers(SEALS):
        run(f"DELETE FROM {SEALS} WHERE day = %s", FIRST + timedelta(days=1))
    assert verify(capsys) == broken(
        f"{DAYS[1]}: thiếu niêm phong.", f"{DAYS[2]}: niêm phong không nối với ngày trước."
    )


def test_looking_from_a_day_on_leaves_older_days_out(three_days, capsys):
    with behind_the_triggers(ENTRIES):
        run(f"UPDATE {ENTRIES} SET why = 'khác' WHERE id = %s", three_days[0])
    assert verify(capsys, "--since", str(FIRST + timedelta(days=1))) == WHOLE
    assert verify(capsys, "--since", str(FIRST))[0] == 1


# ------------------------------------------------------------------ sealing that has stopped
def overdue(count, day):
    return [
        f"Quá hạn niêm phong: {count} dòng, cũ nhất ngày {day:%d/%m/%Y}. Việc niêm phong đã ngừng hoặc niêm phong "
        "mới nhất đã bị xóa: hãy so mã đã giữ ở nơi khác (--head), rồi chạy seal_history."
    ]


def test_a_book_that_was_never_sealed_is_not_called_whole(capsys):
    entries_of(FIRST, "a", "b")
    entries_of(FIRST + timedelta(days=1), "c")
    record(make_place(), "edit_place", by=make_user())
    capsys.readouterr()
    with pytest.raises(SystemExit, match="1"):
        call_command("verify_history")
    said = capsys.readouterr().out.splitlines()
    assert said[1:] == [*overdue(3, FIRST), "Chưa thể nói nhật ký nguyên vẹn."]
    call_command("seal_history")
    assert verify(capsys) == WHOLE


@pytest.mark.parametrize(("age", "status"), [(0, 0), (1, 0), (2, 1)])
def test_a_day_is_overdue_two_days_later(capsys, age, status):
    entries_of(day_of(datetime.now(UTC)) - timedelta(days=age), "a")
    assert verify(capsys)[0] == status


def test_seals_that_were_taken_off_the_end_are_missed(three_days, capsys):
    newest = HistorySeal.objects.order_by("day").last().hash
    with behind_the_triggers(SEALS):
        run(f"DELETE FROM {SEALS} WHERE day >= %s", FIRST + timedelta(days=2))
    late = overdue(1, FIRST + timedelta(days=2))
    assert verify(capsys) == (1, [*late, "Chưa thể nói nhật ký nguyên vẹn."])
    assert verify(capsys, "--since", str(FIRST + timedelta(days=4)))[0] == 1
    cut = f"Không có ngày nào mang mã {newest}: chuỗi đã bị cắt bớt hoặc viết lại."
    assert verify(capsys, "--head", newest) == (1, [cut, *late, "Nhật ký KHÔNG nguyên vẹn: 1 chỗ."])


# ------------------------------------------------------------------ acts that are not finished
@pytest.mark.django_db(transaction=True)
def test_sealing_waits_for_an_act_that_is_not_finished(monkeypatch):
    monkeypatch.setattr(seals, "PATIENCE", "300ms")
    with transaction.atomic():
        [number] = entries_of(FIRST, "a")
    person, thing = make_user(), make_place()

    def seal_elsewhere():
        try:
            call_command("seal_history")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            record(thing, "edit_place", by=person)
            with pytest.raises(CommandError, match="Đang có việc ghi nhật ký chưa xong"):
                pool.submit(seal_elsewhere).result(timeout=60)
            assert HistorySeal.objects.count() == 0
        pool.submit(seal_elsewhere).result(timeout=120)
    assert HistorySeal.objects.order_by("day").first().leaves.keys() == {str(number)}


@pytest.mark.django_db(transaction=True)
def test_an_act_waits_for_the_seal_and_is_stamped_after_it():
    person, thing = make_user(), make_place()

    def act_elsewhere():
        try:
            return record(thing, "edit_place", by=person).pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            seals._today_behind_the_lock()
            act = pool.submit(act_elsewhere)
            time.sleep(0.3)
            assert not act.done()
            behind = run("SELECT clock_timestamp()")[0][0]
        number = act.result(timeout=30)
    assert HistoryEntry.objects.get(pk=number).at > behind
