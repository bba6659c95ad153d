"""Invitations: an account is made without a password, its person sets one by a link that is good once."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.urls import NoReverseMatch, reverse

from core.actions.accounts import is_invited, keep_account, make_password_link
from core.history import history_of
from core.models import HistoryEntry, User
from core.roles import Role
from tests.core.sign_in_steps import sign_in
from tests.factories import make_user

pytestmark = pytest.mark.django_db
NEW = "mot-cau-moi-2022"
LIST = "admin:core_user_changelist"
DEAD = "Liên kết này không dùng được nữa vì đã dùng, đã quá hạn, đã có liên kết mới hơn hoặc chép thiếu:"


@pytest.fixture(autouse=True)
def no_tries_yet(db):
    cache.clear()


@pytest.fixture
def admin_client(client, administrator):
    client.force_login(administrator)
    return client


@pytest.fixture
def visitor(client):
    """Somebody with the link in another browser."""
    return type(client)()


def invited(administrator, role=Role.LEADER):
    """An account that waits for its person."""
    user = make_user(role, username="moi")
    user.set_unusable_password()
    user.save()
    return user


def link_to(user, by):
    return reverse("account_password_by_link", args=make_password_link(user, by=by))


def open_link(client, link):
    """The page behind a link; None when it is dead."""
    page = client.get(link)
    if page.status_code == 200:
        assert DEAD in page.content.decode()
        return None
    return page.url


def set_by_link(client, link, password=NEW):
    return client.post(open_link(client, link), {"new_password1": password, "new_password2": password})


def link_on(page):
    return re.search(r"http://testserver(/tai-khoan/mat-khau-moi/[^<]+)", page.content.decode())[1]


# ------------------------------------------------------------------ the administrator's side
def test_an_account_is_made_without_a_password_and_its_link_is_shown(admin_client, administrator, visitor):
    form = admin_client.get(reverse("admin:core_user_add")).content.decode()
    assert (re.findall(r'type="password"', form), 'name="username"' in form) == ([], True)
    values = {"username": "moi", "full_name": "Người Mới Minh Hoạ", "role": Role.AUDITOR}
    values |= {"password1": NEW, "password2": NEW, "password": NEW}
    page = admin_client.post(reverse("admin:core_user_add"), values)
    user = User.objects.get(username="moi")
    assert (page.status_code, is_invited(user)) == (200, True)
    assert "no-store" in page.headers["Cache-Control"]
    assert "dùng được một lần trong 72 giờ" in page.content.decode()
    link = link_on(page)
    assert [(entry.verb, entry.by) for entry in history_of(user)] == [
        ("make_invitation", administrator),
        ("create_account", administrator),
    ]
    token = link.rstrip("/").rpartition("/")[2]
    assert not [entry for entry in HistoryEntry.objects.all() if token in str(entry.data) + entry.why]
    assert sign_in(visitor, "moi", NEW).status_code == 200
    text = visitor.get(open_link(visitor, link)).content.decode()
    assert "Chào Người Mới Minh Hoạ: bạn được cấp tài khoản với vai trò Kiểm tra, giám sát, tên đăng nhập moi." in text
    assert set_by_link(visitor, link).url == reverse("account_login")
    assert sign_in(visitor, "moi", NEW).url == reverse("staff:home")


def test_a_name_that_is_taken_is_refused_in_words(admin_client, officer):
    values = {"username": "CanBo-Tinh", "full_name": "x", "role": Role.AUDITOR}
    page = admin_client.post(reverse("admin:core_user_add"), values)
    assert page.context["adminform"].form.errors == {"username": ["Tên đăng nhập này đã có người dùng."]}


def test_no_door_of_the_admin_takes_a_password_for_somebody_else(admin_client, officer):
    before = officer.password
    with pytest.raises(NoReverseMatch):
        reverse("admin:auth_user_password_change", args=[officer.pk])
    given = {"password1": NEW, "password2": NEW, "usable_password": "true"}
    for path in (f"/admin/core/user/{officer.pk}/password/", f"/admin/core/user/{officer.pk}/change/"):
        admin_client.post(path, given | {"password": NEW})
    officer.refresh_from_db()
    assert officer.password == before
    assert admin_client.get(reverse("admin:password_change")).url == reverse("account_change_password")
    assert admin_client.post(reverse("admin:password_change"), given).url == reverse("account_change_password")


def test_the_admin_takes_no_password_at_its_own_door(visitor, administrator):
    asked = reverse("admin:core_user_changelist")
    given = {"username": "quan-tri", "login": "quan-tri", "password": "minh-hoa-2022", "next": asked}
    page = visitor.post(reverse("admin:login"), given)
    assert (page.status_code, page.url) == (302, f"{reverse('account_login')}?next=/admin/login/")
    assert visitor.get(asked).status_code == 302
    assert "_auth_user_id" not in visitor.session


def test_the_auditor_makes_no_link(client, auditor, officer):
    client.force_login(auditor)
    given = {"action": "make_one_time_link", "_selected_action": [officer.pk]}
    page = client.post(reverse(LIST), given, follow=True)
    assert "/tai-khoan/mat-khau-moi/" not in page.content.decode()
    assert history_of(officer).count() == 0


# ------------------------------------------------------------------ the link
def test_the_address_with_the_token_is_left_at_once(visitor, administrator):
    user = invited(administrator)
    uid, token = make_password_link(user, by=administrator)
    first = visitor.get(reverse("account_password_by_link", args=[uid, token]))
    assert first.url == reverse("account_password_by_link", args=[uid, "set-password"])
    page = visitor.get(first.url)
    assert token not in page.content.decode()
    assert (first.headers["Referrer-Policy"], page.headers["Referrer-Policy"]) == ("same-origin", "same-origin")
    assert ["no-store" in each.headers["Cache-Control"] for each in (first, page)] == [True, True]


def test_a_role_that_demands_it_goes_on_to_the_second_factor(visitor, administrator, settings):
    settings.SECOND_FACTOR_ROLES = frozenset({"leader"})
    set_by_link(visitor, link_to(invited(administrator), administrator))
    door = sign_in(visitor, "moi", NEW)
    assert visitor.get(door.url).url == reverse("mfa_index")


@pytest.mark.parametrize(("hours", "alive"), [(71.9, True), (72.1, False)])
def test_an_invitation_is_good_for_72_hours_of_real_time(visitor, administrator, monkeypatch, hours, alive):
    link = link_to(invited(administrator), administrator)
    now = PasswordResetTokenGenerator()._now()
    monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda self: now + timedelta(hours=hours))
    assert (open_link(visitor, link) is not None) is alive


def test_how_long_is_a_setting(visitor, administrator, monkeypatch, settings):
    settings.INVITATION_HOURS = 5
    link = link_to(invited(administrator), administrator)
    now = PasswordResetTokenGenerator()._now()
    monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda self: now + timedelta(hours=5.1))
    assert open_link(visitor, link) is None


@pytest.mark.parametrize(
    ("hours", "invitation", "reset"), [(23.9, True, True), (100, True, False), (169, False, False)]
)
def test_a_longer_invitation_makes_no_other_link_longer(
    visitor, administrator, officer, monkeypatch, settings, hours, invitation, reset
):
    settings.INVITATION_HOURS, settings.PASSWORD_RESET_TIMEOUT = 168, 168 * 3600  # the second follows (settings.py)
    links = [link_to(user, administrator) for user in (invited(administrator), officer)]
    now = PasswordResetTokenGenerator()._now()
    monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda self: now + timedelta(hours=hours))
    assert [open_link(visitor, link) is not None for link in links] == [invitation, reset]


def test_a_link_is_dead_after_use(visitor, administrator):
    link = link_to(invited(administrator), administrator)
    set_by_link(visitor, link)
    assert open_link(visitor, link) is None


def test_a_new_link_kills_the_old_one(visitor, officer, administrator):
    for user in (officer, invited(administrator)):
        old = link_to(user, administrator)
        new = link_to(user, administrator)
        assert (open_link(visitor, old), open_link(visitor, new) is not None) == (None, True)


def test_a_link_is_dead_once_the_account_was_stopped(visitor, administrator):
    user = invited(administrator)
    link = link_to(user, administrator)
    assert open_link(visitor, link) is not None
    for active in (False, True):
        user.is_active = active
        keep_account(user, changed=["is_active"], why="x", by=administrator)
        assert open_link(visitor, link) is None
    page = visitor.post(reverse("account_password_by_link", args=[link.split("/")[3], "set-password"]), {})
    assert DEAD in page.content.decode()


def test_another_edit_leaves_the_link_alone(visitor, administrator):
    user = invited(administrator)
    link = link_to(user, administrator)
    user.full_name = "Tên Đúng Minh Hoạ"
    keep_account(user, changed=["full_name"], by=administrator)
    assert open_link(visitor, link) is not None


@pytest.mark.parametrize("link", ["MQ/abc-def", "x/y", "MQ/set-password", "OTk5OTk/c0ffee-0123456789"])
def test_a_made_up_link_is_answered_in_one_sentence(visitor, officer, link):
    assert open_link(visitor, f"/tai-khoan/mat-khau-moi/{link}/") is None


# ------------------------------------------------------------------ what a password must be
@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("ngan-9-kt", ["Mật khẩu này quá ngắn: cần ít nhất 12 ký tự."]),
        ("091234567890", ["Mật khẩu này hoàn toàn là số."]),
        (
            "1234567890",
            [
                "Mật khẩu này quá ngắn: cần ít nhất 12 ký tự.",
                "Mật khẩu này quá phổ biến.",
                "Mật khẩu này hoàn toàn là số.",
            ],
        ),
        ("canbo-tinh12", ["Mật khẩu quá giống với tên đăng nhập."]),
        ("Người Minh Hoạ", ["Mật khẩu quá giống với họ và tên."]),
        ("mot-cau-moi-2022", []),
        ("một câu " * 16, []),
        ("một câu " * 16 + "!", ["Mật khẩu này quá dài: nhiều nhất 128 ký tự."]),
    ],
)
def test_a_weak_password_is_refused_in_vietnamese(password, words):
    person = User(username="canbo-tinh", full_name="Người Minh Hoạ")
    try:
        validate_password(password, person)
        said = []
    except ValidationError as refusal:
        said = refusal.messages
    assert said == words


def test_a_password_of_128_signs_is_taken_whole_and_no_longer_one(visitor, administrator):
    user = invited(administrator)
    longest = "một câu " * 16
    door = open_link(visitor, link_to(user, administrator))
    page = visitor.post(door, {"new_password1": longest + "!", "new_password2": longest + "!"})
    assert page.context["form"].errors == {"new_password2": ["Mật khẩu này quá dài: nhiều nhất 128 ký tự."]}
    assert visitor.post(door, {"new_password1": longest, "new_password2": longest}).url == reverse("account_login")
    assert sign_in(visitor, "moi", longest[:-1]).status_code == 200
    assert sign_in(visitor, "moi", longest).url == reverse("staff:home")


def test_the_rules_are_told_in_vietnamese_before(visitor, administrator):
    link = link_to(invited(administrator), administrator)
    text = visitor.get(open_link(visitor, link)).content.decode()
    assert "ít nhất 12 ký tự" in text
    assert "Mật khẩu dài nhất là 128 ký tự." in text
    assert [word for word in ("Your password", "characters") if word in text] == []
