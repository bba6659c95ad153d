"""Loading places, and reading them on a day."""

from datetime import date
from io import StringIO

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from core.actions.places import PlacesLoaded, load_places, renew_cover
from core.errors import ActionRefused
from core.models import Generation, HistoryEntry, Place, PlaceCover, PlaceSuccession
from core.queries import home_province, units_on
from core.queries.history import lines_of
from tests.conftest import FIXTURES

pytestmark = pytest.mark.django_db

HEAD = "slug,code,name,kind,level,parent,valid_from,valid_to,successors,basis\n"
PROVINCE = "tinh-minh-hoa,99,Tỉnh Minh Họa,province,province,,,,,\n"
OLD = "xa-cu,99001,Xã Cũ,commune,commune,tinh-minh-hoa,,30/06/2025,xa-moi,1/NQ-MH\n"
NEW = "xa-moi,99002,Xã Mới,commune,commune,tinh-minh-hoa,01/07/2025,,,\n"
BEFORE, BETWEEN, AFTER = date(2022, 10, 1), date(2025, 2, 1), date(2025, 8, 1)


def at(slug):
    return Place.objects.get(slug=slug)


def tables():
    """All that a load writes, row ids included."""
    return [list(model.objects.order_by("pk").values()) for model in (Place, PlaceSuccession, PlaceCover)]


# --------------------------------------------------------------------- loading
def test_the_real_units(places):
    in_force = {day: Place.objects.in_force(day).filter(level="commune") for day in (BEFORE, BETWEEN, AFTER)}
    assert {day: units.count() for day, units in in_force.items()} == {BEFORE: 106, BETWEEN: 104, AFTER: 124}
    assert in_force[AFTER].filter(kind="ward").count() == 19
    assert Place.objects.in_force(BEFORE).filter(level="district").count() == 9
    assert Place.objects.in_force(AFTER).filter(level="district").count() == 0
    assert PlaceSuccession.objects.filter(successor__slug="tinh-vinh-long").count() == 3
    assert Place.objects.filter(valid_from=date(1900, 1, 1)).count() == 118
    assert not Place.objects.filter(valid_from_known=True).exclude(valid_from=date(2025, 7, 1)).exists()


def test_one_code_names_different_units_over_time(places):
    found = Place.objects.filter(code="29242").order_by("valid_from")
    assert [(unit.name, unit.valid_from, unit.valid_to) for unit in found] == [
        ("Phường 3", date(1900, 1, 1), date(2025, 6, 30)),
        ("Phường Trà Vinh", date(2025, 7, 1), None),
    ]


def test_names_are_spelt_in_one_way(places):
    assert not Place.objects.filter(name__regex="o[àáảãạ]( |$)|[^q]u[ỳýỷỹỵ]( |$)").exists()
    assert at("phuong-nguyet-hoa").name == "Phường Nguyệt Hóa"


def test_vietnamese_order(places):
    names = Place.objects.filter(level="district").order_by("name_sort").values_list("name", flat=True)
    assert list(names) == [
        "Huyện Càng Long",
        "Huyện Cầu Kè",
        "Huyện Cầu Ngang",
        "Huyện Châu Thành",
        "Huyện Duyên Hải",
        "Huyện Tiểu Cần",
        "Huyện Trà Cú",
        "Thành phố Trà Vinh",
        "Thị xã Duyên Hải",
    ]


def test_a_second_run_changes_nothing(places):
    before, generation, acts = tables(), Generation.objects.get().number, HistoryEntry.objects.count()
    for file in sorted((FIXTURES / "places").glob("*.csv")):
        text = file.read_text(encoding="utf-8")
        loaded = load_places(text, by=None)
        assert loaded == PlacesLoaded(created=0, changed=0, same=len(text.splitlines()) - 1)
    assert tables() == before
    assert Generation.objects.get().number == generation
    assert HistoryEntry.objects.count() == acts


def test_a_file_brings_units_validity_and_successors():
    assert load_places(HEAD + OLD + NEW + PROVINCE, by=None) == PlacesLoaded(created=3, changed=0, same=0)
    succession = PlaceSuccession.objects.get()
    assert (succession.predecessor, succession.successor) == (at("xa-cu"), at("xa-moi"))
    assert (succession.on, succession.basis) == (date(2025, 7, 1), "1/NQ-MH")
    assert (at("xa-cu").valid_from_known, at("xa-moi").valid_from_known) == (False, True)
    assert set(PlaceCover.objects.values_list("place__slug", "covered__slug", "since")) == {
        ("tinh-minh-hoa", "tinh-minh-hoa", None),
        ("tinh-minh-hoa", "xa-cu", None),
        ("tinh-minh-hoa", "xa-moi", None),
        ("xa-cu", "xa-cu", None),
        ("xa-cu", "xa-moi", None),
        ("xa-moi", "xa-cu", date(2025, 7, 1)),
        ("xa-moi", "xa-moi", None),
    }


