"""Erase what a producer no longer has from its history, because the person asked for it."""

from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from ocop_portal.former_contacts import erase_former_contacts
from producers.models import Producer


class Command(BaseCommand):
    help = "Xóa số điện thoại, thư, địa chỉ và mã số cũ của một chủ thể khỏi lịch sử; cái đang ghi trong sổ thì giữ."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="phần cuối địa chỉ trang của chủ thể")
        parser.add_argument("--why", required=True, help="lý do, ghi vào nhật ký; không chép lại điều được xóa")

    def handle(self, *args: Any, **options: Any) -> None:
        producer = Producer.objects.filter(slug=options["slug"]).first()
        if producer is None:
            raise CommandError(f"Không có chủ thể “{options['slug']}”.")
        if not options["why"].strip():
            raise CommandError("Cần nêu lý do.")
        erase_former_contacts(producer, why=options["why"].strip())
        self.stdout.write(f"{producer}: lịch sử chỉ còn những gì đang ghi trong sổ.")
