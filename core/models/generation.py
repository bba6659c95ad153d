"""The generation of the public content."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Generation(models.Model):
    """The single row that changes whenever the public content does; caches and citations hang on it."""

    number = models.PositiveBigIntegerField(_("lần thay đổi"), default=0)
    changed_at = models.DateTimeField(_("thay đổi lúc"))

    class Meta:
        verbose_name = _("thế hệ nội dung")
        verbose_name_plural = _("thế hệ nội dung")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="generation_single_row")]

    def __str__(self) -> str:
        return str(self.number)
