"""What the ledger refuses in words where dates, levels and later acts meet."""

from datetime import date
from decimal import Decimal

import pytest

from core.errors import ActionRefused
from core.models import Place
from core.publishing import publishing
from core.roles import Role
from products.actions.correcting import (
    answer_approval,
    correct_ratings,
    extend_rating,
    void_decision,
    void_rating,
)
from products.actions.decisions import annul_decision, issue_decision, revoke_ratings
from products.enums import Answer, EndReason, RatingKind
from products.models import Decision, Recognition, ScoreApproval
from products.paper import Correction
from products.queries.register import approvals_open, ratings_in_force
from tests.factories import level_of, line, make_product, make_user, paper

pytestmark = pytest.mark.django_db
EARLY, LATE = date(2020, 1, 1), date(2022, 8, 1)
WHY = {"reason": "Lý do (minh hoạ)"}


def refused(act, *arguments, **keywords):
    with pytest.raises(ActionRefused) as refusal:
        act(*arguments, **keywords)
    return [reason.text for reason in refusal.value.reasons]


def test_annulling_leaves_an_expired_rating_expired(law, officer, settings):
    settings.BUSINESS_DAY = date(2024, 6, 1)
    decision = issue_decision(paper("1", EARLY), [line()], by=officer)
    annul_decision(paper("2", date(2024, 6, 1), **WHY), decision, by=officer)
    assert Recognition.objects.get().ended_on is None
    assert list(ratings_in_force(date(2023, 6, 1))) == []


def test_annulling_before_a_row_begins_is_refused(law, officer):
    decision = issue_decision(paper("1", EARLY), [line(starts_on=date(2020, 3, 1))], by=officer)
    words = refused(annul_decision, paper("2", date(2020, 2, 1), **WHY), decision, by=officer)
    assert "bắt đầu hiệu lực từ hoặc sau ngày 01/02/2020" in words[0]


def test_a_lower_level_of_another_law_annuls_and_corrects_nothing(law, officer, settings):
    settings.BUSINESS_DAY = date(2024, 6, 1)
    decision = issue_decision(paper("1", LATE), [line(None, 4)], by=officer)
    district = {"level": level_of("148-2023", "district"), "issuing_body": "UBND huyện Càng Long"}
    head = paper("2", date(2024, 6, 1), **WHY, **district)
    assert refused(annul_decision, head, decision, by=officer) == ["Cấp dưới không hủy bỏ quyết định của cấp trên."]
    words = refused(correct_ratings, head, [Correction(Recognition.objects.get(), stars=3)], by=officer)
    assert words[0] == "Cấp dưới không đính chính quyết định của cấp trên."


def test_a_district_officer_writes_nothing_down_on_decisions_of_the_province(law, places):
    province, district = (Place.objects.get(slug=slug) for slug in ("tinh-tra-vinh", "huyen-cang-long"))
    product = make_product(place=Place.objects.get(slug="xa-huyen-hoi-huyen-cang-long"))
    other = make_product(place=product.place)
    issue_decision(paper("1", EARLY, place=province), [line(product, 4), line(other, None)], by=None)
    local = make_user(Role.LOCAL_OFFICER, district)
    words = ["Dòng này thuộc quyết định của cấp khác; cán bộ của cấp đó ghi nhận."]
    rating, approval = Recognition.objects.get(), ScoreApproval.objects.get()
    assert refused(extend_rating, rating, until=date(2023, 3, 1), ground="Điều 12.3", by=local) == words
    assert refused(answer_approval, approval, Answer.BELOW, on=LATE, paper="CV 1", by=local) == words


def test_a_paper_of_a_place_names_products_of_that_place(law, places, officer):
    here = Place.objects.get(slug="huyen-cang-long")
    away = make_product("Bánh minh hoạ", place=Place.objects.get(slug="xa-thuan-hoa-huyen-cau-ngang"))
    head = paper("1", date(2022, 9, 1), place=here, level=level_of("148-2023", "district"))
    assert refused(issue_decision, head, [line(away, 3)], by=officer) == [
        "“Bánh minh hoạ” không thuộc Huyện Càng Long."
    ]
    wrong = paper("1", date(2022, 9, 1), place=here)
    assert refused(issue_decision, wrong, [line()], by=officer)[0] == "Huyện Càng Long không phải cấp tỉnh."


