"""What was published, beside what the register holds."""

from __future__ import annotations

from datetime import date

from core.publishing import current_generation
from core.reading import Kept, Reader
from reports.models import PublishedFigure
from reports.queries.figures import Figures, Question, figures


def _read(_kept: Kept[list[PublishedFigure]] | None) -> Kept[list[PublishedFigure]]:
    generation = current_generation()
    return Kept(generation.number, generation.changed_at, list(PublishedFigure.objects.order_by("-on", "pk")))


_published = Reader(_read)


def latest_published(answer: Figures) -> PublishedFigure | None:
    """The newest total published for the day of some figures or before, or None."""
    return next((row for row in _published.current(answer.generation).value if row.on <= answer.on), None)


def held_of_published(on: date) -> tuple[int, int] | None:
    """How many products the register holds on a day and how many were published; None when nothing was."""
    answer = figures(Question(on=on))
    published = latest_published(answer)
    return (answer.total, published.total) if published else None
