"""What machines read of product and producer pages: schema.org words that say what the page says, and no more."""

import json
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.models import Place
from producers.actions.consent import give_contact_consent
from producers.enums import Contact
from products.actions.correcting import void_rating
from products.actions.decisions import attest_ratings, issue_decision, revoke_ratings
from products.enums import Precision, RatingKind
from products.models import Photo
from products.rules.codes import printed_code
from products.views.structured import as_data
from tests.factories import category, level_of, line, make_place, make_producer, make_product, make_province, paper

pytestmark = pytest.mark.django_db
SITE = "http://testserver"


@pytest.fixture
def product(law):
    place = make_place("Xã Minh Hoạ", parent=make_place("Huyện Minh Hoạ", parent=make_province(), level="district"))
    producer = make_producer("Hợp tác xã Minh Hoạ", place=place, slug="htx", address="Số 1", phone="+84912345678")
    return make_product(
        "Dừa sáp",
        producer=producer,
        slug="dua-sap",
        category=category(),
        other_names=["Dừa đặc ruột"],
        description="Ngọt & béo.",
        note="kín",
    )


def data_of(client, path="/san-pham/dua-sap/"):
    """The one data block of a page."""
    response = client.get(path)
    assert response.status_code == 200
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', response.content.decode(), re.DOTALL)
    return json.loads(block)


def certification(rating, stars, first, last, *, active, body="UBND tỉnh Trà Vinh", name="OCOP {} sao", root="/"):
    """What is said of one rating."""
    code = rating.certificate.code
    issuer = {"issuedBy": {"@type": "Organization", "name": body}} if body else {}
    return issuer | {
        "@type": "Certification",
        "name": name.format(stars),
        "certificationIdentification": printed_code(code),
        "certificationRating": {"@type": "Rating", "ratingValue": stars, "bestRating": 5},
        "certificationStatus": f"https://schema.org/Certification{'Active' if active else 'Inactive'}",
        "validFrom": first,
        "expires": last,
        "url": f"{SITE}{root}xac-minh/{code}/",
    }


def test_a_product_with_everything(client, product):
    issue_decision(paper("1", date(2021, 3, 30)), [line(product, 4)], by=None)
    Photo.objects.create(product=product, stem="a" * 32, width=1280, height=960)
    Photo.objects.create(product=product, stem="b" * 32, width=500, height=400, position=1)
    assert data_of(client) == {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": "Dừa sáp",
        "alternateName": ["Dừa đặc ruột"],
        "description": "Ngọt & béo.",
        "url": f"{SITE}/san-pham/dua-sap/",
        "image": [f"{SITE}/anh/{'a' * 32}-1280.jpg", f"{SITE}/anh/{'b' * 32}-500.jpg"],
        "category": "Thực phẩm",
        "manufacturer": {"@type": "Organization", "name": "Hợp tác xã Minh Hoạ", "url": f"{SITE}/chu-the/htx/"},
        "hasCertification": [
            certification(product.recognitions.get(), 4, "2021-03-30", "2024-03-30", active=True),
        ],
    }


def test_every_rating_newest_first_and_what_ended_is_inactive(client, product):
    issue_decision(paper("1", date(2020, 1, 10)), [line(product, 3)], by=None)
    issue_decision(paper("2", date(2021, 5, 1)), [line(product, 4, kind=RatingKind.UPGRADE)], by=None)
    three, four = product.recognitions.get(stars=3), product.recognitions.get(stars=4)
    before = certification(three, 3, "2020-01-10", "2021-04-30", active=False)
    assert data_of(client)["hasCertification"] == [
        certification(four, 4, "2021-05-01", "2024-05-01", active=True),
        before,
    ]
    revoke_ratings(paper("3", date(2022, 6, 1), reason="x"), [four], by=None)
    assert data_of(client)["hasCertification"] == [
        certification(four, 4, "2021-05-01", "2022-05-31", active=False),
        before,
    ]


def test_a_revocation_dated_later_is_not_told(client, product, settings):
    issue_decision(paper("1", date(2022, 1, 10)), [line(product, 3)], by=None)
    settings.BUSINESS_DAY = date(2023, 1, 1)
    revoke_ratings(paper("2", date(2022, 12, 1), reason="x"), list(product.recognitions.all()), by=None)
    settings.BUSINESS_DAY = date(2022, 10, 1)
    told = certification(product.recognitions.get(), 3, "2022-01-10", "2025-01-10", active=True)
    assert data_of(client)["hasCertification"] == [told]


