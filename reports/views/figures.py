"""The figures of a day: /thong-ke/."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.rules.place_names import place_name
from core.templatetags.formats import number
from core.templatetags.marks import star_mark
from producers.enums import ReportingClass
from products.enums import Counting, Rank
from products.rules.law_names import law_name
from reports.filters.figures import AskForm, FiguresForm
from reports.queries.figures import UNKNOWN, Figures, figures
from reports.queries.lists import UNKNOWN_KEY
from reports.queries.published import latest_published
from reports.views.asked import citation, count_words, early_words, frame, question_pairs, ranks_of, unit_choices

# What is counted, its number as SVG and as people read it, and the list that it counts; texts, for a template takes
# long over numbers.
Row = tuple[str, str, str, str]


def figures_page(request: HttpRequest) -> HttpResponse:
    """Figures as of a day; the citation carries both times, so it never changes."""
    form = FiguresForm(request.GET)
    question = form.question()
    answer = figures(question)
    check_scheme(form, answer.grouping.schemes)
    mode = Counting(question.potential)
    scheme = answer.grouping.scheme.code if answer.grouping.scheme else ""
    pairs = question_pairs(question, scheme)
    said = _("%(counts)s, tính đến hết ngày %(day)s") % {
        "counts": count_words(answer.by_rank, answer.total, mode),
        "day": date_format(question.on),
    }
    context = {
        **frame("reports:figures", form, question.on),
        "lead": _("Tính đến hết ngày %s") % date_format(question.on),
        "question": question,
        "figures": answer,
        "units": unit_choices(answer.grouping.new_from),
        "scheme_name": law_name(answer.grouping.scheme.name) if answer.grouping.scheme else "",
        "schemes": [(code, law_name(each.name)) for code, each in answer.grouping.schemes.items()],
        "early": early_words(question.on, answer.begins_on),
        "published": latest_published(answer),
        "is_by_former_districts": answer.grouping.units.are_former,
        **_links_and_rows(answer, mode, pairs),
        **citation(request, pairs, said, mode, answer.recorded_until),
    }
    return render(request, "reports/figures.html", context)


def check_scheme(form: AskForm, schemes: Mapping[str, Any]) -> None:
    """Say that a scheme is not known; the form alone does not know which there are."""
    if (code := form.word("bang")) and code not in schemes:
        facts = {"code": code, "known": ", ".join(schemes)}
        form.add_error("bang", _("Không có bảng phân loại “%(code)s”; có: %(known)s.") % facts)


def _links_and_rows(answer: Figures, mode: Counting, pairs: Mapping[str, str]) -> dict[str, Any]:
    """The breakdowns, every number with the list that it counts."""
    query = urlencode(pairs, safe=":")
    products, producers = (f"{reverse(f'reports:counted-{what}')}?{query}" for what in ("products", "producers"))
    marks = {key: (star_mark(rank), f"&sao={rank}") for key, rank in ranks_of(mode).items()}
    classes = {key: (label, f"&chu-the={key}") for key, label in ReportingClass.choices}
    return {
        "products_url": products,
        "producers_url": producers,
        "potential_url": f"{products}&sao={Rank.POTENTIAL}",
        "ranks": _rows(((*marks[key], answer.by_rank[key]) for key in marks), products),
        "classes": _rows(((*classes[key], answer.by_class[key]) for key in classes), producers),
        "places": _rows(_named("noi", answer.by_place, answer.grouping.units.names, place_name), products),
        "categories": _rows(_named("nhom", answer.by_category, answer.grouping.sectors.names, law_name), products),
    }


def _rows(cells: Iterable[tuple[str, str, int]], list_url: str) -> list[Row]:
    return [(name, str(count), number(count), list_url + key) for name, key, count in cells]


def _named(
    key: str, counts: Mapping[str, int], names: Mapping[str, str], in_words: Callable[[str], str]
) -> Iterable[tuple[str, str, int]]:
    """The units or sectors with something in them."""
    unknown = _("Không xác định")
    for slug, count in counts.items():
        if count:
            yield (
                in_words(names[slug]) if slug in names else unknown,
                f"&{key}={UNKNOWN_KEY if slug == UNKNOWN else slug}",
                count,
            )
