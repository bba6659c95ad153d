"""Guards for ledger tables: rows are inserted, never deleted; some groups of columns may be written once, later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pgtrigger
from django.db import migrations, models


class LedgerGuard(pgtrigger.Trigger):
    """The trigger of a ledger table; knows which columns may be written after the row was inserted."""

    def __init__(self, *, writable: list[str], **more: Any) -> None:
        super().__init__(**more)
        self.writable = writable


def _array(names: Sequence[str]) -> str:
    return "ARRAY[" + ", ".join(f"'{name}'" for name in names) + "]::text[]"


def _once(stamp: str, columns: Sequence[str]) -> str:
    group = _array([stamp, *columns])
    return f"""
    IF changed && {group} THEN
        IF OLD.{stamp} IS NOT NULL OR NEW.{stamp} IS NULL THEN
            RAISE EXCEPTION 'ledger: % is written once, together with its columns', '{stamp}'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        changed := ARRAY(SELECT unnest(changed) EXCEPT SELECT unnest({group}));
    END IF;"""


def ledger_guard(
    once: Mapping[str, Sequence[str]], *, free: Sequence[str] = (), generated: Sequence[str] = ()
) -> LedgerGuard:
    """A trigger that lets each group of `once` (stamp column → its columns) be written a single time.

    `free` columns may always change (the identity after a merge); `generated` ones are the database's own. Every other
    change and every deletion is an integrity error. A row whose `voided_at` is set takes no further group.
    """
    groups = "".join(_once(stamp, columns) for stamp, columns in once.items())
    func = f"""
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'ledger: rows are never deleted' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    changed := ARRAY(
        SELECT n.key FROM jsonb_each(to_jsonb(NEW)) AS n
        WHERE n.value IS DISTINCT FROM to_jsonb(OLD) -> n.key
          AND n.key <> ALL ({_array([*free, *generated])})
    );
    IF cardinality(changed) > 0 AND OLD.voided_at IS NOT NULL THEN
        RAISE EXCEPTION 'ledger: the row was voided' USING ERRCODE = 'integrity_constraint_violation';
    END IF;{groups}
    IF cardinality(changed) > 0 THEN
        RAISE EXCEPTION 'ledger: % cannot change', changed USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
    """  # noqa: S608 - the names come from model definitions, never from outside
    return LedgerGuard(
        writable=[*free, *(name for stamp, columns in once.items() for name in (stamp, *columns))],
        name="ledger_guard",
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        declare=[("changed", "text[]")],
        func=func,
    )


# PostgreSQL asks no row trigger when a table is emptied at once; this trigger is not one of pgtrigger's, for those can
# be switched off by a setting of the session.
REFUSE_TRUNCATE = """
CREATE OR REPLACE FUNCTION core_never_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'ledger: % is never emptied', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


def never_emptied(*tables: str) -> migrations.RunSQL:
    """A step of a migration after which the tables refuse TRUNCATE, that of other tables' CASCADE too."""
    return migrations.RunSQL(
        [REFUSE_TRUNCATE, *(_each(table)[0] for table in tables)], [_each(table)[1] for table in reversed(tables)]
    )


def _each(table: str) -> tuple[str, str]:
    drop = f"DROP TRIGGER IF EXISTS never_emptied ON {table}"
    make = (
        f"CREATE OR REPLACE TRIGGER never_emptied BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION core_never_emptied()"
    )
    return make, drop


def writable_columns(model: type[models.Model]) -> list[str] | None:
    """The columns that may be updated in a table whose rows are never deleted; None for every other table."""
    for trigger in getattr(model._meta, "triggers", []):
        if isinstance(trigger, LedgerGuard):
            return trigger.writable
        if trigger.name == "append_only":
            return []
    return None
