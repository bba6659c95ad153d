"""From the counter to five stars and the public catalogue, by the pages, under each version of the law.

On each way a dossier is sent back once for what is missing, one member has a conflict, the members are over the spread
once, the body above answers under ninety, and the province tries a second time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.test import Client
from django.utils.html import strip_tags

from core.clock import today
from core.models import Place, User
from core.roles import Role
from evaluations.enums import DossierStatus, Topic
from evaluations.imports.checklists import load_checklists
from evaluations.models import AskItem, Conflict, CriteriaSet, DecisionDraft, Result, ScoreSheet
from evaluations.queries.councils import sitting
from evaluations.queries.papers import gaps_of, lines_for
from products.models import Product, ScoreApproval
from tests.evaluations.council_room import account_of, criteria_of
from tests.factories import FIXTURES, level_of, load_sets, make_producer, make_product, make_user
from tests.journeys.council_moves import (
    begin_scoring,
    conclude,
    decide_round,
    declare_a_conflict,
    entry_of,
    everybody_signs,
    file_dossier,
    found_council,
    mark_and_sign,
    plan_round,
    publish,
    step,
)
from tests.journeys.desks import Desk


@dataclass(frozen=True)
class Way:
    """A version of the law with its places, bodies and days."""

    regime: str
    set_code: str
    first: str
    province: str
    commune: str
    seat: str
    body: str
    above: str
    filed_on: date
    # the rounds at the first level (None where it only screens), at the province, and the second there
    rounds: tuple[date | None, date, date]
    ordinals: tuple[int, int] = (1, 2)


TRA_VINH = {"province": "tinh-tra-vinh", "commune": "xa-my-cam-huyen-cang-long", "seat": "huyen-cang-long"}
VINH_LONG = {"province": "tinh-vinh-long", "commune": "xa-cang-long", "seat": "xa-cang-long"}
WAYS = {
    "1048": Way(
        "1048-2019",
        "1048-2019-16",
        "district",
        **TRA_VINH,
        body="UBND tỉnh Trà Vinh",
        above="Bộ Nông nghiệp và Phát triển nông thôn",
        filed_on=date(2021, 2, 1),
        rounds=(date(2021, 3, 1), date(2021, 5, 3), date(2022, 3, 1)),
        ordinals=(1, 1),
    ),
    "148": Way(
        "148-2023",
        "148-2023-01",
        "district",
        **TRA_VINH,
        body="UBND tỉnh Trà Vinh",
        above="Bộ Nông nghiệp và Phát triển nông thôn",
        filed_on=date(2023, 3, 1),
        rounds=(date(2023, 4, 3), date(2023, 6, 1), date(2024, 3, 1)),
        ordinals=(1, 1),
    ),
    "148 sửa đổi bởi 1489": Way(
        "148-2023-1489",
        "148-2023-1489-01",
        "commune",
        **VINH_LONG,
        body="UBND tỉnh Vĩnh Long",
        above="Bộ Nông nghiệp và Môi trường",
        filed_on=date(2025, 9, 1),
        rounds=(None, date(2025, 10, 1), date(2026, 3, 2)),
        ordinals=(1, 1),
    ),
    "26/2026": Way(
        "26-2026",
        "26-2026-07",
        "commune",
        **VINH_LONG,
        body="UBND tỉnh Vĩnh Long",
        above="Bộ Nông nghiệp và Môi trường",
        filed_on=date(2026, 9, 1),
        rounds=(None, date(2026, 10, 1), date(2027, 3, 1)),
        ordinals=(2, 1),
    ),
}


def prepare(name: str, settings) -> tuple[Way, User]:
    """A way, its score sheet, and the officer of the province; what the seat does, an officer of the seat does."""
    way = WAYS[name]
    load_sets(way.set_code)
    load_checklists(FIXTURES / "checklists")
    settings.HOME_PROVINCE = way.province
    return way, make_user(Role.PROVINCE_OFFICER, Place.objects.get(slug=way.province))


def days(start: date, count: int) -> date:
    return start + timedelta(days=count)


def file(way: Way, desk: Desk):
    """The dossier is filed, sent back for what is missing, and complete."""
    commune = Place.objects.get(slug=way.commune)
    product = make_product("Rượu dừa minh hoạ", producer=make_producer("Hợp tác xã Minh Hoạ", place=commune))
    set_pk = CriteriaSet.objects.get(code=way.set_code).pk
    dossier = file_dossier(desk, product, commune, set_pk=set_pk, on=way.filed_on)
    step(desk, dossier, "bo-sung", item_1="Phiếu kiểm nghiệm")
    for item in AskItem.objects.all():  # what the checklist misses stood in the form already
        desk.send("ask-answer", item.pk, answer="Đã nộp phiếu")
    step(desk, dossier, "nhan-lai")
    hand_in(desk, dossier)
    if way.rounds[0] is None:
        screen(desk, dossier)
    step(desk, dossier, "chap-nhan")
    return dossier


def hand_in(desk: Desk, dossier) -> None:
    """The portal says which papers are missing; each is then seen on paper."""
    lines = lines_for(dossier, today())
    assert (gaps := gaps_of(lines))
    said = desk.send("entry-step", entry_of(dossier).pk, "chap-nhan")
    assert [gap for gap in gaps if gap not in said] == []
    for line in lines:
        if line.blocks:
            desk.send("dossier-item", dossier.pk, line.item.code, button="Đã xem bản giấy")


def screen(desk: Desk, dossier) -> None:
    """What the commune finds on the four topics, and its report."""
    entry = entry_of(dossier)
    said = {f"holds_{topic}": "yes" for topic in Topic} | {f"why_{topic}": "Đúng (minh hoạ)" for topic in Topic}
    desk.send("screening-edit", entry.pk, **said)
    desk.send("screening-report", entry.pk, number="7/BC-UBND (minh hoạ)", dated_on=f"{entry.arrived_on:%d/%m/%Y}")


def low(node) -> bool:
    """Two thirds of the sheet, from its second third on: far from the others."""
    return node.position % 3 != 0


def score_at_the_seat(way: Way, desk: Desk, dossier, on: date, settings) -> None:
    """The district's council: one member in conflict, the others too far apart in the first pass."""
    seat = Place.objects.get(slug=way.seat)
    council = found_council(desk, seat, on=days(on, -60))
    found = plan_round(desk, level_of(way.regime, way.first), seat, council, on=on)
    entry = entry_of(dossier)
    begin_scoring(desk, found, settings)
    pass_apart(desk, council, found, entry)
    conclude(desk, found, entry)


