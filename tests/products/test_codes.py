"""Codes with a check sign: no slip of the finger makes a code that was issued, and each is called a slip."""

from __future__ import annotations

import random
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from products.rules.codes import (
    ALPHABET,
    CERTIFICATE,
    DRAWN,
    FEWEST_DIGITS,
    LENGTH,
    PREFIXES,
    RECEIPT,
    clean_code,
    is_meant_as_code,
    is_receipt,
    new_code,
    printed_code,
    with_check,
)

SIGNS = string.digits + string.ascii_uppercase
codes = st.builds(with_check, st.sampled_from(PREFIXES), st.text(ALPHABET, min_size=DRAWN, max_size=DRAWN))
# As they are issued: a slip leaves at least one digit.
issued = codes.filter(lambda code: sum(map(str.isdigit, code[2:-1])) >= FEWEST_DIGITS)


def test_the_scheme_rests_on_a_prime_and_on_letters_that_differ():
    assert (len(ALPHABET), len(set(ALPHABET))) == (29, 29)
    assert not any(len(ALPHABET) % divisor == 0 for divisor in range(2, 29))
    assert all(a != b for a, b in zip(CERTIFICATE, RECEIPT, strict=True))
    assert LENGTH < 29  # so that no two places weigh the same


def test_an_example_worked_out_by_hand():
    assert [ALPHABET.index(sign) for sign in "7K39QFM2X6"] == [5, 17, 1, 7, 21, 13, 18, 0, 26, 4]
    total = 1 + 50 + 153 + 8 + 49 + 126 + 65 + 72 + 0 + 52 + 4
    assert (total, total % 29) == (580, 0)
    assert (with_check(CERTIFICATE, "7K39QFM2X"), clean_code("OC-7K39Q-FM2X6")) == ("OC7K39QFM2X6",) * 2


@given(codes)
def test_every_single_wrong_sign_is_found(code):
    """All 12 places × all 35 other signs, of the alphabet or not."""
    for place, right in enumerate(code):
        for sign in SIGNS:
            wrong = code[:place] + sign + code[place + 1 :]
            assert clean_code(wrong) == (code if sign == right else "")


@given(codes)
def test_every_two_signs_in_each_others_place_are_found(code):
    for one in range(2, len(code)):
        for other in range(one + 1, len(code)):
            signs = list(code)
            signs[one], signs[other] = signs[other], signs[one]
            assert clean_code("".join(signs)) == (code if code[one] == code[other] else "")


@given(issued)
def test_a_slip_is_seen_to_be_meant_as_a_code(code):
    for place in range(len(code)):
        for sign in SIGNS:
            assert is_meant_as_code(code[:place] + sign + code[place + 1 :])
        assert is_meant_as_code(code[:place] + code[place + 1 :])
        assert is_meant_as_code(code[:place] + "X" + code[place:])


@pytest.mark.parametrize(
    "name", ["Bánh tét Trà Cuôn", "Cà phê 3 trong 1", "Rượu dừa 750", "HTX Minh Hoạ 2", "Ốc bươu", "", "OC", "Công ty"]
)
def test_names_are_not_taken_for_codes(name):
    assert not is_meant_as_code(name)


def test_100_000_random_and_mistyped_codes_are_none_that_was_issued():
    """What is well-formed among them, and was never issued, is looked up: tests/products/test_codes_at_scale.py."""
    chance = random.Random(5)
    real = sorted(new_code() for _ in range(2_000))
    issued_codes, tried = set(real), 0
    for code in real:  # every one with a wrong sign is told without a look-up
        for place in chance.choices(range(len(code)), k=40):
            slip = code[:place] + chance.choice(SIGNS.replace(code[place], "")) + code[place + 1 :]
            assert (clean_code(slip), is_meant_as_code(slip)) == ("", True)
            tried += 1
    for _turn in range(10_000):  # well-formed, and another one
        code = with_check(chance.choice(PREFIXES), "".join(chance.choices(ALPHABET, k=DRAWN)))
        assert clean_code(code) == code
        assert code not in issued_codes
        tried += 1
    passed = 0
    for _turn in range(10_000):  # of the right form, with any last sign
        code = CERTIFICATE + "".join(chance.choices(ALPHABET, k=LENGTH))
        assert clean_code(code) not in issued_codes
        passed += bool(clean_code(code))
        tried += 1
    assert 250 < passed < 450  # once in 29 times
    assert tried == 100_000


@pytest.mark.parametrize(("prefix", "is_of_a_receipt"), [(CERTIFICATE, False), (RECEIPT, True)])
def test_new_codes_differ_and_are_read_as_people_type_them(prefix, is_of_a_receipt):
    made = {new_code(prefix) for _ in range(1_000)}
    assert len(made) == 1_000
    for code in made:
        printed = printed_code(code)
        assert (len(printed), printed.count("-"), is_receipt(code)) == (14, 2, is_of_a_receipt)
        assert {clean_code(text) for text in (code, printed, code.lower(), f" {printed.lower()} ")} == {code}
        assert sum(map(str.isdigit, code)) >= 2


def test_a_code_of_one_kind_is_none_of_the_other():
    assert [clean_code(RECEIPT + new_code()[2:]) for _ in range(100)] == [""] * 100
