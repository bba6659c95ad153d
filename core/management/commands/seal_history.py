"""`manage.py seal_history`: seal the days of the book of acts that are over."""

from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.actions.seals import seal_closed_days
from core.errors import ActionRefused
from core.models import HistorySeal


class Command(BaseCommand):
    help = (
        "Niêm phong những ngày nhật ký đã qua; chạy lại không thêm gì. Chạy bằng tài khoản chủ sở hữu cơ sở dữ liệu. "
        "Hãy giữ mã in ra ở nơi khác, để verify_history --head so lại."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = seal_closed_days()
        except ActionRefused as refusal:
            raise CommandError(str(refusal)) from None
        for seal in made:
            self.stdout.write(
                _("%(day)s: %(count)s dòng, mã %(hash)s")
                % {"day": date_format(seal.day), "count": seal.count, "hash": seal.hash}
            )
        newest = HistorySeal.objects.order_by("day").last()
        if not made:
            self.stdout.write(
                _("Không có ngày nào cần niêm phong; mã mới nhất %(hash)s") % {"hash": newest.hash}
                if newest
                else _("Không có ngày nào cần niêm phong.")
            )
