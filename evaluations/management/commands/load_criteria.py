"""Load the score sheets, or lay their official wording over our short labels."""

import csv
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser

from evaluations.imports.checklists import load_checklists
from evaluations.imports.criteria import FaultyFile, load_criteria_sets
from evaluations.imports.wording import COLUMNS, lay_wording, template_rows
from evaluations.queries.criteria import sets_with_counts


class Command(BaseCommand):
    help = (
        "Không có FILE: nạp các bộ tiêu chí và danh mục kiểm tra hồ sơ (chạy lại không nhân đôi). "
        "Có FILE: đặt lời văn chính thức lên nhãn rút gọn, điểm giữ nguyên."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="tệp CSV: set, code, option, text")
        parser.add_argument("--sets", type=Path, help="thư mục các bộ tiêu chí (mặc định: của cổng)")
        parser.add_argument("--template", metavar="SET", help="in tệp mẫu của một bộ để điền lời văn")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["template"]:
            self._print_template(options["template"])
        elif options["file"]:
            self._lay(options["file"])
        elif options["sets"]:
            self._load(options["sets"])
        else:
            fixtures = Path(settings.BASE_DIR) / "fixtures"
            self._load(fixtures / "criteria")
            self._load_checklists(fixtures / "checklists")

    def _load(self, folder: Path) -> None:
        try:
            report = load_criteria_sets(folder)
        except FaultyFile as error:
            raise CommandError(f"Chưa nạp gì. {error}") from error
        self.stdout.write(f"{len(report.loaded)} bộ tiêu chí mới, {len(report.same)} bộ như cũ")
        for fault in report.faults:
            self.stderr.write(f"Không khớp: {fault}")
        for code in report.in_use:
            self.stderr.write(f"Bộ {code} đang dùng nên giữ nguyên: sửa thì lập phiên bản mới.")

    def _load_checklists(self, folder: Path) -> None:
        try:
            count = load_checklists(folder)
        except FaultyFile as error:
            raise CommandError(f"Chưa nạp danh mục nào. {error}") from error
        self.stdout.write(f"{count} mục kiểm tra hồ sơ")

    def _lay(self, file: Path) -> None:
        report = lay_wording(file)
        if report.problems:
            for problem in report.problems:
                self.stderr.write(problem)
            raise CommandError(f"Chưa ghi gì: tệp có {len(report.problems)} chỗ cần sửa.")
        self.stdout.write(f"Đã đặt lời văn chính thức cho: {', '.join(report.sets)}")

    def _print_template(self, code: str) -> None:
        found = sets_with_counts().filter(code=code).first()
        if found is None:
            raise CommandError(f"Không có bộ tiêu chí “{code}”.")
        writer = csv.writer(self.stdout, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(template_rows(found))
