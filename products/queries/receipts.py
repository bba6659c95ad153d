"""Receipts of checks, and what is true now of the code that was checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from products.models import CheckReceipt
from products.queries.checking import Checked, checked, checked_from, row_behind
from products.queries.story import code_story
from products.rules.receipts import hash_of, hashed_text

STATED = ("code", "checked_code", "made_at", "on", "answer")


@dataclass(frozen=True)
class ReceiptStory:
    """A receipt with what it states and what the register says on a day.

    `text` is what the kept facts are hashed as; when it does not fit the kept hash, nothing is stated: `then` is None.
    """

    receipt: CheckReceipt
    text: str
    then: Checked | None
    now: Checked


def receipt_story(code: str, on: date) -> ReceiptStory | None:
    """The receipt with this code; None when none was made. Two queries, one for a code that was never issued."""
    receipt = CheckReceipt.objects.filter(code=code).first()
    if receipt is None:
        return None
    story = code_story(receipt.checked_code)
    row = row_behind(story.certificate, on) if story else None
    text = hashed_text(**{name: getattr(receipt, name) for name in STATED})
    then = checked_from(receipt.answer) if hash_of(text) == receipt.sha256 else None
    return ReceiptStory(receipt, text, then, checked(row, on))
