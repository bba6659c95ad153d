"""`manage.py load_places FILE`: bring in a province, or old units that are still missing."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils.translation import gettext as _

from core.actions.places import load_places
from core.errors import ActionRefused


class Command(BaseCommand):
    help = (
        "Nạp địa bàn từ một tệp CSV (đơn vị, hiệu lực, đơn vị kế thừa). Có lỗi thì không lưu gì; chạy lại không "
        "nhân đôi."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            loaded = load_places(self._read(file), by=None, why=file.name)
        except ActionRefused as refusal:
            for reason in refusal.reasons:
                self.stderr.write(str(reason))
            raise CommandError(
                _("%(file)s: %(count)s lỗi, không lưu gì.") % {"file": file.name, "count": len(refusal.reasons)}
            ) from None
        self.stdout.write(
            _("%(file)s: %(created)s địa bàn mới, %(changed)s thay đổi, %(same)s như cũ")
            % {"file": file.name, "created": loaded.created, "changed": loaded.changed, "same": loaded.same}
        )

    def _read(self, file: Path) -> str:
        try:
            return file.read_text(encoding="utf-8")
        except OSError as error:
            raise CommandError(
                _("Không mở được tệp %(file)s: %(error)s.") % {"file": file, "error": error.strerror}
            ) from None
        except UnicodeDecodeError:
            raise CommandError(
                _("%(file)s không phải văn bản UTF-8. Hãy lưu lại dưới dạng CSV UTF-8.") % {"file": file.name}
            ) from None
