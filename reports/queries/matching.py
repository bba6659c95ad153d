"""How a thing that may be about a person is found: by words of names, or by a whole number or address.

Each gives the condition of the rows, empty for a text that is not what such a thing is found by.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models
from django.db.models import F, Func, Q, QuerySet, Value

from core.fields import Fold
from core.models import User
from core.text import words_of
from evaluations.models import CouncilMember, TeamMember
from producers.models import Producer, RepresentativeProfile
from producers.rules.identifiers import clean_identifier, clean_phone, is_personal
from products.models import LabelReport, Recognition, ScoreApproval
from reports.rules.contacts import addresses_in, phones_in

LEDGER = (Recognition, ScoreApproval)
# By so many last digits rows are told apart before their numbers are read: country codes are not always written.
LAST_DIGITS = 6


# --------------------------------------------------------------------- parts
def is_name(text: str) -> bool:
    """Whether words are looked for, and no number or address."""
    return bool(words_of(text)) and "@" not in text and not clean_phone(text)


def _names(text: str, *columns: str) -> Q:
    """Every word of the text stands in one of the folded columns; nothing for no words."""
    found = Q()
    for word in words_of(text):
        holds = Q()
        for column in columns:
            holds |= Q(**{f"{column}__contains": word})
        found &= holds
    return found


def _once_named(model: Any, text: str, *columns: str) -> Q:
    """The rows of which a version, the present one among them, bears every word of the text in these columns."""
    folded = {f"{column}_folded": Fold(column) for column in columns}
    versions = model.events.rel.related_model.objects.alias(**folded).filter(_names(text, *folded))
    return Q(pk__in=versions.values("pgh_obj"))


def _printed_as(text: str) -> Q:
    """The producers that a row of the ledger names so, voided ones too."""
    found = Q()
    for model in LEDGER:
        rows = model._default_manager.alias(folded=Fold("producer_name")).filter(_names(text, "folded"))
        found |= Q(pk__in=rows.values("producer")) | Q(pk__in=rows.values("entered_producer"))
    return found


def _contacts(text: str, *prefixes: str) -> Q:
    """The whole e-mail address or telephone number in columns of these prefixes."""
    found = Q()
    phone = clean_phone(text)
    for prefix in prefixes:
        if "@" in text:
            found |= Q(**{f"{prefix}email__iexact": text})
        elif phone:
            found |= Q(**{f"{prefix}phone": phone})
    return found


# --------------------------------------------------------------------- producers
def match_producer(text: str) -> Q:
    """By contacts, a citizen's number or names, all of now, of before and as printed, or a representative's name."""
    code = clean_identifier(text)
    if is_personal(code):
        return Q(code=code) | Q(events__code=code)
    if "@" in text or clean_phone(text):
        return _contacts(text, "", "events__")
    if not is_name(text):
        return Q()
    represented = Q(pk__in=represented_by(text).values("producer"))
    return _once_named(Producer, text, "name", "other_names") | _printed_as(text) | represented


def represented_by(text: str) -> QuerySet[RepresentativeProfile]:
    """Who represents or represented a producer and bears every word of the name."""
    return RepresentativeProfile.objects.filter(_names(text, "name_fold"))


# --------------------------------------------------------------------- accounts and seats
def match_user(text: str) -> Q:
    """By a whole e-mail address or by names, of now and of before."""
    if "@" in text:
        return _contacts(text, "", "events__", "emailaddress__")
    return _once_named(User, text, "full_name", "username") if is_name(text) else Q()


def match_seat(text: str) -> Q:
    """By the name on the council, a whole telephone number or tax code, of now and of before."""
    code, phone = clean_identifier(text), clean_phone(text)
    if code[:1].isdecimal() or phone:
        held = Q(phone=phone) | Q(events__phone=phone) if phone else Q()
        return held | Q(tax_code=code) | Q(events__tax_code=code)
    return _once_named(CouncilMember, text, "full_name") if is_name(text) else Q()


def match_adviser(text: str) -> Q:
    """By the name on the advisory team, of now and of before."""
    return _once_named(TeamMember, text, "full_name") if is_name(text) else Q()


# --------------------------------------------------------------------- papers and reports
def match_signer(paper: type[models.Model], text: str) -> Q:
    """By who signed a paper, as it says now or said before."""
    return _once_named(paper, text, "signer") if is_name(text) else Q()


def match_report(text: str) -> Q:
    """By a whole number or address in the contact that who reported a label left, or by words of what was written."""
    if "@" in text:
        rows = LabelReport.objects.filter(contact__icontains=text)
        return _written_in(rows, lambda contact: text.casefold() in addresses_in(contact))
    phone = clean_phone(text)
    if phone:
        digits = Func(F("contact"), Value(r"\D"), Value(""), Value("g"), function="regexp_replace")
        rows = LabelReport.objects.alias(digits=digits).filter(digits__contains=phone[-LAST_DIGITS:])
        return _written_in(rows, lambda contact: phone in phones_in(contact))
    if not is_name(text):
        return Q()
    # Digits are no name: part of somebody's number would be one here.
    columns = ("seen", "where") if any(sign.isdecimal() for sign in text) else ("contact", "seen", "where")
    written = {f"{column}_folded": Fold(column) for column in columns}
    return Q(pk__in=LabelReport.objects.alias(**written).filter(_names(text, *written)).values("pk"))


def _written_in(rows: QuerySet[LabelReport], holds: Callable[[str], bool]) -> Q:
    """Of reports that may hold it those that hold it whole."""
    return Q(pk__in=[pk for pk, contact in rows.values_list("pk", "contact") if holds(contact)])
