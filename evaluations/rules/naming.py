"""Reasons that concern some of several dossiers name them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from core.errors import Reason


def naming(reason: Reason, names: Sequence[str]) -> Reason:
    """A reason led by the names of the dossiers that it concerns, the first of several; it may name one itself."""
    if f"“{names[0]}”" in reason.text:
        return reason
    facts = {"entry": names[0], "count": len(names) - 1, "why": reason.text[0].lower() + reason.text[1:]}
    words = _("“%(entry)s” và %(count)s hồ sơ khác: %(why)s") if facts["count"] else _("“%(entry)s”: %(why)s")
    return replace(reason, text=words % facts)
