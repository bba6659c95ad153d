"""The second factor: set up, sealed, asked for at sign-in, counted."""

from __future__ import annotations

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.urls import reverse

from core.actions.accounts import unlock_sign_in
from core.history import history_of
from core.models import HistoryEntry
from tests.core.sign_in_steps import SECRET, code_of, give_app, give_code, secret_of, sign_in
from tests.factories import PASSWORD
from tests.project.test_addresses import ACCOUNT

pytestmark = pytest.mark.django_db
TOO_OFTEN = "Đã nhập sai quá nhiều lần. Hãy đợi 15 phút rồi thử lại, hoặc nhờ người quản trị mở khóa."
WRONG_CODE = "Mã chưa đúng hoặc đã dùng rồi. Hãy chờ mã mới rồi nhập lại."


@pytest.fixture(autouse=True)
def no_tries_yet(db):
    cache.clear()


def verbs(user):
    return [entry.verb for entry in history_of(user)]


# ------------------------------------------------------------------ setting up
def test_an_app_is_set_up_by_its_first_code(client, officer):
    sign_in(client, "canbo-tinh")
    page = client.get(reverse("mfa_activate_totp"))
    text, secret = page.content.decode(), page.context["form"].secret
    assert '<img src="data:image/svg+xml;base64,' in text
    assert " ".join(re.findall("....", secret)) in text
    assert "no-store" in page.headers["Cache-Control"]
    wrong = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert wrong.context["form"].errors == {"code": [WRONG_CODE]}
    assert wrong.context["form"].secret == secret
    done = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert (done.status_code, done.url) == (302, reverse("mfa_view_recovery_codes"))
    assert secret_of(officer) == secret
    codes = client.get(done.url).context["unused_codes"]
    assert [len(code) for code in codes] == [8] * 10
    file = client.get(reverse("mfa_download_recovery_codes"))
    assert file.headers["Content-Disposition"] == 'attachment; filename="ma-du-phong-ocop.txt"'
    assert re.findall(r"^\d{8}$", file.content.decode(), re.MULTILINE) == codes
    assert [(entry.verb, entry.by, entry.data) for entry in history_of(officer)] == [
        ("add_second_factor", officer, {"kind": "totp"})
    ]


def test_secrets_are_sealed_in_the_database_and_absent_from_the_book(client, officer, settings):
    sign_in(client, "canbo-tinh")
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    codes = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    book = str([(entry.data, entry.why) for entry in HistoryEntry.objects.all()])
    assert [word for word in (secret, *codes) if word in kept + book] == []
    # Another SECRET_KEY: what the old one sealed stays readable while it is named.
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another-" + "1" * 60
    assert secret_of(officer) == secret
    settings.SECRET_KEY_FALLBACKS = []
    assert secret_of(officer) != secret_of(officer) != secret


def test_what_another_key_sealed_opens_nothing_and_breaks_nothing(client, officer, settings, caplog):
    give_app(officer)
    settings.SECRET_KEY = "another-" + "1" * 60
    sign_in(client, "canbo-tinh")
    for code in (code_of(), "000000", "00000000"):
        assert give_code(client, code).context["form"].errors == {"code": [WRONG_CODE]}
    assert "name that one in SECRET_KEY_FALLBACKS" in caplog.text


def test_who_signed_in_long_ago_is_asked_again(client, officer):
    client.force_login(officer)
    asked = client.get(reverse("mfa_activate_totp"))
    assert asked.url.startswith(reverse("account_reauthenticate") + "?next=")
    wrong = client.post(asked.url, {"password": "sai"})
    assert wrong.context["form"].errors == {"password": ["Mật khẩu chưa đúng."]}
    assert client.post(asked.url, {"password": PASSWORD}).url == reverse("mfa_activate_totp")
    assert client.get(reverse("mfa_activate_totp")).status_code == 200


def test_who_has_an_app_may_be_asked_for_a_code_instead(client, officer):
    give_app(officer)
    client.force_login(officer)
    asked = client.get(reverse("mfa_generate_recovery_codes")).url
    ways = client.get(asked).context["reauthentication_alternatives"]
    assert [str(way["description"]) for way in ways] == ["Dùng mã xác nhận hoặc mã dự phòng"]
    assert client.post(ways[0]["url"], {"code": code_of()}).url == reverse("mfa_generate_recovery_codes")
    before = officer.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes()
    assert client.post(reverse("mfa_generate_recovery_codes")).url == reverse("mfa_view_recovery_codes")
    after = officer.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes()
    assert set(before) & set(after) == set()
    assert verbs(officer) == ["make_recovery_codes"]


def test_a_recovery_code_that_is_asked_for_again_is_noted(client, officer):
    give_app(officer)
    code = officer.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes()[0]
    client.force_login(officer)
    asked = client.get(reverse("mfa_generate_recovery_codes")).url
    [way] = client.get(asked).context["reauthentication_alternatives"]
    assert client.post(way["url"], {"code": "00000000"}).context["form"].errors == {"code": [WRONG_CODE]}
    assert verbs(officer) == []
    assert client.post(way["url"], {"code": code}).url == reverse("mfa_generate_recovery_codes")
    assert [(entry.verb, entry.by) for entry in history_of(officer)] == [("use_recovery_code", officer)]


