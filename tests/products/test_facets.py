"""Counts beside choices: each is the length of the list when the choice is taken."""

from hypothesis import given
from hypothesis import strategies as st

from products.rules.facets import Facet, Groups, choice_counts, narrowed

THINGS = st.lists(
    st.fixed_dictionaries(
        {
            "sao": st.sampled_from([("3",), ("4",), ("5",)]),
            "noi": st.sampled_from([(), ("xa",), ("xa", "huyen"), ("huyen",)]),
            "tinh-trang": st.sampled_from([("valid",), ("expired",)]),
        }
    ),
    max_size=12,
)
CHOICES = {"sao": "345", "noi": ("xa", "huyen"), "tinh-trang": ("valid", "expired")}
CHOSEN = st.fixed_dictionaries({key: st.frozensets(st.sampled_from(values)) for key, values in CHOICES.items()})


def facets(things, chosen):
    bits = {key: Groups.by_value(thing[key] for thing in things) for key in CHOICES}
    unless = {"tinh-trang": bits["tinh-trang"].get("valid", 0)}
    return [Facet(key, bits[key], chosen[key], unless.get(key, -1)) for key in CHOICES]


def listed(things, chosen):
    """The places of what passes, thing by thing."""
    wanted = {key: values or {"tinh-trang": {"valid"}}.get(key, set()) for key, values in chosen.items()}
    return [
        place
        for place, thing in enumerate(things)
        if all(not values or values & set(thing[key]) for key, values in wanted.items())
    ]


@given(THINGS, CHOSEN)
def test_what_passes_all_filters(things, chosen):
    everything = (1 << len(things)) - 1
    assert narrowed(everything, facets(things, chosen)) == sum(1 << place for place in listed(things, chosen))


@given(THINGS, CHOSEN)
def test_a_count_is_the_length_of_the_list_when_the_choice_is_taken(things, chosen):
    counts = choice_counts((1 << len(things)) - 1, facets(things, chosen))
    for key, values in CHOICES.items():
        for value in values:
            assert counts[key][value] == len(listed(things, chosen | {key: frozenset([value])}))


def test_what_nothing_answers_to_counts_nothing():
    counts = choice_counts(0b11, [Facet("sao", {"3": 0b01}, frozenset("4"))])
    assert (counts["sao"]["3"], counts["sao"]["9"]) == (1, 0)
    assert narrowed(0b11, [Facet("sao", {"3": 0b01}, frozenset("9"))]) == 0


def test_groups_count_as_many_things_as_they_stand_for():
    groups = Groups([2, 3, 7])
    facet = Facet("sao", Groups.by_value([["3"], ["4"], ["5"]]), frozenset("34"))
    assert groups.count(groups.all) == 12
    assert groups.count(narrowed(groups.all, [facet])) == 5
    assert choice_counts(groups.all, [facet], groups.count)["sao"]["5"] == 7
