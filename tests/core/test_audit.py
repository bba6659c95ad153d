"""The book of acts for auditors: who, what, when, why, before and after; one request together; to keep as a file."""

from __future__ import annotations

import ast
import csv
import io
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pghistory
import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.filters import HistoryFilter
from core.history import record, verb_words
from core.models import HistoryEntry
from core.queries.history import PER_PAGE, book, lines_of, older_than, page_of
from core.requests import current_request_id, request_scope
from core.rules.unsaid import UNSAID, is_unsaid, without_numbers
from producers.actions.producers import UNSAID as PRODUCER_UNSAID
from producers.actions.producers import create_producer, edit_producer
from producers.models import Producer
from products.actions.decisions import issue_decision
from products.actions.products import UNSAID as PRODUCT_UNSAID
from tests.emptying import behind_the_triggers
from tests.factories import line, make_place, make_producer, make_product, paper

pytestmark = pytest.mark.django_db
PAGE = "/staff/nhat-ky/"
NUMBER = UUID("11111111-2222-4333-8444-555555555555")


# ------------------------------------------------------------------ one request, one number
def test_a_scope_gives_one_number_to_everything_inside():
    assert current_request_id() is None
    with request_scope() as outer:
        with request_scope() as inner:
            assert (inner, current_request_id()) == (outer, outer)
        with request_scope(NUMBER):
            assert current_request_id() == NUMBER
        assert current_request_id() == outer
    assert current_request_id() is None


def test_an_act_knows_its_request(officer):
    assert record(make_place(), "edit_place", by=officer).request is None
    with request_scope(NUMBER):
        assert record(make_place(), "edit_place", by=officer).request == NUMBER


def test_the_acts_and_rows_of_one_request_carry_the_same_number(client, officer):
    producer = make_producer("Hộ Minh Hoạ", place=make_place(parent=officer.territory))
    client.force_login(officer)
    values = {"name": "Hộ Minh Hoạ Hai", "legal_form": producer.legal_form, "place": producer.place.slug}
    address = reverse("staff:producer-edit", args=[producer.slug])
    assert client.post(address, values).status_code == 302
    entry = HistoryEntry.objects.get(verb="edit_producer")
    context = producer.events.latest("pgh_id").pgh_context
    assert context.metadata["request"] == str(entry.request)
    assert context.metadata["user"] == officer.pk


# ------------------------------------------------------------------ before and after
def in_request(number, doing):
    """Do something as a request does it: the rows' history is told its number."""
    with request_scope(number), pghistory.context(request=str(number)):
        return doing()


def told(entry):
    [told] = lines_of([HistoryEntry.objects.select_related("by", "subject_type").get(pk=entry.pk)])
    return told


def changes(entry):
    return [str(change) for change in told(entry).changes]


def test_an_edit_says_both_values_but_not_those_of_contact_details(officer):
    producer = make_producer("Hộ Minh Hoạ", phone="+842943855123", note="a", code="084123456789")
    edit_producer(producer, name="Hộ Minh Hoạ Hai", phone="+842943855124", note="b", code="084123456780", by=officer)
    entry = HistoryEntry.objects.get(verb="edit_producer")
    assert changes(entry) == [
        "tên chủ thể: Hộ Minh Hoạ → Hộ Minh Hoạ Hai",
        "mã số doanh nghiệp, mã số thuế: •••••••••789 → •••••••••780",
        "điện thoại: đã đổi",
        "ghi chú nội bộ: đã đổi",
    ]
    assert (told(entry).who, told(entry).what, told(entry).kind) == (str(officer), "Sửa thông tin", "chủ thể")


def test_an_act_that_says_nothing_itself_is_told_by_the_history_of_its_row(officer):
    one, two = make_place("Xã Một Minh Hoạ"), make_place("Xã Hai Minh Hoạ")
    producer = make_producer("Hộ Minh Hoạ", place=one, phone="+842943855123")

    def change():
        Producer.objects.filter(pk=producer.pk).update(place=two, phone="", code="084123456789")
        return record(producer, "admin_change", by=officer)

    entry = in_request(NUMBER, change)
    assert changes(entry) == [
        "mã số doanh nghiệp, mã số thuế: – → •••••••••789",
        "địa bàn: Xã Một Minh Hoạ → Xã Hai Minh Hoạ",
        "điện thoại: đã đổi",
    ]


