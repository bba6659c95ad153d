"""Steps of the catalogue tell the last valid day of a rating that ended early; they told the first day without it."""

from datetime import date, timedelta

from django.db import migrations

STATUS, UNTIL = 2, 4  # of the words of a step: day, rank, status, since, until, stars
ENDED = ("revoked", "superseded")
TOGETHER = 2_000


def last_days(steps, results):
    """The steps of a product anew; `results` are the days from which results ended its ratings, as texts."""
    return ";".join(" ".join(_last_day(step.split(" "), results)) for step in steps.split(";"))


def _last_day(words, results):
    """Who ran out by time has its last day already; who ran out by a result has not."""
    if len(words) > UNTIL and (words[STATUS] in ENDED or (words[STATUS] == "expired" and words[UNTIL] in results)):
        words[UNTIL] = (date.fromisoformat(words[UNTIL]) - timedelta(days=1)).isoformat()
    return words


def tell_last_days(apps, schema_editor):
    """Go through the products with a rating that has an end."""
    entries = apps.get_model("products", "CatalogueEntry").objects
    ended = apps.get_model("products", "Recognition").objects.filter(voided_at__isnull=True, ended_on__isnull=False)
    results = {}
    for product, ended_on, reason in ended.values_list("product_id", "ended_on", "end_reason"):
        results.setdefault(product, set()).update([ended_on.isoformat()] if reason == "result" else [])
    products = sorted(results)
    for start in range(0, len(products), TOGETHER):
        found = list(entries.filter(pk__in=products[start : start + TOGETHER]))
        for entry in found:
            entry.steps = last_days(entry.steps, results[entry.pk])
        entries.bulk_update(found, ["steps"])


class Migration(migrations.Migration):
    dependencies = [("products", "0003_answer_words")]

    operations = [migrations.RunPython(tell_last_days, migrations.RunPython.noop)]
