"""The administrator's tables: who may open them, how fast, what may be changed in them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.history import history_of
from core.models import Generation, HistoryEntry, HistorySeal, Place, PlaceCover, PlaceSuccession, User
from core.publishing import current_generation
from core.roles import Role
from evaluations.models import DecisionDraft, PaperResult, Round
from producers.models import Producer, ProducerMerge
from products.actions.decisions import issue_decision
from products.actions.merging import merge_producers, merge_products
from products.actions.transfer import transfer_product
from products.enums import ListingEvent, Precision
from products.models import (
    Band,
    Category,
    CategoryMap,
    Certificate,
    Decision,
    Level,
    Listing,
    Photo,
    Product,
    ProductMerge,
    ProductTransfer,
    Recognition,
    Regime,
    Scheme,
    ScoreApproval,
)
from reports.models import PublishedFigure
from tests.factories import (
    category,
    level_of,
    line,
    make_place,
    make_producer,
    make_product,
    make_province,
    make_user,
    paper,
)

pytestmark = pytest.mark.django_db

# Every table of the admin: True where rows may be added and changed, False where they are only looked at.
TABLES: dict[type, bool] = {
    User: True,
    Place: True,
    PlaceSuccession: True,
    PlaceCover: False,
    HistoryEntry: False,
    HistorySeal: False,
    Generation: False,
    Producer: True,
    ProducerMerge: False,
    Scheme: True,
    Category: True,
    CategoryMap: True,
    Regime: True,
    Level: True,
    Band: True,
    Product: True,
    ProductMerge: False,
    ProductTransfer: False,
    Photo: False,
    Listing: False,
    Decision: False,
    Recognition: False,
    ScoreApproval: False,
    Certificate: False,
    Round: False,
    DecisionDraft: False,
    PaperResult: False,
    PublishedFigure: True,
}
NEVER_DELETED = {User, Producer, Product}


def url(model: type, page: str, *args: Any) -> str:
    return reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_{page}", args=args)


def one_of_each(number: int, by: User) -> None:
    """One more row in every table that can grow."""
    commune = make_place(f"Xã Minh Hoạ {number}", parent=make_province())
    successor = make_place(f"Phường Minh Hoạ {number}", parent=make_province())
    PlaceSuccession.objects.create(predecessor=commune, successor=successor, on=date(2025, 7, 1))
    producers = [make_producer(place=commune) for _time in range(3)]
    merge_producers(producers[0], producers[1], why="trùng", by=by)
    kind = category()
    products = [make_product(producer=producers[0], category=kind) for _time in range(3)]
    merge_products(products[0], products[1], why="trùng", by=by)
    transfer_product(products[2], to=producers[2], on=date(2022, 9, 1), why="x", by=by)
    Photo.objects.create(product=products[0], stem=f"anh-{number}", width=10, height=10)
    Listing.objects.create(
        product=products[0],
        event=ListingEvent.LISTED,
        precision=Precision.UNKNOWN,
        product_name="x",
        source_url="minh hoạ",
    )
    decision = issue_decision(
        paper(f"{number}/QĐ-UBND", place=commune.parent),
        [line(products[0], 3), line(products[2], None)],
        by=by,
    )
    round_ = Round.objects.create(level=level_of(), place=commune, year=2022, opened_on=date(2022, 9, 1))
    draft = DecisionDraft.objects.create(
        round=round_, level=level_of(), place=commune, issuing_body="UBND tỉnh Trà Vinh", created_by=by
    )
    PaperResult.objects.create(round=round_, draft=draft, product=products[0], decision=decision, updated_by=by)
    PublishedFigure.objects.create(place=commune, on=date(2022, 9, 1), total=3, basis="x", source="minh hoạ")
    make_user(Role.LOCAL_OFFICER, commune)
    HistorySeal.objects.create(day=date(2001, 1, number), count=0, leaves={}, hash=str(number))


@pytest.fixture
def filled(law, administrator):
    """One row in every table."""
    one_of_each(1, administrator)


def test_every_table_of_ours_is_registered_and_no_other():
    registered = set(admin.site._registry)
    assert {model for model in registered if model.__module__.split(".")[0] != "django"} == set(TABLES)
    assert registered == set(TABLES)


def test_the_administrator_opens_every_page(client, filled, administrator):
    client.force_login(administrator)
    seen, expected = {}, {}
    for model, editable in TABLES.items():
        row = model._default_manager.first()
        seen[model] = [
            client.get(url(model, "changelist"), {"q": "minh hoa"}).status_code,
            client.get(url(model, "change", row.pk)).status_code,
            client.get(url(model, "add")).status_code,
            client.get(url(model, "delete", row.pk)).status_code,
        ]
        may_delete = editable and model not in NEVER_DELETED
        expected[model] = [200, 200, 200 if editable else 403, 200 if may_delete else 403]
    assert seen == expected


def test_the_auditor_looks_and_changes_nothing(client, filled, auditor):
    client.force_login(auditor)
    seen = {}
    for model in TABLES:
        row = model._default_manager.first()
        page = client.get(url(model, "change", row.pk))
        seen[model] = [
            client.get(url(model, "changelist")).status_code,
            page.status_code,
            b'name="_save"' in page.content,
            client.post(url(model, "change", row.pk), {}).status_code,
            client.get(url(model, "add")).status_code,
            client.post(url(model, "delete", row.pk), {"post": "yes"}).status_code,
        ]
    assert seen == {model: [200, 200, False, 403, 403, 403] for model in TABLES}


OTHERS = [role for role in Role if role not in {Role.ADMINISTRATOR, Role.AUDITOR}]


@pytest.mark.parametrize("role", OTHERS)
def test_others_are_refused(client, db, role):
    client.force_login(make_user(role))
    assert client.get(reverse("admin:index")).status_code == 302
    assert client.get(reverse("admin:login")).status_code == 403
    assert client.get(url(Product, "changelist")).status_code == 302


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


def test_a_list_asks_as_often_for_three_rows_as_for_one(client, filled, administrator):
    client.force_login(administrator)
    counts = []
    for number in (2, 3, 4):
        counts.append({model: queries_of(client, url(model, "changelist")) for model in TABLES})
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
    assert (product.name, product.slug, product.place) == ("Bánh tét", "banh-tet", producer.place)
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
