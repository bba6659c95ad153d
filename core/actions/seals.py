"""Sealing the closed days of the book of acts."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import OperationalError, connection, transaction
from django.utils.translation import gettext as _
from psycopg.errors import LockNotAvailable

from core.errors import ActionRefused
from core.models import HistoryEntry, HistorySeal
from core.queries.seals import leaves_of
from core.rules.seals import day_of, hash_of

PATIENCE = "10s"


def seal_closed_days() -> list[HistorySeal]:
    """Seal every day that is over and not yet sealed, one after another; gives the new seals."""
    made = []
    while seal := _seal_next_day():
        made.append(seal)
    return made


def _seal_next_day() -> HistorySeal | None:
    """Seal the oldest open day; None when that is today.

    The lock waits for every transaction that has written an act and is not finished, and lets no other write until
    the seal stands. What is written afterwards is stamped with a later moment by the trigger. So no entry can come
    late: what the day holds under the lock is all that it will ever hold.
    """
    try:
        with transaction.atomic():
            today = _today_behind_the_lock()
            newest = HistorySeal.objects.order_by("day").last()
            day = newest.day + timedelta(days=1) if newest else _first_day()
            if day is None or day >= today:
                return None
            leaves, previous = leaves_of(day), newest.hash if newest else ""
            return HistorySeal.objects.create(
                day=day, count=len(leaves), leaves=leaves, previous=previous, hash=hash_of(previous, day, leaves)
            )
    except OperationalError as error:
        if not isinstance(error.__cause__, LockNotAvailable):
            raise
        raise ActionRefused(
            _("Đang có việc ghi nhật ký chưa xong. Chưa niêm phong gì; hãy chạy lại sau ít phút.")
        ) from error


def _today_behind_the_lock() -> date:
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
        cursor.execute("LOCK TABLE core_historyentry IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute("SELECT clock_timestamp()")
        return day_of(cursor.fetchone()[0])


def _first_day() -> date | None:
    first = HistoryEntry.objects.order_by("at").values_list("at", flat=True).first()
    return day_of(first) if first else None
