"""Retention: a dry run that changes nothing, exact removals, the ledger untouched."""

from __future__ import annotations

from datetime import date, timedelta
from io import StringIO

import pgtrigger
import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from core.actions.rights import NO_SWITCH
from core.history import history_of
from core.models import HistoryEntry, User
from core.roles import Role
from evaluations.enums import DraftStatus
from evaluations.models import DecisionDraft
from ocop_portal import env
from ocop_portal.retention import look_through
from producers.actions.consent import give_contact_consent, withdraw_contact_consent
from producers.actions.producers import edit_producer
from producers.actions.representatives import keep_representative
from producers.enums import Contact, LegalForm
from producers.models import Producer, RepresentativeProfile
from products.actions.decisions import issue_decision
from products.models import Recognition
from tests.factories import level_of, line, make_place, make_producer, make_product, make_province, make_user, paper
from tests.products.report_room import checks_and_reports

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]
LONG_AGO = timezone.now() - timedelta(days=4 * 365)


@pytest.fixture
def commune(db):
    return make_place("Xã Minh Hoạ", parent=make_province())


def run(*arguments):
    out = StringIO()
    call_command("apply_retention", *arguments, stdout=out)
    return out.getvalue().splitlines()


def counts():
    return {outcome.rule.key: outcome.count for outcome in look_through()}


def age(model, pk):
    """Make a row old; its stamp is written by the model alone."""
    model.objects.filter(pk=pk).update(updated_at=LONG_AGO)


def representative(producer, officer, *, old=True):
    values = {"full_name": "Người Minh Hoạ", "since": date(2018, 1, 1), "basis": "law", "basis_on": date(2018, 1, 1)}
    profile = RepresentativeProfile(producer=producer)
    keep_representative(profile, why="x", by=officer, basis_text="x", **values)
    if old:
        age(RepresentativeProfile, profile.pk)
    return profile


@pytest.fixture
def world(commune, officer):
    """Of each kind one that is due and one that is not."""
    now = timezone.now()
    Session.objects.create(session_key="due", session_data="x", expire_date=now - timedelta(days=1))
    Session.objects.create(session_key="alive", session_data="x", expire_date=now + timedelta(days=1))
    cache.clear()
    cache.set("alive", 1, 60)
    cache.set("due", 1, 60)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE django_cache SET expires = now() - interval '1 day' WHERE cache_key LIKE '%:due'")
    head = {"level": level_of(), "place": commune, "issuing_body": "UBND tỉnh Trà Vinh", "created_by": officer}
    for status in (DraftStatus.DISCARDED, DraftStatus.DRAFT):
        age(DecisionDraft, DecisionDraft.objects.create(status=status, **head).pk)
    DecisionDraft.objects.create(status=DraftStatus.DISCARDED, **head)
    ended, held, empty, fresh, soon = (
        make_producer(name, place=commune, phone="+84912345678", email="a@vidu.vn")
        for name in ("Hết hạn", "Còn hạng", "Không có gì", "Mới ghi", "Mới rút")
    )
    products = [make_product(producer=producer) for producer in (ended, held)]
    issue_decision(paper("1/QĐ-UBND", date(2016, 3, 1), level=level_of()), [line(products[0], 3)], by=officer)
    issue_decision(paper("2/QĐ-UBND", date(2020, 3, 1)), [line(products[1], 3)], by=officer)
    for producer in (ended, held, empty):
        representative(producer, officer)
    representative(fresh, officer, old=False)
    for producer, day in ((ended, date(2021, 10, 1)), (soon, date(2022, 9, 1))):
        give_contact_consent(producer, on=date(2020, 1, 1), to=Contact.values, text="Đồng ý", by=officer)
        withdraw_contact_consent(producer, on=day, why="x", by=officer)
    for name, stopped in (("da-ngung", LONG_AGO), ("vua-ngung", now), ("con-lam", None)):
        account(name, commune, stopped)
    checks_and_reports()


def account(name, commune, stopped):
    """An account with an address and an app for codes, stopped at a moment or never."""
    user = make_user(Role.LOCAL_OFFICER, commune, username=name, email=f"{name}@vidu.vn", is_active=not stopped)
    EmailAddress.objects.create(user=user, email=user.email)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    with pgtrigger.ignore("core.UserEvent:append_only"):
        user.events.update(pgh_created_at=stopped or LONG_AGO)
    return user


