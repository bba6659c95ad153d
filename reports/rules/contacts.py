"""Telephone numbers and e-mail addresses within what somebody wrote in own words. Pure."""

from __future__ import annotations

import re

from phonenumbers import Leniency, PhoneNumberFormat, PhoneNumberMatcher, format_number

from producers.rules.identifiers import COUNTRY

ADDRESS = re.compile(r"[^\s,;:<>()\"“”]+@[^\s,;:<>()\"“”]+")


def phones_in(text: str) -> set[str]:
    """Every telephone number of a text, whole and as the register writes numbers (E.164)."""
    found = PhoneNumberMatcher(text, COUNTRY, leniency=Leniency.POSSIBLE)
    return {format_number(match.number, PhoneNumberFormat.E164) for match in found}


def addresses_in(text: str) -> set[str]:
    """Every e-mail address of a text, whole and without regard to capitals."""
    return {address.rstrip(".").casefold() for address in ADDRESS.findall(text)}
