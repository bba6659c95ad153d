"""The act of taking the book of acts away."""

from __future__ import annotations

from django.utils.translation import gettext as _

from core.errors import Reason, refuse_if
from core.history import record
from core.models import User
from core.roles import Act


def note_export(*, filters: str, by: User) -> None:
    """Write down that somebody takes the book away, narrowed as the address says. Raises ActionRefused."""
    if not by.may(Act.SEE_AUDIT):
        refuse_if([Reason(_("Tài khoản của bạn không có quyền %(act)s.") % {"act": Act.SEE_AUDIT.label})])
    record(by, "export_history", by=by, filters=filters)
