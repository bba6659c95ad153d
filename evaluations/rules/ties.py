"""Likely ties between who scores and whose product it is: the same words, nothing decided. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from core.text import fold
from evaluations.enums import Tie
from producers.rules.identifiers import clean_phone

# A single word is no name: “Lan” stands in many.
FEWEST_WORDS = 2


@dataclass(frozen=True)
class Scorer:
    """What is known of a seat: name and unit of the founding decision, e-mail of the account, what was noted down."""

    name: str
    unit: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    tax_code: str = ""


@dataclass(frozen=True)
class Maker:
    """What is known of a producer; `representatives` only where they may be read.

    `address` is the detail within the unit that `place` names.
    """

    names: Sequence[str]
    email: str = ""
    representatives: Sequence[str] = ()
    phone: str = ""
    address: str = ""
    place: str = ""
    tax_code: str = ""


def ties_of(scorer: Scorer, maker: Maker) -> list[Tie]:
    """What the two have in common, by folded words: “Trần Thị Lan” stands in “Hộ kinh doanh TRẦN THỊ LAN”."""
    name, unit = _words(scorer.name), _words(scorer.unit)
    names = [_words(each) for each in maker.names]
    found = {
        Tie.NAME: any(_holds(each, name) for each in names),
        Tie.UNIT: any(_holds(unit, each) for each in names),
        Tie.EMAIL: _same(scorer.email.strip().lower(), maker.email.strip().lower()),
        Tie.PHONE: _same(clean_phone(scorer.phone), clean_phone(maker.phone)),
        # “Ấp 3” is in every commune: the unit is to stand there too.
        Tie.ADDRESS: all(_holds(_words(scorer.address), _words(each)) for each in (maker.address, maker.place)),
        Tie.TAX_CODE: _same(_digits(scorer.tax_code), _digits(maker.tax_code)),
        Tie.REPRESENTATIVE: any(_holds(_words(each), name) for each in maker.representatives),
    }
    return [tie for tie, is_there in found.items() if is_there]


def _same(one: str | None, other: str | None) -> bool:
    """True for the same; nothing is the same as nothing."""
    return bool(one) and one == other


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", fold(text))


def _holds(text: list[str], part: list[str]) -> bool:
    """True when the part stands in the text, word by word."""
    size = len(part)
    return size >= FEWEST_WORDS and any(text[at : at + size] == part for at in range(len(text) - size + 1))
