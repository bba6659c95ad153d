"""Likely ties are pointed out, nothing follows from them; who represents a producer is asked through its own door."""

from __future__ import annotations

from copy import deepcopy
from datetime import date

import pytest
from django.test import override_settings
from django.urls import reverse

from core.models import HistoryEntry, PlaceLevel
from core.roles import Role
from evaluations.actions.sheets import declare_conflict
from evaluations.actions.ties import compare_representatives
from evaluations.enums import Tie
from evaluations.models import CouncilMember
from evaluations.queries.councils import sitting
from evaluations.rules.ties import Maker, Scorer, ties_of
from producers.actions.representatives import keep_representative
from producers.models import Producer, RepresentativeProfile
from tests.evaluations.council_room import account_of
from tests.evaluations.council_steps import refused, words
from tests.evaluations.score_room import TODAY, scoring_round
from tests.factories import make_place, make_user

pytestmark = pytest.mark.django_db
LAN = Scorer("Trần Thị Lan", "Công ty TNHH Dừa Xanh", "lan@vidu.vn")


# ------------------------------------------------------------------ the rule
@pytest.mark.parametrize(
    ("scorer", "maker", "ties"),
    [
        (LAN, Maker(["Hộ kinh doanh TRẦN THỊ  LAN"]), [Tie.NAME]),
        (LAN, Maker(["Cơ sở Minh Hoạ", "Trần thị Lân"]), [Tie.NAME]),  # another name, folded
        (LAN, Maker(["Hộ Trần Thị Lanh"]), []),
        (LAN, Maker(["Hộ Trần Văn Thị Lan"]), []),
        (LAN, Maker(["Công ty TNHH Dừa Xanh"]), [Tie.UNIT]),
        (Scorer("A B", "Phòng KD, Công ty TNHH Dừa Xanh"), Maker(["công ty tnhh dừa xanh"]), [Tie.UNIT]),
        (LAN, Maker(["Công ty TNHH Dừa Xanh Bến Tre"]), []),
        (LAN, Maker(["Cơ sở"], email="LAN@vidu.vn"), [Tie.EMAIL]),
        (Scorer("Trần Thị Lan"), Maker(["Cơ sở Minh Hoạ"]), []),  # nothing is the same as nothing
        (LAN, Maker(["Cơ sở Minh Hoạ"], representatives=["Trần Thị Lan"]), [Tie.REPRESENTATIVE]),
        (Scorer("Lan"), Maker(["Hộ Lan"], representatives=["Lan"]), []),  # one word is no name
        (LAN, Maker(["Trần Thị Lan"], "lan@vidu.vn", ["trần thị lan"]), [Tie.NAME, Tie.EMAIL, Tie.REPRESENTATIVE]),
    ],
)
def test_what_two_have_in_common(scorer, maker, ties):
    assert ties_of(scorer, maker) == ties


# ------------------------------------------------------------------ the room
@pytest.fixture(scope="module")
@override_settings(BUSINESS_DAY=TODAY)
def built(stage):
    found, entries = scoring_round(*stage, count=2)
    seat = sitting(found.council)[1]
    CouncilMember.objects.filter(pk=seat.pk).update(full_name="Trần Thị Lan")
    return found, entries


@pytest.fixture
def room(db, built, settings):
    settings.BUSINESS_DAY = TODAY
    return deepcopy(built)


@pytest.fixture
def lan(room):
    return sitting(room[0].council)[1]


@pytest.fixture
def represented(room, administrator):
    """The producer of the first dossier is represented by somebody of the member's name."""
    producer = room[1][0].dossier.product.producer
    facts = {"since": date(2025, 1, 1), "basis": "law", "basis_on": date(2025, 1, 1), "basis_text": "minh hoạ"}
    keep_representative(
        RepresentativeProfile(producer=producer), why="minh hoạ", by=administrator, full_name="Trần Thị Lan", **facts
    )
    return producer


def test_the_secretary_and_the_member_see_the_hint(room, lan, sign_in, secretary):
    found, (first, second) = room
    Producer.objects.filter(pk=first.dossier.product.producer_id).update(name="Hộ kinh doanh Trần Thị Lan")
    page = sign_in(secretary).get(reverse("staff:round-detail", args=[found.pk]))
    (tied,) = page.context["ties"]
    assert (tied.member, tied.entry, tied.ties) == (lan, first, [Tie.NAME])
    assert "trùng họ tên trong tên chủ thể" in words(page)
    client = sign_in(account_of(lan))
    assert client.get(reverse("staff:score-sheet", args=[first.pk])).context["ties"] == [
        "trùng họ tên trong tên chủ thể"
    ]
    page = client.get(reverse("staff:score-sheet", args=[second.pk]))
    assert (page.context["ties"], "Cổng thấy" in words(page)) == ([], False)
    page = client.get(reverse("staff:round-detail", args=[found.pk]))
    assert (page.context["ties"], page.context["may_compare"]) == ([], False)


