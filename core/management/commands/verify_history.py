"""`manage.py verify_history`: is the book of acts as it was when its days were sealed?"""

import sys
from datetime import date
from typing import Any

from django.core.management import BaseCommand, CommandParser
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.management.arguments import day
from core.queries.seals import Verdict, check_book


class Command(BaseCommand):
    help = (
        "Tính lại mọi niêm phong của nhật ký và nói chỗ nào không khớp; mã thoát 1 khi có chỗ không khớp "
        "hoặc có dòng quá hạn mà chưa niêm phong."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--since", type=day, default=None, help="từ ngày, dạng 2022-10-01")
        parser.add_argument("--head", default="", help="mã niêm phong đã giữ ở nơi khác")

    def handle(self, *args: Any, since: date | None, head: str, **options: Any) -> None:
        verdict = check_book(since=since, head=head.strip().lower())
        self._say(verdict)
        for wrong in verdict.wrong:
            self.stdout.write(wrong)
        if verdict.overdue:
            self.stdout.write(verdict.overdue)
        if verdict.wrong:
            self.stdout.write(_("Nhật ký KHÔNG nguyên vẹn: %(count)s chỗ.") % {"count": len(verdict.wrong)})
            sys.exit(1)
        if verdict.overdue:
            self.stdout.write(_("Chưa thể nói nhật ký nguyên vẹn."))
            sys.exit(1)
        self.stdout.write(_("Nhật ký nguyên vẹn."))

    def _say(self, verdict: Verdict) -> None:
        facts = {"days": verdict.days, "entries": verdict.entries, "unsealed": verdict.unsealed}
        self.stdout.write(
            _("Đã xem %(days)s ngày niêm phong, %(entries)s dòng; %(unsealed)s dòng chưa niêm phong.") % facts
        )
        if verdict.head:
            end = {"day": date_format(verdict.head.day), "hash": verdict.head.hash}
            self.stdout.write(_("Mã cuối chuỗi (%(day)s): %(hash)s") % end)
