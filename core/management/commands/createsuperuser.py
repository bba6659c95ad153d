"""`manage.py createsuperuser`: Django's own, with an act in the book for the administrator that it makes."""

from typing import Any

from django.contrib.auth.management.commands import createsuperuser
from django.db import transaction
from django.utils.translation import gettext as _

from core.actions.accounts import note_first_administrator
from core.models import User


class Command(createsuperuser.Command):
    help = "Tạo người quản trị đầu tiên của máy chủ; nhật ký ghi việc này."
    username = ""

    def handle(self, *args: Any, **options: Any) -> None:
        # While somebody types nothing is written yet, so the open transaction keeps nobody waiting.
        with transaction.atomic():
            super().handle(*args, **options)
            for user in User.objects.filter(username=self.username):  # none where Django found nobody to ask
                note_first_administrator(user, why=_("Dòng lệnh của máy chủ: createsuperuser"))

    def _validate_username(self, username: str, *more: Any) -> str | None:
        """Django's question about a name that was typed or given; the last one asked about is the one taken."""
        self.username = User.normalize_username(username)
        return super()._validate_username(username, *more)  # type: ignore[misc]
