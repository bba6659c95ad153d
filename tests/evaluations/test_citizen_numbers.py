"""A citizen's number is compared for those who see it; a seat's contacts are asked for with what they are kept for."""

from __future__ import annotations

from copy import deepcopy

import pytest
from django.test import override_settings
from django.urls import reverse

from evaluations.actions.councils import note_contacts
from evaluations.enums import Tie
from evaluations.queries.councils import sitting
from producers.models import Producer
from tests.evaluations.council_room import account_of
from tests.evaluations.council_steps import words
from tests.evaluations.score_room import TODAY, scoring_round

pytestmark = pytest.mark.django_db
NUMBER = "084187234561"


@pytest.fixture(scope="module")
@override_settings(BUSINESS_DAY=TODAY)
def built(stage):
    """A round whose second seat was noted with the number of the producer of its dossier."""
    province, commune, officer = stage
    found, (entry,) = scoring_round(province, commune, officer, count=1)
    Producer.objects.filter(pk=entry.dossier.product.producer_id).update(code=NUMBER)
    seat = sitting(found.council)[1]
    note_contacts(seat, phone="", address="", tax_code="084 187 234 561", by=officer)
    return found, entry, seat


@pytest.fixture
def room(db, built, settings):
    settings.BUSINESS_DAY = TODAY
    return deepcopy(built)


def test_a_guess_at_a_citizens_number_is_not_answered_to_who_may_not_see_it(
    room, sign_in, secretary, officer, administrator
):
    found, entry, seat = room
    address = reverse("staff:round-detail", args=[found.pk])
    told = {who: [tied.ties for tied in sign_in(who).get(address).context["ties"]] for who in (secretary, officer)}
    assert told == {secretary: [], officer: [[Tie.TAX_CODE]]}
    declare = sign_in(account_of(seat)).get(reverse("staff:score-sheet", args=[entry.pk]))
    assert declare.context["ties"] == []


def test_the_number_of_a_firm_is_everybodys(room, sign_in, secretary, officer):
    found, entry, seat = room
    Producer.objects.filter(pk=entry.dossier.product.producer_id).update(code="0314409058")
    note_contacts(seat, phone="", address="", tax_code="0314409058", by=officer)
    (tied,) = sign_in(secretary).get(reverse("staff:round-detail", args=[found.pk])).context["ties"]
    assert tied.ties == [Tie.TAX_CODE]


def test_the_form_says_what_the_contacts_are_kept_for_and_until_when(room, sign_in, secretary, settings):
    found, _entry, seat = room
    addresses = [
        reverse("staff:seat-contacts", args=[seat.pk]),
        reverse("staff:seat-new", args=[found.council_id]),
    ]
    client = sign_in(secretary)
    for address in addresses:
        text = words(client.get(address))
        for said in ("Ba ô này chỉ để cổng chỉ ra chỗ trùng", "Hãy hỏi người đó trước khi ghi"):
            assert said in text
        assert "Cổng tự xóa 365 ngày sau khi người đó thôi thành viên." in text
    settings.RETENTION = {**settings.RETENTION, "ended_seats": None}
    assert "Người đó thôi thành viên thì hãy xóa." in words(client.get(addresses[0]))
