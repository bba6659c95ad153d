"""Producers: the list with its filters and counts, the page, and what it keeps to itself."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from producers.actions.consent import give_contact_consent
from producers.actions.producers import edit_producer
from producers.enums import Contact, LegalForm
from producers.models import Producer
from products.actions.decisions import issue_decision
from products.actions.merging import merge_producers
from products.actions.transfer import succeed_producer, transfer_product
from tests.factories import line, make_place, make_producer, make_product, make_province, paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def district(law):
    return make_place("Huyện Minh Hoạ", parent=make_province(), level="district")


def rated(producer, name="Bánh minh hoạ", stars=3, on=date(2022, 1, 12)):
    product = make_product(name, producer=producer)
    issue_decision(paper(f"{product.pk}/QĐ-UBND", on), [line(product, stars)], by=None)
    return product


def page(client, producer):
    response = client.get(f"/chu-the/{producer.slug}/")
    assert response.status_code == 200
    return response


def fact(response, term):
    return next((row for row in response.context["facts"] if row["term"] == term), None)


# --------------------------------------------------------------------- the list
def test_the_list_its_filters_and_counts(client, district):
    coop = make_producer("Hợp tác xã Đào", legal_form=LegalForm.COOPERATIVE, place=district)
    firm = make_producer("Công ty Dừa", legal_form=LegalForm.JOINT_STOCK)
    rated(coop)
    rated(coop, "Bánh thứ hai")
    rated(firm, on=date(2019, 1, 1))
    make_producer("Hộ chưa có gì")
    shown = client.get("/chu-the/").context
    assert [(row["name"], row["form"], row["place"], row["shown"]) for row in shown["rows"]] == [
        ("Công ty Dừa", "Công ty cổ phần", "", 0),
        ("Hợp tác xã Đào", "Hợp tác xã", "Huyện Minh Hoạ", 2),
    ]
    assert [row["name"] for row in client.get("/chu-the/?q=dao").context["rows"]] == ["Hợp tác xã Đào"]
    assert [row["name"] for row in client.get("/chu-the/?chu-the=company").context["rows"]] == ["Công ty Dừa"]
    assert [row["name"] for row in client.get("/chu-the/?noi=huyen-minh-hoa").context["rows"]] == ["Hợp tác xã Đào"]
    counts = {
        (facet["key"], choice["value"]): choice["count"] for facet in shown["facets"] for choice in facet["choices"]
    }
    assert (counts["chu-the", "company"], counts["chu-the", "cooperative"]) == (1, 1)
    assert (counts["noi", "huyen-minh-hoa"], shown["count"]) == (1, 2)


@pytest.mark.parametrize("query", ["?q=%00", "?trang=99", "?noi=la", "?chu-the=<b>", "?q=" + "a" * 300])
def test_odd_addresses_are_answered(client, district, query):
    rated(make_producer("Hộ Minh Hoạ"))
    assert client.get(f"/chu-the/{query}").status_code == 200


def test_one_row_and_three_ask_the_same(client, district):
    asked = []
    for more in (1, 2):
        for _number in range(more):
            rated(make_producer(place=district))
        client.get("/san-pham/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/chu-the/")
        asked.append(len(queries))
    assert asked == [5, 5]


# --------------------------------------------------------------------- the page
def test_products_with_ranks_and_without(client, district):
    producer = make_producer("Hộ Minh Hoạ", place=district)
    rated(producer, "Bánh còn hạn", 4)
    rated(producer, "Bánh hết hạn", on=date(2019, 1, 1))
    shown = page(client, producer)
    assert [(card["name"], card["rank"], card["status"]) for card in shown.context["current"]] == [
        ("Bánh còn hạn", "4", "valid")
    ]
    assert [(card["name"], card["rank"], card["note"]) for card in shown.context["past"]] == [
        ("Bánh hết hạn", "3", "Có hiệu lực đến 01/01/2022")
    ]
    assert fact(shown, "Loại hình")["value"] == "Hộ kinh doanh"
    assert fact(shown, "Địa bàn")["value"] == "Huyện Minh Hoạ"


CONTACTS = {"phone": "0912345678", "email": "ho@vi-du.vn", "website": "https://vi-du.vn/", "address": "Ấp Minh Hoạ 7"}


def contacts_in(response):
    text = response.content.decode()
    return [name for name, value in CONTACTS.items() if value in text]


def test_contacts_need_consent_and_a_household_keeps_its_address(client, district):
    silent = make_producer("Công ty Kín", legal_form=LegalForm.LLC_ONE, **CONTACTS)
    later = make_producer(
        "Công ty Sau",
        legal_form=LegalForm.LLC_ONE,
        **CONTACTS,
    )
    firm = make_producer("Công ty Mở", legal_form=LegalForm.LLC_ONE, **CONTACTS)
    home = make_producer("Hộ Mở", legal_form=LegalForm.HOUSEHOLD_BUSINESS, **CONTACTS)
    for producer in (silent, later, firm, home):
        rated(producer)
    for producer in (firm, home):
        give_contact_consent(producer, on=date(2022, 9, 1), to=Contact.values, text="Đồng ý công khai", by=None)
    coming = {"contact_consent_on": date(2022, 12, 1), "contact_consent_text": "x", "contact_consent_to": ["phone"]}
    Producer.objects.filter(pk=later.pk).update(**coming)
    assert contacts_in(page(client, silent)) == []
    assert contacts_in(page(client, later)) == []
    assert contacts_in(page(client, firm)) == ["phone", "email", "website", "address"]
    assert contacts_in(page(client, home)) == ["phone", "email", "website"]


def test_only_what_was_consented_to_is_shown_and_a_new_value_is_not(client, district):
    firm = make_producer("Công ty Mở", legal_form=LegalForm.LLC_ONE, **CONTACTS)
    rated(firm)
    give_contact_consent(firm, on=date(2022, 9, 1), to=["phone", "website"], text="Phiếu 1", by=None)
    assert contacts_in(page(client, firm)) == ["phone", "website"]
    edit_producer(firm, phone="0987654321", note="đổi số", by=None)
    assert "0987654321" not in page(client, firm).content.decode()
    assert contacts_in(page(client, firm)) == ["website"]


def test_successor_and_predecessor(client, district):
    old, new = make_producer("Tổ hợp tác Cũ"), make_producer("Hợp tác xã Mới", legal_form=LegalForm.COOPERATIVE)
    product = rated(old)
    succeed_producer(old, successor=new, on=date(2022, 5, 1), why="Chuyển đổi", by=None)
    shown = page(client, old)
    assert fact(shown, "Đơn vị kế thừa") == {
        "term": "Đơn vị kế thừa",
        "value": "Hợp tác xã Mới",
        "lang": "vi",
        "url": f"/chu-the/{new.slug}/",
        "note": "Từ ngày 01/05/2022.",
    }
    assert [other.pk for other in shown.context["others"]] == [product.pk]
    assert 'nay thuộc <span lang="vi">Hợp tác xã Mới</span>' in shown.content.decode()
    heir = page(client, new)
    assert fact(heir, "Kế thừa từ")["value"] == "Tổ hợp tác Cũ"
    assert [card["name"] for card in heir.context["current"]] == [product.name]


def test_a_product_passed_on_stays_in_the_story_of_the_giver(client, district):
    giver, taker = make_producer("Hộ Giao"), make_producer("Công ty Nhận", legal_form=LegalForm.LLC_ONE)
    product = rated(giver)
    transfer_product(product, to=taker, on=date(2022, 5, 1), why="Chuyển", by=None)
    assert [other.pk for other in page(client, giver).context["others"]] == [product.pk]
    assert [card["name"] for card in page(client, taker).context["current"]] == [product.name]


def test_nothing_dated_later(client, district, settings):
    producer = make_producer("Hộ Về Sau")
    settings.BUSINESS_DAY = date(2023, 1, 1)
    rated(producer, on=date(2022, 12, 1))
    settings.BUSINESS_DAY = date(2022, 10, 1)
    assert client.get(f"/chu-the/{producer.slug}/").status_code == 404
    assert client.get("/chu-the/").context["count"] == 0


def test_a_merged_producer_leads_to_the_kept_one(client, district, administrator):
    kept, gone = make_producer("Hộ Giữ"), make_producer("Hộ Trùng")
    rated(kept)
    merge_producers(kept, gone, why="Trùng", by=administrator)
    response = client.get(f"/chu-the/{gone.slug}/")
    assert (response.status_code, response["Location"]) == (301, f"/chu-the/{kept.slug}/")
