"""What lies in what follows the units and successions that an administrator writes."""

from datetime import date

import pytest
from django.urls import reverse

from core.models import HistoryEntry, Place, PlaceCover, PlaceLevel, PlaceSuccession
from core.queries.history import lines_of
from tests.factories import make_place, make_province

pytestmark = pytest.mark.django_db
MERGED = date(2025, 7, 1)


@pytest.fixture
def district(db):
    return make_place("Huyện Minh Hoạ", parent=make_province(), level=PlaceLevel.DISTRICT)


@pytest.fixture
def signed_in(client, administrator):
    client.force_login(administrator)
    return client


def covers(place):
    """The slugs of the units in which a unit lies, with the day since when."""
    return set(PlaceCover.objects.filter(covered=place).values_list("place__slug", "since"))


def unit(parent, **changes):
    values = {"code": "29999", "name": "Xã Mới", "kind": "commune", "level": "commune", "parent": parent.pk}
    values |= {"why": "Sửa địa bàn minh hoạ"}
    values |= {"valid_from": "01/01/1900", "successions-TOTAL_FORMS": "0", "successions-INITIAL_FORMS": "0"}
    return values | changes


def test_a_unit_added_under_a_parent_lies_in_it(signed_in, district):
    assert signed_in.post(reverse("admin:core_place_add"), unit(district)).status_code == 302
    place = Place.objects.get(slug="xa-moi")
    assert covers(place) == {("xa-moi", None), ("huyen-minh-hoa", None), ("tinh-tra-vinh", None)}


def test_a_unit_set_under_another_parent_lies_in_that_one(signed_in, district):
    place = make_place("Xã Mới", parent=district)
    other = make_place("Huyện Bên Cạnh", parent=district.parent, level=PlaceLevel.DISTRICT)
    address = reverse("admin:core_place_change", args=[place.pk])
    assert signed_in.post(address, unit(other)).status_code == 302
    assert covers(place) == {("xa-moi", None), ("huyen-ben-canh", None), ("tinh-tra-vinh", None)}


def test_a_succession_written_beside_a_unit_counts(signed_in, district):
    place, heir = make_place("Xã Mới", parent=district), make_place("Xã Hợp Nhất", parent=district)
    row = {"successions-TOTAL_FORMS": "1", "successions-0-predecessor": place.pk, "successions-0-successor": heir.pk}
    row |= {"successions-0-on": "01/07/2025", "successions-0-basis": "1/NQ-MH"}
    address = reverse("admin:core_place_change", args=[place.pk])
    assert signed_in.post(address, unit(district, **row)).status_code == 302
    assert ("xa-hop-nhat", MERGED) in covers(place)
    [act] = lines_of(HistoryEntry.objects.filter(verb="admin_add"))
    assert (act.kind, act.entry.label, act.entry.why) == (
        "kế thừa địa bàn",
        "Xã Mới → Xã Hợp Nhất",
        "Sửa địa bàn minh hoạ",
    )
    assert [str(change) for change in act.changes] == [
        "đơn vị cũ: Xã Mới",
        "đơn vị mới: Xã Hợp Nhất",
        "từ ngày: 01/07/2025",
        "căn cứ: 1/NQ-MH",
    ]


def test_successions_added_and_deleted(signed_in, district):
    place, heir = make_place("Xã Cũ", parent=district), make_place("Xã Hợp Nhất", parent=district)
    alone = covers(place)
    for delete in (delete_one, delete_chosen):
        values = {"predecessor": place.pk, "successor": heir.pk, "on": "01/07/2025", "basis": "1/NQ-MH"}
        assert signed_in.post(reverse("admin:core_placesuccession_add"), values).status_code == 302
        assert covers(place) == alone | {("xa-hop-nhat", MERGED)}
        assert delete(signed_in, PlaceSuccession.objects.get()).status_code == 302
        assert covers(place) == alone


def delete_one(client, row):
    return client.post(
        reverse("admin:core_placesuccession_delete", args=[row.pk]), {"post": "yes", "why": "nhập nhầm"}
    )


def delete_chosen(client, row):
    chosen = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes", "why": "nhập nhầm"}
    return client.post(reverse("admin:core_placesuccession_changelist"), chosen)


def test_a_unit_entered_wrongly_is_deleted_with_what_it_took_over(signed_in, district):
    wrong = make_place("Xã Nhầm", parent=district)
    pk = wrong.pk
    address = reverse("admin:core_place_delete", args=[pk])
    assert signed_in.post(address, {"post": "yes", "why": "nhập nhầm"}).status_code == 302
    assert not PlaceCover.objects.filter(covered__slug="xa-nham").exists()
    assert not Place.objects.filter(pk=wrong.pk).exists()
    # what lies in what is worked out, so its rows are not told
    [act] = lines_of(HistoryEntry.objects.filter(verb="admin_delete"))
    assert (act.entry.subject_id, act.entry.why) == (pk, "nhập nhầm")
    assert "tên: Xã Nhầm → –" in [str(change) for change in act.changes]
