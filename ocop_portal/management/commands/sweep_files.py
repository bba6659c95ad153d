"""Kept files that nothing names: listed, and removed when asked to."""

from __future__ import annotations

from typing import Any

from django.core.management import BaseCommand, CommandParser

from core.files.keeping import remove_files
from ocop_portal.orphans import orphans


class Command(BaseCommand):
    help = "Liệt kê tệp đã giữ hơn một ngày mà không dòng nào trong sổ nhắc tới; thêm --remove để xóa."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--remove", action="store_true", help="xóa những tệp đó; không có thì chỉ liệt kê")

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(orphans())
        for name in found:
            self.stdout.write(name)
        if options["remove"]:
            remove_files(found)
            self.stdout.write(f"Đã xóa {len(found)} tệp không ai nhắc tới.")
        else:
            self.stdout.write(f"Có {len(found)} tệp không ai nhắc tới; chạy lại với --remove để xóa.")
