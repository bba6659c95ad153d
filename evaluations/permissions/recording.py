"""Why another body's result cannot be recorded, nor drafted as a decision: its own, or that of the level below."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from core.clock import today
from core.errors import Reason
from core.models import User
from core.roles import Act
from evaluations.enums import EntryStatus
from evaluations.models import CriteriaSet, PaperResult, Result, RoundEntry
from evaluations.permissions.intake import why_not_day
from evaluations.permissions.results import why_not_kind
from evaluations.permissions.rounds import why_not_here
from evaluations.queries.criteria import has_criteria, minimums_of
from evaluations.queries.entries import level_below
from evaluations.queries.grid import held_by
from evaluations.rules.outcomes import IN_A_DECISION
from evaluations.rules.reasons import points_words
from evaluations.rules.scoring import FailedGate
from products.enums import LevelMode
from products.models import Regime
from products.rules.stars import is_score


def waits_for_result(entry: RoundEntry) -> bool:
    """True at a level of another body that has not answered yet."""
    is_open = entry.status in (EntryStatus.RECEIVED, EntryStatus.ACCEPTED)
    return entry.level.mode == LevelMode.RECORDED and is_open


def why_not_record_result(user: User, entry: RoundEntry, paper: str, paper_on: date) -> list[Reason]:
    """Why the paper of a body above the province cannot be written down: it comes after the dossier."""
    reasons = why_not_here(user, Act.RUN_COUNCIL, entry.place_id)
    if entry.level.mode != LevelMode.RECORDED:
        reasons.append(Reason(_("%(level)s chấm điểm trên cổng, không ghi kết quả.") % {"level": entry.level.name}))
    elif not waits_for_result(entry):
        reasons += why_recorded(entry)
    if not paper.strip():
        reasons.append(Reason(_("Ghi văn bản thông báo kết quả."), "paper"))
    return reasons + why_not_day(paper_on, "paper_on", entry)


def why_recorded(entry: RoundEntry) -> list[Reason]:
    """Why another body's result is not written down again: it stands there already, or nothing is waited for."""
    found = Result.objects.filter(entry=entry).first()
    if found is None or entry.status == EntryStatus.UNUSED:
        facts = {"entry": entry, "status": entry.state}
        return [Reason(_("“%(entry)s” %(status)s: không ghi kết quả được.") % facts)]
    words = _("Kết quả của “%(entry)s” đã ghi: %(points)s điểm, theo %(paper)s.")
    return [Reason(words % {"entry": entry, "points": points_words(found.shown), "paper": found.paper})]


def why_not_found(
    criteria_set: CriteriaSet, total: Decimal, parts: Mapping[str, Decimal | None], missed: Collection[FailedGate]
) -> list[Reason]:
    """Why a result cannot be so: parts within the law's make the total, what is missed stands on the sheet."""
    reasons = []
    given = [points for points in parts.values() if points is not None]
    if not all(is_score(points) for points in [total, *given]):
        reasons.append(Reason(_("Điểm phải từ 0 đến 100, nhiều nhất hai chữ số thập phân."), "total"))
    elif len(given) == len(parts) and sum(given) != total:
        reasons.append(Reason(_("Điểm ba phần cộng lại không bằng tổng điểm."), "total"))
    return reasons + _why_not_parts(criteria_set.regime, parts) + _why_not_missed(criteria_set, missed)


def _why_not_parts(regime: Regime, parts: Mapping[str, Decimal | None]) -> list[Reason]:
    words = _("Phần %(part)s nhiều nhất %(most)s điểm.")
    most = {"A": regime.max_a, "B": regime.max_b, "C": regime.max_c}
    return [
        Reason(words % {"part": part, "most": most[part]}, f"points_{part.lower()}")
        for part, points in parts.items()
        if points is not None and points > most[part]
    ]


