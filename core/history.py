"""Writing the book of acts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import ActionRefused, Reason
from core.models import HistoryEntry, User
from core.requests import current_request_id
from core.rules.lengths import LONGEST_TEXT
from core.rules.unsaid import without_numbers

THE_PUBLIC, THE_SERVER = gettext_lazy("người dân"), gettext_lazy("máy chủ")


def record(subject: models.Model, verb: str, *, by: User | None, why: str = "", **data: Any) -> HistoryEntry:
    """Write one act; call it inside the transaction of the act. `by` is None for loaders and commands.

    Raises ActionRefused when the reason is longer than anybody reads: some reasons are typed without a form.
    """
    entry = _entry(subject, verb, by, why, data)
    entry.save(force_insert=True)
    return entry


def record_all(
    subjects: Iterable[tuple[models.Model, Mapping[str, Any]]],
    verb: str,
    *,
    by: User | None,
    why: str = "",
    **data: Any,
) -> None:
    """Write one act done to several things, or at several places of one, an entry for each, in one statement."""
    entries = [_entry(subject, verb, by, why, {**own, **data}) for subject, own in subjects]
    HistoryEntry.objects.bulk_create(entries)


def _entry(subject: models.Model, verb: str, by: User | None, why: str, data: dict[str, Any]) -> HistoryEntry:
    if len(why) > LONGEST_TEXT:
        raise ActionRefused(Reason(_("Lý do chỉ được dài %(most)d ký tự.") % {"most": LONGEST_TEXT}, "why"))
    return HistoryEntry(
        by=by,
        verb=verb,
        subject_type=ContentType.objects.get_for_model(subject),
        subject_id=subject.pk,
        label=without_numbers(str(subject))[:300],
        why=without_numbers(why),
        data=data,
        request=current_request_id(),
    )


def history_of(subject: models.Model) -> models.QuerySet[HistoryEntry]:
    """The acts done to one thing, newest first, with their doers."""
    return HistoryEntry.objects.filter(
        subject_type=ContentType.objects.get_for_model(subject), subject_id=subject.pk
    ).select_related("by")


@cache
def public_verbs() -> frozenset[str]:
    """What people do without an account, gathered from the apps (settings.HISTORY_OF_PUBLIC)."""
    return frozenset[str]().union(*map(import_string, settings.HISTORY_OF_PUBLIC))


def doer_words(entry: HistoryEntry) -> str:
    """Who did an act: a person, somebody without an account, or the server on its own command line."""
    if entry.by is not None:
        return str(entry.by)
    return str(THE_PUBLIC if entry.verb in public_verbs() else THE_SERVER)


@cache
def verb_words() -> dict[str, str | Promise]:
    """What every verb is called on the screen, gathered from the apps (settings.HISTORY_VERBS)."""
    return {verb: words for name in settings.HISTORY_VERBS for verb, words in import_string(name).items()}
