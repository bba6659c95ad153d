"""Words of figures: which units they are by, what changed between two days, what people may ask."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Attribute(models.TextChoices):
    """What is counted about the representatives of producers."""

    SEX = "sex", _("Giới tính người đại diện")
    ETHNICITY = "ethnicity", _("Dân tộc người đại diện")
    DISABILITY = "disability", _("Khuyết tật của người đại diện")


class Right(models.TextChoices):
    """What a person may ask about the data that are held about them (law 91/2025/QH15)."""

    SEE = "see", _("xem dữ liệu")
    COPY = "copy", _("nhận bản sao")
    CORRECT = "correct", _("sửa dữ liệu")
    ERASE = "erase", _("xóa dữ liệu")
    WITHDRAW = "withdraw", _("rút đồng ý")
    RESTRICT = "restrict", _("hạn chế xử lý")


class Units(models.TextChoices):
    """The units that figures by place are by: those of the day, or communes before or after the home province went
    into another one (the keys are part of public addresses).
    """

    DISTRICT = "district", _("huyện")
    COMMUNE = "commune", _("xã")
    OLD = "xa-cu", _("xã cũ")
    NEW = "xa-moi", _("xã mới")


class Every(models.TextChoices):
    """How far apart the days of a series lie (the keys are part of public addresses)."""

    YEAR = "nam", _("cuối mỗi năm")
    QUARTER = "quy", _("cuối mỗi quý")
    MONTH = "thang", _("cuối mỗi tháng")


class Change(models.TextChoices):
    """How a product is counted otherwise on a later day (the keys are part of public addresses)."""

    NEW = "moi", _("mới được đếm")
    BACK = "tro-lai", _("trở lại sau một thời gian")
    UP = "len", _("nâng hạng")
    SAME = "giu-hang", _("giữ hạng, có kết quả mới")
    DOWN = "xuong", _("xuống hạng")
    EXPIRED = "het-han", _("hết hạn")
    REVOKED = "thu-hoi", _("bị thu hồi")
    ANNULLED = "huy-bo", _("quyết định bị hủy bỏ")
    UNRATED = "khong-dat", _("thôi tiềm năng 5 sao, không có hạng sao")
    ENDED = "thoi", _("thôi hiệu lực vì lý do khác")
