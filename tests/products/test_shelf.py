"""The catalogue as sets of bits gives what going through the products one by one gives."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text import fold, vi_sort
from products.enums import Rank, RatingStatus
from products.rules.facets import Facet, choice_counts, narrowed
from products.rules.shelf import Entry, Shelf, filled
from products.rules.shelf_day import RANK_ORDER, ShelfDay
from products.rules.steps import State, Step, read_state, write_steps
from products.rules.validity import IN_FORCE
from tests.products.slow_truth import everything_in

TODAY = date(2022, 10, 1)
NAMES = st.sampled_from(["Bánh tét", "bánh tết", "Dừa sáp", "Dứa", "Trà 100%", "Đường thốt nốt", "Rượu nếp"])
MAKERS = st.sampled_from(["Hộ Đào", "Hợp tác xã Bánh", "Cơ sở Trà My"])
PARTS = st.sampled_from(["banh", "tet", "a", "dua", "tra", "00", "hop", "xyz", "d"])


@st.composite
def states(draw):
    since = TODAY - timedelta(days=draw(st.integers(0, 90)))
    status = draw(st.sampled_from(["", *RatingStatus.values]))
    ranks = [Rank.POTENTIAL.value] if not status else Rank.values
    stars = draw(st.sampled_from([3, 4, 5])) if status else None
    return State(draw(st.sampled_from(ranks)), status, since, since if status else None, stars)


@st.composite
def steps(draw):
    days = sorted(draw(st.sets(st.integers(-40, 40), max_size=3)))
    return write_steps(Step(TODAY + timedelta(days=number), draw(st.none() | states())) for number in days)


@st.composite
def entries(draw, products):
    name, maker = draw(NAMES), draw(MAKERS)
    return Entry(
        draw(products),
        vi_sort(name),
        " ".join(name.lower().replace("%", "").split()),
        " ".join(maker.lower().split()),
        draw(st.sampled_from(["company", "household"])),
        draw(st.none() | st.integers(1, 3)),
        draw(st.none() | st.integers(1, 3)),
        draw(steps()),
    )


REGISTERS = st.lists(entries(st.integers(1, 400)), max_size=40, unique_by=lambda entry: entry.product)
CHANGES = st.lists(
    st.lists(entries(st.integers(1, 400)), max_size=6, unique_by=lambda entry: entry.product), max_size=4
)
CHOSEN = st.fixed_dictionaries(
    {
        "sao": st.frozensets(st.sampled_from(Rank.values), max_size=2),
        "nhom": st.frozensets(st.sampled_from(["1", "2", "None"]), max_size=2),
        "tinh-trang": st.frozensets(st.sampled_from(RatingStatus.values), max_size=2),
    }
)


def shelf_of(register) -> Shelf:
    in_order = sorted((entry for entry in register if entry.steps), key=lambda entry: (entry.name_sort, entry.product))
    return filled(in_order[start : start + 7] for start in range(0, len(in_order), 7))


def after(register, changes):
    """The register and the shelf after some changes, the shelf changed step by step."""
    held, shelf = {entry.product: entry for entry in register}, shelf_of(register)
    for changed in changes:
        held |= {entry.product: entry for entry in changed}
        shelf = shelf.renewed(changed)
    return list(held.values()), shelf


# --------------------------------------------------------------------- one by one
def rated(register):
    told = ((entry, read_state(entry.steps, TODAY)) for entry in register)
    return [(entry, state) for entry, state in told if state]


def passes(entry, state, chosen, leaving_out=""):
    answers = {"sao": state.rank, "nhom": str(entry.category), "tinh-trang": state.status}
    for key, values in chosen.items():
        if key == leaving_out:
            continue
        if values and answers[key] not in values:
            return False
        if key == "tinh-trang" and not values and state.status not in IN_FORCE and state.rank != Rank.POTENTIAL:
            return False
    return True


def facets_of(shelf, day, chosen):
    categories = {str(pk): bits for pk, bits in shelf.categories.items()}
    return [
        Facet("sao", day.ranks, chosen["sao"]),
        Facet("nhom", categories, chosen["nhom"]),
        Facet("tinh-trang", day.statuses, chosen["tinh-trang"], day.shown),
    ]


@pytest.mark.slow
@given(REGISTERS, CHANGES, CHOSEN)
def test_counts_are_those_of_going_through_all(register, changes, chosen):
    register, shelf = after(register, changes)
    day = ShelfDay(shelf, TODAY)
    facets = facets_of(shelf, day, chosen)
    counts = choice_counts(day.rated, facets)
    there = rated(register)
    assert day.rated.bit_count() == len(there)
    assert narrowed(day.rated, facets).bit_count() == sum(passes(*pair, chosen) for pair in there)
    for key, values in {
        "sao": Rank.values,
        "nhom": ["1", "2", "3", "None"],
        "tinh-trang": RatingStatus.values,
    }.items():
        for value in values:
            taken = chosen | {key: frozenset([value])}
            assert counts[key][value] == sum(passes(*pair, taken) for pair in there)


ORDERS = st.sampled_from(["sao", "ten", "moi", "khop"])


@pytest.mark.slow
@given(REGISTERS, CHANGES, CHOSEN, ORDERS, st.integers(0, 20), st.integers(1, 24))
def test_pages_are_those_of_sorting_all(register, changes, chosen, order, start, length):
    register, shelf = after(register, changes)
    day = ShelfDay(shelf, TODAY)
    listed = narrowed(day.rated, facets_of(shelf, day, chosen))
    named, _makers = shelf.with_words(shelf.all_words.containing("banh"))
    place = {rank: number for number, rank in enumerate(RANK_ORDER)}
    keys = {
        "sao": lambda pair: (place[pair[1].rank], *by_name(pair)),
        "ten": lambda pair: by_name(pair),
        "moi": lambda pair: (-pair[1].since.toordinal(), *by_name(pair)),
        "khop": lambda pair: (
            "banh" not in fold(pair[0].own_words),
            not pair[1].is_shown,
            place[pair[1].rank],
            *by_name(pair),
        ),
    }
    in_order = sorted((pair for pair in rated(register) if passes(*pair, chosen)), key=keys[order])
    wanted = [entry.product for entry, _state in in_order][start : start + length]
    groups = {"sao": day.by_rank(), "ten": day.by_name(), "khop": day.best_first(0, named)}
    stop = start + length
    if order == "moi":
        assert day.newest(listed, start, stop) == wanted
    else:
        assert day.products(listed, groups[order], start, stop) == wanted


def by_name(pair):
    return pair[0].name_sort, pair[0].product


@pytest.mark.slow
@given(REGISTERS, CHANGES, PARTS)
def test_words_find_what_holds_them(register, changes, part):
    register, shelf = after(register, changes)
    day = ShelfDay(shelf, TODAY)
    own, makers = shelf.with_words(shelf.all_words.containing(part))
    found = day.products((own | makers) & day.rated, day.by_name(), 0, 1000)
    assert sorted(found) == sorted(
        entry.product for entry, _state in rated(register) if part in fold(f"{entry.own_words} {entry.maker_words}")
    )
    assert (own & day.rated).bit_count() == sum(part in fold(entry.own_words) for entry, _state in rated(register))


@pytest.mark.slow
@given(REGISTERS, CHANGES)
def test_a_renewed_shelf_leaves_the_old_one_as_it_was(register, changes):
    shelf = shelf_of(register)
    before = everything_in(shelf, TODAY)
    newer = shelf
    for changed in changes:
        newer = newer.renewed(changed)
    assert everything_in(shelf, TODAY) == before
    register, _shelf = after(register, changes)
    assert everything_in(newer, TODAY) == everything_in(shelf_of(register), TODAY)


def test_large_sets_come_newest_first_too():
    texts = [
        write_steps([Step(TODAY, State("3", "valid", TODAY - timedelta(days=n % 7), TODAY, 3))]) for n in range(2500)
    ]
    shelf = shelf_of([Entry(n, f"{n:05}", "banh", "ho", "farm", None, None, text) for n, text in enumerate(texts)])
    day = ShelfDay(shelf, TODAY)
    in_order = sorted(range(2500), key=lambda n: (n % 7, n))
    assert day.newest(day.rated, 100, 124) == in_order[100:124]
    assert day.newest(day.rated, 2490, 2600) == in_order[2490:]
    assert day.products(day.rated, day.by_rank(), 2490, 2600) == list(range(2490, 2500))
