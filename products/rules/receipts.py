"""The fingerprint of a receipt: whoever holds its print can see that nothing of it was changed. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any


def fingerprint(*, code: str, checked_code: str, made_at: datetime, on: date, answer: Mapping[str, Any]) -> str:
    """SHA-256 of all that a receipt states, in one order and spelling."""
    told = {
        "code": code,
        "checked_code": checked_code,
        "made_at": made_at.timestamp(),
        "on": on.isoformat(),
        "answer": dict(answer),
    }
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
