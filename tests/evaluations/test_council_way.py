"""A dossier on its way through the levels under 1048: round, result, on, back and down."""

from datetime import date
from decimal import Decimal

import pytest

from evaluations.actions.asking import answer_item, ask_for_more, receive_more
from evaluations.actions.council_rounds import (
    back_to_receiving,
    send_to_members,
    start_scoring,
)
from evaluations.actions.dossiers import (
    accept_dossier,
    forward_dossier,
    leave_round,
    return_dossier,
    send_down,
    take_into_round,
    withdraw_dossier,
)
from evaluations.actions.drafts import write_draft
from evaluations.actions.publishing import publish_draft
from evaluations.actions.recording import draft_result, record_result
from evaluations.enums import DossierStatus, EntryStatus, Outcome, RoundStatus
from evaluations.models import (
    PaperResult,
    RoundEntry,
)
from evaluations.queries.check import check_draft
from evaluations.queries.councils import sitting
from products.actions.decisions import issue_decision
from products.enums import RatingKind
from products.queries.register import approvals_open, ratings_in_force
from tests.evaluations.council_room import (
    begin,
    criteria_of,
    failing,
    file,
    make_council,
    make_round,
    sign,
    take,
)
from tests.evaluations.council_steps import SET_1048, conclude, decide, refused
from tests.factories import level_of, line, paper

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_from_the_district_to_a_score_approved_for_five_stars(entry, district_round, province, officer):
    begin(district_round, officer, sent_on=date(2022, 3, 10))
    for member in sitting(district_round.council):
        sign(entry, member)
    (result,) = conclude(district_round, officer)
    assert (result.shown, result.stars, result.outcome, result.member_count) == (Decimal(100), 5, "", 3)
    assert PaperResult.objects.count() == 0  # the district decides nothing
    district_round.refresh_from_db()
    assert district_round.status == RoundStatus.DECIDED  # and no decision is waited for
    above = forward_dossier(entry, on=date(2022, 3, 20), by=officer)
    assert (above.level.key, above.place, above.attempt, above.status) == (
        "province",
        province,
        1,
        EntryStatus.RECEIVED,
    )

    council = make_council(province, officer, days_before=0)
    found = make_round(level_of(), province, council, officer, opened_on=date(2022, 4, 1))
    take(above, found, officer)
    begin(found, officer, sent_on=date(2022, 4, 2))
    for member in sitting(council):
        sign(above, member)
    (result,) = conclude(found, officer)
    found.refresh_from_db()
    assert found.status == RoundStatus.CONCLUDED
    assert (result.outcome, result.reason) == (Outcome.POTENTIAL, "100 điểm, đạt 5 sao theo thang điểm")
    row = PaperResult.objects.get()
    assert (row.entry, row.score, row.outcome, row.round) == (above, Decimal(100), Outcome.POTENTIAL, found)
    decide(found, officer, "612/QĐ-UBND", date(2022, 5, 5))
    assert refused(return_dossier, above, why="x", by=officer) == [
        "“Rượu nếp” có kết quả được công nhận: lập quyết định."
    ]
    above.refresh_from_db()
    found.refresh_from_db()
    assert (above.status, found.status) == (EntryStatus.DECIDED, RoundStatus.DECIDED)
    assert [(approval.product, approval.score) for approval in approvals_open(date(2022, 6, 1))] == [
        (row.product, Decimal(100))
    ]
    centre = forward_dossier(above, on=date(2022, 5, 10), by=officer)
    assert (centre.level.key, centre.place) == ("national", province)
    above.dossier.refresh_from_db()
    assert above.dossier.status == DossierStatus.FILED

    result = record_result(centre, total=Decimal("91.5"), paper="77/TB-VPĐP", paper_on=date(2022, 8, 1), by=officer)
    assert (result.outcome, result.stars, result.reason) == (Outcome.FIVE, 5, "91,5 điểm, đạt 5 sao theo thang điểm")
    draft = write_draft(
        draft_result(centre, by=officer), by=officer, number="3000/QĐ-BNN", signed_on=date(2022, 9, 1), signer="Ông A"
    )
    publish_draft(draft, digest=check_draft(draft).digest, by=officer)
    rating = ratings_in_force(date(2022, 9, 2)).get()
    above.dossier.refresh_from_db()
    assert (rating.product, rating.stars, above.dossier.status) == (row.product, 5, DossierStatus.DECIDED)
    assert list(approvals_open(date(2022, 9, 2))) == []


