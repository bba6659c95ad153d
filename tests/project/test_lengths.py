"""Every text that can be typed has an end: in each form, filter and table of the admin, and in the book of acts."""

from __future__ import annotations

from collections.abc import Iterator

import django_filters
import pytest
from django import forms
from django.contrib import admin
from django.contrib.postgres.forms import SimpleArrayField
from django.test import RequestFactory
from django.urls import get_resolver, reverse

from core.errors import ActionRefused
from core.history import history_of, record
from core.rules.lengths import LONGEST_TEXT
from evaluations.forms.results import ResultPasteForm
from tests.factories import make_producer, make_product

OURS = {"core", "producers", "products", "evaluations", "reports", "ocop_portal"}


def classes_below(one: type) -> Iterator[type]:
    """Classes of ours that inherit from one; every page is loaded first, and with it its forms."""
    assert get_resolver().url_patterns
    for child in one.__subclasses__():
        if child.__module__.split(".")[0] in OURS:
            yield child
        yield from classes_below(child)


def endless(fields: dict[str, forms.Field]) -> list[str]:
    """The texts among the fields that may be of any length; of a list, its parts count."""
    parts = {name: getattr(field, "base_field", field) for name, field in fields.items()}
    texts = {name: field for name, field in parts.items() if isinstance(field, forms.CharField)}
    assert not any(isinstance(field, SimpleArrayField) for field in texts.values())
    return [name for name, field in texts.items() if field.max_length is None]


def test_every_form_has_an_end():
    # The forms of the account keep no text but a key's name and a password, which have ends of their own.
    found = {each for each in classes_below(forms.Form) if not each.__module__.startswith("ocop_portal.account")}
    assert len(found) > 20
    assert {each: endless(each.base_fields) for each in found if endless(each.base_fields)} == {}


def test_every_filter_has_an_end():
    filters = {each.__name__: each.base_filters for each in classes_below(django_filters.FilterSet)}
    texts = {
        (owner, name): rule.extra.get("max_length")
        for owner, rules in filters.items()
        for name, rule in rules.items()
        if isinstance(rule, django_filters.CharFilter) or issubclass(rule.field_class, forms.CharField)
    }
    assert len(texts) >= 5
    assert [name for name, most in texts.items() if most is None] == [("HistoryFilter", "lan")]  # a UUID or nothing


@pytest.mark.django_db
def test_every_table_of_the_admin_has_an_end(administrator):
    request = RequestFactory().get("/")
    request.user = administrator
    tables = {model: each for model, each in admin.site._registry.items() if each.has_change_permission(request)}
    assert len(tables) > 8
    fields = {model: each.get_form(request).base_fields for model, each in tables.items()}
    assert {model: endless(of_one) for model, of_one in fields.items() if endless(of_one)} == {}


@pytest.mark.django_db
def test_a_longer_text_is_refused_beside_its_input(client, officer):
    client.force_login(officer)
    producer = make_producer(place=officer.territory)
    door = reverse("staff:producer-edit", args=[producer.slug])
    given = {"name": producer.name, "legal_form": producer.legal_form, "place": officer.territory.slug}
    page = client.post(door, given | {"note": "x" * (LONGEST_TEXT + 1), "other_names": "y" * 251})
    assert page.context["form"].errors == {
        "note": [f"Giá trị này chỉ có tối đa {LONGEST_TEXT} kí tự (hiện có {LONGEST_TEXT + 1})"]
    }
    page = client.post(door, given | {"note": "x" * LONGEST_TEXT, "other_names": "y" * 251})
    assert list(page.context["form"].errors) == ["other_names"]
    assert client.post(door, given | {"note": "x" * LONGEST_TEXT}).status_code == 302
    producer.refresh_from_db()
    assert producer.note == "x" * LONGEST_TEXT


@pytest.mark.django_db
def test_a_reason_without_a_form_has_the_same_end(officer):
    product = make_product()
    record(product, "edit_product", by=officer, why="x" * LONGEST_TEXT)
    with pytest.raises(ActionRefused, match=f"Lý do chỉ được dài {LONGEST_TEXT} ký tự."):
        record(product, "edit_product", by=officer, why="x" * (LONGEST_TEXT + 1))
    assert history_of(product).count() == 1


def test_a_pasted_block_is_as_long_as_its_lines():
    form = ResultPasteForm({"block": "x" * 125_001})
    assert list(form.errors) == ["block"]
    assert ResultPasteForm({"block": "x" * 125_000}).is_valid()
