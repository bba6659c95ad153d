"""Empty score sheets as one PDF, for councils that write by hand.

What all sheets of a criteria set have in common is drawn once and stamped on each of them: a pack of thousands of
pages takes seconds, and its file is as small as the sheets differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import IO

from django.utils.translation import gettext as _
from reportlab.pdfgen.canvas import Canvas

from core.lettering import BOLD, REGULAR, fitted, load_fonts, wrapped
from evaluations.enums import Wording
from evaluations.exports.sheet_layout import (
    BOTTOM,
    BOX,
    CLOSING,
    FIRST_TOP,
    HEAD,
    INDENT,
    LATER_TOP,
    LEADING,
    LEFT,
    MINIMUM,
    PAD,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    POINTS,
    RIGHT,
    SIZE,
    TEXT,
    Kind,
    Row,
    pages_of,
)
from evaluations.models import CouncilMember, CriteriaSet, CriterionNode, Round, RoundEntry
from evaluations.queries.criteria import most_points

MIDDLE = LEFT + (RIGHT - LEFT) * 0.42  # between the two halves of the head
FACTS_TOP, FACT_STEP, FACT_INDENT = 737.0, 13.5, 62.0
SIGNATURE = RIGHT - 105.0


class SheetForm:
    """A set laid out on its pages, drawn once into a document and stamped as often as there are sheets."""

    def __init__(self, pdf: Canvas, criteria_set: CriteriaSet, nodes: Sequence[CriterionNode]) -> None:
        self.pages = pages_of(nodes, criteria_set.knock_out)
        self.name = f"set{criteria_set.pk}"
        for number, rows in enumerate(self.pages):
            pdf.beginForm(f"{self.name}-{number}")
            end = self._table(pdf, rows, FIRST_TOP if number == 0 else LATER_TOP)
            if number == 0:
                _title(pdf, criteria_set)
            if number == len(self.pages) - 1:
                self.closing = end
                _closing(pdf, end, most_points(nodes))
            _footer(pdf, criteria_set, number + 1, len(self.pages))
            pdf.endForm()

    def stamp(self, pdf: Canvas, found: Round, entry: RoundEntry, member: CouncilMember) -> None:
        """One sheet: its pages with what is its own on them."""
        for number in range(len(self.pages)):
            pdf.doForm(f"{self.name}-{number}")
            if number == 0:
                _own_head(pdf, found, entry, member)
            else:
                _line(pdf, f"{entry} – {member.full_name}", LEFT, LATER_TOP + 7, RIGHT - LEFT)
            if number == len(self.pages) - 1:
                text, size = fitted(member.full_name, BOLD, 9, 200)
                pdf.setFont(BOLD, size)
                pdf.drawCentredString(SIGNATURE, self.closing - CLOSING + 14, text)
            pdf.showPage()

    def _table(self, pdf: Canvas, rows: list[Row], top: float) -> float:
        if not rows:
            return top
        y = _table_head(pdf, top)
        for row in rows:
            _draw_row(pdf, row, y)
            y -= row.height
        for x in (LEFT, LEFT + TEXT, LEFT + TEXT + POINTS, RIGHT - BOX, RIGHT):
            pdf.line(x, top, x, y)
        return y


def write_pack(
    file: IO[bytes],
    found: Round,
    sheets: Iterable[tuple[RoundEntry, CouncilMember]],
    nodes: Mapping[int, Sequence[CriterionNode]],
) -> None:
    """Write the empty sheets of a round into a file; `nodes` are those of each criteria set."""
    load_fonts()
    pdf = Canvas(file, pagesize=(PAGE_WIDTH, PAGE_HEIGHT), pageCompression=1, lang="vi")
    pdf.setTitle(_("Phiếu chấm: %(round)s") % {"round": found})
    forms: dict[int, SheetForm] = {}
    for entry, member in sheets:
        criteria_set = entry.dossier.criteria_set
        if criteria_set.pk not in forms:
            forms[criteria_set.pk] = SheetForm(pdf, criteria_set, nodes[criteria_set.pk])
        forms[criteria_set.pk].stamp(pdf, found, entry, member)
    pdf.save()


def _line(pdf: Canvas, text: str, x: float, y: float, width: float, *, font: str = REGULAR, most: float = 9) -> None:
    text, size = fitted(text, font, most, width)
    pdf.setFont(font, size)
    pdf.drawString(x, y, text)


def _centred(pdf: Canvas, text: str, x: float, y: float, width: float, *, font: str = BOLD, most: float = 9) -> None:
    text, size = fitted(text, font, most, width)
    pdf.setFont(font, size)
    pdf.drawCentredString(x, y, text)


def _title(pdf: Canvas, criteria_set: CriteriaSet) -> None:
    right, middle = (MIDDLE + RIGHT) / 2, (LEFT + RIGHT) / 2
    _centred(pdf, _("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), right, 806, RIGHT - MIDDLE)
    _centred(pdf, _("Độc lập – Tự do – Hạnh phúc"), right, 794, RIGHT - MIDDLE)
    pdf.setLineWidth(0.5)
    pdf.line(right - 55, 789, right + 55, 789)
    _centred(pdf, _("PHIẾU CHẤM ĐIỂM"), middle, 771, RIGHT - LEFT, most=13)
    text = f"{criteria_set.name} ({criteria_set.regime.legal_basis})"
    _centred(pdf, text, middle, 757, RIGHT - LEFT, font=REGULAR)
    for number, label in enumerate((_("Đợt:"), _("Sản phẩm:"), _("Chủ thể:"), _("Địa bàn:"), _("Thành viên:"))):
        _line(pdf, label, LEFT, FACTS_TOP - number * FACT_STEP, FACT_INDENT)


def _own_head(pdf: Canvas, found: Round, entry: RoundEntry, member: CouncilMember) -> None:
    assert found.council is not None  # only rounds of a council have sheets
    for number, line in enumerate(wrapped(found.council.name, BOLD, 9, MIDDLE - LEFT - 8)[:3]):
        _centred(pdf, line, (LEFT + MIDDLE) / 2, 806 - number * 12, MIDDLE - LEFT - 8)
    product = entry.dossier.product
    seat = ", ".join(part for part in (member.full_name, str(member.get_role_display()), member.unit) if part)
    facts = (str(found), product.name, product.producer.name, str(entry.dossier.place), seat)
    for number, text in enumerate(facts):
        y = FACTS_TOP - number * FACT_STEP
        _line(pdf, text, LEFT + FACT_INDENT, y, RIGHT - LEFT - FACT_INDENT, font=BOLD)


def _table_head(pdf: Canvas, top: float) -> float:
    pdf.setLineWidth(0.4)
    pdf.setFillGray(0.9)
    pdf.rect(LEFT, top - HEAD, RIGHT - LEFT, HEAD, stroke=1, fill=1)
    pdf.setFillGray(0)
    pdf.setFont(BOLD, SIZE)
    pdf.drawString(LEFT + PAD, top - HEAD + 4, _("Tiêu chí và phương án"))
    pdf.drawCentredString(LEFT + TEXT + POINTS / 2, top - HEAD + 4, _("Điểm"))
    pdf.drawCentredString(RIGHT - BOX - MINIMUM / 2, top - HEAD + 4, _("Tối thiểu cho"))
    pdf.drawCentredString(RIGHT - BOX / 2, top - HEAD + 4, _("Chấm"))
    return top - HEAD


def _draw_row(pdf: Canvas, row: Row, y: float) -> None:
    if row.kind is Kind.PART:
        pdf.setFillGray(0.94)
        pdf.rect(LEFT, y - row.height, RIGHT - LEFT, row.height, stroke=0, fill=1)
        pdf.setFillGray(0)
    pdf.line(LEFT, y - row.height, RIGHT, y - row.height)
    x, base = LEFT + PAD + INDENT.get(row.kind, 0.0), y - PAD - SIZE + 1
    pdf.setFont(row.font, SIZE)
    for number, line in enumerate(row.lines):
        pdf.drawString(x, base - number * LEADING, line)
    pdf.drawRightString(LEFT + TEXT + POINTS - 6, base, row.points)
    pdf.setFont(REGULAR, SIZE)
    pdf.drawString(RIGHT - BOX - MINIMUM + 4, base, row.minimum)
    if row.kind is Kind.NOTE:
        _dots(pdf, x + 38, LEFT + TEXT - PAD, y - row.height + 2.5)
    if row.has_box:
        side = 8.0 if row.kind is Kind.OPTION else 11.0
        wide = side if row.kind is Kind.OPTION else BOX - 8
        pdf.rect(RIGHT - BOX / 2 - wide / 2, y - row.height / 2 - side / 2, wide, side)


def _dots(pdf: Canvas, start: float, end: float, y: float) -> None:
    pdf.setDash(0.6, 2)
    pdf.line(start, y, end, y)
    pdf.setDash()


def _closing(pdf: Canvas, y: float, most: int) -> None:
    pdf.setFont(BOLD, 9)
    pdf.drawString(LEFT, y - 18, _("Tổng điểm:"))
    _dots(pdf, LEFT + 54, LEFT + 110, y - 20)
    pdf.drawString(LEFT + 114, y - 18, f"/ {most}")
    pdf.setFont(REGULAR, 9)
    pdf.drawString(LEFT, y - 36, _("Nhận xét:"))
    _dots(pdf, LEFT + 46, RIGHT, y - 38)
    _dots(pdf, LEFT, RIGHT, y - 56)
    _centred(pdf, _("Ngày ……… tháng ……… năm …………"), SIGNATURE, y - 72, 220, font=REGULAR)
    _centred(pdf, _("Thành viên hội đồng (ký, ghi rõ họ tên)"), SIGNATURE, y - 84, 220)


def _footer(pdf: Canvas, criteria_set: CriteriaSet, number: int, count: int) -> None:
    if criteria_set.wording == Wording.SHORT:
        _line(pdf, _("Nhãn rút gọn, không thay phiếu tại Phụ lục II."), LEFT, BOTTOM - 14, 300, most=7.5)
    if criteria_set.remarks:
        words = _("Phiếu cần đối chiếu: %(remarks)s") % {"remarks": " ".join(criteria_set.remarks)}
        _line(pdf, words, LEFT, BOTTOM - 23, RIGHT - LEFT, most=7.5)
    pdf.setFont(REGULAR, 7.5)
    words = _("Trang %(number)s/%(count)s") % {"number": number, "count": count}
    pdf.drawRightString(RIGHT, BOTTOM - 14, words)
