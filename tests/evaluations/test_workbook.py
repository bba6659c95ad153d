"""The workbook of a concluded round: real numbers and days, no formulas, not before its time, and written down."""

from __future__ import annotations

import io
import time
from copy import deepcopy
from datetime import datetime

import pytest
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from core.models import HistoryEntry
from core.roles import Role
from evaluations.actions.sheets import declare_conflict, sign_sheet
from evaluations.enums import EntryStatus, RoundStatus, SheetStatus
from evaluations.exports.workbook import write_workbook
from evaluations.models import Dossier, Result, RoundEntry, ScoreLine, ScoreSheet
from evaluations.queries.councils import sitting
from evaluations.queries.meeting_room import room_of
from tests.evaluations.closing import close, mark_all
from tests.evaluations.council_room import account_of, best, criteria_of, failing, mark
from tests.evaluations.score_room import TODAY, scoring_round
from tests.factories import make_product, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(scope="module")
@override_settings(BUSINESS_DAY=TODAY)
def built(stage):
    """A round with two dossiers that is being scored by three members."""
    return scoring_round(*stage)


@pytest.fixture
def room(db, built, settings):
    settings.BUSINESS_DAY = TODAY
    return deepcopy(built)


def url(found, query="?tai-ve=xlsx"):
    return reverse("staff:meeting-papers", args=[found.pk]) + query


def book_of(data):
    return {sheet.title: [list(row) for row in sheet.values] for sheet in load_workbook(io.BytesIO(data))}


def book_in(response):
    assert response["Content-Type"].endswith("spreadsheetml.sheet")
    return book_of(b"".join(response.streaming_content))


def test_seven_sheets_of_a_round(room, officer, sign_in, secretary):
    found, (first, second) = room
    chair, two, three = sitting(found.council)
    declare_conflict(second, two, what="Người nhà", by=account_of(two))
    mark_all([first, second], last=failing("1.5"))
    RoundEntry.objects.filter(pk=first.pk).update(discussion="Cần hợp đồng liên kết.")
    close(found, [first, second], officer)
    response = sign_in(secretary).get(url(found))
    assert response["Content-Disposition"] == 'attachment; filename="ket-qua-cham-dot-2-2026.xlsx"'
    book = book_in(response)
    assert list(book) == ["Hồ sơ", "Phiếu", "Phiếu chấm", "Tổng hợp", "Tiêu chí thống nhất", "Biên bản", "Diễn biến"]
    head, row, other = book["Hồ sơ"]
    shown = dict(zip(head, row, strict=True))
    assert (shown["Số"], shown["Sản phẩm"], shown["Nơi nộp"]) == (1, "Mứt gừng", str(first.dossier.place))
    assert shown["Ngày nộp"] == datetime(2026, 10, 1)
    assert (shown["Điểm"], shown["Số phiếu"], shown["Hạng theo điểm"], shown["Hạng"]) == (99, 3, 5, 3)
    assert shown["Vì sao"].startswith("99 điểm, đạt 3 sao: chưa đạt yêu cầu tối thiểu 4 sao")
    assert shown["Lưu ý"].startswith("Đề nghị cấp trên theo điểm")
    assert isinstance(shown["Chốt lúc"], datetime)
    assert dict(zip(head, other, strict=True))["Điểm"] == 98.5
    head, *lines = book["Phiếu"]
    assert head[:5] == ["Hồ sơ số", "Sản phẩm", "Thành viên", "Lượt", "Tiêu chí"]
    assert head[5:] == ["Phương án", "Điểm", "Đề nghị loại", "Ghi chú"]
    codes = [node.code for node in criteria_of(first)]
    assert [(line[1], line[2], line[4]) for line in lines] == [
        (name, member.full_name, code)
        for name, members in (("Mứt gừng", (chair, two, three)), ("Mứt tắc", (chair, three)))
        for member in members
        for code in codes
    ]
    lost = lines[2 * len(codes) + codes.index("1.5")]
    assert (lost[5], lost[6]) == ("Không đạt", 0)
    assert sum(line[6] for line in lines) == 297 + 197
    head, *totals = book["Tổng hợp"]
    assert head[2:5] == [chair.full_name, two.full_name, three.full_name]
    assert totals == [
        [1, "Mứt gừng", 100, 100, 97, 99, 97, 100, 3, 1],
        [2, "Mứt tắc", 100, None, 97, 98.5, 97, 100, 3, 1],
    ]
    agreed = book["Tiêu chí thống nhất"][1:]
    assert [line[5:] for line in agreed if line[2] == "1.5"] == [[0, None, None, "Hội đồng thống nhất"]] * 2
    assert agreed[0][:3] == [1, "Mứt gừng", "1.1"]
    assert book["Biên bản"][1:] == [
        [None, None, "Có mặt", chair.full_name, "chủ tịch hội đồng"],
        [None, None, "Có mặt", two.full_name, "thành viên"],
        [None, None, "Có mặt", three.full_name, "thành viên"],
        [1, "Mứt gừng", "Thảo luận", None, "Cần hợp đồng liên kết."],
        [2, "Mứt tắc", "Có liên quan", two.full_name, "Người nhà"],
    ]


