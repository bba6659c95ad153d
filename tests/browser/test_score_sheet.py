"""The score sheet in a real browser: the keyboard, saving by itself, a lost connection, two windows, small windows."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from core.roles import Role
from evaluations.actions.sheets import declare_conflict
from evaluations.models import ScoreLine
from evaluations.queries.councils import sitting
from tests.browser.holding import Held
from tests.browser.test_result_grid import violations
from tests.evaluations.council_room import account_of, failing
from tests.evaluations.score_room import TODAY, node_of, option_of, scoring_round, sign_at_once
from tests.factories import PASSWORD, make_place, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
SAVED = re.compile(r"^Đã lưu \d\d:\d\d$")


@pytest.fixture
def room(transactional_db, law, settings):
    """A round with two dossiers that is being scored, and the first member of its council."""
    settings.BUSINESS_DAY = TODAY
    officer = make_user(Role.PROVINCE_OFFICER, username="can-bo")
    commune = make_place("Xã Minh Hoạ", parent=officer.territory)
    found, entries = scoring_round(officer.territory, commune, officer)
    return found, entries, sitting(found.council)[0]


def sign_in(page: Page, live_server, username: str, address: str):
    """Open an address as somebody who has to sign in first."""
    page.goto(f"{live_server.url}{address}")
    page.fill("[name=login]", username)
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    expect(page).to_have_url(f"{live_server.url}{address}")


@pytest.fixture
def sheet(page: Page, live_server, room):
    """The member at the sheet of the first dossier."""
    _found, entries, member = room
    declare_conflict(entries[0], member, what="", by=account_of(member))
    sign_in(page, live_server, account_of(member).username, reverse("staff:score-sheet", args=[entries[0].pk]))
    page.wait_for_selector(".score-sheet--quick")  # the script has taken the form over
    return page


def line(page: Page, code: str):
    """A criterion by its number."""
    return page.locator(f'[id="tieu-chi-{code}"]')


def said(page: Page, code: str):
    return line(page, code).locator("[data-saved]")


def radio(page: Page, entry, code: str, points: int):
    return line(page, code).locator(f'input[value="{option_of(node_of(entry, code), points).pk}"]')


def marked(entry, code: str):
    """What the server holds for a criterion: points and note."""
    return ScoreLine.objects.filter(criterion=node_of(entry, code)).values_list("points", "note").get()


def test_marking_with_the_keyboard_saves_itself(sheet, room, grid_complaints):
    _found, entries, _member = room
    line(sheet, "1.1").get_by_role("radio").first.focus()
    sheet.keyboard.press("Space")
    expect(said(sheet, "1.1")).to_have_text(SAVED)
    sheet.keyboard.press("ArrowDown")
    sheet.keyboard.press("ArrowDown")
    expect(sheet.locator("[data-total]")).to_have_text("3")
    expect(sheet.locator("[data-answered]")).to_have_text("1")
    expect(sheet.locator("[data-reason]")).to_have_text("còn 31 tiêu chí chưa chấm, chưa tính hạng")
    sheet.keyboard.press("Tab")
    expect(line(sheet, "1.1").get_by_role("checkbox")).to_be_focused()
    sheet.keyboard.press("Tab")
    sheet.keyboard.press("Enter")
    sheet.keyboard.press("Tab")
    sheet.keyboard.type("Hợp đồng số 3")
    sheet.keyboard.press("Tab")
    expect(line(sheet, "1.2").locator(".evidence summary")).to_be_focused()
    sheet.keyboard.press("Tab")
    expect(line(sheet, "1.2").get_by_role("radio").first).to_be_focused()
    expect(said(sheet, "1.1")).to_have_text(SAVED)
    expect(sheet.locator("[data-missing]")).to_have_attribute("href", "#tieu-chi-1.2")
    assert marked(entries[0], "1.1") == (3, "Hợp đồng số 3")
    sheet.get_by_role("button", name="Ký phiếu").click()
    expect(sheet.get_by_role("heading", level=1)).to_have_text("Ký phiếu chấm")
    sheet.get_by_role("link", name=re.compile(r"^1\.2 ")).click()
    expect(line(sheet, "1.2")).to_be_in_viewport()
    assert grid_complaints == []


def test_a_lost_connection_loses_nothing(sheet, room):
    _found, entries, _member = room
    sheet.context.set_offline(True)
    radio(sheet, entries[0], "1.1", 3).check()
    radio(sheet, entries[0], "1.2", 2).check()
    expect(said(sheet, "1.2")).to_have_text("chưa gửi được, giữ trên máy này")
    expect(sheet.locator("[data-said]")).to_contain_text("2 thay đổi giữ trên máy này")
    sheet.get_by_role("button", name="Ký phiếu").click()
    expect(sheet.locator("[data-said]")).to_contain_text("Mất kết nối")
    assert ScoreLine.objects.count() == 0
    sheet.context.set_offline(False)
    expect(said(sheet, "1.2")).to_have_text(SAVED)
    expect(sheet.locator("[data-said]")).to_have_text("Đã có kết nối, mọi thay đổi đã lưu.")
    assert (marked(entries[0], "1.1")[0], marked(entries[0], "1.2")[0]) == (3, 2)


def test_what_could_not_be_sent_is_there_when_the_page_is_opened_again(sheet, room):
    _found, entries, _member = room
    sheet.route("**/luu/", lambda route: route.abort())
    radio(sheet, entries[0], "1.1", 2).check()
    expect(said(sheet, "1.1")).to_have_text("chưa gửi được, giữ trên máy này")
    sheet.unroute("**/luu/")
    sheet.reload()
    expect(said(sheet, "1.1")).to_have_text(SAVED)
    expect(radio(sheet, entries[0], "1.1", 2)).to_be_checked()
    assert marked(entries[0], "1.1")[0] == 2
    assert sheet.evaluate("window.localStorage.length") == 0


def test_what_is_marked_before_the_script_runs_is_sent_as_it_starts(sheet, room):
    _found, entries, _member = room
    sheet.route("**/luu/", lambda route: route.abort())
    line(sheet, "1.2").locator("summary", has_text="Ghi chú").click()
    line(sheet, "1.2").get_by_role("textbox").fill("Giữ từ trước")
    expect(said(sheet, "1.2")).to_have_text("chưa gửi được, giữ trên máy này")
    sheet.unroute("**/luu/")
    script = Held(sheet, "**/score-sheet*.js")
    sheet.goto(sheet.url, wait_until="commit")
    radio(sheet, entries[0], "1.1", 3).check()
    radio(sheet, entries[0], "1.2", 2).check()
    expect(sheet.locator(".score-sheet--quick")).to_have_count(0)
    script.let_go()
    expect(said(sheet, "1.1")).to_have_text(SAVED)
    expect(said(sheet, "1.2")).to_have_text(SAVED)
    assert (marked(entries[0], "1.1"), marked(entries[0], "1.2")) == ((3, ""), (2, "Giữ từ trước"))
    assert sheet.evaluate("window.localStorage.length") == 0


def test_what_a_form_without_the_script_refused_is_not_taken_for_saved(sheet, room):
    _found, entries, _member = room
    other = sheet.context.new_page()
    other.goto(sheet.url)
    radio(other, entries[0], "1.1", 1).check()
    expect(said(other, "1.1")).to_have_text(SAVED)
    script = Held(sheet, "**/score-sheet*.js")
    radio(sheet, entries[0], "1.1", 3).evaluate("each => { each.checked = true }")
    sheet.evaluate("HTMLFormElement.prototype.submit.call(document.querySelector('.score-sheet'))")
    expect(line(sheet, "1.1").locator("[data-both]")).to_contain_text("(3 điểm)")
    script.let_go()
    sheet.wait_for_selector(".score-sheet--quick")
    assert marked(entries[0], "1.1")[0] == 1
    sheet.get_by_role("button", name="Lưu", exact=True).click()
    expect(said(sheet, "1.1")).to_have_text(SAVED)
    assert marked(entries[0], "1.1")[0] == 3


def test_who_signs_in_again_reloads_the_page_and_everything_is_sent(sheet, room, live_server):
    _found, entries, member = room
    barred = "1 thay đổi giữ trên máy này, tải lại trang để gửi tiếp."
    sheet.context.clear_cookies()
    radio(sheet, entries[0], "1.1", 3).check()
    expect(said(sheet, "1.1")).to_have_text("chưa gửi được, giữ trên máy này")
    expect(sheet.locator("[data-said]")).to_contain_text(barred)
    other = sheet.context.new_page()
    sign_in(other, live_server, account_of(member).username, reverse("staff:score-list"))
    with sheet.expect_response("**/luu/") as answered:
        sheet.get_by_role("button", name="Ký phiếu").click()
    assert answered.value.status == 403  # the form's token is that of before
    expect(sheet.locator("[data-said]")).to_contain_text(barred)
    assert ScoreLine.objects.count() == 0
    sheet.get_by_role("button", name="Tải lại trang").click()
    expect(said(sheet, "1.1")).to_have_text(SAVED)
    expect(sheet.get_by_role("button", name="Tải lại trang")).to_be_hidden()
    assert marked(entries[0], "1.1")[0] == 3
    assert sheet.evaluate("window.localStorage.length") == 0


def test_two_windows_of_one_member(sheet, room):
    _found, entries, _member = room
    other = sheet.context.new_page()
    other.goto(sheet.url)
    radio(other, entries[0], "1.1", 1).check()
    expect(said(other, "1.1")).to_have_text(SAVED)
    radio(sheet, entries[0], "1.1", 3).check()
    both = line(sheet, "1.1").locator("[data-both]")
    expect(both).to_contain_text("(1 điểm)")
    expect(both).to_contain_text("(3 điểm)")
    sheet.get_by_role("button", name="Giữ bản ở đây").click()
    expect(said(sheet, "1.1")).to_have_text(SAVED)
    assert marked(entries[0], "1.1")[0] == 3
    radio(other, entries[0], "1.1", 2).check()
    other.get_by_role("button", name="Lấy bản đã lưu").click()
    expect(radio(other, entries[0], "1.1", 3)).to_be_checked()
    assert marked(entries[0], "1.1")[0] == 3
    # what the other window never touched is saved from here as ever
    radio(other, entries[0], "1.2", 2).check()
    expect(said(other, "1.2")).to_have_text(SAVED)


def test_two_windows_that_lost_the_connection_keep_what_each_marked(sheet, room):
    _found, entries, _member = room
    other = sheet.context.new_page()
    other.goto(sheet.url)
    other.wait_for_selector(".score-sheet--quick")
    sheet.context.route("**/luu/", lambda route: route.abort())
    radio(sheet, entries[0], "1.1", 3).check()
    expect(said(sheet, "1.1")).to_have_text("chưa gửi được, giữ trên máy này")
    radio(other, entries[0], "1.2", 2).check()
    expect(said(other, "1.2")).to_have_text("chưa gửi được, giữ trên máy này")
    other.close()
    sheet.context.unroute("**/luu/")
    sheet.reload()
    expect(said(sheet, "1.1")).to_have_text(SAVED)
    expect(said(sheet, "1.2")).to_have_text(SAVED)
    assert (marked(entries[0], "1.1")[0], marked(entries[0], "1.2")[0]) == (3, 2)
    assert sheet.evaluate("window.localStorage.length") == 0


def addresses(found, entries):
    """Every page of marking and of the meeting, the second dossier not opened yet."""
    first, second = entries
    return [
        reverse("staff:score-list"),
        reverse("staff:score-sheet", args=[first.pk]),
        reverse("staff:score-sheet", args=[second.pk]),
        reverse("staff:score-sign", args=[first.pk]),
    ]


def meeting_addresses(found, entries):
    return [
        reverse("staff:meeting", args=[found.pk]),
        reverse("staff:meeting-conclude", args=[found.pk]),
        reverse("staff:meeting-entry", args=[entries[0].pk]),
        reverse("staff:meeting-entry", args=[entries[1].pk]),
    ]


def looked_at(page: Page, live_server, pages):
    """How wide each page is at 375 px and 1280 px, and what axe finds on the whole of it.

    The window is as tall as the page: the bar at its foot lies over nothing then, wherever the page is scrolled to.
    """
    found = {}
    for address in pages:
        for width in (375, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(f"{live_server.url}{address}")
            tall = page.evaluate("document.documentElement.scrollHeight")
            page.set_viewport_size({"width": width, "height": tall})
            found[address, width] = (page.evaluate("document.documentElement.scrollWidth"), violations(page))
    return found


@pytest.mark.slow
def test_no_page_of_a_member_scrolls_sideways_or_shuts_somebody_out(sheet, live_server, room):
    found, entries, member = room
    radio(sheet, entries[0], "1.1", 1).check()
    expect(said(sheet, "1.1")).to_have_text(SAVED)
    seen = looked_at(sheet, live_server, addresses(found, entries))
    assert seen == {(address, width): (width, []) for address, width in seen}
    sign_at_once(entries[0], member)
    seen = looked_at(sheet, live_server, [reverse("staff:score-sheet", args=[entries[0].pk])])
    assert seen == {(address, width): (width, []) for address, width in seen}


@pytest.mark.slow
def test_no_page_of_the_meeting_scrolls_sideways_or_shuts_somebody_out(page, live_server, room):
    found, entries, member = room
    for seat in sitting(found.council):
        sign_at_once(entries[0], seat, failing() if seat == member else failing("1.5", "2.1", "3.5", "5.1", "8", "9"))
    sign_in(page, live_server, "can-bo", reverse("staff:meeting", args=[found.pk]))
    seen = looked_at(page, live_server, meeting_addresses(found, entries))
    assert seen == {(address, width): (width, []) for address, width in seen}
