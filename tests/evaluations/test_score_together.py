"""A whole council at once, and one member in two windows: connections of their own on PostgreSQL."""

from datetime import date
from decimal import Decimal

import pytest
from django.db.models import Count

from core.models import PlaceLevel
from core.roles import Role
from evaluations.actions.meeting import conclude_round
from evaluations.actions.sheets import StaleLine, declare_conflict, open_sheet, save_line, sign_sheet
from evaluations.models import Result, RoundEntry, ScoreLine, ScoreSheet
from evaluations.queries.councils import sitting
from tests.evaluations.council_room import (
    account_of,
    begin,
    criteria_of,
    file,
    make_council,
    make_round,
    take,
)
from tests.evaluations.test_save_together import together
from tests.factories import level_of, load_sets, make_place, make_producer, make_product, make_province, make_user

pytestmark = pytest.mark.slow

MEMBERS = 40


@pytest.fixture
def scoring(transactional_db, law):
    """Makes a dossier that so many members score, committed, so that every connection sees it."""

    def _make(seats):
        officer = make_user(Role.PROVINCE_OFFICER)
        district = make_place("Huyện Minh Hoạ", parent=make_province(), level=PlaceLevel.DISTRICT)
        commune = make_place("Xã Minh Hoạ", parent=district)
        load_sets("148-2023-01")
        council = make_council(district, officer, seats=seats, days_before=0)
        found = make_round(level_of("148-2023", "district"), district, council, officer, opened_on=date(2023, 3, 1))
        product = make_product("Trà hoa", producer=make_producer(place=commune))
        entry = take(file(product, commune, officer, set_code="148-2023-01", on=date(2023, 3, 1)), found, officer)
        begin(found, officer, sent_on=date(2023, 3, 1))
        return found, RoundEntry.objects.get(pk=entry.pk), officer

    return _make


@pytest.fixture(autouse=True)
def in_148(settings):
    """A day of the law whose sheets have three lines."""
    settings.BUSINESS_DAY = date(2023, 9, 1)


def whole(entry, member, share):
    """Everything that a member does, from the first word to the signature."""

    def do():
        by, own = account_of(member), RoundEntry.objects.get(pk=entry.pk)
        declare_conflict(own, member, what="", by=by)
        sheet = open_sheet(own, member, by=by)
        for node in criteria_of(own):
            save_line(sheet, node, points=share * node.max_points, revision=0, by=by)
        return sign_sheet(sheet, by=by)

    return do


def test_forty_members_at_once(scoring):
    found, entry, officer = scoring(MEMBERS)
    seats = sitting(found.council)
    shares = [Decimal("0.9") - Decimal(number % 5) / 100 for number in range(MEMBERS)]
    sheets = together(*[whole(entry, seat, share) for seat, share in zip(seats, shares, strict=True)])
    assert [sheet.total for sheet in sheets] == [100 * share for share in shares]
    assert ScoreSheet.objects.filter(status="signed").count() == MEMBERS
    lines = ScoreLine.objects.values("sheet").annotate(count=Count("pk")).values_list("count", flat=True)
    assert list(lines) == [3] * MEMBERS
    (result,) = conclude_round(found, by=officer)
    assert (result.member_count, result.total_sum) == (MEMBERS, sum(100 * share for share in shares))


@pytest.mark.parametrize("attempt", range(3))
def test_one_member_in_two_windows(scoring, attempt):
    found, entry, _officer = scoring(1)
    (chair,) = sitting(found.council)
    by = account_of(chair)
    declare_conflict(entry, chair, what="", by=by)
    sheets = together(*[lambda: open_sheet(entry, chair, by=by)] * 2)
    assert sheets[0] == sheets[1]
    node = criteria_of(entry)[0]

    def saving(points):
        return lambda: save_line(sheets[0], node, points=Decimal(points), revision=0, by=by)

    answers = together(saving(1), saving(2))
    stale = [answer for answer in answers if isinstance(answer, StaleLine)]
    kept = ScoreLine.objects.get()
    assert (len(stale), kept.revision) == (1, 1)
    # nothing is lost: the refused window has its own value and is told the other one
    assert stale[0].theirs == kept
    assert {answer.points for answer in answers if isinstance(answer, ScoreLine)} == {kept.points}


def test_two_close_a_round_at_once(scoring):
    found, entry, officer = scoring(1)
    (chair,) = sitting(found.council)
    whole(entry, chair, Decimal("0.8"))()
    answers = together(*[lambda: conclude_round(found, by=officer)] * 2)
    assert sum(isinstance(answer, list) for answer in answers) == 1
    assert Result.objects.count() == 1
