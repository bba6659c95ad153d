"""Signing in and out, passwords, and what too many wrong tries do."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.urls import reverse

from core.actions.accounts import make_password_link, unlock_sign_in
from core.errors import ActionRefused
from core.history import history_of
from core.models import HistoryEntry, User
from core.roles import Role
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db
TOO_MANY = "Đã nhập sai quá nhiều lần. Hãy đợi 15 phút rồi thử lại, hoặc nhờ người quản trị mở khóa."
WRONG = "Tên đăng nhập hoặc mật khẩu chưa đúng."


@pytest.fixture(autouse=True)
def no_tries_yet(db):
    cache.clear()


def sign_in(client, username, password=PASSWORD, **more):
    return client.post(reverse("account_login"), {"login": username, "password": password, **more})


def errors(response):
    return response.context["form"].non_field_errors()


def test_a_person_signs_in_and_is_told_role_and_territory(client, officer):
    response = sign_in(client, "CanBo-Tinh")
    assert (response.status_code, response.url) == (302, reverse("staff:home"))
    said = [str(message) for message in client.get(reverse("staff:producer-list")).context["messages"]]
    assert said == [f"Xin chào {officer.full_name}: bạn đăng nhập với vai trò Cán bộ tỉnh, địa bàn Tỉnh Trà Vinh."]


def test_the_page_that_was_asked_for_comes_after_signing_in(client, officer):
    asked = reverse("staff:producer-list")
    door = client.get(asked).url
    assert door == f"{reverse('account_login')}?next={asked}"
    assert re.search(f'name="next" value="{asked}"', client.get(door).content.decode())
    assert sign_in(client, "canbo-tinh", next=asked).url == asked


def test_a_wrong_password_is_refused_in_words(client, officer):
    assert errors(sign_in(client, "canbo-tinh", "sai")) == [WRONG]
    assert errors(sign_in(client, "khong-co-ai", "sai")) == [WRONG]


def test_the_sixth_wrong_try_is_locked_until_the_administrator_opens_it(client, officer, administrator):
    for _time in range(5):
        assert errors(sign_in(client, "canbo-tinh", "sai")) == [WRONG]
    assert errors(sign_in(client, "canbo-tinh", "sai")) == [TOO_MANY]
    assert errors(sign_in(client, "Canbo-Tinh")) == [TOO_MANY]
    unlock_sign_in(officer, by=administrator)
    assert sign_in(client, "canbo-tinh").status_code == 302
    assert [(entry.verb, entry.by) for entry in history_of(officer)] == [("unlock_sign_in", administrator)]


def test_only_an_administrator_opens_a_locked_sign_in(officer):
    with pytest.raises(ActionRefused, match="không có quyền quản lý tài khoản"):
        unlock_sign_in(make_user(), by=officer)


def test_a_stopped_account_is_told_so(client, officer):
    User.objects.filter(pk=officer.pk).update(is_active=False)
    response = sign_in(client, "canbo-tinh")
    assert response.url == reverse("account_inactive")
    assert "ngừng hoạt động" in client.get(response.url).content.decode()
    assert client.get(reverse("staff:producer-list")).status_code == 302


def test_signing_out_takes_a_button(client, officer):
    client.force_login(officer)
    assert client.get(reverse("account_logout")).status_code == 200
    assert client.get(reverse("staff:producer-list")).status_code == 200
    assert client.post(reverse("account_logout")).url == reverse("home")
    assert client.get(reverse("staff:producer-list")).status_code == 302


def test_nobody_signs_up(client):
    page = client.get(reverse("account_signup"))
    assert (page.status_code, "Không mở đăng ký" in page.content.decode()) == (200, True)
    assert client.post(reverse("account_signup"), {"username": "x"}).status_code == 405
    assert User.objects.count() == 0


def test_a_forgotten_password_is_a_matter_for_the_administrator(client):
    page = client.get(reverse("account_reset_password")).content.decode()
    assert "liên hệ người quản trị" in page
    assert client.post(reverse("account_reset_password"), {"email": "a@example.com"}).status_code == 405


def test_a_person_changes_the_own_password(client, officer):
    client.force_login(officer)
    url = reverse("account_change_password")
    wrong = client.post(url, {"oldpassword": "sai", "password1": "mot-cau-moi-2022", "password2": "khac"})
    assert wrong.context["form"].errors == {
        "oldpassword": ["Mật khẩu đang dùng chưa đúng."],
        "password2": ["Hai lần nhập mật khẩu mới không giống nhau."],
    }
    given = {"oldpassword": PASSWORD, "password1": "mot-cau-moi-2022", "password2": "mot-cau-moi-2022"}
    assert client.post(url, given).url == reverse("mfa_index")
    assert client.get(reverse("staff:producer-list")).status_code == 200
    officer.refresh_from_db()
    assert officer.check_password("mot-cau-moi-2022")
    assert history_of(officer).get().verb == "change_own_password"


# ------------------------------------------------------------------ the one-time link
def address(user, by):
    return reverse("account_password_by_link", args=make_password_link(user, by=by))


def set_by_link(client, link, password="mot-cau-moi-2022"):
    page = client.get(link)
    if page.status_code != 302:
        return page
    return client.post(page.url, {"new_password1": password, "new_password2": password})


def test_a_link_gives_a_new_password_once(client, officer, administrator):
    link = address(officer, administrator)
    for _time in range(5):
        sign_in(client, "canbo-tinh", "sai")
    assert set_by_link(client, link).url == reverse("account_login")
    assert sign_in(client, "canbo-tinh", "mot-cau-moi-2022").status_code == 302
    again = set_by_link(client, link)
    assert (again.status_code, again.context["validlink"]) == (200, False)
    assert [(entry.verb, entry.by) for entry in history_of(officer)] == [
        ("set_password_by_link", officer),
        ("make_reset_link", administrator),
    ]
    token = link.rstrip("/").rpartition("/")[2]
    assert not [entry for entry in HistoryEntry.objects.all() if token in str(entry.data) + entry.why]


def test_a_link_is_too_old_after_a_day(client, officer, administrator, monkeypatch):
    link = address(officer, administrator)
    now = PasswordResetTokenGenerator()._now()
    monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda self: now + timedelta(hours=23, minutes=59))
    assert client.get(link).status_code == 302
    monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda self: now + timedelta(hours=24, seconds=2))
    assert client.get(link).context["validlink"] is False


def test_a_weak_password_is_refused_on_the_link_page_too(client, officer, administrator):
    page = set_by_link(client, address(officer, administrator), "12345678")
    assert page.context["form"].errors["new_password2"] == [
        "Mật khẩu này quá ngắn: cần ít nhất 12 ký tự.",
        "Mật khẩu này quá phổ biến.",
        "Mật khẩu này hoàn toàn là số.",
    ]


def test_no_link_for_a_stopped_account_nor_from_somebody_else(client, officer, administrator):
    link = address(officer, administrator)
    officer.is_active = False
    officer.save()
    assert client.get(link).context["validlink"] is False
    with pytest.raises(ActionRefused, match="đang ngừng hoạt động"):
        make_password_link(officer, by=administrator)
    with pytest.raises(ActionRefused, match="không có quyền quản lý tài khoản"):
        make_password_link(administrator, by=make_user())


def test_thirty_tries_a_minute_from_one_address_are_enough(client, db):
    for _time in range(30):
        sign_in(client, "ai-do", "sai")
    page = sign_in(client, "ai-do", "sai")
    assert (page.status_code, "Hãy đợi một phút" in page.content.decode()) == (429, True)


def test_a_name_is_one_account_in_whatever_capitals(officer):
    twin = User(username="CANBO-TINH", full_name="x", role=Role.AUDITOR)
    twin.set_password("x")
    with pytest.raises(ValidationError):
        twin.full_clean()
