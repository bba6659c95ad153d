"""Verbs of the grid: saving a row, with an optimistic lock, and taking one out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from core.errors import ActionRefused, Reason, refuse_if
from core.history import record
from core.models import User
from evaluations.entry import Entry
from evaluations.models import PaperResult
from evaluations.permissions.results import why_not_remove_result, why_not_save_result
from evaluations.queries.grid import Home, home_key, rows_of
from evaluations.rules.outcomes import outcome_of
from products.queries.law import bands_of, rule_of


class ResultConflict(ActionRefused):
    """Somebody else saved the row meanwhile; `theirs` is the row as it stands now, `mine` what was typed."""

    def __init__(self, theirs: PaperResult, mine: Entry) -> None:
        super().__init__(_("%(who)s đã lưu dòng này trong lúc bạn gõ: chọn giữ bản nào.") % {"who": theirs.updated_by})
        self.theirs, self.mine = theirs, mine


def save_result(
    home: Home, entry: Entry, *, by: User, result: PaperResult | None = None, version: int | None = None
) -> PaperResult:
    """Save a row of a grid; raises ResultConflict when its version is no longer `version`, else ActionRefused."""
    with transaction.atomic():
        _lock_home(home)
        entry = with_outcome(home, entry)
        if result is None:
            refuse_if(why_not_save_result(by, home, entry))
            return _insert(home, entry, by)
        result = _locked(home, result)
        if _says(result, entry):
            return result
        if version != result.version:
            raise ResultConflict(result, entry)
        refuse_if(why_not_save_result(by, home, entry, result))
        return _update(result, entry, by)


def _lock_home(home: Home) -> None:
    """Rows of one home are saved one after another, so that a product cannot be entered twice at once."""
    type(home)._default_manager.select_for_update(of=("self",), no_key=True).get(pk=home.pk)
    home.refresh_from_db(fields=["status"])


def _locked(home: Home, result: PaperResult) -> PaperResult:
    locked = rows_of(home).select_for_update(of=("self",)).filter(pk=result.pk).first()
    if locked is None:
        raise ActionRefused(
            Reason(_("Người khác đã xóa dòng này trong lúc bạn gõ: lưu lại để nhập thành dòng mới."), "result")
        )
    return locked


def with_outcome(home: Home, entry: Entry) -> Entry:
    """The entry with the outcome that its score carries, when none was chosen."""
    if entry.outcome or entry.score is None:
        return entry
    follows = outcome_of(entry.score, bands_of(home.level.regime), rule_of(home.level))
    return replace(entry, outcome=str(follows or ""))


def _says(result: PaperResult, entry: Entry) -> bool:
    return (result.product_id, *_facts_of(result).values()) == (entry.product.pk, *_facts_of(entry).values())


def _facts_of(row: PaperResult | Entry) -> dict[str, Any]:
    return {"kind": str(row.kind), "score": row.score, "outcome": str(row.outcome), "note": row.note}


def _insert(home: Home, entry: Entry, by: User) -> PaperResult:
    last = PaperResult.objects.filter(**home_key(home)).aggregate(last=Max("position"))["last"] or 0
    result = PaperResult.objects.create(
        **home_key(home), position=last + 1, product=entry.product, **_facts_of(entry), updated_by=by
    )
    record(result, "enter_result", by=by, **_said(entry))
    return result


def _update(result: PaperResult, entry: Entry, by: User) -> PaperResult:
    before = {"product": result.product_id, **_facts_of(result)}
    result.product = entry.product
    for name, value in _facts_of(entry).items():
        setattr(result, name, value)
    result.version += 1
    result.updated_by = by
    result.save()
    record(result, "save_result", by=by, before=_plain(before), **_said(entry))
    return result


def _said(entry: Entry) -> dict[str, Any]:
    return {"after": _plain({"product": entry.product.pk, **_facts_of(entry)})}


def _plain(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: value if isinstance(value, int | None) else str(value) for name, value in facts.items()}


def remove_result(result: PaperResult, *, by: User) -> None:
    """Take a row out of its grid; refused once its decision is published."""
    with transaction.atomic():
        result = (
            PaperResult.objects.select_related("round", "draft", "decision", "product")
            .select_for_update(of=("self",))
            .get(pk=result.pk)
        )
        refuse_if(why_not_remove_result(by, result))
        home = result.round or result.draft
        assert home is not None  # why_not_remove_result refuses a published row
        record(home, "remove_result", by=by, product=str(result.product), **_plain(_facts_of(result)))
        result.delete()
