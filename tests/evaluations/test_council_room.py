"""The council room from the filing of a dossier to the decision, and what it refuses on the way."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from core.errors import ActionRefused
from core.roles import Role
from evaluations.actions.asking import answer_item, ask_for_more, receive_more
from evaluations.actions.council_rounds import (
    back_to_receiving,
    note_presence,
    second_pass,
    send_to_members,
    start_scoring,
)
from evaluations.actions.councils import unseat_member
from evaluations.actions.dossiers import (
    accept_dossier,
    forward_dossier,
    leave_round,
    return_dossier,
    send_down,
    take_into_round,
    withdraw_dossier,
)
from evaluations.actions.drafts import start_draft_of_round, write_draft
from evaluations.actions.meeting import agree, agree_where_all_do, conclude_round
from evaluations.actions.publishing import publish_draft
from evaluations.actions.recording import draft_result, record_result
from evaluations.actions.sheets import (
    StaleLine,
    declare_conflict,
    open_sheet,
    reopen_sheet,
    save_line,
    sign_sheet,
)
from evaluations.enums import DossierStatus, EntryStatus, Outcome, RoundStatus, SheetStatus
from evaluations.models import (
    CriteriaSet,
    CriterionNode,
    Option,
    PaperResult,
    Result,
    RoundEntry,
    ScoreLine,
    ScoreSheet,
)
from evaluations.queries.check import check_draft
from evaluations.queries.councils import sitting, standing_of
from evaluations.queries.sheets import may_see_points
from products.actions.decisions import issue_decision
from products.enums import LevelMode, RatingKind
from products.models import Band, Level, Regime, Scheme
from products.queries.register import approvals_open, ratings_in_force
from tests.evaluations.council_room import (
    account_of,
    begin,
    best,
    criteria_of,
    failing,
    file,
    make_council,
    make_round,
    mark,
    screen,
    sign,
    take,
)
from tests.factories import level_of, line, load_sets, paper

pytestmark = pytest.mark.django_db
SET_1048, SET_26 = "1048-2019-16", "26-2026-07"


def texts(refusal):
    return [reason.text for reason in refusal.value.reasons]


def refused(act, *args, **kwargs):
    with pytest.raises(ActionRefused) as refusal:
        act(*args, **kwargs)
    return texts(refusal)


def conclude(found, by):
    for entry in found.entries.all():
        agree_where_all_do(entry, by=by)
    return conclude_round(found, by=by)


def decide(found, by, number, on):
    draft = write_draft(start_draft_of_round(found, by=by), by=by, number=number, signed_on=on, signer="Bà Minh Hoạ")
    return publish_draft(draft, digest=check_draft(draft).digest, by=by)


# ------------------------------------------------------------------ under 1048: district, province, up to the centre
@pytest.fixture
def district_round(district, officer):
    load_sets(SET_1048)
    council = make_council(district, officer, days_before=0)
    return make_round(level_of(key="district"), district, council, officer, opened_on=date(2022, 3, 1))


@pytest.fixture
def entry(district_round, make, commune, officer):
    """A dossier of a commune on the list of the district's round."""
    return take(
        file(make("Rượu nếp"), commune, officer, set_code=SET_1048, on=date(2022, 3, 2)), district_round, officer
    )


def test_from_the_district_to_a_score_approved_for_five_stars(entry, district_round, province, officer):
    begin(district_round, officer, sent_on=date(2022, 3, 10))
    for member in sitting(district_round.council):
        sign(entry, member)
    (result,) = conclude(district_round, officer)
    assert (result.shown, result.stars, result.outcome, result.member_count) == (Decimal(100), 5, "", 3)
    assert PaperResult.objects.count() == 0  # the district decides nothing
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
    assert (result.outcome, result.reason) == (Outcome.POTENTIAL, "100 điểm, đạt 5 sao")
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
    assert (result.outcome, result.stars, result.reason) == (Outcome.FIVE, 5, "91,5 điểm, đạt 5 sao")
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


