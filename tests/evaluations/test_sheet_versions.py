"""Signed sheets are read by whoever runs the council: every version, once points may be shown."""

from __future__ import annotations

from copy import deepcopy
from datetime import datetime
from decimal import Decimal

import pytest
from django.test import override_settings
from django.urls import reverse

from core.roles import Role
from evaluations.actions.paper_sheets import begin_paper_sheet
from evaluations.actions.sheets import correct_conflict, declare_conflict, reopen_sheet, save_comment, sign_sheet
from evaluations.exports.round_rows import signed_by_member
from evaluations.models import CouncilMember, ScoreSheet
from evaluations.queries.councils import sitting
from evaluations.queries.minutes import minutes_of
from evaluations.queries.sheet_versions import reasons_to_reopen, signed_versions
from tests.evaluations.closing import close, mark_all
from tests.evaluations.council_room import account_of, failing
from tests.evaluations.council_steps import page, words
from tests.evaluations.intake_room import scan
from tests.evaluations.score_room import TODAY, scoring_round, sign_at_once
from tests.factories import make_user

pytestmark = pytest.mark.django_db

REMARK = "Bao bì đẹp, cần hợp đồng liên kết (minh hoạ)."
WHY = "Cộng nhầm tiêu chí 1.5"


@pytest.fixture(scope="module")
@override_settings(BUSINESS_DAY=TODAY)
def built(stage):
    """A round with one dossier that is being scored by three members."""
    return scoring_round(*stage, count=1)


@pytest.fixture
def room(db, built, settings, tmp_path):
    settings.BUSINESS_DAY, settings.MEDIA_ROOT = TODAY, tmp_path
    return deepcopy(built)


@pytest.fixture
def entry(room):
    return room[1][0]


@pytest.fixture
def chair(room):
    return sitting(room[0].council)[0]


@pytest.fixture
def versions(entry, chair, secretary):
    """The chair's first version, opened again, and the one that counts with a remark; nobody else has signed."""
    first = sign_at_once(entry, chair, failing("1.5"))
    again = reopen_sheet(first, why=WHY, by=secretary)
    save_comment(again, REMARK, revision=again.comment_revision, by=account_of(chair))
    return first, sign_at_once(entry, chair)


def url(name, *args):
    return reverse(f"staff:{name}", args=args)


# ------------------------------------------------------------------ queries
def test_every_signed_version_stays_with_why_it_was_opened_again(versions, entry):
    first, second = versions
    assert [(each.pk, each.version, each.status, each.total) for each in signed_versions(entry)] == [
        (first.pk, 1, "replaced", Decimal(97)),
        (second.pk, 2, "signed", Decimal(100)),
    ]
    assert reasons_to_reopen([first, second]) == {first.pk: WHY}


def test_what_nobody_signed_is_no_version_and_an_interest_is_no_reason(versions, entry, room, chair, officer):
    _first, second = versions
    other = sitting(room[0].council)[1]
    declare_conflict(entry, other, what="", by=officer)
    begin_paper_sheet(entry, other, scan(), by=officer)
    correct_conflict(entry, chair, what="Cô ruột", why="Khai sót", by=officer)
    assert [each.status for each in signed_versions(entry)] == ["replaced", "set_aside"]
    assert second.pk not in reasons_to_reopen(signed_versions(entry))


def test_minutes_carry_remarks_and_say_how_many_were_on_paper(
    versions, room, entry, chair, officer, secretary, sign_in
):
    found, paper = room[0], CouncilMember.objects.create(council=room[0].council, full_name="Cô Giấy", position=9)
    declare_conflict(entry, paper, what="", by=secretary)
    sheet = begin_paper_sheet(entry, paper, scan(), by=secretary)
    copied = ScoreSheet.objects.get(entry=entry, member=chair, version=2).lines.all()
    for line in copied:
        line.pk, line.sheet = None, sheet
    type(copied[0]).objects.bulk_create(copied)
    sign_sheet(sheet, by=secretary)
    mark_all([entry])
    close(found, [entry], officer)
    (item,) = minutes_of(found).items
    assert item.remarks == [(chair.full_name, REMARK)]
    assert [(marks.number, len(marks.totals), marks.on_paper) for marks in item.passes] == [(1, 4, 1)]
    shown = words(page(sign_in(secretary), "meeting-minutes", found.pk))
    assert "Lượt 1: 4 phiếu, trong đó 1 phiếu giấy, thấp nhất 100" in shown
    assert f"Nhận xét của {chair.full_name}: {REMARK}" in shown
    heads, rows = signed_by_member(found)
    rows = [dict(zip([head for head, _width in heads], row, strict=True)) for row in rows]
    assert [(row["Thành viên"], row["Lượt"], row["Bản"], row["Trạng thái"], row["Tổng điểm"]) for row in rows[:2]] == [
        (chair.full_name, 1, 1, "đã mở lại", Decimal(97)),
        (chair.full_name, 1, 2, "đã ký", Decimal(100)),
    ]
    assert (rows[1]["Nhận xét"], rows[1]["Người ký"], rows[1]["Phiếu giấy"]) == (REMARK, chair.full_name, False)
    assert (rows[-1]["Thành viên"], rows[-1]["Phiếu giấy"], rows[-1]["Người ký"]) == ("Cô Giấy", True, str(secretary))
    assert all(isinstance(row["Ký lúc"], datetime) for row in rows)


