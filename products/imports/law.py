"""Reading the law and the categories from fixtures; repeatable: the file wins, nothing is doubled."""

from __future__ import annotations

import csv
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import F

from core.publishing import publishing
from core.row_acts import loading
from products.enums import DayUnit, DeadlineKey
from products.models import Band, Category, CategoryMap, Deadline, FilingWindow, Level, Regime, Scheme

SCHEMES = {
    "1048": "Bảng phân loại theo 1048/QĐ-TTg (2019)",
    "148": "Bảng phân loại theo 148/QĐ-TTg (2023)",
    "26-2026": "Bảng phân loại theo 26/2026/QĐ-TTg, Phụ lục I",
}


def load_law(folder: Path) -> int:
    """Load `categories/*.csv` and `regimes/*.toml` of a fixtures folder; returns the number of regimes."""
    files = sorted((folder / "regimes").glob("*.toml"))
    with publishing():
        for code, name in SCHEMES.items():
            _load_scheme(code, name, folder / "categories" / f"{code}.csv")
        _load_map(folder / "categories" / "map.csv")
        for file in files:
            load_regime(tomllib.loads(file.read_text(encoding="utf-8")), why=file.name)
    return len(files)


def _read(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _load_scheme(code: str, name: str, file: Path) -> None:
    of_it = Scheme.objects.filter(code=code), Category.objects.filter(scheme__code=code)
    with loading(*of_it, verb="load_law", why=file.name):
        scheme, _made = Scheme.objects.update_or_create(code=code, defaults={"name": name})
        _load_categories(scheme, file)


def _load_categories(scheme: Scheme, file: Path) -> None:
    """Upsert a scheme's categories, tier by tier, so that every parent stands before its children."""
    rows = [(position, row) for position, row in enumerate(_read(file), start=1)]
    known: dict[str, Category] = {}
    for depth in sorted({row["code"].count(".") for _position, row in rows}):
        tier = [
            Category(
                scheme=scheme,
                code=row["code"],
                slug=row["slug"],
                name=row["name"],
                parent=known.get(row["parent_code"]),
                sector=known.get(row["code"].split(".")[0]),
                position=position,
                picture=row["picture"],
            )
            for position, row in rows
            if row["code"].count(".") == depth
        ]
        Category.objects.bulk_create(
            tier,
            update_conflicts=True,
            unique_fields=["scheme", "code"],
            update_fields=["slug", "name", "parent", "sector", "position", "picture"],
        )
        known |= {category.code: category for category in tier}
    Category.objects.filter(scheme=scheme, parent__isnull=True).update(sector=F("pk"))


def _load_map(file: Path) -> None:
    categories = {category.slug: category for category in Category.objects.all()}
    schemes = {scheme.code: scheme for scheme in Scheme.objects.all()}
    wanted = [
        CategoryMap(
            source=categories[row["source"]],
            target_scheme=schemes[row["target_scheme"]],
            target=categories.get(row["target"]),
            kind=row["kind"],
        )
        for row in _read(file)
    ]
    with loading(CategoryMap.objects.all(), verb="load_law", why=file.name):
        CategoryMap.objects.bulk_create(
            wanted,
            update_conflicts=True,
            unique_fields=["source", "target_scheme"],
            update_fields=["target", "kind"],
        )


@transaction.atomic
def load_regime(data: dict[str, Any], *, why: str = "") -> Regime:
    """Make or renew one regime with its bands and levels from a dictionary in the shape of the fixture files."""
    code = data["code"]
    of_it = [model.objects.filter(regime__code=code) for model in (Band, Deadline, Level)]
    windows = FilingWindow.objects.filter(level__regime__code=code)
    with loading(Regime.objects.filter(code=code), *of_it, windows, verb="load_law", why=why):
        regime = _load_regime(data)
        _load_bands(regime, data["bands"])
        for deadline in data.get("deadlines", []):
            _load_deadline(regime, deadline)
        _load_levels(regime, data["levels"])
    return regime


def _load_regime(data: dict[str, Any]) -> Regime:
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
            "gates_block_forwarding": data.get("gates_block_forwarding", False),
            "note": data.get("note", ""),
        },
    )
    return regime


def _load_bands(regime: Regime, bands: list[dict[str, Any]]) -> None:
    for band in bands:
        Band.objects.update_or_create(
            regime=regime,
            stars=band["stars"],
            defaults={"floor": Decimal(band["floor"]), "printed": band.get("printed", "")},
        )


def _load_levels(regime: Regime, levels: list[dict[str, Any]]) -> None:
    for position, level in enumerate(levels, start=1):
        kept, _made = Level.objects.update_or_create(
            regime=regime,
            key=level["key"],
            defaults={
                "position": position,
                "name": level["name"],
                "mode": level["mode"],
                "recognises": level["recognises"],
                "approves_from": _points(level.get("approves_from")),
                "passes_up_from": _points(level.get("passes_up_from")),
                "returns_below": _points(level.get("returns_below")),
                "article": level["article"],
                "body_pattern": level["body_pattern"],
                "slip_pattern": level.get("slip_pattern", ""),
            },
        )
        for window in level.get("windows", []):
            _load_window(kept, window)


def _load_deadline(regime: Regime, data: dict[str, Any]) -> None:
    Deadline.objects.update_or_create(
        regime=regime,
        key=DeadlineKey(data["key"]),
        defaults={"days": data["days"], "unit": DayUnit(data.get("unit", "calendar")), "article": data["article"]},
    )


def _load_window(level: Level, data: dict[str, Any]) -> None:
    files_month, files_day = map(int, data["files_before"].split("-"))
    ends_month, ends_day = map(int, data["ends_before"].split("-"))
    FilingWindow.objects.update_or_create(
        level=level,
        ordinal=data["ordinal"],
        defaults={
            "files_month": files_month,
            "files_day": files_day,
            "ends_month": ends_month,
            "ends_day": ends_day,
            "article": data["article"],
        },
    )


def _points(text: str | None) -> Decimal | None:
    return Decimal(text) if text else None