def test_one_in_conflict_one_sent_back_one_over_the_spread(entry, district_round, officer):
    begin(district_round, officer, sent_on=date(2022, 3, 10))
    chair, second, third = sitting(district_round.council)
    declare_conflict(entry, third, what="Em của chủ cơ sở", by=account_of(third))
    assert refused(open_sheet, entry, third, by=account_of(third)) == [
        f"{third.full_name} đã khai có liên quan: hồ sơ này đóng với thành viên đó."
    ]
    sign(entry, chair)
    sign(entry, second, failing(*[node.code for node in criteria_of(entry)][:8]))
    standing = standing_of(entry)
    assert (len(standing.signed), standing.is_whole, standing.is_over(Decimal(10))) == (2, True, True)
    (reason,) = refused(conclude_round, district_round, by=officer)
    assert reason.endswith("quá 10 điểm: thảo luận rồi chấm lượt tiếp theo.")

    second_pass(entry, why="Thảo luận về nguồn nguyên liệu", by=officer)
    entry.refresh_from_db()
    again = open_sheet(entry, second, by=account_of(second))
    assert (again.pass_number, again.lines.count()) == (2, len(criteria_of(entry)))  # begins with the last marks
    sign(entry, chair)
    sign(entry, second)
    (result,) = conclude_round(district_round, by=officer)
    assert (result.member_count, result.total_sum, result.judged_by["pass"]) == (2, Decimal(200), 2)
    first_pass = ScoreSheet.objects.filter(entry=entry, pass_number=1)
    assert {sheet.status for sheet in first_pass} == {SheetStatus.SIGNED}  # both passes are kept


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


# ------------------------------------------------------------------ sheets
@pytest.fixture
def scoring(entry, district_round, officer):
    begin(district_round, officer, sent_on=date(2022, 3, 10))
    entry.refresh_from_db()
    return entry


def test_nothing_opens_before_the_member_has_spoken(scoring, district_round):
    chair = sitting(district_round.council)[0]
    assert refused(open_sheet, scoring, chair, by=account_of(chair)) == [
        f"{chair.full_name} phải khai báo có liên quan hay không trước khi mở hồ sơ."
    ]
    declare_conflict(scoring, chair, what="", by=account_of(chair))
    assert refused(declare_conflict, scoring, chair, what="x", by=account_of(chair)) == [
        f"{chair.full_name} đã khai báo với hồ sơ này."
    ]
    assert open_sheet(scoring, chair, by=account_of(chair)) == open_sheet(scoring, chair, by=account_of(chair))


def test_an_unanswered_criterion_blocks_signing_and_never_counts_as_nothing(scoring, district_round):
    chair = sitting(district_round.council)[0]
    sheet = mark(scoring, chair)
    node = criteria_of(scoring)[3]
    line = sheet.lines.get(criterion=node)
    save_line(sheet, node, revision=line.revision, by=account_of(chair))
    assert refused(sign_sheet, sheet, by=account_of(chair)) == [f"Chưa chấm tiêu chí {node.code}."]
    failure = node.options.get(is_failure=True)
    save_line(sheet, node, option=failure, revision=line.revision + 1, by=account_of(chair))
    most = max(option.points for option in node.options.all())
    assert sign_sheet(sheet, by=account_of(chair)).total == Decimal(100 - most)


def test_two_windows_do_not_overwrite_each_other(scoring, district_round):
    chair = sitting(district_round.council)[0]
    sheet, by = mark(scoring, chair), account_of(chair)
    node = criteria_of(scoring)[0]
    first, other = node.options.all()[0], node.options.get(is_failure=True)
    line = sheet.lines.get(criterion=node)
    save_line(sheet, node, option=other, revision=line.revision, by=by)
    with pytest.raises(StaleLine) as stale:
        save_line(sheet, node, option=first, revision=line.revision, by=by)
    assert (stale.value.theirs.option, stale.value.theirs.revision) == (other, line.revision + 1)
    # what stands there already is no conflict, whatever window it comes from
    assert save_line(sheet, node, option=other, revision=0, by=by).revision == line.revision + 1


