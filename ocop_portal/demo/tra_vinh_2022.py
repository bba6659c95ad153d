"""The council room of Trà Vinh in 2022, under 1048: district, province, national. Every name is made up and says so.

The real register of the day stays as it is: the one decision of a council that is published here is voided at once
(docs/decisions/0020-demonstration.md).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from evaluations.actions.asking import ask_for_more
from evaluations.actions.dossiers import forward_dossier, return_dossier, withdraw_dossier
from evaluations.actions.recording import record_result
from evaluations.actions.results import save_result
from evaluations.actions.rounds import open_round
from evaluations.entry import Entry
from evaluations.enums import MemberRole
from evaluations.models import Council, RoundEntry
from ocop_portal.demo.intake import complete
from ocop_portal.demo.stage import (
    FIVE,
    FOUR,
    NOT_RECOGNISED,
    NOTE,
    PROVINCE_SEATS,
    THREE,
    Idea,
    begin,
    business_day,
    conclude,
    draft,
    file,
    found,
    level,
    make_product,
    person,
    place,
    plan,
    province_round,
    publish,
    receive,
    score,
    score_in_part,
)
from products.actions.correcting import void_decision

REGIME = "1048-2019"
LAST_DAY = date(2022, 9, 30)
RICE, FRUIT, MEAT, DRINK = (f"{REGIME}-{number}" for number in ("02", "03", "04", "25"))

DECIDED = (
    Idea("Bánh tét nếp than", "Hộ kinh doanh Bánh tét Càng Long", RICE),
    Idea("Lạp xưởng tươi", "Hộ kinh doanh Lạp xưởng Càng Long", MEAT, FOUR),
    Idea("Mứt dừa non", "Hộ kinh doanh Mứt dừa Càng Long", FRUIT, FIVE),
)
CONCLUDED = (
    Idea("Kẹo dừa lá dứa", "Hộ kinh doanh Kẹo dừa Càng Long", FRUIT),
    Idea("Bánh tráng dừa", "Hộ kinh doanh Bánh tráng Càng Long", RICE, FOUR),
    Idea("Nước dừa đóng chai", "Hộ kinh doanh Nước dừa Càng Long", DRINK),
)
IN_SCORING = (
    Idea("Chả lụa hấp lá", "Hộ kinh doanh Chả lụa Càng Long", MEAT),
    Idea("Bún khô gạo lứt", "Hộ kinh doanh Bún khô Càng Long", RICE),
    Idea("Đậu phộng rang muối", "Hộ kinh doanh Đậu phộng Càng Long", FRUIT),
)
BELOW = Idea("Dưa kiệu ngọt", "Hộ kinh doanh Dưa kiệu Càng Long", FRUIT, NOT_RECOGNISED)
WAITING = (
    Idea("Bánh phồng khoai", "Hộ kinh doanh Bánh phồng Càng Long", RICE),
    Idea("Mít sấy giòn", "Hộ kinh doanh Mít sấy Càng Long", FRUIT),
    Idea("Bánh in đậu xanh", "Hộ kinh doanh Bánh in Càng Long", RICE),
)
# What a round says on paper: products with their points, one of them not told yet.
ON_PAPER = (
    (Idea("Bánh ít lá gai", "Hộ kinh doanh Bánh ít Càng Long", RICE), Decimal("72.5")),
    (Idea("Mắm chua tôm đất", "Hộ kinh doanh Mắm chua Càng Long", MEAT), Decimal(58)),
    (Idea("Rượu dừa sáp", "Hộ kinh doanh Rượu dừa Càng Long", DRINK), Decimal("41.25")),
    (Idea("Xôi vò sấy khô", "Hộ kinh doanh Xôi vò Càng Long", RICE), None),
)
ELSEWHERE = (
    ("huyen-tieu-can", Idea("Cốm nếp dừa", "Hộ kinh doanh Cốm nếp Tiểu Cần", RICE)),
    ("huyen-cau-ke", Idea("Chuối sấy mật ong", "Hộ kinh doanh Chuối sấy Cầu Kè", FRUIT)),
)


def play() -> None:
    """Every state of a round, at the district or at the province, and a result of the national level."""
    with business_day(of=date(2022, 6, 6)):
        seats = [("chu-tich-huyen", MemberRole.CHAIR), ("thanh-vien-huyen", MemberRole.MEMBER)]
        district = found(place("huyen-cang-long"), seats, person("can-bo-cang-long"))
        province = found(place("tinh-tra-vinh"), PROVINCE_SEATS, person("can-bo-tinh"), allows_extra_rounds=True)
    waiting = _district_scores(district)
    decided, concluded, in_scoring = waiting[:3], waiting[3:6], waiting[6:]
    _decide(province, decided)
    _conclude(province, concluded)
    _district_receives(district)
    _score(province, in_scoring)
    _enter_from_paper()
    _plan_elsewhere()


def _district_scores(district: Council) -> list[RoundEntry]:
    """The first round of the district: what reaches 50 points goes up, one dossier goes back to its producer."""
    officer, ideas = person("can-bo-cang-long"), (*DECIDED, *CONCLUDED, *IN_SCORING, BELOW)
    with business_day(of=date(2022, 6, 8)):
        filed = [file(idea, district.place, officer) for idea in ideas]
    with business_day(of=date(2022, 6, 13)):
        planned = plan(district, level(REGIME, "district"), 1, officer, meets_on=date(2022, 6, 20))
        receiving = receive(planned, filed, officer)
    with business_day(of=date(2022, 6, 20)):
        entries = begin(receiving, officer)
        score(entries, [idea.taste for idea in ideas], district)
        conclude(receiving, entries, officer)
        return_dossier(entries[-1], why="Chưa đạt 50 điểm: hoàn thiện rồi nộp lại.", by=officer)
    with business_day(of=date(2022, 6, 22)):
        return [forward_dossier(entry, on=date(2022, 6, 22), by=officer) for entry in entries[:-1]]


def _decide(province: Council, waiting: list[RoundEntry]) -> None:
    """A decided round; what it approved from 90 points went to the ministry, whose result is recorded."""
    secretary, officer = person("thu-ky"), person("can-bo-tinh")
    at_province = province_round(
        province, level(REGIME, "province"), 3, waiting, (date(2022, 6, 27), date(2022, 7, 4))
    )
    with business_day(of=date(2022, 7, 4)):
        entries = begin(at_province, secretary)
        score(entries, [idea.taste for idea in DECIDED], province)
        conclude(at_province, entries, secretary)
    with business_day(of=date(2022, 7, 11)):
        decision = publish(at_province, "MH-01/QĐ-UBND", officer)
    with business_day(of=date(2022, 7, 18)):
        above = forward_dossier(entries[-1], on=date(2022, 7, 18), by=officer)
    with business_day(of=LAST_DAY):
        paper, on = "Thông báo kết quả (minh hoạ)", date(2022, 9, 26)
        record_result(above, total=Decimal("92.5"), paper=paper, paper_on=on, by=officer)
        void_decision(decision, why="Quyết định minh hoạ, không có thật: không tính vào sổ.", by=officer)


def _conclude(province: Council, waiting: list[RoundEntry]) -> None:
    """A concluded round with the draft of its decision, ready to be published."""
    secretary = person("thu-ky")
    at_province = province_round(
        province, level(REGIME, "province"), 4, waiting, (date(2022, 8, 15), date(2022, 8, 22))
    )
    with business_day(of=date(2022, 8, 22)):
        entries = begin(at_province, secretary)
        score(entries, [THREE, FOUR, NOT_RECOGNISED], province)
        conclude(at_province, entries, secretary)
    with business_day(of=LAST_DAY):
        draft(at_province, "MH-02/QĐ-UBND", person("can-bo-tinh"))


def _score(province: Council, waiting: list[RoundEntry]) -> None:
    """A round in the middle of its scoring."""
    at_province = province_round(
        province, level(REGIME, "province"), 5, waiting, (date(2022, 9, 19), date(2022, 9, 28))
    )
    with business_day(of=date(2022, 9, 28)):
        score_in_part(begin(at_province, person("thu-ky")), province)


def _district_receives(district: Council) -> None:
    """The second round of the district: two dossiers on its list, one that waits for papers."""
    officer = person("can-bo-cang-long")
    with business_day(of=date(2022, 9, 12)):
        *whole, lacking = [file(idea, district.place, officer) for idea in WAITING]
        receive(plan(district, level(REGIME, "district"), 2, officer, meets_on=date(2022, 10, 12)), whole, officer)
        ask_for_more(lacking, items=["Giấy xác nhận an toàn thực phẩm"], by=officer)


def _enter_from_paper() -> None:
    """A round whose results an officer is typing from paper."""
    officer, at = person("can-bo-tinh"), place("tinh-tra-vinh")
    with business_day(of=LAST_DAY):
        which = {"level": level(REGIME, "province"), "place": at, "year": 2022, "ordinal": 6}
        found = open_round(**which, opened_on=LAST_DAY, note=NOTE, by=officer)
        for idea, points in ON_PAPER:
            product = make_product(idea, place("huyen-cang-long"), officer)
            save_result(found, Entry(product, score=points), by=officer)


def _plan_elsewhere() -> None:
    """A planned round in another district whose council has no members yet; a dossier that was taken back."""
    officer = person("can-bo-tinh")
    with business_day(of=date(2022, 9, 26)):
        (filed, withdrawn) = [file(idea, place(slug), officer) for slug, idea in ELSEWHERE]
        complete(filed, officer)
        council = found(filed.place, [], officer)
        plan(council, level(REGIME, "district"), 1, officer, opened_on=date(2022, 10, 10))
        withdraw_dossier(withdrawn, why="Chủ thể xin rút để hoàn thiện bao bì.", by=officer)
