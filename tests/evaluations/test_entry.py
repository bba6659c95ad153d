"""Reading typed and pasted scores."""

from decimal import Decimal

import pytest

from evaluations.rules.entry import PastedLine, ScoreProblem, ScoreReading, read_block, read_score


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("95", Decimal(95)),
        ("72,5", Decimal("72.5")),
        (" 72.50 ", Decimal("72.50")),
        ("0", Decimal(0)),
        ("100", Decimal(100)),
        ("99,99", Decimal("99.99")),
        ("", None),
        ("–", None),
        ("Không công bố", None),
    ],
)
def test_a_score_is_read_with_comma_or_dot(text, score):
    assert read_score(text) == ScoreReading(score=score)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("100,5", ScoreProblem.OUT_OF_RANGE),
        ("101", ScoreProblem.OUT_OF_RANGE),
        ("1000", ScoreProblem.OUT_OF_RANGE),
        ("72,555", ScoreProblem.TOO_FINE),
        ("bảy mươi", ScoreProblem.NOT_A_NUMBER),
        ("7O", ScoreProblem.NOT_A_NUMBER),
        ("-5", ScoreProblem.NOT_A_NUMBER),
        ("1.234,5", ScoreProblem.NOT_A_NUMBER),
        ("72,5 điểm", ScoreProblem.NOT_A_NUMBER),
    ],
)
def test_what_is_no_score_is_told_apart(text, problem):
    assert read_score(text) == ScoreReading(problem=problem)


def test_a_block_from_a_spreadsheet_is_read_by_lines():
    text = "Bánh tét\t72,5\r\n\r\nKẹo dừa\tHộ A\t81\r\nMứt  chuối\t\n"
    assert read_block(text) == [
        PastedLine("Bánh tét", "72,5"),
        PastedLine("Kẹo dừa", "81"),
        PastedLine("Mứt chuối", ""),
    ]


def test_nothing_of_a_block_is_lost():
    assert read_block("Bánh tét\tchín mươi") == [PastedLine("Bánh tét", "chín mươi")]
