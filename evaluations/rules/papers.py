"""When a paper counts, and what a line of the checklist says of itself. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from evaluations.enums import ItemState, Need

# A round lasts up to two months from its last filing day to its decision (26/2026 art. 5.1: 30 April to 30 June), so
# what lapses within these days may have lapsed when the council sits.
WARNED_DAYS = 60


def has_lapsed(expires_on: date | None, on: date) -> bool:
    """True when a paper no longer counts; on its last day it still does."""
    return expires_on is not None and expires_on < on


def lapses_soon(expires_on: date | None, on: date) -> bool:
    """True for a paper that counts and lapses within the days that are warned about."""
    return expires_on is not None and on <= expires_on <= on + timedelta(WARNED_DAYS)


def state_of(need: str, star: int | None, aims_at: int | None, expiries: Iterable[date | None], on: date) -> ItemState:
    """Where a line stands: by the longest-lived of its papers, or by whether the dossier needs one."""
    ends = list(expiries)
    if not ends:
        return ItemState.MISSING if is_needed(need, star, aims_at) else ItemState.OPEN
    if all(has_lapsed(end, on) for end in ends):
        return ItemState.LAPSED
    last = None if None in ends else max(end for end in ends if end is not None)
    return ItemState.SOON if lapses_soon(last, on) else ItemState.DONE


def erased_words(at: datetime | None, why: str) -> str:
    """What stands where a file was; empty where it is there still."""
    if at is None:
        return ""
    facts = {"day": date_format(timezone.localtime(at), "d/m/Y"), "why": why}
    return _("Tệp đã xóa ngày %(day)s, lý do: %(why)s") % facts


def is_needed(need: str, star: int | None, aims_at: int | None) -> bool:
    """Whether a dossier lacks something without it; who names no rank is told about every one."""
    if need == Need.STAR:
        return star is not None and (aims_at is None or star <= aims_at)
    return need == Need.ALWAYS
