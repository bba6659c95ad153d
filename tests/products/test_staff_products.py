"""Entering and editing products."""

from datetime import date

import pytest

from core.errors import ActionRefused
from core.history import history_of
from core.roles import Role
from products.actions.decisions import issue_decision
from products.actions.products import create_product, edit_product
from products.models import Product, Recognition
from products.queries.staff import likely_same_products
from tests.factories import category, line, make_place, make_producer, make_product, make_province, make_user, paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune(db):
    return make_place("Xã Minh Hoạ", parent=make_province())


@pytest.fixture
def producer(commune):
    return make_producer("Cơ sở Minh Hoạ", place=commune, slug="co-so-minh-hoa")


def refused(act, *args, **given):
    with pytest.raises(ActionRefused) as refusal:
        act(*args, **given)
    return [(reason.field, reason.text) for reason in refusal.value.reasons]


def test_a_new_product_takes_the_place_of_its_producer(law, producer, officer):
    product = create_product(
        name=" Bánh  tét ", producer=producer, category=category(), by=officer, code_text="83-829-28780-3-2022"
    )
    product.refresh_from_db()
    assert (product.name, product.slug, product.place) == ("Bánh tét", "banh-tet-xa-minh-hoa", producer.place)
    assert (product.code_province, product.code_district, product.code_commune) == ("83", "829", "28780")
    assert (product.code_serial, product.code_year) == ("3", "2022")
    assert [entry.verb for entry in history_of(product)] == ["create_product"]


def test_the_address_has_the_place_and_for_a_second_one_a_number(producer, officer):
    slugs = [create_product(name="Bánh tét", producer=producer, by=officer).slug for _time in range(3)]
    assert slugs == ["banh-tet-xa-minh-hoa", "banh-tet-xa-minh-hoa-2", "banh-tet-xa-minh-hoa-3"]


def test_a_product_needs_a_name_and_a_producer_within_reach(producer):
    local = make_user(Role.LOCAL_OFFICER, make_place("Xã Bên Cạnh", parent=make_province()))
    assert refused(create_product, name="", producer=producer, by=local) == [
        ("producer", "“Cơ sở Minh Hoạ” không thuộc địa bàn của bạn."),
        ("place", "Xã Minh Hoạ không thuộc địa bàn của bạn."),
        ("name", "Trường này không được để trắng."),
    ]


def test_a_code_that_cannot_be_read_is_kept_as_text(producer, officer):
    product = create_product(name="Bánh", producer=producer, by=officer, code_text="83-829-28780-3-2022")
    product = edit_product(product, by=officer, code_text="TV 12")
    product.refresh_from_db()
    assert (product.code_text, product.code_province, product.code_year) == ("TV 12", "", "")


def test_a_wrong_producer_is_set_right_only_before_the_register_speaks(law, producer, officer):
    product = make_product(producer=make_producer("Người khác", place=producer.place))
    assert edit_product(product, by=officer, producer=producer).producer == producer
    issue_decision(paper(), [line(product)], by=officer)
    assert refused(edit_product, product, by=officer, producer=make_producer(place=producer.place)) == [
        ("producer", "Sản phẩm đã có kết quả công bố: hãy dùng “Chuyển sang chủ thể khác”.")
    ]


def test_an_edit_leaves_the_printed_name_alone(law, producer, officer):
    product = make_product("Tên khi công bố", producer=producer)
    issue_decision(paper(), [line(product)], by=officer)
    edit_product(product, by=officer, name="Tên mới", place=None)
    rating = Recognition.objects.get()
    assert (rating.product.name, rating.product_name, rating.place) == (
        "Tên mới",
        "Tên khi công bố",
        producer.place,
    )


def test_likely_duplicates_have_the_same_name_and_producer_or_place(producer, officer):
    same = make_product("Bánh Tét", producer=producer)
    neighbour = make_product("bánh tét", producer=make_producer(place=producer.place))
    make_product("Bánh tét", producer=make_producer(place=make_place(parent=make_province())))
    found = likely_same_products(officer, "BANH TET", producer, producer.place_id)
    assert set(found) == {same, neighbour}


def test_an_unknown_column_is_a_programming_error(producer, officer):
    product = make_product(producer=producer)
    with pytest.raises(TypeError, match="slug"):
        edit_product(product, by=officer, slug="x")
    assert Product.objects.get().slug == product.slug


def test_the_business_day_does_not_matter_for_entering(producer, officer, settings):
    settings.BUSINESS_DAY = date(2020, 1, 1)
    assert create_product(name="Bánh", producer=producer, by=officer).pk is not None
