"""The page of a dossier at a meeting is one form: whichever button is pressed, nothing that was typed is lost."""

from __future__ import annotations

from copy import deepcopy

import pgtrigger
import pytest
from django.test import override_settings
from django.urls import reverse

from core.models import HistoryEntry
from evaluations.actions.meeting import agree
from evaluations.actions.sheets import reopen_sheet
from evaluations.enums import EntryStatus, SheetStatus
from evaluations.models import AgreedLine, Option, RoundEntry, ScoreSheet
from evaluations.queries.councils import sitting
from tests.evaluations.score_room import TODAY, node_of, option_of, scoring_round, sign_at_once

pytestmark = pytest.mark.django_db
SAID = "Cần hợp đồng liên kết."


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


@pytest.fixture
def desk(secretary, sign_in):
    """The secretary, signed in."""
    return sign_in(secretary)


def address(entry):
    return reverse("staff:meeting-entry", args=[entry.pk])


def words(response):
    return " ".join(response.text.split())


def typed(entry, code="1.5", points=2, note="Theo hợp đồng", **more):
    """What a secretary typed: what was said, and an option with a note."""
    node = node_of(entry, code)
    sent = {"discussion": SAID, "seen": "", f"{node.pk}-seen": "", f"{node.pk}-note": note}
    return sent | {f"{node.pk}-option": str(option_of(node, points).pk)} | more


def kept(entry):
    """What the register holds: what was said, and the notes of what was agreed on."""
    said = RoundEntry.objects.values_list("discussion", flat=True).get(pk=entry.pk)
    return said, list(entry.agreed.exclude(note="").values_list("criterion__code", "note"))


def test_the_page_has_one_form(desk, room):
    page = words(desk.get(address(room)))
    assert page.count(f'action="{address(room)}"') == 1


@pytest.mark.parametrize("do", ["", "all", "reopen"])
def test_every_button_writes_down_what_was_typed(desk, room, do):
    sheet = ScoreSheet.objects.filter(entry=room).first()
    page = desk.post(address(room), typed(room, do=do, sheet=sheet.pk, why="Nhầm tiêu chí 3"), follow=True)
    assert "Đã ghi nội dung thảo luận." in words(page)
    assert HistoryEntry.objects.filter(verb="agree", data__criterion="1.5").count() == 1
    if do == "reopen":  # what was agreed on falls with the marks, the note beside it stays readable
        assert kept(room) == (f"{SAID}\nTiêu chí 1.5: Theo hợp đồng", [])
        assert "tiêu chí." not in " ".join(str(each) for each in page.context["messages"])
        assert not page.context["shows_points"]
    else:
        assert kept(room) == (SAID, [("1.5", "Theo hợp đồng")])
        # another button was pressed: the reason waits in the page
        assert page.context["reopening"].initial["why"] == "Nhầm tiêu chí 3"
        assert "Nhầm tiêu chí 3" in words(page)
    assert (page.context["codes"] == []) is (do != "")


def test_a_refused_reopening_keeps_sheet_and_reason(desk, room):
    sheet = ScoreSheet.objects.filter(entry=room).first()
    page = desk.post(address(room), {"do": "reopen", "sheet": "", "why": "Nhầm tiêu chí 3"})
    assert page.context["refused"].errors == {"sheet": ["Chọn phiếu cần mở lại."]}
    assert "Nhầm tiêu chí 3" in words(page)
    page = desk.post(address(room), {"do": "reopen", "sheet": sheet.pk, "why": ""})
    assert page.context["refused"].errors == {"why": ["Cần nêu lý do."]}
    assert f'<option value="{sheet.pk}" selected>{sheet.member.full_name}</option>' in words(page)
    assert "open> <summary>Mở lại phiếu đã ký" in words(page)
    sheet.refresh_from_db()
    assert sheet.status == SheetStatus.SIGNED


def test_nothing_is_reopened_while_something_typed_was_refused(desk, room):
    node = node_of(room, "2.1")
    sheet = ScoreSheet.objects.filter(entry=room).first()
    sent = typed(room, do="reopen", sheet=sheet.pk, why="Nhầm tiêu chí 3")
    page = desk.post(address(room), sent | {f"{node.pk}-seen": "", f"{node.pk}-note": "Chưa chọn"})
    assert page.context["errors"] == [{"text": "2.1: Chọn phương án thống nhất.", "href": f"#thong-nhat-{node.pk}"}]
    assert kept(room) == (SAID, [("1.5", "Theo hợp đồng")])
    for text in ("Chưa chọn", "Nhầm tiêu chí 3"):
        assert text in words(page)
    sheet.refresh_from_db()
    assert sheet.status == SheetStatus.SIGNED


