"""The life of a made-up product in the register: ratings, upgrades, expiries, revocations, approved scores. Pure."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from products.enums import Answer, EndReason, RatingKind
from products.rules.validity import last_valid_day

# The history goes from the first round under 1048/2019 to this day, which is the business day of the bench.
LAST_DAY = date(2026, 11, 20)
MONTHS = 36
# How many hundredths of the products are rated for the first time in each year.
FIRST_YEARS = {2019: 3, 2020: 8, 2021: 12, 2022: 15, 2023: 19, 2024: 18, 2025: 14, 2026: 11}
# Nothing was signed while the districts ended (1489/QĐ-TTg came on 6 July 2025).
QUIET = (date(2025, 7, 1), date(2025, 7, 20))
# The next rating: its day, stars and kind.
Step = tuple[date, int, RatingKind]


@dataclass
class Rating:
    """A rating as it will stand in the ledger; `end` is its closing day."""

    day: date
    stars: int
    kind: RatingKind
    until: date = field(init=False)
    extended: date | None = None
    end: date | None = None
    why: EndReason | None = None

    def __post_init__(self) -> None:
        self.until = last_valid_day(self.day, MONTHS)


@dataclass
class Approval:
    """An approved score: open when `answer` is empty."""

    day: date
    end: date | None = None
    answer: Answer | None = None


@dataclass
class Life:
    """All ratings and approvals of one product, oldest first."""

    ratings: list[Rating] = field(default_factory=list)
    approvals: list[Approval] = field(default_factory=list)

    @property
    def first_day(self) -> date:
        """The day on which the product came into the register."""
        return min(row.day for row in (*self.ratings, *self.approvals))


class Calendar:
    """The days on which decisions are signed; a larger register has more of them."""

    def __init__(self, size: int) -> None:
        in_a_year = max(4, min(40, size // 750))
        self.days: list[date] = []
        for year in FIRST_YEARS:
            first = date(year, 10, 1) if year == 2019 else date(year, 1, 10)
            for number in range(in_a_year):
                day = first + (date(year, 12, 28) - first) * number // in_a_year
                day += timedelta(days=max(0, day.weekday() - 4) and 7 - day.weekday())  # never at a weekend
                if day <= LAST_DAY and not QUIET[0] <= day <= QUIET[1]:
                    self.days.append(day)

    def on_or_after(self, day: date) -> date | None:
        """The next day of signing; None when that is still to come."""
        place = bisect_left(self.days, day)
        return self.days[place] if place < len(self.days) else None

    def last_until(self, day: date) -> date | None:
        """The last day of signing up to a day; None when the day is still to come."""
        place = bisect_left(self.days, day + timedelta(days=1))
        return self.days[place - 1] if place and day <= LAST_DAY else None

    def some_first_day(self, random: Random) -> date:
        """A day for a first rating, in the share of its year."""
        year = random.choices(list(FIRST_YEARS), list(FIRST_YEARS.values()))[0]
        start = bisect_left(self.days, date(year, 1, 1))
        return random.choice(self.days[start : bisect_left(self.days, date(year + 1, 1, 1))])


def live(random: Random, calendar: Calendar) -> Life:
    """One life."""
    life = Life()
    day = calendar.some_first_day(random)
    step: Step | None = (day, 3 if random.random() < 0.77 else 4, RatingKind.FIRST)
    if random.random() < 0.004:
        step = _approve(life, day, random, calendar)
    while step:
        rating = Rating(*step)
        life.ratings.append(rating)
        step = _next_step(life, rating, random, calendar)
        if step and step[0] <= (rating.extended or rating.until):
            rating.end, rating.why = step[0], EndReason.SUPERSEDED
    return life


def _next_step(life: Life, rating: Rating, random: Random, calendar: Calendar) -> Step | None:
    """What comes after a rating: an upgrade, a new rating, or nothing (it runs out or is revoked)."""
    chance = random.random()
    if rating.stars == 4 and chance < 0.06:
        start = calendar.on_or_after(rating.day + timedelta(days=random.randint(150, 500)))
        return _approve(life, start, random, calendar) if start else None
    if rating.stars == 3 and chance < 0.14:
        day = calendar.on_or_after(rating.day + timedelta(days=random.randint(366, 900)))
        return (day, 4, RatingKind.UPGRADE) if day else None
    if chance > 0.985:
        day = calendar.on_or_after(rating.day + timedelta(days=random.randint(60, 900)))
        if day and day <= rating.until:
            rating.end, rating.why = day, EndReason.REVOKED
        return None
    if chance < 0.78:
        return _rate_again(rating, random, calendar)
    return None


def _rate_again(rating: Rating, random: Random, calendar: Calendar) -> Step | None:
    late = random.random() < 0.15 and rating.until <= LAST_DAY + timedelta(days=10)
    if late:
        rating.extended = rating.until + timedelta(days=random.randint(30, 180))
    day = calendar.last_until(rating.extended or rating.until)
    if day is None or day <= rating.day + timedelta(days=800):
        return None
    return day, rating.stars, RatingKind.RE_RATING


def _approve(life: Life, day: date, random: Random, calendar: Calendar) -> Step | None:
    """Approve a score on a day; the answer, if it comes, may be a rating of five stars."""
    approval = Approval(day)
    life.approvals.append(approval)
    answered = calendar.on_or_after(day + timedelta(days=random.randint(180, 420)))
    chance = random.random()
    if answered is None or chance > 0.6:
        return None
    approval.end = answered
    if chance < 0.4:
        approval.answer = Answer.RECOGNISED
        return answered, 5, RatingKind.UPGRADE
    approval.answer = Answer.BELOW if chance < 0.52 else Answer.WITHDRAWN
    return None
