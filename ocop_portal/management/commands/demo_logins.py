"""Say who can sign in to the demo."""

from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from ocop_portal.demo_people import PASSWORD, PEOPLE


class Command(BaseCommand):
    help = "In các tài khoản của bản chạy thử."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Tài khoản chạy thử chỉ có khi OCOP_MODE=demo.")
        for person in PEOPLE:
            self.stdout.write(f"  {person.username:<18} {PASSWORD}   {person.role.label}")
