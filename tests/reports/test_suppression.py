"""Counts about representatives: nothing hidden comes back by subtraction, within a table or between days."""

from __future__ import annotations

from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.rules.suppression import THRESHOLD, Release, cells_to_show

CELLS = ("unknown", "male", "female", "other")


def table(*counts):
    return dict(zip(CELLS, counts, strict=False))


def shown(*counts):
    """The cells of a first table that may be shown."""
    return cells_to_show(table(*counts), frozenset(range(sum(counts))), [])


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((10, 20, 30), {"unknown": 10, "male": 20, "female": 30}),
        ((5, 5, 5), {"unknown": 5, "male": 5, "female": 5}),
        ((4, 20, 30), {"female": 30}),  # one hidden cell would follow from the total
        ((10, 4, 30), {"female": 30}),
        ((10, 30, 4), {"male": 30}),
        ((2, 3, 30), {"female": 30}),
        ((2, 2, 30), {}),  # together they would be a count of four
        ((0, 0, 30), {}),
        ((0, 30, 0), {}),
        ((1, 1, 1), {}),
        ((0, 0, 0), {}),
        ((9, 3, 8, 7), {"female": 8, "other": 7}),
        ((9, 3, 4, 7), {"other": 7}),
        ((5, 4, 4), {}),  # were five shown, the others would be four and four
    ],
)
def test_what_a_first_table_shows(counts, expected):
    assert shown(*counts) == expected


def tables_of(total, cells):
    """Every way to spread a total over cells."""
    for bars in combinations(range(total + cells - 1), cells - 1):
        edges = (-1, *bars, total + cells - 1)
        yield tuple(edges[place + 1] - edges[place] - 1 for place in range(cells))


@pytest.mark.parametrize("cells", [2, 3, 4])
@pytest.mark.parametrize("total", range(1, 19))
def test_who_knows_the_rule_and_the_total_still_cannot_tell_a_hidden_cell(cells, total):
    """Of all tables that look the same, every hidden cell takes at least two values."""
    looks: dict[tuple, list[tuple[int, ...]]] = {}
    for counts in tables_of(total, cells):
        looks.setdefault(tuple(sorted(shown(*counts).items())), []).append(counts)
    for look, alike in looks.items():
        seen = dict(look)
        assert all(count >= THRESHOLD for count in seen.values())
        for place, cell in enumerate(CELLS[:cells]):
            if cell not in seen:
                assert len({counts[place] for counts in alike}) >= 2


@pytest.mark.parametrize("total", range(1, 17))
def test_two_attributes_together_tell_no_hidden_cell_of_either(total):
    """Who is unknown by one attribute is so by the other: that cell of one table tells the other's."""
    looks: dict[tuple, list[tuple[int, ...]]] = {}
    for unknown in range(total + 1):
        for one, other in product(tables_of(total - unknown, 2), repeat=2):
            seen = (unknown_last(*one, unknown), unknown_last(*other, unknown))
            looks.setdefault(tuple(tuple(table.items()) for table in seen), []).append((*one, *other, unknown))
    for (one, other), alike in looks.items():
        places = {0, 1} - dict(one).keys() | {2 + place for place in {0, 1} - dict(other).keys()}
        if 2 not in dict(one) and 2 not in dict(other):
            places.add(4)
        for place in places:
            assert len({counts[place] for counts in alike}) >= 2


def unknown_last(*counts):
    """What is shown of a table whose cell of those who are unknown is given up last."""
    return cells_to_show(dict(enumerate(counts)), frozenset(range(sum(counts))), [])


@given(st.lists(st.integers(0, 60), min_size=2, max_size=4).filter(any))
def test_every_hidden_cell_has_several_feasible_values(counts):
    seen = shown(*counts)
    hidden = [cell for cell in table(*counts) if cell not in seen]
    rest = sum(counts) - sum(seen.values())
    # With two or more hidden cells each may hold anything from none to all of the rest.
    assert not hidden or (len(hidden) >= 2 and rest >= min(THRESHOLD, sum(counts)))


