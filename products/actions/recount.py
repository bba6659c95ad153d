"""Keeping public names and the catalogue's entries: last steps of publishing, and the recount of everything."""

from __future__ import annotations

from django.db import connection

from core.batches import batches
from core.models import Touched, TouchedKind
from core.publishing import Written
from producers.models import Producer
from products.models import Product, PublicName
from products.queries.entries import BATCH, entries_due, entries_held, nothing, products_of
from products.queries.public_names import names_due, names_held
from products.rules.shelf import Entry

THINGS = {TouchedKind.PRODUCT: Product, TouchedKind.PRODUCER: Producer}


def renew_names(written: Written) -> None:
    """Make the public names of written producers anew; entries are made of them. Seven queries for each batch."""
    for producers in batches(sorted(written.producers), BATCH):
        due, held = names_due(producers), names_held(producers)
        PublicName.objects.filter(pk__in=held.keys() - due.keys()).delete()
        PublicName.objects.bulk_create(
            [PublicName(pk=pk, **names._asdict()) for pk, names in due.items() if held.get(pk) != names],
            update_conflicts=True,
            unique_fields=["producer"],
            update_fields=["name", "other_names"],
        )


def renew_entries(written: Written) -> None:
    """Make the entries of what was written anew where they changed; five queries for each batch of products."""
    for products in batches(sorted(written.products | products_of(written.producers)), BATCH):
        due, held = entries_due(products), entries_held(products)
        left = {pk: nothing(pk) for pk in held if pk not in due}
        _save([entry for pk, entry in (due | left).items() if held.get(pk) != entry], written.generation)


_SAVE = """
INSERT INTO products_catalogueentry
    (product_id, name_sort, own_words, maker_words, form, category_id, place_id, steps, generation)
SELECT new.*, %s FROM unnest(
    %s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[], %s::bigint[], %s::bigint[], %s::text[]
) AS new (product_id, name_sort, own_words, maker_words, form, category_id, place_id, steps)
ON CONFLICT (product_id) DO UPDATE SET
    name_sort = excluded.name_sort, own_words = excluded.own_words, maker_words = excluded.maker_words,
    form = excluded.form, category_id = excluded.category_id, place_id = excluded.place_id,
    steps = excluded.steps, generation = excluded.generation
"""


def _save(entries: list[Entry], generation: int) -> None:
    if entries:
        with connection.cursor() as cursor:
            cursor.execute(_SAVE, [generation, *map(list, zip(*entries, strict=True))])


def touch_everything() -> None:
    """Have every product and producer gone through by the last steps; call inside `publishing()`."""
    with connection.cursor() as cursor:
        for kind, model in THINGS.items():
            cursor.execute(
                f"INSERT INTO {Touched._meta.db_table} (kind, thing) "  # noqa: S608 - the names are ours
                f"SELECT %s, id FROM {model._meta.db_table} ON CONFLICT DO NOTHING",
                [kind],
            )
