"""Intake slips: counted for each place and year, given once, printed."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from evaluations.actions.dossiers import accept_dossier, forward_dossier, withdraw_dossier
from evaluations.models import RoundEntry, SlipBook
from evaluations.rules.slips import slip_text
from products.models import Level
from tests.evaluations.council_room import screen
from tests.evaluations.intake_room import TODAY, at_commune, at_province
from tests.factories import level_of, make_place

pytestmark = pytest.mark.django_db
PATTERN = "{number}/PĐK-{province}-{place}-{year}"


@pytest.fixture(autouse=True)
def in_2026(settings):
    settings.BUSINESS_DAY = TODAY


def test_a_pattern_is_filled_in():
    parts = {"number": 7, "province": "86", "place": "29242", "year": 2026}
    assert slip_text(PATTERN, **parts) == "7/PĐK-86-29242-2026"
    assert slip_text("{number}", **parts) == "7"
    assert slip_text("{khác}/{number}", **parts) == "{khác}/7"


def test_commune_and_province_count_for_themselves(province, district, commune, officer):
    other = make_place("Xã Bên", parent=district)
    slips = [at_province(name, place, officer) for name, place in (("A", commune), ("B", other), ("C", commune))]
    printed = f"PĐK-{province.code}-{commune.code}-2026", f"PĐK-{province.code}-{other.code}-2026"
    assert [entry.slip for entry in slips] == [f"1/{printed[0]}", f"2/{printed[1]}", f"3/{printed[0]}"]
    below = RoundEntry.objects.filter(level__key="commune").order_by("pk")
    assert [entry.slip for entry in below] == [f"1/{printed[0]}", f"1/{printed[1]}", f"2/{printed[0]}"]


def test_a_year_begins_with_one_again_and_no_number_comes_twice(settings, province, commune, officer):
    first = at_commune("A", commune, officer)
    withdraw_dossier(first, why="Chủ thể rút", by=officer)
    second = at_commune("B", commune, officer)
    settings.BUSINESS_DAY = date(2027, 1, 15)
    third = at_commune("C", commune, officer, on=date(2027, 1, 10))
    assert [(entry.slip_year, entry.slip_number) for entry in (first, second, third)] == [
        (2026, 1),
        (2026, 2),
        (2027, 1),
    ]
    with pytest.raises(DatabaseError), transaction.atomic():
        RoundEntry.objects.filter(pk=second.pk).update(slip_number=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        SlipBook.objects.filter(place=commune, year=2026).update(last=1)


def test_another_attempt_has_a_slip_of_its_own(commune, province, officer):
    above = at_province("A", commune, officer)
    assert above.slip.startswith("1/")
    accept_dossier(above, by=officer)
    centre = RoundEntry.objects.filter(level__mode="recorded")
    assert not centre.exists()
    Level.objects.filter(pk=level_of("26-2026", "commune").pk).update(slip_pattern="")
    entry = at_commune("B", commune, officer)
    assert (entry.slip_year, entry.slip_number, entry.slip) == (None, None, "")
    screen(entry, officer)
    assert forward_dossier(entry, on=TODAY, by=officer).slip == f"2/PĐK-{province.code}-{commune.code}-2026"


def test_the_slip_is_shown_and_printed(sign_in, officer, stranger, commune, province):
    entry = at_commune("Mứt gừng", commune, officer)
    client, number = sign_in(officer), f"1/PĐK-{province.code}-{commune.code}-2026"
    shown = client.get(reverse("staff:dossier-detail", args=[entry.dossier_id]))
    assert number in shown.text
    address = reverse("staff:entry-slip", args=[entry.pk])
    assert f'href="{address}"' in shown.text
    printed = client.get(address).text
    for words in (number, "Mứt gừng", "02/11/2026", "UBND xã Minh Hoạ", "……… / 5"):
        assert words in printed
    assert sign_in(stranger).get(address).status_code == 404
