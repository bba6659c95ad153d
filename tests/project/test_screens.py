"""docs/make_screens.py takes every public page and looks for every staff page that docs/roles.md names."""

from __future__ import annotations

from types import ModuleType

from django.urls import resolve
from django.utils.translation import override

from tests.portal.page_kinds import NOT_PAGES
from tests.project.roles_page import ADDRESSES
from tests.project.test_addresses import PUBLIC


def test_every_public_page_has_a_picture_of_its_own_name(script: ModuleType) -> None:
    assert {screen.address for screen in script.PUBLIC} == {*PUBLIC} - NOT_PAGES | {""}
    names = [screen.name for screen in script.PUBLIC]
    assert sorted(set(names)) == sorted(names)


def test_a_picture_without_clicks_is_of_the_address_it_names(script: ModuleType) -> None:
    plain = [screen for screen in script.PUBLIC if screen.address and not screen.clicks]
    paths = [screen.path.partition("?")[0] for screen in plain]
    without_language = [path[3:] if path.startswith(("/en/", "/km/")) else path for path in paths]
    with override("vi"):  # whatever the test before spoke
        found = [resolve(path).view_name for path in without_language]
    assert found == [screen.address for screen in plain]


def test_every_staff_address_is_looked_for(script: ModuleType) -> None:
    assert set(script.staff_addresses()) == {address.name for address in ADDRESSES}
    for path, name in (
        ("/staff/", "home"),
        ("/staff/dot/7/hop/?a=b", "meeting"),
        ("/staff/ho-so/giay-to/", "paper-list"),
        ("/staff/luot/7/phieu/", "entry-slip"),
        ("/staff/luot/7/bo-sung/", "entry-step"),
        ("/staff/san-pham/banh-tet/", "product-detail"),
        ("/staff/khong-co/", ""),
        ("/san-pham/", ""),
    ):
        assert script.name_of(path) == name
