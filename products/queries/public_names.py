"""What the public names of producers are to be, told from the register and its history, and what they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Q
from django.db.models.functions import Coalesce

from core.batches import batches
from producers.enums import LegalForm
from producers.models import Producer
from products.models import PublicName, Recognition, ScoreApproval
from products.rules.public_fields import HOMES
from products.rules.public_names import Names, Printed, public_names

BATCH = 2_000  # of producers, so that a whole register is gone through in little memory
DAYS: dict[Any, str] = {Recognition: "starts_on", ScoreApproval: "approved_on"}
# What was of no known form and turned out to be a firm was one all the time.
KNOWN_HOMES = HOMES - {LegalForm.UNKNOWN}


def names_due(producers: Collection[int]) -> dict[int, Names]:
    """The names that some producers are to have in public; four queries."""
    rows = list(Producer.objects.filter(pk__in=producers).values_list("pk", "legal_form", "name", "other_names"))
    printed = _printed(producers)
    once_at_home = _once_at_home([pk for pk, form, *_names in rows if form not in HOMES])
    due = {
        pk: public_names(Names(name, others), form=form, printed=printed[pk], once_at_home=once_at_home[pk])
        for pk, form, name, others in rows
    }
    return {pk: names for pk, names in due.items() if names}


def _printed(producers: Collection[int]) -> dict[int, list[Printed]]:
    found: dict[int, list[Printed]] = defaultdict(list)
    for model, day in DAYS.items():
        rows = model.objects.filter(producer__in=producers, voided_at__isnull=True)
        for pk, *row in rows.values_list("producer_id", day, "recorded_at", "producer_name"):
            found[pk].append(Printed(*row))
    return found


def _once_at_home(firms: Collection[int]) -> dict[int, set[str]]:
    """What firms, and those merged into them, were called while they were homes."""
    found: dict[int, set[str]] = defaultdict(set)
    all_of_them = Producer.objects.filter(Q(pk__in=firms) | Q(merged_into__in=firms))
    events = Producer.events.rel.related_model.objects.filter(  # type: ignore[attr-defined]
        pgh_obj__in=all_of_them.values("pk"), legal_form__in=KNOWN_HOMES
    )
    kept = Coalesce("pgh_obj__merged_into", "pgh_obj")
    for pk, name, others in events.values_list(kept, "name", "other_names"):
        found[pk].update([name, *others])
    return found


def printed_maker(row: Recognition | ScoreApproval) -> str:
    """The producer as a row of the ledger printed it; the row comes with it and its public name.

    What was entered by mistake was never printed: of a home a voided row names only what a standing row prints too.
    """
    maker = row.producer
    if row.voided_at is None or not HOMES & {row.producer_form, maker.legal_form}:
        return row.producer_name
    named = getattr(maker, "public_name", None)
    return row.producer_name if named and row.producer_name in (named.name, *named.other_names) else ""


def names_held(producers: Collection[int]) -> dict[int, Names]:
    """The public names that some producers have; one query."""
    rows = PublicName.objects.filter(pk__in=producers).values_list("pk", "name", "other_names")
    return {pk: Names(name, others) for pk, name, others in rows}


def wrong_names() -> Iterator[str]:
    """A sentence for each producer whose public names are not what the register tells: the slow recount."""
    everybody = Producer.objects.order_by("pk").values_list("pk", flat=True)
    for producers in batches(everybody, BATCH):
        due, held = names_due(producers), names_held(producers)
        for pk in producers:
            if held.get(pk) != due.get(pk):
                yield f"producer {pk}: {held.get(pk)} should be {due.get(pk)}"
