from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core.kept_words import keep_fixed_words


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = _("Nền tảng: người, địa bàn, nhật ký")

    def ready(self) -> None:
        """Before a template is read."""
        keep_fixed_words()
