"""Reading published totals from a CSV file; repeatable."""

import csv
from datetime import date
from pathlib import Path

from core.models import Place
from core.publishing import publishing
from core.row_acts import loading
from reports.models import PublishedFigure


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
