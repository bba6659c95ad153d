"""The staff pages of producers."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.roles import Role
from producers.actions.producers import edit_producer
from producers.enums import LegalForm
from producers.models import Producer
from tests.factories import make_place, make_producer, make_product, make_province, make_user

pytestmark = pytest.mark.django_db
LIST = "staff:producer-list"


@pytest.fixture
def commune(db):
    return make_place("Xã Minh Hoạ", parent=make_province())


@pytest.fixture
def signed_in(client, officer):
    client.force_login(officer)
    return client


def names(response):
    return [producer.name for producer in response.context["page_obj"]]


def queries_of(client, url):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_the_list_asks_as_often_for_three_rows_as_for_one(signed_in, commune):
    counts = []
    for _time in range(3):
        make_product(producer=make_producer(place=commune))
        counts.append(queries_of(signed_in, reverse(LIST)))
    assert counts == [counts[0]] * 3


def test_the_detail_asks_as_often_for_three_products_as_for_one(signed_in, commune, officer):
    producer = make_producer(place=commune)
    url = reverse("staff:producer-detail", args=[producer.slug])
    counts = []
    for number in range(3):
        make_product(producer=producer)
        edit_producer(producer, by=officer, note=str(number))
        counts.append(queries_of(signed_in, url))
    assert counts[1:] == [counts[1]] * 2


def test_each_sees_his_own_territory(client, commune):
    make_producer("Ở đây", place=commune)
    make_producer("Nơi khác", place=make_place("Xã Bên Cạnh", parent=commune.parent))
    make_producer("Không rõ nơi")
    client.force_login(make_user(Role.LOCAL_OFFICER, commune))
    assert names(client.get(reverse(LIST))) == ["Ở đây"]
    client.force_login(make_user(Role.LEADER))
    assert names(client.get(reverse(LIST))) == ["Không rõ nơi", "Nơi khác", "Ở đây"]


def test_filters_and_search_stand_in_the_address(signed_in, commune):
    make_producer("Hợp tác xã Dừa Sáp", place=commune, legal_form=LegalForm.COOPERATIVE, code="0100233488")
    make_producer("Cơ sở Bánh Tét", place=make_place("Xã Khác", parent=commune.parent), code="084123456789")
    url = reverse(LIST)
    assert names(signed_in.get(url, {"q": "sap DUA"})) == ["Hợp tác xã Dừa Sáp"]
    assert names(signed_in.get(url, {"noi": commune.slug})) == ["Hợp tác xã Dừa Sáp"]
    assert names(signed_in.get(url, {"loai": "household_business"})) == ["Cơ sở Bánh Tét"]
    assert names(signed_in.get(url, {"q": "010023"})) == ["Hợp tác xã Dừa Sáp"]
    assert names(signed_in.get(url, {"q": "084123"})) == []
    assert "Chưa có chủ thể nào như vậy" in signed_in.get(url, {"q": "khong co"}).content.decode()


def test_pages_of_fifty(signed_in, commune):
    for number in range(51):
        make_producer(f"Cơ sở {number:02}", place=commune)
    page = signed_in.get(reverse(LIST), {"trang": "2", "loai": "household_business"})
    assert names(page) == ["Cơ sở 50"]
    assert 'href="?loai=household_business&amp;trang=1"' in page.content.decode()


def test_a_citizens_number_is_whole_for_editors_only(client, commune):
    producer = make_producer(place=commune, code="084123456789")
    for role, shown in ((Role.PROVINCE_OFFICER, True), (Role.LEADER, False), (Role.AUDITOR, False)):
        client.force_login(make_user(role))
        for url in (reverse(LIST), reverse("staff:producer-detail", args=[producer.slug])):
            text = client.get(url).content.decode()
            assert ("084123456789" in text, "•••••••••789" in text) == (shown, not shown)


def test_a_producer_is_entered(signed_in, commune):
    values = {"name": "Cơ sở Mới", "legal_form": "household", "place": commune.slug, "phone": "0912345678"}
    values |= {"code": "0100233480", "other_names": "Tên một\n\n Tên  hai "}
    response = signed_in.post(reverse("staff:producer-new"), values, follow=True)
    producer = Producer.objects.get()
    assert response.redirect_chain == [(reverse("staff:producer-detail", args=["co-so-moi-xa-minh-hoa"]), 302)]
    assert (producer.place, producer.phone, producer.other_names) == (commune, "+84912345678", ["Tên một", "Tên hai"])
    assert [str(message) for message in response.context["messages"]] == [
        "Đã tạo chủ thể “Cơ sở Mới”.",
        "Mã số 0100233480 có chữ số kiểm tra không khớp: hãy so lại với giấy tờ.",
    ]
    assert "0912 345 678" in response.content.decode()


def test_a_likely_duplicate_is_shown_first(signed_in, commune):
    known = make_producer("Cơ sở Dừa Sáp", place=commune)
    values = {"name": "cơ sở dừa sáp", "legal_form": "household", "place": commune.slug}
    page = signed_in.post(reverse("staff:producer-new"), values)
    assert page.context["form"].errors == {
        "confirm_new": ["Sổ đã có chủ thể giống như vậy: hãy mở xem, hoặc đánh dấu “Vẫn tạo”."]
    }
    assert reverse("staff:producer-detail", args=[known.slug]) in page.content.decode()
    assert signed_in.post(reverse("staff:producer-new"), values | {"confirm_new": "on"}).status_code == 302
    assert Producer.objects.count() == 2


def test_an_edit_that_is_refused_loses_nothing(signed_in, commune):
    producer = make_producer("Tên cũ", place=commune)
    url = reverse("staff:producer-edit", args=[producer.slug])
    assert 'value="Tên cũ"' in signed_in.get(url).content.decode()
    values = {"name": "Tên mới", "legal_form": "household", "place": commune.slug, "phone": "không có"}
    page = signed_in.post(url, values)
    assert page.context["form"].errors == {
        "phone": ["“không có” không phải một số điện thoại."],
    }
    assert 'value="Tên mới"' in page.content.decode()
    assert signed_in.post(url, values | {"phone": ""}).status_code == 302
    producer.refresh_from_db()
    assert producer.name == "Tên mới"


def test_a_legal_form_is_changed(signed_in, commune):
    producer = make_producer("Hộ Minh Hoạ", place=commune)
    url = reverse("staff:producer-form", args=[producer.slug])
    assert "“Hộ Minh Hoạ” đang là Hộ kinh doanh." in signed_in.get(url).content.decode()
    page = signed_in.post(
        url, {"legal_form": "household_business", "name": "Hộ Minh Hoạ", "on": "01/09/2022", "why": "x"}
    )
    assert page.context["form"].errors == {"legal_form": ["Loại hình mới giống loại hình đang có."]}
    values = {"legal_form": "llc_one", "name": "Công ty Minh Hoạ", "on": "01/09/2022", "why": "Đăng ký lại"}
    assert signed_in.post(url, values).url == reverse("staff:producer-detail", args=[producer.slug])
    text = signed_in.get(reverse("staff:producer-detail", args=[producer.slug])).content.decode()
    assert ("Đổi loại hình" in text, "Đăng ký lại" in text, "Hộ Minh Hoạ" in text) == (True, True, True)


@pytest.mark.parametrize("page", ["producer-edit", "producer-form"])
def test_what_lies_elsewhere_is_not_found(client, commune, page):
    producer = make_producer(place=commune)
    client.force_login(make_user(Role.LOCAL_OFFICER, make_place("Xã Bên Cạnh", parent=commune.parent)))
    assert client.get(reverse(f"staff:{page}", args=[producer.slug])).status_code == 404
    assert client.get(reverse("staff:producer-detail", args=[producer.slug])).status_code == 404


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.LEADER, Role.COUNCIL_MEMBER, Role.COUNCIL_SECRETARY])
def test_who_may_not_edit_sees_no_way_to(client, commune, role):
    producer = make_producer(place=commune)
    client.force_login(make_user(role))
    text = client.get(reverse("staff:producer-detail", args=[producer.slug])).content.decode()
    assert reverse("staff:producer-edit", args=[producer.slug]) not in text
    assert client.get(reverse("staff:producer-edit", args=[producer.slug])).status_code == 403
    assert client.get(reverse("staff:producer-new")).status_code == 403
