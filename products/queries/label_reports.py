"""Reports about labels for those who deal with them."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from core.clock import today
from core.models import User
from products.enums import ReportStatus
from products.models import LabelReport, Product
from products.queries.checking import row_behind
from products.queries.story import code_story
from products.rules.codes import clean_code
from products.rules.report_steps import LONGEST_WAIT


def product_of_code(code: str, on: date) -> Product | None:
    """The product that a code on a label stands for on a day; None for what is no code and for one never issued."""
    clean = clean_code(code)
    story = code_story(clean) if clean else None
    row = row_behind(story.certificate, on) if story else None
    if row is None:
        return None
    product = Product.objects.select_related("place", "merged_into__place").get(pk=row.product.pk)
    return product.merged_into or product


def reports_of(user: User, status: str) -> QuerySet[LabelReport]:
    """The reports of the user's territory in one status: those that wait oldest first, closed ones newest first."""
    rows = LabelReport.objects.visible_to(user).filter(status=status).select_related("product__place")
    return rows.order_by("-pk") if status == ReportStatus.DONE else rows.order_by("pk")


def report_counts(user: User) -> dict[str, int]:
    """How many reports of the territory stand where, and how many have waited for too long; one query."""
    long_ago = Count("pk", filter=Q(reported_on__lt=today() - timedelta(days=LONGEST_WAIT)))
    rows = LabelReport.objects.visible_to(user).order_by().values_list("status").annotate(n=Count("pk"), late=long_ago)
    found = {status: (count, late) for status, count, late in rows}
    overdue = sum(late for status, (_count, late) in found.items() if status != ReportStatus.DONE)
    counts = {status: count for status, (count, _late) in found.items()}
    return dict.fromkeys(ReportStatus.values, 0) | counts | {"overdue": overdue}
