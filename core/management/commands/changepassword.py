"""`manage.py changepassword NAME`: a new password from the server's own command line, by the same act as elsewhere."""

from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from core.actions.accounts import set_password
from core.models import User


class Command(BaseCommand):
    help = "Đặt mật khẩu mới cho một tài khoản khi không ai tạo được liên kết cho người đó; nhật ký ghi việc này."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        user = User.objects.filter(username__iexact=username).first()
        if user is None:
            raise CommandError(_("Không có tài khoản “%(user)s”.") % {"user": username})
        password = getpass(_("Mật khẩu mới: "))
        if password != getpass(_("Gõ lại mật khẩu: ")):
            raise CommandError(_("Hai lần gõ không giống nhau: chưa đổi gì, hãy chạy lại."))
        try:
            validate_password(password, user)
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from None
        set_password(user, password, by=None, verb="set_password", why=_("Dòng lệnh của máy chủ: changepassword"))
        self.stdout.write(_("%(user)s: đã có mật khẩu mới; mọi nơi đang đăng nhập đã kết thúc.") % {"user": username})