def test_recovery_codes_need_something_to_recover(client, officer):
    sign_in(client, "canbo-tinh")
    assert client.get(reverse("mfa_view_recovery_codes")).status_code == 404
    page = client.post(reverse("mfa_generate_recovery_codes"))
    assert page.context["form"].non_field_errors() == ["Hãy bật ứng dụng tạo mã hoặc thêm khóa bảo mật trước."]


# ------------------------------------------------------------------ signing in
def test_the_password_alone_lets_nobody_in(client, officer):
    give_app(officer)
    asked = reverse("staff:producer-list")
    assert sign_in(client, "canbo-tinh", next=asked).url == reverse("mfa_authenticate")
    assert client.get(asked).status_code == 302
    assert "Sáu chữ số trong ứng dụng tạo mã" in client.get(reverse("mfa_authenticate")).content.decode()
    assert give_code(client, "000000").context["form"].errors == {"code": [WRONG_CODE]}
    assert client.get(asked).status_code == 302
    assert give_code(client, code_of()).url == asked
    assert client.get(asked).status_code == 200


def test_the_second_step_without_the_first_leads_back(client, officer):
    give_app(officer)
    assert client.get(reverse("mfa_authenticate")).url == reverse("account_login")
    assert give_code(client, code_of()).url == reverse("account_login")
    assert client.get(reverse("staff:home")).status_code == 302


@pytest.mark.parametrize(("step", "status"), [(-2, 200), (-1, 302), (0, 302), (1, 302), (2, 200)])
def test_a_code_is_good_for_half_a_minute_more_or_less(client, officer, step, status, business_day):
    # Codes follow the real clock, not the business day of tests; both sides must see the same half minute.
    give_app(officer)
    sign_in(client, "canbo-tinh")
    if (left := 30 - time.time() % 30) < 5:
        time.sleep(left)
    assert give_code(client, code_of(step=step)).status_code == status


def test_no_code_is_good_twice(client, officer):
    give_app(officer)
    code = code_of()
    for status in (302, 200):
        person = type(client)()
        sign_in(person, "canbo-tinh")
        assert give_code(person, code).status_code == status
        # The library forgets a used code after half a minute, when it may still be good; we do not.
        cache.delete(f"allauth.mfa.totp.used?user={officer.pk}&code={code}")


def test_a_recovery_code_is_good_once_and_is_noted(client, officer):
    give_app(officer)
    code = officer.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes()[3]
    sign_in(client, "canbo-tinh")
    assert give_code(client, code).url == reverse("staff:home")
    assert client.get(reverse("mfa_index")).context["codes_left"] == 9
    other = type(client)()
    sign_in(other, "canbo-tinh")
    assert give_code(other, code).status_code == 200
    assert verbs(officer) == ["use_recovery_code"]


def test_the_sixth_wrong_code_is_locked_until_the_administrator_opens_it(client, officer, administrator):
    give_app(officer)
    sign_in(client, "canbo-tinh")
    for _time in range(5):
        assert give_code(client, "000000").context["form"].errors == {"code": [WRONG_CODE]}
    assert give_code(client, code_of()).context["form"].errors == {"code": [TOO_OFTEN]}
    elsewhere = type(client)()
    sign_in(elsewhere, "canbo-tinh")
    assert give_code(elsewhere, code_of()).context["form"].errors == {"code": [TOO_OFTEN]}
    unlock_sign_in(officer, by=administrator)
    assert give_code(client, code_of()).status_code == 302


@pytest.mark.parametrize("sent", ["", "x", "[]", "5", "{}", '{"id": 5}', '{"id":"YQ","rawId":"YQ","response":{}}'])
def test_whatever_is_sent_for_a_key_is_answered_in_words(client, officer, sent):
    give_app(officer)
    sign_in(client, "canbo-tinh")
    page = client.post(reverse("mfa_authenticate"), {"credential": sent})
    assert page.status_code == 200
    assert [str(error)[:24] for error in page.context["webauthn_form"].errors["credential"]] in (
        ["Trình duyệt chưa gửi đượ"],
        ["Không nhận ra khóa này. "],
    )
    give_code(client, code_of())
    page = client.post(reverse("mfa_add_webauthn"), {"name": "x", "credential": sent})
    assert (page.status_code, bool(page.context["form"].errors)) == (200, True)
    assert officer.authenticator_set.filter(type="webauthn").count() == 0


# ------------------------------------------------------------------ the pages
def test_the_pages_of_the_own_account_are_kept_by_no_cache(client, officer):
    give_app(officer)
    sign_in(client, "canbo-tinh")
    give_code(client, code_of())
    paths = [path for method, path, _status in ACCOUNT.values() if method == "get" and "/1/" not in path]
    assert [path for path in paths if "no-store" not in client.get(path).headers["Cache-Control"]] == []


def test_the_qr_names_the_portal_and_the_person(client, officer):
    sign_in(client, "canbo-tinh")
    url = client.get(reverse("mfa_activate_totp")).context["totp_url"]
    assert url.startswith("otpauth://totp/canbo-tinh?secret=")
    assert url.endswith("&issuer=OCOP%20Tr%C3%A0%20Vinh")


def test_a_secret_is_made_anew_each_time_the_page_is_opened(client, officer):
    sign_in(client, "canbo-tinh")
    secrets = {client.get(reverse("mfa_activate_totp")).context["form"].secret for _time in range(3)}
    assert len(secrets - {SECRET}) == 3
