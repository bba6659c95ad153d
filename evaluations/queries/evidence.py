"""What proves a criterion: the papers of a dossier beside it, in one prepared statement."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from core.rows import COLUMNS, Tree, built, fetch_json, json_of
from evaluations.models import Dossier, DossierPaper
from evaluations.rules.papers import has_lapsed, lapses_soon

USE: Tree = {
    COLUMNS: "criteria note added_at",
    "item": {COLUMNS: "label"},
    "added_by": {COLUMNS: "full_name username"},
    "paper": {COLUMNS: "name number issued_by issued_on expires_on"},
}


@dataclass(frozen=True)
class Evidence:
    """A paper beside a criterion on a day, with what is shown of its newest file."""

    use: DossierPaper
    on: date
    newest: dict[str, Any] | None

    @property
    def is_picture(self) -> bool:
        """True for what an image shows, and not a reader of PDFs."""
        return self.newest is not None and self.newest["content_type"].startswith("image/")

    @property
    def has_lapsed(self) -> bool:
        """True when it no longer counts."""
        return self.use.paper is not None and has_lapsed(self.use.paper.expires_on, self.on)

    @property
    def lapses_soon(self) -> bool:
        """True when it is about to lapse."""
        return self.use.paper is not None and lapses_soon(self.use.paper.expires_on, self.on)


def evidence_of(dossier: Dossier, on: date) -> dict[str, list[Evidence]]:
    """The papers beside each criterion by its code."""
    found: dict[str, list[Evidence]] = defaultdict(list)
    for told in fetch_json(_statement(), {"dossier": dossier.pk}) or ():
        evidence = Evidence(built(DossierPaper, told["use"]), on, told["newest"])
        for code in evidence.use.criteria:
            found[code].append(evidence)
    return dict(found)


@cache
def _statement() -> str:
    return f"""
SELECT jsonb_agg(
    jsonb_build_object(
        'use', {json_of(DossierPaper, "u", USE)},
        'newest', (
            SELECT jsonb_build_object(
                'pk', v.id, 'file_name', v.file_name, 'content_type', v.content_type, 'size', v.size)
            FROM evaluations_paperversion AS v
            WHERE v.paper_id = u.paper_id
            ORDER BY v.number DESC
            LIMIT 1))
    ORDER BY i.position, u.id)
FROM evaluations_dossierpaper AS u
JOIN evaluations_checklistitem AS i ON i.id = u.item_id
WHERE u.dossier_id = %(dossier)s AND u.criteria <> '{{}}'
"""  # noqa: S608 - the names come from model definitions, never from outside
