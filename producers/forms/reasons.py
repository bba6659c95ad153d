"""Showing an action's refusal beside the inputs that it belongs to."""

from __future__ import annotations

from django.forms import BaseForm

from core.errors import ActionRefused


def add_reasons(form: BaseForm, refusal: ActionRefused) -> None:
    """Put each reason at its field, or above the form when the form has no such field."""
    for reason in refusal.reasons:
        form.add_error(reason.field if reason.field in form.fields else None, reason.text)
