"""A shelf as one day tells it: the sets of ranks and states, and slots in any order of the catalogue. Pure."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from itertools import islice
from itertools import product as pairs

from products.enums import Rank, RatingStatus
from products.rules.bits import any_of, flags_of, numbers_in, places_of
from products.rules.shelf import Shelf
from products.rules.validity import IN_FORCE

# Highest first; a product approved for five stars stands right below those that hold them.
RANK_ORDER = (Rank.FIVE, Rank.POTENTIAL, Rank.FOUR, Rank.THREE)
# So few are put in order by themselves.
FEW = 1_000
# Every rank with every status or none, as small numbers; 0 is nothing at all.
CODES = {
    (rank.value, status): code
    for code, (rank, status) in enumerate(pairs(RANK_ORDER, ("", *RatingStatus.values)), start=1)
}


class ShelfDay:
    """What stands on a shelf on a day; a slot whose product is nothing yet, or no more, is in no set."""

    def __init__(self, shelf: Shelf, on: date) -> None:
        self.shelf = shelf
        self._states = shelf.all_courses.states(on)
        codes = [CODES[state.rank, state.status] if state else 0 for state in self._states]
        coded = bytes(map(codes.__getitem__, shelf.courses))
        self.ranks = {
            rank.value: places_of(coded, (code for kind, code in CODES.items() if kind[0] == rank))
            for rank in RANK_ORDER
        }
        self.statuses = {
            status: places_of(coded, (code for kind, code in CODES.items() if kind[1] == status))
            for status in RatingStatus.values
        }
        self.rated = any_of(self.ranks.values())
        self.shown = any_of(self.statuses[status] for status in IN_FORCE) | self.ranks[Rank.POTENTIAL]

    # ------------------------------------------------------------- orders
    def by_rank(self) -> list[int]:
        """Highest rank first, then by name: the groups in their order."""
        return [self.ranks[rank.value] for rank in RANK_ORDER]

    def by_name(self) -> list[int]:
        """Vietnamese dictionary order."""
        return [self.rated]

    def best_first(self, exact: int, named: int) -> list[int]:
        """What is called so, what bears all the words in its own name, the rest; in force first, each by rank."""
        nearness = (exact, named & ~exact, ~(named | exact))
        parts = [near & force for near in nearness for force in (self.shown, ~self.shown)]
        return [part & group for part in parts for group in self.by_rank()]

    def by_groups(self, sets: Iterable[int]) -> list[int]:
        """Set after set, each by rank, and what is in none of them at the end."""
        sets = list(sets)
        return [part & group for part in (*sets, ~any_of(sets)) for group in self.by_rank()]

    def products(self, found: int, groups: Iterable[int], start: int, stop: int) -> list[int]:
        """The products of a set from the start-th up to right before the stop-th: group by group, each by name."""
        slots: list[int] = []
        for group in groups:
            inside = found & group
            slots += self._some_by_name(inside, start, stop)
            count = inside.bit_count()
            start, stop = max(start - count, 0), stop - count
            if stop <= 0:
                break
        return [self.shelf.products[slot] for slot in slots]

    def _some_by_name(self, bits: int, start: int, stop: int | None = None) -> list[int]:
        slots = self._slots_by_name
        return [slots[place] for place in numbers_in(self.shelf.by_name(bits), start, stop)] if bits else []

    @cached_property
    def _slots_by_name(self) -> Sequence[int]:
        return self.shelf.slots_by_name()

    # ------------------------------------------------------------- newest first
    def newest(self, found: int, start: int, stop: int) -> list[int]:
        """The same of a set with the newest rating or approval first, then by name."""
        if found.bit_count() <= FEW:
            slots: Iterable[int] = self._sorted_by_day(self._some_by_name(found, 0))[start:stop]
        else:
            flags = flags_of(found, self.shelf.size)
            slots = islice(filter(flags.__getitem__, self._newest_first), start, stop)
        return [self.shelf.products[slot] for slot in slots]

    @cached_property
    def _newest_first(self) -> array:
        return array("I", self._sorted_by_day(self._slots_by_name))

    def _sorted_by_day(self, slots: Iterable[int]) -> list[int]:
        days = [state.since.toordinal() if state else 0 for state in self._states]
        courses = self.shelf.courses
        return sorted(slots, key=lambda slot: days[courses[slot]], reverse=True)