def test_a_signed_sheet_is_locked_and_opened_again_only_by_the_secretary_with_a_reason(
    scoring, district_round, officer
):
    chair = sitting(district_round.council)[0]
    sheet, by = sign(scoring, chair), account_of(chair)
    node = criteria_of(scoring)[0]
    assert refused(save_line, sheet, node, option=node.options.all()[0], revision=1, by=by) == ["Phiếu này đã ký."]
    for damage in (
        lambda: ScoreLine.objects.filter(sheet=sheet).update(points=0),
        lambda: ScoreLine.objects.filter(sheet=sheet).delete(),
        lambda: ScoreSheet.objects.filter(pk=sheet.pk).update(total=1),
        lambda: ScoreSheet.objects.filter(pk=sheet.pk).delete(),
    ):
        with pytest.raises(Exception, match=r"sheet: signed|Cannot (update|delete)"), transaction.atomic():
            damage()
    assert refused(reopen_sheet, sheet, why="Chấm nhầm", by=by) == [
        "Tài khoản của bạn không có quyền lập hội đồng, nhận hồ sơ, điều hành đợt chấm."
    ]
    assert refused(reopen_sheet, sheet, why=" ", by=officer) == ["Mở lại phiếu cần lý do."]
    again = reopen_sheet(sheet, why="Chấm nhầm", by=officer)
    sheet.refresh_from_db()
    assert (sheet.status, sheet.total, again.version, again.lines.count()) == (
        SheetStatus.REPLACED,
        Decimal(100),
        2,
        sheet.lines.count(),
    )


def test_a_member_writes_on_no_sheet_but_its_own(scoring, district_round, officer):
    chair, second, _third = sitting(district_round.council)
    sheet = mark(scoring, chair)
    node = criteria_of(scoring)[0]
    option = node.options.all()[0]
    assert refused(save_line, sheet, node, option=option, revision=1, by=account_of(second)) == [
        f"Đây là phiếu của {chair.full_name}.",
        f"Chỉ {chair.full_name} ghi được phiếu này.",
    ]
    # whoever runs the council enters paper, never into what a member began
    assert refused(save_line, sheet, node, option=option, revision=1, by=officer) == [
        f"Chỉ {chair.full_name} ghi được phiếu này."
    ]
    declare_conflict(scoring, second, what="", by=officer)
    from_paper = open_sheet(scoring, second, by=officer)
    assert from_paper.on_paper
    for each in criteria_of(scoring):
        save_line(from_paper, each, option=best(each, list(each.options.all())), revision=0, by=officer)
    assert refused(sign_sheet, from_paper, by=officer) == ["Phiếu giấy cần bản quét."]
    signed = sign_sheet(from_paper, by=officer, scan="phieu-1.pdf", scan_sha256="a" * 64)
    assert (signed.total, signed.signed_by) == (Decimal(100), officer)


def test_who_sees_whose_points(scoring, district_round):
    chair, second, third = sitting(district_round.council)
    sign(scoring, chair)
    standing = standing_of(scoring)
    assert [may_see_points(standing, seat, reveal) for seat in (chair, second, None) for reveal in ("own", "all")] == [
        *(True, False),
        *(False, False),
        *(False, False),
    ]
    sign(scoring, second)
    sign(scoring, third)
    assert all(may_see_points(standing_of(scoring), seat, "all") for seat in (chair, third, None))


# ------------------------------------------------------------------ the meeting
def test_no_quorum_no_result(scoring, district_round, officer):
    seats = sitting(district_round.council)
    for member in seats:
        sign(scoring, member)
    agree_where_all_do(scoring, by=officer)
    note_presence(district_round, seats[1:], by=officer)
    assert refused(conclude_round, district_round, by=officer) == [
        "Có mặt 2/3 thành viên, chưa đủ 75%.",
        "Không có chủ tịch hoặc phó chủ tịch hội đồng.",
    ]


