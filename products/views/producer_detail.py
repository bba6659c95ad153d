"""A producer and its products: /chu-the/<slug>/."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from core.clock import today
from core.models import Place
from producers.models import Producer
from products.enums import Rank
from products.queries.catalogue import IN_FORCE
from products.queries.producer_story import ProducerStory, producer_story, with_publicity
from products.queries.public import place_today
from products.rules.days import day_text
from products.rules.public_fields import Face, face_of, producer_face
from products.views.addresses import url_of
from products.views.cards import cards_of
from products.views.structured import as_data, producer_words
from products.views.words import place_words, source_link


def producer_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One producer; a merged one leads to the kept one, one without anything up to the business day is not found."""
    on = today()
    found = with_publicity(Producer.objects.select_related("place__parent", "merged_into", "public_name"), on)
    producer = get_object_or_404(found, slug=slug)
    if producer.merged_into:
        return redirect("products:producer-detail", slug=producer.merged_into.slug, permanent=True)
    if not producer.is_public:
        raise Http404
    return render(request, "products/producer_detail.html", _context(request, producer, on))


def _context(request: HttpRequest, producer: Producer, on: date) -> dict[str, Any]:
    story = producer_story(producer, on)
    face, now = producer_face(producer, on), place_today(producer.place, on)
    return {
        "producer": face,
        "structured": as_data(producer_words(face, now or producer.place, request.build_absolute_uri)),
        "facts": _facts(face, story, now) + _contacts(face),
        "current": cards_of(row for row in story.rows if _is_current(row)),
        "past": cards_of(row for row in story.rows if not _is_current(row)),
        "others": [face_of(product) for product in story.others],
        "source": source_link(face.source_url),
        "crumbs": [
            {"label": _("Trang chủ"), "url": url_of("home")},
            {"label": _("Chủ thể"), "url": url_of("products:producer-list")},
            {"label": face.name, "url": "", "lang": "vi"},
        ],
    }


def _is_current(row: Mapping[str, Any]) -> bool:
    return row["shown_status"] in IN_FORCE or row["shown_rank"] == Rank.POTENTIAL


def _facts(producer: Face, story: ProducerStory, now: Place | None) -> list[dict[str, Any]]:
    facts = [
        {
            "term": _("Loại hình"),
            "value": producer.get_legal_form_display(),
            "note": _("Nhóm thống kê: %(label)s.") % {"label": producer.reporting_class.label},
        },
        {
            "term": _("Địa bàn"),
            "value": place_words(producer.place),
            "missing": _("nguồn không nêu"),
            "note": _("Nay thuộc %(place)s.") % {"place": place_words(now)} if now else "",
        },
        {"term": _("Tên gọi khác"), "value": ", ".join(producer.other_names), "lang": "vi"},
    ]
    if story.heir and producer.succeeded_on:
        facts.append(_relative(_("Đơn vị kế thừa"), story.heir, producer.succeeded_on))
    return facts + [_relative(_("Kế thừa từ"), one, one.succeeded_on) for one in story.predecessors]


def _relative(term: str, relative: Producer, day: date | None) -> dict[str, str]:
    return {
        "term": term,
        "value": face_of(relative).name,
        "lang": "vi",
        "url": url_of("products:producer-detail", relative.slug),
        "note": _("Từ ngày %(day)s.") % {"day": day_text(day)} if day else "",
    }


def _contacts(producer: Face) -> list[dict[str, str]]:
    """Contact details: empty, and so left out, unless the producer's face shows them."""
    return [
        {"term": _("Địa chỉ"), "value": producer.address, "lang": "vi"},
        {"term": _("Điện thoại"), "value": producer.phone, "url": f"tel:{producer.phone}"},
        {"term": _("Thư điện tử"), "value": producer.email, "url": f"mailto:{producer.email}"},
        _website(producer.website),
    ]


def _website(address: str) -> dict[str, str]:
    link = source_link(address)
    return {"term": _("Trang web"), "value": link["label"] if link else "", "url": link["url"] if link else ""}
