"""Looking for a person: whole numbers alone, nothing cut in silence, a line where a representative's name led."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from core.history import history_of
from core.models import HistoryEntry
from producers.actions.representatives import keep_representative
from producers.models import RepresentativeProfile
from reports.actions.personal_data import find_person
from reports.queries.personal_data import MOST, find_matches
from reports.rules.contacts import addresses_in, phones_in
from tests.factories import make_place, make_producer, make_product, make_province
from tests.products.report_room import make_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune(law):
    return make_place("Xã Minh Hoạ", parent=make_province())


# --------------------------------------------------------------------- representatives
def represented(name, commune, officer, producer="Hộ Minh Hoạ"):
    producer = make_producer(producer, place=commune)
    values = {"full_name": name, "since": date(2022, 1, 1), "basis_on": date(2022, 1, 1)}
    keep_representative(
        RepresentativeProfile(producer=producer), why="x", by=officer, basis="law", basis_text="Mẫu 02", **values
    )
    return producer


def test_who_is_found_by_a_representative_has_a_line_in_the_own_history(commune, officer):
    told = [represented("Sơn Thị Ví Dụ", commune, officer, name) for name in ("Hộ Một", "Hộ Hai")]
    named = make_producer("Hộ Sơn Thị Ví Dụ Khác", place=commune)  # found by its own name
    found = find_person("son thi vi du", why=" đơn số 3 ", by=officer)
    assert {match.pk for match in found.matches} == {producer.pk for producer in (*told, named)}
    lines = HistoryEntry.objects.filter(verb="find_representative").order_by("pk")
    assert {(line.subject, line.by, line.why) for line in lines} == {(each, officer, "đơn số 3") for each in told}
    assert "Sơn" not in str(list(lines.values("label", "why", "data")))


def test_no_line_for_a_search_that_a_representative_has_no_part_in(commune, officer):
    represented("Sơn Thị Ví Dụ", commune, officer)
    for text in ("minh hoa", "khong co ai", "0912345678"):
        find_person(text, why="đơn số 3", by=officer)
    assert HistoryEntry.objects.filter(verb="find_representative").count() == 0


def test_the_producers_page_says_so_in_words(client, commune, officer):
    producer = represented("Sơn Thị Ví Dụ", commune, officer)
    client.force_login(officer)
    client.post(reverse("staff:personal-data"), {"text": "son thi", "why": "đơn số 3"})
    client.post(reverse("staff:personal-data-show"), {"refs": [f"chu-the:{producer.pk}"], "why": "đơn số 3"})
    assert history_of(producer).filter(verb="find_representative").count() == 1
    page = client.get(reverse("staff:producer-detail", args=[producer.slug])).content.decode()
    for words in ("Tìm thấy theo tên người đại diện", "Xem dữ liệu về một người"):
        assert words in page
    assert "show_personal_data" not in page


# --------------------------------------------------------------------- whole numbers and addresses
@pytest.mark.parametrize(
    ("text", "phones"),
    [
        ("Chị Minh Hoạ, 0900 123 456", {"+84900123456"}),
        ("+84 900.123.456 hoặc (0900) 123-457", {"+84900123456", "+84900123457"}),
        ("0900123456 0911222333", {"+84900123456", "+84911222333"}),
        ("chị Hoạ", set()),
    ],
)
def test_numbers_are_read_whole(text, phones):
    assert phones_in(text) == phones


def test_addresses_are_read_whole():
    assert addresses_in("Chị Hoạ (HOA@vidu.vn), anna.hoa@vidu.vn.") == {"hoa@vidu.vn", "anna.hoa@vidu.vn"}
    assert addresses_in("@ không có") == set()


def reported(contact):
    return make_report(contact=contact, consent_text="Đồng ý")


def refs(officer, text):
    return [match.pk for match in find_matches(officer, text).matches]


def test_parts_of_a_contact_find_nobody_else(commune, officer):
    anna, hoa = reported("anna.hoa@vidu.vn"), reported("gọi 0900123456, hoa@vidu.vn")
    other = reported("+84 1900 123 456")
    assert refs(officer, "HOA@vidu.vn") == [hoa.pk]
    assert refs(officer, "anna.hoa@vidu.vn") == [anna.pk]
    assert refs(officer, "+84900123456") == refs(officer, "0900.123.456") == [hoa.pk]
    for part in ("hoa@vidu.v", "@", "0123456", "123456", "goi 123456"):
        assert refs(officer, part) == []
    assert other.pk not in refs(officer, "0900123456")


# --------------------------------------------------------------------- more than is listed
def test_what_is_cut_is_said(client, commune, officer):
    producer = make_producer("Hộ Khác", place=commune)
    product = make_product("Bánh", producer=producer)
    for number in range(MOST):
        make_producer(f"Hộ Kim Ngọc {number}", place=commune)
        make_report(product=product, seen="Kim Ngọc bán nhãn lạ (minh hoạ)")
    found = find_matches(officer, "kim ngoc")
    assert (len(found.matches), found.cut) == (2 * MOST, [])
    make_producer("Hộ Kim Ngọc nữa", place=commune)
    found = find_matches(officer, "kim ngoc")
    assert (len(found.matches), found.cut) == (2 * MOST, ["Chủ thể"])
    client.force_login(officer)
    page = client.post(reverse("staff:personal-data"), {"text": "kim ngoc", "why": "đơn số 3"}).content.decode()
    assert f"Chủ thể: còn nữa, chỉ hiện {MOST} dòng đầu." in page
    assert "Báo cáo nhãn: còn nữa" not in page