def pass_apart(desk: Desk, council, found, entry) -> None:
    """One member declares a conflict; one of the others marks far lower, so all mark again."""
    *others, wild, related = sitting(council)
    declare_a_conflict(desk, entry, account_of(related), "Em gái của chủ cơ sở (minh hoạ)")
    for seat in others:
        mark_and_sign(desk, entry, account_of(seat))
    mark_and_sign(desk, entry, account_of(wild), share=lambda node: node != criteria_of(entry)[0] and low(node))
    assert "thảo luận rồi chấm lượt tiếp theo" in desk.words("meeting", found.pk)
    step(desk, entry.dossier, "luot-hai", why="Thảo luận về nguồn nguyên liệu")
    for seat in (*others, wild):
        mark_and_sign(desk, entry, account_of(seat))


def approve_at_the_province(
    way: Way, desk: Desk, dossier, council, on: date, ordinal: int, number: str, settings, *, apart
):
    """A round of the province that ends in an approved score."""
    province = Place.objects.get(slug=way.province)
    found = plan_round(desk, level_of(way.regime), province, council, on=on, ordinal=ordinal)
    entry = step(desk, dossier, "chap-nhan")
    begin_scoring(desk, found, settings)
    pass_apart(desk, council, found, entry) if apart else everybody_signs(desk, entry)
    conclude(desk, found, entry)
    decide_round(desk, found, number=number, body=way.body, on=days(on, 30))
    return entry


