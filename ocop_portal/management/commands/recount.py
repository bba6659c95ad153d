"""`manage.py recount`: make all derived tables anew, or only say what is wrong in them."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from core.publishing import publishing
from products.actions.recount import touch_everything


class Command(BaseCommand):
    help = "Tính lại mọi bảng dẫn xuất từ sổ; với --check thì chỉ so sánh và nói chỗ sai."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="không ghi gì; có chỗ sai thì kết thúc với mã 1")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        if check:
            self._check()
            return
        with publishing():
            for name in settings.RECOUNT_FIRST_STEPS:
                import_string(name)()
            touch_everything()
        self.stdout.write(_("Đã tính lại."))

    def _check(self) -> None:
        wrong = 0
        for name in settings.RECOUNT_CHECKS:
            for sentence in import_string(name)():
                self.stderr.write(sentence)
                wrong += 1
        if wrong:
            raise CommandError(_("%(count)s chỗ sai: chạy “manage.py recount” để tính lại.") % {"count": wrong})
        self.stdout.write(_("Mọi bảng dẫn xuất đều đúng."))
