"""When a transfer was written down; of those that stand already the book of acts tells it, else the day itself."""

from django.db import migrations, models
from django.db.models.functions import Now

FROM_THE_DAY = 'UPDATE products_producttransfer SET recorded_at = "on"'
FROM_THE_BOOK = """
UPDATE products_producttransfer AS transfer SET recorded_at = act.at
FROM core_historyentry AS act JOIN django_content_type AS kind ON kind.id = act.subject_type_id
WHERE kind.app_label = 'products' AND kind.model = 'product' AND act.subject_id = transfer.product_id
    AND act.verb = 'transfer_product' AND act.data ->> 'on' = transfer."on"::text
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
        migrations.RunSQL([FROM_THE_DAY, FROM_THE_BOOK], migrations.RunSQL.noop),
    ]
