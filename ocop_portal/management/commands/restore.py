"""A backup back into an empty database and media folder, compared with what it says of itself."""

from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from ocop_portal.backups.refusals import BackupRefused
from ocop_portal.backups.restoring import restore_backup


class Command(BaseCommand):
    help = "Khôi phục một bản sao của lệnh backup: kiểm tra trước, một giao dịch, so lại số liệu và từng tệp."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("dir", type=Path, metavar="DIR", help="thư mục của một bản sao (có manifest.json)")
        parser.add_argument("--replace", default="", metavar="NAME", help="xóa và thay cơ sở dữ liệu có tên này")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = restore_backup(options["dir"], replace=options["replace"])
        except BackupRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        for totals in manifest.totals:
            self.stdout.write(f"{totals['on']}: {totals['total']} sản phẩm, khớp bản sao")
        rows = sum(manifest.counts.values())
        self.stdout.write(f"Đã khôi phục bản sao {manifest.made_at}: {rows} dòng, {len(manifest.media)} tệp, khớp.")
