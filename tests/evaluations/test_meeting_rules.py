"""The rules of a meeting are rules of its actions, which write many criteria in few questions."""

from __future__ import annotations

from copy import deepcopy

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from core.models import HistoryEntry
from evaluations.actions.meeting import agree, agree_each, agree_where_all_do
from evaluations.actions.sheets import reopen_sheet, save_line, sign_sheet
from evaluations.models import ScoreSheet
from evaluations.permissions.meeting import Said
from evaluations.queries.councils import sitting
from evaluations.queries.meeting import codes_to_agree, has_minimum
from tests.evaluations.council_room import account_of, criteria_of
from tests.evaluations.council_steps import refused
from tests.evaluations.score_room import TODAY, node_of, option_of, scoring_round, sign_at_once

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
@override_settings(BUSINESS_DAY=TODAY)
def built(stage):
    """A dossier that every member has signed."""
    found, (entry,) = scoring_round(*stage, count=1)
    for seat in sitting(found.council):
        sign_at_once(entry, seat)
    return entry


@pytest.fixture
def room(db, built, settings):
    settings.BUSINESS_DAY = TODAY
    return deepcopy(built)


def propose_to_exclude(entry, code, officer):
    """A member reopens the sheet, proposes to exclude the dossier by a criterion and signs again."""
    sheet = reopen_sheet(ScoreSheet.objects.filter(entry=entry).first(), why="Xem lại", by=officer)
    by, node = account_of(sheet.member), node_of(entry, code)
    line = sheet.lines.get(criterion=node)
    save_line(sheet, node, option=line.option, knocked_out=True, revision=line.revision, by=by)
    sign_sheet(sheet, by=by)
    return node


def test_a_minimum_needs_an_option(room, officer):
    node = node_of(room, "1.5")
    assert has_minimum(node)
    assert refused(agree, room, node, None, note="Không có", by=officer) == ["Chọn phương án thống nhất."]
    assert refused(agree, room, node, None, knocked_out=False, by=officer) == ["Chọn phương án thống nhất."]
    assert "1.5" in codes_to_agree([room])[room.pk]
    agree(room, node, option_of(node, 0), by=officer)
    assert "1.5" not in codes_to_agree([room])[room.pk]


def test_a_proposal_to_exclude_needs_an_answer(room, officer):
    node = propose_to_exclude(room, "1.1", officer)
    option = option_of(node, 3)
    assert refused(agree, room, node, option, by=officer) == ["Có đề nghị loại: ghi rõ loại hay không."]
    assert agree(room, node, option, knocked_out=False, by=officer).knocked_out is False
    assert agree(room, node, option, knocked_out=True, by=officer).knocked_out is True


def test_a_note_is_never_cut(room, officer):
    node, words = node_of(room, "1.5"), ["Ghi chú chỉ được dài 500 ký tự."]
    assert refused(agree, room, node, option_of(node, 0), note="a" * 501, by=officer) == words
    assert agree(room, node, option_of(node, 0), note="a" * 500, by=officer).note == "a" * 500
    sheet = reopen_sheet(ScoreSheet.objects.filter(entry=room).first(), why="Xem lại", by=officer)
    by, line = account_of(sheet.member), sheet.lines.get(criterion=node)
    given = {"option": line.option, "revision": line.revision, "by": by}
    assert refused(save_line, sheet, node, note="a" * 501, **given) == words


def test_what_is_refused_stands_beside_what_is_written(room, officer):
    one, two = node_of(room, "1.5"), node_of(room, "2.1")
    said = [Said(one, option_of(one, 0), note="Đã bàn"), Said(two, None)]
    reasons = agree_each(room, said, by=officer)
    assert {pk: [str(each) for each in found] for pk, found in reasons.items()} == {
        two.pk: ["Chọn phương án thống nhất."]
    }
    assert list(room.agreed.values_list("criterion__code", "note")) == [("1.5", "Đã bàn")]
    assert agree_each(room, [Said(one, option_of(one, 2))], by=officer) == {}  # written anew, not twice
    assert room.agreed.get().option == option_of(one, 2)
    told = HistoryEntry.objects.filter(verb="agree").order_by("pk").values_list("data", flat=True)
    assert list(told) == [
        {"criterion": "1.5", "option": each.position} for each in (option_of(one, 0), option_of(one, 2))
    ]


def test_many_criteria_take_the_queries_of_one(room, officer):
    nodes = [node for node in criteria_of(room) if has_minimum(node)]
    assert len(nodes) > 10
    agree_each(room, [Said(node, option_of(node, 0)) for node in nodes], by=officer)
    counts = []
    for chosen in (nodes[:1], nodes):
        with CaptureQueriesContext(connection) as asked:
            agree_each(room, [Said(node, option_of(node, 0)) for node in chosen], by=officer)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 16
    room.agreed.all().delete()
    with CaptureQueriesContext(connection) as asked:
        assert agree_where_all_do(room, by=officer) == len(nodes)
    assert len(asked) <= 18
