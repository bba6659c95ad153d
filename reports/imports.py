"""Reading published totals and the map of tiles from CSV files; repeatable."""

import csv
from datetime import date
from pathlib import Path

from core.models import Place
from core.publishing import publishing
from core.row_acts import loading
from reports.models import PlaceTile, PublishedFigure


def load_published(file: Path) -> int:
    """Load `place,on,total,basis,source`; returns the number of rows."""
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    with publishing(), loading(PublishedFigure.objects.all(), verb="load_published", why=file.name):
        for row in rows:
            PublishedFigure.objects.update_or_create(
                place=Place.objects.get(slug=row["place"]),
                on=date.fromisoformat(row["on"]),
                defaults={"total": int(row["total"]), "basis": row["basis"], "source": row["source"]},
            )
    return len(rows)


def load_tiles(file: Path) -> int:
    """Load `place,row,column`; returns the number of rows."""
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    with publishing(), loading(PlaceTile.objects.all(), verb="load_tiles", why=file.name):
        for row in rows:
            PlaceTile.objects.update_or_create(
                place=Place.objects.get(slug=row["place"]),
                defaults={"row": int(row["row"]), "column": int(row["column"])},
            )
    return len(rows)
