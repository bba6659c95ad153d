"""What a body above found: the minimums it missed count as in a council of ours, and the province may decide on it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from core.errors import ActionRefused
from core.models import HistoryEntry
from core.roles import Role
from evaluations.actions.dossiers import return_dossier, send_down
from evaluations.actions.drafts import discard_draft, write_draft
from evaluations.actions.publishing import publish_draft
from evaluations.actions.recording import draft_below, draft_result, record_result
from evaluations.enums import DossierStatus, EntryStatus, Outcome
from evaluations.models import CriterionNode, PaperResult, Result, RoundEntry, ScoreSheet
from evaluations.queries.check import check_draft
from evaluations.rules.scoring import FailedGate
from products.actions.correcting import answer_approval
from products.actions.decisions import issue_decision
from products.enums import Answer, RatingKind
from products.models import ScoreApproval
from products.queries.register import approvals_open, ratings_in_force
from tests.evaluations.council_room import file
from tests.evaluations.council_steps import SET_26, SET_1048, page, post, refused, steps_of, told
from tests.evaluations.test_save_together import together
from tests.factories import (
    level_of,
    line,
    load_sets,
    make_place,
    make_producer,
    make_product,
    make_province,
    make_user,
    paper,
)
from tests.journeys.council_moves import publish
from tests.journeys.desks import ClientDesk

pytestmark = pytest.mark.django_db

FIVE, FOUR, THREE = FailedGate(5, "1.5"), FailedGate(4, "2.1"), FailedGate(3, "2.2")
SAID = {"paper": "77/TB (minh hoạ)", "paper_on": date(2026, 11, 18)}
SAID_2022 = {"paper": "77/TB-VPĐP", "paper_on": date(2022, 8, 1)}


def above(entry: RoundEntry, level: str, province, on: date) -> RoundEntry:
    """A dossier that lies with the body above the province since a day."""
    RoundEntry.objects.filter(pk=entry.pk).update(status=EntryStatus.FORWARDED)
    of_law = level_of(entry.level.regime.code, level)
    return RoundEntry.objects.create(dossier=entry.dossier, level=of_law, place=province, arrived_on=on)


@pytest.fixture
def ministry(settings, province, commune, make, officer):
    """A dossier under 26/2026, whose sheet prints minimums, at the ministry."""
    settings.BUSINESS_DAY = date(2026, 11, 20)
    load_sets(SET_26)
    entry = file(make("Mứt gừng"), commune, officer, set_code=SET_26, on=date(2026, 10, 1))
    return above(entry, "ministry", province, date(2026, 11, 10))


@pytest.fixture
def centre(province, commune, make, officer):
    """A dossier under 1048, whose sheet prints none, at the centre."""
    load_sets(SET_1048)
    entry = file(make("Rượu nếp"), commune, officer, set_code=SET_1048, on=date(2022, 3, 2))
    return above(entry, "national", province, date(2022, 5, 10))


@pytest.mark.parametrize(
    ("total", "missed", "stars", "outcome", "reason"),
    [
        ("100", [], 5, "5", "100 điểm, đạt 5 sao"),
        ("91.5", [], 5, "5", "91,5 điểm, đạt 5 sao"),
        ("90", [], 5, "5", "90 điểm, đạt 5 sao"),
        ("89.99", [], 4, "", "89,99 điểm, đạt 4 sao"),
        ("70", [], 4, "", "70 điểm, đạt 4 sao"),
        ("69.99", [], 3, "", "69,99 điểm, đạt 3 sao"),
        ("50", [], 3, "", "50 điểm, đạt 3 sao"),
        ("49.99", [], 2, "none", "49,99 điểm, đạt 2 sao"),
        ("91.5", [FIVE], 4, "", "91,5 điểm, đạt 4 sao: chưa đạt yêu cầu tối thiểu 5 sao ở tiêu chí 1.5"),
        ("91.5", [FIVE, FOUR], 3, "", "91,5 điểm, đạt 3 sao: chưa đạt yêu cầu tối thiểu 4 sao ở tiêu chí 2.1"),
        ("91.5", [THREE], 2, "none", "91,5 điểm, đạt 2 sao: chưa đạt yêu cầu tối thiểu 3 sao ở tiêu chí 2.2"),
        ("75", [FIVE], 4, "", "75 điểm, đạt 4 sao"),
    ],
)
def test_stars_follow_from_points_and_missed_minimums(ministry, officer, total, missed, stars, outcome, reason):
    result = record_result(ministry, total=Decimal(total), missed=missed, by=officer, **SAID)
    assert (result.stars, result.outcome, result.reason) == (stars, outcome, reason)
    assert result.judged_by["missed"] == [
        [gate.star, gate.code] for gate in sorted(missed, key=lambda gate: gate.star)
    ]


def test_ninety_one_and_a_half_with_a_missed_minimum_are_not_five_stars_of_the_body_above(ministry, officer):
    result = record_result(
        ministry, total=Decimal("91.5"), missed=[FIVE], said="Thiếu liên kết chuỗi (minh hoạ)", by=officer, **SAID
    )
    assert result.warnings == ["Thiếu liên kết chuỗi (minh hoạ)"]
    assert refused(draft_result, ministry, by=officer) == ["“Mứt gừng” không có kết quả được công nhận ở cấp này."]


def test_without_printed_minimums_the_scale_decides_unless_the_body_names_one(centre, officer):
    """Under 1048 the centre turned products down for minimums that no sheet of the portal prints."""
    wrong = refused(record_result, centre, total=Decimal(92), missed=[FailedGate(5, "99.9")], by=officer, **SAID_2022)
    assert wrong == ["Bộ tiêu chí của hồ sơ không có tiêu chí “99.9”."]
    result = record_result(centre, total=Decimal(92), missed=[FailedGate(5, "1.1")], by=officer, **SAID_2022)
    assert (result.stars, result.outcome) == (4, "")
    assert result.reason == "92 điểm, đạt 4 sao: chưa đạt yêu cầu tối thiểu 5 sao ở tiêu chí 1.1"


def test_by_the_scale_alone_the_reason_says_so(centre, officer):
    result = record_result(centre, total=Decimal(92), by=officer, **SAID_2022)
    assert (result.outcome, result.reason) == (Outcome.FIVE, "92 điểm, đạt 5 sao theo thang điểm")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"paper_on": date(2026, 11, 21)}, "Ngày này sau ngày làm việc hiện tại."),
        ({"paper_on": date(2026, 11, 9)}, "Ngày này trước ngày nhận hồ sơ (10/11/2026)."),
        ({"paper": " "}, "Ghi văn bản thông báo kết quả."),
        (
            {"missed": [FailedGate(5, "1.1")]},
            "Bộ tiêu chí của hồ sơ không có yêu cầu tối thiểu 5 sao ở tiêu chí “1.1”.",
        ),
    ],
)
def test_what_cannot_be_so_is_refused(ministry, officer, changes, words):
    assert refused(record_result, ministry, total=Decimal("91.5"), by=officer, **(SAID | changes)) == [words]


def test_what_the_body_excludes_is_not_recognised_whatever_its_points(ministry, officer):
    result = record_result(ministry, total=Decimal(94), knocked_out=["1.1", "6.1"], by=officer, **SAID)
    assert (result.stars, result.outcome) == (0, Outcome.NONE)
    assert result.reason == "94 điểm, bị loại ở tiêu chí 1.1, 6.1"
    assert (result.judged_by["knocked_out"], result.judged_by["excluded"]) == (["1.1", "6.1"], None)
    assert refused(draft_result, ministry, by=officer) == ["“Mứt gừng” không có kết quả được công nhận ở cấp này."]
    assert refused(draft_below, ministry, by=officer) == ["“Mứt gừng” không có kết quả để cấp dưới công nhận."]
    return_dossier(ministry, why="Bị loại (minh hoạ)", by=officer)
    ministry.refresh_from_db()
    assert ministry.status == EntryStatus.RETURNED


def test_a_dossier_excluded_as_a_whole_says_why(ministry, officer):
    ground = ministry.dossier.criteria_set.knock_out
    result = record_result(ministry, total=Decimal(94), excluded=" Phiếu kiểm nghiệm giả ", by=officer, **SAID)
    assert (result.stars, result.outcome) == (0, Outcome.NONE)
    assert result.reason == "94 điểm, bị loại: Phiếu kiểm nghiệm giả"
    assert result.judged_by["excluded"] == {"ground": ground, "why": "Phiếu kiểm nghiệm giả"}


def test_only_what_the_sheet_excludes_by(ministry, officer):
    assert refused(record_result, ministry, total=Decimal(94), knocked_out=["1.5"], by=officer, **SAID) == [
        "Bộ tiêu chí của hồ sơ không loại ở tiêu chí “1.5”."
    ]


def test_where_the_sheet_prints_no_ground_the_body_says_its_own(centre, officer):
    result = record_result(centre, total=Decimal(94), excluded="Phiếu kiểm nghiệm giả", by=officer, **SAID_2022)
    assert (result.stars, result.outcome) == (0, Outcome.NONE)
    assert result.reason == "94 điểm, bị loại: Phiếu kiểm nghiệm giả"
    assert result.judged_by["excluded"] == {"ground": "", "why": "Phiếu kiểm nghiệm giả"}


def test_where_no_criterion_of_the_sheet_excludes_the_body_names_any(centre, officer):
    CriterionNode.objects.filter(criteria_set=centre.dossier.criteria_set_id).update(knock_out=False)
    given = {"total": Decimal(94), "by": officer, **SAID_2022}
    wrong = refused(record_result, centre, knocked_out=["99.9"], **given)
    assert wrong == ["Bộ tiêu chí của hồ sơ không có tiêu chí “99.9”."]
    assert record_result(centre, knocked_out=["1.2"], **given).reason == "94 điểm, bị loại ở tiêu chí 1.2"


@pytest.fixture
def of_parts(settings, province, commune, make, officer):
    """A dossier under 148, of which only the totals of the three parts are known, at the centre."""
    settings.BUSINESS_DAY = date(2023, 9, 1)
    load_sets("148-2023-01")
    entry = file(make("Trà hoa"), commune, officer, set_code="148-2023-01", on=date(2023, 3, 1))
    return above(entry, "national", province, date(2023, 6, 1))


def in_words(code: str) -> str:
    """That a sheet of parts alone takes no criterion."""
    return f"Bộ tiêu chí của hồ sơ chỉ có điểm từng phần: ghi tiêu chí “{code}” ở ô “Bị loại cả hồ sơ vì”."


@pytest.mark.parametrize("code", ["1.3", "A"])
def test_a_sheet_of_parts_alone_excludes_by_no_number(of_parts, officer, code):
    given = {"total": Decimal(94), "paper": "9/TB", "paper_on": date(2023, 8, 1), "by": officer}
    assert refused(record_result, of_parts, knocked_out=[code], **given) == [in_words(code)]
    result = record_result(of_parts, excluded="Tiêu chí 1.3: nguyên liệu ngoài tỉnh (minh hoạ)", **given)
    assert (result.stars, result.outcome) == (0, Outcome.NONE)
    assert result.reason == "94 điểm, bị loại: Tiêu chí 1.3: nguyên liệu ngoài tỉnh (minh hoạ)"


def test_a_minimum_that_was_missed_is_named_by_its_part(of_parts, officer):
    given = {"total": Decimal(94), "paper": "9/TB", "paper_on": date(2023, 8, 1), "by": officer}
    nowhere = "Bộ tiêu chí của hồ sơ không có tiêu chí “1.3”."
    assert refused(record_result, of_parts, missed=[FailedGate(5, "1.3")], **given) == [nowhere]
    result = record_result(of_parts, missed=[FailedGate(5, "A")], **given)
    assert (result.stars, result.outcome) == (4, "")


def test_the_form_of_a_sheet_of_parts_alone_offers_no_excluding_criteria(sign_in, officer, of_parts):
    client = sign_in(officer)
    asked = page(client, "entry-step", of_parts.pk, "ket-qua").context["form"]
    assert "knocked_out" not in asked.fields
    assert str(asked["missed_5"].help_text) == "Phần có tiêu chí chưa đạt, ví dụ: A, C"
    assert "chỉ có điểm từng phần" in asked["excluded"].help_text
    given = {"total": "94", "paper": "9/TB", "paper_on": "1/8/2023", "excluded": "Tiêu chí 1.3 (minh hoạ)"}
    done = post(client, "entry-step", of_parts.pk, "ket-qua", **given)
    assert told(done) == ["Đã ghi kết quả của “Trà hoa”."]
    assert "94 điểm, bị loại: Tiêu chí 1.3 (minh hoạ)" in done.text


def test_the_form_of_a_sheet_by_criteria_offers_them(sign_in, officer, centre):
    asked = page(sign_in(officer), "entry-step", centre.pk, "ket-qua").context["form"]
    assert {"missed_5", "missed_4", "missed_3", "knocked_out"} <= set(asked.fields)
    assert "chỉ có điểm từng phần" not in asked["excluded"].help_text


def test_the_form_takes_what_excludes(sign_in, officer, ministry):
    given = {"total": "94", "paper": "77/TB (minh hoạ)", "paper_on": "18/11/2026"}
    client = sign_in(officer)
    wrong = post(client, "entry-step", ministry.pk, "ket-qua", **given, knocked_out="1.5", excluded="")
    assert wrong.context["form"].errors == {"knocked_out": ["Bộ tiêu chí của hồ sơ không loại ở tiêu chí “1.5”."]}
    done = post(client, "entry-step", ministry.pk, "ket-qua", **given, knocked_out="1.1", excluded="")
    assert "94 điểm, bị loại ở tiêu chí 1.1" in done.text


def test_sent_twice_it_is_written_down_once_and_the_second_window_reads_what_stands(sign_in, officer, ministry):
    client = sign_in(officer)
    given = {"total": "94", "paper": "77/TB (minh hoạ)", "paper_on": "18/11/2026"}
    post(client, "entry-step", ministry.pk, "ket-qua", **given)
    stands = ["Kết quả của “Mứt gừng” đã ghi: 94 điểm, theo 77/TB (minh hoạ)."]
    for total in ("94", "49"):
        again = post(client, "entry-step", ministry.pk, "ket-qua", **(given | {"total": total}))
        assert again.context["refusals"] == stands
        assert refused(record_result, ministry, total=Decimal(total), by=officer, **SAID) == stands
    assert list(ministry.dossier.entries.values_list("result__shown", flat=True).order_by("pk")) == [None, 94]
    assert HistoryEntry.objects.filter(verb="record_result").count() == 1


@pytest.mark.slow
def test_two_windows_at_the_same_moment_write_one_result(transactional_db, law, settings):
    settings.BUSINESS_DAY = date(2026, 11, 20)
    province = make_province()
    officer, commune = make_user(Role.PROVINCE_OFFICER), make_place(parent=province)
    load_sets(SET_26)
    product = make_product("Mứt gừng", producer=make_producer(place=commune))
    entry = above(
        file(product, commune, officer, set_code=SET_26, on=date(2026, 10, 1)),
        "ministry",
        province,
        date(2026, 11, 10),
    )
    answers = together(
        *[lambda total=total: record_result(entry, total=Decimal(total), by=officer, **SAID) for total in (94, 49)]
    )
    (kept,) = [answer for answer in answers if isinstance(answer, Result)]
    (refusal,) = [answer for answer in answers if isinstance(answer, ActionRefused)]
    assert str(refusal) == f"Kết quả của “Mứt gừng” đã ghi: {kept.total_sum} điểm, theo 77/TB (minh hoạ)."
    assert Result.objects.get() == kept


@pytest.mark.parametrize("day", [date(2026, 11, 10), date(2026, 11, 20)])
def test_the_paper_comes_from_the_day_of_arrival_to_today(ministry, officer, day):
    result = record_result(ministry, total=Decimal("91.5"), by=officer, **(SAID | {"paper_on": day}))
    assert result.paper_on == day


def test_the_form_takes_criteria_star_by_star(sign_in, officer, ministry):
    client = sign_in(officer)
    given = {"total": "91,5", "paper": "77/TB (minh hoạ)", "paper_on": "18/11/2026"}
    wrong = post(client, "entry-step", ministry.pk, "ket-qua", **given, missed_5="1.5; 9.99", missed_4="2.1")
    assert wrong.context["form"].errors == {
        "missed_5": ["Bộ tiêu chí của hồ sơ không có yêu cầu tối thiểu 5 sao ở tiêu chí “9.99”."]
    }
    assert wrong.context["form"]["missed_5"].value() == "1.5; 9.99"
    done = post(client, "entry-step", ministry.pk, "ket-qua", **given, missed_5="1.5", missed_4="")
    assert told(done) == ["Đã ghi kết quả của “Mứt gừng”."]
    assert "91,5 điểm, đạt 4 sao: chưa đạt yêu cầu tối thiểu 5 sao ở tiêu chí 1.5" in done.text


# ------------------------------------------------------------------ the province decides on it
@pytest.fixture
def approved(centre, province, officer):
    """The score of the dossier at the centre is approved and waits for an answer."""
    issue_decision(
        paper("612/QĐ-UBND", date(2022, 5, 5), place=province), [line(centre.dossier.product, None)], by=officer
    )
    return ScoreApproval.objects.get()


def answered(approval, officer):
    answer_approval(approval, Answer.BELOW, on=date(2022, 8, 2), paper="77/TB-VPĐP", by=officer)


def test_an_answer_that_stands_is_not_written_down_again(approved, officer, sign_in):
    answered(approved, officer)
    stands = "Trả lời đã ghi: cấp trung ương không công nhận 5 sao."
    given = {"on": date(2022, 8, 3), "paper": "Đơn"}
    assert refused(answer_approval, approved, Answer.WITHDRAWN, by=officer, **given) == [stands]
    again = post(sign_in(officer), "approval-answer", approved.pk, answer="below", on="2/8/2022", paper="77/TB-VPĐP")
    assert stands in again.text
    approved.refresh_from_db()
    assert (approved.answer, approved.answer_paper) == (Answer.BELOW, "77/TB-VPĐP")
    assert HistoryEntry.objects.filter(verb="answer_approval").count() == 1


def test_the_province_recognises_four_stars_on_the_central_result(centre, approved, province, officer, sign_in):
    record_result(centre, total=Decimal("91.5"), missed=[FailedGate(5, "1.1")], by=officer, **SAID_2022)
    waits = (
        f"Điểm của “Rượu nếp” phê duyệt tại {approved.decision} còn chờ trả lời: ghi trả lời ở quyết định đó trước."
    )
    assert refused(draft_below, centre, by=officer) == [waits]
    answered(approved, officer)
    draft = draft_below(centre, by=officer)
    assert (draft.level, draft.place, draft.issuing_body) == (level_of(), province, "UBND tỉnh Trà Vinh")
    row = PaperResult.objects.get()
    assert (row.draft, row.entry, row.score, row.outcome) == (draft, centre, Decimal("91.50"), Outcome.FOUR)
    assert row.note == "Theo kết quả của cấp trung ương: 77/TB-VPĐP, ngày 01/08/2022"
    write_draft(draft, by=officer, number="700/QĐ-UBND", signed_on=date(2022, 9, 1), signer="Bà Minh Hoạ")
    assert [(each.product, each.rank) for each in check_draft(draft).rows] == [("Rượu nếp", "4 sao")]
    draft.refresh_from_db()
    decision = publish_draft(draft, digest=check_draft(draft).digest, by=officer)
    rating = ratings_in_force(date(2022, 9, 2)).get()
    centre.refresh_from_db()
    centre.dossier.refresh_from_db()
    assert (rating.stars, rating.score, rating.decision) == (4, Decimal("91.50"), decision)
    assert (centre.status, centre.dossier.status) == (EntryStatus.DECIDED, DossierStatus.DECIDED)
    assert steps_of(page(sign_in(officer), "dossier-detail", centre.dossier_id))[0] == []
    decided = ["“Rượu nếp” đã có quyết định công nhận."]
    assert refused(send_down, centre, on=date(2022, 9, 2), why="Chấm lại", by=officer) == decided
    assert refused(return_dossier, centre, why="Thôi", by=officer) == decided
    assert list(approvals_open(date(2022, 9, 2))) == []
    assert (ScoreSheet.objects.count(), centre.dossier.entries.count()) == (0, 2)  # nobody scored again


def test_three_stars_of_the_central_result_are_the_provinces_too(centre, officer):
    record_result(centre, total=Decimal("69.99"), by=officer, **SAID_2022)
    draft_below(centre, by=officer)
    assert PaperResult.objects.get().outcome == Outcome.THREE


def test_what_is_not_recognised_stands_in_no_decision(centre, officer, sign_in):
    assert record_result(centre, total=Decimal("49.99"), by=officer, **SAID_2022).outcome == Outcome.NONE
    assert refused(draft_result, centre, by=officer) == ["“Rượu nếp” không có kết quả được công nhận ở cấp này."]
    step = reverse("staff:entry-step", args=[centre.pk, "du-thao"])
    assert step not in page(sign_in(officer), "dossier-detail", centre.dossier_id).text


@pytest.mark.parametrize(("total", "stars"), [("49.99", 2), ("92", 5)])
def test_other_results_are_none_that_the_province_recognises(centre, officer, total, stars):
    assert record_result(centre, total=Decimal(total), by=officer, **SAID_2022).stars == stars
    assert refused(draft_below, centre, by=officer) == ["“Rượu nếp” không có kết quả để cấp dưới công nhận."]


def test_before_the_body_answered_nothing_is_recognised(centre, officer):
    assert refused(draft_below, centre, by=officer) == ["“Rượu nếp” không có kết quả để cấp dưới công nhận."]


def test_stars_that_are_not_the_provinces_are_scored_again(of_parts, officer):
    """Under 148 the district recognises three stars, the province four."""
    record_result(of_parts, total=Decimal(65), paper="9/TB", paper_on=date(2023, 8, 1), by=officer)
    article = level_of("148-2023").article
    assert refused(draft_below, of_parts, by=officer) == [
        f"Cấp tỉnh không công nhận hạng 3 sao ({article}): trả hồ sơ về để đánh giá lại."
    ]
    assert send_down(of_parts, on=date(2023, 8, 2), by=officer).level.key == "province"


def test_no_higher_than_what_is_held_is_no_upgrade(province, commune, make, officer):
    product = make("Rượu nếp")
    issue_decision(paper(place=province), [line(product, 4)], by=officer)
    load_sets(SET_1048)
    entry = file(product, commune, officer, set_code=SET_1048, on=date(2022, 3, 2), kind=RatingKind.UPGRADE)
    at = above(entry, "national", province, date(2022, 5, 10))
    record_result(at, total=Decimal(85), by=officer, **SAID_2022)
    assert refused(draft_below, at, by=officer) == ["“Rượu nếp” đang giữ 4 sao: kết quả này không phải nâng hạng."]


def test_while_it_is_drafted_the_dossier_stays_and_a_dropped_draft_lets_it_be_scored_again(centre, officer):
    record_result(centre, total=Decimal(85), by=officer, **SAID_2022)
    draft = draft_below(centre, by=officer)
    assert refused(draft_below, centre, by=officer) == ["“Rượu nếp” đã ở trong một dự thảo."]
    drafted = ["“Rượu nếp” đang ở trong một dự thảo quyết định: bỏ dự thảo trước."]
    assert refused(send_down, centre, on=date(2022, 8, 10), by=officer) == drafted
    assert refused(return_dossier, centre, why="Thôi (minh hoạ)", by=officer) == drafted
    discard_draft(draft, by=officer)
    again = send_down(centre, on=date(2022, 8, 10), by=officer)
    assert (again.level.key, again.status) == ("province", EntryStatus.RECEIVED)


def test_from_the_result_to_the_public_page_by_the_pages(centre, approved, officer):
    desk, dossier = ClientDesk(officer), centre.dossier_id
    given = {"total": "91,5", "missed_5": "1.1", "paper": "77/TB-VPĐP", "paper_on": "1/8/2022"}
    desk.send("entry-step", centre.pk, "ket-qua", **given)
    tells = "Tỉnh Trà Vinh lập quyết định công nhận theo kết quả này, hoặc trả hồ sơ về cấp tỉnh để chấm lại."
    assert tells in desk.words("dossier-detail", dossier)
    assert "còn chờ trả lời: ghi trả lời ở quyết định đó trước." in desk.send("entry-step", centre.pk, "cong-nhan")
    desk.send("approval-answer", approved.pk, answer="below", on="2/8/2022", paper="77/TB-VPĐP")
    assert "Đã lập dự thảo quyết định cho “Rượu nếp”" in desk.send("entry-step", centre.pk, "cong-nhan")
    draft = PaperResult.objects.get().draft
    publish(desk, draft, number="700/QĐ-UBND", body="UBND tỉnh Trà Vinh", on=date(2022, 9, 1))
    rating = ratings_in_force(date(2022, 9, 2)).get()
    assert (rating.stars, rating.decision.level.key) == (4, "province")
    assert "OCOP 4 sao" in Client().get(f"/san-pham/{rating.product.slug}/").text


def test_the_step_is_offered_where_the_province_may_decide(sign_in, officer, centre):
    client = sign_in(officer)
    step = reverse("staff:entry-step", args=[centre.pk, "cong-nhan"])
    assert step not in page(client, "dossier-detail", centre.dossier_id).text
    record_result(centre, total=Decimal(85), by=officer, **SAID_2022)
    assert step in page(client, "dossier-detail", centre.dossier_id).text
    draft_below(centre, by=officer)
    shown = page(client, "dossier-detail", centre.dossier_id)
    assert step not in shown.text
    assert reverse("staff:entry-step", args=[centre.pk, "tra-lai"]) not in shown.text