def _why_not_missed(criteria_set: CriteriaSet, missed: Collection[FailedGate]) -> list[Reason]:
    """A sheet of points alone prints no minimum: there any criterion may be one that the body names."""
    if not missed:
        return []
    if not criteria_set.has_gates:
        return _why_not_on_sheet(criteria_set, ((gate.code, f"missed_{gate.star}") for gate in missed))
    wrong = [gate for gate in missed if gate not in minimums_of(criteria_set)]
    words = _("Bộ tiêu chí của hồ sơ không có yêu cầu tối thiểu %(star)s sao ở tiêu chí “%(code)s”.")
    return [Reason(words % {"star": gate.star, "code": gate.code}, f"missed_{gate.star}") for gate in wrong]


def why_not_knocked_out(criteria_set: CriteriaSet, codes: Collection[str]) -> list[Reason]:
    """Why a body cannot have excluded a dossier so: a sheet that prints criteria for that takes only those.

    Where it prints none any criterion may be one that the body names; a ground for the whole dossier is in its words.
    """
    if not codes:
        return []
    able = set(criteria_set.nodes.filter(knock_out=True).values_list("code", flat=True))
    if not able and not has_criteria(criteria_set):
        words = _("Bộ tiêu chí của hồ sơ chỉ có điểm từng phần: ghi tiêu chí “%(code)s” ở ô “Bị loại cả hồ sơ vì”.")
        return [Reason(words % {"code": code}, "knocked_out") for code in codes]
    if not able:
        return _why_not_on_sheet(criteria_set, ((code, "knocked_out") for code in codes))
    words = _("Bộ tiêu chí của hồ sơ không loại ở tiêu chí “%(code)s”.")
    return [Reason(words % {"code": code}, "knocked_out") for code in codes if code not in able]


def _why_not_on_sheet(criteria_set: CriteriaSet, named: Iterable[tuple[str, str]]) -> list[Reason]:
    """Which of the numbers (and their fields) that a body names stand nowhere on the sheet."""
    able = set(criteria_set.nodes.values_list("code", flat=True))
    words = _("Bộ tiêu chí của hồ sơ không có tiêu chí “%(code)s”.")
    return [Reason(words % {"code": code}, field) for code, field in named if code not in able]


def why_not_draft_result(user: User, entry: RoundEntry) -> list[Reason]:
    """Why the decision of a body above the province cannot be begun from its recorded result."""
    reasons = why_not_here(user, Act.PUBLISH_DECISION, entry.place_id)
    is_found = entry.level.mode == LevelMode.RECORDED and entry.status == EntryStatus.SCORED
    if not is_found or entry.result.outcome not in IN_A_DECISION:
        reasons.append(Reason(_("“%(entry)s” không có kết quả được công nhận ở cấp này.") % {"entry": entry}))
        return reasons
    return reasons + _why_not_row(entry)


def why_not_draft_below(user: User, entry: RoundEntry) -> list[Reason]:
    """Why the level below cannot begin its decision on what the body above found."""
    here = why_not_here(user, Act.PUBLISH_DECISION, entry.place_id)
    return here + (why_not_for_below(entry) or _why_not_row(entry))


def why_not_for_below(entry: RoundEntry) -> list[Reason]:
    """Why what a body above found is nothing for the level below: only stars that it may give, above what is held."""
    if entry.level.mode != LevelMode.RECORDED or entry.status != EntryStatus.SCORED or entry.result.outcome:
        return [Reason(_("“%(entry)s” không có kết quả để cấp dưới công nhận.") % {"entry": entry})]
    below, stars = level_below(entry.level), entry.result.stars
    if below is None or stars not in below.recognises:
        facts = {"level": below.name if below else "?", "stars": stars, "article": below.article if below else "?"}
        words = _("%(level)s không công nhận hạng %(stars)s sao (%(article)s): trả hồ sơ về để đánh giá lại.")
        return [Reason(words % facts)]
    product = entry.dossier.product
    held = held_by([product], today()).get(product.pk)
    return why_not_kind(product, entry.dossier.kind, str(stars), held)


def _why_not_row(entry: RoundEntry) -> list[Reason]:
    if not PaperResult.objects.filter(entry=entry).exists():
        return []
    return [Reason(_("“%(entry)s” đã ở trong một dự thảo.") % {"entry": entry})]
