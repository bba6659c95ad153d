"""The 54 peoples of Viet Nam as the state statistics list them (decision 121-TCTK/PPCĐ of 2 March 1979), and the
groups in which figures name them. Pure.
"""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KINH, HOA, KHMER = "01", "04", "05"
FOREIGN, UNKNOWN = "foreign", "unknown"
# fmt: off
PEOPLES = (
    "Kinh", "Tày", "Thái", "Hoa", "Khơ-me", "Mường", "Nùng", "HMông", "Dao", "Gia-rai", "Ngái", "Ê-đê", "Ba-na",
    "Xơ-đăng", "Sán Chay", "Cơ-ho", "Chăm", "Sán Dìu", "Hrê", "Mnông", "Ra-glai", "Xtiêng", "Bru-Vân Kiều", "Thổ",
    "Giáy", "Cơ-tu", "Gié-Triêng", "Mạ", "Khơ-mú", "Co", "Ta-ôi", "Chơ-ro", "Kháng", "Xinh-mun", "Hà Nhì", "Chu-ru",
    "Lào", "La Chí", "La Ha", "Phù Lá", "La Hủ", "Lự", "Lô Lô", "Chứt", "Mảng", "Pà Thẻn", "Cơ Lao", "Cống", "Bố Y",
    "Si La", "Pu Péo", "Brâu", "Ơ Đu", "Rơ-măm",
)
# fmt: on
# Code -> name; the code is the place in the list. Names of peoples are not translated.
ETHNICITIES: list[tuple[str, str | Promise]] = [
    (UNKNOWN, _("Chưa rõ")),
    *((f"{number:02}", name) for number, name in enumerate(PEOPLES, start=1)),
    (FOREIGN, _("Người nước ngoài")),
]
GROUPS = {KINH: "kinh", KHMER: "khmer", HOA: "hoa", UNKNOWN: "unknown"}


def group_of(ethnicity: str) -> str:
    """The group that figures count an ethnicity in: kinh, khmer, hoa, other, unknown."""
    return GROUPS.get(ethnicity, "other")
