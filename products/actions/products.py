"""Verbs that enter and edit products; ratings keep the name, place and category that were printed."""

from __future__ import annotations

from typing import Any

from core.errors import refuse_if
from core.history import record
from core.models import Place, User
from core.publishing import publishing
from producers.actions.values import changed_values, free_slug
from producers.models import Producer
from producers.queries.duplicates import one_line
from products.models import Category, Product
from products.permissions.products import (
    why_not_another_producer,
    why_not_edit_product,
    why_not_reach,
    why_not_save_product,
)
from products.rules.product_codes import ProductCode, parse_product_code

EDITABLE = (
    "name",
    "other_names",
    "producer",
    "place",
    "category",
    "category_basis",
    "description",
    "code_text",
    "source_url",
    "note",
)
CODE_PARTS = ("province", "district", "commune", "serial", "year")
UNSAID = frozenset({"description", "note"})


def create_product(
    *,
    name: str,
    producer: Producer,
    place: Place | None = None,
    category: Category | None = None,
    by: User | None,
    slug: str = "",
    **more: Any,
) -> Product:
    """Enter a new product, made at its producer's place unless said otherwise. Raises ActionRefused."""
    with publishing():
        product = Product()
        place = place or producer.place
        _fill(product, {"name": name, "producer": producer, "place": place, "category": category, **more})
        refuse_if(why_not_reach(by, producer, "producer") + why_not_save_product(by, product))
        product.slug = slug or free_slug(Product, product.name, place)
        product.save(force_insert=True)
        record(product, "create_product", by=by, producer=producer.pk, source=product.source_url)
    return product


def edit_product(product: Product, *, by: User | None, **changes: Any) -> Product:
    """Change what is known about a product; nothing is written when nothing changed. Raises ActionRefused."""
    with publishing():
        product = Product.objects.select_for_update(of=("self",)).select_related("producer").get(pk=product.pk)
        refuse_if(why_not_edit_product(by, product))
        before = {name: getattr(product, name) for name in changes}
        _fill(product, changes)
        changed = [name for name in changes if getattr(product, name) != before[name]]
        if changed:
            reasons = why_not_save_product(by, product)
            if "producer" in changed:
                reasons += why_not_another_producer(by, product, product.producer)
            refuse_if(reasons)
            product.save(update_fields=[*changed, *_code_columns(changed), "updated_at"])
            said = changed_values(product, before, changed, unsaid=UNSAID)
            record(product, "edit_product", by=by, changes=said)
    return product


def _code_columns(changed: list[str]) -> list[str]:
    return [f"code_{part}" for part in CODE_PARTS] if "code_text" in changed else []


def _fill(product: Product, values: dict[str, Any]) -> None:
    """Put typed values in their columns; the code is kept as text and, where it can be read, in parts."""
    for name, value in values.items():
        if name not in EDITABLE:
            raise TypeError(f"a product has no {name!r} to edit")
        setattr(product, name, value.strip() if isinstance(value, str) else value)
    product.name = one_line(product.name)
    if "code_text" in values:
        parts = parse_product_code(product.code_text) or ProductCode()
        for part in CODE_PARTS:
            setattr(product, f"code_{part}", getattr(parts, part))
