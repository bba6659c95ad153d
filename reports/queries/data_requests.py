"""What people asked for about their data: who may see and answer it, and what waits for an answer."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet

from core.access import in_territory
from core.models import HistoryEntry, User
from reports.queries.personal_data import KINDS


def requests_of(user: User) -> QuerySet[HistoryEntry]:
    """Every request of the user's territory, answered or not.

    It lies where the thing lies that it is about; when that has no place, or nothing of the register is named, where
    whoever noted it works.
    """
    received = HistoryEntry.objects.filter(verb="receive_data_request")
    return received.filter(_in_reach(user)).select_related("by").order_by("pk")


def _in_reach(user: User) -> Q:
    inside, placed = Q(pk__in=[]), Q(pk__in=[])
    for kind in KINDS.values():
        of_kind = Q(subject_type=ContentType.objects.get_for_model(kind.model))
        things = kind.model._default_manager.filter(**{f"{kind.place}__isnull": False})
        placed |= of_kind & Q(subject_id__in=things.values("pk"))
        inside |= of_kind & Q(subject_id__in=things.filter(in_territory(user, kind.place)).values("pk"))
    return inside | (~placed & in_territory(user, "by__territory"))


def open_requests(user: User) -> list[HistoryEntry]:
    """The requests of the user's territory that were not answered yet, oldest first; two queries."""
    answered = HistoryEntry.objects.filter(verb="answer_data_request").values_list("data__request", flat=True)
    return list(requests_of(user).exclude(pk__in=list(answered)))
