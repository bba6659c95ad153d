"""Wherever a score sheet is read it says that its words are short ones, and where its source is to be checked."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.urls import reverse

from evaluations.actions.meeting import conclude_round
from evaluations.enums import Wording
from evaluations.exports.sheet_pack import write_pack
from evaluations.models import CriteriaSet
from evaluations.queries.councils import sitting
from evaluations.queries.sheet_packs import nodes_of_sets
from tests.evaluations.council_room import account_of, begin, file, take
from tests.evaluations.council_steps import words
from tests.evaluations.pdf_words import words_of_pages
from tests.evaluations.score_room import sign_at_once
from tests.factories import load_sets

pytestmark = pytest.mark.django_db
SET = "1048-2019-23"  # of whose part C the source has 38 points
SHORT = "Nhãn rút gọn, không thay phiếu tại Phụ lục II."
FAULTS = ["Nguồn thiếu: phần C chỉ có 38 trong 40 điểm.", "C: các mục cộng lại 38 điểm, văn bản ghi 40."]


@pytest.fixture
def of_23(district_round, make, commune, officer):
    load_sets(SET)
    entry = take(file(make("Nước mắm"), commune, officer, set_code=SET, on=date(2022, 3, 2)), district_round, officer)
    begin(district_round, officer, sent_on=date(2022, 3, 10))
    entry.refresh_from_db()
    return entry


def says(page):
    """Whether a page says that words are short, and which faults it names."""
    return SHORT in page, [fault for fault in FAULTS if f"Phiếu cần đối chiếu: {fault}" in page]


def test_every_page_of_a_sheet_says_it(of_23, officer, sign_in):
    chair, *others = sitting(of_23.round.council)
    own = reverse("staff:score-sheet", args=[of_23.pk])
    for member in others:
        sign_at_once(of_23, member)
    assert of_23.conflicts.count() == 2
    sign_in(account_of(chair)).post(own, {"answer": "no"})
    client = sign_in(account_of(chair))
    assert says(words(client.get(own))) == (True, FAULTS)
    sheet = sign_at_once(of_23, chair)
    assert says(words(client.get(own))) == (True, FAULTS)
    desk = sign_in(officer)
    read = reverse("staff:sheet-read", args=[sheet.pk])
    meeting = reverse("staff:meeting-entry", args=[of_23.pk])
    blank = reverse("staff:criteria-print", args=[SET])
    assert [says(words(desk.get(each))) for each in (read, meeting, blank)] == [(True, FAULTS)] * 3
    assert "……… / 98</p>" in words(desk.get(blank))
    CriteriaSet.objects.filter(code=SET).update(wording=Wording.OFFICIAL)
    assert [says(words(desk.get(each))) for each in (read, meeting, blank)] == [(False, FAULTS)] * 3
    conclude_round(of_23.round, by=officer)
    CriteriaSet.objects.filter(code=SET).update(remarks=[])
    minutes = words(desk.get(reverse("staff:meeting-minutes", args=[of_23.round_id])))
    assert says(minutes) == (False, FAULTS)  # as it was said when the round was concluded


def test_an_empty_sheet_on_paper_says_it_and_adds_up_to_what_it_has(of_23):
    chair, dossier = sitting(of_23.round.council)[0], of_23.dossier
    out = io.BytesIO()
    write_pack(out, of_23.round, [(of_23, chair)], nodes_of_sets([dossier.criteria_set_id]))
    pages = words_of_pages(out.getvalue())
    assert all(SHORT in page and f"Phiếu cần đối chiếu: {' '.join(FAULTS)}" in page for page in pages)
    assert "/ 98" in pages[-1]