# ------------------------------------------------------------------ pages
def test_nobody_reads_before_all_have_signed(versions, secretary, sign_in, entry):
    client = sign_in(secretary)
    for sheet in versions:
        shown = page(client, "sheet-read", sheet.pk)
        assert shown.context["refusals"] == [f"Phiếu của {sheet.member.full_name} hiện khi mọi người đã ký."]
        assert "97 điểm" not in words(shown)
    assert url("sheet-read", versions[0].pk) not in words(page(client, "meeting-entry", entry.pk))
    assert REMARK not in words(page(client, "meeting-entry", entry.pk))


def test_then_whoever_runs_the_council_reads_each_with_its_remark(versions, entry, secretary, sign_in, count_queries):
    mark_all([entry])
    client, (first, second) = sign_in(secretary), versions
    meeting = words(page(client, "meeting-entry", entry.pk))
    assert REMARK in meeting
    for sheet in versions:
        assert f'href="{url("sheet-read", sheet.pk)}"' in meeting
    shown = page(client, "sheet-read", second.pk)
    assert shown.context["opinion"].total == Decimal(100)
    text = words(shown)
    assert (REMARK in text, f"mở lại vì: {WHY}" in text) == (True, True)
    assert f'<a href="{url("sheet-read", first.pk)}">Lượt 1, bản 1: 97 điểm, đã mở lại</a>' in text
    older = page(client, "sheet-read", first.pk)
    assert older.context["opinion"].total == Decimal(97)
    assert "Lượt 1, bản 1: đã mở lại." in words(older)
    assert count_queries(url("sheet-read", second.pk)) <= 15


def test_the_scan_of_a_version_that_was_opened_again_is_read(entry, room, secretary, sign_in):
    paper = CouncilMember.objects.create(council=room[0].council, full_name="Cô Giấy", position=9)
    declare_conflict(entry, paper, what="", by=secretary)
    sheet = begin_paper_sheet(entry, paper, scan(), by=secretary)
    nodes = sign_at_once(entry, sitting(room[0].council)[0]).lines.all()
    for line in nodes:
        line.pk, line.sheet = None, sheet
    type(nodes[0]).objects.bulk_create(nodes)
    signed = sign_sheet(sheet, by=secretary)
    again = reopen_sheet(signed, why=WHY, by=secretary)
    sign_sheet(again, by=secretary)
    mark_all([entry])
    client = sign_in(secretary)
    assert f'href="{url("paper-sheet-scan", signed.pk)}"' in words(page(client, "sheet-read", signed.pk))
    assert client.get(url("paper-sheet-scan", signed.pk))["Content-Type"] == "application/pdf"


def test_an_interest_closes_it_and_other_roles_and_places_do_not_reach_it(versions, entry, room, sign_in, stranger):
    second, own = versions[1], sitting(room[0].council)[2]
    runs = make_user(Role.COUNCIL_SECRETARY, room[0].place)
    CouncilMember.objects.filter(pk=own.pk).update(user=runs)
    own.refresh_from_db()
    declare_conflict(entry, own, what="Cháu của chủ cơ sở", by=runs)
    mark_all([entry])
    closed = "Bạn ở hội đồng chấm “Mứt gừng”: hồ sơ chỉ mở sau khi khai không liên quan."
    assert page(sign_in(runs), "sheet-read", second.pk).context["refusals"] == [closed]
    assert sign_in(stranger).get(url("sheet-read", second.pk)).status_code == 404
    assert sign_in(make_user(Role.COUNCIL_MEMBER)).get(url("sheet-read", second.pk)).status_code == 403
