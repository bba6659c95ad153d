"""Working the chain of seals out anew, and saying what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, Min, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.models import HistoryEntry, HistorySeal
from core.rules.seals import COLUMNS, bounds_of, day_of, hash_of, leaf_of

# A day is sealed in the night after it; it is overdue when one day more has passed.
GRACE = timedelta(days=1)


@dataclass
class Verdict:
    """What was looked at, what is wrong, and what nothing vouches for; with neither the book is whole."""

    days: int = 0
    entries: int = 0
    unsealed: int = 0
    head: HistorySeal | None = None
    wrong: list[str] = field(default_factory=list)
    overdue: str = ""


def leaves_of(day: date) -> dict[str, str]:
    """The hash of each entry that a day of the book holds now, by its number."""
    start, end = bounds_of(day)
    rows = HistoryEntry.objects.filter(at__gte=start, at__lt=end).order_by().values_list(*COLUMNS)
    return {str(row[0]): leaf_of(row) for row in rows.iterator()}


def check_book(*, since: date | None = None, head: str = "") -> Verdict:
    """Work out every seal from a day on; `head` is a hash that was kept elsewhere and must stand in the chain."""
    verdict = Verdict()
    seals = HistorySeal.objects.order_by("day")
    before = seals.filter(day__lt=since).last() if since else None
    for seal in (seals.filter(day__gte=since) if since else seals).iterator(chunk_size=20):
        verdict.wrong += [*_gaps(before, seal), *_wrong_in(seal, before)]
        verdict.days += 1
        verdict.entries += seal.count
        before = seal
    verdict.head = before
    if since is None:
        verdict.wrong += _before_the_first()
    if head and not seals.filter(hash=head).exists():
        verdict.wrong.append(
            _("Không có ngày nào mang mã %(head)s: chuỗi đã bị cắt bớt hoặc viết lại.") % {"head": head}
        )
    unsealed = _after(before)
    verdict.unsealed = unsealed.count()
    verdict.overdue = _overdue_in(unsealed)
    return verdict


def _gaps(before: HistorySeal | None, seal: HistorySeal) -> Iterator[str]:
    if before is None:
        return
    for number in range(1, (seal.day - before.day).days):
        yield _("%(day)s: thiếu niêm phong.") % {"day": date_format(before.day + timedelta(days=number))}


def _wrong_in(seal: HistorySeal, before: HistorySeal | None) -> Iterator[str]:
    """What is wrong with one seal: its own hash, its place in the chain, each entry of its day."""
    day = {"day": date_format(seal.day)}
    if hash_of(seal.previous, seal.day, seal.leaves) != seal.hash or len(seal.leaves) != seal.count:
        yield _("%(day)s: chính niêm phong đã bị sửa.") % day
    if seal.previous != (before.hash if before else ""):
        yield _("%(day)s: niêm phong không nối với ngày trước.") % day
    found = leaves_of(seal.day)
    for number in sorted(seal.leaves.keys() | found.keys(), key=int):
        was, now = seal.leaves.get(number), found.get(number)
        words = {**day, "number": number}
        if now is None:
            yield _("%(day)s: dòng %(number)s đã bị xóa.") % words
        elif was is None:
            yield _("%(day)s: dòng %(number)s được thêm sau khi niêm phong.") % words
        elif was != now:
            yield _("%(day)s: dòng %(number)s đã bị sửa.") % words


def _before_the_first() -> list[str]:
    """Entries of days before the first seal: nothing that was written properly can stand there."""
    first = HistorySeal.objects.order_by("day").first()
    if first is None:
        return []
    older = HistoryEntry.objects.filter(at__lt=bounds_of(first.day)[0]).order_by("pk").values_list("pk", flat=True)
    return [_("Trước niêm phong đầu tiên: dòng %(number)s được thêm.") % {"number": number} for number in older]


def _after(newest: HistorySeal | None) -> QuerySet[HistoryEntry]:
    return HistoryEntry.objects.filter(at__gte=bounds_of(newest.day)[1]) if newest else HistoryEntry.objects.all()


def _overdue_in(unsealed: QuerySet[HistoryEntry]) -> str:
    """Sealing has stopped, or the newest seals were taken out: a sentence, or nothing."""
    due = bounds_of(day_of(timezone.now()) - GRACE)[0]
    late = unsealed.filter(at__lt=due).aggregate(count=Count("pk"), first=Min("at"))
    if not late["count"]:
        return ""
    words = {"count": late["count"], "day": date_format(day_of(late["first"]))}
    said = _(
        "Quá hạn niêm phong: %(count)s dòng, cũ nhất ngày %(day)s. Việc niêm phong đã ngừng hoặc niêm phong mới nhất "
        "đã bị xóa: hãy so mã đã giữ ở nơi khác (--head), rồi chạy seal_history."
    )
    return said % words
