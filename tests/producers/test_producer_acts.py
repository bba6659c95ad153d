"""Entering, editing and changing the legal form of producers."""

from datetime import date

import pytest

from core.errors import ActionRefused
from core.history import history_of
from core.publishing import current_generation
from core.roles import Role
from producers.actions.producers import change_legal_form, create_producer, edit_producer
from producers.enums import LegalForm, ReportingClass
from producers.models import Producer
from producers.queries.duplicates import likely_same_producers
from tests.factories import make_place, make_producer, make_province, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune(db):
    return make_place("Xã Minh Hoạ", parent=make_province())


def refused(act, **given):
    with pytest.raises(ActionRefused) as refusal:
        act(**given)
    return [(reason.field, reason.text) for reason in refusal.value.reasons]


def test_a_new_producer_is_kept_tidy_with_history_and_a_new_generation(commune, officer):
    before = current_generation().number
    producer = create_producer(
        name="  Hợp tác xã   Minh Hoạ ",
        legal_form="cooperative",
        place=commune,
        by=officer,
        code="0100.233.488",
        phone="0294 3855 123",
        other_names=["HTX MH"],
    )
    producer.refresh_from_db()
    assert (producer.name, producer.slug) == ("Hợp tác xã Minh Hoạ", "hop-tac-xa-minh-hoa-xa-minh-hoa")
    assert (producer.code, producer.phone, producer.other_names) == ("0100233488", "+842943855123", ["HTX MH"])
    assert producer.reporting_class == ReportingClass.COOPERATIVE
    assert [(entry.verb, entry.by) for entry in history_of(producer)] == [("create_producer", officer)]
    assert current_generation().number == before + 1


def test_the_address_has_the_place_and_for_a_second_one_a_number(commune, officer):
    slugs = [
        create_producer(name=name, legal_form="household", place=place, by=officer).slug
        for name in ("Cơ sở Minh Hoạ", "dài " * 60)
        for place in (commune, commune, None)
    ]
    long = "-".join(["dai"] * 60)
    assert slugs == [
        "co-so-minh-hoa-xa-minh-hoa",
        "co-so-minh-hoa-xa-minh-hoa-2",
        "co-so-minh-hoa",
        f"{long[:168]}xa-minh-hoa",
        f"{long[:168]}xa-minh-hoa-2",
        long[:179],
    ]


def test_every_fault_is_named_beside_its_field(commune, officer):
    found = refused(
        create_producer,
        name=" ",
        legal_form="none",
        place=make_place("Xã Nơi Khác", level="commune"),
        by=officer,
        phone="không có",
        email="a@",
        website="x",
    )
    assert [field for field, _text in found] == [
        "place",
        "phone",
        "name",
        "legal_form",
        "email",
        "website",
    ]
    assert Producer.objects.count() == 0


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.LEADER, Role.COUNCIL_MEMBER, Role.COUNCIL_SECRETARY])
def test_who_may_not_edit_is_told_so(commune, role):
    found = refused(edit_producer, producer=make_producer(place=commune), by=make_user(role), name="Khác")
    assert found == [("", "Tài khoản của bạn không có quyền sửa chủ thể, sản phẩm.")]


def test_a_local_officer_edits_in_his_own_commune_only(commune):
    local = make_user(Role.LOCAL_OFFICER, commune)
    ours = edit_producer(make_producer(place=commune), by=local, note="đã gọi")
    assert ours.note == "đã gọi"
    elsewhere = make_producer(place=make_place("Xã Bên Cạnh", parent=commune.parent))
    assert refused(edit_producer, producer=elsewhere, by=local, note="x") == [
        ("place", "Xã Bên Cạnh không thuộc địa bàn của bạn.")
    ]
    assert refused(create_producer, name="Mới", legal_form="household", place=None, by=local) == [
        ("place", "Hãy chọn địa bàn: chỉ cán bộ tỉnh được để trống.")
    ]


def test_history_says_what_changed_but_no_personal_data(commune, officer):
    producer = make_producer("Tên cũ", place=commune, code="0100233488")
    edit_producer(producer, by=officer, name="Tên mới", phone="0912345678", code="084123456789", place=commune)
    entry = history_of(producer).get()
    assert entry.data["changes"] == {
        "name": ["Tên cũ", "Tên mới"],
        "phone": None,
        "code": ["0100233488", "•••••••••789"],
    }


def test_an_edit_that_changes_nothing_leaves_no_trace(commune, officer):
    producer = make_producer("Tên cũ", place=commune)
    edit_producer(producer, by=officer, name=" Tên  cũ ")
    assert list(history_of(producer)) == []


def test_a_changed_legal_form_keeps_the_old_name_findable(commune, officer):
    producer = make_producer("Hộ kinh doanh Minh Hoạ", place=commune)
    change_legal_form(
        producer,
        legal_form=LegalForm.LLC_ONE,
        name="Công ty TNHH Minh Hoạ",
        on=date(2022, 9, 1),
        why="Giấy chứng nhận đăng ký doanh nghiệp",
        by=officer,
    )
    producer.refresh_from_db()
    assert (producer.name, producer.legal_form) == ("Công ty TNHH Minh Hoạ", LegalForm.LLC_ONE)
    assert producer.other_names == ["Hộ kinh doanh Minh Hoạ"]
    assert history_of(producer).get().data == {
        "on": "2022-09-01",
        "before": {"legal_form": "household_business", "name": "Hộ kinh doanh Minh Hoạ"},
        "after": {"legal_form": "llc_one", "name": "Công ty TNHH Minh Hoạ"},
    }


def test_a_change_of_form_is_refused_in_words(commune, officer):
    producer = make_producer(place=commune)
    given = {"producer": producer, "by": officer}
    assert refused(change_legal_form, **given, legal_form="household_business", on=date(2022, 10, 2), why=" ") == [
        ("on", "Ngày 02/10/2022 sau ngày làm việc hiện tại."),
        ("why", "Cần nêu lý do."),
        ("legal_form", "Loại hình mới giống loại hình đang có."),
    ]
    assert refused(change_legal_form, **given, legal_form="", on=None, why="x") == [
        ("on", "Cần ngày có hiệu lực."),
        ("legal_form", "Hãy chọn loại hình."),
    ]


def test_likely_duplicates_have_the_same_name_here_or_the_same_code(commune, officer):
    here = make_producer("Cơ sở Dừa Sáp", place=commune)
    unplaced = make_producer("CO SO DUA SAP")
    make_producer("Cơ sở Dừa Sáp", place=make_place("Xã Khác", parent=commune.parent))
    make_producer("Cơ sở Dừa Sáp 2", place=commune)
    coded = make_producer("Tên khác hẳn", place=commune, code="0100233488")
    assert set(likely_same_producers(officer, "cơ sở  dừa sáp", commune)) == {here, unplaced}
    assert set(likely_same_producers(officer, "Mới", commune, "0100233488")) == {coded}
