"""Counts beside choices: each is the length of the list when the choice is taken."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from products.rules.facets import Facet, choice_counts, total


@dataclass(frozen=True)
class Cell:
    stars: str
    places: tuple[str, ...]
    status: str
    count: int


CELLS = st.lists(
    st.builds(
        Cell,
        stars=st.sampled_from("345"),
        places=st.sampled_from([(), ("xa",), ("xa", "huyen"), ("huyen",)]),
        status=st.sampled_from(["valid", "expired"]),
        count=st.integers(1, 5),
    ),
    max_size=12,
)


def facets(stars=(), places=(), statuses=()):
    return [
        Facet("sao", lambda cell: (cell.stars,), frozenset(stars)),
        Facet("noi", lambda cell: cell.places, frozenset(places)),
        Facet("tinh-trang", lambda cell: (cell.status,), frozenset(statuses), lambda cell: cell.status == "valid"),
    ]


CHOICES = {"sao": "345", "noi": ("xa", "huyen"), "tinh-trang": ("valid", "expired")}
CHOSEN = st.tuples(*(st.sets(st.sampled_from(values)) for values in CHOICES.values()))


@given(CELLS, CHOSEN)
def test_a_count_is_the_length_of_the_list_when_the_choice_is_taken(cells, chosen):
    counts = choice_counts(cells, facets(*chosen))
    for place, (key, values) in enumerate(CHOICES.items()):
        for value in values:
            taken = list(chosen)
            taken[place] = {value}
            assert counts[key][value] == total(cells, facets(*taken))


@given(CELLS)
def test_without_choices_everything_counts_that_the_list_shows_by_itself(cells):
    assert total(cells, facets()) == sum(cell.count for cell in cells if cell.status == "valid")


def test_a_cell_that_two_filters_refuse_counts_nowhere():
    cells = [Cell("3", ("xa",), "expired", 2)]
    assert choice_counts(cells, facets(stars="4")) == {"sao": {}, "noi": {}, "tinh-trang": {}}


def test_several_values_of_a_key_add_up():
    cells = [Cell("3", (), "valid", 2), Cell("4", (), "valid", 3), Cell("5", (), "valid", 7)]
    assert total(cells, facets(stars="34")) == 5
