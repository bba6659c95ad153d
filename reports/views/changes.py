"""What differs between two days: /thong-ke/thay-doi/."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.templatetags.formats import number
from products.enums import Counting
from products.views.panel import Address, page_of
from reports.enums import Change
from reports.filters.figures import ChangesForm
from reports.queries.changed_rows import ChangedRows
from reports.queries.changes import Move, Span, span
from reports.rules.changes import CAME, FLOWS, JOINED, LEFT, WENT, counted_by, flows, flows_of
from reports.views.asked import address, asked_pairs, citation, crumbs, early_words, frame, ranks_of
from reports.views.change_rows import row_of

PER_PAGE = 50


def changes_page(request: HttpRequest) -> HttpResponse:
    """What came, went and changed between two days, rank by rank, with the products and the papers behind them."""
    form = ChangesForm(request.GET)
    first, last, mode, wanted = form.first, form.last, form.counting, form.word("muc")
    found = span(first, last, form.recorded_until, mode)
    links = asked_pairs(mode, form.recorded_until)
    days = {"tu": first.isoformat(), "den": last.isoformat()}
    pairs = days | ({"muc": wanted} if wanted else {})
    here = address("reports:changes", days | links)
    context = {
        **frame("reports:changes", form, last),
        "lead": _("Từ hết ngày %(first)s đến hết ngày %(last)s")
        % {"first": date_format(first), "last": date_format(last)},
        "first": first,
        "last": last,
        "early": early_words(last, found.tallies.begins_on),
        "balance": _balance(found, first, last, links, here),
        "kinds": _kinds(found.moves, wanted, here),
        "everything": {"url": f"{here}#danh-sach", "count": number(found.moves.total())},
        "query": Address("", tuple((pairs | links).items())).query,
        **_listed(found, wanted, request.GET.get("trang")),
        **crumbs(_("Thay đổi"), links),
        **citation(request, pairs, _said(found, first, last), mode, found.tallies.recorded_until),
    }
    return render(request, "reports/changes.html", context)


def _listed(found: Span, wanted: str, page_number: str | None) -> dict[str, Any]:
    """One page of the differences that were asked for."""
    listed = found.listed(lambda move: _belongs(move, wanted))
    page = page_of(listed, listed.count, page_number, PER_PAGE)
    rows = ChangedRows(page.object_list)
    return {
        "title": f"{_title(wanted)}: {number(listed.count)}",
        "count": listed.count,
        "page_obj": page,
        "rows": [row_of(each, rows) for each in page.object_list],
    }


def _belongs(move: Move, wanted: str) -> bool:
    """True when a move is of the kind, or part of the flow (of a rank, or of any), that was asked for."""
    if not wanted or move.change == wanted:
        return True
    flow, _hyphen, rank = wanted.partition("-")
    return any(its == flow and rank in (of, "") for its, of in flows_of(move.was, move.now))


def _title(wanted: str) -> str:
    if not wanted:
        return _("Các sản phẩm thay đổi")
    if wanted in Change.values:
        return str(Change(wanted).label).capitalize()
    flow, _hyphen, rank = wanted.partition("-")
    words = {
        CAME: _("Vào: %s"),
        JOINED: _("Từ hạng khác đến: %s"),
        LEFT: _("Sang hạng khác, trước đó: %s"),
        WENT: _("Ra, trước đó: %s"),
    }
    return words[flow] % (_ranks()[rank] if rank else _("mọi hạng"))


def _ranks() -> dict[str, str]:
    return {key: str(rank.label).lower() for key, rank in ranks_of(Counting.BESIDE).items()}


def _balance(found: Span, first: date, last: date, links: Mapping[str, str], here: str) -> dict[str, Any]:
    """Rank by rank: what was counted, what came and went, what is counted; every number with its list."""
    moved = flows(counted_by(found.moves, lambda move: (move.was, move.now)))
    ends = {day: found.tallies.of_day[day].ranks for day in (first, last)}
    lists = {day: address("reports:counted-products", {"ngay": day.isoformat(), **links}) for day in ends}
    heads = {CAME: _("+ vào"), JOINED: _("+ từ hạng khác"), LEFT: _("− sang hạng khác"), WENT: _("− ra")}
    lines = []
    for key, rank in ranks_of(Counting(links["cach-dem"])).items():
        start, end = ((number(ends[day][key]), f"{lists[day]}&sao={rank}") for day in (first, last))
        cells = [(heads[flow], number(moved[flow, key]), f"{here}&muc={flow}-{key}#danh-sach") for flow in FLOWS]
        lines.append({"rank": rank, "start": start, "cells": cells, "end": end})
    return {
        "heads": [heads[flow] for flow in FLOWS],
        "lines": lines,
        "start": (number(ends[first].total()), lists[first]),
        "sums": [
            (heads[flow], number(sum(moved[flow, key] for key in _ranks())), f"{here}&muc={flow}#danh-sach")
            for flow in FLOWS
        ],
        "end": (number(ends[last].total()), lists[last]),
    }


def _kinds(moves: Counter[Move], wanted: str, here: str) -> list[dict[str, Any]]:
    """The kinds of change that there are, each with its list."""
    counts = counted_by(moves, lambda move: move.change)
    return [
        {
            "label": str(kind.label).capitalize(),
            "count": number(counts[kind]),
            "url": f"{here}&muc={kind}#danh-sach",
            "current": kind == wanted,
        }
        for kind in Change
        if counts[kind]
    ]


def _said(found: Span, first: date, last: date) -> str:
    start, end = (found.tallies.of_day[day].ranks.total() for day in (first, last))
    return _("Từ %(first)s đến %(last)s: từ %(start)s thành %(end)s sản phẩm OCOP, %(count)s sản phẩm thay đổi") % {
        "first": date_format(first),
        "last": date_format(last),
        "start": number(start),
        "end": number(end),
        "count": number(found.moves.total()),
    }