# --------------------------------------------------------------------- between days
people = st.dictionaries(st.integers(0, 45), st.sampled_from(CELLS[:3]), min_size=0, max_size=45)


def counted(population):
    return {cell: sum(value == cell for value in population.values()) for cell in CELLS[:3]}


def published(populations):
    """What a row of reference days publishes; a table that would show nothing is not published."""
    releases = []
    for population in populations:
        members = frozenset(population)
        seen = cells_to_show(counted(population), members, releases)
        if seen:
            releases.append(Release(members, seen))
    return releases


def worlds(before, after):
    """Every way to spread those who joined and those who left over the parts that both tables tell apart."""
    common = [cell for cell in before.shown if cell in after.shown]
    moves = [after.shown[cell] - before.shown[cell] for cell in common]
    moves.append(len(after.members) - len(before.members) - sum(moves))
    joined, left = len(after.members - before.members), len(before.members - after.members)
    for gone in tables_of(left, len(moves)):
        come = [move + count for move, count in zip(moves, gone, strict=True)]
        if min(come) >= 0 and sum(come) == joined:
            yield tuple(come), gone


def small_counts_known(before, after):
    """Counts of those who joined or left that two tables together tell to be between one and four, in or out."""
    if not set(before.shown) & set(after.shown):
        return []
    found = list(worlds(before, after))
    sizes = (len(after.members - before.members), len(before.members - after.members))
    known = []
    for side, size in enumerate(sizes):
        for place in range(len(found[0][side])):
            values = {world[side][place] for world in found}
            if values == set(range(size + 1)):
                continue  # as much as anybody knows without the tables
            if 0 < max(values) < THRESHOLD or size - min(values) < THRESHOLD:
                known.append((side, place, values))
    return known


@settings(max_examples=300)
@given(people, st.lists(st.tuples(st.booleans(), people), min_size=1, max_size=3))
def test_two_days_together_tell_no_small_count(first, steps):
    """Nobody changes in place here: then subtraction tells most."""
    populations = [first]
    for step, (all_stay, newcomers) in enumerate(steps, start=1):
        before = populations[-1]
        kept = before if all_stay else dict(list(before.items())[::2])
        populations.append(kept | {100 * step + number: cell for number, cell in newcomers.items()})
    releases = published(populations)
    for before, after in combinations(releases, 2):
        assert small_counts_known(before, after) == []


BASE = {number: CELLS[number % 3] for number in range(60)}  # twenty in each cell


def after(*, joined=(), left=0, changed=()):
    """The second table when some joined (counts by cell), some left, some changed in place (pairs of cells)."""
    population = dict(list(BASE.items())[left:])
    for place, count in enumerate(joined):
        population |= {1000 + 100 * place + number: CELLS[place] for number in range(count)}
    for old, new in changed:
        population[next(number for number, cell in population.items() if cell == old)] = new
    members = frozenset(population)
    return cells_to_show(counted(population), members, [Release(frozenset(BASE), counted(BASE))])


def test_a_day_on_which_few_changed_shows_nothing_new():
    assert after() == counted(BASE)
    for few in ((1, 0, 0), (0, 0, 1), (1, 1, 1), (0, 4, 0), (2, 2, 0)):
        assert after(joined=few) == {}
    assert after(changed=[("male", "female")]) == {}


def test_a_day_on_which_many_changed_shows_what_tells_nothing_about_few():
    assert after(joined=(6, 7, 8)) == {"unknown": 26, "male": 27, "female": 28}
    assert after(joined=(0, 7, 8)) == {"unknown": 20, "male": 27, "female": 28}
    assert after(joined=(1, 7, 8)) == {"female": 28}  # one unknown and seven men are not told apart
    assert after(joined=(0, 0, 8)) == {}  # all eight would be women
    assert after(joined=(0, 1, 8)) == {}


def test_a_cell_that_comes_back_is_compared_with_the_last_table_that_showed_it():
    first, second = Release(frozenset(BASE), counted(BASE)), Release(frozenset(range(80)), {"female": 40})
    third = dict.fromkeys(range(81), "unknown") | BASE
    seen = cells_to_show(counted(third), frozenset(third), [first, second])
    assert "female" not in seen
