"""The figures page."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from core.publishing import current_generation
from producers.enums import ReportingClass
from products.enums import Counting
from reports.forms import FiguresForm
from reports.queries.figures import Question, figures
from reports.queries.published import latest_published


def figures_page(request: HttpRequest) -> HttpResponse:
    """Figures as of a day; the citation carries both times, so it never changes."""
    form = FiguresForm(request.GET)
    question = form.question()
    answer = figures(question)
    return render(
        request,
        "reports/figures.html",
        {
            "form": form,
            "question": question,
            "figures": answer,
            "mode": Counting(question.potential),
            "modes": Counting.choices,
            "classes": [(label, answer.by_class[key]) for key, label in ReportingClass.choices],
            "places": _named(answer.by_place, answer.names),
            "categories": _named(answer.by_category, answer.names),
            "is_by_former_districts": answer.by_former_units,
            "published": latest_published(question.on),
            "citation": request.build_absolute_uri(f"{request.path}?{urlencode(_citation(question), safe=':')}"),
            "is_cited": question.recorded_until is not None,
        },
    )


def _named(counts: dict[str, int], names: dict[str, str]) -> list[tuple[str, str, int]]:
    """Slug, name and count; an empty name stands for what is unknown."""
    return [(slug, names.get(slug, ""), count) for slug, count in counts.items()]


def _citation(question: Question) -> dict[str, str]:
    recorded = question.recorded_until or current_generation().changed_at
    return {
        "ngay": question.on.isoformat(),
        "ghi-den": timezone.localtime(recorded).replace(tzinfo=None).isoformat(),
        "cach-dem": question.potential,
        "cap": question.level,
    }
