"""Changing the public content: one transaction, one record time, one new generation.

The Generation row is locked first and updated last, so changes of the register come one after another and every row
written under it is stamped between two generations. A reader who cites `changed_at` therefore cites a figure that no
later commit can change (docs/decisions/0005-record-time.md). Right before the generation is updated the last steps
bring derived tables up to date with what triggers saw written (docs/decisions/0008-derived-tables.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from core.errors import ActionRefused
from core.models import Generation, TouchedKind


@dataclass(frozen=True)
class Written:
    """Ids of the products and producers whose rows were written, and the generation that shows them."""

    products: frozenset[int]
    producers: frozenset[int]
    generation: int


# Takes what was written and brings rows derived from it up to date; named in settings.PUBLISHING_LAST_STEPS.
LastStep = Callable[[Written], None]


def _wall_clock() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


@contextmanager
def publishing() -> Iterator[datetime]:
    """A transaction that changes public content; yields the record time to stamp its rows with.

    What a named constraint of the database refuses is said in words (ActionRefused), and nothing is written.
    """
    try:
        with transaction.atomic():
            generation = Generation.objects.select_for_update().get(pk=1)
            yield _wall_clock()
            generation.number += 1
            _take_last_steps(generation.number)
            generation.changed_at = _wall_clock()
            generation.save(update_fields=["number", "changed_at"])
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
        if not name:
            raise
        raise ActionRefused(
            _("Sổ không nhận việc này vì trái với những dòng đã có (ràng buộc “%(name)s”). Chưa có gì được ghi.")
            % {"name": name}
        ) from error


def _take_last_steps(generation: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM core_touched RETURNING kind, thing")
        touched = cursor.fetchall()
    if not touched:
        return
    of = {kind: frozenset(thing for its, thing in touched if its == kind) for kind in TouchedKind.values}
    written = Written(of[TouchedKind.PRODUCT], of[TouchedKind.PRODUCER], generation)
    for name in settings.PUBLISHING_LAST_STEPS:
        step: LastStep = import_string(name)
        step(written)


def current_generation() -> Generation:
    """The generation that a reader sees now; one small statement, for every public request asks for it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, changed_at FROM core_generation WHERE id = 1")
        row = cursor.fetchone()
    if row is None:
        raise Generation.DoesNotExist
    return Generation(1, *row)