def test_several_changes_of_a_row_in_one_request_are_told_as_one(officer):
    producer = make_producer("Một Minh Hoạ")

    def change():
        for name in ("Hai Minh Hoạ", "Ba Minh Hoạ"):
            Producer.objects.filter(pk=producer.pk).update(name=name)
        return record(producer, "admin_change", by=officer)

    assert changes(in_request(NUMBER, change)) == ["tên chủ thể: Một Minh Hoạ → Ba Minh Hoạ"]
    # what another request does is not told with it
    other = in_request(UUID(int=1), lambda: record(producer, "admin_change", by=officer))
    assert changes(other) == []


def test_a_status_and_the_facts_before_and_after_are_told(officer):
    place = make_place()
    status = record(place, "status:closed", by=officer, before="open", after="closed")
    facts = record(
        place, "save_result", by=officer, before={"score": 70, "note": "a"}, after={"score": 71, "note": "b"}
    )
    assert changes(status) == ["trạng thái: open → closed"]
    assert changes(facts) == ["ghi chú: đã đổi", "điểm: 70 → 71"]
    detail = record(place, "add_photo", by=officer, stem="abc", caption="số 084123456789", phone="+84")
    assert told(detail).details == ["mã tệp: abc", "điện thoại: đã đổi", "chú thích: số •••••••••789"]


def test_a_column_that_holds_a_list_is_told(client, auditor, officer):
    place = make_place(parent=officer.territory)
    names = {"legal_form": "household", "other_names": ["Tên Một", "Tên Hai"]}
    in_request(NUMBER, lambda: create_producer(name="Hộ Minh Hoạ", place=place, by=officer, **names))
    client.force_login(auditor)
    [row] = client.get(PAGE, {"lan": str(NUMBER)}).context["rows"]
    assert "tên gọi khác: Tên Một, Tên Hai" in [str(change) for change in row.changes]


def test_what_actions_leave_unsaid_stays_unsaid_here():
    assert PRODUCER_UNSAID | PRODUCT_UNSAID <= UNSAID
    assert [is_unsaid(name) for name in ("note", "end_note", "email", "name")] == [True, True, True, False]
    assert (
        without_numbers("số 084123456789, 0841234567, 0841234567890") == "số •••••••••789, 0841234567, 0841234567890"
    )


def verbs_written_in(tree):
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and len(node.args) > 1]
    verbs = [call.args[1] for call in calls if getattr(call.func, "id", "") == "record"]
    return {verb.value for verb in verbs if isinstance(verb, ast.Constant)}


def test_every_verb_has_words():
    """Every verb that the code writes literally; those of a status are `status:…`."""
    written = set()
    for app in ("core", "producers", "products", "evaluations", "reports", "ocop_portal"):
        for file in (Path(settings.BASE_DIR) / app).rglob("*.py"):
            written |= verbs_written_in(ast.parse(file.read_text(encoding="utf-8")))
    assert len(written) > 40
    assert sorted(written - set(verb_words())) == []


# ------------------------------------------------------------------ the list
def spread(*entries):
    """Put entries on days of the past, an entry a day, the last of them yesterday."""
    today = datetime.now(UTC)
    with behind_the_triggers("core_historyentry"), connection.cursor() as cursor:
        for age, entry in enumerate(reversed(entries), start=1):
            cursor.execute(
                "UPDATE core_historyentry SET at = %s WHERE id = %s", [today - timedelta(days=age), entry.pk]
            )


def found(**query):
    filters = HistoryFilter(query, queryset=book())
    assert filters.is_valid(), filters.errors
    return [entry.label for entry in filters.qs]


@pytest.fixture
def three(officer, administrator):
    place, other = make_place("Xã Một Minh Hoạ"), make_place("Xã Hai Minh Hoạ")
    with request_scope(NUMBER):
        first = record(place, "admin_add", by=officer)
    entries = [
        first,
        record(other, "admin_change", by=administrator, why="sai tên"),
        record(make_producer("Hộ Minh Hoạ", place=place), "create_producer", by=None),
    ]
    spread(*entries)
    return entries


