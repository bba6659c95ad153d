"""The words that names are found by, and how they are spelt."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.text import fold
from products.rules.likeness import LEAST, WordBook, likeness, slips_of
from products.rules.words import plain_words, spelt_words

ODD = st.text("aáÂạ ớợ̣̂̊ İK(ß)-_,1 ́ﬁẼ", max_size=20)
WORDS = st.text("abcdehnotu12", min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Dừa Sáp (đặc biệt) Trà-Vinh, 3 màu", ["dừa", "sáp", "đặc", "biệt", "trà", "vinh", "3", "màu"]),
        ("BÁNH bánh Banh", ["bánh", "banh"]),
        ("100%", ["100"]),
        ("İ", []),
        ("", []),
    ],
)
def test_words_as_they_are_spelt(name, words):
    assert spelt_words(name) == words


@given(st.text() | ODD)
@example("â̊ b")
def test_spelt_words_are_found_by_what_the_folded_text_holds(text):
    assert {fold(word) for word in spelt_words(text)} == set(plain_words(text))
    assert all(" " not in word for word in spelt_words(text))


@given(ODD, st.text("abcdehnotu12", min_size=1, max_size=3))
def test_a_part_is_in_a_word_when_it_is_in_the_folded_text(text, part):
    assert any(part in word for word in plain_words(text)) == (part in fold(text))


@given(st.lists(WORDS, max_size=12), WORDS)
def test_a_book_finds_all_words_that_are_like_one(words, word):
    likely = {other: likeness(word, other) for other in words}
    assert WordBook(words).near(word) == {other: near for other, near in likely.items() if near >= LEAST}


@given(WORDS, WORDS)
def test_slips_are_mutual(one, other):
    assert (other in slips_of(one)) == (one in slips_of(other))
