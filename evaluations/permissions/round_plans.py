"""Why the plan of a council's round cannot be mended, nor given up."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.errors import Reason
from core.models import User
from evaluations.enums import ENDED_ENTRIES, ROUNDS_TO_CONCLUDE, RoundStatus
from evaluations.models import Round
from evaluations.permissions.council_rounds import why_not_plan_round, why_not_run_round
from evaluations.permissions.dossiers import why_not_in_time
from evaluations.rules.days import Window
from producers.permissions.acts import why_not_reason

WHILE_SCORING = frozenset({"meets_on", "note"})
WHILE_EMPTY = frozenset({"council", "ordinal", "is_extra"})


def why_not_days(window: Window | None, files_before: date | None, ends_before: date | None) -> list[Reason]:
    """Why days cannot be typed so: the law's window says its own, and a round ends after it takes dossiers."""
    if window is not None and (files_before, ends_before) not in (
        (None, None),
        (window.files_before, window.ends_before),
    ):
        facts = {"files": date_format(window.files_before), "ends": date_format(window.ends_before)}
        words = _("Quy định đã định ngày của đợt này: nhận trước %(files)s, xong trước %(ends)s. Để trống hai ngày.")
        return [Reason(words % facts, "files_before")]
    if files_before is not None and ends_before is not None and ends_before <= files_before:
        return [Reason(_("Ngày xong phải sau ngày nhận hồ sơ."), "ends_before")]
    return []


def why_not_edit_round(user: User, found: Round, changed: Mapping[str, Any]) -> list[Reason]:
    """Why a plan cannot be changed in some points: what is scored stands still, what is listed keeps its council."""
    reasons = why_not_run_round(user, found)
    if found.council is None or found.status not in ROUNDS_TO_CONCLUDE:
        return [*reasons, Reason(_("Đợt này %(status)s.") % {"status": found.get_status_display()})]
    if found.status == RoundStatus.SCORING:
        late = changed.keys() - WHILE_SCORING
        return [*reasons, Reason(_("Đợt đang chấm điểm: chỉ đổi được ngày họp và ghi chú."))] if late else reasons
    if not changed.keys() - WHILE_SCORING:
        return reasons
    if changed.keys() & WHILE_EMPTY and found.entries.exists():
        words = _("Đợt đã có hồ sơ: hội đồng và số đợt không đổi được nữa. Đưa hồ sơ ra khỏi đợt trước.")
        reasons.append(Reason(words, "council" if "council" in changed else "ordinal"))
    return reasons + _why_not_planned(user, found, changed) + _why_not_listed(found, changed)


def _why_not_planned(user: User, found: Round, changed: Mapping[str, Any]) -> list[Reason]:
    facts = {name: changed.get(name, getattr(found, name)) for name in ("council", "ordinal", "opened_on", "is_extra")}
    return why_not_plan_round(
        user,
        found.level,
        found.place,
        facts["council"],
        found.year,
        facts["ordinal"],
        facts["opened_on"],
        is_extra=facts["is_extra"],
        besides=found,
    )


def _why_not_listed(found: Round, changed: Mapping[str, Any]) -> list[Reason]:
    """Every dossier on the list must have come before the new day, too."""
    if "files_before" not in changed:
        return []
    entries = found.entries.select_related("dossier__product")
    return [
        Reason(reason.text, "files_before")
        for entry in entries
        for reason in why_not_in_time(entry, changed["files_before"])
    ]


def why_not_cancel(user: User, found: Round, why: str) -> list[Reason]:
    """Why a round is not given up: dossiers that wait in it are taken off its list first."""
    reasons = why_not_run_round(user, found)
    if found.entries.exclude(status__in=ENDED_ENTRIES).exists():
        reasons.append(Reason(_("Đợt đã có hồ sơ: đưa hồ sơ ra khỏi đợt trước rồi mới hủy được.")))
    return reasons + why_not_reason(why)
