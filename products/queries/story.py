"""All that is public about one product, or behind one check code, on a day: one statement; two for approved scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.conf import settings

from core.models import Generation, Place
from core.rows import COLUMNS, Tree, built, fetch_json, json_of
from products.models import (
    Certificate,
    Listing,
    Outlet,
    Photo,
    Product,
    ProductTransfer,
    QualityProof,
    Recognition,
    ScoreApproval,
)

# Columns that no page shows are not asked for: they cost more than the rows.
UNIT: Tree = {COLUMNS: "slug name level valid_from valid_to", "parent": {COLUMNS: "name"}}
NAMED: Tree = {COLUMNS: "slug", "public_name": {COLUMNS: "name other_names"}}
PAPER: Tree = {COLUMNS: "slug number signed_on precision issuing_body voided_at"}
GIVEN_BY: Tree = {COLUMNS: f"{PAPER[COLUMNS]} level_id"}
CODE: Tree = {COLUMNS: "code"}
PRODUCT: Tree = {
    COLUMNS: "name slug other_names description category_basis code_text source_url",
    "producer": {**NAMED, "place": UNIT},
    "category": {COLUMNS: "slug name picture"},
    "merged_into": {COLUMNS: "slug"},
    "place": UNIT,
}
ACT = "score score_a score_b score_c source_url start_basis start_precision ended_on"
RATING: Tree = {
    COLUMNS: f"{ACT} kind stars starts_on until extended_until extended_at end_reason end_note",
    "decision": GIVEN_BY,
    "end_decision": PAPER,
    "restates": {COLUMNS: "", "void_decision": PAPER},
    "certificate": CODE,
}
APPROVAL: Tree = {
    COLUMNS: f"{ACT} approved_on answer answer_paper answer_note",
    "decision": GIVEN_BY,
    "answer_decision": PAPER,
    "certificate": CODE,
}
LISTING: Tree = {COLUMNS: "event on precision stars is_potential product_name source_url", "decision": PAPER}
TRANSFER: Tree = {COLUMNS: "on", "giver": NAMED, "taker": NAMED}
# What a maker keeps to itself is read to be looked for in what was typed of an outlet, never to be shown.
KEPT = "legal_form phone email address contact_consent_on contact_consent_to contact_withdrawn_on"
OUTLET: Tree = {
    COLUMNS: "kind url name address note seen_on",
    "place": UNIT,
    "product": {COLUMNS: "", "producer": {COLUMNS: KEPT}},
}
PRINTED = "product_name producer_name producer_form voided_at"
NOW: Tree = {
    COLUMNS: "slug",
    "producer": {COLUMNS: "legal_form", "public_name": {COLUMNS: "name"}},
    "entry": {COLUMNS: "steps"},
}
BEHIND: Tree = {
    "product": {**NOW, "merged_into": NOW},
    "producer": {COLUMNS: "legal_form", "public_name": {COLUMNS: "name other_names"}},
    "place": {COLUMNS: "name level", "parent": {COLUMNS: "name"}},
    "decision": GIVEN_BY,
}

CODED_RATING: Tree = {
    COLUMNS: f"{PRINTED} stars starts_on until extended_until extended_at ended_on end_reason",
    **BEHIND,
}
CODED_APPROVAL: Tree = {COLUMNS: f"{PRINTED} approved_on ended_on answer", **BEHIND}


@dataclass(frozen=True)
class ProductStory:
    """All that is public about a product on a day, each list newest first; photos and outlets in their order."""

    product: Product
    ratings: list[Recognition]
    approvals: list[ScoreApproval]
    listings: list[Listing]
    transfers: list[ProductTransfer]
    photos: list[Photo]
    outlets: list[Outlet]
    proofs: list[QualityProof]
    place_now: Place | None
    generation: Generation

    @property
    def is_public(self) -> bool:
        """False when there is nothing dated up to the day."""
        return bool(self.ratings or self.approvals or self.listings)


def product_story(slug: str, on: date) -> ProductStory | None:
    """Everything about the product with this slug on a day; None when there is no such product. One query."""
    told = fetch_json(_story_statement(), {"slug": slug, "on": on, "zone": settings.TIME_ZONE})
    return _story(told, on) if told else None


def product_stories(slugs: Sequence[str], on: date) -> dict[str, ProductStory]:
    """The same about several products, by the slugs that there are; of a merged one that of the kept. One query."""
    if not slugs:
        return {}
    told = fetch_json(_stories_statement(), {"slugs": [*slugs], "on": on, "zone": settings.TIME_ZONE})
    return {slug: _story(each, on) for slug, each in (told or {}).items()}


def _story(told: Mapping[str, Any], on: date) -> ProductStory:
    product = built(Product, told["product"])
    place = product.place or product.producer.place
    return ProductStory(
        product=product,
        ratings=[built(Recognition, row) for row in told["ratings"] or ()],
        approvals=[built(ScoreApproval, row) for row in told["approvals"] or ()],
        listings=[built(Listing, row) for row in told["listings"] or ()],
        transfers=[built(ProductTransfer, row) for row in told["transfers"] or ()],
        photos=[built(Photo, row) for row in told["photos"] or ()],
        outlets=[built(Outlet, row) for row in told["outlets"] or ()],
        proofs=[built(QualityProof, row) for row in told["proofs"] or ()],
        place_now=built(Place, told["place_now"])
        if told["place_now"] and place and not place.is_in_force(on)
        else None,
        generation=built(Generation, told["generation"]),
    )


@cache
def _story_statement() -> str:
    return f"""