def test_under_ninety_the_centre_sends_back_to_the_province(entry, district_round, province, officer):
    """The province tries again, as a new attempt (26/2026 art. 7.4g has the same)."""
    type(entry).objects.filter(pk=entry.pk).update(status=EntryStatus.SCORED)
    centre = type(entry).objects.create(
        dossier=entry.dossier, level=level_of(key="national"), place=province, arrived_on=date(2022, 5, 1)
    )
    facts = {"paper": "78/TB-VPĐP", "paper_on": date(2022, 8, 1), "by": officer}
    assert refused(record_result, centre, total=Decimal(101), **facts) == [
        "Điểm phải từ 0 đến 100, nhiều nhất hai chữ số thập phân."
    ]
    parts = {"points_a": Decimal(30), "points_b": Decimal(20), "points_c": Decimal(35)}
    assert refused(record_result, centre, total=Decimal(84), **parts, **facts) == [
        "Điểm ba phần cộng lại không bằng tổng điểm."
    ]
    result = record_result(centre, total=Decimal(85), **parts, **facts)
    assert (result.outcome, result.stars) == ("", 4)
    assert refused(draft_result, centre, by=officer) == ["“Rượu nếp” không có kết quả được công nhận ở cấp này."]
    again = send_down(centre, on=date(2022, 8, 10), by=officer)
    assert (again.level.key, again.attempt, again.place) == ("province", 1, province)


def test_sent_back_for_what_is_missing_and_taken_again(district_round, make, commune, officer):
    entry = file(make("Rượu đế"), commune, officer, set_code=SET_1048, on=date(2022, 3, 2))
    ask = ask_for_more(entry, items=["Phiếu kiểm nghiệm"], by=officer)
    assert refused(take_into_round, entry, district_round, by=officer) == [
        "“Rượu đế” chờ bổ sung: chỉ đưa vào đợt hồ sơ đã đủ điều kiện."
    ]
    answer_item(ask.items.get(), answer="Đã nộp", by=officer)
    receive_more(entry, by=officer)
    accept_dossier(entry, by=officer)
    entry = take_into_round(entry, district_round, by=officer)
    assert (entry.round, entry.position) == (district_round, 1)


def test_what_is_on_a_list_is_taken_off_before_it_goes(entry, district_round, officer):
    """Else a round could never be scored again."""
    listed = "“Rượu nếp” nằm trong một đợt: đưa ra khỏi đợt trước."
    for act in (return_dossier, withdraw_dossier):
        assert refused(act, entry, why="Chủ thể đề nghị", by=officer) == [listed]
    assert refused(ask_for_more, entry, items=["Phiếu kiểm nghiệm"], by=officer) == [listed]
    begin(district_round, officer, sent_on=date(2022, 3, 10))
    assert refused(accept_dossier, entry, by=officer) == ["“Rượu nếp” đang chấm: không xác nhận đủ điều kiện được."]
    withdraw_dossier(entry, why="Chủ thể đề nghị", by=officer)
    back_to_receiving(district_round, why="Chỉ còn hồ sơ đã rút", by=officer)
    entry.refresh_from_db()
    assert (entry.status, entry.dossier.status) == (EntryStatus.WITHDRAWN, DossierStatus.WITHDRAWN)


def test_an_upgrade_to_what_is_held_already_is_none(district_round, province, make, commune, officer):
    """The district's round goes up; at the province three stars are no upgrade of three."""
    product = make("Rượu nếp")
    issue_decision(paper(), [line(product, 3)], by=officer)
    council = make_council(province, officer, days_before=0)
    found = make_round(level_of(), province, council, officer, opened_on=date(2022, 4, 1))
    filed = file(product, commune, officer, set_code=SET_1048, on=date(2022, 3, 2), kind=RatingKind.UPGRADE)
    RoundEntry.objects.filter(pk=filed.pk).update(level=level_of(), place=province)
    entry = take(RoundEntry.objects.select_related("level").get(pk=filed.pk), found, officer)
    begin(found, officer, sent_on=date(2022, 4, 2))
    entry.refresh_from_db()
    lost, codes = 0, []
    for node in criteria_of(entry):
        if lost < 35:
            lost += max(option.points for option in node.options.all())
            codes.append(node.code)
    for member in sitting(council):
        sign(entry, member, failing(*codes))
    (result,) = conclude(found, officer)
    found.refresh_from_db()
    assert (result.stars, result.outcome, found.status) == (3, Outcome.NONE, RoundStatus.DECIDED)
    assert result.reason.endswith("; không cao hơn hạng 3 sao đang giữ")
    return_dossier(entry, why="Chưa đạt hạng cao hơn", by=officer)
    file(product, commune, officer, set_code=SET_1048, on=date(2022, 5, 2), kind=RatingKind.UPGRADE)


def test_the_day_of_sending_stays_with_the_round(entry, district_round, officer):
    send_to_members(district_round, on=date(2022, 10, 1), by=officer)
    assert leave_round(entry, by=officer).sent_to_members_on is None


def test_another_district_runs_nothing(entry, district_round, stranger):
    outside = "Địa bàn này không thuộc phạm vi của bạn."
    assert refused(accept_dossier, entry, by=stranger)[0] == outside
    assert refused(start_scoring, district_round, by=stranger)[0] == outside
