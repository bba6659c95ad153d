"""The lists behind the figures: /thong-ke/danh-sach/ and /thong-ke/chu-the/."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.clock import today
from core.rules.place_names import place_name
from core.templatetags.formats import number
from producers.enums import ReportingClass
from products.enums import Rank
from products.models import Recognition
from products.queries.public_names import printed_maker
from products.rules.days import day_text
from products.rules.law_names import law_name
from products.views.panel import Address, page_of
from products.views.words import decision_link, place_words
from reports.filters.figures import CellForm
from reports.queries.figures import Grouping
from reports.queries.lists import UNKNOWN_KEY, Cell, CountedProducts, Listed, unknown_parts
from reports.queries.of_producer import NumberedProducers, ProductsOfProducer
from reports.views.asked import address, citation, crumbs, frame, question_pairs
from reports.views.figures import check_scheme

PER_PAGE = 50
Kind = type[CountedProducts] | type[NumberedProducers]


def counted_products(request: HttpRequest) -> HttpResponse:
    """The products that a number of the figures counts."""
    return _list_page(request, CountedProducts, _("Sản phẩm được đếm"), "reports/counted_products.html")


def counted_producers(request: HttpRequest) -> HttpResponse:
    """The producers that a number of the figures counts."""
    return _list_page(request, NumberedProducers, _("Chủ thể được đếm"), "reports/counted_producers.html")


def _list_page(request: HttpRequest, kind: Kind, heading: str, template: str) -> HttpResponse:
    form = CellForm(request.GET)
    question, counted = form.question(), _asked(form, kind)
    scheme = counted.grouping.scheme.code if counted.grouping.scheme else ""
    of_all = question_pairs(question, scheme)
    pairs = of_all | _pairs(counted.cell) | _of_producer(counted, form)
    page = page_of(counted, counted.count, request.GET.get("trang"), PER_PAGE)
    # The class is the producer's own: what it counts are all its products that the rest narrows down to.
    of_rows = of_all | _pairs(replace(counted.cell, producer_class=""))
    rows = [_row(each) | _its_products(counted, each, of_rows) for each in page.object_list]
    maker = {key: rows[0][key] for key in ("producer", "lang")} if rows and "cua" in pairs else {}
    cell, day = cell_words(counted.cell, counted.grouping), date_format(question.on)
    words = cell_words(counted.cell, counted.grouping, maker.get("producer", ""))
    facts = {"what": heading, "count": number(counted.count), "words": words, "day": day}
    said = _("%(what)s: %(count)s (%(words)s), tính đến hết ngày %(day)s") % facts
    context = {
        **frame("", form, question.on),
        "maker": maker,
        "lead": _("%(words)s, tính đến hết ngày %(day)s") % {"words": cell, "day": day},
        "heading": heading,
        "words": words,
        "title": _count_title(kind, counted.count),
        "count": counted.count,
        "page_obj": page,
        "rows": rows,
        "query": Address("", tuple(pairs.items())).query,
        **crumbs(heading, question_pairs(question)),
        **citation(request, pairs, said, form.counting, counted.recorded_until),
    }
    return render(request, template, context)


def _asked(form: CellForm, kind: Kind) -> CountedProducts | NumberedProducers:
    """The list that was asked for; what names no unit or sector of the question is said and left out."""
    question, cell, producer = form.question(), form.cell(), form.chosen("cua")
    is_of_one = producer and kind is CountedProducts
    listed = partial(ProductsOfProducer, producer=producer) if is_of_one else kind
    counted = listed(question, cell)
    check_scheme(form, counted.grouping.schemes)
    unknown = unknown_parts(cell, counted.grouping)
    if not unknown:
        return counted
    _say_unknown(form, unknown)
    return listed(question, replace(cell, **dict.fromkeys(unknown, "")))


def _of_producer(counted: CountedProducts | NumberedProducers, form: CellForm) -> dict[str, str]:
    return {"cua": str(form.chosen("cua"))} if isinstance(counted, ProductsOfProducer) else {}


def _its_products(counted: CountedProducts | NumberedProducers, each: Listed, pairs: dict[str, str]) -> dict[str, str]:
    """The list of the products that the number beside a producer counts."""
    if not isinstance(counted, NumberedProducers):
        return {}
    return {"products_url": address("reports:counted-products", pairs | {"cua": str(counted.key_of(each))})}


def _count_title(kind: Kind, count: int) -> str:
    if kind is CountedProducts:
        return ngettext("%s sản phẩm", "%s sản phẩm", count) % number(count)
    return ngettext("%s chủ thể", "%s chủ thể", count) % number(count)


def _say_unknown(form: CellForm, unknown: dict[str, str]) -> None:
    for part, slug in unknown.items():
        key = {"place": "noi", "category": "nhom"}[part]
        form.add_error(key, _("Số liệu này không có mục “%(slug)s”, nên danh sách gồm tất cả.") % {"slug": slug})


def _pairs(cell: Cell) -> dict[str, str]:
    found = {"sao": cell.rank, "noi": cell.place, "nhom": cell.category, "chu-the": cell.producer_class}
    return {key: value for key, value in found.items() if value}


def cell_words(cell: Cell, grouped: Grouping, maker: str = "") -> str:
    """Which number is meant: 4 sao · Huyện Cầu Kè."""
    parts = [_("chủ thể: %s") % maker] if maker else []
    if cell.rank:
        parts.append(str(Rank(cell.rank).label))
    if cell.place:
        parts.append(_("địa bàn: %s") % _called(cell.place, grouped.units.names, place_name))
    if cell.category:
        parts.append(_("nhóm: %s") % _called(cell.category, grouped.sectors.names, law_name))
    if cell.producer_class:
        parts.append(str(ReportingClass(cell.producer_class).label))
    return " · ".join(parts) or _("tất cả")


def _called(slug: str, names: Mapping[str, str], in_words: Callable[[str], str]) -> str:
    return _("không xác định") if slug == UNKNOWN_KEY else in_words(names[slug])


def _row(each: Listed) -> dict[str, Any]:
    """What a list shows of a product, or of a producer."""
    row = each.row
    papers = [part.decision for part in (each.rating, each.approval) if part]
    since = row.starts_on if isinstance(row, Recognition) else row.approved_on
    product, producer = row.product, row.producer
    maker = printed_maker(row)
    return {
        "product": row.product_name or product.name,
        "product_url": reverse("products:product-detail", args=[product.slug]) if each.has_page else "",
        "producer": maker or _("không nêu tên"),
        "lang": "vi" if maker else "",  # of the producer
        "producer_url": reverse("products:producer-detail", args=[producer.slug]) if each.has_page else "",
        "class": row.get_producer_class_display(),
        "place": place_words(row.place),
        "products": number(each.products),
        "stars": str(each.rating.stars) if each.rating else "",
        "is_potential": each.approval is not None,
        "since": day_text(since),
        "decisions": [link for paper in papers if (link := decision_link(paper, today()))],
    }
