"""Sheets done on paper: entered by whoever runs the council, with the scan, marked as such."""

from __future__ import annotations

from copy import deepcopy
from decimal import Decimal

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.urls import reverse

from core.errors import ActionRefused
from core.roles import Role
from evaluations.actions.paper_sheets import attach_scan, begin_paper_sheet, drop_paper_sheet
from evaluations.actions.sheets import declare_conflict, open_sheet, reopen_sheet, save_line, sign_sheet
from evaluations.enums import SheetStatus
from evaluations.models import Conflict, CouncilMember, ScoreLine, ScoreSheet
from evaluations.queries.councils import sitting, standing_of
from ocop_portal.backups.contents import named_files
from tests.core.hostile_files import plain_pdf
from tests.evaluations.council_room import account_of, best, criteria_of
from tests.evaluations.council_steps import refused, words
from tests.evaluations.score_room import TODAY, form_of, node_of, option_of, scoring_round, sign_at_once
from tests.factories import make_user

pytestmark = pytest.mark.django_db
JSON = {"headers": {"Accept": "application/json"}}


def scan(name="phieu.pdf"):
    return SimpleUploadedFile(name, plain_pdf())


def url(name, *args):
    return reverse(f"staff:{name}", args=args)


@pytest.fixture(scope="module")
@override_settings(BUSINESS_DAY=TODAY)
def built(stage):
    """A round with one dossier that is being scored."""
    return scoring_round(*stage, count=1)


@pytest.fixture
def room(db, built, settings, tmp_path):
    settings.BUSINESS_DAY, settings.MEDIA_ROOT = TODAY, tmp_path
    return deepcopy(built)


@pytest.fixture
def entry(room):
    return room[1][0]


@pytest.fixture
def seat(room):
    """A seat without an account."""
    return CouncilMember.objects.create(council=room[0].council, full_name="Cô Phiếu Giấy", position=9)


@pytest.fixture
def begun(entry, seat, secretary):
    """Its paper, taken up."""
    declare_conflict(entry, seat, what="", by=secretary)
    return begin_paper_sheet(entry, seat, scan(), by=secretary)


def fill(sheet, by):
    """Every criterion with the most points."""
    for node in criteria_of(sheet.entry):
        save_line(sheet, node, option=best(node, list(node.options.all())), revision=0, by=by)


# ------------------------------------------------------------------ actions
def test_a_sheet_from_paper_has_its_scan_and_says_who_entered_it(begun, seat, secretary, entry):
    assert (begun.on_paper, begun.member, default_storage.exists(begun.scan)) == (True, seat, True)
    fill(begun, secretary)
    signed = sign_sheet(begun, by=secretary)
    assert (signed.total, signed.signed_by, signed.scan) == (Decimal(100), secretary, begun.scan)
    assert standing_of(entry).signed == [signed]
    assert named_files()[signed.scan] == signed.scan_sha256


def test_a_member_who_began_is_not_entered_from_paper(entry, room, secretary):
    chair = sitting(room[0].council)[0]
    declare_conflict(entry, chair, what="", by=account_of(chair))
    open_sheet(entry, chair, by=account_of(chair))
    assert refused(begin_paper_sheet, entry, chair, scan(), by=secretary) == [
        f"{chair.full_name} đã có phiếu của lượt này."
    ]
    assert list(default_storage.listdir("")[0]) in ([], ["sheets"])
    assert named_files() == {}


def test_nothing_is_begun_before_the_word_or_without_a_whole_scan(entry, seat, secretary):
    assert refused(begin_paper_sheet, entry, seat, scan(), by=secretary) == [
        "Cô Phiếu Giấy phải khai báo có liên quan hay không trước khi mở hồ sơ."
    ]
    declare_conflict(entry, seat, what="", by=secretary)
    with pytest.raises(ActionRefused):
        begin_paper_sheet(entry, seat, SimpleUploadedFile("a.pdf", b"khong phai pdf"), by=secretary)
    assert ScoreSheet.objects.count() == 0


def test_another_scan_takes_the_place_of_the_first(begun, secretary, django_capture_on_commit_callbacks):
    first = begun.scan
    with django_capture_on_commit_callbacks(execute=True):
        again = attach_scan(begun, scan("dung.pdf"), by=secretary)
    assert (default_storage.exists(first), default_storage.exists(again.scan)) == (False, True)


