"""One thing of each kind that may be about a person, all in one place, for tests of personal data."""

from __future__ import annotations

from datetime import date
from typing import Any

from core.models import Place, User
from core.roles import Role
from evaluations.models import AdvisoryTeam, Council, CouncilMember, DecisionDraft, TeamMember
from products.actions.decisions import issue_decision
from products.models import Decision
from tests.factories import level_of, line, make_place, make_producer, make_product, make_user, paper
from tests.products.report_room import make_report

NAME = "Kim Văn Minh Hoạ"


def one_of_each(place: Place, by: User) -> dict[str, Any]:
    """The things of a commune by the key of their kind, each with the name; the law must stand."""
    producer = make_producer(f"Hộ {NAME}", place=place)
    product = make_product("Bánh tét minh hoạ", producer=producer)
    head = {"level": level_of(), "issuing_body": "UBND tỉnh Trà Vinh", "created_by": by}
    issue_decision(paper("15/QĐ-UBND", signer=NAME, place=place.parent), [line(product, 3)], by=by)
    council = Council.objects.create(place=place, name="Hội đồng minh hoạ", founded_on=date(2022, 1, 3))
    team = AdvisoryTeam.objects.create(place=place, name="Tổ minh hoạ", founded_on=date(2022, 1, 3))
    return {
        "chu-the": producer,
        "tai-khoan": make_user(Role.LOCAL_OFFICER, place, full_name=NAME),
        "thanh-vien": CouncilMember.objects.create(council=council, full_name=NAME),
        "to-tu-van": TeamMember.objects.create(team=team, full_name=NAME),
        "quyet-dinh": Decision.objects.get(),
        "du-thao": DecisionDraft.objects.create(place=place, signer=NAME, **head),
        "bao-cao-nhan": make_report(product=product, contact=f"{NAME}, 0900 123 456", consent_text="Đồng ý"),
    }


def stranger_of_another_province() -> User:
    """A province officer who has no business here."""
    return make_user(Role.PROVINCE_OFFICER, make_place("Tỉnh Khác Minh Hoạ", level="province"), username="tinh-khac")
