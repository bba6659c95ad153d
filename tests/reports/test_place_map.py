"""The map of tiles: every unit has its tile, every tile leads to its list."""

from __future__ import annotations

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from core.models import HistoryEntry, Place
from products.actions.decisions import issue_decision
from reports.imports import load_tiles
from reports.models import PlaceTile
from tests.conftest import FIXTURES
from tests.factories import level_of, line, make_producer, make_product, paper

pytestmark = pytest.mark.django_db
FILE = FIXTURES / "tiles" / "tra-vinh.csv"


@pytest.fixture
def recognised(law, places, officer, settings):
    """Three products of Càng Long, one of Cầu Kè, one without a place."""
    settings.BUSINESS_DAY = date(2025, 8, 1)
    slugs = ["xa-huyen-hoi-huyen-cang-long"] * 3 + ["xa-an-phu-tan-huyen-cau-ke", None]
    units = [Place.objects.filter(slug=slug).first() for slug in slugs]
    lines = [line(make_product(producer=make_producer(place=unit)), 4) for unit in units]
    issue_decision(paper("1/QĐ-UBND", date(2024, 1, 12), level=level_of("148-2023")), lines, by=officer)


def tiles_of(answer):
    return {tile["name"]: tile for group in answer.context["groups"] for tile in group["tiles"]}


def test_every_district_has_a_tile_of_its_own(places):
    assert load_tiles(FILE) == 9
    assert load_tiles(FILE) == 9
    assert HistoryEntry.objects.filter(verb="load_tiles").count() == 1
    at = set(PlaceTile.objects.values_list("row", "column"))
    districts = set(Place.objects.filter(level="district").values_list("slug", flat=True))
    assert (len(at), set(PlaceTile.objects.values_list("place__slug", flat=True))) == (9, districts)


@pytest.mark.parametrize("day", ["2024-02-01", "2025-08-01"])
def test_districts_stand_where_they_lie(client, recognised, day):
    load_tiles(FILE)
    answer = client.get(f"/thong-ke/ban-do/?ngay={day}")
    tiles = tiles_of(answer)
    assert [group["is_placed"] for group in answer.context["groups"]] == [True]
    assert {
        name: (tile["count"], tile["shade"], tile["row"], tile["column"])
        for name, tile in tiles.items()
        if tile["shade"]
    } == {"Huyện Càng Long": ("3", 4, 1, 2), "Huyện Cầu Kè": ("1", 2, 2, 1)}
    assert answer.context["unknown"]["count"] == "1"
    for tile in [*tiles.values(), answer.context["unknown"]]:
        assert str(client.get(tile["url"]).context["count"]) == tile["count"]


def test_without_a_layout_units_stand_in_the_order_of_names(client, recognised):
    answer = client.get("/thong-ke/ban-do/?ngay=2024-02-01")
    assert [group["is_placed"] for group in answer.context["groups"]] == [False]
    assert list(tiles_of(answer))[:3] == ["Huyện Càng Long", "Huyện Cầu Kè", "Huyện Cầu Ngang"]


@pytest.mark.parametrize(("cap", "count"), [("xa-cu", 104), ("xa-moi", 124), ("commune", 124)])
def test_communes_stand_by_their_district(client, recognised, cap, count):
    load_tiles(FILE)
    answer = client.get(f"/thong-ke/ban-do/?ngay=2025-08-01&cap={cap}")
    groups = {group["name"]: [tile["name"] for tile in group["tiles"]] for group in answer.context["groups"]}
    assert sum(map(len, groups.values())) == count
    assert ("Xã Huyền Hội" if cap == "xa-cu" else "Xã An Trường") in groups["Huyện Càng Long"]
    assert ("" in groups) == (cap != "xa-cu")  # new ones that straddle districts, or lie in other old provinces


def test_new_units_of_an_old_day(client, recognised):
    old = client.get("/thong-ke/ban-do/?ngay=2024-02-01&cap=commune")
    new = client.get("/thong-ke/ban-do/?ngay=2024-02-01&cap=xa-moi")
    assert {name: tile["count"] for name, tile in tiles_of(old).items() if tile["shade"]} == {
        "Xã Huyền Hội": "3",
        "Xã An Phú Tân": "1",
    }
    shown = {name: tile for name, tile in tiles_of(new).items() if tile["shade"]}
    assert sum(int(tile["count"]) for tile in shown.values()) == 4
    assert all(Place.objects.get(name=name, valid_to=None) for name in shown)


def test_the_map_costs_two_queries(client, recognised, django_assert_num_queries):
    load_tiles(FILE)
    client.get("/thong-ke/ban-do/")
    with django_assert_num_queries(2):  # the tag of the page, and whether anything changed
        client.get("/thong-ke/ban-do/?ngay=2025-07-15")


def test_the_command_loads_a_layout_or_says_what_is_wrong(places, tmp_path):
    call_command("load_tiles", str(FILE), stdout=StringIO())
    assert PlaceTile.objects.count() == 9
    wrong = tmp_path / "sai.csv"
    for text in ("place,row,column\nhuyen-khong-co,1,1\n", "place,row,column\nhuyen-cau-ke,9,1\n", "place,row\nx,1\n"):
        wrong.write_text(text, encoding="utf-8")
        with pytest.raises(CommandError, match=r"sai\.csv"):
            call_command("load_tiles", str(wrong), stdout=StringIO())
    assert PlaceTile.objects.get(place__slug="huyen-cau-ke").row == 2
