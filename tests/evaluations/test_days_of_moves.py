"""Days that cannot be so: nothing is sent to members before it was there, nothing leaves a level before it came."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from evaluations.actions.council_rounds import send_to_members, start_scoring
from evaluations.actions.dossiers import accept_dossier, forward_dossier, leave_round, send_down, take_into_round
from evaluations.actions.recording import record_result
from evaluations.enums import EntryStatus, RoundStatus
from evaluations.models import RoundEntry
from tests.evaluations.council_room import file, hand_in, make_council, make_round, screen
from tests.evaluations.council_steps import SET_26, SET_1048, refused
from tests.factories import level_of, load_sets

pytestmark = pytest.mark.django_db


@pytest.fixture
def listed(settings, district, commune, make, officer):
    """Two dossiers of the district: whole on Wednesday 2 March 2022, listed on the 4th and on Monday the 7th."""
    load_sets(SET_1048)
    settings.BUSINESS_DAY = date(2022, 3, 2)
    council = make_council(district, officer)  # members have them two working days ahead
    found = make_round(level_of(key="district"), district, council, officer, opened_on=date(2022, 3, 1))
    entries = [
        file(make(name), commune, officer, set_code=SET_1048, on=date(2022, 3, 1)) for name in ("Rượu nếp", "Rượu đế")
    ]
    for entry, day in zip(entries, (date(2022, 3, 4), date(2022, 3, 7)), strict=True):
        settings.BUSINESS_DAY = date(2022, 3, 2)
        hand_in(entry, officer)
        accept_dossier(entry, by=officer)
        settings.BUSINESS_DAY = day
        take_into_round(entry, found, by=officer)
    return found, entries


def sent(found):
    return list(found.entries.order_by("position").values_list("sent_to_members_on", flat=True))


def test_what_was_listed_today_was_not_sent_before(listed, officer):
    found, _entries = listed
    words = "“%s” đủ điều kiện và vào đợt ngày %s: không gửi thành viên trước ngày đó."
    assert refused(send_to_members, found, on=date(2022, 3, 3), by=officer) == [
        words % ("Rượu nếp", "04/03/2022"),
        words % ("Rượu đế", "07/03/2022"),
    ]
    assert refused(send_to_members, found, on=date(2022, 3, 4), by=officer) == [words % ("Rượu đế", "07/03/2022")]
    assert sent(found) == [None, None]
    assert send_to_members(found, on=date(2022, 3, 7), by=officer) == 2


def test_the_two_working_days_begin_with_the_sending(listed, settings, officer):
    found, _entries = listed
    send_to_members(found, on=date(2022, 3, 7), by=officer)
    settings.BUSINESS_DAY = date(2022, 3, 8)
    early = "“%s” gửi ngày 07/03/2022: thành viên phải có hồ sơ trước 2 ngày làm việc."
    assert refused(start_scoring, found, by=officer) == [early % "Rượu nếp", early % "Rượu đế"]
    settings.BUSINESS_DAY = date(2022, 3, 9)
    assert start_scoring(found, by=officer).status == RoundStatus.SCORING


def test_what_was_sent_already_is_not_asked_about_again(listed, settings, officer):
    found, (_first, second) = listed
    leave_round(second, by=officer)
    assert send_to_members(found, on=date(2022, 3, 4), by=officer) == 1
    settings.BUSINESS_DAY = date(2022, 3, 8)
    assert take_into_round(second, found, by=officer).listed_on == date(2022, 3, 8)
    assert send_to_members(found, on=date(2022, 3, 8), by=officer) == 1
    assert sent(found) == [date(2022, 3, 4), date(2022, 3, 8)]


def test_a_round_listed_before_the_day_was_kept_goes_by_the_day_it_was_whole(listed, officer):
    found, _entries = listed
    found.entries.update(listed_on=None)
    assert refused(send_to_members, found, on=date(2022, 3, 1), by=officer) == [
        "“Rượu nếp” đủ điều kiện và vào đợt ngày 02/03/2022: không gửi thành viên trước ngày đó.",
        "“Rượu đế” đủ điều kiện và vào đợt ngày 02/03/2022: không gửi thành viên trước ngày đó.",
    ]
    assert send_to_members(found, on=date(2022, 3, 2), by=officer) == 2


def test_a_dossier_goes_up_from_the_day_it_came_to_today(settings, province, commune, make, officer):
    settings.BUSINESS_DAY = date(2026, 11, 20)
    load_sets(SET_26)
    entry = file(make("Mứt gừng"), commune, officer, set_code=SET_26, on=date(2026, 10, 1))
    screen(entry, officer)
    assert refused(forward_dossier, entry, on=date(2026, 9, 30), by=officer) == [
        "“Mứt gừng” nhận ngày 01/10/2026: không chuyển đi trước ngày đó."
    ]
    assert refused(forward_dossier, entry, on=date(2026, 11, 21), by=officer) == [
        "“Mứt gừng”: ngày chuyển sau ngày làm việc hiện tại (20/11/2026)."
    ]
    assert forward_dossier(entry, on=date(2026, 10, 1), by=officer).arrived_on == date(2026, 10, 1)


def test_a_dossier_comes_down_from_the_day_it_went_up_to_today(province, commune, make, officer):
    load_sets(SET_1048)
    entry = file(make("Rượu nếp"), commune, officer, set_code=SET_1048, on=date(2022, 3, 2))
    RoundEntry.objects.filter(pk=entry.pk).update(status=EntryStatus.FORWARDED)
    centre = RoundEntry.objects.create(
        dossier=entry.dossier, level=level_of(key="national"), place=province, arrived_on=date(2022, 5, 10)
    )
    record_result(centre, total=Decimal(85), paper="77/TB-VPĐP", paper_on=date(2022, 8, 1), by=officer)
    assert refused(send_down, centre, on=date(2022, 5, 9), by=officer) == [
        "“Rượu nếp” nhận ngày 10/05/2022: không chuyển đi trước ngày đó."
    ]
    assert refused(send_down, centre, on=date(2022, 10, 2), by=officer) == [
        "“Rượu nếp”: ngày chuyển sau ngày làm việc hiện tại (01/10/2022)."
    ]
    assert send_down(centre, on=date(2022, 10, 1), by=officer).arrived_on == date(2022, 10, 1)
