"""Verbs that enter and edit producers; ratings keep the name, form and class that they were given under."""

from __future__ import annotations

from datetime import date
from typing import Any

from core.errors import refuse_if
from core.history import record
from core.models import Place, User
from core.publishing import publishing
from producers.actions.values import changed_values, free_slug, is_known_as
from producers.enums import LegalForm
from producers.models import Producer
from producers.permissions.producers import why_not_change_form, why_not_edit_producer, why_not_save_producer
from producers.queries.duplicates import one_line
from producers.rules.identifiers import clean_identifier, clean_phone, masked

# What may be given besides name, legal form and place.
EDITABLE = (
    "name",
    "other_names",
    "legal_form",
    "code",
    "place",
    "address",
    "phone",
    "email",
    "website",
    "source_url",
    "note",
)
# History says that these changed, not from what to what: they may name a person.
UNSAID = frozenset({"phone", "email", "website", "address", "note"})


def create_producer(
    *, name: str, legal_form: str, place: Place | None, by: User | None, slug: str = "", **more: Any
) -> Producer:
    """Enter a new producer; its address is made from the name, the place and a number. Raises ActionRefused."""
    with publishing():
        producer = Producer()
        _fill(producer, {"name": name, "legal_form": legal_form, "place": place, **more})
        refuse_if(why_not_save_producer(by, producer))
        producer.slug = slug or free_slug(Producer, producer.name, place)
        producer.save(force_insert=True)
        record(producer, "create_producer", by=by, source=producer.source_url)
    return producer


def edit_producer(producer: Producer, *, by: User | None, **changes: Any) -> Producer:
    """Change what is known about a producer; nothing is written when nothing changed. Raises ActionRefused.

    A contact detail that the public saw with consent is shown no longer once it changed.
    """
    with publishing():
        producer = Producer.objects.select_for_update(of=("self",)).get(pk=producer.pk)
        refuse_if(why_not_edit_producer(by, producer))
        before = {name: getattr(producer, name) for name in changes}
        _fill(producer, changes)
        changed = [name for name in changes if getattr(producer, name) != before[name]]
        if changed:
            refuse_if(why_not_save_producer(by, producer))
            producer.contact_consent_to = [column for column in producer.contact_consent_to if column not in changed]
            producer.save(update_fields=[*changed, "contact_consent_to", "updated_at"])
            said = changed_values(producer, before, changed, unsaid=UNSAID, shown={"code": masked})
            record(producer, "edit_producer", by=by, changes=said)
    return producer


def change_legal_form(
    producer: Producer, *, legal_form: str, name: str | None = None, on: date | None, why: str, by: User | None
) -> Producer:
    """Write down that a producer took another legal form on a day, perhaps under another name.

    The old name becomes one it is also known by; ratings given before keep the old form and class.
    """
    with publishing():
        producer = Producer.objects.select_for_update(of=("self",)).get(pk=producer.pk)
        new_name = one_line(name or "") or producer.name
        refuse_if(why_not_change_form(by, producer, legal_form, new_name, on, why))
        before = {"legal_form": producer.legal_form, "name": producer.name}
        if new_name != producer.name:
            if not is_known_as(producer.name, producer.other_names):
                producer.other_names = [*producer.other_names, producer.name]
            producer.name = new_name
        producer.legal_form = legal_form
        refuse_if(why_not_save_producer(by, producer))
        producer.save(update_fields=["name", "other_names", "legal_form", "updated_at"])
        after = {"legal_form": str(legal_form), "name": new_name}
        record(producer, "change_legal_form", by=by, why=why, on=str(on), before=before, after=after)
    return producer


def _fill(producer: Producer, values: dict[str, Any]) -> None:
    """Put typed values in their columns, each in the form it is kept in."""
    for name, value in values.items():
        if name not in EDITABLE:
            raise TypeError(f"a producer has no {name!r} to edit")
        setattr(producer, name, value.strip() if isinstance(value, str) else value)
    producer.name = one_line(producer.name)
    producer.legal_form = LegalForm(producer.legal_form) if producer.legal_form in LegalForm.values else ""
    producer.code = clean_identifier(producer.code)
    phone = clean_phone(producer.phone)
    producer.phone = producer.phone if phone is None else phone  # what is no number is refused in words
