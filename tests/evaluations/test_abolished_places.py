"""Dossiers and rounds under way when their place is abolished: the successor goes on, or the way out is said."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from core.actions.places import renew_cover
from core.models import Place, PlaceLevel, PlaceSuccession
from core.roles import Role
from evaluations.actions.dossiers import return_dossier, send_down, take_into_round
from evaluations.actions.drafts import start_draft, start_draft_of_round, write_draft
from evaluations.actions.publishing import publish_draft
from evaluations.enums import DossierStatus, EntryStatus
from evaluations.models import RoundEntry
from evaluations.queries.check import check_draft
from evaluations.queries.entries import waiting_entries
from products.enums import DecisionKind
from products.queries.register import ratings_in_force
from tests.evaluations.council_room import file, make_council, make_round, take
from tests.evaluations.council_steps import conclude, refused
from tests.evaluations.test_council_other_laws import score
from tests.factories import level_of, load_sets, make_province, make_user

pytestmark = pytest.mark.django_db

SET_148 = "148-2023-01"
BEFORE, LAST, AFTER = date(2025, 6, 20), date(2025, 6, 30), date(2025, 7, 15)
PAPER = {"number": "15/QĐ-UBND", "signer": "Bà Minh Hoạ"}


@pytest.fixture
def successor(settings, province):
    settings.BUSINESS_DAY = BEFORE
    return make_province("tinh-vinh-long", "Tỉnh Vĩnh Long")


@pytest.fixture
def abolish(settings, province, district, successor):
    """Lets the province go into its successor and the districts end; who serves there then."""

    def _abolish():
        PlaceSuccession.objects.create(predecessor=province, successor=successor, on=date(2025, 7, 1))
        Place.objects.filter(level=PlaceLevel.DISTRICT).update(valid_to=LAST)
        Place.objects.filter(pk=province.pk).update(valid_to=LAST)
        renew_cover()
        settings.BUSINESS_DAY = AFTER
        return make_user(Role.PROVINCE_OFFICER, successor, username="canbo-tinh-moi")

    return _abolish


@pytest.fixture
def at_province(successor, province, commune, make, officer):
    """A dossier under 148 that came to the province in June."""
    load_sets(SET_148)
    below = file(make("Trà hoa"), commune, officer, set_code=SET_148, on=date(2025, 6, 2))
    RoundEntry.objects.filter(pk=below.pk).update(status=EntryStatus.FORWARDED)
    level = level_of("148-2023", "province")
    return RoundEntry.objects.create(
        dossier=below.dossier, level=level, place=province, arrived_on=date(2025, 6, 10), attempt=1
    )


def concluded(level, place, entry, officer, share):
    council = make_council(place, officer, days_before=0)
    found = make_round(level, place, council, officer, opened_on=date(2025, 6, 12))
    score(found, take(entry, found, officer), officer, share=Decimal(share))
    conclude(found, officer)
    return found


def round_at(level, place, on):
    """A round of a place, held by its own people."""
    own = make_user(Role.PROVINCE_OFFICER, place)
    return make_round(level, place, make_council(place, own), own, opened_on=on)


def publish(draft, by):
    return publish_draft(draft, digest=check_draft(draft).digest, by=by)


# ------------------------------------------------------------------ decisions
def test_the_successor_signs_what_the_council_of_the_old_province_found(at_province, abolish, successor, officer):
    found = concluded(at_province.level, at_province.place, at_province, officer, "0.75")
    new = abolish()
    draft = write_draft(start_draft_of_round(found, by=new), by=new, signed_on=AFTER, **PAPER)
    assert draft.issuing_body == "UBND tỉnh Trà Vinh"
    assert refused(publish, draft, new) == [
        "Tỉnh Trà Vinh không còn vào ngày 15/07/2025: cơ quan ban hành là UBND tỉnh Vĩnh Long."
    ]
    draft = write_draft(draft, issuing_body="UBND tỉnh Vĩnh Long", by=new)
    decision = publish(draft, new)
    assert (decision.place, decision.issuing_body) == (successor, "UBND tỉnh Vĩnh Long")
    at_province.refresh_from_db()
    assert (at_province.status, at_province.dossier.status) == (EntryStatus.DECIDED, DossierStatus.DECIDED)
    assert [rating.stars for rating in ratings_in_force(AFTER)] == [4]


def test_what_was_signed_before_is_the_old_province_s(at_province, abolish, province, officer):
    found = concluded(at_province.level, at_province.place, at_province, officer, "0.75")
    new = abolish()
    draft = write_draft(start_draft_of_round(found, by=new), by=new, signed_on=date(2025, 6, 27), **PAPER)
    decision = publish(draft, new)
    assert (decision.place, decision.issuing_body) == (province, "UBND tỉnh Trà Vinh")


def test_where_no_district_is_left_the_way_out_is_said(successor, abolish, district, commune, make, officer):
    load_sets(SET_148)
    entry = file(make("Trà hoa"), commune, officer, set_code=SET_148, on=date(2025, 6, 2))
    found = concluded(entry.level, district, entry, officer, "0.6")
    new = abolish()
    draft = start_draft_of_round(found, by=new)
    assert refused(write_draft, draft, by=new, signed_on=AFTER, **PAPER) == [
        "Huyện Minh Hoạ không còn hoặc chưa có vào ngày 15/07/2025.",
        "Không còn đơn vị cấp huyện nào kế thừa Huyện Minh Hoạ: ngày ký đến hết ngày 30/06/2025; nếu không thì bỏ "
        "dự thảo, không dùng kết quả và trả hồ sơ, để nộp theo quy định đang có hiệu lực.",
    ]
    draft = write_draft(draft, by=new, signed_on=LAST, **PAPER)
    assert publish(draft, new).place == district


def test_a_decision_without_a_round_is_its_place_s_own(abolish, province):
    new = abolish()
    draft = start_draft(DecisionKind.RECOGNISE, level=level_of("148-2023", "province"), place=province, by=new)
    assert refused(write_draft, draft, by=new, signed_on=AFTER, **PAPER) == [
        "Tỉnh Trà Vinh không còn hoặc chưa có vào ngày 15/07/2025."
    ]


# ------------------------------------------------------------------ dossiers
def test_what_no_district_can_take_back_is_returned(at_province, abolish, officer):
    concluded(at_province.level, at_province.place, at_province, officer, "0.6")
    new = abolish()
    assert refused(send_down, at_province, on=AFTER, by=new) == [
        "Ngày 15/07/2025 không còn đơn vị cấp huyện nào: trả hồ sơ cho chủ thể, để nộp hồ sơ mới theo quy định đang "
        "có hiệu lực."
    ]
    returned = return_dossier(at_province, why="Không còn cấp huyện", by=new)
    returned.dossier.refresh_from_db()
    assert (returned.status, returned.dossier.status) == (EntryStatus.RETURNED, DossierStatus.RETURNED)


def test_a_round_of_the_successor_takes_what_the_old_province_received(at_province, abolish, successor, officer):
    other = make_province("tinh-khac", "Tỉnh Khác")
    RoundEntry.objects.filter(pk=at_province.pk).update(status=EntryStatus.ACCEPTED)
    new = abolish()
    rounds = [round_at(at_province.level, place, date(2025, 7, 2)) for place in (successor, other)]
    assert [list(waiting_entries(found)) for found in rounds] == [[at_province], []]
    assert refused(take_into_round, at_province, rounds[1], by=officer)[-1] == (
        "“Trà hoa” ở cấp hoặc địa bàn khác với đợt."
    )
    assert take_into_round(at_province, rounds[0], by=new).round == rounds[0]


def test_a_place_that_is_in_force_takes_nothing_from_beside_it(at_province, successor, officer):
    """Before the merger the two provinces are strangers."""
    RoundEntry.objects.filter(pk=at_province.pk).update(status=EntryStatus.ACCEPTED)
    found = round_at(at_province.level, successor, date(2025, 6, 12))
    assert list(waiting_entries(found)) == []
    assert refused(take_into_round, at_province, found, by=officer)[-1] == "“Trà hoa” ở cấp hoặc địa bàn khác với đợt."
