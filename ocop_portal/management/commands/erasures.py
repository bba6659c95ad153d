"""`manage.py erasures`: what was erased, withdrawn or stopped, by keys alone, to keep outside the database."""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from core.management.arguments import day
from ocop_portal.erasures.listing import as_text, erasures, write_behind


class Command(BaseCommand):
    help = "In mỗi việc xóa, rút đồng ý, ngừng tài khoản trong nhật ký thành một dòng JSON, không tên, không giá trị."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--since", type=day, default=None, help="từ ngày, dạng 2022-10-01; không nêu là tất cả")
        parser.add_argument("--add-to", type=Path, metavar="FILE", help="chỉ ghi thêm những dòng mà tệp chưa có")

    def handle(self, *args: Any, since: date | None, add_to: Path | None, **options: Any) -> None:
        lines = erasures(since)
        if add_to is None:
            for line in lines:
                self.stdout.write(as_text(line))
            return
        try:
            added = write_behind(add_to, lines)
        except OSError as error:
            raise CommandError(f"Không ghi được {add_to}: {error.strerror}.") from error
        self.stdout.write(f"{add_to}: thêm {added} dòng.")
