"""The people of the demo: one of each role; they exist in demo mode only."""

from __future__ import annotations

from dataclasses import dataclass

from core.roles import Role

PASSWORD = "minh-hoa-2022"  # noqa: S105 - printed by ./dev demo; refused outside demo mode


@dataclass(frozen=True)
class DemoPerson:
    """A made-up person; `territory` is the slug of a place, empty for everywhere."""

    username: str
    full_name: str
    role: Role
    territory: str = ""


PEOPLE = (
    DemoPerson("quan-tri", "Quản trị Minh Hoạ", Role.ADMINISTRATOR),
    DemoPerson("can-bo-tinh", "Cán bộ tỉnh Minh Hoạ", Role.PROVINCE_OFFICER, "tinh-tra-vinh"),
    DemoPerson("can-bo-cang-long", "Cán bộ huyện Minh Hoạ", Role.LOCAL_OFFICER, "huyen-cang-long"),
    DemoPerson("thu-ky", "Thư ký hội đồng Minh Hoạ", Role.COUNCIL_SECRETARY, "tinh-tra-vinh"),
    DemoPerson("thanh-vien", "Thành viên hội đồng Minh Hoạ", Role.COUNCIL_MEMBER, "tinh-tra-vinh"),
    DemoPerson("lanh-dao", "Lãnh đạo Minh Hoạ", Role.LEADER, "tinh-tra-vinh"),
    DemoPerson("kiem-tra", "Kiểm tra Minh Hoạ", Role.AUDITOR),
)
