"""The admin under our content security policy: nothing is refused by the browser, and its scripts work."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from core.models import Place
from core.roles import Role
from tests.factories import PASSWORD, make_place, make_producer, make_product, make_province, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def complaints(page):
    """What the browser says about refused styles, scripts and broken pages."""
    heard = []
    page.on("console", lambda message: heard.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


@pytest.fixture
def product(transactional_db):
    producer = make_producer("Hộ Minh Hoạ", place=make_place("Xã Minh Hoạ", parent=make_province()))
    make_producer("Công ty Dừa Minh Hoạ")
    return make_product("Bánh tét minh hoạ", producer=producer)


@pytest.fixture
def admin_page(page, live_server, complaints, product):
    make_user(Role.ADMINISTRATOR, username="quan-tri")
    page.goto(f"{live_server.url}{reverse('admin:index')}")
    page.fill("[name=login]", "quan-tri")
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    expect(page).to_have_url(f"{live_server.url}{reverse('admin:index')}")
    return page


def test_a_producer_is_found_by_typing(admin_page, live_server, complaints, product):
    admin_page.goto(f"{live_server.url}{reverse('admin:products_product_change', args=[product.pk])}")
    admin_page.click(".field-producer .select2-selection")
    admin_page.fill(".select2-search__field", "cong ty dua")
    found = admin_page.locator(".select2-results__option", has_text="Công ty Dừa Minh Hoạ")
    found.click()
    expect(admin_page.locator(".field-producer .select2-selection__rendered")).to_have_text("Công ty Dừa Minh Hoạ")
    assert complaints == []


def test_a_day_is_chosen_from_the_calendar(admin_page, live_server, complaints):
    place = Place.objects.get(name="Xã Minh Hoạ")
    Place.objects.filter(pk=place.pk).update(valid_to=date(2022, 10, 1))
    admin_page.goto(f"{live_server.url}{reverse('admin:core_place_change', args=[place.pk])}")
    admin_page.click(".field-valid_to .datetimeshortcuts a:has(.date-icon)")
    admin_page.locator(".calendarbox:visible td a", has_text="15").click()
    expect(admin_page.locator("#id_valid_to")).to_have_value("15/10/2022")
    assert complaints == []


@pytest.mark.parametrize("name", ["products_product", "products_regime", "core_user", "core_historyentry"])
def test_lists_and_forms_load_whole(admin_page, live_server, complaints, name):
    admin_page.goto(f"{live_server.url}{reverse(f'admin:{name}_changelist')}?q=minh")
    if name != "core_historyentry":
        admin_page.goto(f"{live_server.url}{reverse(f'admin:{name}_add')}")
    assert complaints == []