def test_everybody_signs_before_a_round_is_concluded(scoring, district_round, officer):
    seats = sitting(district_round.council)
    sign(scoring, seats[0])
    assert refused(conclude_round, district_round, by=officer) == [
        f"“Rượu nếp”: chưa ký phiếu: {seats[1].full_name}, {seats[2].full_name}."
    ]


def test_results_are_frozen(scoring, district_round, officer):
    for member in sitting(district_round.council):
        sign(scoring, member)
    (result,) = conclude(district_round, officer)
    for damage in (
        lambda: Result.objects.filter(pk=result.pk).update(stars=1),
        lambda: Result.objects.filter(pk=result.pk).delete(),
    ):
        with pytest.raises(Exception, match=r"Cannot (update|delete)"), transaction.atomic():
            damage()


def test_scoring_stops_only_while_nobody_has_signed(scoring, district_round, officer):
    chair = sitting(district_round.council)[0]
    mark(scoring, chair)
    found = back_to_receiving(district_round, why="Thiếu hồ sơ", by=officer)
    scoring.refresh_from_db()
    assert (found.status, scoring.status) == (RoundStatus.RECEIVING, EntryStatus.ACCEPTED)
    start_scoring(found, by=officer)
    sign(scoring, chair)
    assert refused(back_to_receiving, found, why="x", by=officer) == [
        "Đã có phiếu chấm được ký: không quay lại nhận hồ sơ được."
    ]


def test_a_set_in_use_stands_still(scoring):
    criteria_set = CriteriaSet.objects.get(code=SET_1048)
    assert criteria_set.in_use_since is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        criteria_set.nodes.filter(is_criterion=True).update(max_points=1)


# ------------------------------------------------------------------ under 26/2026: commune, province
@pytest.fixture
def of_2026(settings, province, officer):
    settings.BUSINESS_DAY = date(2026, 11, 20)
    load_sets(SET_26)
    council = make_council(province, officer, days_before=0)
    return make_round(level_of("26-2026"), province, council, officer, opened_on=date(2026, 11, 2), ordinal=2)


@pytest.fixture
def judged(of_2026, make, commune, officer):
    """A dossier that came from the commune, in the round of the province."""
    entry = file(make("Mứt gừng"), commune, officer, set_code=SET_26, on=date(2026, 10, 1))
    assert entry.level.key == "commune"
    screen(entry, officer)
    above = forward_dossier(entry, on=date(2026, 10, 12), by=officer)
    take(above, of_2026, officer)
    begin(of_2026, officer, sent_on=date(2026, 11, 10))
    above.refresh_from_db()
    return above


def gate_of(entry, star):
    """A criterion with a minimum for a star, and the option right below it, which reaches every lower star."""
    for node in criteria_of(entry):
        options = list(node.options.all())
        at = next((at for at, option in enumerate(options) if option.min_star == star), 0)
        if at and not any(option.min_star and option.min_star < star for option in options[at:]):
            return node, options[at - 1]
    raise AssertionError(star)


def test_a_minimum_keeps_from_the_stars_of_the_points(judged, of_2026, officer):
    plain = [node for node in criteria_of(judged) if not any(option.min_star for option in node.options.all())]
    lost, codes = 0, []
    while lost < 22:
        node = plain.pop()
        lost += max(option.points for option in node.options.all())
        codes.append(node.code)
    for member in sitting(of_2026.council):
        sign(judged, member, failing(*codes))
    four, below = gate_of(judged, 4)
    agree(judged, four, below, note="Hồ sơ không có", by=officer)
    (result,) = conclude(of_2026, officer)
    assert (result.shown, result.band_stars, result.stars, result.outcome) == (Decimal(100 - lost), 4, 3, "3")
    assert result.reason == (f"{100 - lost} điểm, đạt 3 sao: chưa đạt yêu cầu tối thiểu 4 sao ở tiêu chí {four.code}")
    decision = decide(of_2026, officer, "1900/QĐ-UBND", date(2026, 11, 19))
    rating = ratings_in_force(date(2026, 11, 20)).get()
    judged.dossier.refresh_from_db()
    of_2026.refresh_from_db()
    assert (rating.product, rating.stars, rating.decision) == (judged.dossier.product, 3, decision)
    assert (judged.dossier.status, of_2026.status) == (DossierStatus.DECIDED, RoundStatus.DECIDED)


