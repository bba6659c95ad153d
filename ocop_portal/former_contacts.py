"""What a producer no longer has: telephone, e-mail, web page, street address and number that its row history keeps.

They serve to find out who changed what; after a time, or when the person asks for it, they go.
"""

from __future__ import annotations

from collections.abc import Collection

import pgtrigger
from django.db import transaction
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When

from core.history import record
from ocop_portal.retention_files import moment
from producers.models import Producer
from products.rules.public_fields import OPENNESS

_PRODUCER = OPENNESS["producers.Producer"]
COLUMNS = ("code", *sorted(_PRODUCER.with_consent | _PRODUCER.of_firms_with_consent))
_HISTORY = Producer.events.rel.related_model  # type: ignore[attr-defined]


def old_former_contacts(days: int) -> QuerySet[Producer]:
    """Producers that were not edited within these days and of whose history something differs from now."""
    differs = Q()
    for name in COLUMNS:
        differs |= ~Q(**{name: ""}) & ~Q(**{name: OuterRef(name)})
    rows = _HISTORY.objects.filter(pgh_obj=OuterRef("pk"))
    return Producer.objects.filter(
        Exists(rows.filter(differs)), ~Exists(rows.filter(pgh_created_at__gte=moment(days)))
    )


def remove_former_contacts(days: int) -> int:
    """Empty what is no longer so in the history of those producers; how many they were."""
    ids = list(old_former_contacts(days).values_list("pk", flat=True))
    _empty(ids)
    return len(ids)


def erase_former_contacts(producer: Producer, *, why: str) -> None:
    """The same for one producer at once, as the person may ask for; the owner of the database alone can."""
    with transaction.atomic():
        _empty([producer.pk])
        record(producer, "erase_former_contacts", by=None, why=why)


def _empty(ids: Collection[int]) -> None:
    now = Producer.objects.filter(pk=OuterRef("pgh_obj"))
    kept = {
        name: Case(When(**{name: Subquery(now.values(name))}, then=F(name)), default=Value("")) for name in COLUMNS
    }
    with pgtrigger.ignore(f"{_HISTORY._meta.label}:append_only"):
        _HISTORY.objects.filter(pgh_obj__in=ids).update(**kept)
