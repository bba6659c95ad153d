"""Reading checklists from `fixtures/checklists/*.csv`; repeatable: the files win, nothing is doubled.

A row is one item for the regimes that it names. Empty conditions are everybody; words in one cell are parted by
spaces. An item of such a regime that no row names is no longer asked for, and stays where it was used.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.row_acts import loading
from evaluations.enums import Need
from evaluations.imports.criteria import FaultyFile
from evaluations.models import ChecklistItem
from producers.enums import LegalForm
from products.enums import RatingKind
from products.models import Category, Regime

WORDS: dict[str, set[str]] = {"kinds": set(RatingKind.values), "forms": set(LegalForm.values)}
SLUGS = ("categories", "not_for")


def load_checklists(folder: Path) -> int:
    """Load every checklist of a folder, or nothing (FaultyFile); returns how many items the laws ask for."""
    regimes = {regime.code: regime for regime in Regime.objects.all()}
    slugs = set(Category.objects.values_list("slug", flat=True))
    wanted: dict[Regime, list[dict[str, Any]]] = defaultdict(list)
    files = sorted(folder.glob("*.csv"))
    for file in files:
        for number, row in enumerate(_rows(file), start=2):
            try:
                for code in row["regimes"].split():
                    wanted[regimes[code]].append(_facts(row, slugs))
            except (KeyError, ValueError) as error:
                raise FaultyFile(
                    _("%(file)s, dòng %(number)s: không đọc được (%(error)s).")
                    % {"file": file.name, "number": number, "error": error}
                ) from error
    items: QuerySet[ChecklistItem] = ChecklistItem.objects.filter(regime__in=wanted)
    with loading(items, verb="load_checklist", why=", ".join(file.name for file in files)):
        for regime, rows in wanted.items():
            _keep(regime, rows)
    return items.filter(is_current=True).count()


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _facts(row: dict[str, str], slugs: set[str]) -> dict[str, Any]:
    """The columns of an item; raises ValueError with the word that means nothing."""
    lists = {name: row[name].split() for name in (*WORDS, *SLUGS)}
    for name, known in (WORDS | dict.fromkeys(SLUGS, slugs)).items():
        if unknown := [word for word in lists[name] if word not in known]:
            raise ValueError(unknown[0])
    return lists | {
        "code": row["code"],
        "label": row["label"],
        "hint": row["hint"],
        "article": row["article"],
        "need": Need(row["need"]),
        "star": int(row["star"]) if row["star"] else None,
        "has_dates": row["dates"] == "x",
        "is_of_producer": row["producer"] == "x",
    }


def _keep(regime: Regime, rows: list[dict[str, Any]]) -> None:
    for position, row in enumerate(rows, start=1):
        facts = {**row, "position": position, "is_current": True}
        ChecklistItem.objects.update_or_create(regime=regime, code=facts.pop("code"), defaults=facts)
    gone = ChecklistItem.objects.filter(regime=regime).exclude(code__in=[row["code"] for row in rows])
    gone.filter(uses__isnull=True).delete()
    gone.update(is_current=False)