def test_a_late_entry_does_not_erase_a_revocation(law, officer):
    product = make_product("Mứt minh hoạ")
    issue_decision(paper("1", EARLY), [line(product, 3)], by=officer)
    revoke_ratings(paper("2", date(2021, 6, 1), **WHY), [Recognition.objects.get()], by=officer)
    late = [line(product, 3, kind=RatingKind.RE_RATING)]
    words = refused(issue_decision, paper("3", date(2021, 1, 1)), late, by=officer)
    assert words == ["“Mứt minh hoạ” giữ hạng 3 sao đến khi bị thu hồi ngày 01/06/2021: kiểm tra lại ngày."]
    assert Recognition.objects.get().end_reason == EndReason.REVOKED


def test_an_extension_does_not_reach_over_the_next_rating(law, officer, settings):
    settings.BUSINESS_DAY = date(2023, 6, 1)
    product = make_product("Trà minh hoạ")
    issue_decision(paper("1", EARLY), [line(product, 3)], by=officer)
    issue_decision(paper("2", date(2023, 2, 1)), [line(product, 3)], by=officer)
    first = Recognition.objects.order_by("starts_on").first()
    words = refused(extend_rating, first, until=date(2023, 5, 1), ground="Điều 12.3", by=officer)
    assert words == ["“Trà minh hoạ” đã có công nhận mới từ ngày 01/02/2023: không gia hạn chồng lên."]
    extend_rating(first, until=date(2023, 1, 31), ground="Điều 12.3", by=officer)
    assert [row.pk for row in ratings_in_force(date(2023, 1, 31))] == [first.pk]


def test_an_older_approval_entered_late_is_refused(law, officer):
    product = make_product("Sáp minh hoạ")
    issue_decision(paper("1", LATE), [line(product, None)], by=officer)
    words = refused(issue_decision, paper("2", EARLY), [line(product, None)], by=officer)
    assert words == ["“Sáp minh hoạ” đã có điểm được phê duyệt sau đó, ngày 01/08/2022."]


def test_five_stars_on_the_day_of_the_approval_are_refused(law, officer):
    product = make_product("Hạt minh hoạ")
    issue_decision(paper("1", LATE), [line(product, None)], by=officer)
    national = paper("2", LATE, level=level_of("1048-2019", "national"), issuing_body="Bộ")
    assert "được phê duyệt cùng ngày" in refused(issue_decision, national, [line(product, 5)], by=officer)[0]


def test_voiding_five_stars_beside_a_newer_approval_is_refused(law, officer):
    product = make_product()
    issue_decision(paper("1", EARLY), [line(product, None)], by=officer)
    national = paper("2", date(2021, 1, 1), level=level_of("1048-2019", "national"), issuing_body="Bộ")
    issue_decision(national, [line(product, 5)], by=officer)
    issue_decision(paper("3", LATE), [line(product, None, kind=RatingKind.RE_RATING)], by=officer)
    words = refused(void_rating, Recognition.objects.get(), why="Nhầm", by=officer)
    assert words == ["Sản phẩm đã có điểm được phê duyệt sau hạng 5 sao này: vô hiệu dòng phê duyệt đó trước."]


def test_a_wrong_head_is_voided_with_all_it_did_and_the_number_is_free(law, officer):
    product, other = make_product(), make_product()
    issue_decision(paper("1", EARLY), [line(product, 3)], by=officer)
    wrong = issue_decision(
        paper("2", date(2022, 1, 1)), [line(product, 4, kind=RatingKind.UPGRADE), line(other, None)], by=officer
    )
    assert refused(void_decision, wrong, why=" ", by=officer) == ["Cần nêu lý do."]
    void_decision(wrong, why="Gõ nhầm ngày", by=officer)
    assert [row.stars for row in ratings_in_force(LATE)] == [3]
    assert list(approvals_open(LATE)) == []
    issue_decision(paper("2", date(2022, 2, 1)), [line(product, 4, kind=RatingKind.UPGRADE)], by=officer)
    assert [row.stars for row in ratings_in_force(LATE)] == [4]
    assert Decision.objects.filter(number="2").count() == 2


def test_voiding_a_revoking_paper_gives_the_rating_back(law, officer):
    issue_decision(paper("1", EARLY), [line()], by=officer)
    revoking = revoke_ratings(paper("2", date(2021, 6, 1), **WHY), [Recognition.objects.get()], by=officer)
    void_decision(revoking, why="Nhầm sản phẩm", by=officer)
    assert [row.ended_on for row in ratings_in_force(date(2022, 1, 1))] == [None]


def test_what_a_constraint_refuses_is_said_in_words(law, officer):
    product = make_product()
    decision = issue_decision(paper("1", EARLY), [line(product, 3)], by=officer)
    rating = Recognition.objects.get()
    rating.pk = None
    rating.score = Decimal(60)
    with pytest.raises(ActionRefused, match="recognition_no_overlap"), publishing():
        rating.save(force_insert=True)
    assert decision.recognitions.count() == 1
