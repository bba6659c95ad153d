"""Words for made-up products and producers: a rich, skewed vocabulary with Vietnamese marks."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from random import Random
from typing import TypeVar

from producers.enums import LegalForm

Thing = TypeVar("Thing")

# What is made, by its category in the scheme of 26/2026; the first ones are the most common.
KINDS: dict[str, str] = {
    "che-bien-tu-gao-ngu-coc": "Bánh tét|Bánh tráng|Bánh phồng|Bún khô|Bánh pía|Cốm nếp|Bánh in|Hủ tiếu khô|Bánh gai",
    "che-bien-tu-rau-cu-qua-hat": "Mứt dừa|Kẹo dừa|Dưa kiệu|Chuối sấy|Đậu phộng rang|Dầu dừa|Kẹo chuối|Mít sấy",
    "che-bien-tu-thit-trung-sua-thuy-san-mat-ong-va-nong-san-khac": (
        "Khô cá lóc|Lạp xưởng|Chà bông|Tôm khô|Chả lụa|Nem chua|Khô cá kèo|Trứng vịt muối|Chả hoa|Mắm cá sặc|Khô cá đù"
    ),
    "gao-ngu-coc-hat-so-che-khac": "Gạo thơm|Gạo lứt|Nếp than|Đậu xanh|Bột sen|Bột bắp|Gạo hữu cơ",
    "rau-cu-qua-hat-tuoi": "Bưởi da xanh|Quýt đường|Dừa sáp|Thanh long|Cam sành|Xoài cát|Rau má|Măng cụt|Chôm chôm",
    "thit-thuy-san-trung-sua-tuoi": "Tôm sú|Cua biển|Nghêu sạch|Trứng gà|Cá tra phi lê|Hàu sữa",
    "mat-ong-mat-khac-va-nong-san-thuc-pham-khac": "Mật ong|Mật hoa dừa|Nấm bào ngư|Tổ yến|Yến chưng",
    "do-an-nhanh": "Cháo ăn liền|Cơm cháy|Ngũ cốc dinh dưỡng|Chè khoai môn",
    "tuong-nuoc-mam-gia-vi-dang-long-khac": "Nước mắm|Tương hột|Nước màu dừa|Giấm gạo|Sa tế",
    "gia-vi-khac": "Muối tôm|Bột nghệ|Tiêu xay|Muối ớt|Hành phi",
    "tra-tu-thuc-vat-khac": "Trà mãng cầu|Trà sen|Trà atisô|Trà gừng|Trà lá vối|Trà thảo mộc",
    "che-tuoi-che-bien": "Chè xanh|Chè ướp nhài",
    "ca-phe-ca-cao": "Cà phê rang|Ca cao bột|Sô cô la",
    "ruou-trang": "Rượu nếp|Rượu đế|Rượu gạo",
    "do-uong-co-con-khac": "Rượu quách|Rượu sim|Vang thanh long",
    "nuoc-khoang-thien-nhien-nuoc-uong-dong-chai": "Nước uống đóng chai|Nước khoáng",
    "do-uong-khong-con-khac": "Nước dừa|Nước ép bưởi|Sữa bắp|Nước quách",
    "thuc-pham-chuc-nang-thuoc-duoc-lieu-thuoc-co-truyen": "Cao dược liệu|Viên nghệ|Đông trùng hạ thảo",
    "my-pham-co-thanh-phan-tu-duoc-lieu": "Xà phòng|Dầu gội|Son dưỡng|Sữa tắm",
    "tinh-dau-va-duoc-lieu-khac": "Tinh dầu sả|Tinh dầu bưởi|Tinh dầu tràm",
    "thu-cong-my-nghe-gia-dung-trang-tri": "Thảm xơ dừa|Giỏ lục bình|Chiếu lác|Tranh gỗ|Đũa tre|Gốm đỏ|Mặt nạ",
    "vai-may-mac": "Khăn rằn|Xà rông|Áo bà ba",
    "hoa": "Hoa lan|Hoa hồng",
    "cay-canh": "Bonsai|Mai vàng",
    "dong-vat-canh": "Cá koi",
    "du-lich": "Điểm du lịch vườn|Nhà nghỉ cộng đồng|Tham quan cù lao",
}
DETAILS = (
    "lá cẩm|sấy giòn|vị gừng|truyền thống|đặc biệt|hữu cơ|nguyên chất|nhân đậu xanh|nhân thập cẩm|ba màu|cốt dừa|"
    "mè đen|rang muối|ít đường|một nắng|loại một|thượng hạng|hút chân không|vị sầu riêng|vị cay|lá dứa|khóm|mật mía|"
    "trứng muối|hạt điều|sữa tươi|hương quế|ủ chín|đồng quê|cổ truyền|gia truyền|thảo mộc|xứ biển|giồng cát|cù lao|"
    "vùng ngập mặn|ven sông|tôm đất|gân bò|da heo|mộc nhĩ|hạt sen|củ năng|khoai lang tím|bí đỏ|gấc|thanh trà|sa kê"
)
FORMS: tuple[tuple[LegalForm, str, int], ...] = (
    (LegalForm.HOUSEHOLD_BUSINESS, "Hộ kinh doanh", 44),
    (LegalForm.COOPERATIVE, "Hợp tác xã", 19),
    (LegalForm.LLC_ONE, "Công ty TNHH MTV", 11),
    (LegalForm.LLC_MULTI, "Công ty TNHH", 6),
    (LegalForm.PRIVATE_ENTERPRISE, "Doanh nghiệp tư nhân", 6),
    (LegalForm.COOPERATIVE_GROUP, "Tổ hợp tác", 5),
    (LegalForm.JOINT_STOCK, "Công ty cổ phần", 3),
    (LegalForm.HOUSEHOLD, "Hộ ông bà", 2),
    (LegalForm.UNKNOWN, "Cơ sở", 2),
    (LegalForm.FARM, "Trang trại", 1),
    (LegalForm.OPERATING_CENTRE, "Trung tâm điều hành du lịch", 1),
)
# The vowel that bears the tone stands before the star.
_ONSETS = "b c ch d đ g gi h kh l m n ng ph qu r s t th tr v x"
_OPEN = (
    "a* a*n a*ng a*nh a*o a*m ă*n ă*ng â*m â*n â*u â*y e*n e*m ê* ê*nh i*nh i*m iê*n iê*u iê*m o* o*n o*ng ô* ô*n "
    "ô*ng ơ* ơ*n ơ*i u*n u*ng uâ*n uyê*n ươ*ng ươ*i ư* ư*ng o*an o*ang o*a y*"
)
_STOPPED = "a*c a*t a*ch a*p ă*c ă*t â*t e*t ê*t i*ch iê*t iê*c o*c o*t ô*c ô*t ơ*p u*c u*t ươ*c uyê*t ư*c"
_TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]


def _syllables() -> list[str]:
    """Syllables in the spelling of Vietnamese; many mean nothing, as names of brands do."""
    tones = [(rime, _TONES) for rime in _OPEN.split()] + [(rime, _TONES[4:]) for rime in _STOPPED.split()]
    return [
        unicodedata.normalize("NFC", onset + rime.replace("*", tone)).capitalize()
        for rime, allowed in tones
        for tone in allowed
        for onset in _ONSETS.split()
    ]


def skewed(random: Random, things: Sequence[Thing], power: float = 2.0) -> Thing:
    """One of the things; the first ones come far more often."""
    return things[int(len(things) * random.random() ** power)]


class Namer:
    """Gives names; the same random numbers give the same names."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.kinds = [(category, text) for category, texts in KINDS.items() for text in texts.split("|")]
        self.details = DETAILS.split("|")
        self.syllables = _syllables()
        random.shuffle(self.syllables)
        self.forms = [form for form in FORMS for _ in range(form[2])]

    def brand(self) -> str:
        """Two syllables such as Thuỳ Hương."""
        return f"{skewed(self.random, self.syllables, 1.5)} {skewed(self.random, self.syllables, 1.5)}"

    def product(self, brand: str) -> tuple[str, str]:
        """A category of 26/2026 and a name such as Bánh tét lá cẩm Thuỳ Hương minh hoạ 1234."""
        category, kind = skewed(self.random, self.kinds, 1.6)
        detail = f" {skewed(self.random, self.details, 1.4)}" if self.random.random() < 0.7 else ""
        return category, f"{kind}{detail} {brand} minh hoạ {self.random.randint(1, 1999)}"

    def producer(self, brand: str) -> tuple[LegalForm, str]:
        """A legal form and a name such as Hợp tác xã Thuỳ Hương minh hoạ."""
        form, words, _weight = self.random.choice(self.forms)
        return form, f"{words} {brand} minh hoạ"