def public_words(address: str) -> str:
    response = Client().get(address)
    assert response.status_code == 200
    return " ".join(strip_tags(response.text).split())  # names are marked where the search stands in them


def walk(way: Way, desk: Desk, settings) -> None:
    """The whole way, from the counter to what the public reads."""
    first_round, province_round, second_round = way.rounds
    settings.BUSINESS_DAY = days(province_round, 0) if first_round is None else days(first_round, 20)
    counter = desk.open(make_user(Role.LOCAL_OFFICER, Place.objects.get(slug=way.seat)))
    dossier = file(way, counter)
    if first_round is not None:
        score_at_the_seat(way, counter, dossier, first_round, settings)
    settings.BUSINESS_DAY = province_round
    step(counter, dossier, "chuyen-len")
    counter.leave()
    settings.BUSINESS_DAY = days(province_round, 60)
    council = found_council(desk, Place.objects.get(slug=way.province), on=days(province_round, -90))
    first, second = way.ordinals
    at_province = approve_at_the_province(
        way, desk, dossier, council, province_round, first, "100/QĐ-UBND", settings, apart=first_round is None
    )
    assert Result.objects.get(entry=at_province).total_sum == Decimal(300 if first_round is None else 400)

    above = step(desk, dossier, "chuyen-len")
    assert above.level.mode == "recorded"
    paper = {"paper": "77/TB-VPĐP (minh hoạ)", "paper_on": f"{today():%d/%m/%Y}"}
    step(desk, dossier, "ket-qua", total="85", **paper)
    waits = "còn chờ trả lời: ghi trả lời ở quyết định đó trước."
    assert waits in desk.send("entry-step", above.pk, "tra-xuong")
    answer = {"answer": "below", "on": paper["paper_on"], "paper": paper["paper"]}
    desk.send("approval-answer", ScoreApproval.objects.get().pk, **answer)
    again = step(desk, dossier, "tra-xuong")
    assert (again.level.key, again.attempt) == ("province", 2)

    settings.BUSINESS_DAY = days(second_round, 60)
    at_province = approve_at_the_province(
        way, desk, dossier, council, second_round, second, "55/QĐ-UBND", settings, apart=False
    )
    members = 3 if first_round is None else 4  # who had an interest in the first attempt has it in the second
    assert Result.objects.get(entry=at_province).member_count == members
    step(desk, dossier, "chuyen-len")
    paper |= {"paper": "88/TB-VPĐP (minh hoạ)", "paper_on": f"{today():%d/%m/%Y}"}
    parts = {"points_a": "35", "points_b": "22,5", "points_c": "34"}
    above = step(desk, dossier, "ket-qua", total="91,5", **parts, **paper)
    assert (above.result.points_a, above.result.points_b, above.result.points_c) == (35, Decimal("22.5"), 34)
    step(desk, dossier, "du-thao")
    draft = DecisionDraft.objects.latest("pk")
    settings.BUSINESS_DAY = days(today(), 7)
    publish(desk, draft, number="3000/QĐ-BNN", body=way.above, on=days(today(), -3))

    dossier.refresh_from_db()
    product = Product.objects.get()
    rating = product.recognitions.get()
    assert (dossier.status, rating.stars, rating.score) == (DossierStatus.DECIDED, 5, Decimal("91.5"))
    assert [(said.is_conflict, said.what) for said in Conflict.objects.filter(is_conflict=True)] == [
        (True, "Em gái của chủ cơ sở (minh hoạ)")
    ]
    passes = ScoreSheet.objects.filter(entry__round__isnull=False).values_list("pass_number", flat=True)
    assert set(passes) == {1, 2}
    assert "Rượu dừa minh hoạ" in public_words("/san-pham/?q=ruou dua")
    page = public_words(f"/san-pham/{product.slug}/")
    assert "OCOP 5 sao" in page
    assert "91,5 (phần A, B, C: 35 + 22,5 + 34)" in page
    assert public_words(f"/xac-minh/{rating.certificate.code}/").count("OCOP 5 sao") == 1
