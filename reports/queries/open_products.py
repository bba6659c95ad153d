"""What open data tell of products on a day: one statement, read some rows at a time and never whole in memory.

Outside a transaction PostgreSQL keeps the answer of the statement under a cursor (WITH HOLD), so a file shows one
moment of the register however slowly it is fetched, and no transaction stays open for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db import connection

from producers.rules.forms import class_of
from products.models import Scheme
from products.queries.categories import Node
from products.queries.places import Land
from products.queries.shelf import Opened
from products.rules.codes import printed_code
from products.rules.steps import read_state

FETCHED_TOGETHER = 1_000
NO_NODE = Node(0, "", "", "", None, 0, None)
# The row of the ledger that gave the rank: an open score approval, else the latest rating that has begun.
_ROWS = """
SELECT product.id, product.slug, product.name, product.other_names, product.code_text, entry.steps, entry.place_id,
    product.category_id, maker.slug, named.name, maker.legal_form, behind.product_name, behind.producer_name,
    behind.score, behind.start_precision, decision.slug, decision.number, decision.signed_on, decision.precision,
    decision.issuing_body, coalesce(of_rating.code, of_approval.code)
FROM unnest(%(products)s::bigint[]) WITH ORDINALITY AS asked (id, place)
JOIN products_product AS product ON product.id = asked.id AND product.merged_into_id IS NULL
JOIN products_catalogueentry AS entry ON entry.product_id = product.id
JOIN producers_producer AS maker ON maker.id = product.producer_id
LEFT JOIN products_publicname AS named ON named.producer_id = maker.id
LEFT JOIN LATERAL (
    SELECT * FROM (
        SELECT 0 AS turn, approved_on AS day, id, NULL::bigint AS rating, id AS approval, decision_id, product_name,
            producer_name, score, start_precision
        FROM products_scoreapproval
        WHERE product_id = product.id AND voided_at IS NULL AND open @> %(on)s::date
        UNION ALL
        SELECT 1, starts_on, id, id, NULL, decision_id, product_name, producer_name, score, start_precision
        FROM products_recognition
        WHERE product_id = product.id AND voided_at IS NULL AND starts_on <= %(on)s
    ) AS told
    ORDER BY turn, day DESC, id DESC LIMIT 1
) AS behind ON true
LEFT JOIN products_decision AS decision ON decision.id = behind.decision_id AND decision.voided_at IS NULL
    AND (decision.signed_on IS NULL OR decision.signed_on <= %(on)s)
LEFT JOIN products_certificate AS of_rating ON of_rating.recognition_id = behind.rating
LEFT JOIN products_certificate AS of_approval ON of_approval.approval_id = behind.approval
ORDER BY asked.place
"""


class ProductRow(NamedTuple):
    """The public columns of a product on a day; the names are the columns of the file for machines."""

    id: int
    product: str
    name: str
    other_names: str
    product_code: str
    rank: str
    stars: int | None
    status: str
    since: date
    since_precision: str
    until: date | None
    score: Decimal | None
    printed_name: str
    printed_producer_name: str
    producer: str
    producer_name: str
    legal_form: str
    producer_class: str
    place: str
    place_name: str
    place_above_name: str
    unit: str
    unit_name: str
    category: str
    category_name: str
    category_scheme: str
    category_on_day: str
    category_on_day_name: str
    sector_on_day: str
    sector_on_day_name: str
    decision: str
    decision_number: str
    signed_on: date | None
    signed_on_precision: str
    issuing_body: str
    check_code: str
    page_url: str
    producer_url: str
    decision_url: str
    check_url: str


@dataclass(frozen=True)
class Addresses:
    """What stands in front of the slug or code in the addresses of pages."""

    products: str
    producers: str
    decisions: str
    codes: str


class _Told(NamedTuple):
    """A row of the statement."""

    pk: int
    slug: str
    name: str
    other_names: list[str]
    code_text: str
    steps: str
    place: int | None
    category: int | None
    maker: str
    maker_name: str | None
    form: str
    printed_name: str | None
    printed_maker: str | None
    score: Decimal | None
    precision: str | None
    decision: str | None
    number: str | None
    signed_on: date | None
    signed_precision: str | None
    body: str | None
    code: str | None


def product_rows(catalogue: Opened, products: Sequence[int], addresses: Addresses) -> Iterator[ProductRow]:
    """The rows of these products on the catalogue's day, in the order given; two queries."""
    schemes = dict(Scheme.objects.values_list("pk", "code"))
    with connection.chunked_cursor() as cursor:
        cursor.execute(_ROWS, {"products": list(products), "on": catalogue.on})
        while found := cursor.fetchmany(FETCHED_TOGETHER):
            for told in map(_Told._make, found):
                if row := _row_of(catalogue, schemes, addresses, told):
                    yield row


def _row_of(catalogue: Opened, schemes: dict[int, str], at: Addresses, told: _Told) -> ProductRow | None:
    """The row of a product; none when it is nothing on the day."""
    state = read_state(told.steps, catalogue.on)
    if state is None:
        return None
    own = (told.pk, told.slug, told.name, "; ".join(told.other_names), told.code_text)
    rank = (state.rank, state.stars, state.status, state.since, told.precision or "", state.until, told.score)
    printed = (told.printed_name or "", told.printed_maker or "")
    maker = (told.maker, told.maker_name or "", told.form, class_of(told.form).value)
    where = (*place_words(catalogue.land, told.place), *_category_words(catalogue, schemes, told.category))
    return ProductRow._make((*own, *rank, *printed, *maker, *where, *_paper_words(told), *_pages(at, told)))


def place_words(land: Land, pk: int | None) -> tuple[str, ...]:
    """The place, what it lies in as it was written down, and the unit that the day counts it in."""
    place = land.place(pk)
    if place is None:
        return ("",) * 5
    above, unit = land.place(place.parent_id), land.unit_of.get(place.pk)
    return place.slug, place.name, above.name if above else "", unit.slug if unit else "", unit.name if unit else ""


def _category_words(catalogue: Opened, schemes: dict[int, str], pk: int | None) -> tuple[str, ...]:
    """The category in its own scheme, and what the day's scheme reads instead, with its sector there."""
    tree = catalogue.tree
    own, line = tree.node(pk) or NO_NODE, tree.line(pk)
    here, sector = (line[0], line[-1]) if line else (NO_NODE, NO_NODE)
    return own.slug, own.name, schemes.get(own.scheme, ""), here.slug, here.name, sector.slug, sector.name


def _paper_words(told: _Told) -> tuple[str | date | None, ...]:
    """The decision behind the rank, as far as the day knows it, and the check code."""
    paper = (told.decision or "", told.number or "", told.signed_on, told.signed_precision or "", told.body or "")
    return (*paper, printed_code(told.code) if told.code else "")


def _pages(at: Addresses, told: _Told) -> tuple[str, str, str, str]:
    """The addresses of the pages of product, producer, decision and code; empty where there is none."""
    return (
        f"{at.products}{told.slug}/",
        f"{at.producers}{told.maker}/" if told.maker_name else "",
        f"{at.decisions}{told.decision}/" if told.decision else "",
        f"{at.codes}{told.code}/" if told.code else "",
    )
