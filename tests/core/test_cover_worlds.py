"""What lies in what, held against random worlds in which every cell of land is known."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st

from core.rules.cover import Succession, Unit, cover_of

UNKNOWN = date(1900, 1, 1)


@dataclass
class Land:
    """A unit with the cells it holds from each day on."""

    key: str
    parent: str | None
    starts_on: date
    cells: dict[date, frozenset[int]]
    ends_on: date | None = None

    def held(self, on: date) -> frozenset[int]:
        """Its cells on a day, or on its first or last day when it did not exist then."""
        if self.ends_on is not None:
            on = min(on, self.ends_on)
        return self.cells[max((day for day in self.cells if day <= on), default=min(self.cells))]


@dataclass
class World:
    """Two provinces of two districts; communes merge and divide inside a district until all is regrouped at once."""

    lands: dict[str, Land] = field(default_factory=dict)
    successions: list[Succession] = field(default_factory=list)
    day: date = date(2020, 1, 1)
    numbers: count = field(default_factory=count)

    def add(self, stem, parent, cells, starts_on=UNKNOWN):
        key = f"{stem}{next(self.numbers)}"
        self.lands[key] = Land(key, parent, starts_on, {starts_on: frozenset(cells)})
        return key

    def standing(self, stem, parent=None):
        return [
            land
            for land in self.lands.values()
            if land.key.startswith(stem) and land.ends_on is None and parent in {None, land.parent}
        ]

    def next_day(self):
        self.day += timedelta(days=30)

    def hand_over(self, old, new_keys):
        """The old unit ends; each new one that got some of its cells succeeds it."""
        for key in new_keys:
            if self.lands[key].held(self.day) & old.held(self.day):
                self.successions.append(Succession(old.key, key, self.day))
        old.ends_on = self.day - timedelta(days=1)

    def regroup(self, old_units, groups, parent):
        new_keys = [self.add("xa", parent, group, self.day) for group in groups]
        for old in old_units:
            self.hand_over(old, new_keys)

    def take_in(self, lasting, ending):
        lasting.cells[self.day] = lasting.held(self.day) | ending.held(self.day)
        self.hand_over(ending, [lasting.key])

    def cover(self):
        units = [Unit(land.key, land.parent, land.starts_on) for land in self.lands.values()]
        return cover_of(units, self.successions)

    def days(self):
        """Every day on which something changed, and the days around it."""
        changes = {land.starts_on for land in self.lands.values()} | {row.on for row in self.successions}
        return sorted(day + timedelta(days=step) for day in changes for step in (-1, 0, 1))


def _parted(draw, cells):
    """The cells in random groups."""
    groups = {}
    for cell in sorted(cells):
        groups.setdefault(draw(st.integers(0, max(1, len(cells) // 2))), set()).add(cell)
    return list(groups.values())


def _inner_change(draw, world, parent, dividing):
    """One change among the communes of a parent."""
    communes = world.standing("xa", parent)
    chosen = draw(st.lists(st.sampled_from(communes), min_size=1, max_size=3, unique_by=lambda land: land.key))
    world.next_day()
    if len(chosen) > 1 and draw(st.booleans()):
        world.take_in(chosen[0], chosen[1])
        return
    pool = frozenset().union(*(land.held(world.day) for land in chosen))
    world.regroup(chosen, _parted(draw, pool) if dividing else [pool], parent)


def _abolish_districts(draw, world, dividing):
    """Every province and district ends; the communes are regrouped across all former borders."""
    world.next_day()
    province = world.add("tinh", None, range(16), world.day)
    for old in [land for land in world.standing("tinh") if land.key != province]:
        world.hand_over(old, [province])
    for old in world.standing("huyen"):
        old.ends_on = world.day - timedelta(days=1)
    groups = {}
    for commune in world.standing("xa"):
        groups.setdefault(draw(st.integers(0, 3)), []).append(commune)
    for communes in groups.values():
        pool = frozenset().union(*(land.held(world.day) for land in communes))
        world.regroup(communes, _parted(draw, pool) if dividing else [pool], province)
    return province


@st.composite
def worlds(draw, *, dividing):
    """A world, and the keys of the units of which all land was made before borders were crossed a second time.

    Who took in land later may have got some that had crossed a border before: where that came from, nobody told.
    """
    world = World()
    cell = count()
    for _ in range(2):
        first = next(cell)
        province = world.add("tinh", None, range(first, first + 8))
        for start in (first, first + 4):
            district = world.add("huyen", province, range(start, start + 4))
            for one in range(start, start + 4, 2):
                world.add("xa", district, (one, one + 1))
        cell = count(first + 8)
    for district in [land.key for land in world.standing("huyen")]:
        for _ in range(draw(st.integers(0, 2))):
            _inner_change(draw, world, district, dividing)
    province = _abolish_districts(draw, world, dividing)
    early, crossed_on = set(world.lands), world.day
    for _ in range(draw(st.integers(0, 2))):
        _inner_change(draw, world, province, dividing)
    return world, {key for key in early if max(world.lands[key].cells) <= crossed_on}


@settings(deadline=None, max_examples=60)
@given(worlds(dividing=True))
def test_nothing_is_said_that_is_not_so(drawn):
    world, _early = drawn
    for covered, places in world.cover().items():
        for place, since in places.items():
            for day in world.days():
                if since is None or day >= since:
                    assert world.lands[covered].held(day) <= world.lands[place].held(day), (place, covered, day)


@settings(deadline=None, max_examples=60)
@given(worlds(dividing=True))
def test_former_districts_and_provinces_find_all_that_lies_in_them(drawn):
    world, early = drawn
    table = world.cover()
    former = [land for land in world.lands.values() if land.key.startswith(("tinh", "huyen")) and land.ends_on]
    for place in former:
        for key in early:
            truth = all(world.lands[key].held(day) <= place.held(day) for day in world.days())
            assert (place.key in table[key] and table[key][place.key] is None) == truth


@settings(deadline=None, max_examples=60)
@given(worlds(dividing=False))
def test_where_units_only_merge_each_is_found_in_exactly_one_commune_on_every_later_day(drawn):
    world, _early = drawn
    table = world.cover()
    for covered in [land for land in world.lands.values() if land.key.startswith("xa")]:
        for day in [day for day in world.days() if day >= covered.starts_on]:
            found = [place for place in in_force_communes(world, day) if holds(table, covered.key, place.key, day)]
            assert [place.held(day) >= covered.held(day) for place in found] == [True]


def in_force_communes(world, day):
    return [
        land
        for land in world.lands.values()
        if land.key.startswith("xa") and land.starts_on <= day and (land.ends_on is None or day <= land.ends_on)
    ]


def holds(table, covered, place, day):
    return place in table[covered] and (table[covered][place] or UNKNOWN) <= day
