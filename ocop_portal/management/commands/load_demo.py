"""Fill a demo: reference data, the register of its scenario up to the business day, its people, its rounds."""

from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser, call_command

from core.clock import today
from ocop_portal.demo.loading import make_people, play_once
from ocop_portal.ground.scenarios import SCENARIOS, USUAL
from reports.imports import load_published, load_tiles


class Command(BaseCommand):
    help = "Nạp dữ liệu của bản chạy thử; chạy lại chỉ thêm phần còn thiếu."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--scenario", default=USUAL.name, help=f"một trong: {', '.join(SCENARIOS)}")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Chỉ bản chạy thử (OCOP_MODE=demo) mới nạp được dữ liệu này.")
        scenario = options["scenario"]
        if scenario not in SCENARIOS:
            raise CommandError(f"Không có kịch bản “{scenario}”; có: {', '.join(SCENARIOS)}.")
        call_command("load_reference", stdout=self.stdout)
        call_command("load_criteria", stdout=self.stdout, stderr=StringIO())  # its faults stand on the sheets' page
        fixtures = Path(settings.BASE_DIR) / "fixtures"
        load_tiles(fixtures / "tiles" / "tra-vinh.csv")
        if scenario == USUAL.name:
            folder = fixtures / "register" / "tra-vinh"
            call_command("load_register", str(folder), until=today(), stdout=self.stdout, stderr=self.stderr)
            load_published(folder / "published.csv")
        make_people(scenario)
        if said := play_once(scenario):
            self.stdout.write(said)
