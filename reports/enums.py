"""What figures about people are by, and what people may ask about their data."""

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
