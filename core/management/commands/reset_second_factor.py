"""Open the portal again for an administrator who lost the second factor, from the server's own command line."""

from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from core.actions.second_factor import reset_second_factor
from core.errors import ActionRefused
from core.models import User


class Command(BaseCommand):
    help = "Bỏ xác thực hai bước của một tài khoản, khi không còn người quản trị nào vào được."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--why", required=True, help="lý do, ghi vào nhật ký")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username__iexact=options["username"]).first()
        if user is None:
            raise CommandError(f"Không có tài khoản “{options['username']}”.")
        try:
            reset_second_factor(user, why=options["why"], by=None)
        except ActionRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{user.username}: lần đăng nhập tới chỉ cần mật khẩu.")
