"""Changes of an account that end the sessions that were opened before, and the sign-ins that are on their way."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from core.actions.accounts import keep_account, set_password
from core.actions.second_factor import reset_second_factor
from core.roles import Role
from tests.core.sign_in_steps import code_of, give_app, give_code, sign_in
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_setting_up_a_second_factor_ends_what_a_password_alone_opened(administrator, settings):
    settings.SECOND_FACTOR_ROLES = frozenset({Role.ADMINISTRATOR})
    stranger, owner = Client(), Client()
    for client in (stranger, owner):
        sign_in(client, administrator.username)
    assert (stranger.get("/staff/").status_code, owner.get("/staff/").status_code) == (302, 302)
    secret = owner.get(reverse("mfa_activate_totp")).context["form"].secret
    assert owner.post(reverse("mfa_activate_totp"), {"code": code_of(secret)}).status_code == 302
    assert owner.get("/staff/").status_code == 200
    doors = [stranger.get(path).url for path in ("/staff/", reverse("admin:core_user_changelist"))]
    assert [door.partition("?")[0] for door in doors] == [reverse("account_login"), reverse("admin:login")]


def test_stopping_an_account_ends_its_sessions_for_good(administrator):
    officer, client = make_user(Role.LEADER), Client()
    sign_in(client, officer.username)
    assert client.get("/staff/").status_code == 200
    for is_active in (False, True):
        officer.is_active = is_active
        keep_account(officer, changed=["is_active"], why="x", by=administrator)
        assert client.get("/staff/").url.startswith(reverse("account_login"))


def test_another_name_leaves_people_signed_in(administrator):
    officer, client = make_user(Role.LEADER), Client()
    sign_in(client, officer.username)
    officer.full_name = "Tên Minh Hoạ Khác"
    keep_account(officer, changed=["full_name"], by=administrator)
    assert client.get("/staff/").status_code == 200


# ------------------------------------------------------------------ sign-ins that have passed the password alone
NEW = "mot-cau-moi-2022"


def change_password(user, administrator):
    set_password(user, NEW, by=user, verb="change_own_password")


def stop(user, administrator):
    user.is_active = False
    keep_account(user, changed=["is_active"], why="x", by=administrator)


def take_factor_away(user, administrator):
    reset_second_factor(user, why="x", by=administrator)


@pytest.mark.parametrize("change", [change_password, stop, take_factor_away])
def test_a_sign_in_on_its_way_begins_anew(administrator, change):
    officer, client = make_user(Role.LEADER), Client()
    give_app(officer)
    assert sign_in(client, officer.username).url == reverse("mfa_authenticate")
    change(officer, administrator)
    assert give_code(client, code_of()).url == reverse("account_login")
    assert "_auth_user_id" not in client.session
    assert client.get(reverse("account_login")).status_code == 200  # and no way back to the second step
    assert client.get(reverse("mfa_authenticate")).url == reverse("account_login")


def test_the_new_password_and_a_code_lead_in(administrator):
    officer, client = make_user(Role.LEADER), Client()
    give_app(officer)
    sign_in(client, officer.username)
    change_password(officer, administrator)
    assert client.get(reverse("mfa_authenticate")).url == reverse("account_login")
    assert sign_in(client, officer.username, NEW).url == reverse("mfa_authenticate")
    assert give_code(client, code_of()).url == reverse("staff:home")


def test_another_name_leaves_a_sign_in_on_its_way(administrator):
    officer, client = make_user(Role.LEADER), Client()
    give_app(officer)
    sign_in(client, officer.username)
    officer.full_name = "Tên Minh Hoạ Khác"
    keep_account(officer, changed=["full_name"], by=administrator)
    assert give_code(client, code_of()).url == reverse("staff:home")
