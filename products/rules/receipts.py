"""The hash of a receipt: whoever holds its print can see whether anything of it was changed. Pure."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime
from typing import Any


def hashed_text(*, code: str, checked_code: str, made_at: datetime, on: date, answer: Any) -> str:
    """All that a receipt states as JSON in one line, keys in order; the moment in seconds since 1970 (UTC)."""
    told = {
        "code": code,
        "checked_code": checked_code,
        "made_at": made_at.timestamp(),
        "on": on.isoformat(),
        "answer": answer,
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def hash_of(text: str) -> str:
    """SHA-256 of a hashed text in UTF-8, in hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()