def test_no_open_page_tells_who_represents(room, lan, represented, sign_in, secretary, officer):
    found, (first, _second) = room
    for person in (secretary, officer):
        assert sign_in(person).get(reverse("staff:round-detail", args=[found.pk])).context["ties"] == []
    asked = sign_in(account_of(lan)).get(reverse("staff:score-sheet", args=[first.pk]))
    assert asked.context["ties"] == []
    assert HistoryEntry.objects.filter(verb="read_representative").count() == 0


def test_comparing_is_a_reading_of_every_producer(room, lan, represented, officer):
    found, (first, _second) = room
    (tied,) = compare_representatives(found, why="Trước khi chấm", by=officer)
    assert (tied.member, tied.entry, tied.ties) == (lan, first, [Tie.REPRESENTATIVE])
    read = HistoryEntry.objects.filter(verb="read_representative")
    assert {(each.by, each.why) for each in read} == {(officer, "Trước khi chấm")}
    assert read.count() == 2
    assert HistoryEntry.objects.get(verb="compare_representatives").data == {"producers": 2}


def test_the_representative_of_today_counts(room, represented, officer, administrator):
    facts = {"since": date(2026, 6, 1), "basis": "law", "basis_on": date(2026, 6, 1), "basis_text": "minh hoạ"}
    keep_representative(
        RepresentativeProfile(producer=represented), why="x", by=administrator, full_name="Người Khác", **facts
    )
    assert compare_representatives(room[0], why="Trước khi chấm", by=officer) == []


def test_who_may_not_and_what_is_left_out(room, represented, officer, secretary, stranger, province):
    found, (first, _second) = room
    assert refused(compare_representatives, found, why="x", by=secretary)[0] == (
        "Tài khoản của bạn không có quyền xem, ghi người đại diện."
    )
    assert refused(compare_representatives, found, why="x", by=stranger)[0] == (
        "Địa bàn này không thuộc phạm vi của bạn."
    )
    assert len(refused(compare_representatives, found, why=" ", by=officer)) == 1
    # a producer elsewhere is not the officer's to read
    elsewhere = make_place("Tỉnh Khác", level=PlaceLevel.PROVINCE)
    Producer.objects.filter(pk=represented.pk).update(place=elsewhere)
    assert compare_representatives(found, why="x", by=officer) == []
    assert HistoryEntry.objects.filter(verb="read_representative", subject_id=represented.pk).count() == 0
    Producer.objects.filter(pk=represented.pk).update(place=first.dossier.place)
    # nor is a dossier that is closed to an officer who sits on the council
    seat = sitting(found.council)[0]
    CouncilMember.objects.filter(pk=seat.pk).update(user=officer)
    seat.refresh_from_db()
    assert compare_representatives(found, why="x", by=officer) == []
    declare_conflict(first, seat, what="", by=officer)
    assert [tied.entry for tied in compare_representatives(found, why="x", by=officer)] == [first]


# ------------------------------------------------------------------ pages
def test_the_page_asks_why_and_never_shows_a_name_that_is_not_a_members(room, represented, sign_in, officer):
    found = room[0]
    client, address = sign_in(officer), reverse("staff:tie-compare", args=[found.pk])
    assert f'href="{address}"' in words(client.get(reverse("staff:round-detail", args=[found.pk])))
    page = client.post(address, {"why": ""})
    assert page.context["form"].errors == {"why": ["Hãy ghi lý do."]}
    page = client.post(address, {"why": "Trước khi chấm"})
    assert "trùng họ tên với người đại diện" in words(page)
    RepresentativeProfile.objects.update(full_name="Người Giấu Kín")
    page = client.post(address, {"why": "Trước khi chấm"})
    assert "Không thành viên nào trùng họ tên với người đại diện." in words(page)
    assert "Giấu Kín" not in words(page)


def test_the_page_is_for_those_who_may_read_representatives(room, sign_in, secretary, stranger):
    address = reverse("staff:tie-compare", args=[room[0].pk])
    assert sign_in(secretary).get(address).status_code == 403
    assert sign_in(make_user(Role.COUNCIL_MEMBER)).get(address).status_code == 403
    assert sign_in(stranger).get(address).status_code == 404
