"""The arithmetic of a council: edges of the bands, gates at each star, knock-outs, what is unanswered."""

from __future__ import annotations

import csv
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluations.enums import Outcome
from evaluations.imports.criteria import read_set
from evaluations.rules.criteria import NodeRow
from evaluations.rules.reasons import reason_of
from evaluations.rules.scoring import (
    Agreed,
    Average,
    FailedGate,
    Gate,
    Unanswered,
    failed_gates,
    gates_of,
    outcome_at,
    rate,
    shown_parts,
    spread_of,
    total_of,
)
from products.rules.stars import BandRule, LevelRule
from tests.conftest import FIXTURES

FOLDER = FIXTURES / "criteria"
BANDS = [BandRule(stars, Decimal(floor)) for stars, floor in ((5, 90), (4, 70), (3, 50), (2, 30), (1, 0))]
NINETY = Decimal(90)
PROVINCE = LevelRule("Cấp tỉnh", frozenset({3, 4}), NINETY, NINETY, "minh hoạ")
DISTRICT_1048 = LevelRule("Cấp huyện", frozenset(), None, Decimal(50), "minh hoạ")
DISTRICT_148 = LevelRule("Cấp huyện", frozenset({3}), None, Decimal(70), "minh hoạ")
PROVINCE_148 = LevelRule("Cấp tỉnh", frozenset({4}), NINETY, NINETY, "minh hoạ")
MINISTRY = LevelRule("Cấp trung ương", frozenset({5}), None, None, "minh hoạ")


def average(*totals: str) -> Average:
    return Average.of([Decimal(total) for total in totals])


def rated(total: str, *agreed: Agreed):
    return rate(average(total), BANDS, list(agreed))


# ------------------------------------------------------------------ bands
@pytest.mark.parametrize(
    ("total", "stars"),
    [
        ("0", 1),
        ("29.99", 1),
        ("30", 2),
        ("49.99", 2),
        ("50", 3),
        ("69.99", 3),
        ("70", 4),
        ("89.99", 4),
        ("90", 5),
        ("100", 5),
    ],
)
def test_the_edges_of_the_bands(total, stars):
    assert rated(total).stars == rated(total).band_stars == stars


@pytest.mark.parametrize(
    ("totals", "stars", "shown"),
    [
        (("69.99", "70.00"), 3, "69.99"),  # 69.995 is three stars, and is never shown as 70
        (("89.998", "90.000"), 4, "89.99"),  # 89.999
        (("70", "70", "69.99"), 3, "69.99"),
        (("70", "70", "70.01"), 4, "70.00"),
        (("33", "33", "34"), 2, "33.33"),
        (("89", "90", "91"), 5, "90.00"),
    ],
)
def test_averages_are_compared_as_sums(totals, stars, shown):
    found = rate(average(*totals), BANDS, [])
    assert (found.stars, found.average.shown) == (stars, Decimal(shown))


def test_one_member_out_for_conflict_changes_the_average_and_not_the_rule():
    assert rate(average("68", "71", "72"), BANDS, []).stars == 4
    assert rate(average("68", "71"), BANDS, []).stars == 3
    with pytest.raises(ValueError, match="an average needs a total"):
        Average.of([])


def test_the_spread():
    assert spread_of([Decimal("71.5"), Decimal("82"), Decimal("78")]) == Decimal("10.5")
    assert spread_of([Decimal(70)]) == 0
    assert spread_of([]) == 0


# ------------------------------------------------------------------ what is unanswered
def test_what_is_unanswered_never_counts_as_nothing():
    with pytest.raises(Unanswered) as caught:
        total_of({"1.1": Decimal(3), "1.2": None, "2.1": Decimal(0), "2.2": None})
    assert caught.value.codes == ["1.2", "2.2"]
    assert total_of({"1.1": Decimal(3), "2.1": Decimal(0)}) == 3


# ------------------------------------------------------------------ gates
GATED = (Gate(4, 2), Gate(5, 3))


