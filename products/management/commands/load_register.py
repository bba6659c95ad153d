"""Load a register from a folder of CSV files."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from core.clock import today
from core.management.arguments import day
from products.imports.register import load_register


class Command(BaseCommand):
    help = "Nạp sổ công nhận từ một thư mục CSV, theo thứ tự ngày; chạy lại chỉ thêm phần còn thiếu."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--until", type=day, help="chỉ nạp đến hết ngày này (mặc định: hôm nay)")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        if not (folder / "acts.csv").is_file():
            raise CommandError(f"{folder} không có tệp acts.csv.")
        report = load_register(folder, until=options["until"] or today())
        facts = asdict(report)
        refused = facts.pop("refused")
        self.stdout.write(", ".join(f"{name}: +{count}" for name, count in facts.items()))
        for sentence in refused:
            self.stderr.write(f"Không nạp được: {sentence}")
