"""Days that staff type: from 1900 to fifty years ahead, by the one field of the house, in every form."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from pkgutil import walk_packages

import pytest
from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.urls import reverse

from core.forms.days import DayField
from core.models import Place
from tests.factories import make_place, make_province

OURS = ("core", "producers", "products", "evaluations", "reports")


@pytest.mark.parametrize("typed", ["1/1/1900", "22/8/2022", "2072-12-31"])
def test_days_that_can_be_meant(settings, typed):
    settings.BUSINESS_DAY = date(2022, 10, 1)
    assert isinstance(DayField().clean(typed), date)


@pytest.mark.parametrize("typed", ["1/1/0001", "31/12/1899", "1/1/2073", "9999-12-31"])
def test_days_that_are_slips(settings, typed):
    settings.BUSINESS_DAY = date(2022, 10, 1)
    year = typed[:4] if "-" in typed else typed[-4:]
    with pytest.raises(ValidationError) as refused:
        DayField().clean(typed)
    assert refused.value.messages == [f"Năm {year} không thể đúng: hãy viết một năm từ 1900 đến 2072."]


def test_no_day_is_no_slip():
    assert DayField(required=False).clean("") is None


def forms_of_staff():
    """Every form of ours that is no model form: those are made by the admin."""
    for app in OURS:
        package = import_module(app)
        for module in walk_packages(package.__path__, f"{app}."):
            if ".forms" in module.name:
                import_module(module.name)
    waiting, found = [forms.Form], set()
    while waiting:
        kinds = waiting.pop().__subclasses__()
        waiting += kinds
        found |= {kind for kind in kinds if kind.__module__.startswith(tuple(f"{app}." for app in OURS))}
    return found


def test_every_form_of_staff_takes_days_by_it():
    days = [
        (f"{kind.__module__}.{kind.__name__}.{name}", field)
        for kind in forms_of_staff()
        for name, field in kind.base_fields.items()
        if isinstance(field, forms.DateField)
    ]
    assert len(days) > 30
    assert [name for name, field in days if not isinstance(field, DayField)] == []


@pytest.mark.django_db
def test_every_table_of_the_admin_that_can_be_edited_does_too(rf, administrator):
    request = rf.get("/")
    request.user = administrator
    found, plain = 0, []
    for model, table in admin.site._registry.items():
        if not model.__module__.startswith(tuple(f"{app}." for app in OURS)):
            continue
        kinds = [table.get_form(request)] if table.has_add_permission(request) else []
        kinds += [formset.form for formset, _inline in table.get_formsets_with_inlines(request) if kinds]
        for kind in kinds:
            days = {name: each for name, each in kind.base_fields.items() if isinstance(each, forms.DateField)}
            found += len(days)
            plain += [f"{model.__name__}.{name}" for name, each in days.items() if not isinstance(each, DayField)]
    assert (found > 3, plain) == (True, [])


@pytest.mark.django_db
def test_a_slip_is_said_beside_the_input_and_nothing_is_written(client, administrator):
    client.force_login(administrator)
    place = make_place("Xã Mới", parent=make_province())
    address = reverse("admin:core_place_change", args=[place.pk])
    page = client.get(address)
    values = {name: value for name, value in page.context["adminform"].form.initial.items() if value is not None}
    values |= {"successions-TOTAL_FORMS": "0", "successions-INITIAL_FORMS": "0", "why": "Minh hoạ"}
    answer = client.post(address, values | {"valid_from": "1/1/0001"})
    assert answer.context["errors"] == [["Năm 0001 không thể đúng: hãy viết một năm từ 1900 đến 2072."]]
    assert Place.objects.get(pk=place.pk).valid_from == place.valid_from