DUE = {
    "sessions": 1,
    "sign_in_limits": 1,
    "discarded_drafts": 1,
    "withdrawn_contacts": 1,
    "former_contacts": 0,
    "stopped_accounts": 1,
    "ended_seats": 0,
    "representatives": 2,
    "report_contacts": 1,
    "label_reports": 1,
    "check_receipts": 1,
    "unused_papers": 0,
    "dossier_papers": 0,
}


def stock():
    """Everything that may change, and the ledger, which may not."""
    return (
        sorted(Session.objects.values_list("session_key", flat=True)),
        sorted(DecisionDraft.objects.values_list("status", flat=True)),
        sorted(RepresentativeProfile.objects.values_list("producer__name", flat=True)),
        sorted(Producer.objects.exclude(phone="", email="").values_list("name", flat=True)),
        *(
            sorted(User.objects.exclude(**{column: empty}).values_list("username", flat=True))
            for column, empty in (("email", ""), ("emailaddress", None), ("authenticator", None))
        ),
        list(Recognition.objects.order_by("pk").values()),
    )


def test_a_dry_run_counts_and_changes_nothing(world):
    before = stock()
    assert counts() == DUE
    assert run() == [
        "sessions (phiên đăng nhập đã hết): quá 0 ngày: 1",
        "sign_in_limits (số đếm lần đăng nhập sai và lượt của khách đã hết hạn): quá 0 ngày: 1",
        "discarded_drafts (dự thảo quyết định đã bỏ): quá 365 ngày: 1",
        "withdrawn_contacts (liên hệ của chủ thể đã rút đồng ý): quá 365 ngày: 1",
        "former_contacts (liên hệ, mã số cũ của chủ thể trong lịch sử): quá 730 ngày: 0",
        "stopped_accounts (thư điện tử và bước xác thực thứ hai của tài khoản đã ngừng): quá 365 ngày: 1",
        "ended_seats (liên hệ của thành viên hội đồng đã thôi): quá 365 ngày: 0",
        "representatives (người đại diện của chủ thể không còn sản phẩm có hạng): quá 1095 ngày: 2",
        "report_contacts (liên hệ của người báo cáo nhãn đã khép hoặc bỏ lâu): quá 180 ngày: 1",
        "label_reports (báo cáo nhãn đã khép hoặc bỏ lâu, cùng ảnh): quá 1095 ngày: 1",
        "check_receipts (biên nhận kiểm tra mã): quá 1825 ngày: 1",
        "unused_papers (tệp giấy tờ không hồ sơ nào dùng): quá 365 ngày: 0",
        "dossier_papers (tệp giấy tờ của hồ sơ đã xong): quá 3650 ngày: 0",
        "Chưa xóa gì: thêm --apply để xóa.",
    ]
    assert stock() == before
    assert HistoryEntry.objects.filter(verb="apply_retention").count() == 0


def test_only_what_is_due_is_removed_and_the_book_says_how_many(world):
    ledger = stock()[-1]
    assert run("--apply")[-1] == "Đã xóa."
    assert stock() == (
        ["alive"],
        ["discarded", "draft"],
        ["Còn hạng", "Mới ghi"],
        ["Còn hạng", "Không có gì", "Mới ghi", "Mới rút"],
        *(["con-lam", "vua-ngung"] for _kind in ("email", "emailaddress", "authenticator")),
        ledger,
    )
    assert cache.get("alive") == 1
    entries = HistoryEntry.objects.filter(verb="apply_retention").order_by("pk").values_list("by", "data")
    assert [(by, data["rule"], data["count"]) for by, data in entries] == [
        (None, *pair) for pair in DUE.items() if pair[1]
    ]
    assert counts() == dict.fromkeys(DUE, 0)


def test_contacts_leave_row_history_too(world):
    run("--apply")
    ended = Producer.objects.get(name="Hết hạn")
    assert set(ended.events.values_list("phone", "email")) == {("", "")}
    assert ended.events.filter(contact_consent_on=date(2020, 1, 1)).exists()  # what was agreed to stays provable


