"""Opinions in writing: when they are so different that the council has to meet (26/2026 art. 7.6d). Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from evaluations.rules.reasons import points_words
from evaluations.rules.scoring import spread_of


@dataclass(frozen=True)
class Given:
    """One member's opinion: the total of the sheet, and the stars that its own options come to."""

    total: Decimal
    stars: int


def why_meet(given: Sequence[Given], limit: Decimal) -> list[str]:
    """Why the council has to meet, in words: points further apart than its regulation allows, other stars."""
    reasons, spread = [], spread_of([each.total for each in given])
    if spread > limit:
        facts = {"spread": points_words(spread), "limit": points_words(limit)}
        reasons.append(_("điểm chênh %(spread)s, quá %(limit)s điểm của quy chế") % facts)
    stars = sorted({each.stars for each in given})
    if len(stars) > 1:
        words = ", ".join(str(each) for each in stars)
        reasons.append(_("các phiếu cho hạng khác nhau: %(stars)s sao") % {"stars": words})
    return reasons