def test_old_units_can_come_later_and_what_the_file_does_not_name_stays():
    load_places(HEAD + PROVINCE + NEW, by=None)
    assert load_places(HEAD + OLD, by=None) == PlacesLoaded(created=1, changed=0, same=0)
    assert set(Place.objects.values_list("slug", flat=True)) == {"tinh-minh-hoa", "xa-cu", "xa-moi"}
    assert PlaceCover.objects.filter(place=at("xa-cu"), covered=at("xa-moi"), since=None).exists()


def test_a_changed_file_changes_the_units_and_says_what():
    load_places(HEAD + PROVINCE + OLD + NEW, by=None)
    number, pk = Generation.objects.get().number, at("xa-cu").pk
    changed = OLD.replace("Xã Cũ", "Xã Cũ Kỹ").replace("xa-moi,1/NQ-MH", ",")
    loaded = load_places(HEAD + PROVINCE + changed + NEW, by=None, why="sửa.csv")
    assert loaded == PlacesLoaded(created=0, changed=1, same=2)
    assert (at("xa-cu").pk, at("xa-cu").name, at("xa-cu").name_fold) == (pk, "Xã Cũ Kỹ", "xa cu ky")
    assert PlaceSuccession.objects.count() == 0
    assert not PlaceCover.objects.filter(place=at("xa-moi"), covered=at("xa-cu")).exists()
    assert Generation.objects.get().number == number + 1
    entry = HistoryEntry.objects.first()
    assert (entry.verb, entry.subject, entry.why, entry.by) == ("load_places", at("xa-cu"), "sửa.csv", None)
    assert entry.data == {
        "created": [],
        "changed": {"xa-cu": {"name": ["Xã Cũ", "Xã Cũ Kỹ"], "successors": ["xa-moi", ""], "basis": ["1/NQ-MH", ""]}},
    }
    [told] = lines_of([entry])
    assert [str(change) for change in told.changes] == [
        "xa-cu, tên: Xã Cũ → Xã Cũ Kỹ",
        "xa-cu, căn cứ: 1/NQ-MH → –",
        "xa-cu, đơn vị kế thừa: xa-moi → –",
    ]
    assert told.details == []


def test_a_file_with_faults_saves_nothing_and_names_them_all():
    load_places(HEAD + PROVINCE, by=None)
    before = tables()
    wrong = (
        NEW.replace("01/07/2025", "31/06/2025") + OLD.replace("tinh-minh-hoa", "tinh-khac") + "xa-x,,Xã X,ward,commune"
    )
    with pytest.raises(ActionRefused) as refusal:
        load_places(HEAD + "xa-y,99009,Xã Y,commune,commune,tinh-minh-hoa,,,,\n" + wrong, by=None)
    assert [str(reason) for reason in refusal.value.reasons] == [
        "Dòng 3, cột valid_from: Không có ngày “31/06/2025” trên lịch.",
        "Dòng 4, cột parent: không có đơn vị tinh-khac.",
        "Dòng 5, cột code: để trống.",
    ]
    assert tables() == before


def test_the_cover_is_made_anew_when_it_is_not_so():
    load_places(HEAD + PROVINCE + OLD + NEW, by=None)
    assert renew_cover() is False
    PlaceCover.objects.filter(place=at("xa-moi")).delete()
    assert renew_cover() is True
    assert PlaceCover.objects.filter(place=at("xa-moi")).count() == 2


def test_the_command(tmp_path):
    file = tmp_path / "minh-hoa.csv"
    file.write_text(HEAD + PROVINCE + NEW, encoding="utf-8")
    for expected in ("2 địa bàn mới, 0 thay đổi, 0 như cũ", "0 địa bàn mới, 0 thay đổi, 2 như cũ"):
        out = StringIO()
        call_command("load_places", str(file), stdout=out)
        assert out.getvalue() == f"minh-hoa.csv: {expected}\n"


def test_the_command_lists_the_faults_and_fails(tmp_path):
    file = tmp_path / "minh-hoa.csv"
    file.write_text(HEAD + NEW, encoding="utf-8")
    errors = StringIO()
    with pytest.raises(CommandError, match=r"^minh-hoa\.csv: 1 lỗi, không lưu gì\.$"):
        call_command("load_places", str(file), stderr=errors)
    assert errors.getvalue() == "Dòng 2, cột parent: không có đơn vị tinh-minh-hoa.\n"
    assert Place.objects.count() == 0


def test_the_command_says_what_it_cannot_read(tmp_path):
    with pytest.raises(CommandError, match=r"^Không mở được tệp .*: No such file or directory\.$"):
        call_command("load_places", str(tmp_path / "khong-co.csv"))
    file = tmp_path / "cu.csv"
    file.write_bytes("slug,Tỉnh".encode("utf-16"))
    with pytest.raises(CommandError, match=r"^cu\.csv không phải văn bản UTF-8\."):
        call_command("load_places", str(file))


