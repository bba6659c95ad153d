"""Load places, categories and the law from fixtures."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, call_command

from products.imports.law import load_law


class Command(BaseCommand):
    help = "Nạp dữ liệu nền: địa bàn, bảng phân loại, các bộ quy định. Chạy lại không nhân đôi."

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.BASE_DIR) / "fixtures"
        for file in sorted((folder / "places").glob("*.csv")):
            call_command("load_places", str(file), stdout=self.stdout)
        self.stdout.write(f"{load_law(folder)} bộ quy định")