SELECT {_told()}
FROM products_product AS p
JOIN producers_producer AS m ON m.id = p.producer_id
WHERE p.slug = %(slug)s
"""  # noqa: S608 - the names come from model definitions, never from outside


@cache
def _stories_statement() -> str:
    return f"""
SELECT jsonb_object_agg(asked.slug, {_told()})
FROM products_product AS asked
JOIN products_product AS p ON p.id = coalesce(asked.merged_into_id, asked.id)
JOIN producers_producer AS m ON m.id = p.producer_id
WHERE asked.slug = ANY(%(slugs)s)
"""  # noqa: S608 - the names come from model definitions, never from outside


def _told() -> str:
    """All about a product `p` of a maker `m`, as one JSON value.

    The dated lists come newest first, of proofs those in force; the place of now is the unit of the same level that an
    abolished one lies in.
    """
    return f"""jsonb_build_object(
    'product', {json_of(Product, "p", PRODUCT)},
    'ratings', (
        SELECT jsonb_agg({json_of(Recognition, "r", RATING)} ORDER BY r.starts_on DESC, r.id DESC)
        FROM products_recognition AS r
        WHERE r.product_id = p.id AND r.voided_at IS NULL AND r.starts_on <= %(on)s),
    'approvals', (
        SELECT jsonb_agg({json_of(ScoreApproval, "a", APPROVAL)} ORDER BY a.approved_on DESC, a.id DESC)
        FROM products_scoreapproval AS a
        WHERE a.product_id = p.id AND a.voided_at IS NULL AND a.approved_on <= %(on)s),
    'listings', (
        SELECT jsonb_agg({json_of(Listing, "l", LISTING)} ORDER BY l."on" DESC, l.id DESC)
        FROM products_listing AS l
        WHERE l.product_id = p.id AND coalesce(l."on", (l.recorded_at AT TIME ZONE %(zone)s)::date) <= %(on)s),
    'transfers', (
        SELECT jsonb_agg({json_of(ProductTransfer, "t", TRANSFER)} ORDER BY t."on" DESC, t.id DESC)
        FROM products_producttransfer AS t
        WHERE t.product_id = p.id AND t."on" <= %(on)s),
    'photos', (
        SELECT jsonb_agg(to_jsonb(f) ORDER BY f.position, f.id)
        FROM products_photo AS f
        WHERE f.product_id = p.id),
    'outlets', (
        SELECT jsonb_agg({json_of(Outlet, "o", OUTLET)} ORDER BY o.position, o.id)
        FROM products_outlet AS o
        WHERE o.product_id = p.id AND o.seen_on <= %(on)s),
    'proofs', (
        SELECT jsonb_agg(to_jsonb(q) ORDER BY q.issued_on DESC, q.id DESC)
        FROM products_qualityproof AS q
        WHERE q.product_id = p.id AND q.issued_on <= %(on)s AND (q.expires_on IS NULL OR q.expires_on >= %(on)s)),
    'generation', (SELECT to_jsonb(g) FROM core_generation AS g WHERE g.id = 1),
    'place_now', (
        SELECT {json_of(Place, "n", UNIT)}
        FROM core_placecover AS c
        JOIN core_place AS was ON was.id = c.covered_id
        JOIN core_place AS n ON n.id = c.place_id
        WHERE c.covered_id = coalesce(p.place_id, m.place_id)
            AND (c.since IS NULL OR c.since <= %(on)s)
            AND n.valid_from <= %(on)s AND (n.valid_to IS NULL OR n.valid_to >= %(on)s)
            AND CASE was.level WHEN 'province' THEN n.level = 'province' ELSE n.level = 'commune' END
        ORDER BY n.name_sort
        LIMIT 1)
)"""  # noqa: S608 - the names come from model definitions, never from outside


@dataclass(frozen=True)
class CodeStory:
    """What is behind a check code: its certificate and the first photo of the product."""

    certificate: Certificate
    photo: Mapping[str, Any] | None


def code_story(code: str) -> CodeStory | None:
    """All that the page of a code shows; None for a code that was never issued. One query, two for an approved score.

    Few codes are of approved scores, and a statement that could tell both would cost every check what it prepares.
    """
    told: Any = fetch_json(_code_statement("recognition", Recognition), {"code": code})
    if told and told["recognition"] is None:
        told = {**fetch_json(_code_statement("approval", ScoreApproval), {"code": code}), "recognition": None}
        if told["approval"] is None:
            return code_story(code)  # between the two the code was handed over to a rating
    return CodeStory(built(Certificate, told), told["photo"]) if told else None


@cache
def _code_statement(behind: str, model: type[Recognition | ScoreApproval]) -> str:
    coded = CODED_RATING if model is Recognition else CODED_APPROVAL
    wanted = json_of(Certificate, "c", {COLUMNS: "code", behind: coded})
    return f"""
SELECT {wanted} || jsonb_build_object('photo', (
    SELECT jsonb_build_object('stem', f.stem, 'width', f.width, 'height', f.height, 'caption', f.caption)
    FROM {model._meta.db_table} AS r
    JOIN products_photo AS f ON f.product_id = r.product_id
    WHERE r.id = c.{behind}_id
    ORDER BY f.position, f.id
    LIMIT 1))
FROM products_certificate AS c WHERE c.code = %(code)s
"""  # noqa: S608 - the names come from model definitions, never from outside
