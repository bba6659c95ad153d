"""The real register of Trà Vinh: what its sources give is loaded, once, and nothing else is made up."""

from collections import Counter
from datetime import date

import pytest
from django.test import override_settings

from core.models import Place
from products.enums import Answer, StartBasis
from products.imports.register import Report, load_register
from products.models import Decision, Listing, Product, Recognition, ScoreApproval
from reports.queries.figures import Question, figures
from tests.conftest import FIXTURES, lay_out_the_places

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 1)
FOLDER = FIXTURES / "register" / "tra-vinh"


@pytest.fixture(scope="module")
@override_settings(BUSINESS_DAY=DAY)
def loaded(ground):
    """Everything that the sources give, as known late in 2026."""
    lay_out_the_places()
    return load_register(FOLDER, until=DAY)


@pytest.fixture
def whole(db, loaded, settings):
    settings.BUSINESS_DAY = DAY
    return loaded


def test_every_row_has_its_place(whole):
    assert whole == Report(producers=47, products=80, decisions=10, ratings=68, approvals=5, listings=24, refused=[])
    assert 68 + 5 + 24 == 97  # rows of acts.csv


def test_loading_again_changes_nothing(whole):
    assert load_register(FOLDER, until=DAY) == Report()


def test_the_demo_day_knows_nothing_later(law, places):
    report = load_register(FOLDER, until=date(2022, 10, 1))
    assert (report.products, report.ratings, report.approvals, report.listings) == (52, 51, 2, 0)
    assert Decision.objects.filter(signed_on__gt=date(2022, 10, 1)).count() == 0
    assert set(Product.objects.filter(name__startswith="Bánh tét").values_list("name", flat=True)) == {
        "Bánh tét",
        "Bánh tét 3 màu",
        "Bánh tét bồ ngót",
        "Bánh tét thập cẩm",
    }
    answer = figures(Question(on=date(2022, 10, 1), level="district")).as_json()
    assert answer["by_rank"] == {"3": 33, "4": 17, "5": 0, "potential5": 2}
    assert answer["by_place"] == {
        "huyen-cang-long": 7,
        "huyen-cau-ke": 6,
        "huyen-cau-ngang": 4,
        "huyen-chau-thanh": 2,
        "huyen-duyen-hai": 0,
        "huyen-tieu-can": 7,
        "huyen-tra-cu": 1,
        "thanh-pho-tra-vinh": 15,
        "thi-xa-duyen-hai": 1,
        "unknown": 9,
    }
    assert answer["producers"]["by_class"] == {
        "company": 7,
        "private_enterprise": 0,
        "cooperative": 5,
        "cooperative_group": 0,
        "household_business": 15,
        "other": 0,
        "unknown": 3,
    }


def test_loading_later_adds_the_later_rows(law, places, settings):
    load_register(FOLDER, until=date(2022, 10, 1))
    settings.BUSINESS_DAY = DAY
    later = load_register(FOLDER, until=DAY)
    assert (later.products, later.ratings, later.approvals, later.listings, later.refused) == (28, 17, 3, 24, [])


def test_what_no_source_says_stays_empty(whole):
    assert Counter(Recognition.objects.values_list("score", flat=True)) == {None: 68}
    assert list(ScoreApproval.objects.exclude(score=None).values_list("product__slug", "score")) == [
        ("duong-hoa-dua", 95)
    ]
    unnumbered = Decision.objects.filter(number="").count()
    assert unnumbered == 5
    assert Recognition.objects.filter(decision=None).count() == 4
    assert set(Recognition.objects.filter(decision=None).values_list("start_basis", flat=True)) == {
        StartBasis.ATTESTED
    }
    assert Listing.objects.filter(stars=None, is_potential=False).count() == 9
    assert not Recognition.objects.filter(source_url="").exists()


def test_certificates_of_2019_count_from_the_day_they_were_handed_over(whole):
    rows = Recognition.objects.filter(decision__title__contains="2019")
    assert rows.count() == 13
    assert set(rows.values_list("starts_on", "until", "start_basis")) == {
        (date(2020, 3, 18), date(2023, 3, 18), StartBasis.HANDED_OVER)
    }


def test_the_five_star_decision_answers_what_was_approved(whole):
    approval = ScoreApproval.objects.get(product__slug="duong-hoa-dua")
    assert (approval.answer, approval.ended_on) == (Answer.RECOGNISED, date(2023, 12, 31))
    rows = Recognition.objects.filter(product__slug="duong-hoa-dua").order_by("starts_on")
    assert [(row.stars, row.starts_on, row.ended_on) for row in rows] == [
        (4, date(2021, 3, 30), date(2023, 12, 31)),
        (5, date(2023, 12, 31), None),
    ]


def test_a_rating_keeps_the_name_that_was_printed(whole):
    rows = Recognition.objects.filter(product__slug="banh-tet-bo-ngot-hai-ly").order_by("starts_on")
    assert [row.product_name for row in rows] == ["Bánh tét bồ ngót", "Bánh tét Ngót"]


def test_places_are_those_of_then(whole):
    product = Product.objects.get(slug="lap-xuong-van-thanh")
    assert product.place == Place.objects.get(slug="phuong-6-thanh-pho-tra-vinh")
