"""Database and media into a new folder: consistent, checked, whole or not at all."""

from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from ocop_portal.backups.refusals import BackupRefused
from ocop_portal.backups.taking import take_backup


class Command(BaseCommand):
    help = "Sao lưu cơ sở dữ liệu và kho tệp vào một thư mục mới trong DIR, rồi đọc lại để kiểm tra."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("dir", type=Path, metavar="DIR", help="thư mục đã có, nơi giữ các bản sao")
        parser.add_argument("--keep", type=int, default=0, metavar="N", help="chỉ giữ N bản mới nhất")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["keep"] < 0:
            raise CommandError("--keep phải là số không âm.")
        try:
            folder, manifest = take_backup(options["dir"], keep=options["keep"])
        except BackupRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        rows, size = sum(manifest.counts.values()), sum(facts.size for facts in manifest.files.values())
        self.stdout.write(f"{folder}: {rows} dòng, {len(manifest.media)} tệp, {size} byte, đã kiểm tra.")
        if manifest.missing:
            raise CommandError(
                f"Bản sao đã giữ, nhưng {len(manifest.missing)} tệp mà sổ nhắc tới không còn hoặc đã hỏng trong kho: "
                f"{', '.join(manifest.missing[:5])}. Xem “missing” trong manifest.json."
            )