# --------------------------------------------------------------------- reading
def test_the_home_province_goes_with_the_day(places, django_assert_num_queries):
    assert home_province(BEFORE).slug == "tinh-tra-vinh"
    assert home_province(date(2025, 6, 30)).slug == "tinh-tra-vinh"
    with django_assert_num_queries(2):
        assert home_province(date(2025, 7, 1)).slug == "tinh-vinh-long"


def test_a_home_province_that_is_not_there_is_said_clearly(settings):
    settings.HOME_PROVINCE = "tinh-khong-co"
    with pytest.raises(ImproperlyConfigured, match="'tinh-khong-co', which is no place here"):
        home_province(BEFORE)


def test_units_that_cover_a_place_on_a_day(places):
    ward = at("phuong-6-thanh-pho-tra-vinh")
    found = {
        day: {unit.slug for unit in Place.objects.in_force(day).covering(ward.pk, day)} for day in (BEFORE, AFTER)
    }
    assert found == {
        BEFORE: {"phuong-6-thanh-pho-tra-vinh", "thanh-pho-tra-vinh", "tinh-tra-vinh"},
        AFTER: {"phuong-tra-vinh", "tinh-vinh-long"},
    }
    assert {unit.slug for unit in Place.objects.covering(ward.pk, BEFORE)} == found[BEFORE]


def units(on, level):
    return {
        slug: found.slug
        for slug, found in (
            (Place.objects.get(pk=place).slug, unit) for place, unit in units_on(on, level, home_province(on)).items()
        )
    }


@pytest.mark.parametrize(("on", "known", "distinct"), [(BEFORE, 110, 106), (BETWEEN, 110, 104), (AFTER, 230, 124)])
def test_communes_on_a_day(places, django_assert_num_queries, on, known, distinct):
    province = home_province(on)
    with django_assert_num_queries(2):
        found = units_on(on, "commune", province)
    assert (len(found), len({unit.pk for unit in found.values()})) == (known, distinct)
    assert all(unit.is_in_force(on) for unit in found.values())


def test_the_commune_of_a_place_follows_the_day(places):
    assert units(BEFORE, "commune")["phuong-6-thanh-pho-tra-vinh"] == "phuong-6-thanh-pho-tra-vinh"
    assert units(BETWEEN, "commune")["phuong-6-thanh-pho-tra-vinh"] == "phuong-3-thanh-pho-tra-vinh"
    after = units(AFTER, "commune")
    assert after["phuong-6-thanh-pho-tra-vinh"] == "phuong-tra-vinh"
    assert after["phuong-5-thanh-pho-tra-vinh"] == "phuong-hoa-thuan"
    assert "xa-an-phu-tan" not in units(BEFORE, "commune")


@pytest.mark.parametrize("on", [BEFORE, AFTER])
def test_figures_by_district_and_by_former_district(places, on):
    found = units(on, "district")
    assert set(found.values()) == set(Place.objects.filter(level="district").values_list("slug", flat=True))
    assert len(found) == 9 + 106 + 38
    assert found["xa-an-phu-tan"] == "huyen-cau-ke"
    assert not {"phuong-hoa-thuan", "phuong-nguyet-hoa", "xa-ngu-lac"} & set(found)


def test_provinces_on_a_day(places):
    assert set(units(BEFORE, "province").values()) == {"tinh-tra-vinh"}
    assert len(units(BEFORE, "province")) == 1 + 9 + 106 + 41
    assert set(units(AFTER, "province").values()) == {"tinh-vinh-long"}
    assert len(units(AFTER, "province")) == Place.objects.count() == 243


def test_the_former_province_can_be_asked_after_its_end(places):
    found = units_on(AFTER, "commune", at("tinh-tra-vinh"))
    assert len({unit.pk for unit in found.values()}) == 41
    assert len(found) == 106 + 41


def test_a_commune_that_went_to_another_district_is_counted_in_the_new_one_from_then_on():
    rows = (
        "huyen-a,991,Huyện A,district,district,tinh-minh-hoa,,,,\n"
        "huyen-b,992,Huyện B,district,district,tinh-minh-hoa,,,,\n"
        "xa-a,99001,Xã A,commune,commune,huyen-a,,31/12/2023,xa-b,\n"
        "xa-b,99002,Xã B,commune,commune,huyen-b,01/01/2024,,,\n"
    )
    load_places(HEAD + PROVINCE + rows, by=None)
    province = at("tinh-minh-hoa")
    assert units_on(date(2023, 12, 31), "district", province)[at("xa-a").pk].slug == "huyen-a"
    assert units_on(date(2024, 1, 1), "district", province)[at("xa-a").pk].slug == "huyen-b"
