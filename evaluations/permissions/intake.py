"""Why a dossier cannot be screened, asked for more, answered for, or its result made known."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.clock import today
from core.errors import Reason
from core.models import User
from evaluations.enums import TAKES_PAPERS, EntryStatus
from evaluations.models import AskItem, RoundEntry
from evaluations.permissions.dossiers import why_not_run, why_not_supply, why_not_take_out
from evaluations.permissions.screening import open_findings
from evaluations.queries.intake import open_items
from evaluations.queries.notices import known_among, known_since
from products.enums import LevelMode


def why_not_day(on: date, field: str, entry: RoundEntry | None = None) -> list[Reason]:
    """Why a day on which something was done cannot be written down: it is ahead, or before the dossier came here."""
    if on > today():
        return [Reason(_("Ngày này sau ngày làm việc hiện tại."), field)]
    if entry is not None and on < entry.arrived_on:
        words = _("Ngày này trước ngày nhận hồ sơ (%(day)s).")
        return [Reason(words % {"day": date_format(entry.arrived_on)}, field)]
    return []


# ------------------------------------------------------------------ screening
def why_not_screen(user: User, entry: RoundEntry) -> list[Reason]:
    """Why nothing can be found out about a dossier here: a level that screens does that, until it sends it on."""
    reasons = why_not_run(user, entry)
    if entry.level.mode != LevelMode.SCREEN:
        facts = {"level": entry.level.name, "article": entry.level.article}
        reasons.append(Reason(_("%(level)s không đánh giá nội dung hồ sơ (%(article)s).") % facts))
    elif entry.status not in TAKES_PAPERS:
        words = _("“%(entry)s” %(status)s: không ghi đánh giá của xã được nữa.")
        reasons.append(Reason(words % {"entry": entry, "status": entry.state}))
    return reasons


def why_not_report_screening(user: User, entry: RoundEntry, dated_on: date) -> list[Reason]:
    """Why the commune's report cannot be written down."""
    return [*why_not_screen(user, entry), *open_findings(entry), *why_not_day(dated_on, "dated_on", entry)]


# ------------------------------------------------------------------ asking for more
def why_not_ask(user: User, entry: RoundEntry, items: list[str], due_on: date | None) -> list[Reason]:
    """Why nothing can be asked for."""
    reasons = why_not_take_out(user, entry)
    if not items:
        reasons.append(Reason(_("Ghi ít nhất một mục còn thiếu."), "item_1"))
    if due_on is not None and due_on < today():
        reasons.append(Reason(_("Hạn bổ sung trước ngày làm việc hiện tại."), "due_on"))
    return reasons


def why_not_answer(user: User, item: AskItem) -> list[Reason]:
    """Why what was asked for cannot be answered: by whoever asked or where the dossier was filed, while it waits."""
    entry = item.ask.entry
    reasons = why_not_supply(user, entry)
    if entry.status != EntryStatus.INCOMPLETE:
        facts = {"entry": entry, "status": entry.state}
        reasons.append(Reason(_("“%(entry)s” %(status)s: không còn chờ bổ sung.") % facts))
    if item.answered_at is not None:
        reasons.append(Reason(_("Mục này đã trả lời.")))
    return reasons


def why_not_receive_more(user: User, entry: RoundEntry) -> list[Reason]:
    """Why a dossier cannot be taken up again: every item has its answer first."""
    return why_not_run(user, entry) + still_missing(open_items(entry))


def still_missing(items: Iterable[AskItem]) -> list[Reason]:
    """What is asked for and not answered, in words."""
    return [Reason(_("Chưa trả lời: “%(what)s”.") % {"what": item.what}) for item in items]


# ------------------------------------------------------------------ the result made known
def why_not_notify(user: User, entry: RoundEntry, dated_on: date) -> list[Reason]:
    """Why the letter about a result cannot be written down as sent."""
    reasons = why_not_run(user, entry)
    if not known_among([entry]):
        words = _("“%(entry)s” chưa có kết quả đã công bố để thông báo.")
        reasons.append(Reason(words % {"entry": entry}))
    elif (since := known_since(entry)) and dated_on < since:
        words = _("Kết quả có ngày %(day)s: thông báo không đề ngày trước đó.")
        reasons.append(Reason(words % {"day": date_format(since)}, "dated_on"))
    return reasons + why_not_day(dated_on, "dated_on")