@pytest.mark.parametrize(("blocks", "outcome", "warned"), [(False, Outcome.POTENTIAL, 1), (True, Outcome.FOUR, 0)])
def test_from_ninety_points_on_a_missed_minimum_is_a_warning_or_a_bar_as_the_regime_says(
    judged, of_2026, officer, blocks, outcome, warned
):
    regime = of_2026.level.regime
    type(regime).objects.filter(pk=regime.pk).update(gates_block_forwarding=blocks)
    for member in sitting(of_2026.council):
        sign(judged, member)
    five, below = gate_of(judged, 5)
    agree(judged, five, below, by=officer)
    (result,) = conclude(of_2026, officer)
    assert (result.band_stars, result.stars, result.outcome, len(result.warnings)) == (5, 4, outcome, warned)


def test_the_council_agrees_on_every_minimum_before_a_result(judged, of_2026, officer):
    for member in sitting(of_2026.council):
        sign(judged, member)
    (reason,) = refused(conclude_round, of_2026, by=officer)
    assert reason.startswith("“Mứt gừng”: chưa thống nhất phương án ở tiêu chí ")
    assert agree_where_all_do(judged, by=officer) == len(reason.removesuffix(".").split("tiêu chí ")[1].split(", "))
    assert agree_where_all_do(judged, by=officer) == 0
    conclude_round(of_2026, by=officer)


def test_files_before_the_day_of_the_window(of_2026, make, commune, officer):
    """The second window of the year takes what came before the 30th of October: the 30th is too late."""
    assert of_2026.files_before == date(2026, 10, 30)
    entry = file(make("Mứt tắc"), commune, officer, set_code=SET_26, on=date(2026, 10, 1))
    screen(entry, officer)
    above = forward_dossier(entry, on=date(2026, 10, 30), by=officer)
    accept_dossier(above, by=officer)
    assert refused(take_into_round, above, of_2026, by=officer) == [
        "“Mứt tắc” nhận ngày 30/10/2026, đợt này lấy hồ sơ nhận trước ngày 30/10/2026."
    ]


# ------------------------------------------------------------------ under 148: under 70 back to the district
def test_what_the_province_finds_under_seventy_goes_back_to_the_district(
    settings, province, district, commune, make, officer
):
    settings.BUSINESS_DAY = date(2023, 9, 1)
    load_sets("148-2023-01")
    entry = file(make("Trà hoa"), commune, officer, set_code="148-2023-01", on=date(2023, 3, 1))
    council = make_council(district, officer, days_before=0)
    found = make_round(level_of("148-2023", "district"), district, council, officer, opened_on=date(2023, 3, 1))
    score(found, take(entry, found, officer), officer, share=Decimal("0.75"))
    (first,) = conclude(found, officer)
    assert (first.shown, first.outcome) == (Decimal(75), "")
    above = forward_dossier(entry, on=date(2023, 5, 1), by=officer)
    council = make_council(province, officer, days_before=0)
    found = make_round(level_of("148-2023"), province, council, officer, opened_on=date(2023, 6, 1))
    score(found, take(above, found, officer), officer, share=Decimal("0.6"))
    (second,) = conclude(found, officer)
    assert (second.shown, second.outcome, second.points_a) == (Decimal(60), "", Decimal(24))
    below = send_down(above, on=date(2023, 7, 3), by=officer)
    assert (below.level.key, below.attempt, below.place) == ("district", 2, district)


