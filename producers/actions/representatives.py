"""The door to representatives: who reads, keeps or removes one says why, and the book of acts says so first.

The book of acts says that something was read or changed and in which columns, never a value.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction

from core.errors import refuse_if
from core.history import record
from core.models import User
from producers.models import Producer, RepresentativeProfile
from producers.permissions.representatives import (
    why_not_export_representatives,
    why_not_forget_representative,
    why_not_keep_representative,
    why_not_read_representatives,
)
from producers.queries.duplicates import one_line
from producers.queries.representatives import profiles_of, profiles_of_territory

EDITABLE = ("since", "full_name", "sex", "ethnicity", "disability", "residence", "basis", "basis_on", "basis_text")


def read_representatives(producer: Producer, *, why: str, by: User) -> list[RepresentativeProfile]:
    """The representatives of a producer, after the reading was written down. Raises ActionRefused."""
    with transaction.atomic():
        refuse_if(why_not_read_representatives(by, producer, why))
        record(producer, "read_representative", by=by, why=why.strip())
        return profiles_of(producer)


def export_representatives(*, why: str, by: User) -> list[RepresentativeProfile]:
    """The representatives of the user's territory, after each was written down as read. Raises ActionRefused."""
    with transaction.atomic():
        refuse_if(why_not_export_representatives(by, why))
        profiles = profiles_of_territory(by)
        for producer in {profile.producer_id: profile.producer for profile in profiles}.values():
            record(producer, "export_representative", by=by, why=why.strip())
        return profiles


def keep_representative(
    profile: RepresentativeProfile, *, why: str, by: User | None, **values: Any
) -> RepresentativeProfile:
    """Enter a representative (a profile without a row yet) or correct one. Raises ActionRefused."""
    with transaction.atomic():
        if profile.pk is not None:
            profile = RepresentativeProfile.objects.select_for_update(of=("self",)).get(pk=profile.pk)
        changed = [name for name in values if name in EDITABLE and getattr(profile, name) != _tidy(values[name])]
        for name in changed:
            setattr(profile, name, _tidy(values[name]))
        refuse_if(why_not_keep_representative(by, profile, why))
        if changed:
            profile.save()
            record(
                profile.producer,
                "keep_representative",
                by=by,
                why=why.strip(),
                row=profile.pk,
                columns=sorted(changed),
            )
    return profile


def forget_representative(profile: RepresentativeProfile, *, why: str, by: User | None) -> None:
    """Remove a representative; nothing of the person stays, not even in row history. Raises ActionRefused."""
    with transaction.atomic():
        producer = profile.producer
        refuse_if(why_not_forget_representative(by, producer, why))
        facts = {"row": profile.pk, "since": str(profile.since)}
        record(producer, "forget_representative", by=by, why=why.strip(), **facts)
        profile.delete()


def _tidy(value: Any) -> Any:
    return one_line(value) if isinstance(value, str) else value
