"""Sheets of members: declared, marked, signed, opened again, hidden from others."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from core.roles import Role
from evaluations.actions.absence import excuse_member
from evaluations.actions.councils import unseat_member
from evaluations.actions.meeting import agree_where_all_do, conclude_round
from evaluations.actions.paper_sheets import attach_scan
from evaluations.actions.sheets import (
    StaleLine,
    declare_conflict,
    open_sheet,
    reopen_sheet,
    save_line,
    sign_sheet,
)
from evaluations.enums import SheetStatus
from evaluations.models import (
    Council,
    ScoreLine,
    ScoreSheet,
)
from evaluations.queries.councils import sitting, standing_of
from evaluations.queries.sheets import may_see_points
from tests.core.hostile_files import plain_pdf
from tests.evaluations.council_room import (
    account_of,
    begin,
    best,
    criteria_of,
    file,
    make_round,
    mark,
    sign,
    take,
)
from tests.evaluations.council_steps import SET_1048, conclude, refused
from tests.factories import level_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_nothing_opens_before_the_member_has_spoken(scoring, district_round):
    chair = sitting(district_round.council)[0]
    assert refused(open_sheet, scoring, chair, by=account_of(chair)) == [
        f"{chair.full_name} phải khai báo có liên quan hay không trước khi mở hồ sơ."
    ]
    declare_conflict(scoring, chair, what="", by=account_of(chair))
    assert refused(declare_conflict, scoring, chair, what="x", by=account_of(chair)) == [
        f"{chair.full_name} đã khai báo với hồ sơ này."
    ]
    assert open_sheet(scoring, chair, by=account_of(chair)) == open_sheet(scoring, chair, by=account_of(chair))


def test_an_unanswered_criterion_blocks_signing_and_never_counts_as_nothing(scoring, district_round):
    chair = sitting(district_round.council)[0]
    sheet = mark(scoring, chair)
    node = criteria_of(scoring)[3]
    line = sheet.lines.get(criterion=node)
    save_line(sheet, node, revision=line.revision, by=account_of(chair))
    assert refused(sign_sheet, sheet, by=account_of(chair)) == [f"Chưa chấm tiêu chí {node.code}."]
    failure = node.options.get(is_failure=True)
    save_line(sheet, node, option=failure, revision=line.revision + 1, by=account_of(chair))
    most = max(option.points for option in node.options.all())
    assert sign_sheet(sheet, by=account_of(chair)).total == Decimal(100 - most)


def test_two_windows_do_not_overwrite_each_other(scoring, district_round):
    chair = sitting(district_round.council)[0]
    sheet, by = mark(scoring, chair), account_of(chair)
    node = criteria_of(scoring)[0]
    first, other = node.options.all()[0], node.options.get(is_failure=True)
    line = sheet.lines.get(criterion=node)
    save_line(sheet, node, option=other, revision=line.revision, by=by)
    with pytest.raises(StaleLine) as stale:
        save_line(sheet, node, option=first, revision=line.revision, by=by)
    assert (stale.value.theirs.option, stale.value.theirs.revision) == (other, line.revision + 1)
    # what stands there already is no conflict, whatever window it comes from
    assert save_line(sheet, node, option=other, revision=0, by=by).revision == line.revision + 1


def test_a_signed_sheet_is_locked_and_opened_again_only_by_the_secretary_with_a_reason(
    scoring, district_round, officer
):
    chair = sitting(district_round.council)[0]
    sheet, by = sign(scoring, chair), account_of(chair)
    node = criteria_of(scoring)[0]
    assert refused(save_line, sheet, node, option=node.options.all()[0], revision=1, by=by) == ["Phiếu này đã ký."]
    for damage in (
        lambda: ScoreLine.objects.filter(sheet=sheet).update(points=0),
        lambda: ScoreLine.objects.filter(sheet=sheet).delete(),
        lambda: ScoreSheet.objects.filter(pk=sheet.pk).update(total=1),
        lambda: ScoreSheet.objects.filter(pk=sheet.pk).delete(),
    ):
        with pytest.raises(Exception, match=r"sheet: signed|Cannot (update|delete)"), transaction.atomic():
            damage()
    assert refused(reopen_sheet, sheet, why="Chấm nhầm", by=by) == [
        "Tài khoản của bạn không có quyền lập hội đồng, nhận hồ sơ, điều hành đợt chấm."
    ]
    assert refused(reopen_sheet, sheet, why=" ", by=officer) == ["Mở lại phiếu cần lý do."]
    again = reopen_sheet(sheet, why="Chấm nhầm", by=officer)
    sheet.refresh_from_db()
    assert (sheet.status, sheet.total, again.version, again.lines.count()) == (
        SheetStatus.REPLACED,
        Decimal(100),
        2,
        sheet.lines.count(),
    )


def test_a_member_writes_on_no_sheet_but_its_own(scoring, district_round, officer, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    chair, second, _third = sitting(district_round.council)
    sheet = mark(scoring, chair)
    node = criteria_of(scoring)[0]
    option = node.options.all()[0]
    assert refused(save_line, sheet, node, option=option, revision=1, by=account_of(second)) == [
        f"Đây là phiếu của {chair.full_name}.",
        f"Chỉ {chair.full_name} ghi được phiếu này.",
    ]
    # whoever runs the council enters paper, never into what a member began
    assert refused(save_line, sheet, node, option=option, revision=1, by=officer) == [
        f"Chỉ {chair.full_name} ghi được phiếu này."
    ]
    declare_conflict(scoring, second, what="", by=officer)
    from_paper = open_sheet(scoring, second, by=officer)
    assert from_paper.on_paper  # begun without a scan, which signing asks for
    for each in criteria_of(scoring):
        save_line(from_paper, each, option=best(each, list(each.options.all())), revision=0, by=officer)
    assert refused(sign_sheet, from_paper, by=officer) == ["Phiếu giấy cần bản quét."]
    attach_scan(from_paper, SimpleUploadedFile("phieu-1.pdf", plain_pdf()), by=officer)
    signed = sign_sheet(from_paper, by=officer)
    assert (signed.total, signed.signed_by) == (Decimal(100), officer)


def test_who_sees_whose_points(scoring, district_round):
    chair, second, third = sitting(district_round.council)
    sign(scoring, chair)
    standing = standing_of(scoring)
    assert [may_see_points(standing, seat, reveal) for seat in (chair, second, None) for reveal in ("own", "all")] == [
        *(True, False),
        *(False, False),
        *(False, False),
    ]
    sign(scoring, second)
    sign(scoring, third)
    assert all(may_see_points(standing_of(scoring), seat, "all") for seat in (chair, third, None))


def test_no_seat_ends_while_its_council_scores_and_who_is_away_counts_for_the_quorum(
    scoring, district_round, officer, sign_in
):
    chair, second, third = sitting(district_round.council)
    sign(scoring, chair)
    stays = f"{district_round} đang chấm, ghế của {{}} tính vào số thành viên cần có: thôi sau khi chốt điểm{{}}."
    away = stays.format(third.full_name, ", vắng thì ghi vắng ở phiên họp")
    assert refused(unseat_member, third, why="Ốm", by=officer) == [away]
    page = sign_in(officer).get(reverse("staff:seat-end", args=[third.pk]))
    assert page.context["refusals"] == [away]
    signed = stays.format(chair.full_name, "")  # nothing waits for the chair's sheet
    assert refused(unseat_member, chair, why="Ốm", by=officer) == [signed]
    excuse_member(district_round, third, why="Ốm", by=officer)
    assert refused(unseat_member, third, why="Ốm", by=officer) == [stays.format(third.full_name, "")]
    sign(scoring, second)
    scoring.refresh_from_db()
    assert standing_of(scoring).seats == 3
    away = f"“Rượu nếp”: vắng nhiều quá, mới có 2/3 phiếu, chưa đủ {district_round.council.quorum_percent}%."
    assert away in refused(conclude_round, district_round, by=officer)
    Council.objects.update(quorum_percent=60)
    (result,) = conclude(district_round, officer)
    assert result.member_count == 2
    unseat_member(second, why="Chuyển công tác", by=officer)
    scoring.refresh_from_db()
    assert standing_of(scoring).totals == [Decimal(100), Decimal(100)]  # as it was scored


def test_every_round_that_needs_a_seat_says_so(scoring, district_round, district, commune, officer, make, sign_in):
    chair, _second, third = sitting(district_round.council)
    opened_on = date(2022, 6, 1)
    level = level_of(key="district")
    later = make_round(level, district, district_round.council, officer, opened_on=opened_on, ordinal=2)
    dossier = file(make("Mắm cá"), commune, officer, set_code=SET_1048, on=date(2022, 6, 2))
    take(dossier, later, officer)
    begin(later, officer, sent_on=date(2022, 6, 10))
    sign(scoring, third)
    stays = "{} đang chấm, ghế của {} tính vào số thành viên cần có: thôi sau khi chốt điểm{}."
    absence = ", vắng thì ghi vắng ở phiên họp"
    signed_once = [stays.format(later, third.full_name, absence), stays.format(district_round, third.full_name, "")]
    assert refused(unseat_member, third, why="Ốm", by=officer) == signed_once
    assert sign_in(officer).get(reverse("staff:seat-end", args=[third.pk])).context["refusals"] == signed_once
    both = [stays.format(found, chair.full_name, absence) for found in (later, district_round)]
    assert refused(unseat_member, chair, why="Ốm", by=officer) == both


def test_a_dossier_is_closed_to_a_member_who_runs_the_council_too(scoring, district_round, district, officer):
    second = sitting(district_round.council)[1]
    account = account_of(second)
    type(account).objects.filter(pk=account.pk).update(role=Role.LOCAL_OFFICER)
    account.refresh_from_db()
    declare_conflict(scoring, second, what="Em của chủ cơ sở", by=account)
    closed = "Bạn ở hội đồng chấm “Rượu nếp”: hồ sơ chỉ mở sau khi khai không liên quan."
    chair = sitting(district_round.council)[0]
    assert closed in refused(reopen_sheet, sign(scoring, chair), why="x", by=account)
    assert closed in refused(agree_where_all_do, scoring, by=account)
