"""What a backup is compared by: rows of each table, figures on ten days, the files that rows speak of."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import connection

from core.clock import today
from core.models import Place, VisitorCount
from evaluations.models import AskItem, DecisionDraft, EntryReport, PaperVersion, Probe, ScoreSheet
from products.models import Decision, LabelReport, Photo, Recognition
from products.photos import stored_names
from reports.queries.figures import Question, figures

DAYS = 10


def tables_without_data() -> list[str]:
    """Who is signed in, what is cached and how often visitors came: none of it belongs into a backup."""
    caches = [cache["LOCATION"] for cache in settings.CACHES.values() if cache["BACKEND"].endswith("DatabaseCache")]
    return sorted({"django_session", "usersessions_usersession", VisitorCount._meta.db_table, *caches})


def row_counts() -> dict[str, int]:
    """How many rows each table has, those without data aside."""
    names = sorted(set(connection.introspection.table_names()) - set(tables_without_data()))
    counts = {}
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")  # noqa: S608
            counts[name] = cursor.fetchone()[0]
    return counts


def applied_migrations() -> list[str]:
    """The migrations of the database, as app.name."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT app || '.' || name FROM django_migrations ORDER BY 1")
        return [row[0] for row in cursor.fetchall()]


def telling_days() -> list[date]:
    """Ten days spread over all on which the register changed, and today; none before the places are loaded."""
    if not Place.objects.filter(slug=settings.HOME_PROVINCE).exists():
        return []
    starts = Recognition.objects.values_list("starts_on", flat=True)
    ends = Recognition.objects.values_list("until", flat=True)
    days = sorted({*starts, *ends})
    step = max(1, len(days) / (DAYS - 1))
    return sorted({today(), *(days[int(place * step)] for place in range(DAYS - 1) if int(place * step) < len(days))})


def totals_on(days: list[date]) -> list[dict[str, Any]]:
    """What `register_totals` prints on these days."""
    return [figures(Question(on=day)).as_json() for day in days]


def named_files() -> dict[str, str]:
    """Every file that a row speaks of, with its hash where the row keeps one."""
    named: dict[str, str] = {}
    for model in (Decision, DecisionDraft, EntryReport, AskItem, Probe):
        named.update(model.objects.exclude(paper="").values_list("paper", "paper_sha256"))
    named.update(ScoreSheet.objects.exclude(scan="").values_list("scan", "scan_sha256"))
    named.update(PaperVersion.objects.filter(erased_at__isnull=True).values_list("file", "sha256"))
    named.update(LabelReport.objects.exclude(photo="").values_list("photo", "photo_sha256"))
    for photo in Photo.objects.all():
        named.update(photo.files or dict.fromkeys(stored_names(photo.stem, photo.width), ""))
    return named
