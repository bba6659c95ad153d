"""The contact of who reported a label: removed on request, never for ever, and seen where the product lies now."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from core.errors import ActionRefused
from core.history import history_of
from core.models import HistoryEntry
from core.roles import Role
from products.actions.label_reports import close_report, forget_report_contact, take_report
from products.actions.merging import merge_products
from products.actions.products import edit_product
from products.models import LabelReport
from products.queries.label_reports import report_counts
from tests.core.hostile_files import plain_picture
from tests.factories import make_place, make_producer, make_product, make_province, make_user
from tests.products.report_room import make_report

pytestmark = pytest.mark.django_db
CONTACT = {"contact": "Chị Hoạ, 0900 123 456", "consent_text": "Tôi đồng ý (minh hoạ)"}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def commune(law):
    return make_place("Xã Minh Hoạ", parent=make_province())


@pytest.fixture
def other(commune):
    return make_place("Xã Khác Minh Hoạ", parent=make_province())


@pytest.fixture
def product(commune):
    return make_product("Dừa sáp minh hoạ", producer=make_producer("Hợp tác xã Minh Hoạ", place=commune))


def refused(act, *args, **kwargs):
    with pytest.raises(ActionRefused) as refusal:
        act(*args, **kwargs)
    return [reason.text for reason in refusal.value.reasons]


# --------------------------------------------------------------------- on request
def test_a_contact_is_removed_on_request_and_the_book_never_says_it(product, officer):
    report = make_report(product=product, **CONTACT)
    gone = forget_report_contact(report, why=" đơn số 3 ", by=officer)
    report.refresh_from_db()
    assert (gone.contact, report.contact, report.consent_text) == ("", "", CONTACT["consent_text"])
    entry = history_of(report).get()
    assert (entry.verb, entry.by, entry.why, entry.data) == ("forget_report_contact", officer, "đơn số 3", {})
    assert "0900" not in str(list(HistoryEntry.objects.values()))
    assert refused(forget_report_contact, report, why="x", by=officer) == ["Báo cáo này không giữ liên hệ nào."]


def test_a_closed_report_gives_its_contact_back_too_and_a_reason_is_asked_for(product, officer, other):
    report = take_report(make_report(product=product, **CONTACT), by=officer)
    close_report(report, outcome="right_label", why="x", by=officer)
    assert refused(forget_report_contact, report, why=" ", by=officer) == ["Cần nêu lý do."]
    neighbour = make_user(Role.LOCAL_OFFICER, other)
    assert refused(forget_report_contact, report, why="x", by=neighbour) == [
        "Xã Minh Hoạ không thuộc địa bàn của bạn."
    ]
    assert forget_report_contact(report, why="x", by=officer).contact == ""


def test_the_page_of_a_report_leads_there(client, product, officer):
    report = make_report(product=product, **CONTACT)
    detail, forget = (reverse(f"staff:label-report-{page}", args=[report.pk]) for page in ("detail", "forget"))
    client.force_login(officer)
    assert f'href="{forget}"' in client.get(detail).content.decode()
    assert client.get(forget).status_code == 200
    assert client.post(forget, {"why": ""}).context["form"].errors == {"why": ["Hãy ghi lý do."]}
    page = client.post(forget, {"why": "đơn số 3"}, follow=True)
    assert [str(message) for message in page.context["messages"]] == ["Đã xóa liên hệ của người báo."]
    text = page.content.decode()
    assert ("0900 123 456" in text, f'href="{forget}"' in text, "không để lại, hoặc đã xóa" in text) == (
        False,
        False,
        True,
    )
    assert "Báo cáo này không giữ liên hệ nào." in client.get(forget).content.decode()


# --------------------------------------------------------------------- never for ever
@pytest.mark.django_db(transaction=True)
def test_what_nobody_closes_goes_after_twice_the_time(commune):
    name = default_storage.save(f"labels/{'a' * 32}-1600.jpg", io.BytesIO(plain_picture()))
    ages = {"mới": 359, "cũ": 361, "rất cũ": 2 * 3 * 365 + 1}
    for status, (where, days) in zip(("new", "in_hand", "new"), ages.items(), strict=True):
        photo = {"photo": name, "photo_sha256": "0" * 64} if where == "rất cũ" else {}
        report = make_report(where=where, status=status, **CONTACT, **photo)
        reported_at = timezone.now() - timedelta(days=days)
        LabelReport.objects.filter(pk=report.pk).update(reported_at=reported_at)
    call_command("apply_retention", "--apply")
    left = dict(LabelReport.objects.values_list("where", "contact"))
    assert left == {"mới": CONTACT["contact"], "cũ": ""}
    assert not default_storage.exists(name)


def test_what_waits_for_longer_than_30_days_is_told(client, product, officer):
    for day in (date(2022, 8, 31), date(2022, 9, 1)):  # 31 and 30 days before the business day
        make_report(product=product, reported_on=day)
    make_report(product=product, status="in_hand", reported_on=date(2022, 7, 3))
    closed = {"outcome": "right_label", "outcome_why": "x", "closed_at": timezone.now()}
    make_report(product=product, status="done", reported_on=date(2022, 7, 3), **closed)
    assert report_counts(officer) == {"new": 2, "in_hand": 1, "done": 1, "overdue": 2}
    client.force_login(officer)
    assert "2 chờ quá 30 ngày" in client.get("/staff/").content.decode()
    keys = ("moi", "dang-xem-xet", "da-khep")
    lists = {key: client.get("/staff/bao-cao-nhan/", {"tinh-trang": key}).content.decode() for key in keys}
    assert {key: text.count("state--wrong") for key, text in lists.items()} == {
        "moi": 1,
        "dang-xem-xet": 1,
        "da-khep": 0,
    }
    assert ("chờ 31 ngày" in lists["moi"], "chờ 90 ngày" in lists["dang-xem-xet"]) == (True, True)


# --------------------------------------------------------------------- where the product lies now
def seen_by(*people):
    return [list(LabelReport.objects.visible_to(person)) for person in people]


def test_a_report_goes_along_when_the_place_of_the_product_is_put_right(client, product, officer, commune, other):
    report = make_report(product=product, **CONTACT)
    here, there = (make_user(Role.LOCAL_OFFICER, place) for place in (commune, other))
    assert seen_by(here, there, officer) == [[report], [], [report]]
    edit_product(product, place=other, by=officer)
    assert seen_by(here, there, officer) == [[], [report], [report]]
    address = reverse("staff:label-report-detail", args=[report.pk])
    found = {}
    for person in (here, there):
        client.force_login(person)
        found[person] = client.get(address).status_code
    assert found == {here: 404, there: 200}
    report = LabelReport.objects.get()
    assert refused(take_report, report, by=here) == ["Xã Khác Minh Hoạ không thuộc địa bàn của bạn."]
    assert take_report(report, by=there).status == "in_hand"


def test_a_report_goes_along_with_a_product_that_was_a_double(product, officer, commune, other):
    report = make_report(product=product, **CONTACT)
    kept = make_product("Dừa sáp minh hoạ", producer=make_producer("Hợp tác xã Minh Hoạ", place=other))
    merge_products(kept, product, why="Trùng", by=officer)
    here, there = (make_user(Role.LOCAL_OFFICER, place) for place in (commune, other))
    assert seen_by(here, there) == [[], [report]]


def test_a_report_of_no_known_product_or_place_is_the_provinces(officer, commune):
    unknown = make_report(**CONTACT)
    unplaced = make_report(product=make_product("Bánh", producer=make_producer("Hộ", place=None), place=None))
    assert seen_by(make_user(Role.LOCAL_OFFICER, commune), officer) == [[], [unknown, unplaced]]