@pytest.mark.parametrize(
    ("total", "position", "stars", "failed"),
    [
        ("95", 3, 5, []),
        ("95", 2, 4, [5]),
        ("95", 1, 3, [4, 5]),
        ("95", None, 3, [4, 5]),  # không đạt
        ("78.4", 1, 3, [4, 5]),
        ("78.4", 2, 4, [5]),
        ("60", None, 3, [4, 5]),
        ("45", None, 2, [4, 5]),
    ],
)
def test_a_gate_at_each_star(total, position, stars, failed):
    found = rated(total, Agreed("9.1", GATED, position))
    assert (found.stars, [gate.star for gate in found.failed]) == (stars, failed)


def test_gates_of_every_level_up_to_the_star():
    """A missing minimum of three stars keeps a product from four and five too, whatever else it reaches."""
    low = Agreed("8", (Gate(3, 1),), None)
    high = Agreed("9", (Gate(4, 2), Gate(5, 3)), 3)
    found = rated("92", low, high)
    assert (found.band_stars, found.stars, found.in_the_way) == (5, 2, (FailedGate(3, "8"),))
    assert failed_gates([high, low]) == [FailedGate(3, "8")]


def test_only_what_keeps_from_the_stars_of_the_points_is_in_the_way():
    found = rated("78.4", Agreed("9.1", GATED, 1), Agreed("11", (Gate(5, 3),), 1))
    assert found.in_the_way == (FailedGate(4, "9.1"),)
    assert found.failed == (FailedGate(4, "9.1"), FailedGate(5, "9.1"), FailedGate(5, "11"))


def test_a_result_says_why_it_is_what_it_is():
    """The sheets of 1048 and 148 have no minimums: what they give is by the scale alone."""
    missed = Agreed("9.1", GATED, 1)
    assert reason_of(rated("78.4", missed)) == "78,4 điểm, đạt 3 sao: chưa đạt yêu cầu tối thiểu 4 sao ở tiêu chí 9.1"
    assert reason_of(rated("78.4")) == "78,4 điểm, đạt 4 sao"
    assert reason_of(rate(average("78.4"), BANDS, [], has_minimums=False)) == "78,4 điểm, đạt 4 sao theo thang điểm"


def test_a_knock_out_leaves_no_star():
    found = rated("95", Agreed("1.1", position=1, knocked_out=True), Agreed("9.1", GATED, 3))
    assert (found.stars, found.band_stars, found.knocked_out) == (0, 5, ("1.1",))
    assert outcome_at(found, PROVINCE, gates_block_forwarding=False) == Outcome.NONE


# ------------------------------------------------------------------ what a level does with it
@pytest.mark.parametrize(
    ("level", "total", "outcome"),
    [
        (PROVINCE, "49.99", Outcome.NONE),
        (PROVINCE, "50", Outcome.THREE),
        (PROVINCE, "70", Outcome.FOUR),
        (PROVINCE, "89.99", Outcome.FOUR),
        (PROVINCE, "90", Outcome.POTENTIAL),
        (DISTRICT_1048, "49.99", Outcome.NONE),
        (DISTRICT_1048, "50", None),  # goes up
        (DISTRICT_148, "69.99", Outcome.THREE),
        (DISTRICT_148, "70", None),  # goes up
        (PROVINCE_148, "69.99", None),  # goes back to the district
        (PROVINCE_148, "70", Outcome.FOUR),
        (PROVINCE_148, "90", Outcome.POTENTIAL),
        (MINISTRY, "90", Outcome.FIVE),
        (MINISTRY, "89.99", None),  # the province recognises it, or scores again
    ],
)
def test_what_each_level_does(level, total, outcome):
    assert outcome_at(rated(total), level, gates_block_forwarding=False) == outcome


@pytest.mark.parametrize(("blocks", "outcome"), [(False, Outcome.POTENTIAL), (True, Outcome.FOUR)])
def test_from_ninety_on_points_alone_unless_the_regime_says_otherwise(blocks, outcome):
    found = rated("93", Agreed("9.1", GATED, 2))
    assert outcome_at(found, PROVINCE, gates_block_forwarding=blocks) == outcome
    assert found.in_the_way == (FailedGate(5, "9.1"),)


