"""States of the process."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RoundStatus(models.TextChoices):
    """Where a round stands."""

    OPEN = "open", _("đang mở")
    CLOSED = "closed", _("đã khép")


class DraftStatus(models.TextChoices):
    """Where a draft of a decision stands."""

    DRAFT = "draft", _("đang soạn")
    PUBLISHED = "published", _("đã công bố")
    DISCARDED = "discarded", _("đã bỏ")


class Outcome(models.TextChoices):
    """What a result of the grid leads to."""

    THREE = "3", _("3 sao")
    FOUR = "4", _("4 sao")
    FIVE = "5", _("5 sao")
    POTENTIAL = "tiem-nang", _("tiềm năng 5 sao")
    NONE = "none", _("không công nhận")


class Wording(models.TextChoices):
    """Whose words a score sheet prints."""

    SHORT = "short", _("nhãn rút gọn")
    OFFICIAL = "official", _("lời văn của văn bản")


OPEN_TO_ENTRY = frozenset({RoundStatus.OPEN})
OPEN_TO_EDIT = frozenset({DraftStatus.DRAFT})
