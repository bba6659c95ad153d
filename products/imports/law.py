"""Reading the law and the categories from fixtures; repeatable: the file wins, nothing is doubled."""

from __future__ import annotations

import csv
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction

from products.models import Band, Category, CategoryMap, Level, Regime, Scheme

SCHEMES = {
    "1048": "Bảng phân loại theo 1048/QĐ-TTg (2019)",
    "148": "Bảng phân loại theo 148/QĐ-TTg (2023)",
    "26-2026": "Bảng phân loại theo 26/2026/QĐ-TTg, Phụ lục I",
}


@transaction.atomic
def load_law(folder: Path) -> int:
    """Load `categories/*.csv` and `regimes/*.toml` of a fixtures folder; returns the number of regimes."""
    for code, name in SCHEMES.items():
        scheme, _made = Scheme.objects.update_or_create(code=code, defaults={"name": name})
        _load_categories(scheme, folder / "categories" / f"{code}.csv")
    _load_map(folder / "categories" / "map.csv")
    files = sorted((folder / "regimes").glob("*.toml"))
    for file in files:
        load_regime(tomllib.loads(file.read_text(encoding="utf-8")))
    return len(files)


def _load_categories(scheme: Scheme, file: Path) -> None:
    known: dict[str, Category] = {}
    with file.open(encoding="utf-8", newline="") as lines:
        for position, row in enumerate(csv.DictReader(lines), start=1):
            parent = known[row["parent_code"]] if row["parent_code"] else None
            known[row["code"]], _made = Category.objects.update_or_create(
                scheme=scheme,
                code=row["code"],
                defaults={
                    "slug": row["slug"],
                    "name": row["name"],
                    "parent": parent,
                    "position": position,
                    "picture": row["picture"],
                },
            )
    for code, category in known.items():
        sector = known[code.split(".")[0]]
        Category.objects.filter(pk=category.pk).update(sector=sector)


def _load_map(file: Path) -> None:
    categories = {category.slug: category for category in Category.objects.all()}
    schemes = {scheme.code: scheme for scheme in Scheme.objects.all()}
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            CategoryMap.objects.update_or_create(
                source=categories[row["source"]],
                target_scheme=schemes[row["target_scheme"]],
                defaults={"target": categories[row["target"]] if row["target"] else None, "kind": row["kind"]},
            )


@transaction.atomic
def load_regime(data: dict[str, Any]) -> Regime:
    """Make or renew one regime with its bands and levels from a dictionary in the shape of the fixture files."""
    parts = data["parts"]
    regime, _made = Regime.objects.update_or_create(
        code=data["code"],
        defaults={
            "name": data["name"],
            "legal_basis": data["legal_basis"],
            "in_force_from": data["in_force_from"],
            "in_force_to": data.get("in_force_to"),
            "validity_months": data["validity_months"],
            "scheme": Scheme.objects.get(code=data["scheme"]),
            "max_a": parts["a"],
            "max_b": parts["b"],
            "max_c": parts["c"],
            "note": data.get("note", ""),
        },
    )
    for band in data["bands"]:
        Band.objects.update_or_create(
            regime=regime,
            stars=band["stars"],
            defaults={"floor": Decimal(band["floor"]), "printed": band.get("printed", "")},
        )
    for position, level in enumerate(data["levels"], start=1):
        Level.objects.update_or_create(
            regime=regime,
            key=level["key"],
            defaults={
                "position": position,
                "name": level["name"],
                "mode": level["mode"],
                "recognises": level["recognises"],
                "approves_from": _points(level.get("approves_from")),
                "passes_up_from": _points(level.get("passes_up_from")),
                "article": level["article"],
                "body_pattern": level["body_pattern"],
            },
        )
    return regime


def _points(text: str | None) -> Decimal | None:
    return Decimal(text) if text else None
