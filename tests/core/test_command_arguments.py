"""Days on command lines are read and refused as in forms."""

import pytest
from django.core.management import CommandError, call_command

from core.management.arguments import day


@pytest.mark.parametrize("command", [("register_totals", "--on"), ("verify_history", "--since")])
def test_a_day_that_is_none_is_refused_in_words(command):
    with pytest.raises(CommandError, match="“2022-13-01”: không có tháng 13"):
        call_command(*command, "2022-13-01")


def test_a_day_is_read_in_either_way():
    assert day("2022-10-01") == day("1/10/2022")
