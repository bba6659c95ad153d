"""Giving and withdrawing the consent to show contact details; what was consented to and when stays in row history."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from core.errors import refuse_if
from core.history import record
from core.models import User
from core.publishing import publishing
from producers.enums import Contact
from producers.models import Producer
from producers.permissions.consent import why_not_give_consent, why_not_withdraw_consent


def give_contact_consent(
    producer: Producer, *, on: date | None, to: Iterable[str], text: str, by: User | None
) -> Producer:
    """Write down that a producer agrees from a day on to have these contact details shown. Raises ActionRefused.

    `to` names columns of `Contact`; the consent is for what stands in them now.
    """
    with publishing():
        producer = Producer.objects.select_for_update(of=("self",)).get(pk=producer.pk)
        to = frozenset(to)
        refuse_if(why_not_give_consent(by, producer, on, to, text))
        producer.contact_consent_on, producer.contact_consent_text = on, text.strip()
        producer.contact_consent_to = [column for column in Contact.values if column in to]
        producer.contact_withdrawn_on = None
        _save(producer)
        record(producer, "give_contact_consent", by=by, on=str(on), to=producer.contact_consent_to)
    return producer


def withdraw_contact_consent(producer: Producer, *, on: date | None, why: str, by: User | None) -> Producer:
    """Write down that a producer takes its consent back from a day on. Raises ActionRefused."""
    with publishing():
        producer = Producer.objects.select_for_update(of=("self",)).get(pk=producer.pk)
        refuse_if(why_not_withdraw_consent(by, producer, on, why))
        producer.contact_withdrawn_on = on
        _save(producer)
        record(producer, "withdraw_contact_consent", by=by, why=why.strip(), on=str(on))
    return producer


def _save(producer: Producer) -> None:
    columns = [
        "contact_consent_on",
        "contact_consent_text",
        "contact_consent_to",
        "contact_withdrawn_on",
        "updated_at",
    ]
    producer.save(update_fields=columns)
