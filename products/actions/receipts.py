"""Verbs about receipts of checks."""

from __future__ import annotations

from django.utils import timezone

from core.clock import today
from core.errors import refuse_if
from products.models import CheckReceipt
from products.permissions.receipts import why_not_make_receipt
from products.queries.checking import checked, row_behind
from products.queries.story import code_story
from products.rules.codes import RECEIPT, clean_code, new_code
from products.rules.receipts import hash_of, hashed_text


def make_receipt(code: str) -> CheckReceipt:
    """Check a code and keep the answer under a code of its own; raises ActionRefused. Anybody may ask for one.

    That a code was never issued is an answer, too: it is what a buyer of a false label wants in writing.
    """
    refuse_if(why_not_make_receipt(code))
    clean, on = clean_code(code), today()
    story = code_story(clean)
    row = row_behind(story.certificate, on) if story else None
    stated = {
        "code": new_code(RECEIPT),
        "checked_code": clean,
        "made_at": timezone.now(),
        "on": on,
        "answer": checked(row, on).as_json(),
    }
    return CheckReceipt.objects.create(**stated, sha256=hash_of(hashed_text(**stated)))  # type: ignore[arg-type]