def test_the_filters(three, officer):
    days = [entry.at.date() for entry in HistoryEntry.objects.order_by("at")]
    from zoneinfo import ZoneInfo

    days = [entry.at.astimezone(ZoneInfo("Asia/Ho_Chi_Minh")).date() for entry in HistoryEntry.objects.order_by("at")]
    place = three[0].subject
    assert found() == ["Hộ Minh Hoạ", "Xã Hai Minh Hoạ", "Xã Một Minh Hoạ"]
    assert found(nguoi="canbo-tinh") == ["Xã Một Minh Hoạ"]
    assert found(nguoi="CANBO") == ["Xã Một Minh Hoạ"]
    assert found(nguoi="nguoi minh hoa") == ["Xã Hai Minh Hoạ", "Xã Một Minh Hoạ"]
    assert found(nguoi="khong ai") == []
    assert found(viec="admin_change") == ["Xã Hai Minh Hoạ"]
    assert found(loai="core.place") == ["Xã Hai Minh Hoạ", "Xã Một Minh Hoạ"]
    assert found(tu=f"{days[1]:%d/%m/%Y}") == ["Hộ Minh Hoạ", "Xã Hai Minh Hoạ"]
    assert found(den=f"{days[1]:%d/%m/%Y}") == ["Xã Hai Minh Hoạ", "Xã Một Minh Hoạ"]
    assert found(tu=f"{days[1]:%d/%m/%Y}", den=f"{days[1]:%d/%m/%Y}") == ["Xã Hai Minh Hoạ"]
    assert found(thu=f"core.place:{place.pk}") == ["Xã Một Minh Hoạ"]
    assert found(thu="khong.co:1") == []
    assert found(lan=str(NUMBER)) == ["Xã Một Minh Hoạ"]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"tu": "32/1/2022"}, "Ngày viết như 22/8/2022."),
        ({"den": "31/12/9999"}, "Ngày viết như 22/8/2022."),
        ({"thu": "x"}, "Không đọc được thứ cần xem; hãy mở lại từ một dòng của nhật ký."),
        ({"lan": "x"}, "Không đọc được lần gửi; hãy mở lại từ một dòng của nhật ký."),
    ],
)
def test_what_cannot_be_read_is_said_and_shows_nothing(client, three, administrator, query, words):
    client.force_login(administrator)
    response = client.get(PAGE, query)
    assert response.status_code == 200
    assert words in response.content.decode()
    assert response.context["sendings"] == []
    assert client.get(PAGE, query | {"tai-ve": "csv"}).context["sendings"] == []


def test_pages_follow_each_other_without_gap_or_repeat(officer):
    place = make_place()
    entries = [record(place, "admin_add", by=officer) for _time in range(PER_PAGE * 2 + 7)]
    with behind_the_triggers("core_historyentry"), connection.cursor() as cursor:
        # many at the same moment: their number decides
        cursor.execute("UPDATE core_historyentry SET at = date_trunc('day', at) WHERE id % 3 = 0")
    seen, below = [], None
    for _page in range(3):
        part, below = page_of(older_than(book(), below))
        seen += [entry.pk for entry in part]
    assert below is None
    assert seen == list(book().values_list("pk", flat=True))
    assert sorted(seen) == sorted(entry.pk for entry in entries)


def test_the_list_reads_along_an_index(three, officer):
    """At a million entries nothing may be sorted or counted."""
    place = three[0].subject
    queries = [
        {},
        {"nguoi": "canbo-tinh"},
        {"viec": "admin_add"},
        {"loai": "core.place"},
        {"thu": f"core.place:{place.pk}"},
        {"lan": str(NUMBER)},
        {"tu": "01/01/2022", "den": "31/12/2022"},
    ]
    used = []
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        for query in queries:
            rows = older_than(HistoryFilter(query, queryset=book()).qs, three[2].pk)
            used.append("Index" in rows[: PER_PAGE + 1].explain())
    assert used == [True] * len(queries)


# ------------------------------------------------------------------ the page
def test_the_page_shows_who_what_when_why_and_links(client, three, auditor):
    client.force_login(auditor)
    text = client.get(PAGE).content.decode()
    for words in ("Sửa dòng trong trang quản trị", "sai tên", "máy chủ", "Tạo chủ thể", f"?lan={NUMBER}"):
        assert words in text
    assert f'href="?thu=core.place:{three[0].subject_id}"' in text
    assert f'href="/admin/core/place/{three[0].subject_id}/change/"' in text
    assert '<a href="/staff/nhat-ky/"' in text  # the menu


def test_others_see_neither_the_page_nor_its_place_in_the_menu(client, three, officer):
    client.force_login(officer)
    assert client.get(PAGE).status_code == 403
    assert PAGE not in client.get("/staff/").content.decode()


