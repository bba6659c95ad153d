"""The arithmetic of a council: totals, averages, gates, stars. Decimals in, Decimals and reasons out; no rounding.

An average is never written down as a number: the sum of the members' totals is compared with the threshold times the
number of members, so 69.995 stays three stars (26/2026 art. 3.3).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from evaluations.enums import Outcome
from evaluations.rules.criteria import OptionRow
from products.rules.stars import BandRule, LevelRule

CENT = Decimal("0.01")
LOWEST_STAR_WITH_GATES = 3


@dataclass(frozen=True)
class Gate:
    """The minimum that a criterion sets for a star: the option at `position` or one after it (26/2026 annex II)."""

    star: int
    position: int


@dataclass(frozen=True)
class Agreed:
    """What the council agreed on for one criterion: the place of the option in the sheet; None for *không đạt*."""

    code: str
    gates: tuple[Gate, ...] = ()
    position: int | None = None
    knocked_out: bool = False


class Unanswered(Exception):
    """A sheet with criteria that nobody answered has no total; `codes` names them in the order of the sheet."""

    def __init__(self, codes: Sequence[str]) -> None:
        super().__init__(", ".join(codes))
        self.codes = list(codes)


def total_of(marks: Mapping[str, Decimal | None]) -> Decimal:
    """The total of a sheet by criterion; raises Unanswered, for what is unanswered never counts as 0."""
    missing = [code for code, points in marks.items() if points is None]
    if missing:
        raise Unanswered(missing)
    return sum((points for points in marks.values() if points is not None), Decimal(0))


def gates_of(options: Sequence[OptionRow]) -> tuple[Gate, ...]:
    """The minimums that the options of a criterion mark, by their place in the sheet from 1 on."""
    return tuple(
        Gate(option.min_star, position) for position, option in enumerate(options, start=1) if option.min_star
    )


@dataclass(frozen=True)
class FailedGate:
    """A minimum that was not reached."""

    star: int
    code: str


@dataclass(frozen=True)
class Average:
    """The members' totals: compared exactly, shown with two decimals."""

    total: Decimal
    count: int

    @classmethod
    def of(cls, totals: Sequence[Decimal]) -> Average:
        """The average of at least one total."""
        if not totals:
            raise ValueError("an average needs a total")
        return cls(sum(totals, Decimal(0)), len(totals))

    def reaches(self, points: Decimal) -> bool:
        """True when the average is at least so many points."""
        return self.total >= points * self.count

    @property
    def shown(self) -> Decimal:
        """With two decimals, cut and not rounded: never shown beyond a line that was not reached."""
        return (self.total / self.count).quantize(CENT, rounding=ROUND_DOWN)


def shown_parts(sums: Mapping[str, Decimal], count: int) -> dict[str, Decimal]:
    """The average of each part with two decimals, by the members' sums; together they are the total that is shown.

    Each is cut, as the total is; a cent that this loses goes to the part that was cut by most.
    """
    parts = {part: Average(points, count).shown for part, points in sums.items()}
    left = Average(sum(sums.values(), Decimal(0)), count).shown - sum(parts.values(), Decimal(0))
    by_loss = sorted(sums, key=lambda part: (parts[part] * count - sums[part], part))
    return {part: points + CENT * (by_loss.index(part) < left / CENT) for part, points in parts.items()}


@dataclass(frozen=True)
class Rated:
    """What an average and the agreed options come to: stars by points, stars with the minimum requirements."""

    average: Average
    band_stars: int
    stars: int
    failed: tuple[FailedGate, ...]
    knocked_out: tuple[str, ...]
    has_minimums: bool = True  # False for the sheets of 1048 and 148, which rate by points alone
    excluded: str = ""  # why the whole dossier is, whatever its points

    @property
    def is_out(self) -> bool:
        """True for what has no star whatever its points: by a criterion, or as a whole."""
        return bool(self.knocked_out or self.excluded)

    @property
    def in_the_way(self) -> tuple[FailedGate, ...]:
        """The minimum requirements that keep the product from the stars of its points: those of the next star."""
        return tuple(gate for gate in self.failed if self.stars < gate.star <= self.band_stars)


def spread_of(totals: Sequence[Decimal]) -> Decimal:
    """How far the highest and the lowest member are apart, in points."""
    return max(totals) - min(totals) if totals else Decimal(0)


def failed_gates(agreed: Iterable[Agreed]) -> list[FailedGate]:
    """The minimum requirements that are not reached, by star and then in the order of the sheet."""
    failed = [
        FailedGate(gate.star, each.code)
        for each in agreed
        for gate in each.gates
        if each.position is None or each.position < gate.position
    ]
    return sorted(failed, key=lambda gate: gate.star)


def rate(
    average: Average,
    bands: Sequence[BandRule],
    agreed: Sequence[Agreed],
    *,
    has_minimums: bool = True,
    excluded: str = "",
) -> Rated:
    """The stars: the highest band reached, then down to the first star below which no gate is failed.

    A product is out when the council agreed on one criterion that excludes it, or excluded it as a whole: 0 stars.
    """
    band_stars = max((band for band in bands if average.reaches(band.floor)), key=lambda band: band.floor).stars
    failed = failed_gates(agreed)
    knocked_out = tuple(each.code for each in agreed if each.knocked_out)
    lowest_failed = min((gate.star for gate in failed), default=band_stars + 1)
    stars = 0 if knocked_out or excluded else min(band_stars, max(lowest_failed - 1, 1))
    return Rated(average, band_stars, stars, tuple(failed), knocked_out, has_minimums, excluded)


def outcome_at(rated: Rated, level: LevelRule, *, gates_block_forwarding: bool) -> Outcome | None:
    """What a level does with it: stars, an approved score, nothing; None when it goes up or back without a decision.

    From `approves_from` points the law forwards on points alone (26/2026 art. 7.3e); `gates_block_forwarding` lets
    the minimum requirements decide there too.
    """
    if rated.is_out:
        return Outcome.NONE
    if level.returns_below is not None and not rated.average.reaches(level.returns_below):
        return None
    stars = rated.stars if gates_block_forwarding else max(rated.stars, _forwarded(rated, level))
    if stars < LOWEST_STAR_WITH_GATES:
        return Outcome.NONE
    if stars in level.recognises:
        return Outcome(str(stars))
    if level.approves_from is not None and stars == rated.band_stars and rated.average.reaches(level.approves_from):
        return Outcome.POTENTIAL
    return None


def _forwarded(rated: Rated, level: LevelRule) -> int:
    return rated.band_stars if level.approves_from is not None and rated.average.reaches(level.approves_from) else 0
