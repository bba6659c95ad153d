"""The figures of a day as a map of tiles: /thong-ke/ban-do/."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.rules.place_names import place_name
from core.templatetags.formats import number
from products.enums import Counting
from reports.filters.figures import FiguresForm
from reports.queries.figures import UNKNOWN, Figures, figures
from reports.queries.lists import UNKNOWN_KEY
from reports.queries.tiles import TileGroup, tile_groups
from reports.views.asked import (
    address,
    citation,
    count_words,
    crumbs,
    early_words,
    frame,
    question_pairs,
    unit_choices,
)

SHADES = 4


def place_map(request: HttpRequest) -> HttpResponse:
    """One tile a unit: the more products, the darker; every tile leads to its products."""
    form = FiguresForm(request.GET)
    question = form.question()
    answer, mode = figures(question), Counting(question.potential)
    pairs = {key: value for key, value in question_pairs(question).items() if key != "bang"}
    list_url = address("reports:counted-products", pairs)
    said = _("%(counts)s theo địa bàn, tính đến hết ngày %(day)s") % {
        "counts": count_words(answer.by_rank, answer.total, mode),
        "day": date_format(question.on),
    }
    unknown = answer.by_place[UNKNOWN]
    context = {
        **frame("reports:place-map", form, question.on),
        "lead": _("Tính đến hết ngày %s") % date_format(question.on),
        "question": question,
        "units": unit_choices(answer.grouping.new_from),
        "early": early_words(question.on, answer.begins_on),
        "is_by_former_districts": answer.grouping.units.are_former,
        "groups": [_group(group, answer, list_url) for group in tile_groups(answer)],
        "rows": [_row(slug, answer, list_url) for slug in answer.by_place if answer.by_place[slug]],
        "unknown": {"count": number(unknown), "url": f"{list_url}&noi={UNKNOWN_KEY}"} if unknown else None,
        "width": str(answer.total),
        "total": number(answer.total),
        "total_url": list_url,
        **crumbs(_("Bản đồ"), pairs),
        **citation(request, pairs, said, mode, answer.recorded_until),
    }
    return render(request, "reports/place_map.html", context)


def _group(group: TileGroup, answer: Figures, list_url: str) -> dict[str, Any]:
    highest = max((answer.by_place[slug] for slug in answer.grouping.units.names), default=0)
    tiles = [_tile(slug, at, answer, highest, list_url) for slug, at in group.places.items()]
    return {"name": place_name(group.name), "is_placed": all(group.places.values()), "tiles": tiles}


def _tile(slug: str, at: tuple[int, int] | None, answer: Figures, highest: int, list_url: str) -> dict[str, Any]:
    count = answer.by_place[slug]
    return {
        "name": place_name(answer.grouping.units.names[slug]),
        "count": number(count),
        "url": f"{list_url}&noi={slug}",
        "shade": -(-SHADES * count // highest) if highest else 0,
        "row": at and at[0],
        "column": at and at[1],
    }


def _row(slug: str, answer: Figures, list_url: str) -> tuple[str, str, str, str]:
    names: Mapping[str, str] = answer.grouping.units.names
    count, key = answer.by_place[slug], UNKNOWN_KEY if slug == UNKNOWN else slug
    name = place_name(names[slug]) if slug in names else _("Không xác định")
    return name, str(count), number(count), f"{list_url}&noi={key}"
