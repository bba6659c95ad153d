"""How one difference between two days is told: the product, from which rank to which, why, by which paper."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.clock import today
from products.models import Decision, Recognition, ScoreApproval
from products.rules.days import day_text
from products.views.words import decision_link
from reports.enums import Change
from reports.queries.changed_rows import ChangedRows
from reports.queries.changes import Difference
from reports.queries.tally import POTENTIAL
from reports.views.asked import RANKS

Row = Recognition | ScoreApproval


def row_of(each: Difference, rows: ChangedRows) -> dict[str, Any]:
    """What the list shows of a difference."""
    shown = each.after if each.move.now else each.before
    row = rows.rating(shown) or rows.approval(shown)
    assert row is not None
    when, paper = _behind(each, rows)
    return {
        "product": row.product_name or row.product.name,
        "url": reverse("products:product-detail", args=[row.product.slug]) if row.product_id in rows.with_page else "",
        "was": str(RANKS[each.move.was]) if each.move.was else "",
        "now": str(RANKS[each.move.now]) if each.move.now else "",
        "change": str(each.move.change.label).capitalize(),
        "when": when,
        "decision": decision_link(paper, today()),
    }


def _behind(each: Difference, rows: ChangedRows) -> tuple[str, Decision | None]:
    """Since when it is so, and the paper that made it so; of a rating whose time ran out the paper that gave it."""
    if each.move.was == POTENTIAL and each.move.change == Change.DOWN and (answered := rows.approval(each.before)):
        return _answered(answered)
    if each.move.now:
        return _began(_newer(each, rows))
    if approval := rows.approval(each.ended):
        return _answered(approval)
    rating = rows.rating(each.ended)
    if rating is None or each.ended_on is None:
        return "", None
    return _since(each.ended_on), rating.decision if each.move.change == Change.EXPIRED else rating.end_decision


def _newer(each: Difference, rows: ChangedRows) -> Row | None:
    """The row that is new on the later day: an approved score before a rating, for it was given on top of one."""
    if each.after.approval != each.before.approval and (approval := rows.approval(each.after)):
        return approval
    return rows.rating(each.after) or rows.approval(each.after)


def _since(day: date) -> str:
    return _("từ %(day)s") % {"day": day_text(day)}


def _began(row: Row | None) -> tuple[str, Decision | None]:
    if row is None:
        return "", None
    return _since(row.starts_on if isinstance(row, Recognition) else row.approved_on), row.decision


def _answered(row: ScoreApproval) -> tuple[str, Decision | None]:
    words = [_since(row.ended_on)] if row.ended_on else []
    return ": ".join([*words, *([str(row.get_answer_display())] if row.answer else [])]), row.answer_decision
