"""Decisions without a round: the ministry's, old ones, revoking, annulling, correcting."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from core.errors import ActionRefused
from evaluations.actions.drafts import start_draft, write_draft
from evaluations.actions.publishing import publish_draft
from evaluations.actions.results import save_result
from evaluations.entry import Entry
from evaluations.permissions.publishing import why_not_publish
from evaluations.queries.check import check_draft
from evaluations.queries.decisions import find_ratings
from products.actions.decisions import issue_decision
from products.enums import Answer, DecisionKind, EndReason, RatingKind
from products.models import Recognition, ScoreApproval
from products.queries.register import approvals_open, ratings_in_force
from tests.factories import level_of, line, paper

pytestmark = pytest.mark.django_db
DAY = date(2022, 8, 22)


def publish(draft, by, digest=None):
    return publish_draft(draft, digest=digest or check_draft(draft).digest, by=by)


def refused(draft, by, digest=None):
    with pytest.raises(ActionRefused) as refusal:
        publish(draft, by, digest)
    return [(reason.field, reason.text) for reason in refusal.value.reasons]


def test_a_five_star_decision_of_the_ministry_answers_the_approval(province, make, officer):
    product = make("Mật hoa dừa")
    issue_decision(paper(), [line(product, 4), line(make("B"), 3)], by=officer)
    issue_decision(paper("2/QĐ-UBND", date(2022, 2, 1)), [line(product, None, score=Decimal(95))], by=officer)
    level = level_of("1048-2019", "national")
    draft = start_draft(DecisionKind.RECOGNISE, level=level, place=province, by=officer)
    save_result(draft, Entry(product, outcome="5", kind=RatingKind.UPGRADE), by=officer)
    draft = write_draft(draft, by=officer, number="100/QĐ-BNN", signed_on=DAY)
    assert check_draft(draft).rows[0].effects == [
        "Hạng 4 sao (đến 12/01/2025) thôi hiệu lực từ 22/08/2022.",
        "Điểm phê duyệt ngày 01/02/2022 được trả lời: công nhận 5 sao.",
    ]
    decision = publish(draft, officer)
    assert (decision.issuing_body, decision.place) == ("Bộ Nông nghiệp và Phát triển nông thôn", None)
    assert ratings_in_force(DAY).get(product=product).stars == 5
    assert ScoreApproval.objects.get().answer == Answer.RECOGNISED


def test_an_old_decision_is_entered_without_a_round(province, make, officer):
    draft = start_draft(DecisionKind.RECOGNISE, level=level_of(), place=province, by=officer)
    save_result(draft, Entry(make("A"), outcome="3"), by=officer)
    draft = write_draft(draft, by=officer, number="", signed_on=date(2020, 3, 18))
    assert check_draft(draft).warnings == [
        "Chưa có bản quét của quyết định.",
        "Chưa có số, ký hiệu: sổ sẽ ghi “chưa rõ số”.",
        "Chưa ghi người ký.",
    ]
    assert publish(draft, officer).signed_on == date(2020, 3, 18)
    assert Recognition.objects.get().until == date(2023, 3, 18)


def test_revoking(province, district, make, officer):
    issue_decision(
        paper(level=level_of("148-2023", "district"), issuing_body="UBND huyện Minh Hoạ"),
        [line(make("A"), 3), line(make("B"), 3)],
        by=officer,
    )
    first = Recognition.objects.get(product_name="A")
    draft = start_draft(DecisionKind.REVOKE, level=level_of(), place=province, by=officer, revokes=[first])
    draft = write_draft(draft, by=officer, number="9/QĐ-UBND", signed_on=DAY)
    assert refused(draft, officer) == [("reason", "Cần nêu lý do, căn cứ.")]
    draft = write_draft(draft, by=officer, reason="Vi phạm ghi nhãn")
    check = check_draft(draft)
    assert [(row.product, row.rank, row.effects) for row in check.rows] == [
        ("A", "3 sao", ["Bị thu hồi: thôi hiệu lực từ 22/08/2022."])
    ]
    publish(draft, officer)
    first.refresh_from_db()
    assert (first.ended_on, first.end_reason) == (DAY, EndReason.REVOKED)
    assert [row.product_name for row in ratings_in_force(DAY)] == ["B"]


def test_annulling(province, make, officer):
    wrong = issue_decision(paper(), [line(make("A"), 3), line(make("B"), None, score=Decimal(92))], by=officer)
    draft = start_draft(DecisionKind.ANNUL, level=level_of(), place=province, by=officer, annuls=wrong)
    draft = write_draft(draft, by=officer, number="9/QĐ-UBND", signed_on=DAY, reason="Sai thẩm quyền")
    assert [(row.product, row.rank) for row in check_draft(draft).rows] == [("A", "3 sao"), ("B", "tiềm năng 5 sao")]
    decision = publish(draft, officer)
    assert decision.annuls == wrong
    assert (list(ratings_in_force(DAY)), list(approvals_open(DAY))) == ([], [])


def test_correcting(province, make, officer):
    parts = {"score_a": Decimal(30), "score_b": Decimal(10), "score_c": Decimal(20)}
    issue_decision(paper(), [line(make("A"), 3, score=Decimal(60), **parts)], by=officer)
    wrong = Recognition.objects.get()
    draft = start_draft(DecisionKind.CORRECT, level=level_of(), place=province, by=officer, corrects=[wrong])
    draft = write_draft(draft, by=officer, number="9/QĐ-UBND", signed_on=DAY, reason="Đánh máy nhầm")
    assert refused(draft, officer) == [("", "“A – 3 sao” không có gì thay đổi.")]
    row = draft.results.get()
    with pytest.raises(ActionRefused) as refusal:
        save_result(draft, Entry(row.product, outcome="none"), by=officer, result=row, version=1)
    assert str(refusal.value) == "Đính chính giữ một hạng sao: chọn 3, 4 hoặc 5 sao."
    save_result(draft, Entry(row.product, score=Decimal(80)), by=officer, result=row, version=1)
    assert check_draft(draft).rows[0].effects == ["Trước: 3 sao, 60 điểm. Sau: 4 sao, 80 điểm."]
    decision = publish(draft, officer)
    wrong.refresh_from_db()
    right = ratings_in_force(DAY).get()
    assert (wrong.void_decision, wrong.voided_by) == (decision, officer)
    assert (right.stars, right.score, right.starts_on, right.restates) == (4, Decimal(80), wrong.starts_on, wrong)
    assert (right.score_a, right.score_b, right.score_c) == (None, None, None)  # nothing tells the parts of 80


def found_for(user, kind):
    found = find_ratings(user, "minh hoa", date(2022, 9, 20), kind)
    return [(rating.product_name, rating.stars) for rating in found]


def test_a_wrong_row_is_found_for_correcting_after_it_ended(province, make, officer):
    held, expired, later = (make(f"{name} minh hoạ") for name in ("A", "B", "C"))
    issue_decision(paper("1/QĐ-UBND", date(2019, 9, 2)), [line(held, 3), line(expired, 3)], by=officer)
    issue_decision(paper("2/QĐ-UBND", date(2021, 3, 1)), [line(held, 4, kind=RatingKind.UPGRADE)], by=officer)
    issue_decision(paper("3/QĐ-UBND", date(2022, 9, 21)), [line(later, 3)], by=officer)
    assert found_for(officer, DecisionKind.REVOKE) == [("A minh hoạ", 4)]
    assert found_for(officer, DecisionKind.CORRECT) == [("A minh hoạ", 3), ("A minh hoạ", 4), ("B minh hoạ", 3)]


def test_the_pages_of_drafts_look_among_the_ratings_of_their_kind(province, make, officer, sign_in):
    issue_decision(paper("1/QĐ-UBND", date(2019, 9, 2)), [line(make("B minh hoạ"), 3)], by=officer)
    seen = {}
    for kind in (DecisionKind.REVOKE, DecisionKind.CORRECT):
        draft = start_draft(kind, level=level_of(), place=province, by=officer)
        answer = sign_in(officer).get(reverse("staff:draft-rows", args=[draft.pk]), {"q": "minh hoa"})
        seen[kind] = [rating.product_name for rating in answer.context["found"]]
    assert seen == {DecisionKind.REVOKE: [], DecisionKind.CORRECT: ["B minh hoạ"]}


def test_a_draft_without_rows_or_target(province, officer):
    for kind, words in [
        (DecisionKind.RECOGNISE, ("", "Quyết định chưa có sản phẩm nào.")),
        (DecisionKind.REVOKE, ("revokes", "Chưa chọn sản phẩm nào để thu hồi.")),
        (DecisionKind.ANNUL, ("annuls", "Chưa chọn quyết định bị hủy bỏ.")),
        (DecisionKind.CORRECT, ("", "Chưa có dòng nào được đính chính.")),
    ]:
        draft = start_draft(kind, level=level_of(), place=province, by=officer)
        draft = write_draft(draft, by=officer, number="9/QĐ-UBND", signed_on=DAY, reason="x")
        reasons = [(reason.field, reason.text) for reason in why_not_publish(officer, draft)]
        assert reasons == [words], kind
