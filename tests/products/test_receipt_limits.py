"""What receipts may cost: so many by all together, one sheet and one file each, none from memory once it is gone."""

from __future__ import annotations

import pytest
from django.core.cache import caches

from ocop_portal.retention_files import remove_receipts
from products.models import CheckReceipt
from products.rules.codes import new_code
from tests.products.report_room import make_receipt_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def receipt(law):
    return make_receipt_of(6 * 365)


@pytest.fixture
def kept_pages(settings):
    settings.CACHES = {
        **settings.CACHES,
        "pages": {"BACKEND": "ocop_portal.caching.OwnMemory", "LOCATION": "test-receipt-limits"},
    }
    caches["pages"].clear()


def test_a_flood_of_receipts_from_many_places_is_held_off(client, law, settings):
    settings.VISITOR_LIMITS = {**settings.VISITOR_LIMITS, "receipts_of_all": (3, 3600)}
    address = f"/xac-minh/{new_code()}/bien-nhan/"
    answers = [client.post(address, REMOTE_ADDR=f"203.0.113.{number}") for number in range(5)]
    assert [answer.status_code for answer in answers] == [302, 302, 302, 429, 429]
    assert CheckReceipt.objects.count() == 3
    assert "Đã có quá nhiều biên nhận được lấy trong một giờ." in answers[-1].content.decode()
    assert 1 <= int(answers[-1]["Retry-After"]) <= 3600


@pytest.mark.parametrize("end", ["in/", "bien-nhan.pdf"])
@pytest.mark.parametrize("query", ["?a=1", "?&", "?=", "?utm_source=x&n=2"])
@pytest.mark.parametrize("language", ["", "/en"])
def test_no_query_makes_another_sheet_or_file(client, receipt, end, query, language, monkeypatch):
    monkeypatch.setattr("products.views.receipts.receipt_story", lambda *_given: 1 / 0)
    response = client.get(f"{language}/xac-minh/{receipt.code}/{end}{query}")
    assert (response.status_code, response["Location"]) == (302, f"{language}/xac-minh/{receipt.code}/{end}")


def test_a_receipt_whose_time_is_over_is_not_sent_again_from_memory(client, receipt, kept_pages):
    address = f"/xac-minh/{receipt.code}/bien-nhan.pdf"
    first = client.get(address)
    assert first.status_code == 200
    tag = {"HTTP_IF_NONE_MATCH": first["ETag"]}
    assert client.get(address, **tag).status_code == 304
    assert remove_receipts(5 * 365) == 1
    assert [client.get(address, **more).status_code for more in ({}, tag)] == [404, 404]
