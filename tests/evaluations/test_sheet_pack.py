"""Empty score sheets as a PDF: the pack of a round, the letters that it needs, who gets which sheet."""

from __future__ import annotations

import io
import time
from copy import deepcopy
from dataclasses import dataclass

import pikepdf
import pytest
from django.test import override_settings
from django.urls import reverse
from reportlab.pdfbase.ttfonts import TTFontFile

from core.lettering import BOLD, FOLDER, REGULAR, SMALLEST, fitted, load_fonts, wrapped
from core.roles import Role
from core.text import ALPHABET, FOLDED
from evaluations.actions.sheets import declare_conflict
from evaluations.enums import Wording
from evaluations.exports.sheet_layout import BOTTOM, CLOSING, FIRST_TOP, HEAD, LATER_TOP, Kind, blocks_of, pages_of
from evaluations.exports.sheet_pack import write_pack
from evaluations.models import CriteriaSet, Option
from evaluations.queries.councils import sitting
from evaluations.queries.sheet_packs import nodes_of_sets, sheets_to_mark
from tests.evaluations.council_room import account_of
from tests.evaluations.pdf_words import words_of_pages
from tests.evaluations.score_room import SET, TODAY, scoring_round
from tests.factories import FIXTURES, load_sets, make_user

pytestmark = pytest.mark.django_db
PAGES = 5  # of a sheet of this set


@pytest.fixture(scope="module")
@override_settings(BUSINESS_DAY=TODAY)
def built(stage):
    """A round with two dossiers that is being scored by three members."""
    return scoring_round(*stage)


@pytest.fixture
def room(db, built, settings):
    settings.BUSINESS_DAY = TODAY
    return deepcopy(built)


def url(name, thing, query=""):
    return reverse(f"staff:{name}", args=[thing.pk]) + query


def pages_in(response):
    assert response["Content-Type"] == "application/pdf"
    return words_of_pages(b"".join(response.streaming_content))


