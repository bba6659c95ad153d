"""Accounts in the admin, and the first administrator of a real server."""

from __future__ import annotations

import os
import re
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.urls import reverse

from core.actions.accounts import keep_account
from core.errors import ActionRefused
from core.history import history_of
from core.management.commands import changepassword, createsuperuser
from core.models import HistoryEntry, User
from core.roles import MAY, Act, Role
from tests.core.sign_in_steps import sign_in
from tests.factories import PASSWORD, make_place, make_province, make_user

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
    entry = history_of(user).get()
    assert (entry.verb, entry.by, entry.why) == ("create_account", None, "Dòng lệnh của máy chủ: createsuperuser")
    assert entry.data == {"after": {"username": "quantri", "role": "administrator"}}


def test_createsuperuser_that_asks_is_written_down_too(monkeypatch):
    answers = iter(["quantri", "Quản Trị Minh Hoạ"])
    monkeypatch.setattr("builtins.input", lambda _prompt: next(answers))
    monkeypatch.setattr("getpass.getpass", lambda *_prompt: "mot-cau-dai-2022")
    call_command("createsuperuser", stdin=SimpleNamespace(isatty=lambda: True), verbosity=0)
    assert history_of(User.objects.get(username="quantri")).get().verb == "create_account"
    call_command("createsuperuser", stdin=SimpleNamespace(isatty=lambda: False), stdout=StringIO())
    assert (User.objects.count(), HistoryEntry.objects.count()) == (1, 1)


def test_a_failed_createsuperuser_leaves_neither_account_nor_act(monkeypatch):
    monkeypatch.setattr(createsuperuser, "note_first_administrator", lambda *_args, **_more: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        call_command("createsuperuser", interactive=False, username="quantri", full_name="Quản Trị Minh Hoạ")
    assert User.objects.count() == 0


def test_changepassword_is_an_act_and_signs_out_everywhere(client, officer, monkeypatch):
    sign_in(client, officer.username)
    typed = iter(["mot-cau-khac-2022", "mot-cau-sai-2022", "ngan", "ngan", "mot-cau-khac-2022", "mot-cau-khac-2022"])
    monkeypatch.setattr(changepassword, "getpass", lambda _prompt: next(typed))
    with pytest.raises(CommandError, match="Hai lần gõ không giống nhau"):
        call_command("changepassword", "canbo-tinh")
    with pytest.raises(CommandError, match="Mật khẩu này quá ngắn"):
        call_command("changepassword", "canbo-tinh")
    with pytest.raises(CommandError, match="Không có tài khoản “khong-co”"):
        call_command("changepassword", "khong-co")
    call_command("changepassword", "canbo-tinh", stdout=StringIO())
    officer.refresh_from_db()
    assert officer.check_password("mot-cau-khac-2022")
    entry = history_of(officer).get()
    assert (entry.verb, entry.by, entry.why) == ("set_password", None, "Dòng lệnh của máy chủ: changepassword")
    assert entry.data == {"sessions_ended": 1}
    assert client.get("/staff/").status_code == 302


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


def test_what_somebody_may_see_changes_only_with_a_reason(admin_client, administrator, officer, auditor):
    words = "Hãy ghi lý do đổi vai trò, địa bàn, hoặc ngừng, mở lại tài khoản."
    url = reverse("admin:core_user_change", args=[officer.pk])
    now = {"username": "canbo-tinh", "full_name": officer.full_name, "role": officer.role, "is_active": "on"}
    now["territory"] = officer.territory_id
    district = make_place("Huyện Minh Hoạ", parent=officer.territory)
    others = ({"role": Role.LEADER}, {"territory": district.pk}, {"is_active": ""})
    for change in others:
        page = admin_client.post(url, now | change | {"why": " "})
        assert page.context["adminform"].form.errors == {"why": [words]}
    with pytest.raises(ActionRefused, match=words):
        keep_account(officer, changed=["territory"], by=administrator)
    assert admin_client.post(url, now | {"full_name": "Tên Minh Hoạ"}).status_code == 302
    assert admin_client.post(url, now | {"role": Role.LEADER, "why": " Điều động "}).status_code == 302
    acts = list(history_of(officer).values_list("verb", "why", "data"))
    assert acts == [
        ("edit_account", "Điều động", {"changed": ["full_name", "role"]}),
        ("edit_account", "", {"changed": ["full_name"]}),
    ]
    admin_client.force_login(auditor)
    page = admin_client.get("/staff/nhat-ky/", {"viec": "edit_account"})
    line = page.context["sendings"][0]["lines"][0]["line"]
    assert "vai trò: Cán bộ tỉnh → Lãnh đạo" in [str(change) for change in line.changes]
    assert "Điều động" in page.content.decode()


def test_nobody_gives_oneself_another_role(admin_client, administrator):
    words = "Không ai tự đổi vai trò của mình: hãy nhờ một người quản trị khác."
    other = make_user(Role.ADMINISTRATOR)
    values = {"username": "quan-tri", "full_name": "X", "role": Role.AUDITOR}
    url = reverse("admin:core_user_change", args=[administrator.pk])
    page = admin_client.post(url, values | {"is_active": "on"})
    assert page.context["adminform"].form.errors["role"] == [words]
    administrator.role = Role.AUDITOR
    with pytest.raises(ActionRefused, match=words):
        keep_account(administrator, changed=["role"], by=administrator)
    assert User.objects.get(pk=administrator.pk).role == Role.ADMINISTRATOR
    assert keep_account(administrator, changed=["role"], why="x", by=other).role == Role.AUDITOR


def test_the_last_administrator_stays(admin_client, administrator):
    values = {"username": "quan-tri", "full_name": "X", "role": Role.ADMINISTRATOR, "why": "Chuyển công tác"}
    url = reverse("admin:core_user_change", args=[administrator.pk])
    page = admin_client.post(url, values)
    assert page.context["adminform"].form.errors == {
        "is_active": ["Đây là tài khoản quản trị cuối cùng còn hoạt động."]
    }
    make_user(Role.ADMINISTRATOR)
    assert admin_client.post(url, values).status_code == 302
    administrator.refresh_from_db()
    assert administrator.is_active is False


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
