"""Representatives: read only for a reason that is written down first, and never left behind in history."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO

import pytest
from django.contrib import admin
from django.db import connection
from django.urls import reverse

from core.errors import ActionRefused
from core.history import history_of
from core.models import HistoryEntry
from core.roles import Role
from producers.actions.representatives import (
    export_representatives,
    forget_representative,
    keep_representative,
    read_representatives,
)
from producers.models import RepresentativeProfile
from producers.queries.representatives import attributes_on
from producers.rules.ethnicities import ETHNICITIES, HOA, KHMER, KINH, PEOPLES, group_of
from tests.factories import make_place, make_producer, make_province, make_user

pytestmark = pytest.mark.django_db

VALUES = {
    "full_name": "Thạch Thị Minh Hoạ",
    "since": date(2022, 1, 5),
    "sex": "female",
    "ethnicity": KHMER,
    "disability": "yes",
    "residence": None,
    "basis": "law",
    "basis_on": date(2022, 1, 5),
    "basis_text": "Mẫu 02 của hồ sơ minh hoạ",
}
SECRETS = ("Thạch Thị Minh Hoạ", "Khơ-me", "female", "Nữ")


@pytest.fixture
def commune(db):
    return make_place("Xã Minh Hoạ", parent=make_province())


@pytest.fixture
def producer(commune):
    return make_producer("Hộ kinh doanh Minh Hoạ", place=commune)


@pytest.fixture
def profile(producer, officer):
    return keep_representative(RepresentativeProfile(producer=producer), by=officer, why="hồ sơ", **VALUES)


@pytest.fixture
def signed_in(client, officer):
    client.force_login(officer)
    return client


def refused(act, *args, **kwargs):
    with pytest.raises(ActionRefused) as refusal:
        act(*args, **kwargs)
    return [(reason.field, reason.text) for reason in refusal.value.reasons]


def acts(producer):
    return [(entry.verb, entry.by, entry.why) for entry in history_of(producer).order_by("pk")]


def url(name, producer, *more):
    return reverse(f"staff:{name}", args=[producer.slug, *more])


# --------------------------------------------------------------------- the list of peoples
def test_the_list_has_54_peoples_and_two_more():
    assert (len(PEOPLES), len(set(PEOPLES)), len(ETHNICITIES)) == (54, 54, 56)
    names = dict(ETHNICITIES)
    assert [names[code] for code in (KINH, HOA, KHMER, "54")] == ["Kinh", "Hoa", "Khơ-me", "Rơ-măm"]
    assert [group_of(code) for code in (KINH, HOA, KHMER, "17", "foreign", "unknown")] == [
        "kinh", "hoa", "khmer", "other", "other", "unknown",
    ]  # fmt: skip


# --------------------------------------------------------------------- the door
def test_a_reading_is_written_down_with_who_and_why_and_without_values(producer, profile, officer):
    assert read_representatives(producer, why=" báo cáo quý III ", by=officer) == [profile]
    assert acts(producer) == [
        ("keep_representative", officer, "hồ sơ"),
        ("read_representative", officer, "báo cáo quý III"),
    ]
    said = str(list(HistoryEntry.objects.values("label", "why", "data")))
    assert [secret for secret in SECRETS if secret in said] == []


def test_without_a_reason_nothing_is_read(producer, profile, officer):
    assert refused(read_representatives, producer, why="  ", by=officer) == [("why", "Cần nêu lý do.")]
    assert refused(export_representatives, why="", by=officer) == [("why", "Cần nêu lý do.")]
    assert len(acts(producer)) == 1


ALLOWED = {Role.ADMINISTRATOR, Role.PROVINCE_OFFICER, Role.LOCAL_OFFICER}


@pytest.mark.parametrize("role", list(Role))
def test_who_may_read(producer, profile, role):
    person = make_user(role)
    if role in ALLOWED:
        assert read_representatives(producer, why="x", by=person) == [profile]
        return
    no_right = [("", "Tài khoản của bạn không có quyền xem, ghi người đại diện.")]
    assert refused(read_representatives, producer, why="x", by=person) == no_right
    assert refused(export_representatives, why="x", by=person) == no_right
    assert refused(forget_representative, profile, why="x", by=person) == no_right
    assert refused(keep_representative, profile, why="x", by=person, sex="male") == no_right


def test_another_territory_sees_nothing(client, producer, profile, commune):
    stranger = make_user(Role.LOCAL_OFFICER, make_place("Xã Khác", parent=commune.parent))
    said = [("place", "Xã Minh Hoạ không thuộc địa bàn của bạn.")]
    assert refused(read_representatives, producer, why="x", by=stranger) == said
    assert refused(forget_representative, profile, why="x", by=stranger) == said
    assert export_representatives(why="x", by=stranger) == []
    client.force_login(stranger)
    for name, more in (
        ("producer-representatives", ()),
        ("representative-new", ()),
        ("representative-edit", (profile.pk,)),
        ("representative-forget", (profile.pk,)),
    ):
        assert client.post(url(name, producer, *more), {"why": "x"}).status_code == 404


def test_the_page_asks_first(signed_in, producer, profile):
    page = signed_in.get(url("producer-representatives", producer)).content.decode()
    assert [secret for secret in SECRETS if secret in page] == []
    empty = signed_in.post(url("producer-representatives", producer), {"why": " "})
    assert empty.context["form"].errors == {"why": ["Cần nêu lý do."]}
    assert len(acts(producer)) == 1
    answer = signed_in.post(url("producer-representatives", producer), {"why": "rà soát"})
    assert [secret for secret in SECRETS if secret in answer.content.decode()] == list(SECRETS)
    assert "no-store" in answer["Cache-Control"]
    assert acts(producer)[1:] == [("read_representative", answer.wsgi_request.user, "rà soát")]


def test_no_reading_without_its_line(signed_in, producer, profile, monkeypatch):
    """When the book cannot be written, nothing is shown."""

    def broken(*args, **kwargs):
        raise RuntimeError("no book")

    monkeypatch.setattr("producers.actions.representatives.record", broken)
    with pytest.raises(RuntimeError):
        signed_in.post(url("producer-representatives", producer), {"why": "x"})


def test_no_other_staff_page_shows_one(signed_in, producer, profile):
    for name in ("producer-detail", "producer-edit", "producer-form", "producer-succeed", "producer-merge"):
        text = signed_in.get(url(name, producer)).content.decode()
        assert "Thạch Thị" not in text, name


def test_the_admin_has_no_door_to_them(client, administrator, producer, profile):
    assert RepresentativeProfile not in admin.site._registry
    client.force_login(administrator)
    for page in (
        "/admin/producers/representativeprofile/",
        f"/admin/producers/representativeprofile/{profile.pk}/change/",
    ):
        assert client.get(page).status_code == 404
    pages = [
        reverse("admin:producers_producer_change", args=[producer.pk]),
        reverse("admin:app_list", args=["producers"]),
    ]
    for page in pages:
        answer = client.get(page)
        assert (answer.status_code, "Thạch" in answer.content.decode()) == (200, False)
    inlines = [inline.model for held in admin.site._registry.values() for inline in held.inlines]
    assert RepresentativeProfile not in inlines


# --------------------------------------------------------------------- keeping
def test_several_over_time_and_the_one_of_a_day(producer, profile, officer):
    newer = VALUES | {"full_name": "Trần Văn Minh Hoạ", "since": date(2022, 9, 1), "sex": "male", "ethnicity": KINH}
    keep_representative(RepresentativeProfile(producer=producer), by=officer, why="đổi người", **newer)
    of = [attributes_on([producer.pk], day) for day in (date(2022, 1, 4), date(2022, 8, 31), date(2022, 9, 1))]
    assert of == [{}, {producer.pk: ("female", KHMER, "yes")}, {producer.pk: ("male", KINH, "yes")}]


def test_what_cannot_be_kept_is_said(producer, profile, officer):
    blank = RepresentativeProfile(producer=producer)
    values = VALUES | {"since": date(2022, 10, 2), "basis_on": date(2022, 10, 2), "basis": ""}
    assert refused(keep_representative, blank, by=officer, why="", **values) == [
        ("why", "Cần nêu lý do."),
        ("since", "Ngày bắt đầu sau ngày làm việc hiện tại."),
        ("basis_on", "Ngày của căn cứ sau ngày làm việc hiện tại."),
        ("basis", "Trường này không được để trắng."),
    ]
    assert refused(keep_representative, RepresentativeProfile(producer=producer), by=officer, why="x", **VALUES) == [
        ("", "Chủ thể đã có một người đại diện từ đúng ngày này.")
    ]
    assert RepresentativeProfile.objects.count() == 1


def test_the_page_keeps_corrects_and_removes(signed_in, producer):
    typed = VALUES | {
        "since": "05/01/2022",
        "basis_on": "05/01/2022",
        "residence": producer.place.slug,
        "why": "hồ sơ",
    }
    wrong = signed_in.post(url("representative-new", producer), typed | {"since": "32/1/2022"})
    assert (list(wrong.context["form"].errors), VALUES["full_name"] in wrong.content.decode()) == (["since"], True)
    to_page = signed_in.post(url("representative-new", producer), typed)
    assert to_page.url == url("producer-detail", producer)
    profile = RepresentativeProfile.objects.get()
    assert (profile.full_name, profile.ethnicity, profile.residence) == (VALUES["full_name"], KHMER, producer.place)
    signed_in.post(url("representative-edit", producer, profile.pk), typed | {"sex": "male", "why": "khai nhầm"})
    profile.refresh_from_db()
    assert profile.sex == "male"
    assert history_of(producer).first().data == {"row": profile.pk, "columns": ["sex"]}
    signed_in.post(url("representative-forget", producer, profile.pk), {"why": ""})
    assert RepresentativeProfile.objects.count() == 1
    signed_in.post(url("representative-forget", producer, profile.pk), {"why": "người đó yêu cầu"})
    assert RepresentativeProfile.objects.count() == 0
    assert acts(producer)[-1][0::2] == ("forget_representative", "người đó yêu cầu")


def test_nothing_stays_in_row_history(producer, profile, officer):
    forget_representative(profile, why="yêu cầu", by=officer)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_name LIKE '%representativeprofile%'"
        )
        assert cursor.fetchall() == [("producers_representativeprofile",)]
        cursor.execute("SELECT count(*) FROM core_historyentry WHERE core_historyentry::text LIKE '%Thạch%'")
        assert cursor.fetchone() == (0,)


# --------------------------------------------------------------------- taking away
def test_the_file_is_of_the_territory_and_each_is_written_down(client, producer, profile, commune, officer):
    other = make_producer("=Hộ Khác", place=make_place("Xã Khác", parent=commune.parent))
    keep_representative(RepresentativeProfile(producer=other), by=officer, why="x", **VALUES)
    local = make_user(Role.LOCAL_OFFICER, commune)
    client.force_login(local)
    export = reverse("staff:representative-export")
    assert "Thạch" not in client.get(export).content.decode()
    assert client.post(export, {"why": ""}).context["form"].errors == {"why": ["Cần nêu lý do."]}
    answer = client.post(export, {"why": "báo cáo năm"})
    rows = list(csv.reader(StringIO(answer.getvalue().decode("utf-8-sig"))))
    person = ["Thạch Thị Minh Hoạ", "2022-01-05", "female", "Khơ-me", "yes", "", "law"]
    assert rows[1:] == [["Hộ kinh doanh Minh Hoạ", "Xã Minh Hoạ", *person]]
    assert acts(producer)[-1] == ("export_representative", local, "báo cáo năm")
    assert [verb for verb, _by, _why in acts(other)] == ["keep_representative"]