def test_what_was_written_beside_a_refused_row_is_no_conflict_later(desk, room):
    one, two = node_of(room, "1.5"), node_of(room, "2.1")
    sent = typed(room) | {f"{two.pk}-seen": "", f"{two.pk}-note": "Chưa chọn"}
    page = desk.post(address(room), sent)
    rows = {row.node.code: row for row in page.context["rows"]}
    line = AgreedLine.objects.get(criterion=one)
    assert (rows["1.5"].line, rows["1.5"].form, rows["1.5"].is_open, rows["2.1"].is_open) == (line, None, False, True)
    assert "1.5" not in page.context["codes"]
    again = {f"{one.pk}-seen": rows["1.5"].line.state, f"{one.pk}-note": "Theo hợp đồng", "seen": SAID}
    page = desk.post(address(room), sent | again | {f"{two.pk}-option": str(option_of(two, 0).pk)}, follow=True)
    assert [str(each) for each in page.context["messages"]] == ["Đã ghi 1 tiêu chí."]
    assert kept(room) == (SAID, [("1.5", "Theo hợp đồng"), ("2.1", "Chưa chọn")])


def test_a_sheet_reopened_meanwhile_loses_nothing(desk, room, officer):
    reopen_sheet(ScoreSheet.objects.filter(entry=room).first(), why="Nhầm", by=officer)
    page = desk.post(address(room), typed(room))
    assert kept(room) == (SAID, [])
    assert page.context["errors"][0]["text"] == "1.5: “Mứt gừng”: chưa đủ phiếu đã ký."
    assert 'value="Theo hợp đồng"' in words(page)
    chosen = option_of(node_of(room, "1.5"), 2).pk
    assert f'<option value="{chosen}" selected>' in words(page)
    row = next(row for row in page.context["rows"] if row.node.code == "1.5")
    assert {cell.choice for cell in row.cells} == {None}  # the marks of members are hidden again


def test_scoring_that_ended_meanwhile_loses_nothing(desk, room):
    RoundEntry.objects.filter(pk=room.pk).update(status=EntryStatus.SCORED)
    page = desk.post(address(room), typed(room))
    assert kept(room) == ("", [])
    assert [error["text"] for error in page.context["errors"]] == [
        "“Mứt gừng” không trong lúc chấm điểm.",
        "1.5: “Mứt gừng” không trong lúc chấm điểm.",
    ]
    assert f">{SAID}</textarea>" in words(page).replace("> " + SAID, ">" + SAID)
    assert 'value="Theo hợp đồng"' in words(page)


def test_no_window_writes_over_what_another_one_agreed_on(desk, room, officer):
    node = node_of(room, "1.5")
    agree(room, node, option_of(node, 3), note="Hai phần ba", by=officer)
    # left alone in the older window: nothing to say about it
    stale = {"discussion": SAID, "seen": "", f"{node.pk}-seen": "", f"{node.pk}-option": "", f"{node.pk}-note": ""}
    desk.post(address(room), stale)
    assert kept(room) == (SAID, [("1.5", "Hai phần ba")])
    page = desk.post(address(room), typed(room) | {"seen": SAID})
    words_said = "1.5: Tiêu chí này đã được ghi ở cửa sổ khác: xem bản đã ghi rồi ghi lại."
    assert [error["text"] for error in page.context["errors"]] == [words_said]
    assert "Hai phần ba" in words(page)
    assert 'value="Theo hợp đồng"' in words(page)
    line = AgreedLine.objects.get(criterion=node)
    assert f'name="{node.pk}-seen" value="{line.state}"' in words(page)
    desk.post(address(room), typed(room) | {"seen": SAID, f"{node.pk}-seen": line.state})
    assert kept(room) == (SAID, [("1.5", "Theo hợp đồng")])


def test_a_set_without_minimums_says_what_is_true(desk, room):
    with pgtrigger.ignore():  # a set in use stands still, and none of this law is without minimums
        Option.objects.filter(criterion__criteria_set=room.dossier.criteria_set).update(min_star=None)
    page = words(desk.get(address(room)))
    assert "Đã thống nhất mọi tiêu chí" not in page
    assert "Bộ tiêu chí này không có yêu cầu tối thiểu và không có đề nghị loại nào chờ quyết định" in page
    assert "Tiêu chí có thể khiến hồ sơ bị loại" in page
