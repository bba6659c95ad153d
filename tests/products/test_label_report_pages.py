"""The form for reporting a label and the queue of staff, through the browser's requests."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from core.roles import Role
from products.actions.decisions import issue_decision
from products.actions.label_reports import report_label
from products.forms.label_reports import CONSENT
from products.models import LabelReport
from products.rules.codes import printed_code
from tests.core.hostile_files import photos, plain_picture
from tests.factories import line, make_place, make_producer, make_product, make_province, make_user, paper
from tests.products.report_room import closed_report, make_report

pytestmark = pytest.mark.django_db
SENT = {"code": "", "seen": "Nhãn ghi 5 sao (minh hoạ)", "where": "Chợ Minh Hoạ", "contact": ""}
MEGABYTE = 1024 * 1024


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def commune(law):
    return make_place("Xã Minh Hoạ", parent=make_province())


@pytest.fixture
def code(commune):
    product = make_product("Dừa sáp minh hoạ", producer=make_producer("Hợp tác xã Minh Hoạ", place=commune))
    issue_decision(paper("612/QĐ-UBND", date(2021, 3, 30)), [line(product, 4)], by=None)
    return product.recognitions.get().certificate.code


def sent(client, **change):
    return client.post("/bao-cao-nhan/", SENT | change)


# --------------------------------------------------------------------- the public's form
def test_the_form_knows_the_code_and_is_never_kept(client, code):
    page = client.get("/bao-cao-nhan/", {"ma": code})
    assert page.context["form"]["code"].value() == printed_code(code)
    assert "no-store" in page["Cache-Control"]
    assert "ETag" not in page
    assert client.get("/bao-cao-nhan/", {"ma": '"><script>'}).context["form"]["code"].value() == '"><script>'
    assert '"><script>' not in page.content.decode()


def test_it_takes_a_token_and_no_account(code):
    client = Client(enforce_csrf_checks=True)
    assert sent(client).status_code == 403
    client.get("/bao-cao-nhan/")
    response = sent(client, csrfmiddlewaretoken=client.cookies["csrftoken"].value)
    assert (response.status_code, response["Location"]) == (302, "/bao-cao-nhan/da-nhan/")
    assert LabelReport.objects.count() == 1
    assert "Đã nhận báo cáo" in client.get("/bao-cao-nhan/da-nhan/").content.decode()


def test_everything_that_was_sent_is_kept(client, code):
    photo = SimpleUploadedFile("anh.jpg", plain_picture())
    sent(client, code=printed_code(code), contact="0900 000 000", has_consent="on", photo=photo)
    report = LabelReport.objects.get()
    assert (report.code_text, report.product.name, report.contact) == (code, "Dừa sáp minh hoạ", "0900 000 000")
    assert report.consent_text == str(CONSENT)
    assert re.fullmatch(r"labels/[0-9a-f]{32}-400\.jpg", report.photo)


def test_a_contact_without_consent_and_a_bad_photo_lose_nothing(client, code):
    page = sent(client, contact="0900 000 000")
    assert page.context["form"].errors == {"has_consent": ["Hãy đánh dấu đồng ý, hoặc để trống ô liên hệ."]}
    assert "Chợ Minh Hoạ" in page.content.decode()
    page = sent(client, photo=SimpleUploadedFile("a.jpg", photos()["page.jpg"]))
    assert list(page.context["form"].errors) == ["photo"]
    assert page.context["form"]["seen"].value() == SENT["seen"]
    assert LabelReport.objects.count() == 0


def test_so_many_reports_and_no_more_and_no_photo_is_opened_beyond(client, code, settings, monkeypatch):
    settings.VISITOR_LIMITS = {**settings.VISITOR_LIMITS, "label_report": (2, 3600)}
    assert [sent(client).status_code for _time in range(2)] == [302, 302]
    monkeypatch.setattr("products.views.label_report.report_label", lambda **_given: 1 / 0)
    response = sent(client)
    assert (response.status_code, LabelReport.objects.count()) == (429, 2)
    assert 1 <= int(response["Retry-After"]) <= 3600
    assert "hãy gọi cơ quan quản lý thị trường" in response.content.decode()


def test_a_flood_from_many_places_is_held_off_too(client, code, settings):
    settings.VISITOR_LIMITS = {**settings.VISITOR_LIMITS, "label_reports_of_all": (3, 3600)}
    answers = [client.post("/bao-cao-nhan/", SENT, REMOTE_ADDR=f"203.0.113.{n}").status_code for n in range(5)]
    assert answers == [302, 302, 302, 429, 429]


def test_a_stranger_brings_a_photo_that_is_too_large_and_loses_nothing(client, code, settings):
    settings.FILE_LIMITS = {**settings.FILE_LIMITS, "label": {"bytes": 3 * MEGABYTE, "pixels": 1_000_000}}
    page = sent(client, photo=SimpleUploadedFile("a.jpg", b"x" * 6 * MEGABYTE))
    assert page.context["form"].errors == {"photo": ["Tệp nặng hơn 3 MB."]}
    assert sent(client, photo=SimpleUploadedFile("a.jpg", b"x" * 12 * MEGABYTE)).status_code == 413
    # Every other door is as narrow for strangers as before.
    assert client.post("/xac-minh/", {"a": SimpleUploadedFile("a.jpg", b"x" * 6 * MEGABYTE)}).status_code == 413


# --------------------------------------------------------------------- the queue
def test_the_queue_by_status_at_the_same_number_of_queries(client, commune, officer, django_assert_num_queries):
    client.force_login(officer)
    client.get("/staff/bao-cao-nhan/")
    first = make_report(product=make_product(place=commune))
    with django_assert_num_queries(5):  # session, person, territory, counts, how many, the rows
        page = client.get("/staff/bao-cao-nhan/")
    make_report(product=make_product(place=commune))
    make_report()
    with django_assert_num_queries(5):
        page = client.get("/staff/bao-cao-nhan/")
    assert page.context["page_obj"][0] == first
    assert [(tab["label"], tab["count"]) for tab in page.context["tabs"]] == [
        ("Mới", 3),
        ("Đang xem xét", 0),
        ("Đã khép", 0),
    ]
    newest = [closed_report(3), closed_report(2)][::-1]
    page = client.get("/staff/bao-cao-nhan/", {"tinh-trang": "da-khep"})
    assert list(page.context["page_obj"]) == newest
    assert client.get("/staff/bao-cao-nhan/", {"tinh-trang": "x"}).status_code == 200


def test_the_work_desk_says_how_many_wait_and_the_list_of_products_leads_there(client, commune, officer):
    client.force_login(officer)
    assert "Báo cáo nhãn sai" not in client.get("/staff/").content.decode()
    make_report(product=make_product(place=commune))
    make_report(product=make_product(place=commune), status="in_hand")
    assert "1 mới, 1 đang xem xét" in client.get("/staff/").content.decode()
    assert 'href="/staff/bao-cao-nhan/"' in client.get("/staff/san-pham/").content.decode()
    client.force_login(make_user(Role.COUNCIL_MEMBER))
    assert "đang xem xét" not in client.get("/staff/").content.decode()
    assert 'href="/staff/bao-cao-nhan/"' not in client.get("/staff/san-pham/").content.decode()


def test_from_new_to_closed(client, code, officer):
    report = report_label(code=code, seen="Nhãn lạ (minh hoạ)", where="Chợ", contact="0900 1", consent_text="Đồng ý")
    client.force_login(officer)
    address = f"/staff/bao-cao-nhan/{report.pk}/"
    text = client.get(address).content.decode()
    told = ("Nhận xem xét</button>", "Nhãn lạ (minh hoạ)", "0900 1")
    assert ([words for words in told if words not in text], 'name="outcome"' in text) == ([], False)
    assert client.post(f"{address}nhan/", follow=True).redirect_chain == [(address, 302)]
    page = client.post(f"{address}khep/", {"outcome": "", "why": ""})
    assert page.context["form"].errors == {"outcome": ["Hãy chọn kết quả."], "why": ["Hãy ghi lý do."]}
    assert client.post(f"{address}khep/", {"outcome": "false_label", "why": "Đã thu"}).status_code == 302
    text = client.get(address).content.decode()
    told = ("Nhãn sai, đã xử lý", "Đã thu", "Khép báo cáo nhãn")
    assert ([words for words in told if words not in text], "Nhận xem xét</button>" in text) == ([], False)
    answer = client.post(f"{address}nhan/", follow=True).content.decode()
    assert "Không thể chuyển" in answer


def test_the_photo_is_for_staff_of_the_place_alone(client, code, commune, officer):
    report = report_label(
        code=code, seen="x", where="y", photo=SimpleUploadedFile("a.jpg", plain_picture(size=(640, 480)))
    )
    address = f"/staff/bao-cao-nhan/{report.pk}/anh/"
    assert client.get(address).status_code == 302  # to the door
    assert client.get(f"/anh/{report.photo.partition('/')[2]}").status_code == 404  # no public way
    neighbour = make_user(Role.LOCAL_OFFICER, make_place("Xã Khác Minh Hoạ", parent=make_province()))
    for person, status in ((neighbour, 404), (make_user(Role.COUNCIL_MEMBER), 403), (officer, 200)):
        client.force_login(person)
        assert client.get(address).status_code == status
    answer = client.get(address)
    assert (answer["Content-Type"], answer["Cache-Control"], answer["X-Content-Type-Options"]) == (
        "image/jpeg",
        "private, no-store",
        "nosniff",
    )
    assert client.get(f"/staff/bao-cao-nhan/{make_report().pk}/anh/").status_code == 404


def test_nothing_of_a_report_is_public(client, code):
    report_label(code=code, seen="Lời kín", where="Chợ Kín", contact="0900 kín", consent_text="Đồng ý")
    for address in (f"/xac-minh/{code}/", "/xac-minh/?ma=kin", "/bao-cao-nhan/", "/bao-cao-nhan/da-nhan/"):
        text = client.get(address).content.decode()
        assert [words for words in ("Lời kín", "Chợ Kín", "0900 kín") if words in text] == []
