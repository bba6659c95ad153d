"""What the book of acts keeps back while a council scores, and what it never says of who sits there."""

from __future__ import annotations

from copy import deepcopy
from decimal import Decimal
from uuid import UUID

import pghistory
import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from core.requests import request_scope
from evaluations.actions.councils import note_contacts
from evaluations.actions.meeting import agree_where_all_do, note_discussion
from evaluations.actions.sheets import declare_conflict, open_sheet, save_comment
from evaluations.queries.councils import sitting
from tests.evaluations.closing import close, mark_all
from tests.evaluations.council_room import account_of
from tests.evaluations.council_steps import words
from tests.evaluations.score_room import TODAY, scoring_round, sign_at_once

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PAGE = "/staff/nhat-ky/"
SIGNED, OTHERS, AGREED, SAID, NOTED, CLOSED = (UUID(int=number) for number in range(1, 7))
REMARK, DISCUSSED = "Nhận xét kín 17", "Thảo luận kín 23"


def in_request(number, doing):
    """Do something as a request does it: the rows' history is told its number."""
    with request_scope(number), pghistory.context(request=str(number)):
        return doing()


@pytest.fixture(scope="module")
@override_settings(BUSINESS_DAY=TODAY)
def built(stage):
    """A dossier that everybody has marked and on which the council has agreed, in a round that is not concluded."""
    province, commune, officer = stage
    found, entries = scoring_round(province, commune, officer, count=1)
    (entry,), member = entries, sitting(found.council)[0]
    by = account_of(member)

    def sign():
        declare_conflict(entry, member, what="", by=by)
        save_comment(open_sheet(entry, member, by=by), REMARK, revision=0, by=by)
        sign_at_once(entry, member)

    in_request(SIGNED, sign)
    in_request(OTHERS, lambda: mark_all(entries))
    in_request(AGREED, lambda: agree_where_all_do(entry, by=officer))
    in_request(SAID, lambda: note_discussion(entry, DISCUSSED, seen="", by=officer))
    return found, entries


@pytest.fixture
def room(db, built, settings):
    settings.BUSINESS_DAY = TODAY
    return deepcopy(built)


def rows(client, number):
    """The changes that the page tells of the rows of one request, by the kind of row."""
    told = client.get(PAGE, {"lan": str(number)}).context["rows"]
    return {row.kind: {change.column: change.after for change in row.changes} for row in told}


def options(client, number):
    """What each act of agreeing tells of the option."""
    page = client.get(PAGE, {"lan": str(number)})
    lines = [shown["line"] for group in page.context["sendings"] for shown in group["lines"]]
    return [detail for line in lines for detail in line.details if detail.startswith("phương án")]


def test_points_and_what_was_agreed_are_kept_back_until_the_round_is_concluded(room, client, administrator, officer):
    found, entries = room
    client.force_login(administrator)
    sheet = rows(client, SIGNED)["phiếu chấm"]
    assert (sheet["tổng điểm"], sheet["nhận xét"], sheet["trạng thái"]) == (None, None, "đã ký")
    agreed = rows(client, AGREED)["phương án thống nhất"]
    assert (agreed["phương án thống nhất"], agreed["bị loại"], agreed["tiêu chí"] is None) == (None, None, False)
    assert rows(client, SAID)["lượt đánh giá"] == {"nội dung thảo luận": None}
    assert set(options(client, AGREED)) == {"phương án: đã đổi"}
    whole = "".join(words(client.get(PAGE, {"lan": str(number)})) for number in (SIGNED, AGREED, SAID))
    whole += client.get(PAGE, {"tai-ve": "csv"}).getvalue().decode()
    assert [word for word in (REMARK, DISCUSSED) if word in whole] == []

    in_request(CLOSED, lambda: close(found, entries, officer))
    total = entries[0].sheets.earliest("pk").total
    assert total > Decimal(50)
    sheet = rows(client, SIGNED)["phiếu chấm"]
    assert (sheet["tổng điểm"], sheet["nhận xét"]) == (f"{total.normalize():f}".replace(".", ","), REMARK)
    assert rows(client, SAID)["lượt đánh giá"] == {"nội dung thảo luận": DISCUSSED}
    assert rows(client, AGREED)["phương án thống nhất"]["phương án thống nhất"] is not None
    told = options(client, AGREED)
    assert (len(told) > 0, [each for each in told if "đã đổi" in each]) == (True, [])


def test_what_is_kept_back_takes_one_query_for_each_kind_of_thing(room, client, auditor):
    client.force_login(auditor)

    def queries(number):
        client.get(PAGE, {"lan": str(number)})
        with CaptureQueriesContext(connection) as asked:
            client.get(PAGE, {"lan": str(number)})
        return [each["sql"] for each in asked if "evaluations_round" in each["sql"] and "status" in each["sql"]]

    kept = [sql for sql in queries(AGREED) if '"evaluations_round"."status" IN' in sql]
    assert len(kept) == 2  # the entry that the acts were done to, the agreed lines that they wrote


def test_of_what_is_noted_on_a_seat_only_that_it_changed(room, client, auditor, officer):
    seat = sitting(room[0].council)[1]
    contacts = {"phone": "0912 345 678", "address": "Số 5, ấp 3", "tax_code": "0314409058"}
    in_request(NOTED, lambda: note_contacts(seat, **contacts, by=officer))
    client.force_login(auditor)
    assert rows(client, NOTED)["thành viên hội đồng"] == dict.fromkeys(("điện thoại", "địa chỉ", "mã số thuế"))
    assert "0314409058" not in words(client.get(PAGE, {"lan": str(NOTED)}))
