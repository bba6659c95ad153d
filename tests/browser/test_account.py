"""The own account in a real browser: every page accessible, and a security key that is added and signs in."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import Page, expect

from core.actions.accounts import make_password_link
from core.history import history_of
from core.roles import Role
from tests.browser.test_pages import WIDTHS, findings, of_the_page
from tests.core.sign_in_steps import code_of, give_app
from tests.factories import PASSWORD, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
SHOTS = os.environ.get("OCOP_SHOTS", "")  # a folder: keep a picture of every page


@pytest.fixture(autouse=True)
def no_tries_yet(transactional_db):
    cache.clear()


@pytest.fixture
def heard(page: Page):
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if of_the_page(message) else None)
    return complaints


@pytest.fixture
def chief(transactional_db, settings):
    """An administrator of a server on which that role needs a second factor."""
    settings.SECOND_FACTOR_ROLES = frozenset({"administrator"})
    return make_user(Role.ADMINISTRATOR, username="quan-tri", full_name="Quản trị Minh Hoạ")


def go(page: Page, live_server, name: str, *args):
    page.goto(f"{live_server.url}{reverse(name, args=args)}")


def at(page: Page, live_server, name: str, *args):
    expect(page).to_have_url(f"{live_server.url}{reverse(name, args=args)}")


def sign_in(page: Page, live_server, username: str = "quan-tri"):
    go(page, live_server, "account_login")
    page.fill("[name=login]", username)
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")


def give_code(page: Page):
    # The same code is taken once only, and a test is faster than half a minute.
    cache.clear()
    page.fill("[name=code]", code_of())
    page.locator("form:has([name=code]) button[type=submit]").click()


@pytest.fixture
def virtual_key(page: Page):
    """A security key that answers at once."""
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "usb", "hasUserVerification": True, "isUserVerified": True}
    options |= {"hasResidentKey": False, "automaticPresenceSimulation": True}
    made = cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return cdp, made["authenticatorId"]


def shoot(page: Page, name: str, width: int):
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}-{width}.png", full_page=True)


class Walk:
    """Pages looked at one after the other; `wrong` holds what was found."""

    def __init__(self, page: Page, live_server, heard, width: int) -> None:
        self.page, self.server, self.heard, self.width = page, live_server, heard, width
        self.wrong: dict[str, object] = {}

    def look(self, label: str):
        expect(self.page.get_by_role("heading", level=1)).to_be_visible()
        shoot(self.page, label, self.width)
        if found := findings(self.page, self.heard):
            self.wrong[label] = found

    def to(self, label: str, name: str, *args):
        go(self.page, self.server, name, *args)
        self.look(label)


@pytest.mark.slow
@WIDTHS
def test_every_page_of_the_account_is_accessible_and_fits(
    page: Page, live_server, chief, virtual_key, heard, width, settings
):
    page.set_viewport_size({"width": width, "height": 800})
    walk = Walk(page, live_server, heard, width)
    invited = make_user(Role.AUDITOR, username="moi", full_name="Người Mới Minh Hoạ")
    invited.set_unusable_password()
    invited.save()
    walk.to("invitation", "account_password_by_link", *make_password_link(invited, by=chief))
    walk.to("dead-link", "account_password_by_link", "MQ", "abc-def")
    sign_in(page, live_server)
    at(page, live_server, "mfa_index")
    walk.look("overview-demanded")
    walk.to("totp", "mfa_activate_totp")
    page.fill("[name=code]", "12")
    page.click("main form button[type=submit]")
    walk.look("totp-wrong")
    walk.to("no-keys", "mfa_list_webauthn")
    walk.to("key-add", "mfa_add_webauthn")
    page.fill("[name=name]", "Khóa USB minh hoạ")
    page.click("main button[type=submit]")
    at(page, live_server, "mfa_view_recovery_codes")
    walk.look("recovery-codes")
    give_app(chief)
    key = chief.authenticator_set.get(type="webauthn")
    walk.to("overview", "mfa_index")
    walk.to("keys", "mfa_list_webauthn")
    walk.to("key-rename", "mfa_edit_webauthn", key.pk)
    walk.to("key-remove", "mfa_remove_webauthn", key.pk)
    walk.to("totp-remove", "mfa_deactivate_totp")
    walk.to("recovery-codes-new", "mfa_generate_recovery_codes")
    walk.to("sessions", "usersessions_list")
    walk.to("password", "account_change_password")
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    walk.to("ask-again", "mfa_activate_totp")
    walk.to("ask-code", "mfa_reauthenticate")
    walk.to("ask-key", "mfa_reauthenticate_webauthn")
    page.context.clear_cookies()
    sign_in(page, live_server)
    at(page, live_server, "mfa_authenticate")
    walk.look("second-step")
    page.fill("[name=code]", "12")
    page.locator("form:has([name=code]) button[type=submit]").click()
    walk.look("second-step-wrong")
    assert walk.wrong == {}


def test_a_key_is_added_and_signs_in(page: Page, live_server, chief, virtual_key, heard):
    sign_in(page, live_server)
    at(page, live_server, "mfa_index")
    go(page, live_server, "admin:index")
    at(page, live_server, "mfa_index")
    page.get_by_role("link", name="Thêm khóa bảo mật").click()
    page.fill("[name=name]", "Khóa USB minh hoạ")
    page.get_by_role("button", name="Thêm khóa").click()
    at(page, live_server, "mfa_view_recovery_codes")
    expect(page.locator(".account__codes li")).to_have_count(10)
    go(page, live_server, "admin:index")
    at(page, live_server, "admin:index")
    page.context.clear_cookies()
    sign_in(page, live_server)
    at(page, live_server, "mfa_authenticate")
    page.get_by_role("button", name="Dùng khóa bảo mật").click()
    at(page, live_server, "staff:home")
    assert heard == []
    assert [entry.verb for entry in history_of(chief)] == ["add_second_factor"]
    assert chief.authenticator_set.get(type="webauthn").last_used_at is not None


def test_a_key_that_is_not_ours_is_refused(page: Page, live_server, chief, virtual_key, heard):
    sign_in(page, live_server)
    go(page, live_server, "mfa_add_webauthn")
    page.get_by_role("button", name="Thêm khóa").click()
    at(page, live_server, "mfa_view_recovery_codes")
    cdp, number = virtual_key
    cdp.send("WebAuthn.clearCredentials", {"authenticatorId": number})
    page.context.clear_cookies()
    sign_in(page, live_server)
    page.get_by_role("button", name="Dùng khóa bảo mật").click()
    expect(page.locator("[data-key-failed]")).to_be_visible(timeout=20_000)
    go(page, live_server, "staff:home")
    at(page, live_server, "mfa_authenticate")
    assert heard == []


def test_the_same_key_is_not_added_twice(page: Page, live_server, chief, virtual_key, heard):
    sign_in(page, live_server)
    go(page, live_server, "mfa_add_webauthn")
    page.get_by_role("button", name="Thêm khóa").click()
    at(page, live_server, "mfa_view_recovery_codes")
    go(page, live_server, "mfa_add_webauthn")
    page.get_by_role("button", name="Thêm khóa").click()
    expect(page.locator("[data-key-known]")).to_be_visible()
    assert chief.authenticator_set.filter(type="webauthn").count() == 1


def test_codes_work_without_scripts(browser, browser_context_args, live_server, chief):
    context = browser.new_context(**{**browser_context_args, "java_script_enabled": False})
    page = context.new_page()
    give_app(chief)
    sign_in(page, live_server)
    at(page, live_server, "mfa_authenticate")
    give_code(page)
    at(page, live_server, "staff:home")
    go(page, live_server, "usersessions_list")
    expect(page.get_by_role("cell", name="Nơi bạn đang dùng")).to_be_visible()
    go(page, live_server, "mfa_add_webauthn")
    page.get_by_role("button", name="Thêm khóa").click()
    expect(page.locator(".error-summary")).to_contain_text("Khóa bảo mật cần JavaScript")
    context.close()
