"""What the entries of the catalogue are to be, told from the register, and what they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from django.db.models import F
from django.db.models.functions import Coalesce

from core.batches import batches
from core.clock import today
from products.models import CatalogueEntry, Product, Recognition, ScoreApproval
from products.queries.catalogue import with_state
from products.rules.shelf import Entry
from products.rules.steps import ApprovalDays, RatingDays, State, read_state, written_steps
from products.rules.words import spelt_words

BATCH = 2_000  # of products, so that a whole register is gone through in little memory
COLUMNS = ("product_id", "name_sort", "own_words", "maker_words", "form", "category_id", "place_id", "steps")


def entries_due(products: Collection[int]) -> dict[int, Entry]:
    """The entries that some products are to have; none for one that never stood in the catalogue. Three queries."""
    steps = _steps(products)
    columns = ("pk", "name", "other_names", "name_sort", "category_id")
    makers = ("producer__public_name__name", "producer__public_name__other_names", "producer__legal_form")
    located = Coalesce("place_id", "producer__place_id")
    rows = Product.objects.current().filter(pk__in=steps).values_list(*columns, *makers, located)
    return {
        pk: Entry(pk, name_sort, _words(name, others), _words(maker, its_others), form, category, place, steps[pk])
        for pk, name, others, name_sort, category, maker, its_others, form, place in rows
    }


def _words(name: str | None, others: list[str] | None) -> str:
    """The words of names, if there are any."""
    return " ".join(spelt_words(" ".join([name or "", *(others or [])])))


def _steps(products: Collection[int]) -> dict[int, str]:
    """The steps of those products that have any, as texts."""
    ratings: dict[int, list[RatingDays]] = defaultdict(list)
    approvals: dict[int, list[ApprovalDays]] = defaultdict(list)
    standing = {"voided_at__isnull": True, "product__in": products}
    for product, *row in Recognition.objects.filter(**standing).values_list("product_id", *RatingDays._fields):
        ratings[product].append(RatingDays(*row))
    for product, *row in ScoreApproval.objects.filter(**standing).values_list("product_id", *ApprovalDays._fields):
        approvals[product].append(ApprovalDays(*row))
    return {
        pk: written_steps(tuple(sorted(ratings[pk])), tuple(sorted(approvals[pk]))) for pk in {*ratings, *approvals}
    }


def entries_held(products: Collection[int]) -> dict[int, Entry]:
    """The entries that some products have; one query."""
    rows = CatalogueEntry.objects.filter(pk__in=products).values_list(*COLUMNS)
    return {row[0]: Entry(*row) for row in rows}


def products_of(producers: Collection[int]) -> set[int]:
    """The products that some producers have now; one query."""
    return set(Product.objects.filter(producer__in=producers).values_list("pk", flat=True))


def nothing(product: int) -> Entry:
    """The entry of a product that left the catalogue for good."""
    empty: dict[str, Any] = dict.fromkeys(Entry._fields, "") | {"category": None, "place": None}
    return Entry(**empty | {"product": product})


def wrong_entries() -> Iterator[str]:
    """A sentence for each entry that is not what the register tells: the slow recount."""
    yield from _unlike_what_is_due()
    yield from _unlike_the_ledger(today())


def _unlike_the_ledger(on: date) -> Iterator[str]:
    """Where the entries tell something else about a day than the ledger does by itself, in SQL."""
    facts = [F(name) for name in ("rank", "status", "since", "until")]
    told = {pk: State(*its) for pk, *its in with_state(on).values_list("pk", *facts, "rating__stars")}
    for pk, steps in CatalogueEntry.objects.order_by("pk").values_list("pk", "steps"):
        state, truth = read_state(steps, on), told.pop(pk, None)
        if state != truth:
            yield f"product {pk} on {on}: {state} should be {truth}"
    yield from (f"product {pk} on {on}: no entry" for pk in sorted(told))


def _unlike_what_is_due() -> Iterator[str]:
    everything = Product.objects.values_list("pk", flat=True)
    for products in batches(sorted(everything), BATCH):
        due, held = entries_due(products), entries_held(products)
        for pk in products:
            now = due.get(pk, nothing(pk))
            if held.get(pk, nothing(pk)) != now:
                yield f"product {pk}: {held.get(pk)} should be {now}"