def test_a_sheet_that_is_opened_again_keeps_the_scan_of_the_signed_one(
    begun, secretary, django_capture_on_commit_callbacks
):
    fill(begun, secretary)
    signed = sign_sheet(begun, by=secretary)
    again = reopen_sheet(signed, why="Nhập nhầm một dòng", by=secretary)
    assert (again.on_paper, again.scan, again.lines.count()) == (True, signed.scan, signed.lines.count())
    with django_capture_on_commit_callbacks(execute=True):
        attach_scan(again, scan("dung.pdf"), by=secretary)
    assert default_storage.exists(signed.scan)
    assert refused(attach_scan, signed, scan(), by=secretary) == ["Phiếu này đã ký."]


def test_a_paper_that_was_begun_by_mistake_is_dropped_and_the_member_marks(entry, room, secretary):
    chair = sitting(room[0].council)[0]
    declare_conflict(entry, chair, what="", by=account_of(chair))
    sheet = begin_paper_sheet(entry, chair, scan(), by=secretary)
    assert refused(save_line, sheet, criteria_of(entry)[0], revision=0, by=account_of(chair)) == [
        "Phiếu giấy do thư ký nhập."
    ]
    drop_paper_sheet(sheet, why="Nhầm người", by=secretary)
    own = open_sheet(entry, chair, by=account_of(chair))
    sheet.refresh_from_db()
    assert (sheet.status, own.on_paper, own.version, own.lines.count()) == (SheetStatus.SET_ASIDE, False, 2, 0)


def test_who_scores_too_signs_the_own_sheet_first(entry, room, seat, province):
    both = make_user(Role.COUNCIL_SECRETARY, province)
    own = CouncilMember.objects.create(council=room[0].council, user=both, full_name="Thư ký cũng chấm", position=8)
    closed = "Bạn ở hội đồng chấm “Mứt gừng”: hồ sơ chỉ mở sau khi khai không liên quan."
    assert refused(declare_conflict, entry, seat, what="", by=both) == [closed]
    declare_conflict(entry, own, what="", by=both)
    declare_conflict(entry, seat, what="", by=both)
    first = "Bạn cũng chấm “Mứt gừng”: ký phiếu của mình trước khi nhập phiếu giấy."
    assert refused(begin_paper_sheet, entry, seat, scan(), by=both) == [first]
    sign_at_once(entry, own)
    assert begin_paper_sheet(entry, seat, scan(), by=both).member == seat


# ------------------------------------------------------------------ pages
@pytest.fixture
def desk(secretary, sign_in):
    """The secretary, signed in."""
    return sign_in(secretary)


def test_from_the_paper_to_the_signed_sheet(desk, entry, seat, secretary):
    new = url("paper-sheet-new", entry.pk, seat.pk)
    assert f'href="{new}"' in words(desk.get(url("meeting-entry", entry.pk)))
    page = desk.post(new, {"answer": "no"})
    assert page.context["form"].errors == {"scan": ["Chọn bản quét phiếu giấy."]}
    answer = desk.post(new, {"answer": "no", "scan": scan()})
    sheet = ScoreSheet.objects.get()
    assert answer.headers["Location"] == url("paper-sheet", sheet.pk)
    said = Conflict.objects.get()
    assert (said.member, said.said_by, said.is_conflict, said.is_said_for) == (seat, secretary, False, True)
    page = desk.get(url("paper-sheet", sheet.pk))
    assert "Phiếu giấy của Cô Phiếu Giấy: nhập đúng như trên giấy." in words(page)
    assert words(page).count("<fieldset") == 32
    desk.post(url("paper-sheet-save", sheet.pk), form_of(entry, without=("1.1",), then="save"))
    page = desk.get(url("paper-sheet-sign", sheet.pk))
    assert page.context["refusals"] == ["Còn 1 tiêu chí chưa chấm."]
    node = node_of(entry, "1.1")
    sent = {"criterion": node.pk, "revision": 0, "option": option_of(node, 3).pk}
    assert desk.post(url("paper-sheet-save", sheet.pk), sent, **JSON).json()["total"] == "100"
    assert "Phiếu ghi là theo phiếu giấy của Cô Phiếu Giấy" in words(desk.get(url("paper-sheet-sign", sheet.pk)))
    assert desk.post(url("paper-sheet-sign", sheet.pk)).headers["Location"] == url("paper-sheet", sheet.pk)
    assert f"Theo phiếu giấy của Cô Phiếu Giấy, {secretary} nhập và khóa" in words(
        desk.get(url("paper-sheet", sheet.pk))
    )
    assert desk.get(url("paper-sheet-scan", sheet.pk))["Content-Type"] == "application/pdf"
    page = words(desk.get(url("meeting-entry", entry.pk)))
    assert "phiếu giấy" in page
    assert f"không liên quan, do {secretary} ghi" in page
    assert "trong đó 1 phiếu giấy" in words(desk.get(url("meeting", entry.round_id)))


