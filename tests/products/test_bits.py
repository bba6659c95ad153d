"""Sets of numbers as bits are those sets."""

from array import array

from hypothesis import given
from hypothesis import strategies as st

from products.rules.bits import any_of, bits_of, flags_of, numbers_in, places_of, posting, united, with_one

SIZE = 5000
NUMBERS = st.sets(st.integers(0, SIZE - 1), max_size=60)
MANY = st.integers(0, SIZE).map(lambda stop: set(range(0, stop, 3)))


@given(NUMBERS | MANY, st.integers(0, 70), st.none() | st.integers(0, 2000))
def test_numbers_come_back_in_order(numbers, start, stop):
    bits = bits_of(numbers, SIZE)
    assert bits == sum(1 << number for number in numbers)
    assert numbers_in(bits, start, stop) == sorted(numbers)[start:stop]
    assert [place for place, flag in enumerate(flags_of(bits, SIZE)) if flag] == sorted(numbers)
    assert len(flags_of(bits, SIZE)) == SIZE


@given(st.lists(NUMBERS | MANY, max_size=5), st.integers(0, SIZE - 1))
def test_sets_are_united_in_either_form(sets, one):
    postings = [posting(array("I", sorted(numbers)), SIZE) for numbers in sets]
    everything = bits_of(set().union(*sets), SIZE)
    assert united(postings, SIZE) == everything == any_of(bits_of(numbers, SIZE) for numbers in sets)
    for numbers, held in zip(sets, postings, strict=True):
        assert united([with_one(held, one)], SIZE) == bits_of(numbers | {one}, SIZE)
        assert united([held], SIZE) == bits_of(numbers, SIZE)
    assert united([with_one(None, one)], SIZE) == 1 << one


@given(st.binary(max_size=300), st.sets(st.integers(0, 255)))
def test_places_of_codes(codes, wanted):
    assert numbers_in(places_of(codes, wanted)) == [place for place, code in enumerate(codes) if code in wanted]