def test_what_nobody_decided_has_no_issuer_and_a_waiting_score_is_no_certification(client, product):
    issue_decision(paper("1", date(2022, 3, 1)), [line(product, None)], by=None)
    assert "hasCertification" not in data_of(client)
    attest_ratings(
        level_of(),
        [line(product, 3, starts_on=date(2020, 12, 31), start_precision=Precision.YEAR, source_url="Báo")],
        by=None,
    )
    told = certification(product.recognitions.get(), 3, "2020-12-31", "2023-12-31", active=True, body="")
    assert data_of(client)["hasCertification"] == [told]


def test_voided_rows_are_not_told(client, product, officer):
    issue_decision(paper("1", date(2020, 1, 10)), [line(product, 3)], by=None)
    issue_decision(paper("2", date(2021, 5, 1)), [line(product, 4, kind=RatingKind.UPGRADE)], by=None)
    void_rating(product.recognitions.get(stars=4), why="nhầm kín", by=officer)
    told = data_of(client)["hasCertification"]
    standing = product.recognitions.get(stars=3, voided_at__isnull=True)
    assert told == [certification(standing, 3, "2020-01-10", "2023-01-10", active=True)]


def test_in_english(client, product):
    issue_decision(paper("1", date(2021, 3, 30)), [line(product, 4)], by=None)
    told = data_of(client, "/en/san-pham/dua-sap/")
    rating = product.recognitions.get()
    named = {"name": "OCOP {} stars", "root": "/en/"}
    assert (told["name"], told["category"], told["url"]) == ("Dừa sáp", "Food", f"{SITE}/en/san-pham/dua-sap/")
    assert told["hasCertification"] == [certification(rating, 4, "2021-03-30", "2024-03-30", active=True, **named)]


def test_a_producer_down_to_its_commune_even_with_consent(client, product):
    issue_decision(paper("1", date(2021, 3, 30)), [line(product, 4)], by=None)
    give_contact_consent(product.producer, on=date(2022, 9, 1), to=Contact.values, text="Đồng ý", by=None)
    assert data_of(client, "/chu-the/htx/") == {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": "Hợp tác xã Minh Hoạ",
        "url": f"{SITE}/chu-the/htx/",
        "address": {
            "@type": "PostalAddress",
            "addressLocality": "Xã Minh Hoạ, Huyện Minh Hoạ",
            "addressCountry": "VN",
        },
    }


def test_a_producer_of_a_province_and_one_in_the_unit_of_today(client, law, places, settings):
    settings.BUSINESS_DAY = date(2026, 10, 1)
    units = {slug: Place.objects.get(slug=slug) for slug in ("xa-huyen-hoi-huyen-cang-long", "tinh-vinh-long")}
    for number, place in enumerate(units.values()):
        product = make_product(producer=make_producer(slug=f"ho-{number}", place=place))
        issue_decision(paper(f"{number}", date(2024, 3, 30)), [line(product, 3)], by=None)
    assert data_of(client, "/chu-the/ho-0/")["address"]["addressLocality"] == "Xã Tân An, Tỉnh Vĩnh Long"
    address = data_of(client, "/chu-the/ho-1/")["address"]
    assert address == {"@type": "PostalAddress", "addressRegion": "Tỉnh Vĩnh Long", "addressCountry": "VN"}


def test_no_text_leaves_its_data_block(client, product):
    issue_decision(paper("1", date(2021, 3, 30)), [line(product, 4)], by=None)
    name = "</script><script>alert(1)</script> & <!-- \u2028"
    type(product).objects.filter(pk=product.pk).update(name=name)
    assert data_of(client)["name"] == name
    assert as_data({"a": "<b> & ổi\u2028"}) == '{"a":"\\u003Cb\\u003E \\u0026 ổi\\u2028"}'


def test_it_asks_nothing(client, product):
    issue_decision(paper("1", date(2021, 3, 30)), [line(product, 4)], by=None)
    client.get("/san-pham/dua-sap/")
    with CaptureQueriesContext(connection) as queries:
        data_of(client)
    assert len(queries) == 2  # the tag and the story
