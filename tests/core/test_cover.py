"""What lies in what: small worlds, any input at all, and the real units."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.rules.cover import Succession, Unit, cover_of
from core.rules.place_rows import read_rows

UNKNOWN = date(1900, 1, 1)
DAY = date(2025, 7, 1)
LATER = date(2026, 7, 1)
FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "places"


def cover(units, *successions):
    """`units`: name → (parent, first day)."""
    return cover_of(
        [Unit(key, parent, starts_on) for key, (parent, starts_on) in units.items()],
        [Succession(*succession) for succession in successions],
    )


# --------------------------------------------------------------------- small worlds
def test_a_unit_lies_in_itself_and_in_all_above_it():
    table = cover({"tinh": (None, UNKNOWN), "huyen": ("tinh", UNKNOWN), "xa": ("huyen", UNKNOWN)})
    assert table == {
        "tinh": {"tinh": None},
        "huyen": {"huyen": None, "tinh": None},
        "xa": {"xa": None, "huyen": None, "tinh": None},
    }


def test_the_successor_covers_from_its_day_on_and_the_later_day_wins_along_a_path():
    units = {"cu": (None, UNKNOWN), "them": (None, UNKNOWN), "moi": (None, DAY), "sau": (None, LATER)}
    table = cover(units, ("cu", "moi", DAY), ("them", "moi", DAY), ("moi", "sau", LATER))
    assert table["cu"] == {"cu": None, "moi": DAY, "sau": LATER}
    assert table["moi"] == {"moi": None, "sau": LATER}
    assert table["sau"] == {"sau": None, "moi": None}


def test_the_sole_predecessor_covers_the_new_unit_always():
    table = cover({"cu": (None, UNKNOWN), "moi": (None, DAY)}, ("cu", "moi", DAY))
    assert table == {"cu": {"cu": None, "moi": DAY}, "moi": {"moi": None, "cu": None}}


def test_a_former_district_covers_a_new_unit_only_when_all_predecessors_lay_in_it():
    units = {
        "huyen-a": (None, UNKNOWN),
        "huyen-b": (None, UNKNOWN),
        "a1": ("huyen-a", UNKNOWN),
        "a2": ("huyen-a", UNKNOWN),
        "a3": ("huyen-a", UNKNOWN),
        "b1": ("huyen-b", UNKNOWN),
        "trong": (None, DAY),
        "giua": (None, DAY),
    }
    successions = [("a1", "trong", DAY), ("a2", "trong", DAY), ("a3", "giua", DAY), ("b1", "giua", DAY)]
    table = cover(units, *successions)
    assert table["trong"] == {"trong": None, "huyen-a": None}
    assert table["giua"] == {"giua": None}


def test_a_unit_that_stood_before_is_not_covered_by_what_it_took_in():
    table = cover({"lon": (None, UNKNOWN), "nho": (None, UNKNOWN)}, ("nho", "lon", DAY))
    assert table == {"lon": {"lon": None}, "nho": {"nho": None, "lon": DAY}}


def test_a_sole_predecessor_that_had_taken_another_in_covers_the_new_unit_from_then_on():
    units = {"lon": (None, UNKNOWN), "nho": (None, UNKNOWN), "moi": (None, LATER)}
    table = cover(units, ("nho", "lon", DAY), ("lon", "moi", LATER))
    assert table["moi"] == {"moi": None, "lon": DAY}


def test_a_divided_unit_is_covered_by_none_of_its_parts_but_by_what_covers_all():
    units = {"tinh": (None, UNKNOWN), "cu": (None, UNKNOWN), "m1": ("tinh", DAY), "m2": ("tinh", DAY)}
    table = cover(units, ("cu", "m1", DAY), ("cu", "m2", DAY))
    assert table["cu"] == {"cu": None, "tinh": DAY}
    assert table["m1"] == {"m1": None, "tinh": None, "cu": None}


def test_a_divided_unit_that_comes_together_again_is_found_from_then_on():
    units = {"cu": (None, UNKNOWN), "m1": (None, DAY), "m2": (None, DAY), "lai": (None, LATER)}
    table = cover(units, ("cu", "m1", DAY), ("cu", "m2", DAY), ("m1", "lai", LATER), ("m2", "lai", LATER))
    assert table["cu"] == {"cu": None, "lai": LATER}
    assert table["lai"] == {"lai": None, "cu": None}


def test_of_several_paths_the_earliest_counts():
    units = {"tinh": (None, UNKNOWN), "cu": ("tinh", UNKNOWN), "moi": ("tinh", DAY)}
    assert cover(units, ("cu", "moi", DAY))["cu"] == {"cu": None, "tinh": None, "moi": DAY}


# --------------------------------------------------------------------- closed for any input
@st.composite
def registers(draw):
    """Any units with parents before them and any successions forward in time."""
    size = draw(st.integers(1, 9))
    days = [UNKNOWN + timedelta(days=number) for number in range(size)]
    parents = [draw(st.none() | st.integers(0, number - 1)) if number else None for number in range(size)]
    starts = [draw(st.sampled_from(days)) for _ in range(size)]
    units = [Unit(str(n), None if parents[n] is None else str(parents[n]), starts[n]) for n in range(size)]
    pairs = st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)).filter(lambda pair: pair[0] < pair[1])
    chosen = draw(st.sets(pairs, max_size=12)) if size > 1 else set()
    return units, [Succession(str(a), str(b), draw(st.sampled_from(days))) for a, b in sorted(chosen)]


@settings(deadline=None)
@given(registers())
def test_the_table_is_reflexive_and_closed(register):
    table = cover_of(*register)
    for covered, places in table.items():
        assert places[covered] is None
        for place, since in places.items():
            for outer, since_outer in table[place].items():
                assert outer in places
                assert (places[outer] or UNKNOWN) <= max(since or UNKNOWN, since_outer or UNKNOWN)


@settings(deadline=None)
@given(registers(), st.randoms())
def test_the_order_of_the_rows_does_not_matter(register, random):
    units, successions = register
    table = cover_of(units, successions)
    assert cover_of(random.sample(units, len(units)), random.sample(successions, len(successions))) == table


# --------------------------------------------------------------------- the real units
def holds(table, covered, place, day):
    return place in table[covered] and (table[covered][place] or UNKNOWN) <= day


@pytest.fixture(scope="module")
def rows():
    found = {}
    for file in sorted(FIXTURES.glob("*.csv")):
        given_rows, faults = read_rows(file.read_text(encoding="utf-8"))
        assert faults == []
        found |= {row.slug: row for row in given_rows}
    return found


@pytest.fixture(scope="module")
def table(rows):
    units = [Unit(row.slug, row.parent or None, row.valid_from or UNKNOWN) for row in rows.values()]
    return cover_of(
        units,
        [
            Succession(row.slug, successor, row.valid_to + timedelta(days=1))
            for row in rows.values()
            for successor in row.successors
        ],
    )


def found_in(rows, table, level, on):
    """For each unit the units of a level in force on a day that it lies in."""
    return {
        covered: sorted(
            place
            for place in table[covered]
            if rows[place].level == level and rows[place].is_in_force(on) and holds(table, covered, place, on)
        )
        for covered in table
    }


@pytest.mark.parametrize(
    ("on", "in_force", "found"),
    [(date(2022, 10, 1), 106, 110), (date(2025, 2, 1), 104, 110), (date(2025, 8, 1), 124, 230)],
)
def test_every_real_unit_lies_in_at_most_one_commune(rows, table, on, in_force, found):
    communes = [row for row in rows.values() if row.level == "commune" and row.is_in_force(on)]
    answers = found_in(rows, table, "commune", on)
    assert len(communes) == in_force
    assert {len(places) for places in answers.values()} == {0, 1}
    assert sum(len(places) for places in answers.values()) == found
    assert all(answers[row.slug] == [row.slug] for row in communes)
    # Only communes lie in a commune: no district and no province does.
    assert {rows[covered].level for covered, places in answers.items() if places} == {"commune"}


def test_every_old_commune_of_tra_vinh_is_found_in_its_successor(rows, table):
    answers = found_in(rows, table, "commune", date(2025, 8, 1))
    for row in rows.values():
        if row.level == "commune" and row.valid_to == date(2025, 6, 30):
            assert answers[row.slug] == list(row.successors)
    assert answers["phuong-6-thanh-pho-tra-vinh"] == ["phuong-tra-vinh"]


def test_phuong_3_covers_phuong_6_only_after_the_merger(table):
    assert table["phuong-6-thanh-pho-tra-vinh"] == {
        "phuong-6-thanh-pho-tra-vinh": None,
        "thanh-pho-tra-vinh": None,
        "tinh-tra-vinh": None,
        "phuong-3-thanh-pho-tra-vinh": date(2025, 1, 1),
        "phuong-tra-vinh": DAY,
        "tinh-vinh-long": DAY,
    }


def test_new_communes_of_tra_vinh_lie_in_a_former_district_but_for_the_three_that_straddle_two(rows, table):
    old = {slug for row in rows.values() if row.level == "commune" for slug in row.successors}
    new = {slug for slug in old if rows[slug].valid_from == DAY}
    districts = {
        slug: sorted(place for place in table[slug] if rows[place].level == "district") for slug in sorted(new)
    }
    assert len(new) == 41
    assert all("tinh-tra-vinh" in table[slug] for slug in new)
    assert [slug for slug, found in districts.items() if not found] == [
        "phuong-hoa-thuan",
        "phuong-nguyet-hoa",
        "xa-ngu-lac",
    ]
    assert {len(found) for found in districts.values()} == {0, 1}
    assert districts["xa-an-phu-tan"] == ["huyen-cau-ke"]


def test_the_new_province_covers_the_old_ones_and_none_of_them_covers_it(table):
    assert table["tinh-vinh-long"] == {"tinh-vinh-long": None}
    assert table["tinh-ben-tre"] == {"tinh-ben-tre": None, "tinh-vinh-long": DAY}
    assert table["huyen-cau-ke"] == {"huyen-cau-ke": None, "tinh-tra-vinh": None, "tinh-vinh-long": DAY}


def test_the_four_communes_kept_as_they_were_are_found_by_their_old_selves(rows, table):
    kept = {slug for slug in table if any(rows[place].level == "commune" and place != slug for place in table[slug])}
    assert sorted(slug for slug in kept if rows[slug].valid_to is None) == [
        "xa-dong-hai",
        "xa-hoa-minh",
        "xa-long-hoa",
        "xa-long-vinh",
    ]
