"""Remove personal data that were kept as long as the settings say."""

from typing import Any

from django.core.management import BaseCommand, CommandParser

from ocop_portal.retention import apply_retention, look_through


class Command(BaseCommand):
    help = "Liệt kê dữ liệu cá nhân đã quá thời hạn lưu giữ (OCOP_RETENTION); chỉ xóa khi có --apply."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--apply", action="store_true", help="xóa thật; không có thì chỉ đếm")

    def handle(self, *args: Any, **options: Any) -> None:
        outcomes = apply_retention() if options["apply"] else look_through()
        for outcome in outcomes:
            span = "giữ mãi" if outcome.days is None else f"quá {outcome.days} ngày: {outcome.count}"
            self.stdout.write(f"{outcome.rule.key} ({outcome.rule.label}): {span}")
        self.stdout.write("Đã xóa." if options["apply"] else "Chưa xóa gì: thêm --apply để xóa.")
