"""Publishing: what it does, what it refuses, and that it does exactly what the check page said."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.errors import ActionRefused
from core.models import HistoryEntry
from core.publishing import current_generation
from evaluations.actions.drafts import start_draft_of_round, write_draft
from evaluations.actions.publishing import publish_draft
from evaluations.actions.results import save_result
from evaluations.entry import Entry
from evaluations.enums import DraftStatus
from evaluations.models import DecisionDraft, PaperResult
from evaluations.queries.check import check_draft
from products.actions.decisions import issue_decision
from products.enums import DecisionKind, RatingKind
from products.models import Decision, Recognition
from products.queries.register import approvals_open, ratings_in_force
from tests.factories import line, paper

pytestmark = pytest.mark.django_db
DAY = date(2022, 8, 22)


def drafted(found, officer, number="1693/QĐ-UBND", signed_on=DAY, **head):
    draft = start_draft_of_round(found, by=officer)
    return write_draft(draft, by=officer, number=number, signed_on=signed_on, signer="Bà Minh Hoạ", **head)


def publish(draft, by, digest=None):
    return publish_draft(draft, digest=digest or check_draft(draft).digest, by=by)


def refused(draft, by, digest=None):
    with pytest.raises(ActionRefused) as refusal:
        publish(draft, by, digest)
    return [(reason.field, reason.text) for reason in refusal.value.reasons]


def test_a_round_becomes_a_decision(round_2022, enter, make, officer):
    held = make("Kẹo dừa")
    issue_decision(paper(), [line(held, 3)], by=officer)
    enter(
        Entry(make("Bánh tét"), score=Decimal("62.5")),
        Entry(held, score=Decimal(72), kind=RatingKind.UPGRADE),
        Entry(make("Mứt dừa"), score=Decimal(95)),
        Entry(make("Rượu"), score=Decimal(40)),
    )
    draft = drafted(round_2022, officer)
    before = current_generation().number
    decision = publish(draft, officer)
    assert (decision.number, decision.kind, decision.place.name) == (
        "1693/QĐ-UBND",
        DecisionKind.RECOGNISE,
        "Tỉnh Trà Vinh",
    )
    assert sorted((row.product_name, row.stars) for row in ratings_in_force(DAY)) == [("Bánh tét", 3), ("Kẹo dừa", 4)]
    assert [(row.product_name, row.score) for row in approvals_open(DAY)] == [("Mứt dừa", Decimal(95))]
    draft.refresh_from_db()
    assert (draft.status, draft.decision) == (DraftStatus.PUBLISHED, decision)
    assert [row.product.name for row in PaperResult.objects.filter(decision=decision)] == [
        "Bánh tét",
        "Kẹo dừa",
        "Mứt dừa",
    ]
    assert PaperResult.objects.get(product__name="Rượu").decision is None
    assert current_generation().number > before
    assert "status:published" in HistoryEntry.objects.values_list("verb", flat=True)


def test_the_check_says_what_will_happen(round_2022, enter, make, officer):
    held, approved = make("Kẹo dừa"), make("Mứt dừa")
    issue_decision(paper(), [line(held, 3), line(approved, 4), line(approved_too := make("Trà"), 4)], by=officer)
    issue_decision(paper("2/QĐ-UBND", date(2022, 2, 1)), [line(approved_too, None, score=Decimal(92))], by=officer)
    enter(
        Entry(make("Bánh tét"), score=Decimal("62.5")),
        Entry(held, score=Decimal(72), kind=RatingKind.UPGRADE),
        Entry(approved, score=Decimal(95), kind=RatingKind.UPGRADE),
        Entry(approved_too, score=Decimal(80), kind=RatingKind.RE_RATING),
    )
    check = check_draft(drafted(round_2022, officer))
    assert check.by_rank == [("3 sao", 1), ("4 sao", 2), ("tiềm năng 5 sao", 1)]
    assert check.by_class == [("Hộ kinh doanh", 4)]
    assert check.by_place == [("Xã Minh Hoạ", 4)]
    assert [(row.product, row.effects) for row in check.rows] == [
        ("Bánh tét", []),
        ("Kẹo dừa", ["Hạng 3 sao (đến 12/01/2025) thôi hiệu lực từ 22/08/2022."]),
        ("Mứt dừa", ["Vẫn giữ hạng 4 sao đến 12/01/2025."]),
        (
            "Trà",
            [
                "Hạng 4 sao (đến 12/01/2025) thôi hiệu lực từ 22/08/2022.",
                "Điểm phê duyệt ngày 01/02/2022 vẫn chờ cấp trung ương trả lời.",
            ],
        ),
    ]
    assert check.warnings == ["Chưa có bản quét của quyết định."]
    assert check.closed_count == 3


def test_publishing_refuses_when_something_changed_since_the_check(round_2022, enter, make, officer):
    words = [("", "Nội dung đã thay đổi từ lúc bạn xem, hãy xem lại.")]
    row = enter(Entry(make("Bánh tét"), score=Decimal(60)), Entry(make("B"), score=Decimal(60)))[0]
    draft = drafted(round_2022, officer)
    seen = check_draft(draft).digest
    save_result(round_2022, Entry(row.product, score=Decimal(71)), by=officer, result=row, version=1)
    assert refused(draft, officer, seen) == words
    seen = check_draft(draft).digest
    write_draft(draft, by=officer, signer="Ông Khác")
    assert refused(draft, officer, seen) == words
    seen = check_draft(draft).digest
    # something in the register: the product got a rating that would now be closed
    issue_decision(paper(), [line(PaperResult.objects.get(product__name="B").product, 3)], by=officer)
    assert refused(draft, officer, seen) == [
        (
            "rows.1.kind",
            "“B” đang giữ hạng 3 sao đến 12/01/2025: đây là đánh giá lại hay nâng hạng?",
        )
    ]
    assert Decision.objects.count() == 1
    assert DecisionDraft.objects.get().status == DraftStatus.DRAFT


def test_the_head_is_asked_for(round_2022, enter, make, officer):
    enter(Entry(make("A"), outcome="3"))
    draft = drafted(round_2022, officer, number=" ", signed_on=None, issuing_body="")
    assert refused(draft, officer) == [
        ("number", "Cần số, ký hiệu của quyết định."),
        ("signed_on", "Cần ngày ký của quyết định."),
        ("issuing_body", "Cần tên cơ quan ban hành."),
    ]


def unwritten(draft, officer, **head):
    with pytest.raises(ActionRefused) as refusal:
        write_draft(draft, by=officer, **head)
    return [(reason.field, reason.text) for reason in refusal.value.reasons]


def test_days_and_numbers_that_cannot_be(round_2022, enter, make, officer):
    issue_decision(paper("1693/QĐ-UBND", date(2022, 1, 3)), [line(make("B"), 3)], by=officer)
    enter(Entry(make("A"), outcome="3"))
    draft = drafted(round_2022, officer, number="1694/QĐ-UBND")
    assert unwritten(draft, officer, number="1693/qđ-ubnd") == [
        ("number", "UBND tỉnh Trà Vinh đã có quyết định số 1693/QĐ-UBND trong năm 2022.")
    ]
    assert unwritten(draft, officer, signed_on=date(2022, 5, 31)) == [
        ("signed_on", "Ngày ký trước ngày mở đợt (01/06/2022).")
    ]
    assert unwritten(draft, officer, signed_on=date(2022, 10, 2)) == [
        ("signed_on", "Ngày ký sau ngày làm việc hiện tại.")
    ]
    draft.refresh_from_db()
    assert (draft.number, draft.signed_on) == ("1694/QĐ-UBND", DAY)


def test_a_number_that_was_taken_meanwhile(round_2022, enter, make, officer):
    enter(Entry(make("A"), outcome="3"))
    draft = drafted(round_2022, officer)
    issue_decision(paper("1693/QĐ-UBND", date(2022, 1, 3)), [line(make("B"), 3)], by=officer)
    assert refused(draft, officer) == [
        ("number", "UBND tỉnh Trà Vinh đã có quyết định số 1693/QĐ-UBND trong năm 2022.")
    ]


def test_a_reason_about_a_row_names_its_product(round_2022, enter, make, officer):
    row = enter(Entry(make("Bánh tét"), outcome="3"))[0]
    draft = drafted(round_2022, officer)
    PaperResult.objects.filter(pk=row.pk).update(score=Decimal(80))
    assert refused(draft, officer) == [("rows.0.outcome", "“Bánh tét”: 80 điểm ứng với 4 sao, không phải 3 sao.")]


def test_it_is_published_once(round_2022, enter, make, officer):
    enter(Entry(make("A"), outcome="3"))
    draft = drafted(round_2022, officer)
    digest = check_draft(draft).digest
    publish(draft, officer, digest)
    assert refused(draft, officer, digest) == [("", "Dự thảo này đã công bố, không sửa được.")]
    assert Decision.objects.count() == 1


def test_published_rows_are_frozen(round_2022, enter, make, officer):
    row = enter(Entry(make("A"), outcome="3"))[0]
    publish(drafted(round_2022, officer), officer)
    with pytest.raises(ActionRefused) as refusal:
        save_result(round_2022, Entry(row.product, outcome="4"), by=officer, result=row, version=1)
    assert refusal.value.reasons[0].text == ("Dòng này đã công bố theo quyết định 1693/QĐ-UBND, không sửa ở đây được.")
    with pytest.raises(Exception, match="frozen_once_decided"), transaction.atomic():
        PaperResult.objects.filter(pk=row.pk).update(score=50)


def test_only_scores_make_an_approving_decision(round_2022, enter, make, officer):
    enter(Entry(make("A"), score=Decimal(95)))
    assert publish(drafted(round_2022, officer), officer).kind == DecisionKind.APPROVE_SCORE


def test_who_may_publish(round_2022, enter, make, officer, secretary, auditor, stranger):
    enter(Entry(make("A"), outcome="3"))
    draft = drafted(round_2022, officer)
    no_right = [("", "Tài khoản của bạn không có quyền công bố quyết định.")]
    assert refused(draft, secretary) == refused(draft, auditor) == no_right
    assert refused(draft, stranger) == [("place", "Địa bàn này không thuộc phạm vi của bạn.")]


def test_rows_of_one_transaction_share_a_moment_between_two_generations(round_2022, enter, make, officer):
    enter(Entry(make("A"), outcome="3"), Entry(make("B"), outcome="4"))
    publish(drafted(round_2022, officer), officer)
    moments = set(Recognition.objects.values_list("recorded_at", flat=True))
    assert len(moments) == 1
    assert moments.pop() <= current_generation().changed_at <= timezone.now()


def test_the_database_refuses_a_published_row_without_its_draft(round_2022, enter, make, officer):
    row = enter(Entry(make("A"), outcome="3"))[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        PaperResult.objects.filter(pk=row.pk).update(round=None)
