"""The administrator's tables: how fast they are, and what saving in them does."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.history import history_of
from core.models import Place
from core.publishing import current_generation
from producers.models import Producer
from products.actions.merging import merge_products
from products.models import Product
from tests.factories import make_place, make_producer, make_product, make_province
from tests.project.admin_rows import one_of_each, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(law, administrator):
    """One row in every table."""
    one_of_each(1, administrator)


def test_the_admin_has_no_sign_in_of_its_own(client, administrator):
    asked = url(Product, "changelist")
    to_door = client.get(asked).url
    assert to_door == f"{reverse('admin:login')}?next={asked}"
    assert client.get(to_door).url.startswith(f"{reverse('account_login')}?next=/admin/login/")
    client.force_login(administrator)
    assert client.get(to_door).url == asked
    assert client.get(reverse("admin:login"), {"next": "https://example.com/"}).url == reverse("admin:index")
    page = client.get(reverse("admin:index")).content.decode()
    assert "Quản trị Cổng sản phẩm OCOP" in page
    assert client.get(reverse("admin:logout")).status_code == 405
    assert client.post(reverse("admin:logout")).url == reverse("home")
    assert client.get(reverse("admin:index")).status_code == 302


@pytest.mark.slow
def test_a_list_asks_as_often_for_three_rows_as_for_one(client, filled, administrator):
    client.force_login(administrator)
    counts = []
    for number in (2, 3, 4):
        counts.append({model: queries_of(client, url(model, "changelist")) for model in admin.site._registry})
        one_of_each(number, administrator)
    assert counts[0] == counts[1] == counts[2]


def queries_of(client, page: str) -> int:
    """How often a list asks the database, with nothing remembered."""
    ContentType.objects.clear_cache()
    with CaptureQueriesContext(connection) as queries:
        client.get(page)
    return len(queries)


def test_a_product_saved_in_the_admin_is_an_act(client, law, administrator):
    client.force_login(administrator)
    producer = make_producer(place=make_place(parent=make_province()))
    values = {"name": " Bánh  tét ", "producer": producer.pk, "category_basis": "stated", "other_names": "A\nB"}
    before = current_generation().number
    assert client.post(url(Product, "add"), values).status_code == 302
    product = Product.objects.get()
    slug = f"banh-tet-{producer.place.slug}"
    assert (product.name, product.slug, product.place) == ("Bánh tét", slug, producer.place)
    assert product.other_names == ["A", "B"]
    values |= {"name": "Bánh ít", "place": producer.place_id}
    assert client.post(url(Product, "change", product.pk), values).status_code == 302
    product.refresh_from_db()
    assert product.name == "Bánh ít"
    entries = list(history_of(product))
    assert [entry.verb for entry in entries] == ["edit_product", "create_product"]
    assert entries[0].data["changes"] == {"name": ["Bánh tét", "Bánh ít"]}
    assert current_generation().number == before + 2


def test_a_producer_saved_in_the_admin_is_refused_in_the_same_words(client, administrator):
    client.force_login(administrator)
    values = {"name": "Cơ sở", "legal_form": "household", "phone": "không có", "other_names": ""}
    response = client.post(url(Producer, "add"), values)
    assert response.context["adminform"].form.errors == {"phone": ["“không có” không phải một số điện thoại."]}
    assert Producer.objects.count() == 0
    assert client.post(url(Producer, "add"), values | {"phone": "0294 3855 123"}).status_code == 302
    assert Producer.objects.get().phone == "+842943855123"


def test_a_merged_product_cannot_be_edited(client, law, administrator):
    client.force_login(administrator)
    one, two = make_product("Một"), make_product("Hai")
    merge_products(one, two, why="trùng", by=administrator)
    values = {"name": "Hai", "producer": two.producer_id, "category_basis": "stated", "other_names": ""}
    response = client.post(url(Product, "change", two.pk), values)
    assert response.context["adminform"].form.non_field_errors() == [
        "“Hai” đã được gộp vào “Một”: hãy làm trên bản ghi được giữ."
    ]


def test_reference_data_saved_in_the_admin_is_noted_and_published(client, administrator):
    client.force_login(administrator)
    before = current_generation().number
    values = {"code": "29999", "name": "Xã Mới", "kind": "commune", "level": "commune"}
    values |= {"valid_from": "01/07/2025", "valid_from_known": "on"}
    values |= {"successions-TOTAL_FORMS": "0", "successions-INITIAL_FORMS": "0"}
    assert client.post(url(Place, "add"), values).status_code == 302
    place = Place.objects.get(slug="xa-moi")
    assert place.valid_from == date(2025, 7, 1)
    assert history_of(place).get().verb == "admin_add"
    assert current_generation().number == before + 1


def test_no_citizens_number_is_shown_to_who_may_only_look(client, auditor):
    producer = make_producer(code="084123456789")
    client.force_login(auditor)
    for page in (url(Producer, "changelist"), url(Producer, "change", producer.pk)):
        text = client.get(page).content.decode()
        assert "084123456789" not in text
        assert "•••••••••789" in text


def test_searching_needs_no_marks(client, administrator):
    client.force_login(administrator)
    make_product("Dừa sáp sợi")
    make_product("Bánh tét")
    page = client.get(url(Product, "changelist"), {"q": "SAP dua"})
    assert [row.name for row in page.context["cl"].result_list] == ["Dừa sáp sợi"]
    found = client.get(
        reverse("admin:autocomplete"),
        {"term": "trà vinh", "app_label": "core", "model_name": "user", "field_name": "territory"},
    )
    assert found.json()["results"] == []
    make_province()
    found = client.get(
        reverse("admin:autocomplete"),
        {"term": "tra vinh", "app_label": "core", "model_name": "user", "field_name": "territory"},
    )
    assert [row["text"] for row in found.json()["results"]] == ["Tỉnh Trà Vinh"]
