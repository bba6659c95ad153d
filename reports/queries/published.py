"""What was published, beside what the register holds."""

from __future__ import annotations

from datetime import date

from reports.models import PublishedFigure
from reports.queries.figures import Question, figures


def latest_published(on: date) -> PublishedFigure | None:
    """The newest total published for a day or before, or None."""
    return PublishedFigure.objects.filter(on__lte=on).order_by("-on").first()


def held_of_published(on: date) -> tuple[int, int] | None:
    """How many products the register holds on a day and how many were published; None when nothing was."""
    published = latest_published(on)
    if published is None:
        return None
    return figures(Question(on=on)).total, published.total
