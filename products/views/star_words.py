"""What a rank means in plain words: one sentence out of the star bands of the law that it was given under."""

from __future__ import annotations

from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.models import Generation
from core.templatetags.formats import score
from products.enums import Rank
from products.models import Recognition, ScoreApproval
from products.queries.law import kept_spans
from products.rules.stars import Span


def star_words(rank: str, row: Recognition | ScoreApproval | None, generation: Generation | None = None) -> str:
    """The sentence of the rank of a row; empty without a rank or a law.

    The law is that of the level that decided, and of the row's first day where no decision is known.
    """
    if not rank or row is None:
        return ""
    level = row.decision.level_id if row.decision else None
    day = row.starts_on if isinstance(row, Recognition) else row.approved_on
    span = kept_spans(level, day, generation).get(int(Rank.FIVE if rank == Rank.POTENTIAL else rank))
    return _sentence(get_language(), rank, span) if span else ""


@lru_cache(maxsize=100)
def _sentence(_language: str | None, rank: str, span: Span) -> str:
    facts = {"stars": rank, "points": points_words(span)}
    if rank == Rank.POTENTIAL:
        return _("Được phê duyệt %(points)s trên thang 100 để đề nghị 5 sao; đây chưa phải là hạng 5 sao.") % facts
    return _("%(stars)s sao trên 5: hội đồng chấm sản phẩm %(points)s trên thang 100.") % facts


def points_words(span: Span) -> str:
    """From which points a star is given, and below which."""
    if span.above is None:
        return _("từ %(floor)s điểm") % {"floor": score(span.floor)}
    return _("từ %(floor)s đến dưới %(above)s điểm") % {"floor": score(span.floor), "above": score(span.above)}
