"""Accounts in the admin, and the first administrator of a real server."""

from __future__ import annotations

import os
import re

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.urls import reverse

from core.history import history_of
from core.models import User
from core.roles import MAY, Act, Role
from tests.factories import PASSWORD, make_province, make_user

pytestmark = pytest.mark.django_db
LIST = "admin:core_user_changelist"


@pytest.fixture
def admin_client(client, administrator):
    cache.clear()
    client.force_login(administrator)
    return client


def test_createsuperuser_makes_the_first_administrator(monkeypatch):
    monkeypatch.setitem(os.environ, "DJANGO_SUPERUSER_PASSWORD", "mot-cau-dai-2022")
    call_command("createsuperuser", interactive=False, username="quantri", full_name="Quản Trị Minh Hoạ", verbosity=0)
    user = User.objects.get()
    assert (user.role, user.territory, user.is_superuser) == (Role.ADMINISTRATOR, None, True)
    assert user.check_password("mot-cau-dai-2022")


def test_an_administrator_makes_an_account(admin_client, administrator):
    values = {"username": "canbo-xa", "full_name": "Cán Bộ Minh Hoạ", "role": Role.LOCAL_OFFICER}
    page = admin_client.post(reverse("admin:core_user_add"), values)
    assert page.context["adminform"].form.non_field_errors() == ["Vai trò này cần một địa bàn."]
    values["territory"] = make_province().pk
    assert admin_client.post(reverse("admin:core_user_add"), values).status_code == 200
    user = User.objects.get(username="canbo-xa")
    assert user.has_usable_password() is False
    entry = history_of(user).get(verb="create_account")
    assert (entry.by, entry.data) == (administrator, {"changed": ["full_name", "role", "territory", "username"]})


def test_the_last_administrator_stays(admin_client, administrator):
    values = {"username": "quan-tri", "full_name": "X", "role": Role.AUDITOR, "is_active": "on"}
    url = reverse("admin:core_user_change", args=[administrator.pk])
    page = admin_client.post(url, values)
    assert page.context["adminform"].form.errors == {"role": ["Đây là tài khoản quản trị cuối cùng còn hoạt động."]}
    make_user(Role.ADMINISTRATOR)
    assert admin_client.post(url, values).status_code == 302
    administrator.refresh_from_db()
    assert administrator.role == Role.AUDITOR


def test_unlocking_from_the_list_lets_the_person_in(admin_client, officer):
    visitor = type(admin_client)()
    sign_in = reverse("account_login")
    for _time in range(6):
        visitor.post(sign_in, {"login": "canbo-tinh", "password": "sai"})
    assert visitor.post(sign_in, {"login": "canbo-tinh", "password": PASSWORD}).status_code == 200
    given = {"action": "unlock_accounts", "_selected_action": [officer.pk]}
    page = admin_client.post(reverse(LIST), given, follow=True)
    assert [str(message) for message in page.context["messages"]] == ["canbo-tinh đăng nhập lại được rồi."]
    assert visitor.post(sign_in, {"login": "canbo-tinh", "password": PASSWORD}).status_code == 302


def test_a_one_time_link_is_shown_once_and_works(admin_client, officer):
    given = {"action": "make_one_time_link", "_selected_action": [officer.pk]}
    page = admin_client.post(reverse(LIST), given)
    assert "no-store" in page.headers["Cache-Control"]
    link = re.search(r"http://testserver(/tai-khoan/mat-khau-moi/[^<]+)", page.content.decode())[1]
    visitor = type(admin_client)()
    assert visitor.get(link).status_code == 302
    given["_selected_action"] = [officer.pk, make_user().pk]
    page = admin_client.post(reverse(LIST), given, follow=True)
    assert [str(message) for message in page.context["messages"]] == ["Hãy chọn đúng một tài khoản."]


def test_the_auditor_sees_nothing_of_a_password(client, auditor, officer):
    client.force_login(auditor)
    text = client.get(reverse("admin:core_user_change", args=[officer.pk])).content.decode()
    assert "canbo-tinh" in text
    assert officer.password not in text
    found = client.get(reverse(LIST), {"password__startswith": officer.password[:3]})
    assert found.status_code in (302, 400)


def test_the_roles_of_the_document_are_those_of_the_code():
    rows = {}
    with open("docs/roles.md", encoding="utf-8") as lines:
        for line in lines:
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if cells[0].strip("`") in Act.values:
                rows[cells[0].strip("`")] = cells[2:]
    assert rows == {act.value: ["có" if role in MAY[act] else "–" for role in Role] for act in Act}