def score(found, entry, officer, *, share):
    """Everybody gives a share of the points of each part, on sheets of which only the parts are known."""
    begin(found, officer, sent_on=found.opened_on)
    entry.refresh_from_db()
    for member in sitting(found.council):
        by = account_of(member)
        declare_conflict(entry, member, what="", by=by)
        sheet = open_sheet(entry, member, by=by)
        for node in criteria_of(entry):
            save_line(sheet, node, points=share * node.max_points, revision=0, by=by)
        sign_sheet(sheet, by=by)


# ------------------------------------------------------------------ territory
def test_another_district_runs_nothing(entry, district_round, stranger):
    outside = "Địa bàn này không thuộc phạm vi của bạn."
    assert refused(accept_dossier, entry, by=stranger)[0] == outside
    assert refused(start_scoring, district_round, by=stranger)[0] == outside


# ------------------------------------------------------------------ a law that nobody has written
@pytest.fixture
def invented(law):
    """Two levels, three bands and a sheet of two criteria, all of it rows: no code knows them."""
    regime = Regime.objects.create(
        code="minh-hoa",
        name="Quy định minh hoạ",
        legal_basis="Minh hoạ",
        in_force_from=date(2022, 1, 1),
        scheme=Scheme.objects.first(),
        max_a=50,
        max_b=30,
        max_c=20,
        validity_months=12,
    )
    for stars, floor in ((1, 0), (3, 55), (4, 80)):
        Band.objects.create(regime=regime, stars=stars, floor=floor)
    common = {"regime": regime, "mode": LevelMode.SCORE, "article": "điều minh hoạ", "body_pattern": "UBND {place}"}
    Level.objects.create(key="district", position=1, name="Cấp huyện", recognises=[3], passes_up_from=80, **common)
    Level.objects.create(key="province", position=2, name="Cấp tỉnh", recognises=[4], **common)
    criteria_set = CriteriaSet.objects.create(regime=regime, code="minh-hoa-01", number=1, name="Bộ minh hoạ")
    for position, most in enumerate((60, 40), start=1):
        node = CriterionNode.objects.create(
            criteria_set=criteria_set,
            position=position,
            depth=1,
            part="A",
            code=str(position),
            label="Tiêu chí",
            max_points=most,
            is_criterion=True,
        )
        for place, (points, star) in enumerate(((most // 2, None), (most, 4)), start=1):
            Option.objects.create(criterion=node, position=place, label="Phương án", points=points, min_star=star)
        Option.objects.create(criterion=node, position=9, label="Không đạt", points=0, is_failure=True)
    return regime


def test_a_regime_of_rows_alone_carries_a_dossier_to_its_stars(invented, district, province, commune, make, officer):
    entry = file(make("Mật dừa"), commune, officer, set_code="minh-hoa-01", on=date(2022, 3, 1))
    assert entry.level.key == "district"
    for place in (district, province):
        council = make_council(place, officer, days_before=0)
        level = invented.levels.get(key=place.level)
        found = make_round(level, place, council, officer, opened_on=date(2022, 3, 1))
        take(entry, found, officer)
        begin(found, officer, sent_on=date(2022, 3, 1))
        entry.refresh_from_db()
        for member in sitting(council):
            sign(entry, member)
        (result,) = conclude(found, officer)
        if place == district:
            assert (result.shown, result.outcome) == (Decimal(100), "")
            entry = forward_dossier(entry, on=date(2022, 4, 1), by=officer)
    assert (result.stars, result.outcome) == (4, Outcome.FOUR)
    decide(found, officer, "5/QĐ-UBND", date(2022, 5, 5))
    rating = ratings_in_force(date(2022, 6, 1)).get()
    assert (rating.stars, rating.until) == (4, date(2023, 5, 5))


# ------------------------------------------------------------------ what must not stand still, or in the way
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
    assert (result.stars, result.outcome) == (3, Outcome.NONE)
    assert result.reason.endswith("; không cao hơn hạng 3 sao đang giữ")
    return_dossier(entry, why="Chưa đạt hạng cao hơn", by=officer)
    file(product, commune, officer, set_code=SET_1048, on=date(2022, 5, 2), kind=RatingKind.UPGRADE)


def test_what_was_agreed_on_falls_with_the_marks_that_it_rests_on(judged, of_2026, officer):
    seats = sitting(of_2026.council)
    for member in seats:
        sign(judged, member)
    assert agree_where_all_do(judged, by=officer) > 0
    sheet = ScoreSheet.objects.get(entry=judged, member=seats[0])
    reopen_sheet(sheet, why="Chấm nhầm", by=officer)
    assert judged.agreed.count() == 0


def test_a_proposal_to_exclude_is_never_answered_by_itself(judged, of_2026, officer):
    node = next(node for node in criteria_of(judged) if node.knock_out and any(o.min_star for o in node.options.all()))
    chair, *others = sitting(of_2026.council)
    sheet = mark(judged, chair)
    row = sheet.lines.get(criterion=node)
    save_line(sheet, node, option=row.option, knocked_out=True, revision=row.revision, by=account_of(chair))
    sign_sheet(sheet, by=account_of(chair))
    for member in others:
        sign(judged, member)
    agree_where_all_do(judged, by=officer)
    (reason,) = refused(conclude_round, of_2026, by=officer)
    assert reason == f"“Mứt gừng”: chưa thống nhất phương án ở tiêu chí {node.code}."
    agree(judged, node, row.option, knocked_out=True, by=officer)
    (result,) = conclude_round(of_2026, by=officer)
    assert (result.outcome, result.stars) == (Outcome.NONE, 0)


def test_a_round_scores_again_after_a_withdrawal_and_stops_twice(scoring, district_round, officer):
    mark(scoring, sitting(district_round.council)[0])
    for _number in range(2):
        found = back_to_receiving(district_round, why="Thiếu hồ sơ", by=officer)
        start_scoring(found, by=officer)
    withdraw_dossier(scoring, why="Chủ thể đề nghị", by=officer)
    assert conclude_round(found, by=officer) == []


def test_who_has_signed_nothing_may_leave_and_the_others_go_on(scoring, district_round, officer):
    chair, second, third = sitting(district_round.council)
    sign(scoring, chair)
    assert refused(unseat_member, chair, why="Ốm", by=officer) == [
        f"{chair.full_name} đã ký phiếu trong đợt đang chấm: thôi thành viên sau khi chốt điểm."
    ]
    unseat_member(third, why="Ốm", by=officer)
    sign(scoring, second)
    (result,) = conclude(district_round, officer)
    assert result.member_count == 2
    unseat_member(second, why="Chuyển công tác", by=officer)
    scoring.refresh_from_db()
    assert standing_of(scoring).totals == [Decimal(100), Decimal(100)]  # as it was scored


def test_a_dossier_is_closed_to_a_member_who_runs_the_council_too(scoring, district_round, district, officer):
    second = sitting(district_round.council)[1]
    account = account_of(second)
    type(account).objects.filter(pk=account.pk).update(role=Role.LOCAL_OFFICER)
    account.refresh_from_db()
    declare_conflict(scoring, second, what="Em của chủ cơ sở", by=account)
    closed = "Bạn chấm “Rượu nếp”: hồ sơ chỉ mở sau khi khai không liên quan."
    chair = sitting(district_round.council)[0]
    assert closed in refused(reopen_sheet, sign(scoring, chair), why="x", by=account)
    assert closed in refused(agree_where_all_do, scoring, by=account)


def test_the_quorum_of_a_dossier_leaves_out_who_is_in_conflict(scoring, district_round, officer):
    chair, *others = sitting(district_round.council)
    declare_conflict(scoring, chair, what="Cổ đông", by=account_of(chair))
    for member in others:
        sign(scoring, member)
    agree_where_all_do(scoring, by=officer)
    assert refused(conclude_round, district_round, by=officer) == ["Không có chủ tịch hoặc phó chủ tịch hội đồng."]


def test_the_day_of_sending_stays_with_the_round(entry, district_round, officer):
    send_to_members(district_round, on=date(2022, 3, 3), by=officer)
    assert leave_round(entry, by=officer).sent_to_members_on is None
