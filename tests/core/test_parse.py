"""Dates and numbers as people type them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.parse import parse_date, parse_decimal, parse_key


@pytest.mark.parametrize(
    "text",
    ["5/4/2025", "05/04/2025", "05-04-2025", "5-4-2025", "05.04.2025", "5.4.2025", "2025-04-05", " 05/4/2025 "],
)
def test_the_fifth_of_april(text):
    assert parse_date(text) == date(2025, 4, 5)


def test_days_after_the_twelfth_and_leap_days():
    assert parse_date("25/04/2025") == date(2025, 4, 25)
    assert parse_date("29/2/2024") == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Chưa nhập ngày."),
        ("31/02/2025", "Không có ngày “31/02/2025” trên lịch."),
        ("29-02-2023", "Không có ngày “29-02-2023” trên lịch."),
        ("00/04/2025", "Không có ngày “00/04/2025” trên lịch."),
        ("2025-04-31", "Không có ngày “2025-04-31” trên lịch."),
        ("01/01/0000", "Không có ngày “01/01/0000” trên lịch."),
        ("1/1/0001", "“1/1/0001”: hãy viết một năm từ 1900."),
        ("31/12/1899", "“31/12/1899”: hãy viết một năm từ 1900."),
        ("04/25/2025", "“04/25/2025”: không có tháng 25. Hãy viết ngày/tháng/năm, ví dụ 05/04/2025."),
        ("5/4/25", "“5/4/25”: hãy viết đủ bốn chữ số của năm, ví dụ 05/04/2025."),
        ("2025", "“2025” không phải là ngày. Hãy viết ngày/tháng/năm, ví dụ 05/04/2025."),
        ("5/4-2025", "“5/4-2025” không phải là ngày. Hãy viết ngày/tháng/năm, ví dụ 05/04/2025."),
        ("hôm nay", "“hôm nay” không phải là ngày. Hãy viết ngày/tháng/năm, ví dụ 05/04/2025."),
        ("٥/٤/٢٠٢٥", "“٥/٤/٢٠٢٥” không phải là ngày. Hãy viết ngày/tháng/năm, ví dụ 05/04/2025."),
    ],
)
def test_dates_refused_in_words(text, sentence):
    with pytest.raises(ValueError) as refusal:
        parse_date(text)
    assert str(refusal.value) == sentence


@settings(deadline=None)
@given(st.dates(min_value=date(1900, 1, 1)), st.sampled_from(["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]))
def test_every_day_is_read_in_every_way_of_writing(day, pattern):
    assert parse_date(day.strftime(pattern)) == day


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("72,5", "72.5"),
        ("72.5", "72.5"),
        ("72.25", "72.25"),
        ("1.234,5", "1234.5"),
        ("1.234.567,25", "1234567.25"),
        ("1.234.567", "1234567"),
        ("1234", "1234"),
        ("1,234", "1.234"),
        ("0.125", "0.125"),
        ("1234.567", "1234.567"),
        ("-3,5", "-3.5"),
        ("  90 ", "90"),
        ("0", "0"),
    ],
)
def test_numbers(text, number):
    assert parse_decimal(text) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Chưa nhập số."),
        ("1.234", "“1.234” đọc được hai cách. Hãy viết 1234 hoặc 1,234."),
        ("72.125", "“72.125” đọc được hai cách. Hãy viết 72125 hoặc 72,125."),
        ("1" * 31, "Số quá dài."),
        *(
            (text, f"“{text}” không phải là số. Hãy viết dấu phẩy trước phần lẻ, ví dụ 72,5.")
            for text in ("chín mươi", "1,234.5", "12.34,5", "1.2.3", "72,", ",5", "NaN", "1e5", "9 0", "95%", "٩٠")
        ),
    ],
)
def test_numbers_refused_in_words(text, sentence):
    with pytest.raises(ValueError) as refusal:
        parse_decimal(text)
    assert str(refusal.value) == sentence


@settings(deadline=None)
@given(st.decimals(-100000, 100000, places=2))
def test_every_number_with_a_comma_is_read(number):
    plain = f"{number:.2f}".replace(".", ",")
    grouped = f"{number:,.2f}".translate(str.maketrans(",.", ".,"))
    assert parse_decimal(plain) == parse_decimal(grouped) == number


@pytest.mark.parametrize(
    ("text", "key"),
    [("0", 0), ("9" * 18, 10**18 - 1), *[(text, None) for text in ("", "-1", "1.0", "٣", "x", "9" * 19, "9" * 5000)]],
)
def test_the_number_of_a_row(text, key):
    assert parse_key(text) == key
