"""Keeping the counts that figures are made of: the last step of publishing, and the recount of everything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date

from django.db import connection
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.batches import batches
from core.clock import today
from core.publishing import Written, current_generation
from producers.models import Producer
from products.enums import Counting
from reports.models import DayChange, ProducerDays
from reports.queries.figures import Question, figures, figures_of_ledger
from reports.queries.ledger_rows import ledger_rows_of, producers_concerned
from reports.rules.day_changes import Changes, changes_by_producer

BATCH = 5_000  # of producers, so that a whole register is counted in little memory
SAMPLES = 10  # days that are counted from the ledger for comparing


def renew_day_counts(written: Written) -> None:
    """Take what the producers concerned counted for out of the counts, and put in what they count for now."""
    changes: Changes = Counter()
    for producers in batches(sorted(producers_concerned(written)), BATCH):
        changes.update(_renew(producers))
    _add(changes, written.generation)


def _renew(producers: Collection[int]) -> Changes:
    """Write down what the producers count for now; gives the difference to what they counted for."""
    difference: Changes = Counter()
    renewed: list[ProducerDays] = []
    for pk, before, now in _before_and_now(producers):
        difference.update(now)
        difference.subtract(before)
        renewed.append(ProducerDays(pk=pk, changes=_in_json(now)))
    ProducerDays.objects.bulk_create(
        renewed, update_conflicts=True, unique_fields=["producer"], update_fields=["changes"]
    )
    return difference


def _before_and_now(producers: Collection[int]) -> Iterator[tuple[int, Changes, Changes]]:
    """The producers of whom something else is to be counted: what was, and what is; four queries."""
    nothing: Changes = Counter()
    now = changes_by_producer(ledger_rows_of(producers))
    held = dict(ProducerDays.objects.filter(pk__in=producers).values_list("pk", "changes"))
    for pk in producers:
        before = Counter({(key, date.fromisoformat(day)): change for key, day, change in held.get(pk, ())})
        if before != now.get(pk, nothing):
            yield pk, before, now.get(pk, nothing)


def _in_json(changes: Changes) -> list[tuple[str, str, int]]:
    return sorted((key, day.isoformat(), change) for (key, day), change in changes.items())


def _add(changes: Changes, generation: int) -> None:
    """Add changes to the counts of their days; one statement."""
    rows = [(key, day, change) for (key, day), change in sorted(changes.items()) if change]
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO reports_daychange AS held (key, day, change, generation)
            SELECT key, day, change, %s FROM unnest(%s::text[], %s::date[], %s::int[]) AS new (key, day, change)
            ON CONFLICT (key, day)
            DO UPDATE SET change = held.change + excluded.change, generation = excluded.generation
            """,
            [generation, *map(list, zip(*rows, strict=True))],
        )


# --------------------------------------------------------------------- everything
# Where the counts are not the sum of what the producers count for, and by how much.
_UNBALANCED = """
SELECT key, day, coalesce(wanted.change, 0) - coalesce(held.change, 0)
FROM reports_daychange AS held
FULL JOIN (
    SELECT item ->> 0 AS key, (item ->> 1)::date AS day, sum((item ->> 2)::int)::int AS change
    FROM reports_producerdays, jsonb_array_elements(changes) AS item GROUP BY 1, 2
) AS wanted USING (key, day)
WHERE coalesce(wanted.change, 0) <> coalesce(held.change, 0)
ORDER BY key, day
"""


def _unbalanced() -> Changes:
    with connection.cursor() as cursor:
        cursor.execute(_UNBALANCED)
        return Counter({(key, day): change for key, day, change in cursor.fetchall()})


def balance_days() -> None:
    """Make the counts the sum of what the producers count for; call inside `publishing()`."""
    _add(_unbalanced(), current_generation().number + 1)


def differences_of_days() -> Iterator[str]:
    """What the kept counts say otherwise than the ledger, in words; changes nothing."""
    for (key, day), change in _unbalanced().items():
        yield _("Số đếm “%(key)s” ngày %(day)s lệch %(change)+d so với tổng của các chủ thể.") % {
            "key": key,
            "day": date_format(day),
            "change": change,
        }
    for producers in batches(Producer.objects.order_by("pk").values_list("pk", flat=True), BATCH):
        for pk, _before, _now in _before_and_now(producers):
            yield _("Số đếm của chủ thể %(pk)s không đúng với sổ.") % {"pk": pk}
    for question in _samples():
        kept, counted = figures(question).as_json(), figures_of_ledger(question).as_json()
        for name in counted:
            if kept[name] != counted[name]:
                yield _("Ngày %(day)s, cách đếm %(mode)s, %(name)s: số đang giữ %(kept)s, đếm lại %(counted)s.") % {
                    "day": date_format(question.on),
                    "mode": question.potential,
                    "name": name,
                    "kept": kept[name],
                    "counted": counted[name],
                }


def _samples() -> list[Question]:
    """Each mode on some days, spread over those on which something changes."""
    days = list(DayChange.objects.order_by("day").values_list("day", flat=True).distinct())
    chosen = {days[place * (len(days) - 1) // (SAMPLES - 1)] for place in range(SAMPLES)} if days else {today()}
    return [Question(on=day, potential=mode) for day in sorted(chosen) for mode in Counting]
