"""Reading the papers beside criteria: as they were handed to the members, with what came later named."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.rows import COLUMNS, Tree, built, fetch_json, json_of
from evaluations.enums import TAKES_PAPERS
from evaluations.models import DossierPaper, HandedPaper, PaperFacts, PaperVersion, RoundEntry
from evaluations.rules.papers import erased_words, has_lapsed, lapses_soon

FACTS = " ".join(field.name for field in PaperFacts._meta.fields)
USE: Tree = {
    COLUMNS: "paper_id criteria note added_at",
    "item": {COLUMNS: "label"},
    "paper": {COLUMNS: FACTS},
    "added_by": {COLUMNS: "full_name username"},
}
SHOWN = "number file_name content_type size erased_at erased_why"
VERSION: Tree = {COLUMNS: f"added_at {SHOWN}"}


@dataclass(frozen=True)
class Evidence:
    """A paper beside a criterion on a day; `newest` says of its newest file what is shown of one."""

    use: DossierPaper
    on: date
    newest: dict[str, Any] | None
    handed: HandedPaper | None

    def __str__(self) -> str:
        return str(self.paper or self.use)

    @property
    def paper(self) -> PaperFacts | None:
        """What is written on it, as it was when it was handed over."""
        return self.handed or self.use.paper

    @property
    def file(self) -> dict[str, Any] | None:
        """What is shown of the file that members score on."""
        if self.handed is None:
            return self.newest
        version = self.handed.version
        return {name: getattr(version, name) for name in ("pk", *SHOWN.split())}

    @property
    def erased(self) -> str:
        """What is said in the place of a file that was erased; empty for one that is there."""
        if self.file is None or not (at := self.file["erased_at"]):
            return ""
        return erased_words(at if isinstance(at, datetime) else datetime.fromisoformat(at), self.file["erased_why"])

    @property
    def is_picture(self) -> bool:
        """True for what an image shows, and not a reader of PDFs."""
        return self.file is not None and self.file["content_type"].startswith("image/")

    @property
    def has_lapsed(self) -> bool:
        """True when it no longer counts."""
        return self.paper is not None and has_lapsed(self.paper.expires_on, self.on)

    @property
    def lapses_soon(self) -> bool:
        """True when it is about to lapse."""
        return self.paper is not None and lapses_soon(self.paper.expires_on, self.on)

    @property
    def later(self) -> list[str]:
        """What came after it was handed over, in words: it is not what is scored on."""
        if self.handed is None or self.newest is None or self.use.paper is None:
            return []
        found = []
        if self.newest["pk"] != self.handed.version_id:
            day = date_format(timezone.localtime(datetime.fromisoformat(self.newest["added_at"])), "d/m/Y")
            facts = {"newest": self.newest["number"], "day": day, "handed": self.handed.version.number}
            found.append(_("Có bản %(newest)s nộp ngày %(day)s; hội đồng chấm theo bản %(handed)s.") % facts)
        if self.use.paper.facts != self.handed.facts:
            found.append(_("Thông tin giấy tờ đã được sửa sau khi giao; hội đồng chấm theo thông tin lúc giao."))
        return found


def seen_papers(entry: RoundEntry, on: date) -> list[Evidence]:
    """The papers of a dossier as the members of an entry see them; those handed over count once it takes no more."""
    asked = {"entry": entry.pk, "dossier": entry.dossier_id, "is_handed": entry.status not in TAKES_PAPERS}
    return [_evidence(told, on) for told in fetch_json(_statement(), asked) or ()]


def _evidence(told: dict[str, Any], on: date) -> Evidence:
    handed = built(HandedPaper, told["handed"]) if told["handed"] else None
    return Evidence(built(DossierPaper, told["use"]), on, told["newest"], handed)


@cache
def _statement() -> str:
    return f"""
SELECT jsonb_agg(
    jsonb_build_object(
        'use', {json_of(DossierPaper, "u", USE)},
        'newest', (
            SELECT {json_of(PaperVersion, "v", VERSION)} || jsonb_build_object('pk', v.id)
            FROM evaluations_paperversion AS v
            WHERE v.paper_id = u.paper_id
            ORDER BY v.number DESC
            LIMIT 1),
        'handed', (
            SELECT {json_of(HandedPaper, "h", {"version": VERSION})}
            FROM evaluations_handedpaper AS h
            JOIN evaluations_paperversion AS hv ON hv.id = h.version_id
            WHERE %(is_handed)s AND h.entry_id = %(entry)s AND hv.paper_id = u.paper_id
            ORDER BY h.id DESC
            LIMIT 1))
    ORDER BY i.position, u.id)
FROM evaluations_dossierpaper AS u
JOIN evaluations_checklistitem AS i ON i.id = u.item_id
WHERE u.dossier_id = %(dossier)s
"""  # noqa: S608 - the names come from model definitions, never from outside


def evidence_of(entry: RoundEntry, on: date) -> dict[str, list[Evidence]]:
    """The papers beside each criterion by its code."""
    found: dict[str, list[Evidence]] = defaultdict(list)
    for each in seen_papers(entry, on):
        for code in each.use.criteria:
            found[code].append(each)
    return dict(found)


def handed_since(beside: dict[str, list[Evidence]], begun_at: datetime) -> dict[str, list[str]]:
    """The papers that were handed over anew after a member began to mark, each with the criteria beside it."""
    found: dict[str, list[str]] = defaultdict(list)
    for code, papers in beside.items():
        for each in papers:
            if each.handed is not None and each.handed.why and each.handed.handed_at > begun_at:
                found[str(each)].append(code)
    return dict(found)
