"""How dates and numbers are shown and read by forms and templates."""

from datetime import date, datetime, timezone
from decimal import Decimal

import pytest
from django import forms
from django.template import Context, Template
from django.utils.formats import date_format, localize

from core.clock import today
from core.templatetags.formats import number, score


@pytest.mark.parametrize("text", ["5/4/2025", "05/04/2025", "05-04-2025", "05.04.2025", "2025-04-05"])
def test_forms_read_the_day_first(text):
    assert forms.DateField().clean(text) == date(2025, 4, 5)


def test_forms_read_the_twenty_fifth_and_refuse_month_25():
    assert forms.DateField().clean("25/04/2025") == date(2025, 4, 25)
    with pytest.raises(forms.ValidationError):
        forms.DateField().clean("04/25/2025")


def test_forms_show_a_date_as_they_read_it():
    widget = forms.DateField().widget
    assert widget.format_value(date(2025, 4, 5)) == "05/04/2025"


def test_dates_are_shown_day_first():
    assert localize(date(2025, 4, 5)) == "05/04/2025"
    assert date_format(date(2025, 4, 5), "SHORT_DATE_FORMAT") == "05/04/2025"
    assert date_format(date(2025, 4, 5), "YEAR_MONTH_FORMAT") == "04/2025"


def test_moments_are_shown_in_the_time_of_vietnam():
    moment = datetime(2025, 4, 4, 18, 30, tzinfo=timezone.utc)  # noqa: UP017
    assert Template("{{ moment }}").render(Context({"moment": moment})) == "01:30 05/04/2025"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0"),
        (999, "999"),
        (1234, "1.234"),
        (1234567, "1.234.567"),
        (Decimal("1234.5"), "1.234,5"),
        (1234.5, "1.234,5"),
        (Decimal("-1234.50"), "-1.234,50"),
        (None, ""),
    ],
)
def test_numbers_have_points_between_thousands_and_a_comma(value, shown):
    assert number(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Decimal("95.00"), "95"),
        (Decimal("72.50"), "72,5"),
        (Decimal("89.95"), "89,95"),
        (Decimal("100"), "100"),
        (Decimal("0.00"), "0"),
        (None, ""),
    ],
)
def test_scores_have_no_trailing_zeros(value, shown):
    assert score(value) == shown


def test_the_filters_in_a_template():
    page = Template("{% load formats %}{{ total|number }} · {{ points|score }} · {{ nothing|score }}")
    assert page.render(Context({"total": 1234, "points": Decimal("72.50"), "nothing": None})) == "1.234 · 72,5 · "


def test_the_business_clock_stands_where_the_setting_says(settings):
    settings.BUSINESS_DAY = date(2022, 10, 1)
    assert today() == date(2022, 10, 1)
    settings.BUSINESS_DAY = None
    assert isinstance(today(), date)
