"""One row in every table of the admin, and the addresses of tables."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse

from core.models import HistorySeal, PlaceSuccession, User
from core.roles import Role
from evaluations.models import DecisionDraft, PaperResult, Round
from products.actions.decisions import issue_decision
from products.actions.merging import merge_producers, merge_products
from products.actions.transfer import transfer_product
from products.enums import ListingEvent, Precision
from products.models import Listing, Photo
from reports.models import PublishedFigure
from tests.factories import (
    category,
    level_of,
    line,
    make_place,
    make_producer,
    make_product,
    make_province,
    make_user,
    paper,
)


def url(model: type, page: str, *args: Any) -> str:
    """The address of a page of a table."""
    return reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_{page}", args=args)


def one_of_each(number: int, by: User) -> None:
    """One more row in every table that can grow."""
    commune = make_place(f"Xã Minh Hoạ {number}", parent=make_province())
    successor = make_place(f"Phường Minh Hoạ {number}", parent=make_province())
    PlaceSuccession.objects.create(predecessor=commune, successor=successor, on=date(2025, 7, 1))
    producers = [make_producer(place=commune) for _time in range(3)]
    merge_producers(producers[0], producers[1], why="trùng", by=by)
    kind = category()
    products = [make_product(producer=producers[0], category=kind) for _time in range(3)]
    merge_products(products[0], products[1], why="trùng", by=by)
    transfer_product(products[2], to=producers[2], on=date(2022, 9, 1), why="x", by=by)
    Photo.objects.create(product=products[0], stem=f"anh-{number}", width=10, height=10)
    Listing.objects.create(
        product=products[0],
        event=ListingEvent.LISTED,
        precision=Precision.UNKNOWN,
        product_name="x",
        source_url="minh hoạ",
    )
    decision = issue_decision(
        paper(f"{number}/QĐ-UBND", place=commune.parent),
        [line(products[0], 3), line(products[2], None)],
        by=by,
    )
    round_ = Round.objects.create(level=level_of(), place=commune, year=2022, opened_on=date(2022, 9, 1))
    draft = DecisionDraft.objects.create(
        round=round_, level=level_of(), place=commune, issuing_body="UBND tỉnh Trà Vinh", created_by=by
    )
    PaperResult.objects.create(round=round_, draft=draft, product=products[0], decision=decision, updated_by=by)
    PublishedFigure.objects.create(place=commune, on=date(2022, 9, 1), total=3, basis="x", source="minh hoạ")
    make_user(Role.LOCAL_OFFICER, commune)
    HistorySeal.objects.create(day=date(2001, 1, number), count=0, leaves={}, hash=str(number))
