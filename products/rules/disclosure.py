"""Which closed contact details of a producer a text typed by hand would tell. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from urllib.parse import unquote

from core.text import fold
from products.rules.public_fields import HOMES


def closed_contacts(producer: Any, on: date) -> dict[str, str]:
    """The telephone and e-mail without a consent to them, and the address of a home, by column; empty ones too."""
    closed = {"phone", "email"} - producer.consented(on)
    if producer.legal_form in HOMES:
        closed.add("address")
    return {column: getattr(producer, column) for column in sorted(closed)}


def told_in(texts: Iterable[str], contacts: Mapping[str, str]) -> str:
    """The first column of these contacts that the texts tell, however it is written; empty when they tell none."""
    whole = [unquote(text) for text in texts]
    return next((column for column, kept in contacts.items() if kept and _TELLS[column](whole, kept)), "")


def outlets_to_show(outlets: Iterable[Any], on: date) -> list[Any]:
    """The outlets that tell nothing their maker keeps to itself: it may have come after them."""
    return [each for each in outlets if not told_in(each.texts, closed_contacts(each.product.producer, on))]


def _tells_address(texts: list[str], address: str) -> bool:
    words = _words(address)
    return bool(words.strip()) and any(words in _words(text) for text in texts)


def _tells_email(texts: list[str], email: str) -> bool:
    return any(email.lower() in text.lower() for text in texts)


def _tells_phone(texts: list[str], phone: str) -> bool:
    """`phone` is in E.164 form: its country code or the leading 0 may be written or not."""
    number = phone.removeprefix("+84").removeprefix("+")
    return any(number in re.sub(r"\D", "", text) for text in texts)


def _words(text: str) -> str:
    """The words of a text without marks and signs, so that whole words are found in it."""
    return f" {' '.join(re.findall(r'[a-z0-9]+', fold(text)))} "


_TELLS = {"address": _tells_address, "email": _tells_email, "phone": _tells_phone}
