"""`manage.py grant_rights ROLE`: what the role under which the portal runs may do in the database."""

from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from core.actions.rights import grant_rights, rights_for
from core.errors import ActionRefused


class Command(BaseCommand):
    help = (
        "Cho một vai trò PostgreSQL đúng những quyền mà cổng cần khi chạy: sổ chỉ được thêm dòng. Chạy bằng tài khoản "
        "chủ sở hữu, sau mỗi lần migrate."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("role", metavar="ROLE")
        parser.add_argument("--sql", action="store_true", help="chỉ in các câu lệnh, không chạy")

    def handle(self, *args: Any, role: str, sql: bool, **options: Any) -> None:
        if sql:
            self.stdout.write(";\n".join(statement.strip() for statement in rights_for(role)) + ";")
            return
        try:
            grant_rights(role)
        except ActionRefused as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(_("Vai trò %(role)s đã có quyền của cổng, không hơn.") % {"role": role})
