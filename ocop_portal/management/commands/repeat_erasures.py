"""`manage.py repeat_erasures FILE`: after a restore, do again what was erased since the backup was taken."""

from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from ocop_portal.erasures.repeating import repeat_erasures


class Command(BaseCommand):
    help = (
        "Sau khi phục hồi: làm lại những việc của tệp do lệnh erasures ghi mà cơ sở dữ liệu không có; chạy lại không "
        "làm thêm gì. Chạy bằng tài khoản chủ sở hữu cơ sở dữ liệu, trước khi mở cổng."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="tệp mà lệnh erasures đã ghi")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            texts = file.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError as error:
            raise CommandError(f"Không đọc được {file}: {error.strerror}.") from error
        outcome = repeat_erasures(texts)
        for words in outcome.absent:
            self.stdout.write(f"Không có trong bản phục hồi: {words}")
        for words in outcome.left:
            self.stdout.write(f"Phải làm tay: {words}")
        self.stdout.write(
            f"Đã làm lại {outcome.done} việc; {outcome.known} việc đã có; {len(outcome.absent)} không có gì để làm; "
            f"{len(outcome.left)} phải làm tay."
        )
        if outcome.left:
            raise CommandError("Chưa xong: xem những việc phải làm tay ở trên.")
