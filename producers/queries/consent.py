"""What a producer consented to over time, proved by its row history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from producers.models import Producer


@dataclass(frozen=True)
class Consent:
    """A consent to show contact details: from a day on, until it was withdrawn."""

    on: date
    text: str
    withdrawn_on: date | None


def past_consents(producer: Producer) -> list[Consent]:
    """Every consent that was ever recorded, oldest first; a withdrawal is the last word on its consent."""
    rows = producer.events.filter(contact_consent_on__isnull=False).order_by("pgh_id")  # type: ignore[attr-defined]
    columns = ("contact_consent_on", "contact_consent_text", "contact_withdrawn_on")
    last = {(on, text): withdrawn for on, text, withdrawn in rows.values_list(*columns)}
    return [Consent(on, text, withdrawn) for (on, text), withdrawn in last.items()]
