"""The figures of a day on the command line; the last line is the contract's JSON."""

import json
from datetime import datetime
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from core.clock import today
from core.management.arguments import day
from core.models import PlaceLevel
from products.enums import Counting
from products.models import Scheme
from reports.queries.figures import Question, figures
from reports.rules.moments import parse_moment


class Command(BaseCommand):
    help = "Số liệu tính đến một ngày: dòng cuối là JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--on", type=day, default=None, help="ngày, dạng 2022-10-01")
        parser.add_argument("--recorded-until", type=parse_moment, default=None, help="sổ biết đến lúc nào")
        parser.add_argument("--potential", choices=Counting.values, default=Counting.BESIDE)
        parser.add_argument("--level", choices=PlaceLevel.values, default=PlaceLevel.COMMUNE)
        parser.add_argument("--scheme", default="", help="mã bảng phân loại: 1048, 148, 26-2026")
        parser.add_argument("--format", choices=["json"], default="json")

    def handle(self, *args: Any, **options: Any) -> None:
        moment: datetime | None = options["recorded_until"]
        question = Question(
            on=options["on"] or today(),
            recorded_until=moment,
            potential=Counting(options["potential"]),
            level=PlaceLevel(options["level"]),
            scheme=self._scheme(options["scheme"]),
        )
        self.stdout.write(json.dumps(figures(question).as_json(), ensure_ascii=False))

    def _scheme(self, code: str) -> str:
        if code and not Scheme.objects.filter(code=code).exists():
            raise CommandError(f"Không có bảng phân loại “{code}”.")
        return code
