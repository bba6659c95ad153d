"""What is in the way of concluding is asked in one place; what stays odd at the end is frozen in words."""

from __future__ import annotations

from copy import deepcopy

import pytest
from django.test import override_settings

from core.roles import Role
from evaluations.actions.council_rounds import second_pass
from evaluations.actions.meeting import agree_where_all_do, conclude_round
from evaluations.models import CouncilMember
from evaluations.queries.councils import sitting
from tests.evaluations.council_room import account_of, best, criteria_of, failing
from tests.evaluations.council_steps import page, words
from tests.evaluations.score_room import TODAY, scoring_round, sign_at_once

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
@override_settings(BUSINESS_DAY=TODAY)
def built(stage):
    return scoring_round(*stage, count=1)


@pytest.fixture
def room(db, built, settings):
    settings.BUSINESS_DAY = TODAY
    return deepcopy(built)


def everybody_signs(found, entry, last=best):
    for number, seat in enumerate(sitting(found.council)):
        sign_at_once(entry, seat, last if number == 2 else best)


def test_the_page_offers_what_the_act_would_do(room, officer, secretary, sign_in):
    """Somebody with an interest was offered to conclude, and then refused."""
    found, (entry,) = room
    everybody_signs(found, entry)
    agree_where_all_do(entry, by=officer)
    seen = page(sign_in(secretary), "meeting", found.pk)
    assert (seen.context["may_conclude"], seen.context["in_the_way"]) == (True, [])
    CouncilMember.objects.create(council=found.council, user=officer, full_name=officer.full_name, position=9)
    seen = page(sign_in(officer), "meeting", found.pk)
    said = "Đợt có hồ sơ đóng với bạn: người khác điều hành việc chốt điểm."
    assert (seen.context["may_conclude"], seen.context["in_the_way"]) == (False, [{"text": said, "href": "#co-mat"}])
    assert said in words(seen)


def test_who_still_marks_is_told_so(room, secretary, sign_in):
    found, (entry,) = room
    seat = sitting(found.council)[2]
    everybody_signs(found, entry)
    account = account_of(seat)
    type(account).objects.filter(pk=account.pk).update(role=Role.COUNCIL_SECRETARY)
    account.refresh_from_db()
    entry.sheets.filter(member=seat).update(status="replaced")
    seen = page(sign_in(account), "meeting", found.pk).context["in_the_way"]
    assert seen[0] == {"text": f"“Mứt gừng”: chưa ký phiếu: {seat.full_name}.", "href": f"#ho-so-{entry.pk}"}


def test_too_far_apart_after_the_last_pass_stands_in_result_and_minutes(room, officer, secretary, sign_in):
    found, (entry,) = room
    apart = failing(*[node.code for node in criteria_of(entry) if node.code != "1.5"][:8])
    everybody_signs(found, entry, apart)
    second_pass(entry, why="Chênh quá", by=officer)
    entry.refresh_from_db()
    everybody_signs(found, entry, apart)
    agree_where_all_do(entry, by=officer)
    for node in criteria_of(entry):
        if not entry.agreed.filter(criterion=node).exists() and any(each.min_star for each in node.options.all()):
            entry.agreed.create(criterion=node, option=best(node, list(node.options.all())))
    totals = [sheet.total for sheet in entry.sheets.filter(pass_number=2)]
    spread = f"{max(totals) - min(totals):f}".rstrip("0").rstrip(".")
    (result,) = conclude_round(found, by=officer)
    warning = f"Điểm các thành viên chênh {spread}, quá 10 điểm của quy chế, đã hết số lượt chấm"
    assert result.warnings == [warning]
    assert warning in words(page(sign_in(secretary), "meeting-minutes", found.pk))


def test_within_the_spread_nothing_is_said(room, officer):
    found, (entry,) = room
    everybody_signs(found, entry)
    agree_where_all_do(entry, by=officer)
    assert [result.warnings for result in conclude_round(found, by=officer)] == [[]]
