"""Telephone, address and tax code of a seat: for likely ties alone, seen by few, found, corrected, removed in time."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from core.models import HistoryEntry
from core.roles import Role
from evaluations.actions.councils import note_contacts, seat_member, unseat_member
from evaluations.enums import Tie
from evaluations.models import CouncilMember
from evaluations.queries.councils import sitting
from evaluations.rules.ties import Maker, Scorer, ties_of
from ocop_portal.retention import apply_retention, look_through
from producers.models import Producer
from reports.queries.personal_data import find_matches, things_of
from tests.evaluations.council_room import account_of, make_council
from tests.evaluations.council_steps import refused, words
from tests.evaluations.score_room import TODAY, scoring_round
from tests.factories import make_user

pytestmark = pytest.mark.django_db
KNOWN = {"phone": "0912 345 678", "address": "Số 5, ấp 3, xã Long Đức", "tax_code": "0314 409 058"}


# ------------------------------------------------------------------ the rule
def at(address, place="Xã Long Đức"):
    return Maker(["Cơ sở"], address=address, place=place)


@pytest.mark.parametrize(
    ("scorer", "maker", "ties"),
    [
        (Scorer("A", phone="0912 345 678"), Maker(["B"], phone="+84912345678"), [Tie.PHONE]),
        (Scorer("A", phone="0912 345 679"), Maker(["B"], phone="+84912345678"), []),
        (Scorer("A", phone="không có"), Maker(["B"], phone="không có"), []),  # no number is the same as none
        (Scorer("A", tax_code="0314409058-002"), Maker(["B"], tax_code="0314409058002"), [Tie.TAX_CODE]),
        (Scorer("A", tax_code="0314409058"), Maker(["B"], tax_code="0314409058-002"), []),
        (Scorer("A", address="Số 5, Ấp 3, xã LONG ĐỨC"), at("ấp 3"), [Tie.ADDRESS]),
        (Scorer("A", address="Ấp 3, xã Long Hoà"), at("Ấp 3"), []),  # the same hamlet of another commune
        (Scorer("A", address="Ấp 30, xã Long Đức"), at("Ấp 3"), []),
        (Scorer("A", address="Xã Long Đức"), at(""), []),
        (Scorer("A"), Maker(["B"]), []),
    ],
)
def test_what_two_have_in_common(scorer, maker, ties):
    assert ties_of(scorer, maker) == ties


# ------------------------------------------------------------------ the act
@pytest.fixture
def seat(settings, province, officer):
    settings.BUSINESS_DAY = TODAY
    return sitting(make_council(province, officer))[1]


def test_they_are_noted_as_producers_numbers_are_and_history_names_columns_alone(seat, officer):
    note_contacts(seat, **KNOWN, by=officer)
    seat.refresh_from_db()
    assert (seat.phone, seat.address, seat.tax_code) == ("+84912345678", "Số 5, ấp 3, xã Long Đức", "0314409058")
    note_contacts(seat, **KNOWN | {"tax_code": ""}, by=officer)
    note_contacts(seat, **KNOWN | {"tax_code": ""}, by=officer)  # nothing changed: nothing is written
    said = HistoryEntry.objects.filter(verb="note_contacts").order_by("pk").values_list("data", flat=True)
    assert [each["columns"] for each in said] == [["phone", "address", "tax_code"], ["tax_code"]]
    assert not [each for each in said if "0912" in str(each) or "84912" in str(each)]


def test_a_number_that_is_none_and_a_stranger_are_refused(seat, officer, stranger):
    assert refused(note_contacts, seat, **KNOWN | {"phone": "số nhà"}, by=officer) == [
        "“số nhà” không phải một số điện thoại."
    ]
    assert refused(note_contacts, seat, **KNOWN, by=stranger) == ["Địa bàn này không thuộc phạm vi của bạn."]
    assert refused(seat_member, seat.council, full_name="Cô Minh Hoạ", phone="x", by=officer) == [
        "“x” không phải một số điện thoại."
    ]


# ------------------------------------------------------------------ pages
def test_the_round_points_out_what_is_the_same_and_never_what_it_is(
    settings, province, commune, officer, sign_in, secretary, count_queries
):
    settings.BUSINESS_DAY = TODAY
    found, entries = scoring_round(province, commune, officer, count=2)
    seat, first = sitting(found.council)[1], entries[0]
    note_contacts(seat, phone="0912345678", address=f"Ấp 3, {commune.name}", tax_code="0314409058", by=officer)
    address, other = reverse("staff:round-detail", args=[found.pk]), entries[1].dossier.product.producer_id
    sign_in(secretary)
    count_queries(address)
    before = count_queries(address)
    Producer.objects.filter(pk=first.dossier.product.producer_id).update(
        phone="+84912345678", address="Ấp 3", code="0314409058"
    )
    Producer.objects.filter(pk=other).update(phone="+84912345670", address="Ấp 4", code="0314409059")
    page = sign_in(secretary).get(address)
    (tied,) = page.context["ties"]
    assert (tied.member, tied.entry, tied.ties) == (seat, first, [Tie.PHONE, Tie.ADDRESS, Tie.TAX_CODE])
    assert "trùng điện thoại với chủ thể; trùng địa chỉ với chủ thể; trùng mã số thuế với chủ thể" in words(page)
    assert "0912 345 678" not in words(page)
    assert "0314409058" not in words(page)
    assert count_queries(address) == before
    declare = sign_in(account_of(seat)).get(reverse("staff:score-sheet", args=[first.pk]))
    assert declare.context["ties"][0] == "trùng điện thoại với chủ thể"


def test_only_who_runs_the_council_sees_and_corrects_them(seat, sign_in, officer, auditor, stranger):
    address = reverse("staff:seat-contacts", args=[seat.pk])
    detail = reverse("staff:council-detail", args=[seat.council_id])
    client = sign_in(officer)
    assert f'href="{address}"' in words(client.get(detail))
    page = client.post(address, KNOWN | {"phone": "số nhà"})
    assert page.context["form"].errors == {"phone": ["“số nhà” không phải một số điện thoại."]}
    assert "Số 5, ấp 3, xã Long Đức" in words(page)  # what was typed is not lost
    page = client.post(address, KNOWN, follow=True)
    assert [str(each) for each in page.context["messages"]] == [f"Đã ghi liên hệ của {seat}."]
    assert client.get(address).context["form"]["phone"].value() == "0912 345 678"
    assert "0912 345 678" not in words(client.get(detail))
    unseat_member(seat, why="Chuyển công tác", by=officer)
    assert sign_in(officer).get(address).status_code == 200  # what is held of who left is corrected too
    for person, status in ((auditor, 403), (make_user(Role.COUNCIL_MEMBER), 403), (stranger, 404)):
        client = sign_in(person)
        assert client.get(address).status_code == status
    assert address not in words(sign_in(auditor).get(detail))


def test_a_new_seat_may_come_with_them(seat, sign_in, officer):
    address = reverse("staff:seat-new", args=[seat.council_id])
    page = sign_in(officer).get(address)
    assert list(page.context["form"].fields)[-3:] == ["phone", "address", "tax_code"]
    sign_in(officer).post(address, {"full_name": "Cô Minh Hoạ", "role": "member"} | KNOWN)
    made = CouncilMember.objects.get(full_name="Cô Minh Hoạ")
    assert (made.phone, made.tax_code) == ("+84912345678", "0314409058")


# ------------------------------------------------------------------ privacy
def test_a_person_is_found_among_the_seats_by_what_is_and_was_held(seat, officer, stranger):
    note_contacts(seat, **KNOWN, by=officer)
    note_contacts(seat, **KNOWN | {"phone": "0987654321", "tax_code": "084187234561"}, by=officer)
    for text in ("0912345678", "0987 654 321", "0314409058", "084187234561"):
        assert [(each.kind, each.label) for each in find_matches(officer, text).matches] == [
            ("Thành viên hội đồng", seat.full_name)
        ]
    assert [each.kind for each in find_matches(officer, seat.full_name).matches].count("Thành viên hội đồng") >= 1
    assert find_matches(stranger, "0987654321").matches == []
    ((kind, thing),) = things_of(officer, [f"thanh-vien:{seat.pk}"])
    held = {section.title: section.rows for section in kind.sections(thing, officer)}
    assert ("điện thoại", "+84987654321") in held["Thành viên hội đồng"][0]
    assert [dict(row).get("mã số thuế") for row in held["Các giá trị đã từng ghi"]] == [
        None,
        "0314409058",
        "084187234561",
    ]
    assert held["Lời khai liên quan"] == []


def test_they_leave_a_year_after_the_seat_ended_and_row_history_with_them(seat, officer, settings):
    note_contacts(seat, **KNOWN, by=officer)
    note_contacts(seat, phone="", address="", tax_code="", by=officer)  # held in history alone
    unseat_member(seat, why="Chuyển công tác", by=officer)

    def due():
        return {each.rule.key: each.count for each in look_through()}["ended_seats"]

    settings.BUSINESS_DAY = date(2027, 11, 19)
    assert due() == 0
    settings.BUSINESS_DAY = date(2027, 11, 20)
    assert due() == 1
    apply_retention()
    seat.refresh_from_db()
    assert (seat.full_name != "", due()) == (True, 0)
    assert set(seat.events.values_list("phone", "address", "tax_code")) == {("", "", "")}
