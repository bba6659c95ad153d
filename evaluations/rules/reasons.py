"""Why a result is what it is, in words that stand in the minutes."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from evaluations.enums import Outcome
from evaluations.rules.scoring import FailedGate, Rated


def points_words(points: Decimal) -> str:
    """78.40 as 78,4."""
    return f"{points.normalize():f}".replace(".", ",")


def reason_of(rated: Rated) -> str:
    """“78,4 điểm, đạt 3 sao: chưa đạt yêu cầu tối thiểu 4 sao ở tiêu chí 9.1”; by the scale where no minimums are."""
    facts = {"points": points_words(rated.average.shown), "stars": rated.stars, "band": rated.band_stars}
    if rated.excluded:
        return _("%(points)s điểm, bị loại: %(why)s") % {**facts, "why": rated.excluded}
    if rated.knocked_out:
        return _("%(points)s điểm, bị loại ở tiêu chí %(codes)s") % {
            **facts,
            "codes": ", ".join(rated.knocked_out),
        }
    if not rated.has_minimums:
        return _("%(points)s điểm, đạt %(stars)s sao theo thang điểm") % facts
    if not rated.in_the_way:
        return _("%(points)s điểm, đạt %(stars)s sao") % facts
    first = rated.in_the_way[0].star
    return _("%(points)s điểm, đạt %(stars)s sao: chưa đạt yêu cầu tối thiểu %(star)s sao ở tiêu chí %(codes)s") % {
        **facts,
        "star": first,
        "codes": codes_of(gate for gate in rated.in_the_way if gate.star == first),
    }


def ceiling_of(best: Rated) -> list[str]:
    """What is sure before all is answered: `best` is rated as if all that is unanswered got its most points."""
    if best.knocked_out:
        return [_("đã đề nghị loại ở tiêu chí %(codes)s") % {"codes": ", ".join(best.knocked_out)}]
    words = [_("cao nhất còn đạt %(stars)s sao") % {"stars": best.stars}]
    if best.in_the_way:
        first = best.in_the_way[0].star
        facts = {"star": first, "codes": codes_of(gate for gate in best.in_the_way if gate.star == first)}
        words.insert(0, _("đã hụt yêu cầu tối thiểu %(star)s sao ở tiêu chí %(codes)s") % facts)
    return words


def warnings_of(rated: Rated, outcome: Outcome | None) -> list[str]:
    """What stands in the minutes though it keeps nothing back: minimums missed by what is put forward on points."""
    if outcome != Outcome.POTENTIAL or not rated.in_the_way:
        return []
    return [
        _("Đề nghị cấp trên theo điểm; chưa đạt yêu cầu tối thiểu %(star)s sao ở tiêu chí %(codes)s")
        % {"star": star, "codes": codes_of(gate for gate in rated.in_the_way if gate.star == star)}
        for star in sorted({gate.star for gate in rated.in_the_way})
    ]


def spread_warning(spread: Decimal, limit: Decimal) -> str:
    """What stands in the minutes of a dossier whose last sheets are still too far apart."""
    facts = {"spread": points_words(spread), "limit": points_words(limit)}
    return _("Điểm các thành viên chênh %(spread)s, quá %(limit)s điểm của quy chế, đã hết số lượt chấm") % facts


def codes_of(gates: Iterable[FailedGate]) -> str:
    """The criteria of some gates, each once."""
    return ", ".join(dict.fromkeys(gate.code for gate in gates))
