"""Who may read and change the papers of a dossier, and until when."""

from __future__ import annotations

from copy import deepcopy
from datetime import date

import pytest
from django.test import override_settings

from core.errors import ActionRefused
from core.models import PlaceLevel
from core.roles import Role
from evaluations.actions.advisory import found_team, seat_adviser
from evaluations.actions.asking import ask_for_more
from evaluations.actions.dossiers import accept_dossier, forward_dossier, withdraw_dossier
from evaluations.actions.papers import (
    add_version,
    drop_paper,
    edit_paper,
    prove_criteria,
    see_original,
    use_paper,
)
from evaluations.actions.sheets import declare_conflict
from evaluations.enums import EntryStatus
from evaluations.models import RoundEntry
from evaluations.permissions.papers import may_read_papers
from evaluations.permissions.sheets import closing_entry
from evaluations.queries.councils import sitting
from tests.evaluations.council_room import account_of, begin, make_council, make_round, screen, take
from tests.evaluations.paper_room import TODAY, checklists, filed, item_of, paper, pdf, url
from tests.factories import level_of, make_place, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
@override_settings(BUSINESS_DAY=TODAY)
def built(stage):
    """A dossier of a cooperative under 26/2026 that the commune has received."""
    _province, commune, officer = stage
    checklists()
    return filed(commune, officer)


@pytest.fixture
def entry(db, built, settings, tmp_path):
    settings.BUSINESS_DAY, settings.MEDIA_ROOT = TODAY, tmp_path
    return deepcopy(built)


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


def test_the_commune_brings_what_the_province_asked_for(dossier, entry, officer, commune, stranger, sign_in):
    clerk = make_user(Role.LOCAL_OFFICER, commune)
    screen(entry, clerk)
    above = forward_dossier(entry, on=TODAY, by=clerk)
    accept_dossier(above, by=officer)
    outside = ["Địa bàn này không thuộc phạm vi của bạn."]
    assert refusal(paper, dossier, "cau-chuyen", clerk) == outside
    ask_for_more(above, items=["Câu chuyện sản phẩm"], by=officer)
    use = paper(dossier, "cau-chuyen", clerk)
    add_version(use, pdf(), by=clerk)
    assert refusal(paper, dossier, "giai-thuong", stranger) == outside
    reader = make_user(Role.LEADER, commune)
    assert "không có quyền" in refusal(paper, dossier, "giai-thuong", reader)[0]
    client, page = sign_in(clerk), url("dossier-item", dossier.pk, "giai-thuong")
    assert client.get(page).context["why_not_change"] == []
    client.post(page, {"do": "see", "note": ""})
    assert [str(each.item.code) for each in dossier.papers.filter(added_by=clerk).order_by("-pk")[:2]] == [
        "giai-thuong",
        "cau-chuyen",
    ]
    RoundEntry.objects.filter(pk=above.pk).update(status=EntryStatus.RECEIVED)
    assert refusal(drop_paper, use, by=clerk) == outside
    assert client.get(page).context["why_not_change"] == outside


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


def test_the_advisory_team_reads_the_papers_and_changes_none(dossier, entry, officer, province, sign_in):
    use = paper(dossier, "phieu-dang-ky", officer)
    screen(entry, officer)
    elsewhere = make_place("Huyện Bên Cạnh", parent=province, level=PlaceLevel.DISTRICT)
    adviser, other = (make_user(Role.COUNCIL_MEMBER, elsewhere) for _number in range(2))
    team = found_team(place=province, name="Tổ tư vấn (minh hoạ)", founded_on=date(2026, 6, 1), by=officer)
    seat_adviser(team, full_name=adviser.full_name, account=adviser, by=officer)
    assert may_read_papers(adviser, dossier) is False  # still with the commune
    forward_dossier(entry, on=date(2026, 10, 12), by=officer)
    assert [may_read_papers(user, dossier) for user in (adviser, other)] == [True, False]
    pages = [
        url("dossier-item", dossier.pk, "phieu-dang-ky"),
        url("dossier-paper", use.pk),
        url("paper-file", use.pk, use.paper.versions.get().pk),
    ]
    for user, status in ((adviser, 200), (other, 404)):
        client = sign_in(user)
        assert [client.get(page).status_code for page in pages] == [status] * 3
    refused = sign_in(adviser).post(pages[0], {"do": "see", "note": ""})
    assert "không có quyền" in str(refused.context["refused"].non_field_errors())


def test_what_an_interest_closes_stays_closed_at_the_next_level(dossier, entry, officer, province, sign_in):
    use = paper(dossier, "phieu-dang-ky", officer)
    screen(entry, officer)
    above = forward_dossier(entry, on=date(2026, 10, 12), by=officer)
    council = make_council(province, officer, days_before=0)
    found = make_round(level_of("26-2026"), province, council, officer, opened_on=date(2026, 11, 2), ordinal=2)
    take(above, found, officer)
    seat = sitting(council)[1]
    related = account_of(seat)
    type(related).objects.filter(pk=related.pk).update(role=Role.PROVINCE_OFFICER)
    related.refresh_from_db()
    declare_conflict(above, seat, what="Em của chủ cơ sở (minh hoạ)", by=related)
    RoundEntry.objects.filter(pk=above.pk).update(status=EntryStatus.FORWARDED)
    national = RoundEntry.objects.create(
        dossier=dossier, level=level_of("26-2026", "ministry"), place=province, arrived_on=TODAY
    )
    closed = ["Bạn ở hội đồng chấm “Mứt gừng”: hồ sơ chỉ mở sau khi khai không liên quan."]
    assert (closing_entry(related, dossier), closing_entry(officer, dossier)) == (above, None)
    assert refusal(paper, dossier, "cau-chuyen", related) == closed
    assert refusal(add_version, use, pdf(), by=related) == closed
    assert refusal(drop_paper, use, by=related) == closed
    for page in (url("dossier-item", dossier.pk, "cau-chuyen"), url("dossier-paper", use.pk)):
        assert sign_in(related).get(page)["Location"] == url("score-sheet", above.pk)
    assert paper(dossier, "cau-chuyen", officer).dossier.entries.latest("pk") == national
