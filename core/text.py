"""Vietnamese text for searching and sorting: `fold` and `vi_sort`, with the SQL functions made from the same tables.

Both are pure and agree with their SQL twins on every text that PostgreSQL can store. No ICU and no unaccent is
needed, so any PostgreSQL build will do (docs/decisions/0003-vietnamese-text.md).
"""

from __future__ import annotations

import re
import unicodedata

# The 33 letters in dictionary order (29 Vietnamese ones and f j w z).
ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
VOWELS = "aăâeêioôơuưy"
# Tone marks in dictionary order after "no mark": huyền, hỏi, ngã, sắc, nặng.
TONES = "\u0300\u0309\u0303\u0301\u0323"
PLAIN = dict(zip("ăâđêôơư", "aadeoou", strict=True))
# Codes that sort as bytes: space and digits below, then one capital or small letter for each of the 33.
CODES = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg"
# Between letters and tones, so that a text stands before every text that only goes on from it.
BELOW_ALL = "\x01"
# Marks left over after composition (typed on letters that have no composed form) are dropped.
LOOSE_MARKS = TONES + "\u0302\u0306\u031b"


def _toned(vowel: str, tone: str) -> str:
    return unicodedata.normalize("NFC", vowel + tone)


def _tables() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Character tables for fold, the primary key and the tone key; each maps one character to one."""
    folded: dict[str, str] = {}
    primary: dict[str, str] = {}
    tones: dict[str, str] = {}
    for letter, code in zip(ALPHABET, CODES, strict=True):
        forms = [(letter, "0")]
        if letter in VOWELS:
            forms += [(_toned(letter, mark), str(place)) for place, mark in enumerate(TONES, start=1)]
        for form, tone in forms:
            for character in (form, form.upper()):
                folded[character] = PLAIN.get(letter, letter)
                primary[character] = code
                tones[character] = tone
    return folded, primary, tones


FOLDED, PRIMARY, TONE_DIGITS = _tables()


def _translation(table: dict[str, str]) -> dict[int, str | None]:
    mapping: dict[str, str | None] = {**table, **dict.fromkeys(LOOSE_MARKS)}
    return str.maketrans(mapping)


_FOLD = _translation(FOLDED)
_PRIMARY = _translation(PRIMARY)
_TONES = _translation(TONE_DIGITS)


def fold(value: str) -> str:
    """The text in lower case ASCII letters: 'Dừa sáp Đặc biệt' becomes 'dua sap dac biet'; other signs stay."""
    # Composed again at the end: where a dropped mark stood between a letter and another mark, these two now meet.
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", value).translate(_FOLD))


def vi_sort(value: str) -> str:
    """A key whose byte order is Vietnamese dictionary order: letters first, then tones."""
    composed = unicodedata.normalize("NFC", value)
    return f"{composed.translate(_PRIMARY)}{BELOW_ALL}{composed.translate(_TONES)}"


_UNSORTED = str.maketrans({code: PLAIN.get(letter, letter) for letter, code in zip(ALPHABET, CODES, strict=True)})


def fold_of_sort_key(key: str) -> str:
    """The folded text whose sort key this is."""
    return key.partition(BELOW_ALL)[0].translate(_UNSORTED)


def slug_of(value: str) -> str:
    """An address part: folded, words joined by hyphens; 'muc' when nothing is left."""
    return re.sub(r"[^a-z0-9]+", "-", fold(value)).strip("-") or "muc"


def words_of(value: str) -> list[str]:
    """The folded words of a search text, in order, without repeats."""
    return list(dict.fromkeys(re.findall(r"[a-z0-9]+", fold(value))))


def _sql_translate(argument: str, table: dict[str, str]) -> str:
    """`translate(…)` in SQL; characters without a partner in the second text are dropped, as in Python."""
    source = "".join(table) + LOOSE_MARKS
    return f"translate(normalize({argument}, NFC), '{source}', '{''.join(table.values())}')"


def create_functions_sql() -> str:
    """SQL that makes `fold(text)`, `fold(text[])` and `vi_sort(text)`."""
    head = "LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS"
    one, many = _sql_translate("$1", FOLDED), _sql_translate("array_to_string($1, ' ')", FOLDED)
    letters, tones = _sql_translate("$1", PRIMARY), _sql_translate("$1", TONE_DIGITS)
    return f"""
    CREATE OR REPLACE FUNCTION fold(text) RETURNS text {head} $$SELECT normalize({one}, NFC)$$;
    CREATE OR REPLACE FUNCTION fold(text[]) RETURNS text {head} $$SELECT normalize({many}, NFC)$$;
    CREATE OR REPLACE FUNCTION vi_sort(text) RETURNS text {head}
      $$SELECT {letters} || chr({ord(BELOW_ALL)}) || {tones}$$;
    """


DROP_FUNCTIONS_SQL = (
    "DROP FUNCTION IF EXISTS vi_sort(text); DROP FUNCTION IF EXISTS fold(text[]); DROP FUNCTION IF EXISTS fold(text);"
)