def test_below_ninety_gates_always_decide():
    found = rated("78.4", Agreed("9.1", GATED, 1))
    for blocks in (False, True):
        assert outcome_at(found, PROVINCE, gates_block_forwarding=blocks) == Outcome.THREE


# ------------------------------------------------------------------ the real sheets
@cache
def sheets() -> dict[str, list[NodeRow]]:
    """The criteria of the sheets that have options, by code."""
    with (FOLDER / "labels.csv").open(encoding="utf-8", newline="") as lines:
        labels = {row["key"]: row["label"] for row in csv.DictReader(lines)}
    found = {}
    for file in sorted(FOLDER.glob("*-[0-9][0-9].csv")):
        criteria = [node for part in read_set(file, labels, {}) for node in part.walk() if node.is_criterion]
        if criteria[0].options:
            found[file.stem] = criteria
    return found


def test_there_are_51_sheets():
    assert len(sheets()) == 51
    assert sum(any(gates_of(node.options) for node in nodes) for nodes in sheets().values()) == 26


@given(data=st.data())
def test_any_choice_of_options_on_any_sheet(data):
    """The total is the sum of the options chosen, and the star exceeds neither the band nor any gate."""
    nodes = sheets()[data.draw(st.sampled_from(sorted(sheets())))]
    chosen = [data.draw(st.one_of(st.none(), st.integers(1, len(node.options)))) for node in nodes]
    marked = list(zip(nodes, chosen, strict=True))
    points = [0 if position is None else node.options[position - 1].points for node, position in marked]
    total = total_of({node.code: Decimal(each) for node, each in zip(nodes, points, strict=True)})
    assert total == sum(points) <= 100
    agreed = [Agreed(node.code, gates_of(node.options), position) for node, position in marked]
    found = rate(Average.of([total]), BANDS, agreed)
    assert found.band_stars == max(band.stars for band in BANDS if band.floor <= total)
    assert found.stars <= found.band_stars
    for node, position in marked:
        for place, option in enumerate(node.options, start=1):
            missed = option.min_star and (position is None or position < place)
            assert not (missed and found.stars >= option.min_star), (node.code, option)


@given(
    totals=st.lists(st.decimals(0, 100, places=2), min_size=1, max_size=15),
    more=st.decimals(0, 100, places=2),
)
def test_a_higher_sheet_never_lowers_the_stars(totals, more):
    higher = [max(totals[0], more), *totals[1:]]
    before, after = (rate(Average.of(each), BANDS, []) for each in (totals, higher))
    assert before.stars <= after.stars
    assert before.average.shown <= sum(totals) / len(totals) < before.average.shown + Decimal("0.01")


def test_parts_that_are_shown_add_up_to_the_total_that_is_shown():
    """275 / 3 is 91,66 and its parts 35,33 + 22,66 + 33,66: the cent goes to B, cut by as much as C and before it."""
    sums = {"A": Decimal(106), "B": Decimal(68), "C": Decimal(101)}
    assert Average(Decimal(275), 3).shown == Decimal("91.66")
    assert shown_parts(sums, 3) == {"A": Decimal("35.33"), "B": Decimal("22.67"), "C": Decimal("33.66")}
    assert shown_parts({"A": Decimal(120), "B": Decimal("67.5"), "C": Decimal(102)}, 3) == {
        "A": Decimal(40),
        "B": Decimal("22.5"),
        "C": Decimal(34),
    }


@given(st.lists(st.decimals(0, 400, places=2), min_size=1, max_size=3), st.integers(1, 11))
def test_no_part_is_shown_a_cent_away_from_its_average(points, count):
    sums = dict(zip("ABC", points, strict=False))
    shown = shown_parts(sums, count)
    assert sum(shown.values()) == Average(sum(points, Decimal(0)), count).shown
    assert all(abs(shown[part] * count - sums[part]) < Decimal("0.01") * count for part in sums)
