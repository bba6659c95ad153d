"""Drafts: what they take from a round, how they are written, dropped and taken up again."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core.errors import ActionRefused
from core.models import HistoryEntry
from evaluations.actions.drafts import (
    add_rating,
    attach_paper,
    choose_rows,
    discard_draft,
    drop_rating,
    restore_draft,
    start_draft,
    start_draft_of_round,
    write_draft,
)
from evaluations.actions.results import save_result
from evaluations.entry import Entry
from evaluations.enums import DraftStatus
from evaluations.models import DecisionDraft, PaperResult
from evaluations.queries.drafts import choices_of, chosen_rows, default_body, left_out_of
from products.actions.decisions import issue_decision
from products.enums import DecisionKind
from products.models import Recognition
from tests.evaluations.conftest import PDF
from tests.factories import level_of, line, paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(round_2022, make, officer):
    """Four rows: three stars, four stars without a score, none, and one without a result."""
    for name, score, outcome in [("A", 60, ""), ("B", None, "4"), ("C", 40, ""), ("D", None, "")]:
        entry = Entry(make(name), score=None if score is None else Decimal(score), outcome=outcome)
        save_result(round_2022, entry, by=officer)
    return round_2022


def names(rows):
    return [row.product.name for row in rows]


def test_a_draft_takes_the_rows_that_are_complete(filled, officer):
    draft = start_draft_of_round(filled, by=officer)
    assert (draft.kind, draft.issuing_body, draft.round) == (DecisionKind.RECOGNISE, "UBND tỉnh Trà Vinh", filled)
    assert names(chosen_rows(draft)) == ["A", "B"]
    assert [(row.product, row.why) for row in left_out_of(draft)] == [
        ("C", "không công nhận"),
        ("D", "chưa có kết quả, hoặc chuyển cấp trên"),
    ]


def test_a_second_draft_finds_nothing_left(filled, officer):
    start_draft_of_round(filled, by=officer)
    with pytest.raises(ActionRefused) as refusal:
        start_draft_of_round(filled, by=officer)
    assert str(refusal.value) == "Đợt chưa có dòng nào đủ kết quả và chưa vào quyết định."
    assert DecisionDraft.objects.count() == 1


def test_rows_can_be_left_out_and_taken_again(filled, officer):
    draft = start_draft_of_round(filled, by=officer)
    first, second = chosen_rows(draft)
    none = PaperResult.objects.get(product__name="C")
    choose_rows(draft, [second.pk, none.pk], by=officer)
    assert names(chosen_rows(draft)) == ["B"]
    assert HistoryEntry.objects.first().data == {"taken": [], "dropped": [first.pk]}
    assert names(choices_of(draft)) == ["A", "B"]
    choose_rows(draft, [first.pk], by=officer)
    assert names(chosen_rows(draft)) == ["A"]


def test_the_head_is_kept_unfinished(filled, officer):
    draft = start_draft_of_round(filled, by=officer)
    write_draft(draft, by=officer, number="612/QĐ-UBND", signed_on=None, signer="")
    write_draft(draft, by=officer, number="612/QĐ-UBND", signed_on=date(2022, 8, 1))
    draft.refresh_from_db()
    assert (draft.number, draft.signed_on) == ("612/QĐ-UBND", date(2022, 8, 1))
    assert HistoryEntry.objects.first().data == {"before": {"signed_on": ""}, "after": {"signed_on": "2022-08-01"}}


def test_the_book_shows_the_head_before_and_after(client, filled, officer, auditor):
    draft = start_draft_of_round(filled, by=officer)
    write_draft(draft, by=officer, number="612/QĐ-UBND", signed_on=date(2022, 8, 1))
    write_draft(draft, by=officer, number="613/QĐ-UBND", signed_on=date(2022, 8, 2))
    client.force_login(auditor)
    page = client.get("/staff/nhat-ky/", {"viec": "write_draft"})
    newest = page.context["sendings"][0]["lines"][0]["line"]
    assert [str(change) for change in newest.changes] == [
        "số, ký hiệu: 612/QĐ-UBND → 613/QĐ-UBND",
        "ngày ký: 01/08/2022 → 02/08/2022",
    ]
    assert "<del>612/QĐ-UBND</del>" in page.content.decode()


def test_the_scan_is_kept_with_its_name_and_hash(filled, officer, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    draft = start_draft_of_round(filled, by=officer)
    attach_paper(draft, SimpleUploadedFile("612.pdf", PDF), by=officer)
    draft.refresh_from_db()
    assert (draft.paper_name, len(draft.paper_sha256), (tmp_path / draft.paper).read_bytes()) == ("612.pdf", 64, PDF)
    with pytest.raises(ActionRefused):
        attach_paper(draft, SimpleUploadedFile("612.pdf", b"nothing"), by=officer)
    assert DecisionDraft.objects.get().paper == draft.paper


def test_dropping_frees_the_rows_and_taking_up_again_asks_anew(filled, officer):
    draft = start_draft_of_round(filled, by=officer)
    discard_draft(draft, by=officer, why="nhầm đợt")
    assert names(PaperResult.objects.filter(draft=draft)) == []
    with pytest.raises(ActionRefused) as refusal:
        write_draft(draft, by=officer, number="1")
    assert str(refusal.value) == "Dự thảo này đã bỏ, không sửa được."
    restore_draft(draft, by=officer)
    assert DecisionDraft.objects.get().status == DraftStatus.DRAFT
    assert names(choices_of(draft)) == ["A", "B"]


def test_a_draft_taken_up_by_another_person_is_not_taken_up_twice(province, officer):
    draft = start_draft(DecisionKind.RECOGNISE, level=level_of(), place=province, by=officer)
    discard_draft(draft, by=officer)
    restore_draft(DecisionDraft.objects.get(), by=officer)
    with pytest.raises(ActionRefused) as refusal:
        restore_draft(draft, by=officer)
    assert str(refusal.value) == "Chỉ lấy lại được dự thảo đã bỏ."


def test_a_body_is_named_after_its_place(province, district):
    assert default_body(level_of(), province) == "UBND tỉnh Trà Vinh"
    assert default_body(level_of("148-2023", "district"), district) == "UBND huyện Minh Hoạ"
    assert default_body(level_of("26-2026", "ministry"), province) == "Bộ Nông nghiệp và Môi trường"


def test_who_may_start_which_decision(province, district, filled, officer, local_officer, secretary, auditor):
    def refused(level, place, by):
        with pytest.raises(ActionRefused) as refusal:
            start_draft(DecisionKind.RECOGNISE, level=level, place=place, by=by)
        return [(reason.field, reason.text) for reason in refusal.value.reasons]

    no_right = [("", "Tài khoản của bạn không có quyền công bố quyết định.")]
    assert refused(level_of(), province, secretary) == no_right
    assert refused(level_of(), province, auditor) == no_right
    assert refused(level_of(), province, local_officer) == [("place", "Địa bàn này không thuộc phạm vi của bạn.")]
    assert refused(level_of("1048-2019", "national"), district, local_officer) == [
        ("place", "Quyết định của cấp trên do tỉnh ghi lại: chọn địa bàn tỉnh.")
    ]
    assert refused(level_of("26-2026", "commune"), province, officer) == [
        ("level", "Cấp xã không ban hành quyết định công nhận (26/2026/QĐ-TTg, khoản 2 Điều 7).")
    ]
    assert refused(level_of("148-2023", "district"), province, officer) == [
        ("place", "Quyết định của cấp huyện cần địa bàn cùng cấp.")
    ]
    with pytest.raises(ActionRefused):
        start_draft_of_round(filled, by=secretary)


def test_ratings_go_into_a_revoking_and_a_correcting_draft(province, make, officer, district, stranger):
    issue_decision(paper(), [line(make("A"), 3), line(make("B"), 4, score=Decimal(80))], by=officer)
    first, second = Recognition.objects.order_by("stars")
    revoking = start_draft(DecisionKind.REVOKE, level=level_of(), place=province, by=officer, revokes=[first])
    add_rating(revoking, second, by=officer)
    drop_rating(revoking, first, by=officer)
    assert list(revoking.revokes.all()) == [second]
    correcting = start_draft(DecisionKind.CORRECT, level=level_of(), place=province, by=officer, corrects=[second])
    row = correcting.results.get()
    assert (row.product, row.score, row.outcome, row.corrects) == (second.product, Decimal(80), "4", second)
    with pytest.raises(ActionRefused) as refusal:
        add_rating(correcting, second, by=officer)
    assert str(refusal.value) == "“B” đã có trong dự thảo."
