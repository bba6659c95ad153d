from django.db import migrations


class Migration(migrations.Migration):
    """A report lies where its product lies: its own place was that of the day when it came, and stayed behind."""

    dependencies = [
        ("products", "0011_outlets_and_proofs"),
    ]

    operations = [
        migrations.RemoveField(model_name="labelreport", name="place"),
    ]