@pytest.mark.parametrize("name", [REGULAR, BOLD])
def test_the_font_has_every_vietnamese_letter(name):
    letters = set(TTFontFile(str(FOLDER / f"{name}.ttf")).charToGlyph)
    wanted = {*FOLDED, *ALPHABET, *ALPHABET.upper(), *"0123456789 .,:;()/%+-–—…“”‘’*≥≤×²"}
    assert len(wanted) > 180
    assert {letter for letter in wanted if ord(letter) not in letters} == set()
    assert "SIL Open Font License, Version 1.1" in (FOLDER / "OFL.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [REGULAR, BOLD])
def test_the_font_has_every_letter_of_every_sheet(name):
    letters = set(TTFontFile(str(FOLDER / f"{name}.ttf")).charToGlyph)
    files = [FIXTURES / "criteria" / file for file in ("labels.csv", "sets.csv")]
    used = {letter for file in files for letter in file.read_text(encoding="utf-8")} - {"\n"}
    assert len(used) > 120
    assert {letter for letter in used if ord(letter) not in letters} == set()


def test_lines_fit_where_they_stand():
    load_fonts()
    assert fitted("Mứt gừng", REGULAR, 9, 200) == ("Mứt gừng", 9)
    text, size = fitted("Mứt gừng sấy dẻo " * 4, REGULAR, 9, 250)
    assert text == " ".join(["Mứt gừng sấy dẻo"] * 4)
    assert SMALLEST < size < 9
    text, size = fitted("Mứt gừng sấy dẻo " * 40, REGULAR, 9, 250)
    assert (text[-1], size) == ("…", SMALLEST)
    # marks that were typed apart are drawn as one letter
    assert wrapped("Bo\u0302\u0323 tie\u0302u  chi\u0301", REGULAR, 9, 200) == ["Bộ tiêu chí"]


def test_a_set_is_laid_out_whole_and_in_its_order(law):
    load_sets(SET)
    load_fonts()
    nodes = nodes_of_sets([CriteriaSet.objects.get().pk])[CriteriaSet.objects.get().pk]
    pages = pages_of(nodes)
    rows = [row for page in pages for row in page]
    assert rows == [row for block in blocks_of(nodes) for row in block]
    heads = [row for row in rows if row.kind in (Kind.PART, Kind.HEADING, Kind.CRITERION)]
    assert [row.lines[0].split(".")[0] for row in heads][:1] == ["A"]
    assert [row.points for row in heads] == [str(node.max_points) for node in nodes]
    options = Option.objects.order_by("criterion__position", "position")
    drawn = [(row.points, row.minimum) for row in rows if row.kind is Kind.OPTION and row.points]
    stars = {None: "", 3: "*** 3 sao", 4: "**** 4 sao", 5: "***** 5 sao"}
    assert drawn == [(str(option.points), stars[option.min_star]) for option in options]
    assert sum(row.kind is Kind.NOTE for row in rows) == sum(node.is_criterion for node in nodes)
    for number, page in enumerate(pages):
        room = (LATER_TOP if number else FIRST_TOP) - HEAD - BOTTOM
        assert sum(row.height for row in page) <= room - (CLOSING if number == len(pages) - 1 else 0)
        assert page[-1].kind not in (Kind.PART, Kind.HEADING, Kind.CRITERION, Kind.CASE)
    assert len(pages) == PAGES


def test_a_sheet_says_whose_it_is(room, officer):
    found, (first, _second) = room
    chair = sitting(found.council)[0]
    file = io.BytesIO()
    write_pack(file, found, [(first, chair)], nodes_of_sets([first.dossier.criteria_set_id]))
    first_page, *_others, last_page = words_of_pages(file.getvalue())
    for words in (
        found.council.name,
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "PHIẾU CHẤM ĐIỂM",
        str(found),
        "Mứt gừng",
        first.dossier.product.producer.name,
        f"{chair.full_name}, chủ tịch hội đồng",
        "Nhãn rút gọn, không thay phiếu tại Phụ lục II.",
        f"Trang 1/{PAGES}",
        "*** 3 sao",
    ):
        assert words in first_page
    for words in (
        "Tổng điểm:",
        "Ngày ……… tháng ……… năm …………",
        chair.full_name,
        f"Trang {PAGES}/{PAGES}",
        "Mứt gừng – ",
    ):
        assert words in last_page
    CriteriaSet.objects.update(wording=Wording.OFFICIAL)
    first.dossier.criteria_set.refresh_from_db()
    file = io.BytesIO()
    write_pack(file, found, [(first, chair)], nodes_of_sets([first.dossier.criteria_set_id]))
    assert "Nhãn rút gọn" not in " ".join(words_of_pages(file.getvalue()))
    with pikepdf.open(io.BytesIO(file.getvalue())) as pdf:
        assert str(pdf.Root.Lang) == "vi"
        assert str(pdf.docinfo.Title) == f"Phiếu chấm: {found}"


def test_each_member_has_a_sheet_for_each_dossier_that_is_open_to_it(room, officer, django_assert_num_queries):
    found, (first, second) = room
    chair, two, three = sitting(found.council)
    declare_conflict(second, two, what="Người nhà", by=account_of(two))
    with django_assert_num_queries(4):
        sheets = sheets_to_mark(found)
    assert sheets == [(first, chair), (second, chair), (first, two), (first, three), (second, three)]


def test_the_secretary_prints_the_pack_or_a_part_of_it(sign_in, secretary, room):
    found, (first, second) = room
    desk, chair = sign_in(secretary), sitting(found.council)[0]
    page = desk.get(url("meeting-papers", found))
    assert "Cả đợt có 6 phiếu" in " ".join(page.text.split())
    response = desk.get(url("meeting-papers", found, "?tai-ve=pdf"))
    assert response["Content-Disposition"] == 'attachment; filename="phieu-cham-dot-2-2026.pdf"'
    assert len(pages_in(response)) == 6 * PAGES
    assert len(pages_in(desk.get(url("meeting-papers", found, f"?tai-ve=pdf&ho_so={second.pk}")))) == 3 * PAGES
    assert len(pages_in(desk.get(url("meeting-papers", found, f"?tai-ve=pdf&thanh_vien={chair.pk}")))) == 2 * PAGES
    one = pages_in(desk.get(url("meeting-papers", found, f"?tai-ve=pdf&thanh_vien={chair.pk}&ho_so={first.pk}")))
    assert len(one) == PAGES
    assert "Mứt gừng" in one[0]
    wrong = desk.get(url("meeting-papers", found, "?tai-ve=pdf&ho_so=999999"))
    assert wrong.context["form"].errors["ho_so"]


def test_a_round_without_sheets_says_why(sign_in, secretary, room):
    found, entries = room
    for entry in entries:
        for seat in sitting(found.council):
            declare_conflict(entry, seat, what="Người nhà", by=account_of(seat))
    page = sign_in(secretary).get(url("meeting-papers", found, "?tai-ve=pdf"))
    assert "Không có phiếu nào để in" in page.text


def test_the_pack_is_for_who_runs_the_council(client, room, province):
    found, _entries = room
    client.force_login(make_user(Role.LEADER, province))
    assert client.get(url("meeting-papers", found)).status_code == 403
    client.force_login(account_of(sitting(found.council)[0]))
    assert client.get(url("meeting-papers", found, "?tai-ve=pdf")).status_code == 403


def test_a_member_prints_its_own_sheet_when_the_dossier_is_open_to_it(client, room):
    found, (first, second) = room
    member = sitting(found.council)[1]
    client.force_login(account_of(member))
    assert client.get(url("score-paper", first)).url == url("score-sheet", first)  # its word first
    declare_conflict(first, member, what="", by=account_of(member))
    declare_conflict(second, member, what="Người nhà", by=account_of(member))
    assert url("score-paper", first) in client.get(url("score-sheet", first)).text
    pages = pages_in(client.get(url("score-paper", first)))
    assert len(pages) == PAGES
    assert member.full_name in pages[0]
    assert client.get(url("score-paper", second)).url == url("score-sheet", second)
    assert url("score-paper", second) not in client.get(url("score-sheet", second)).text


@dataclass
class Counted(io.RawIOBase):
    """A file that keeps no more than its size."""

    size: int = 0

    def write(self, data):
        self.size += len(data)
        return len(data)


@pytest.mark.slow
def test_the_pack_of_a_great_round_takes_seconds(room):
    found, (first, _second) = room
    members = list(sitting(found.council)) * 4
    sheets = [(first, member) for member in members[:11] for _number in range(120)]
    file, nodes, start = Counted(), nodes_of_sets([first.dossier.criteria_set_id]), time.process_time()
    write_pack(file, found, sheets, nodes)
    taken = time.process_time() - start
    assert len(sheets) == 1320
    assert taken < 20  # of the processor, whatever else the machine does
    assert file.size < 12_000_000
