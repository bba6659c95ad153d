"""Vietnamese text: the tables by hand, and the SQL functions as twins of the Python ones."""

import unicodedata

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from core.text import ALPHABET, FOLDED, LOOSE_MARKS, fold, slug_of, vi_sort, words_of

# Written by hand, in the order of a Vietnamese dictionary; f j w z stand where they stand in the Latin alphabet.
LETTERS = list("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")
TONES_OF_EVERY_VOWEL = [
    "a à ả ã á ạ",
    "ă ằ ẳ ẵ ắ ặ",
    "â ầ ẩ ẫ ấ ậ",
    "e è ẻ ẽ é ẹ",
    "ê ề ể ễ ế ệ",
    "i ì ỉ ĩ í ị",
    "o ò ỏ õ ó ọ",
    "ô ồ ổ ỗ ố ộ",
    "ơ ờ ở ỡ ớ ợ",
    "u ù ủ ũ ú ụ",
    "ư ừ ử ữ ứ ự",
    "y ỳ ỷ ỹ ý ỵ",
]
WORDS = [
    "3 màu",
    "an",
    "ấm",
    "ba",
    "bà",
    "bánh",
    "bánh tét",
    "bánh tét 3 màu",
    "bánh tét lá cẩm",
    "bằng",
    "chả",
    "chà bông",
    "da",
    "dừa",
    "dừa sáp",
    "đa",
    "đường",
    "em",
    "êm",
    "lá",
    "ma",
    "mà",
    "mả",
    "mã",
    "má",
    "mạ",
    "ma an",
    "mă",
    "mâ",
    "mận",
    "mây",
    "nghệ",
    "oi",
    "ổi",
    "ơi",
    "trà",
    "Trà Vinh",
    "tru",
    "trú",
    "tư",
    "vú sữa",
    "xoài",
    "ý dĩ",
]


def is_old_enough(character):
    """Assigned since Unicode 3.2, so that every Python and every PostgreSQL composes it alike."""
    return character != "\0" and unicodedata.ucd_3_2_0.category(character) not in {"Cn", "Cs"}


any_text = st.lists(
    st.one_of(
        st.sampled_from(sorted(FOLDED)),
        st.sampled_from(LOOSE_MARKS + "\u0304\u0327\u0331\u030a\u0344\u0340"),
        st.sampled_from(" 0123456789.,-–“”'\"\\%_$:;()₫\x01\t\n"),
        st.characters(exclude_categories=("Cs", "Cn")).filter(is_old_enough),
    ),
    max_size=12,
).map("".join)


def stands_in_order(texts):
    """Every key is greater than the one before it; two alike would hide a wrong order."""
    keys = [vi_sort(text) for text in texts]
    return keys == sorted(set(keys))


def nfd(text):
    return unicodedata.normalize("NFD", text)


# --------------------------------------------------------------------- fold
@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Dừa sáp Đặc biệt", "dua sap dac biet"),
        ("BÁNH TÉT 3 MÀU", "banh tet 3 mau"),
        ("Nguyễn Thị Trúc Loan – cơ sở Năm Thụy", "nguyen thi truc loan – co so nam thuy"),
        ("₫ 12.500,5", "₫ 12.500,5"),
        ("w f j z W F J Z", "w f j z w f j z"),
        ("café señor", "cafe señor"),
        ("b\u0301\u0309", "b"),
        ("", ""),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded
    assert fold(nfd(text)) == folded


def test_every_vietnamese_letter_folds_to_ascii():
    letters = "".join(FOLDED)
    assert len(letters) == 2 * (33 + 12 * 5)
    assert set(fold(letters)) == set("abcdefghijklmnopqrstuvwxyz")


@settings(deadline=None)
@given(any_text)
def test_fold_is_idempotent_and_blind_to_the_way_of_composing(text):
    assert fold(fold(text)) == fold(text)
    assert fold(nfd(text)) == fold(text)


def test_fold_composes_what_meets_when_a_mark_between_is_dropped():
    assert fold("g\u0301\u0304") == "ǵ\u0304"
    assert fold("k\u0309\u0331") == fold(fold("k\u0309\u0331")) == "ḵ"


# --------------------------------------------------------------------- order
def test_the_alphabet():
    assert list(ALPHABET) == LETTERS
    assert stands_in_order(LETTERS)


@pytest.mark.parametrize("vowel", TONES_OF_EVERY_VOWEL)
def test_tones_of_a_vowel(vowel):
    forms = vowel.split()
    assert stands_in_order(forms)
    assert stands_in_order([form.upper() for form in forms])


def test_words():
    assert stands_in_order(WORDS)
    assert [vi_sort(word.upper()) for word in WORDS] == [vi_sort(word) for word in WORDS]
    assert [vi_sort(nfd(word)) for word in WORDS] == [vi_sort(word) for word in WORDS]


def test_tones_decide_only_between_the_same_letters():
    assert vi_sort("mạ a") < vi_sort("ma b")
    assert vi_sort("ma á") < vi_sort("má a")


@settings(deadline=None)
@given(any_text, st.text("aăạ0 9-z", min_size=1, max_size=4))
def test_a_text_stands_before_what_goes_on_from_it(text, more):
    assert vi_sort(text) < vi_sort(text + more)


# --------------------------------------------------------------------- words and addresses
@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Bánh tét 3 màu", "banh-tet-3-mau"),
        ("  Xã Hòa Tân (huyện Cầu Kè) ", "xa-hoa-tan-huyen-cau-ke"),
        ("1693/QĐ-UBND", "1693-qd-ubnd"),
        ("–", "muc"),
    ],
)
def test_slug_of(text, slug):
    assert slug_of(text) == slug


def test_words_of():
    assert words_of("Bánh tét, BÁNH ít & 3 màu") == ["banh", "tet", "it", "3", "mau"]
    assert words_of(" … ") == []


# --------------------------------------------------------------------- SQL twins
def in_sql(text):
    with connection.cursor() as cursor:
        cursor.execute("SELECT fold(%s::text), vi_sort(%s::text)", [text, text])
        return cursor.fetchone()


@pytest.mark.django_db
@settings(deadline=None)
@given(any_text)
def test_the_sql_functions_are_twins(text):
    assert in_sql(text) == (fold(text), vi_sort(text))


@pytest.mark.django_db
def test_the_sql_functions_on_every_vietnamese_letter():
    letters = "".join(FOLDED)
    for text in (letters, nfd(letters), " ".join(WORDS), nfd(" ".join(WORDS))):
        assert in_sql(text) == (fold(text), vi_sort(text))


@pytest.mark.django_db
def test_the_sql_functions_on_arrays_and_nothing():
    with connection.cursor() as cursor:
        cursor.execute("SELECT fold(ARRAY['Bánh Tét', 'Chả hoa']), fold(NULL::text), vi_sort(NULL::text), fold('')")
        assert cursor.fetchone() == ("banh tet cha hoa", None, None, "")


@pytest.mark.django_db
def test_postgresql_orders_by_the_key_as_python_does():
    with connection.cursor() as cursor:
        cursor.execute('SELECT word FROM unnest(%s::text[]) AS word ORDER BY vi_sort(word) COLLATE "C"', [WORDS[::-1]])
        assert [word for (word,) in cursor.fetchall()] == WORDS
