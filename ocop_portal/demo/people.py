"""The people of the demo: one of each role, and who sits on its councils; they exist in demo mode only."""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.roles import Role

PASSWORD = "minh-hoa-2022"  # noqa: S105 - printed by ./dev demo; refused outside demo mode


@dataclass(frozen=True)
class DemoPerson:
    """A made-up person; `territory` is the slug of a place, empty for everywhere."""

    username: str
    full_name: str
    role: Role
    territory: str = ""


_PROVINCE, _LOCAL = "tinh-tra-vinh", "huyen-cang-long"
PEOPLE = (
    DemoPerson("quan-tri", "Quản trị Minh Hoạ", Role.ADMINISTRATOR),
    DemoPerson("can-bo-tinh", "Cán bộ tỉnh Minh Hoạ", Role.PROVINCE_OFFICER, _PROVINCE),
    DemoPerson("can-bo-cang-long", "Cán bộ Càng Long Minh Hoạ", Role.LOCAL_OFFICER, _LOCAL),
    DemoPerson("thu-ky", "Thư ký hội đồng Minh Hoạ", Role.COUNCIL_SECRETARY, _PROVINCE),
    DemoPerson("chu-tich", "Chủ tịch hội đồng Minh Hoạ", Role.COUNCIL_MEMBER, _PROVINCE),
    DemoPerson("thanh-vien", "Thành viên hội đồng Minh Hoạ", Role.COUNCIL_MEMBER, _PROVINCE),
    DemoPerson("thanh-vien-2", "Thành viên thứ hai Minh Hoạ", Role.COUNCIL_MEMBER, _PROVINCE),
    DemoPerson("lanh-dao", "Lãnh đạo Minh Hoạ", Role.LEADER, _PROVINCE),
    DemoPerson("kiem-tra", "Kiểm tra Minh Hoạ", Role.AUDITOR),
)
# A district had a council of its own; a commune has none.
_DISTRICT_COUNCIL = (
    DemoPerson("chu-tich-huyen", "Chủ tịch hội đồng huyện Minh Hoạ", Role.COUNCIL_MEMBER, _LOCAL),
    DemoPerson("thanh-vien-huyen", "Thành viên hội đồng huyện Minh Hoạ", Role.COUNCIL_MEMBER, _LOCAL),
)
_NOW = {_PROVINCE: "tinh-vinh-long", _LOCAL: "xa-cang-long"}


def people_of(scenario: str) -> tuple[DemoPerson, ...]:
    """Who can sign in: the same accounts in every scenario, in the places of its day."""
    if scenario == "vinh-long-2026":
        return tuple(replace(each, territory=_NOW.get(each.territory, "")) for each in PEOPLE)
    return PEOPLE + _DISTRICT_COUNCIL
