"""Reports about labels and receipts of any age, for tests."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from products.enums import ReportOutcome, ReportStatus
from products.models import CheckReceipt, LabelReport
from products.rules.codes import RECEIPT, new_code
from products.rules.receipts import hash_of, hashed_text


def make_report(**fields: Any) -> LabelReport:
    """A new report about a label, seen at a market."""
    facts = {"seen": "Nhãn ghi 4 sao (minh hoạ)", "where": "Chợ Minh Hoạ", "reported_on": date(2022, 10, 1)}
    return LabelReport.objects.create(**facts | fields)


def closed_report(days: int, **fields: Any) -> LabelReport:
    """A report that was closed so many days ago."""
    told = {"outcome": ReportOutcome.RIGHT_LABEL, "outcome_why": "Nhãn đúng (minh hoạ)"}
    closed_at = timezone.now() - timedelta(days=days)
    return make_report(status=ReportStatus.DONE, closed_at=closed_at, **told | fields)


def make_receipt_of(days: int) -> CheckReceipt:
    """A receipt made so many days ago."""
    made_at = timezone.now() - timedelta(days=days)
    facts = {"checked_code": new_code(), "on": made_at.date(), "answer": {"behind": "nothing"}}
    facts |= {"code": new_code(RECEIPT), "made_at": made_at}
    return CheckReceipt.objects.create(**facts, sha256=hash_of(hashed_text(**facts)))


def checks_and_reports() -> None:
    """Of each kind one that is kept too long, by the settings as they come, and one that is not."""
    contact = {"contact": "0900 000 000", "consent_text": "Đồng ý (minh hoạ)"}
    closed_report(4 * 365, where="Chợ Cũ")
    closed_report(200, where="Chợ Mới", **contact)
    closed_report(10, where="Chợ Nay", **contact)
    make_report(where="Chợ Còn Mở", **contact)
    make_receipt_of(6 * 365)
    make_receipt_of(10)