def test_one_request_stands_together_with_every_row_it_wrote(client, law, officer, auditor):
    producer = make_producer("Hộ Minh Hoạ", phone="+842943855123")
    products = [make_product(name, producer=producer) for name in ("Bánh Minh Hoạ", "Kẹo Minh Hoạ")]

    def publish():
        issue_decision(paper("7/QĐ-UBND"), [line(product, 3) for product in products], by=officer)
        Producer.objects.filter(pk=producer.pk).update(phone="")
        record(producer, "edit_producer", by=officer)

    in_request(NUMBER, publish)
    record(producer, "edit_producer", by=officer)
    client.force_login(auditor)
    page = client.get(PAGE, {"lan": str(NUMBER)})
    [group] = page.context["sendings"]
    assert {shown["line"].entry.verb for shown in group["lines"]} == {"issue_decision", "edit_producer"}
    written = [(row.kind, row.is_new) for row in page.context["rows"]]
    assert sorted(written) == [
        ("chủ thể", False),
        ("công nhận", True),
        ("công nhận", True),
        ("quyết định", True),
    ]
    [changed] = [row for row in page.context["rows"] if not row.is_new]
    assert [str(change) for change in changed.changes] == ["điện thoại: đã đổi"]
    text = page.content.decode()
    assert "Cùng một lần gửi: 2 việc" in text
    assert "842943855123" not in text


def test_a_page_asks_as_often_for_many_acts_as_for_few(client, auditor, officer):
    client.force_login(auditor)

    def act(number):
        place, other = make_place(), make_place()
        producer = make_producer(place=place)

        def change():
            Producer.objects.filter(pk=producer.pk).update(place=other)
            record(producer, "admin_change", by=officer)

        in_request(UUID(int=number), change)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(PAGE).status_code == 200
        return len(asked)

    act(1)
    queries()  # the kinds of things are remembered from now on
    few = queries()
    for number in range(2, 12):
        act(number)
    assert queries() == few


# ------------------------------------------------------------------ to keep
def test_the_export_is_what_the_page_shows_and_is_itself_an_act(client, three, auditor):
    client.force_login(auditor)
    record(make_place("=1+1"), "admin_add", by=auditor, why="@x")
    response = client.get(PAGE, {"loai": "core.place", "tai-ve": "csv", "viec": ""})
    assert response.streaming
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="nhat-ky.csv"'
    data = response.getvalue()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert [row["label"] for row in rows] == ["'=1+1", "Xã Hai Minh Hoạ", "Xã Một Minh Hoạ"]
    assert [row["why"] for row in rows] == ["'@x", "sai tên", ""]
    assert [row["request"] for row in rows][2] == str(NUMBER)
    assert [row["account"] for row in rows] == ["kiem-tra", "quan-tri", "canbo-tinh"]
    entry = book().first()
    assert (entry.verb, entry.by, entry.subject, entry.data) == (
        "export_history",
        auditor,
        auditor,
        {"filters": "loai=core.place&"},
    )


def test_a_long_export_is_read_in_parts_and_whole(client, auditor, officer):
    place = make_place()
    for _time in range(1203):
        record(place, "admin_add", by=officer)
    client.force_login(auditor)
    with CaptureQueriesContext(connection) as asked:
        lines = client.get(PAGE, {"tai-ve": "csv", "loai": "core.place"}).getvalue().decode().splitlines()
    assert len(lines) == 1204
    assert len(asked) < 30


def test_the_admin_leads_to_the_page(client, three, administrator):
    client.force_login(administrator)
    text = client.get("/admin/core/historyentry/").content.decode()
    assert f'href="{PAGE}">Xem, lọc, tải về trên trang Nhật ký' in text
    assert f'href="{PAGE}?lan={NUMBER}"' in text
    assert f'href="{PAGE}?thu=core.place:{three[1].subject_id}"' in text


@pytest.mark.parametrize(
    ("table", "lookup", "status"),
    [
        ("historyentry", "data__option__startswith=a", 400),
        ("historyentry", "data__contains=a", 400),
        ("historyentry", "data__has_key=option", 400),
        ("historyentry", "verb=admin_change", 200),
        ("historyseal", "leaves__has_key=1", 400),
        ("historyseal", "count=1", 200),
    ],
)
def test_the_admin_gives_nothing_that_it_leaves_out_sign_by_sign(client, three, administrator, table, lookup, status):
    """What is agreed on before a round is concluded stands in `data` and could be guessed through the address."""
    client.force_login(administrator)
    assert client.get(f"/admin/core/{table}/?{lookup}").status_code == status
