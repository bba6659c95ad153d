"""When a transfer was written down; of those that stand already the book of acts tells it.

What the book does not tell keeps the moment of this migration: by then it was known, and nothing says since when.
"""

from django.db import migrations, models
from django.db.models.functions import Now

# The book stamps each row by itself: all that one act passed on gets the first of its moments. A product that was
# merged since stands there under its old id, and leads to the kept one.
FROM_THE_BOOK = """
WITH told AS (
    SELECT coalesce(product.merged_into_id, product.id) AS product_id, act.data ->> 'on' AS "on", min(act.at) OVER (
        PARTITION BY act.request, act.data ->> 'giver', act.data ->> 'taker', act.data ->> 'on'
    ) AS at
    FROM core_historyentry AS act
        JOIN django_content_type AS kind ON kind.id = act.subject_type_id
        JOIN products_product AS product ON product.id = act.subject_id
    WHERE kind.app_label = 'products' AND kind.model = 'product' AND act.verb = 'transfer_product'
)
UPDATE products_producttransfer AS transfer SET recorded_at = act.at
FROM (SELECT product_id, "on", min(at) AS at FROM told GROUP BY product_id, "on") AS act
WHERE act.product_id = transfer.product_id AND act."on" = transfer."on"::text
"""


class Migration(migrations.Migration):
    dependencies = [
        ("products", "0001_initial"),
        ("core", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.AddField(
            model_name="producttransfer",
            name="recorded_at",
            field=models.DateTimeField(db_default=Now(), editable=False, verbose_name="ghi lúc"),
        ),
        migrations.RunSQL(FROM_THE_BOOK, migrations.RunSQL.noop),
    ]
