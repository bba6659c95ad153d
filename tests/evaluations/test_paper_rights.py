"""Who may read and change the papers of a dossier, and until when."""

from __future__ import annotations

from datetime import date

import pytest

from core.errors import ActionRefused
from core.models import PlaceLevel
from core.roles import Role
from evaluations.actions.dossiers import forward_dossier, withdraw_dossier
from evaluations.actions.papers import (
    add_version,
    drop_paper,
    edit_paper,
    prove_criteria,
    see_original,
    use_paper,
)
from evaluations.actions.sheets import declare_conflict
from evaluations.permissions.papers import may_read_papers
from evaluations.queries.councils import sitting
from tests.evaluations.council_room import account_of, begin, make_council, make_round, screen, take
from tests.evaluations.paper_room import TODAY, checklists, filed, item_of, paper, pdf
from tests.factories import level_of, make_place, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(settings, tmp_path, law, officer, commune):
    """A dossier of a cooperative under 26/2026 that the commune has received."""
    settings.BUSINESS_DAY, settings.MEDIA_ROOT = TODAY, tmp_path
    checklists()
    return filed(commune, officer)


@pytest.fixture
def dossier(entry):
    return entry.dossier


def refusal(act, *args, **kwargs):
    with pytest.raises(ActionRefused) as refused:
        act(*args, **kwargs)
    return [reason.text for reason in refused.value.reasons]


def test_papers_are_changed_where_the_dossier_is(dossier, entry, officer, commune, province, district):
    clerk = make_user(Role.LOCAL_OFFICER, commune)
    paper(dossier, "phieu-dang-ky", clerk)
    screen(entry, clerk)
    forward_dossier(entry, on=TODAY, by=clerk)
    outside = ["Địa bàn này không thuộc phạm vi của bạn."]
    assert refusal(paper, dossier, "cau-chuyen", clerk) == outside
    paper(dossier, "cau-chuyen", officer)
    stranger = make_user(Role.LOCAL_OFFICER, make_place("Huyện Bên Cạnh", parent=province, level=PlaceLevel.DISTRICT))
    leader = make_user(Role.LEADER, province)
    assert refusal(paper, dossier, "giai-thuong", stranger) == outside
    assert "không có quyền" in refusal(paper, dossier, "giai-thuong", leader)[0]
    assert [may_read_papers(user, dossier) for user in (clerk, officer, leader, stranger)] == [True, True, True, False]


def test_papers_stand_still_once_a_dossier_is_scored_or_gone(dossier, entry, officer, province):
    use = paper(dossier, "nguon-goc-nguyen-lieu", officer)
    screen(entry, officer)
    above = forward_dossier(entry, on=date(2026, 10, 12), by=officer)
    council = make_council(province, officer, days_before=0)
    found = make_round(level_of("26-2026"), province, council, officer, opened_on=date(2026, 11, 2), ordinal=2)
    take(above, found, officer)
    prove_criteria(use, ["1.1"], by=officer)
    begin(found, officer, sent_on=date(2026, 11, 10))
    words = ["“Mứt gừng” đang chấm: giấy tờ của hồ sơ không đổi được nữa."]
    for act in (
        lambda: paper(dossier, "cau-chuyen", officer),
        lambda: add_version(use, pdf(), by=officer),
        lambda: edit_paper(use, number="2", by=officer),
        lambda: prove_criteria(use, [], by=officer),
        lambda: see_original(dossier, item_of(dossier, "cau-chuyen"), by=officer),
        lambda: use_paper(dossier, item_of(dossier, "cau-chuyen"), use.paper, by=officer),
        lambda: drop_paper(use, by=officer),
    ):
        assert refusal(act) == words


def test_a_withdrawn_dossier_takes_no_papers(dossier, entry, officer):
    withdraw_dossier(entry, why="Chưa kịp (minh hoạ)", by=officer)
    assert refusal(paper, dossier, "cau-chuyen", officer) == [
        "“Mứt gừng” đã rút: giấy tờ của hồ sơ không đổi được nữa."
    ]


def test_a_member_from_elsewhere_reads_after_its_word(dossier, entry, officer, province):
    screen(entry, officer)
    above = forward_dossier(entry, on=date(2026, 10, 12), by=officer)
    council = make_council(province, officer, days_before=0)
    found = make_round(level_of("26-2026"), province, council, officer, opened_on=date(2026, 11, 2), ordinal=2)
    take(above, found, officer)
    free, partial, silent = sitting(council)
    elsewhere = make_place("Huyện Bên Cạnh", parent=province, level=PlaceLevel.DISTRICT)
    for seat in (free, partial, silent):
        account_of(seat).__class__.objects.filter(pk=seat.user_id).update(territory=elsewhere)
        seat.user.refresh_from_db()
    declare_conflict(above, free, what="", by=account_of(free))
    declare_conflict(above, partial, what="Có vốn góp (minh hoạ)", by=account_of(partial))
    assert [may_read_papers(account_of(seat), dossier) for seat in (free, partial, silent)] == [True, False, False]
