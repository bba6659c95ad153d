"""The council room of Vĩnh Long in 2026, under 26/2026: commune, province, ministry. All of it is made up.

No real product stands beside these, so what the council's decision recognises is in force here.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from core.clock import today
from core.models import User
from evaluations.actions.asking import answer_item, ask_for_more
from evaluations.actions.dossiers import forward_dossier, return_dossier
from evaluations.actions.drafts import start_draft, write_draft
from evaluations.actions.meeting import agree_where_all_do
from evaluations.actions.recording import draft_result, record_result
from evaluations.models import Council, RoundEntry
from ocop_portal.demo.desk import lay_on_desks
from ocop_portal.demo.intake import complete, find, found_advisers, look_into
from ocop_portal.demo.made_files import photo
from ocop_portal.demo.renewal import bring_newer_paper, extend, file_again, judge_in_writing, rate_before
from ocop_portal.demo.stage import (
    FIVE,
    FOUR,
    MARK,
    NOT_RECOGNISED,
    PROVINCE_SEATS,
    Idea,
    begin,
    business_day,
    conclude,
    draft,
    file,
    found,
    level,
    person,
    place,
    plan,
    province_round,
    publish,
    receive,
    score,
    score_in_part,
)
from products.actions.outlets import add_outlet
from products.actions.photos import add_photo
from products.actions.proofs import add_proof
from products.enums import DecisionKind, OutletKind, ProofKind
from products.models import Decision, Product

REGIME = "26-2026"
LAST_DAY = date(2026, 11, 19)
MADE_UP = "Minh hoạ của bản chạy thử: không có thật."
RICE, FRUIT, MEAT = (f"{REGIME}-{number}" for number in ("06", "07", "08"))

DECIDED = (
    Idea("Bánh tét lá cẩm", "Hộ kinh doanh Bánh tét Càng Long", RICE),
    Idea("Lạp xưởng bò", "Hộ kinh doanh Lạp xưởng Càng Long", MEAT, FOUR),
    Idea("Mứt dừa sấy dẻo", "Hộ kinh doanh Mứt dừa Càng Long", FRUIT, FIVE),
)
CONCLUDED = (
    Idea("Kẹo dừa sầu riêng", "Hộ kinh doanh Kẹo dừa Càng Long", FRUIT),
    Idea("Bánh tráng mè đen", "Hộ kinh doanh Bánh tráng Càng Long", RICE, FOUR),
    Idea("Chuối sấy mật ong", "Hộ kinh doanh Chuối sấy Càng Long", FRUIT, NOT_RECOGNISED),
)
IN_SCORING = (
    Idea("Chả lụa hấp lá", "Hộ kinh doanh Chả lụa Càng Long", MEAT),
    Idea("Bún khô gạo lứt", "Hộ kinh doanh Bún khô Càng Long", RICE),
    Idea("Đậu phộng rang muối", "Hộ kinh doanh Đậu phộng Càng Long", FRUIT),
)
RENEWED = Idea("Bánh in nhân dừa", "Hộ kinh doanh Bánh in Càng Long", RICE, FOUR)
READY = Idea("Me ngào đường", "Hộ kinh doanh Me ngào Càng Long", FRUIT, FOUR)
RECEIVED = (
    Idea("Bánh phồng khoai", "Hộ kinh doanh Bánh phồng Càng Long", RICE),
    Idea("Mít sấy giòn", "Hộ kinh doanh Mít sấy Càng Long", FRUIT),
)
AT_THE_COMMUNE = (
    Idea("Bánh in đậu xanh", "Hộ kinh doanh Bánh in Càng Long", RICE),
    Idea("Mứt gừng lát", "Hộ kinh doanh Mứt gừng Càng Long", FRUIT),
    Idea("Dưa kiệu ngọt", "Hộ kinh doanh Dưa kiệu Càng Long", FRUIT),
    Idea("Khô cá lóc một nắng", "Hộ kinh doanh Khô cá Càng Long", MEAT),
)


def play() -> None:
    """Every state of a round at the province, dossiers that the commune screens, and a result of the ministry."""
    with business_day(of=date(2026, 6, 1)):
        province = found(place("tinh-vinh-long"), PROVINCE_SEATS, person("can-bo-tinh"), allows_extra_rounds=True)
    _decide(province)
    _conclude(province)
    _score(province)
    _leave_to_conclude(province)
    _receive(province)
    _screen()


def _screened(ideas: tuple[Idea, ...], filed_on: date, sent_on: date) -> list[RoundEntry]:
    """Dossiers that the commune took in and sent on within its 15 working days."""
    officer = person("can-bo-cang-long")
    with business_day(of=filed_on):
        filed = [file(idea, place("xa-cang-long"), officer) for idea in ideas]
    with business_day(of=sent_on):
        return [forward_dossier(complete(entry, officer), on=sent_on, by=officer) for entry in filed]


def _decide(province: Council) -> None:
    """An extra round that the regulation allows, with its decision; 90 points and more went to the ministry."""
    secretary, officer = person("thu-ky"), person("can-bo-tinh")
    screened = _screened(DECIDED, date(2026, 6, 8), date(2026, 6, 22))
    at_province = province_round(
        province, level(REGIME, "province"), 3, screened, (date(2026, 6, 29), date(2026, 7, 6))
    )
    with business_day(of=date(2026, 7, 6)):
        entries = begin(at_province, secretary)
        score(entries, [idea.taste for idea in DECIDED], province)
        conclude(at_province, entries, secretary)
    with business_day(of=date(2026, 7, 13)):
        decision = publish(at_province, "MH-01/QĐ-UBND", officer)
        for entry in entries[:2]:
            _show(entry.dossier.product, officer)
    with business_day(of=date(2026, 7, 20)):
        above = forward_dossier(entries[-1], on=date(2026, 7, 20), by=officer)
    with business_day(of=date(2026, 9, 28)):
        paper, on = "Thông báo kết quả (minh hoạ)", date(2026, 9, 25)
        record_result(above, total=Decimal("92.5"), paper=paper, paper_on=on, by=officer)
    with business_day(of=LAST_DAY):
        _begin_drafts(above, decision, officer)
        lay_on_desks(entries[0].dossier.product, province=officer, local=person("can-bo-cang-long"))


def _begin_drafts(above: RoundEntry, decision: Decision, by: User) -> None:
    """Drafts without a round, their heads unfinished: what the ministry recognised, a decision to be annulled."""
    five = draft_result(above, by=by)
    write_draft(five, title=f"Công nhận sản phẩm OCOP 5 sao {MARK}", by=by)
    at = level(REGIME, "province")
    annulling = start_draft(DecisionKind.ANNUL, level=at, place=place("tinh-vinh-long"), annuls=decision, by=by)
    write_draft(annulling, title=f"Hủy bỏ quyết định {MARK}", reason=MADE_UP, by=by)


def _show(product: Product, by: User) -> None:
    """What stands beside the stars: a photo, proofs, and where the product is sold."""
    add_photo(product, photo(product.name.removesuffix(f" {MARK}")), caption=MADE_UP, by=by)
    more, maker = {"by": by, "scope": MADE_UP}, f"Trung tâm chứng nhận {MARK}"
    days = {"issued_on": date(2025, 7, 14), "expires_on": date(2028, 7, 13)}
    add_proof(product, kind=ProofKind.HACCP, number=f"MH-{product.pk}/HACCP", issuer=maker, **days, **more)
    add_proof(product, kind=ProofKind.SELF_DECLARATION, number="01/MH", issued_on=date(2026, 1, 12), **more)
    seen = {"seen_on": today(), "note": MADE_UP, "by": by}
    add_outlet(product, kind=OutletKind.SHOP, url=f"https://cua-hang.example.org/{product.slug}", **seen)
    point = {"name": f"Điểm giới thiệu sản phẩm {MARK}", "address": f"Chợ {MARK}", "place": product.place}
    add_outlet(product, kind=OutletKind.DISPLAY, **point, **seen)
    add_outlet(product, kind=OutletKind.MARKET, name=f"Một nước nhập khẩu {MARK}", **seen)


def _conclude(province: Council) -> None:
    """Another extra round, concluded, with the draft of its decision ready to be published."""
    secretary = person("thu-ky")
    screened = _screened(CONCLUDED, date(2026, 8, 10), date(2026, 8, 24))
    at_province = province_round(
        province, level(REGIME, "province"), 4, screened, (date(2026, 9, 7), date(2026, 9, 14))
    )
    with business_day(of=date(2026, 9, 14)):
        entries = begin(at_province, secretary)
        score(entries, [idea.taste for idea in CONCLUDED], province)
        conclude(at_province, entries, secretary)
    with business_day(of=LAST_DAY):
        draft(at_province, "MH-02/QĐ-UBND", person("can-bo-tinh"))


def _score(province: Council) -> None:
    """The second round of the year, whose dossiers arrived before 30 October, in the middle of its scoring."""
    screened = [*_screened(IN_SCORING, date(2026, 10, 5), date(2026, 10, 19)), _renew()]
    at_province = province_round(
        province, level(REGIME, "province"), 2, screened, (date(2026, 11, 9), date(2026, 11, 16))
    )
    with business_day(of=date(2026, 11, 16)):
        *first, renewed = begin(at_province, person("thu-ky"))
        score_in_part(first, province)
        judge_in_writing(renewed, RENEWED.taste, person("thu-ky"))


def _renew() -> RoundEntry:
    """A re-rating that came too late for its day, 13 November, which was put off for that."""
    officer, local = person("can-bo-tinh"), person("can-bo-cang-long")
    with business_day(of=date(2026, 6, 1)):
        product = rate_before(RENEWED, date(2023, 11, 13), officer)
    with business_day(of=date(2026, 10, 5)):
        entry = file_again(product, RENEWED, local)
    with business_day(of=date(2026, 10, 19)):
        above = forward_dossier(complete(entry, local), on=date(2026, 10, 19), by=local)
    with business_day(of=date(2026, 11, 2)):
        extend(product, date(2027, 4, 30), officer)
    return above


def _leave_to_conclude(province: Council) -> None:
    """A third extra round: all have signed and agreed, the secretary may conclude."""
    secretary = person("thu-ky")
    screened = _screened((READY,), date(2026, 10, 12), date(2026, 10, 26))
    days = (date(2026, 11, 12), LAST_DAY)
    at_province = province_round(province, level(REGIME, "province"), 5, screened, days)
    with business_day(of=LAST_DAY):
        entries = begin(at_province, secretary)
        score(entries, [READY.taste], province)
        agree_where_all_do(entries[0], by=secretary)


def _receive(province: Council) -> None:
    """The first round of next year takes dossiers; the second one is planned."""
    secretary, at = person("thu-ky"), level(REGIME, "province")
    screened = _screened(RECEIVED, date(2026, 10, 26), date(2026, 11, 12))
    with business_day(of=LAST_DAY):
        found_advisers(province.place, person("can-bo-tinh"))
        look_into(screened[0], person("can-bo-tinh"))
        receive(plan(province, at, 1, secretary, year=2027), screened, secretary)
        plan(province, at, 2, secretary, year=2027, opened_on=date(2027, 5, 4))


def _screen() -> None:
    """What lies with the commune: one to be looked at, one to be reported on, one that waits for papers, one back."""
    officer = person("can-bo-cang-long")
    with business_day(of=date(2026, 11, 16)):
        new, said, lacking, wrong = [file(idea, place("xa-cang-long"), officer) for idea in AT_THE_COMMUNE]
    with business_day(of=LAST_DAY):
        bring_newer_paper(new, officer)
        find(said, officer)
        items = ["Giấy xác nhận an toàn thực phẩm", "Ảnh nhãn sản phẩm"]
        ask = ask_for_more(lacking, items=items, due_on=date(2026, 12, 3), by=officer)
        answer_item(ask.items.all()[1], answer="Đã nộp ảnh nhãn (minh hoạ).", by=officer)
        return_dossier(wrong, why="Không thuộc nhóm sản phẩm đã đăng ký.", by=officer)
