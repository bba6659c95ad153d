"""Fill the demo: reference data, the real register of Trà Vinh up to the business day, one person of each role."""

from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser, call_command
from django.db import transaction

from core.clock import today
from core.models import Place, User
from ocop_portal.demo_people import PASSWORD, PEOPLE
from reports.imports import load_published

SCENARIOS = {
    "so-tra-vinh": "sổ thật của Trà Vinh tính đến ngày làm việc",
    "trong": "chỉ có địa bàn, quy định và tài khoản",
}


class Command(BaseCommand):
    help = "Nạp dữ liệu của bản chạy thử; chạy lại chỉ thêm phần còn thiếu."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--scenario", default="so-tra-vinh", help=f"một trong: {', '.join(SCENARIOS)}")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Chỉ bản chạy thử (OCOP_MODE=demo) mới nạp được dữ liệu này.")
        if options["scenario"] not in SCENARIOS:
            raise CommandError(f"Không có kịch bản “{options['scenario']}”; có: {', '.join(SCENARIOS)}.")
        call_command("load_reference", stdout=self.stdout)
        call_command("load_criteria", stdout=self.stdout, stderr=StringIO())  # its faults stand on the sheets' page
        if options["scenario"] == "so-tra-vinh":
            folder = Path(settings.BASE_DIR) / "fixtures" / "register" / "tra-vinh"
            call_command("load_register", str(folder), until=today(), stdout=self.stdout, stderr=self.stderr)
            load_published(folder / "published.csv")
        self._make_people()

    @transaction.atomic
    def _make_people(self) -> None:
        places = {place.slug: place for place in Place.objects.filter(slug__in=[p.territory for p in PEOPLE])}
        for person in PEOPLE:
            if not User.objects.filter(username=person.username).exists():
                User.objects.create_user(
                    person.username,
                    PASSWORD,
                    full_name=person.full_name,
                    role=person.role,
                    territory=places.get(person.territory),
                )
