"""Two records of one thing become one, and two again when that was a mistake.

Everything that hangs on the gone record is re-pointed to the kept one; the ledger's `entered_*` columns keep what was
entered. The gone record stays, so that its old address leads to the kept one. The merge names each row that it moved.
"""

from __future__ import annotations

from typing import Any

from core.errors import refuse_if
from core.history import record
from core.models import User
from core.publishing import publishing
from producers.actions.values import is_known_as
from producers.models import Producer, ProducerMerge
from products.models import Product, ProductMerge
from products.permissions.merging import why_not_merge_producers, why_not_merge_products, why_not_undo
from products.queries.merging import Thing, followers_of
from products.queries.moved import moved_rows


def merge_producers(kept: Producer, gone: Producer, *, why: str, by: User) -> ProducerMerge:
    """Let `gone` go up in `kept`: its products, ratings and transfers follow. Raises ActionRefused."""
    with publishing():
        kept, gone = _locked(Producer, kept, gone)
        refuse_if(why_not_merge_producers(by, kept, gone, why))
        merge = ProducerMerge.objects.create(kept=kept, gone=gone, by=by, why=why.strip(), moved=_move(kept, gone))
        _record_merge(merge, "merge_producers", "merged_into_producer")
    return merge


def merge_products(kept: Product, gone: Product, *, why: str, by: User) -> ProductMerge:
    """Let `gone` go up in `kept`: ratings, listings, photos, open results follow. Raises ActionRefused."""
    with publishing():
        kept, gone = _locked(Product, kept, gone)
        refuse_if(why_not_merge_products(by, kept, gone, why))
        merge = ProductMerge.objects.create(kept=kept, gone=gone, by=by, why=why.strip(), moved=_move(kept, gone))
        _record_merge(merge, "merge_products", "merged_into_product")
    return merge


def _locked(model: type[Any], *things: Thing) -> list[Any]:
    """The rows as they stand now, locked in the order of their ids, given back in the order asked for."""
    ids = [thing.pk for thing in things]
    rows = model.objects.filter(pk__in=ids).select_for_update(of=("self",)).order_by("pk")
    found = {row.pk: row for row in rows.select_related("place")}
    return [found[pk] for pk in ids]


def _move(kept: Thing, gone: Thing) -> dict[str, Any]:
    """Re-point what hangs on the gone record; returns what was moved, for undoing."""
    rows: dict[str, list[int]] = {}
    for follower in followers_of(type(gone)):
        ids = sorted(follower.rows(gone).values_list("pk", flat=True))
        if ids:
            follower.model._base_manager.filter(pk__in=ids).update(**{follower.column: kept})
            rows[follower.key] = ids
    names: list[str] = []
    for name in (gone.name, *gone.other_names):
        if not is_known_as(name, [kept.name, *kept.other_names, *names]):
            names.append(name)
    kept.other_names = [*kept.other_names, *names]
    kept.save(update_fields=["other_names", "updated_at"])
    gone.merged_into = kept
    gone.save(update_fields=["merged_into", "updated_at"])
    return {"rows": rows, "names": names}


def _record_merge(merge: ProducerMerge | ProductMerge, verb: str, counterpart: str) -> None:
    data = {"merge": merge.pk, "moved": {key: len(ids) for key, ids in merge.moved["rows"].items()}}
    record(merge.kept, verb, by=merge.by, why=merge.why, gone=merge.gone_id, **data)
    record(merge.gone, counterpart, by=merge.by, why=merge.why, kept=merge.kept_id, **data)


def undo_merge(merge: ProducerMerge | ProductMerge, *, by: User, why: str) -> None:
    """Put back exactly what a merge moved, with what said a moved rating anew since. Raises ActionRefused."""
    with publishing() as now:
        merge = type(merge).objects.select_for_update(of=("self",)).select_related("kept", "gone").get(pk=merge.pk)
        merge.kept, merge.gone = _locked(type(merge.kept), merge.kept, merge.gone)
        refuse_if(why_not_undo(by, merge, why))
        for moved in moved_rows(merge):
            ids = [row.pk for row in moved.back]
            moved.follower.model._base_manager.filter(pk__in=ids).update(**{moved.follower.column: merge.gone})
        merge.kept.other_names = [name for name in merge.kept.other_names if name not in merge.moved["names"]]
        merge.kept.save(update_fields=["other_names", "updated_at"])
        merge.gone.merged_into = None
        merge.gone.save(update_fields=["merged_into", "updated_at"])
        merge.undone_at, merge.undone_by = now, by
        merge.save(update_fields=["undone_at", "undone_by"])
        for thing in (merge.kept, merge.gone):
            record(thing, "undo_merge", by=by, why=why, merge=merge.pk)
