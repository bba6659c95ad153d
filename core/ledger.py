"""A guard for ledger tables: rows are inserted, never deleted; some groups of columns may be written once, later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pgtrigger


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
) -> pgtrigger.Trigger:
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
    return pgtrigger.Trigger(
        name="ledger_guard",
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        declare=[("changed", "text[]")],
        func=func,
    )
