"""Territory: who sees what, through the parent and through succession."""

from datetime import date

import pytest

from core.access import is_in_territory
from core.models import Place
from core.roles import Role
from products.models import Product
from tests.factories import make_product, make_user

pytestmark = pytest.mark.django_db


def at(slug):
    return Place.objects.get(slug=slug)


@pytest.fixture
def products(places):
    return {
        slug: make_product(f"Minh hoạ {slug}", place=at(slug))
        for slug in (
            "xa-huyen-hoi-huyen-cang-long",
            "xa-thuan-hoa-huyen-cau-ngang",
            "phuong-6-thanh-pho-tra-vinh",
            "xa-an-phu-tan",
        )
    } | {"": make_product("Minh hoạ không rõ nơi", place=None)}


def seen_by(user):
    return {product.place.slug if product.place else "" for product in Product.objects.visible_to(user)}


@pytest.mark.parametrize(
    ("territory", "expected"),
    [
        ("huyen-cang-long", {"xa-huyen-hoi-huyen-cang-long"}),
        ("huyen-cau-ngang", {"xa-thuan-hoa-huyen-cau-ngang"}),
        ("huyen-cau-ke", {"xa-an-phu-tan"}),
        ("xa-huyen-hoi-huyen-cang-long", {"xa-huyen-hoi-huyen-cang-long"}),
        ("phuong-3-thanh-pho-tra-vinh", set()),
    ],
)
def test_a_local_officer_sees_the_own_territory_only(products, territory, expected):
    assert seen_by(make_user(Role.LOCAL_OFFICER, at(territory))) == expected


def test_after_a_merger_the_successor_sees_what_was_recorded_before(products, settings):
    user = make_user(Role.LOCAL_OFFICER, at("phuong-3-thanh-pho-tra-vinh"))
    settings.BUSINESS_DAY = date(2025, 1, 1)
    assert seen_by(user) == {"phuong-6-thanh-pho-tra-vinh"}
    assert is_in_territory(user, products["phuong-6-thanh-pho-tra-vinh"].place)
    assert not is_in_territory(user, products["xa-an-phu-tan"].place)


def test_the_province_sees_all_and_what_has_no_place(products):
    user = make_user(Role.PROVINCE_OFFICER, at("tinh-tra-vinh"))
    assert seen_by(user) == set(products)
    assert is_in_territory(user, None)


def test_the_new_province_sees_what_the_old_one_left(products, settings):
    user = make_user(Role.PROVINCE_OFFICER, at("tinh-vinh-long"))
    settings.BUSINESS_DAY = date(2025, 7, 1)
    assert seen_by(user) == set(products)


def test_auditors_and_administrators_see_everywhere(products):
    assert seen_by(make_user(Role.AUDITOR)) == seen_by(make_user(Role.ADMINISTRATOR)) == set(products)


def test_an_inactive_account_sees_nothing(products):
    assert seen_by(make_user(Role.AUDITOR, is_active=False)) == set()
