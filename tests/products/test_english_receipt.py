"""A receipt in English names the portal in English; who leaves a contact reads that it goes on request."""

from datetime import date

import pytest

from products.actions.decisions import issue_decision
from products.actions.receipts import make_receipt
from tests.factories import line, make_product, make_province, paper

pytestmark = pytest.mark.django_db


def test_the_receipt_is_issued_by_the_portal_in_the_language_of_the_page(client, law):
    make_province()
    product = make_product()
    issue_decision(paper("612/QĐ-UBND", date(2021, 3, 30)), [line(product, 4)], by=None)
    receipt = make_receipt(product.recognitions.get().certificate.code)
    issuers = {root: client.get(f"{root}/xac-minh/{receipt.code}/").context["issuer"] for root in ("", "/en")}
    assert issuers == {"": "Cổng sản phẩm OCOP Trà Vinh", "/en": "OCOP Product Portal Trà Vinh"}


@pytest.mark.parametrize(
    ("root", "words"), [("", "liên hệ được xóa khi tôi yêu cầu"), ("/en", "it is deleted when I ask for it")]
)
def test_the_consent_says_that_the_contact_goes_on_request(client, law, root, words):
    assert words in client.get(f"{root}/bao-cao-nhan/").content.decode()
