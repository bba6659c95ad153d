"""`manage.py load_tiles FILE`: where the tiles of units stand on the map of figures."""

from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from django.db import IntegrityError

from core.errors import ActionRefused
from core.models import Place
from reports.imports import load_tiles


class Command(BaseCommand):
    help = "Nạp bản đồ ô từ một tệp CSV (place,row,column); chạy lại không nhân đôi."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            self.stdout.write(f"{file.name}: {load_tiles(file)} ô")
        except OSError as error:
            raise CommandError(f"Không mở được tệp {file}: {error.strerror}.") from None
        except (ActionRefused, IntegrityError, KeyError, ValueError, Place.DoesNotExist) as error:
            raise CommandError(f"{file.name}: {error}. Chưa có gì được ghi.") from None
