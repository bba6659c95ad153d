"""Say who can sign in to the demo."""

from itertools import chain
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from core.models import User
from ocop_portal.demo.people import PASSWORD, people_of
from ocop_portal.ground.scenarios import SCENARIOS


class Command(BaseCommand):
    help = "In các tài khoản của bản chạy thử."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Tài khoản chạy thử chỉ có khi OCOP_MODE=demo.")
        names = dict.fromkeys(person.username for person in chain(*map(people_of, SCENARIOS)))
        there = User.objects.select_related("territory").in_bulk(list(names), field_name="username")
        for user in [there[name] for name in names if name in there]:
            where = user.territory.name if user.territory else "toàn cổng"
            self.stdout.write(f"  {user.username:<18} {PASSWORD}   {user.get_role_display()}, {where}")
