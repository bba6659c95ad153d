"""The figures page."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.templatetags.formats import number
from producers.enums import ReportingClass
from products.enums import Counting
from reports.forms import FiguresForm
from reports.queries.figures import Figures, Question, figures
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
            "places": _rows(answer.by_place, answer.names),
            "categories": _rows(answer.by_category, answer.names),
            "is_by_former_districts": answer.by_former_units,
            "published": latest_published(answer),
            "citation": request.build_absolute_uri(
                f"{request.path}?{urlencode(_citation(question, answer), safe=':')}"
            ),
            "is_cited": question.recorded_until is not None,
        },
    )


def _rows(counts: dict[str, int], names: dict[str, str]) -> list[tuple[str, str, str]]:
    """Name, count and the count as it is written, of what is not 0; texts, for a template takes long over numbers."""
    unknown = _("Không xác định")
    return [(names.get(slug, unknown), str(count), number(count)) for slug, count in counts.items() if count]


def _citation(question: Question, answer: Figures) -> dict[str, str]:
    return {
        "ngay": question.on.isoformat(),
        "ghi-den": timezone.localtime(answer.recorded_until).replace(tzinfo=None).isoformat(),
        "cach-dem": question.potential,
        "cap": question.level,
    }