def test_a_word_of_an_interest_from_paper_closes_the_dossier(desk, entry, seat):
    new = url("paper-sheet-new", entry.pk, seat.pk)
    page = desk.post(new, {"answer": "yes", "what": "Cháu của chủ cơ sở"}, follow=True)
    assert "Đã ghi: Cô Phiếu Giấy có liên quan, không chấm." in words(page)
    assert [said.what for said in page.context["standing"].in_conflict] == ["Cháu của chủ cơ sở"]
    assert ScoreSheet.objects.count() == 0
    page = desk.post(new, {"scan": scan()})
    assert page.context["form"].non_field_errors() == [
        "Cô Phiếu Giấy đã khai có liên quan: hồ sơ này đóng với thành viên đó."
    ]


def test_a_broken_scan_is_refused_beside_its_input_and_the_word_stays(desk, entry, seat):
    sent = {"answer": "no", "scan": SimpleUploadedFile("a.pdf", b"khong phai pdf")}
    page = desk.post(url("paper-sheet-new", entry.pk, seat.pk), sent)
    assert list(page.context["form"].errors) == ["scan"]
    assert Conflict.objects.get().is_conflict is False


def test_the_scan_is_exchanged_and_the_sheet_dropped_by_page(desk, begun, entry):
    page = desk.post(url("paper-sheet-rescan", begun.pk), {})
    assert page.context["form"].errors == {"scan": ["Chọn bản quét phiếu giấy."]}
    desk.post(url("paper-sheet-rescan", begun.pk), {"scan": scan("dung.pdf")})
    assert ScoreSheet.objects.get().scan != begun.scan
    page = desk.post(url("paper-sheet-drop", begun.pk), {"why": "Nhầm người"}, follow=True)
    assert "Đã bỏ phiếu giấy đang nhập dở." in words(page)
    assert desk.get(url("paper-sheet", begun.pk)).status_code == 404


def test_others_who_run_the_council_read_it_when_all_have_signed(begun, room, entry, officer, secretary, sign_in):
    fill(begun, secretary)
    sign_sheet(begun, by=secretary)
    client = sign_in(officer)
    for name in ("paper-sheet", "paper-sheet-scan"):
        page = client.get(url(name, begun.pk))
        assert page.context["refusals"] == ["Phiếu của Cô Phiếu Giấy hiện khi mọi người đã ký."]
    for member in sitting(room[0].council)[:3]:
        sign_at_once(entry, member)
    assert "Theo phiếu giấy của Cô Phiếu Giấy" in words(client.get(url("paper-sheet", begun.pk)))


def test_the_member_reads_that_it_was_on_paper(begun, room, entry, secretary, sign_in):
    chair = sitting(room[0].council)[0]
    declare_conflict(entry, chair, what="", by=secretary)
    sheet = begin_paper_sheet(entry, chair, scan(), by=secretary)
    client = sign_in(account_of(chair))
    assert "Thư ký đang nhập phiếu giấy của bạn." in words(client.get(url("score-sheet", entry.pk)))
    fill(sheet, secretary)
    sign_sheet(sheet, by=secretary)
    page = words(client.get(url("score-sheet", entry.pk)))
    assert f"Theo phiếu giấy của {chair.full_name}, {secretary} nhập" in page
    assert "(theo phiếu giấy)" in page


def test_only_whoever_runs_this_council_reaches_it(begun, sign_in, stranger):
    assert sign_in(stranger).get(url("paper-sheet", begun.pk)).status_code == 404
    assert sign_in(stranger).post(url("paper-sheet-save", begun.pk), **JSON).status_code == 404
    assert sign_in(make_user(Role.COUNCIL_MEMBER)).get(url("paper-sheet", begun.pk)).status_code == 403
    assert ScoreLine.objects.count() == 0


def test_a_paper_asks_as_much_as_a_sheet(desk, begun, count_queries, entry):
    desk.get(url("paper-sheet", begun.pk))
    first = count_queries(url("paper-sheet", begun.pk))
    desk.post(url("paper-sheet-save", begun.pk), form_of(entry))
    assert count_queries(url("paper-sheet", begun.pk)) == first
