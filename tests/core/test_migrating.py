"""The tables of an app are made and taken away as one step."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

pytestmark = pytest.mark.django_db


def tables_of(app):
    return {name for name in connection.introspection.table_names() if name.startswith(f"{app}_")}


def test_tables_go_and_come_back_with_their_triggers():
    tables = tables_of("reports")
    assert "reports_representativetable" in tables
    call_command("migrate", "reports", "zero", verbosity=0)
    assert tables_of("reports") == set()
    call_command("migrate", "reports", verbosity=0)
    assert tables_of("reports") == tables
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger"
            " WHERE tgrelid = 'reports_representativetable'::regclass AND NOT tgisinternal"
        )
        assert [name.partition("_published_once_")[0] for (name,) in cursor.fetchall()] == ["pgtrigger"]


def test_what_it_does_is_told_step_by_step():
    (step,) = MigrationLoader(connection).get_migration("reports", "0001_initial").operations
    assert step.describe().startswith("Create model ")
    assert step.describe().endswith("Create trigger published_once on model representativetable")
    assert type(step)(*step.deconstruct()[1]).describe() == step.describe()
