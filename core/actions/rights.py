"""What the role under which the portal runs may do in the database: no more than its acts need."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db import connection, models, transaction
from django.utils.translation import gettext as _
from pghistory.models import Context

from core.errors import ActionRefused
from core.ledger import writable_columns
from core.models import HistorySeal

# Only commands of the owner write these.
READ_ONLY = frozenset({"django_migrations", "django_content_type", "auth_permission", HistorySeal._meta.db_table})
# The request of row events: the trigger that writes it inserts or, when more became known, completes the row; another
# one (core_context_only_completed) refuses whatever changes what stood there.
COMPLETED = {Context._meta.db_table: ["metadata", "updated_at"]}
# pgtrigger lets a session switch its triggers off; from now on only the owner's can, whose retention needs it.
# Migrations that make triggers put the function back, so rights are granted after each of them.
NO_SWITCH = """
CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name NAME) RETURNS BOOLEAN LANGUAGE sql AS $$
    SELECT coalesce(
        pg_has_role(
            current_user, (SELECT relowner FROM pg_class WHERE oid = 'public.core_historyentry'::regclass), 'MEMBER')
        AND trigger_name = ANY (nullif(current_setting('pgtrigger.ignore', true), '')::name[]),
        FALSE)
$$"""
# Who owns the tables, may act as their owner or is a superuser can give himself any right.
RULES_THEM = """
SELECT pg_has_role(roles.oid, tables.relowner, 'MEMBER')
FROM pg_roles AS roles, pg_class AS tables WHERE roles.rolname = %s AND tables.oid = 'core_historyentry'::regclass
"""


def rights_for(role: str) -> list[str]:
    """The statements that give a role its rights and take every other one away; tables as they are now."""
    name = connection.ops.quote_name(role)
    with connection.cursor() as cursor:
        tables = sorted(connection.introspection.table_names(cursor))
    return [
        f"REVOKE CREATE ON SCHEMA public FROM PUBLIC, {name}",
        f"GRANT USAGE ON SCHEMA public TO {name}",
        f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {name}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name}",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {name}",
        *(statement for table in tables for statement in _of_table(table, name)),
        NO_SWITCH,
    ]


def grant_rights(role: str) -> None:
    """Give a role its rights in one transaction. Raises ActionRefused when there is no such role."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(RULES_THEM, [role])
        found = cursor.fetchone()
        if found is None:
            raise ActionRefused(_("PostgreSQL không có vai trò “%(role)s”.") % {"role": role})
        if found[0]:
            raise ActionRefused(
                _("“%(role)s” là chủ sở hữu hoặc superuser: không quyền nào giới hạn được.") % {"role": role}
            )
        for statement in rights_for(role):
            cursor.execute(statement)


def _of_table(table: str, role: str) -> Iterator[str]:
    quoted = connection.ops.quote_name(table)
    columns = _columns(table)
    if table in READ_ONLY:
        yield f"GRANT SELECT ON {quoted} TO {role}"
    elif columns is None:
        yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON {quoted} TO {role}"
    else:
        yield f"GRANT SELECT, INSERT ON {quoted} TO {role}"
        if columns:
            names = ", ".join(connection.ops.quote_name(column) for column in columns)
            yield f"GRANT UPDATE ({names}) ON {quoted} TO {role}"


def _columns(table: str) -> list[str] | None:
    """The columns that may be updated, all (None) in a usual table."""
    if table in COMPLETED:
        return COMPLETED[table]
    model: type[models.Model] | None = _models().get(table)
    return writable_columns(model) if model else None


def _models() -> dict[str, type[models.Model]]:
    return {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