def test_no_text_is_a_formula(room, officer):
    found, entries = room
    product = entries[0].dossier.product
    type(product).objects.filter(pk=product.pk).update(name='=HYPERLINK("http://a.vn")')
    for seat in sitting(found.council):
        sheet = mark(entries[0], seat)
        sheet.lines.filter(criterion__code="1.1").update(note="+84\x0b ghi chú")
        sign_sheet(sheet, by=account_of(seat))
    mark_all(entries)
    close(found, entries, officer)
    file = io.BytesIO()
    write_workbook(file, found)
    for sheet in load_workbook(io.BytesIO(file.getvalue())):
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
    book = book_of(file.getvalue())
    assert book["Hồ sơ"][1][1] == '\'=HYPERLINK("http://a.vn")'
    assert "'+84 ghi chú" in [line[8] for line in book["Phiếu"]]


def test_points_stay_in_the_room_until_they_are_final(room, officer, sign_in, secretary):
    found, entries = room
    mark_all(entries)
    page = sign_in(secretary).get(url(found))
    assert "Đợt này đang chấm điểm: điểm của thành viên chỉ ra khỏi phiên họp sau khi chốt điểm." in page.text
    assert "Tải bảng tính (XLSX)" not in page.text
    assert not HistoryEntry.objects.filter(verb="export_round").exists()
    close(found, entries, officer)
    assert "Tải bảng tính (XLSX)" in sign_in(secretary).get(url(found, "")).text


def test_taking_it_away_is_written_down(room, officer, sign_in, secretary):
    found, entries = room
    mark_all(entries)
    close(found, entries, officer)
    book_in(sign_in(secretary).get(url(found)))
    entry = HistoryEntry.objects.get(verb="export_round")
    assert (entry.by, entry.subject_id, entry.label) == (secretary, found.pk, str(found))


def test_who_takes_it_away(room, officer, client, province):
    found, entries = room
    member = sitting(found.council)[1]
    declare_conflict(entries[0], member, what="Người nhà", by=account_of(member))
    mark_all(entries)
    close(found, entries, officer)
    client.force_login(make_user(Role.LEADER, province))
    assert client.get(url(found)).status_code == 403
    type(officer).objects.filter(pk=member.user_id).update(role=Role.COUNCIL_SECRETARY)
    client.force_login(type(officer).objects.get(pk=member.user_id))
    assert "Bạn đã khai có liên quan đến “Mứt gừng”" in client.get(url(found)).text


def test_the_number_of_queries_stays(room, officer, django_assert_max_num_queries):
    found, entries = room
    mark_all(entries)
    close(found, entries, officer)
    found = type(found).objects.select_related("council", "level", "place").get(pk=found.pk)
    with django_assert_max_num_queries(27):  # fewer when the kinds of rows are known already
        write_workbook(io.BytesIO(), found)


def great_round(found, entries, *, count, officer):
    """The first dossier of a round as many times, each marked by everybody on the council; concluded."""
    first, nodes = entries[0], criteria_of(entries[0])
    seats, now = sitting(found.council), timezone.now()
    chosen = [(node, best(node, list(node.options.all()))) for node in nodes]
    common = {"criteria_set": first.dossier.criteria_set, "regime": first.dossier.regime, "created_by": officer}
    dossiers = Dossier.objects.bulk_create(
        Dossier(product=make_product(f"Mứt {number}"), place=found.place, filed_on=TODAY, **common)
        for number in range(count)
    )
    more = RoundEntry.objects.bulk_create(
        RoundEntry(
            dossier=dossier,
            level=found.level,
            place=found.place,
            round=found,
            position=position,
            arrived_on=TODAY,
            status=EntryStatus.SCORED,
        )
        for position, dossier in enumerate(dossiers, start=10)
    )
    sheets = ScoreSheet.objects.bulk_create(ScoreSheet(entry=entry, member=seat) for entry in more for seat in seats)
    ScoreLine.objects.bulk_create(
        (
            ScoreLine(sheet=sheet, criterion=node, option=option, points=option.points, note="minh hoạ")
            for sheet in sheets
            for node, option in chosen
        ),
        batch_size=2000,
    )
    ScoreSheet.objects.filter(entry__in=more).update(status=SheetStatus.SIGNED, total=100, signed_at=now)
    facts = {"total_sum": 1100, "member_count": len(seats), "shown": 100, "band_stars": 5, "stars": 5}
    facts |= {"reason": "100 điểm, đạt 5 sao", "frozen_by": officer}
    names = {"council": room_of(found), "product": "Mứt", "producer": "Chủ thể", "place": "Xã"}
    Result.objects.bulk_create(Result(entry=entry, judged_by=names, **facts) for entry in more)
    type(found).objects.filter(pk=found.pk).update(status=RoundStatus.CONCLUDED)
    return len(sheets) * len(nodes)


def test_a_great_round_takes_seconds(settings, province, commune, officer, django_assert_max_num_queries):
    settings.BUSINESS_DAY = TODAY
    found, entries = scoring_round(province, commune, officer, count=1, seats=11)
    lines = great_round(found, entries, count=120, officer=officer)
    found = type(found).objects.select_related("council", "level", "place").get(pk=found.pk)
    file, start = io.BytesIO(), time.process_time()
    with django_assert_max_num_queries(27):  # fewer when the kinds of rows are known already
        write_workbook(file, found)
    taken = time.process_time() - start
    book = load_workbook(io.BytesIO(file.getvalue()), read_only=True)
    rows = sum(1 for _row in book["Phiếu"].iter_rows())
    assert rows == lines + 1 > 40_000
    assert taken < 20  # of the processor, whatever else the machine does
