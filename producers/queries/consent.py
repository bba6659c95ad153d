"""What a producer consented to over time, proved by its row history."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from producers.enums import Contact
from producers.models import Producer


@dataclass(frozen=True)
class Consent:
    """A consent to show contact details: from a day on, until it was withdrawn."""

    on: date
    to: tuple[str, ...]  # the columns of `Contact`
    text: str
    withdrawn_on: date | None


def past_consents(producer: Producer) -> list[Consent]:
    """Every consent that was ever recorded, oldest first; a withdrawal is the last word on its consent."""
    rows = producer.events.filter(contact_consent_on__isnull=False).order_by("pgh_id")  # type: ignore[attr-defined]
    columns = ("contact_consent_on", "contact_consent_text", "contact_consent_to", "contact_withdrawn_on")
    found: list[Consent] = []
    for on, text, to, withdrawn in rows.values_list(*columns):
        last = found[-1] if found else None
        if last is not None and (last.on, last.text) == (on, text) and (withdrawn or not last.withdrawn_on):
            found[-1] = replace(last, withdrawn_on=withdrawn)
        else:
            found.append(Consent(on, tuple(to), text, withdrawn))
    return found


def contacts_known(producer: Producer) -> frozenset[str]:
    """The columns of `Contact` that are not empty."""
    return frozenset(contact for contact in Contact.values if getattr(producer, contact))


def contacts_unseen(producer: Producer, on: date) -> frozenset[str]:
    """The contact details that are known and not shown to the public on the day."""
    return contacts_known(producer) - producer.consented(on)
