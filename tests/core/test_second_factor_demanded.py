"""A second factor where the role demands one, and what becomes of a lost one."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.urls import reverse

from core.actions.second_factor import reset_second_factor
from core.errors import ActionRefused
from core.history import history_of
from core.permissions.second_factor import lacks_second_factor, needs_second_factor
from core.roles import Role
from tests.core.sign_in_steps import code_of, give_app, give_code, sign_in
from tests.factories import make_user
from tests.project.roles_page import ADDRESSES

pytestmark = pytest.mark.django_db
LAST_ONE = "Vai trò Quản trị phải luôn có xác thực hai bước: hãy thêm một cách khác trước khi bỏ cách này."


@pytest.fixture(autouse=True)
def no_tries_yet(db):
    cache.clear()


@pytest.fixture
def demanded(settings):
    """As on a real server."""
    settings.SECOND_FACTOR_ROLES = frozenset({"administrator", "leader"})


def said(client):
    return [str(message) for message in client.get(reverse("mfa_index")).context["messages"]]


# ------------------------------------------------------------------ demanded by role
def test_the_roles_of_a_real_server_and_of_the_demo(settings):
    assert frozenset() == settings.SECOND_FACTOR_ROLES
    person = make_user(Role.LEADER)
    assert (needs_second_factor(person), lacks_second_factor(person)) == (False, False)
    settings.SECOND_FACTOR_ROLES = frozenset({"leader"})
    assert (needs_second_factor(person), lacks_second_factor(person)) == (True, True)
    give_app(person)
    assert (needs_second_factor(person), lacks_second_factor(person)) == (True, False)
    assert needs_second_factor(make_user(Role.COUNCIL_MEMBER)) is False


def test_every_staff_and_admin_address_leads_to_the_set_up(client, administrator, demanded):
    client.force_login(administrator)
    paths = {
        (address.name, method): getattr(client, method)(re.sub(r"<\w+:\w+>", "1", address.path))
        for address in ADDRESSES
        for method in ("get", "post")
        if (address.name, method) != ("product-match", "post")  # which no form reaches
    }
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
        paths[name] = client.get(reverse(name))
    paths["admin:index"] = client.get(reverse("admin:index"))
    paths["admin:login"] = client.get(reverse("admin:login"))
    assert {name: (page.status_code, page.get("Location")) for name, page in paths.items()} == dict.fromkeys(
        paths, (302, reverse("mfa_index"))
    )


def test_the_set_up_and_the_public_pages_stay_open(client, administrator, demanded, law):
    sign_in(client, "quan-tri")
    text = client.get(reverse("mfa_index")).content.decode()
    assert "Vai trò Quản trị phải bật xác thực hai bước trước khi vào trang nghiệp vụ và trang quản trị." in text
    for name in ("home", "products:product-list", "healthz", "mfa_activate_totp", "usersessions_list"):
        assert client.get(reverse(name)).status_code == 200
    assert client.post(reverse("account_logout")).status_code == 302


def test_after_the_set_up_everything_opens(client, administrator, demanded):
    sign_in(client, "quan-tri")
    assert client.get(reverse("staff:home")).url == reverse("mfa_index")
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert client.get(reverse("staff:home")).status_code == 200
    assert client.get(reverse("admin:index")).status_code == 200
    assert "phải bật xác thực hai bước" not in client.get(reverse("mfa_index")).content.decode()


def test_other_roles_are_left_in_peace(client, officer, demanded):
    sign_in(client, "canbo-tinh")
    assert client.get(reverse("staff:home")).status_code == 200


def test_the_last_factor_stays_while_the_role_demands_it(client, administrator, officer, demanded):
    app = give_app(administrator)
    sign_in(client, "quan-tri")
    give_code(client, code_of())
    page = client.get(reverse("mfa_deactivate_totp"))
    assert [str(reason) for reason in page.context["refusals"]] == [LAST_ONE]
    client.post(reverse("mfa_deactivate_totp"))
    assert administrator.authenticator_set.filter(pk=app.pk).exists()
    Authenticator.objects.create(user=administrator, type="webauthn", data={"name": "Khóa 1"})
    assert client.post(reverse("mfa_deactivate_totp")).url == reverse("mfa_index")
    assert not administrator.authenticator_set.filter(pk=app.pk).exists()
    key = administrator.authenticator_set.get(type="webauthn")
    page = client.post(reverse("mfa_remove_webauthn", args=[key.pk]))
    assert [str(reason) for reason in page.context["refusals"]] == [LAST_ONE]
    assert administrator.authenticator_set.filter(pk=key.pk).exists()
    assert [(entry.verb, entry.data) for entry in history_of(administrator)] == [
        ("remove_second_factor", {"kind": "totp"})
    ]


def test_who_is_free_takes_it_away_with_the_recovery_codes(client, officer):
    give_app(officer)
    sign_in(client, "canbo-tinh")
    give_code(client, code_of())
    assert client.post(reverse("mfa_deactivate_totp")).url == reverse("mfa_index")
    assert officer.authenticator_set.count() == 0
    assert said(client)[-1] == "Đã tắt ứng dụng tạo mã."


def test_nobody_touches_the_keys_of_somebody_else(client, officer, administrator):
    key = Authenticator.objects.create(user=officer, type="webauthn", data={"name": "Khóa 1"})
    sign_in(client, "quan-tri")
    for name in ("mfa_remove_webauthn", "mfa_edit_webauthn"):
        assert client.get(reverse(name, args=[key.pk])).status_code == 404
        assert client.post(reverse(name, args=[key.pk]), {"name": "x"}).status_code == 404


# ------------------------------------------------------------------ a lost telephone
def reset(client, user, **more):
    chosen = {"action": "reset_second_factors", "_selected_action": [user.pk], **more}
    return client.post(reverse("admin:core_user_changelist"), chosen)


def test_an_administrator_resets_a_lost_second_factor_and_says_why(client, officer, administrator):
    give_app(officer)
    lost = type(client)()
    sign_in(lost, "canbo-tinh")
    give_code(lost, code_of())
    client.force_login(administrator)
    asked = reset(client, officer)
    assert (asked.status_code, officer.authenticator_set.count()) == (200, 2)
    assert reset(client, officer, why=" ").context["form"].errors == {"why": ["Hãy ghi lý do."]}
    assert reset(client, officer, why="Mất điện thoại").status_code == 302
    assert officer.authenticator_set.count() == 0
    assert lost.get(reverse("staff:home")).status_code == 302
    entry = history_of(officer).first()
    assert (entry.verb, entry.by, entry.why) == ("reset_second_factor", administrator, "Mất điện thoại")
    assert entry.data == {"sessions_ended": 1}
    assert sign_in(lost, "canbo-tinh").url == reverse("staff:home")


def test_who_may_not_reset(officer, administrator):
    give_app(officer)
    give_app(administrator)
    refused = [
        (officer, make_user(), "không có quyền quản lý tài khoản"),
        (administrator, administrator, "Xác thực hai bước của chính mình"),
        (make_user(username="moi"), administrator, "Tài khoản “moi” chưa bật xác thực hai bước."),
    ]
    for user, by, words in refused:
        with pytest.raises(ActionRefused, match=words):
            reset_second_factor(user, why="x", by=by)
    assert Authenticator.objects.count() == 4


def test_the_last_administrator_is_let_in_from_the_server_itself(administrator, capsys):
    give_app(administrator)
    call_command("reset_second_factor", "Quan-Tri", why="Mất điện thoại")
    assert capsys.readouterr().out == "quan-tri: lần đăng nhập tới chỉ cần mật khẩu.\n"
    assert administrator.authenticator_set.count() == 0
    assert (history_of(administrator).get().by, history_of(administrator).get().why) == (None, "Mất điện thoại")
    with pytest.raises(CommandError, match="Không có tài khoản"):
        call_command("reset_second_factor", "khong-co", why="x")
