"""Up to four products side by side: /so-sanh/?sp=….&sp=…."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from core.clock import today
from products.filters import readable
from products.queries.catalogue import card_rows
from products.queries.search import best_matches, did_you_mean
from products.queries.shelf import opened_catalogue
from products.queries.story import ProductStory, product_stories
from products.rules.public_fields import face_of
from products.views.addresses import url_of
from products.views.cards import drawing_url, past_status, picture_of_row, product_url
from products.views.panel import Address
from products.views.product_detail import facts_of, standing_of
from products.views.words import decision_link

MOST = 4
MOST_OFFERED = 8


def compare(request: HttpRequest) -> HttpResponse:
    """The products that the address names; more can be looked for and added."""
    on = today()
    asked = list(dict.fromkeys(filter(None, map(readable, request.GET.getlist("sp")))))
    stories = _stories(asked[:MOST], on)
    # Two addresses may name one product since it was merged.
    found = {story.product.slug: story for story in stories.values() if story is not None}
    columns = [_column(story, on) for story in found.values()]
    address = Address(request.path, tuple(("sp", slug) for slug in found))
    text = readable(request.GET.get("q", ""))
    return render(
        request,
        "products/compare.html",
        {
            "columns": [
                column | {"remove_url": address.without(("sp", slug))}
                for slug, column in zip(found, columns, strict=True)
            ],
            "rows": _rows(columns),
            "notes": _notes(asked, [slug for slug, story in stories.items() if story is None]),
            "has_room": len(found) < MOST,
            "asked": text,
            "keep": address.keep(),
            "offers": _offers(text, on, address) if text and len(found) < MOST else [],
            "crumbs": [
                {"label": _("Trang chủ"), "url": url_of("home")},
                {"label": _("Sản phẩm"), "url": url_of("products:product-list")},
                {"label": _("So sánh"), "url": ""},
            ],
        },
    )


def _stories(slugs: Sequence[str], on: date) -> dict[str, ProductStory | None]:
    """What was asked for, in its order; nothing where there is no product with something to show."""
    stories = product_stories(slugs, on)
    return {slug: story if (story := stories.get(slug)) and story.is_public else None for slug in slugs}


def _column(story: ProductStory, on: date) -> dict[str, Any]:
    product, photo = face_of(story.product), story.photos[0] if story.photos else None
    standing = standing_of(story, on)
    row = standing["row"]
    return {
        "name": product.name,
        "url": product_url(story.product.slug),
        "standing": standing,
        "photo": picture_of_row(photo, alt=product.name) if photo else None,
        "placeholder": drawing_url(product.category.picture if product.category else "khac"),
        "facts": facts_of(story),
        "paper": decision_link(row.decision, on) if row else None,
    }


def _rows(columns: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same fact of every product in one row, without rows in which nobody has anything."""
    if not columns:
        return []
    facts = [column["facts"] for column in columns]
    rows = [{"term": same[0]["term"], "cells": same} for same in zip(*facts, strict=True)]
    papers = [column["paper"] or {"label": "", "url": ""} for column in columns]
    rows.append(
        {"term": _("Quyết định"), "cells": [{"value": paper["label"], "url": paper["url"]} for paper in papers]}
    )
    return [row for row in rows if any(cell["value"] or cell.get("missing") for cell in row["cells"])]


def _notes(asked: Sequence[str], unknown: Sequence[str]) -> list[str]:
    notes = [_("Không có sản phẩm “%(slug)s”.") % {"slug": slug} for slug in unknown]
    if len(asked) > MOST:
        notes.append(_("Chỉ so sánh được %(most)s sản phẩm: những sản phẩm đầu được giữ lại.") % {"most": MOST})
    return notes


def _offers(text: str, on: date, address: Address) -> list[dict[str, str]]:
    """What the text finds and is not there yet, each with the address that has it too; else a better spelling."""
    catalogue = opened_catalogue(on)
    matches = best_matches(catalogue, text, MOST_OFFERED)
    if not matches and (meant := did_you_mean(catalogue, text)):
        return [{"meant": meant, "url": address.url([*address.pairs, ("q", meant)])}]
    rows = card_rows(catalogue, matches)
    return [
        {
            "label": row["name"],
            "maker": row["maker"] or "",
            "status": past_status(row),
            "url": address.url([*address.pairs, ("sp", row["slug"])]),
        }
        for row in rows
        if ("sp", row["slug"]) not in address.pairs
    ]
