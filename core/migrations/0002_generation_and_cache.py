from django.core.management import call_command
from django.db import migrations
from django.utils import timezone


def make_generation(apps, schema_editor):
    """The single row that publishing locks and changes."""
    apps.get_model("core", "Generation").objects.get_or_create(
        pk=1, defaults={"number": 1, "changed_at": timezone.now()}
    )


def make_cache_table(apps, schema_editor):
    """The table behind the shared cache, so that no server needs a command of its own for it."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [
        migrations.RunPython(make_generation, migrations.RunPython.noop),
        migrations.RunPython(make_cache_table, migrations.RunPython.noop),
    ]
