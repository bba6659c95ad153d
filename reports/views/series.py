"""The figures of many days: /thong-ke/theo-thoi-gian/."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.templatetags.formats import number
from products.enums import Counting, Rank
from reports.enums import Every
from reports.filters.figures import SeriesForm
from reports.queries.figures import first_counted, tallies
from reports.rules.series import MOST_DAYS, period_ends
from reports.views.asked import address, asked_pairs, citation, count_words, crumbs, frame, ranks_of
from reports.views.charts import Bar, columns_of


def series_page(request: HttpRequest) -> HttpResponse:
    """How many products of each rank were counted at the ends of years, quarters or months."""
    form = SeriesForm(request.GET)
    days, mode = _days(form), form.counting
    found = tallies(days, form.recorded_until, mode)
    counts = {day: {key: found.of_day[day].ranks[key] for key in ranks_of(mode)} for day in days}
    links = asked_pairs(mode, form.recorded_until)
    pairs = {"tu": days[0].isoformat(), "den": days[-1].isoformat(), "moi": str(form.every)}
    context = {
        **frame("reports:series", form, form.last),
        "lead": _("Từ %(first)s đến %(last)s") % {"first": date_format(days[0]), "last": date_format(days[-1])},
        "first": form.chosen("tu"),
        "last": form.last,
        "every": form.every,
        "kinds": Every.choices,
        "ranks": list(ranks_of(mode).values()),
        "chart": columns_of([_bar(day, counts[day], links) for day in days]),
        "rows": [_row(day, counts[day], links) for day in reversed(days)],
        **crumbs(_("Theo thời gian"), links),
        **citation(request, pairs, _said(days, counts, mode), mode, found.recorded_until),
    }
    return render(request, "reports/series.html", context)


def _days(form: SeriesForm) -> list[date]:
    first = form.chosen("tu") or first_counted() or form.last
    days = period_ends(min(first, form.last), form.last, form.every)
    if len(days) > MOST_DAYS:
        facts = {"count": len(days), "most": MOST_DAYS}
        words = _(
            "Khoảng này có %(count)s cột; chỉ %(most)s cột cuối được vẽ. Hãy chọn khoảng ngắn hơn hoặc cột thưa."
        )
        form.add_error("moi", words % facts)
    return days[-MOST_DAYS:]


def _said(days: list[date], counts: Mapping[date, Mapping[str, int]], mode: Counting) -> str:
    last = counts[days[-1]]
    facts = {
        "first": date_format(days[0]),
        "last": date_format(days[-1]),
        "counts": count_words(last, sum(last.values()), mode),
    }
    return _("Số sản phẩm OCOP từ %(first)s đến %(last)s; ngày cuối: %(counts)s") % facts


def _day_url(day: date, links: Mapping[str, str]) -> str:
    return address("reports:figures", {"ngay": day.isoformat(), **links})


def _bar(day: date, counts: Mapping[str, int], links: Mapping[str, str]) -> Bar:
    """A column: ranks from the lowest up, under the key of addresses."""
    named = {str(rank): counts[key] for key, rank in reversed(ranks_of(Counting(links["cach-dem"])).items())}
    parts = [f"{str(Rank(rank).label).lower()}: {number(count)}" for rank, count in named.items() if count]
    title = _("%(day)s: %(total)s sản phẩm") % {"day": date_format(day), "total": number(sum(named.values()))}
    return Bar(
        named,
        (date_format(day, "d/m"), date_format(day, "Y")),
        ", ".join([title, *parts]),
        _day_url(day, links),
    )


def _row(day: date, counts: Mapping[str, int], links: Mapping[str, str]) -> dict[str, Any]:
    """A line of the table: every number with the list that it counts."""
    list_url = address("reports:counted-products", {"ngay": day.isoformat(), **links})
    ranks = ranks_of(Counting(links["cach-dem"]))
    return {
        "day": date_format(day),
        "url": _day_url(day, links),
        "cells": [(number(counts[key]), f"{list_url}&sao={rank}") for key, rank in ranks.items()],
        "total": number(sum(counts.values())),
        "total_url": list_url,
    }