@pytest.mark.parametrize(
    ("form", "left"),
    [
        (LegalForm.LLC_ONE, ("", "", "", "")),
        (LegalForm.HOUSEHOLD, ("", "", "", "Số 1")),
        (LegalForm.UNKNOWN, ("", "", "", "Số 1")),
    ],
)
@pytest.mark.parametrize("column", ["phone", "email", "website", "address"])
def test_whatever_was_shown_with_consent_goes(commune, officer, form, left, column):
    """Also when it is the only thing held, in the register or in its history alone."""
    held = {"phone": "+84912345678", "email": "a@vidu.vn", "website": "https://a.vidu.vn/", "address": "Số 1"}
    one = make_producer("Một Minh Hoạ", legal_form=form, place=commune, **{column: held[column]})
    all_of_it = make_producer("Hai Minh Hoạ", legal_form=form, place=commune, **held)
    for producer in (one, all_of_it):
        give_contact_consent(producer, on=date(2020, 1, 1), to=Contact.values, text="Đồng ý", by=officer)
        withdraw_contact_consent(producer, on=date(2021, 10, 1), why="x", by=officer)
    edit_producer(one, by=officer, **{column: ""})
    is_kept = column == "address" and left[3]
    assert counts()["withdrawn_contacts"] == (1 if is_kept else 2)
    run("--apply")
    columns = ("phone", "email", "website", "address")
    assert Producer.objects.filter(pk=all_of_it.pk).values_list(*columns).get() == left
    assert set(all_of_it.events.values_list(*columns)) == {left}
    assert set(one.events.values_list(column, flat=True)) == ({"", "Số 1"} if is_kept else {""})
    assert counts()["withdrawn_contacts"] == 0


def test_the_book_holds_no_contact(commune, officer):
    producer = make_producer("Hai Minh Hoạ", place=commune, website="https://a.vidu.vn/")
    edit_producer(producer, by=officer, website="https://b.vidu.vn/", address="Số 1")
    entry = HistoryEntry.objects.get(verb="edit_producer")
    assert "vidu" not in str(entry.data)
    assert "Số 1" not in str(entry.data)


def test_of_a_stopped_account_the_name_stays(world):
    run("--apply")
    user = User.objects.get(username="da-ngung")
    assert (user.full_name != "", user.is_active) == (True, False)
    assert set(user.events.values_list("email", flat=True)) == {""}
    assert set(user.events.values_list("username", flat=True)) == {"da-ngung"}


def test_what_is_kept_for_ever_is_not_looked_at(world, settings):
    settings.RETENTION = dict.fromkeys(DUE)
    assert run("--apply")[:-1] == [line for line in run() if line.endswith("giữ mãi")]
    assert HistoryEntry.objects.filter(verb="apply_retention").count() == 0


def test_spans_are_settings(monkeypatch):
    defaults = {"sessions": 0, "representatives": 1095}
    monkeypatch.setenv("OCOP_RETENTION", "sessions=30, representatives=never")
    assert env.days("OCOP_RETENTION", defaults) == {"sessions": 30, "representatives": None}
    for wrong in ("sessions", "sessions=-1", "people=3"):
        monkeypatch.setenv("OCOP_RETENTION", wrong)
        with pytest.raises(ImproperlyConfigured):
            env.days("OCOP_RETENTION", defaults)


def test_it_runs_where_rights_were_granted(world):
    """Nobody but the owner of the tables can switch their triggers off then, and retention is the owner's."""
    with connection.cursor() as cursor:
        cursor.execute(NO_SWITCH)
    test_contacts_leave_row_history_too(world)


def test_what_a_producer_no_longer_has_goes_from_its_history(commune, officer):
    first = {"phone": "+84912345678", "email": "a@vidu.vn", "address": "Số 1", "code": "084099123456"}
    changed, lately, same = (
        make_producer(f"{name} Minh Hoạ", place=commune, **first) for name in ("Một", "Hai", "Ba")
    )
    for producer in (changed, lately):
        edit_producer(producer, by=officer, phone="0987654321", code="", address="")
    with pgtrigger.ignore("producers.ProducerEvent:append_only"):
        for producer in (changed, same):
            producer.events.update(pgh_created_at=LONG_AGO)
    assert counts()["former_contacts"] == 1
    run("--apply")
    columns = ("phone", "email", "address", "code")
    kept = [("", "a@vidu.vn", "", ""), ("+84987654321", "a@vidu.vn", "", "")]
    assert list(changed.events.order_by("pgh_id").values_list(*columns)) == kept
    assert next(iter(lately.events.order_by("pgh_id").values_list(*columns))) == tuple(first.values())
    assert counts()["former_contacts"] == 0

    call_command("erase_former_contacts", lately.slug, why="đơn số 3", stdout=StringIO())
    assert list(lately.events.order_by("pgh_id").values_list(*columns)) == kept
    assert list(same.events.values_list(*columns)) == [tuple(first.values())]
    entry = history_of(lately).get(verb="erase_former_contacts")
    assert (entry.by, entry.why, entry.data) == (None, "đơn số 3", {})
    with pytest.raises(CommandError, match=r"Không có chủ thể “khong-co”\."):
        call_command("erase_former_contacts", "khong-co", why="x")
