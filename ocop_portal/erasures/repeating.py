"""Doing again, after a restore, what a file of erasures says and the restored database does not have."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from core.errors import ActionRefused
from core.history import record, verb_words
from core.models import HistoryEntry, User
from ocop_portal.erasures.kinds import KINDS, TOLD, WHY, Kind, Line

VERB = "repeat_erasure"


@dataclass
class Outcome:
    """How many acts were done again and how many the database has; in words what is not there, what people must do."""

    done: int = 0
    known: int = 0
    absent: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def repeat_erasures(texts: Iterable[str]) -> Outcome:
    """Do again each act of the file that the database does not have; a second time nothing is left to do."""
    outcome = Outcome()
    # What is only told comes last: by then it is known which accounts are closed.
    for line in sorted(_read(texts, outcome), key=lambda line: (line.verb in TOLD, line.at)):
        _repeat(line, outcome)
    outcome.left = list(dict.fromkeys(outcome.left))
    return outcome


def _read(texts: Iterable[str], outcome: Outcome) -> Iterable[Line]:
    """The acts of a file, each once, with all columns that any of its lines names."""
    found: dict[tuple[Any, ...], Line] = {}
    for number, text in enumerate(texts, 1):
        if not text.strip():
            continue
        try:
            line = Line(**json.loads(text))
            datetime.fromisoformat(line.at)
        except (ValueError, TypeError):
            outcome.left.append(_("dòng %(number)s không đọc được.") % {"number": number})
            continue
        act = (line.at, line.verb, line.table, line.key)
        before = found.get(act, line)
        found[act] = replace(line, columns=sorted({*before.columns, *line.columns}))
    return found.values()


def _repeat(line: Line, outcome: Outcome) -> None:
    if _is_known(line):
        outcome.known += 1
    elif line.verb in TOLD:
        _tell(line, outcome)
    elif line.verb not in KINDS or line.key is None:  # of a newer release, or from before the book named rows
        outcome.left.append(_("%(act)s: phần mềm không tự làm lại được việc này.") % {"act": _name(line)})
    else:
        _do(KINDS[line.verb], line, outcome)


def _is_known(line: Line) -> bool:
    """True when the book has this act, or says that it was done again."""
    acts = HistoryEntry.objects
    done_again = acts.filter(verb=VERB, data__act=line.verb, data__first_at=line.at, data__row=line.key)
    return acts.filter(verb=line.verb, at=line.at).exists() or done_again.exists()


def _tell(line: Line, outcome: Outcome) -> None:
    user = User.objects.filter(pk=line.key).first() if line.table == User._meta.label_lower else None
    if user is not None and not user.is_active:
        return  # nobody comes in there
    outcome.left.append(f"{user or _name(line)}: {TOLD[line.verb]}.")


def _do(kind: Kind, line: Line, outcome: Outcome) -> None:
    row = _row(kind, line)
    if row is None:
        outcome.absent.append(_name(line))
        return
    about = kind.about(row)
    try:
        with transaction.atomic():
            done = kind.again(row, line)
            # Also when nothing was left to do: what people enter from now on is theirs.
            record(about, VERB, by=None, why=str(WHY), act=line.verb, first_at=line.at, row=line.key)
    except ActionRefused as refusal:
        outcome.left.append(f"{_name(line)} ({about}): {refusal}")
    else:
        outcome.done += done
        outcome.known += not done


def _row(kind: Kind, line: Line) -> Any:
    """The row of an act; None when it is not there, or another one has its number since."""
    found = {kind.lookup: line.key, **({f"{kind.since}__lte": line.at} if kind.since else {})}
    return kind.model._default_manager.filter(**found).first()


def _name(line: Line) -> str:
    """An act by its day and the number of its row."""
    day = date_format(localtime(datetime.fromisoformat(line.at)))
    words = verb_words().get(line.verb, line.verb)
    return _("%(verb)s, %(table)s số %(key)s, ngày %(day)s") % {
        "verb": words, "table": line.table, "key": line.key or "?", "day": day
    }  # fmt: skip
