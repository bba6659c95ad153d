"""What the bench asks of the council room inside the portal's process.

`python -m tests.bench.council_inside FOLDER prepare 40` writes addresses, cookies and saves and looks at two pages;
`… saved` counts the saves that arrived; `… close` closes the large round and takes it back.
"""

# ruff: noqa: E402 - models can only be imported once Django is set up
from __future__ import annotations

import json
import sys
import time
from dataclasses import asdict
from functools import cache
from itertools import pairwise
from pathlib import Path

import django

django.setup()

from django.core.wsgi import get_wsgi_application
from django.db import transaction

from core.models import User
from evaluations.actions.meeting import conclude_round
from evaluations.models import Option, Round, RoundEntry, ScoreLine
from evaluations.queries.entries import entries_of
from tests.bench.addresses import session_cookie
from tests.bench.council_filling import HALL_ORDINAL, LARGE_ORDINAL, USUAL_ORDINAL
from tests.bench.filling import OFFICER
from tests.bench.inside import look_inside
from tests.bench.parts import COUNCIL_PARTS
from tests.bench.saving import SAVES, Save

BARE = "/bench/bare/"
SHEET, MEETING = (part.key for part in COUNCIL_PARTS)


def prepare(folder: Path, sample: int) -> None:
    """Write what is asked, and print what the two pages cost inside the process."""
    hall, large = _round(HALL_ORDINAL), _round(LARGE_ORDINAL)
    (folder / "saves.json").write_text(json.dumps([_saves_of(entry) for entry in entries_of(hall)]))
    marked = entries_of(_round(USUAL_ORDINAL))[0]
    paths = {SHEET: f"/staff/cham-diem/{marked.pk}/", MEETING: f"/staff/dot/{large.pk}/hop/"}
    cookies = {SHEET: _cookies_of(marked)[0], MEETING: session_cookie(OFFICER)}
    application = get_wsgi_application()
    for part in COUNCIL_PARTS:
        (folder / f"{part.key}.txt").write_text(f"{paths[part.key]}\n")
        (folder / f"cookie-{part.key}").write_text(cookies[part.key])
        seen, bare = look_inside(application, part, [paths[part.key]], BARE, cookies[part.key], sample)
        print(json.dumps({"part": part.key, "inside": asdict(seen), "bare": asdict(bare)}), flush=True)


def _round(ordinal: int) -> Round:
    return Round.objects.get(council__isnull=False, ordinal=ordinal)


def _cookies_of(entry: RoundEntry) -> list[str]:
    """The Cookie headers of the members who mark a dossier."""
    names = entry.sheets.order_by("pk").values_list("member__user__username", flat=True)
    return [_cookie(name) for name in names]


@cache
def _cookie(username: str) -> str:
    return session_cookie(username)


def _saves_of(entry: RoundEntry) -> list[list[Save]]:
    """What each member saves at a dossier, one line after another."""
    criteria = list(entry.dossier.criteria_set.nodes.filter(is_criterion=True).order_by("position")[:SAVES])
    options = [Option.objects.filter(criterion=node, is_failure=False).first() for node in criteria]
    chosen = [(node.pk, option.pk) for node, option in zip(criteria, options, strict=True) if option]
    path = f"/staff/cham-diem/{entry.pk}/luu/"
    return [
        [Save(path, cookie, {"criterion": node, "option": option, "revision": 0})._asdict() for node, option in chosen]
        for cookie in _cookies_of(entry)
    ]


def saved() -> None:
    """Print how many lines of the round whose members save at once hold what was saved."""
    lines = ScoreLine.objects.filter(sheet__entry__round=_round(HALL_ORDINAL), option__isnull=False, revision=1)
    print(json.dumps({"saved": lines.count()}))


def close() -> None:
    """Print how long reading all lines of the large round once takes, and closing its scoring in one transaction."""
    found, officer = _round(LARGE_ORDINAL), User.objects.get(username=OFFICER)
    marks = [time.perf_counter()]
    lines = len(ScoreLine.objects.filter(sheet__entry__round=found).order_by())
    marks.append(time.perf_counter())
    with transaction.atomic():
        results = len(conclude_round(found, by=officer))
        transaction.set_rollback(True)
    marks.append(time.perf_counter())
    reading, closing = [round(end - start, 4) for start, end in pairwise(marks)]
    print(json.dumps({"lines": lines, "results": results, "reading": reading, "closing": closing}))


if __name__ == "__main__":
    if sys.argv[2] == "prepare":
        prepare(Path(sys.argv[1]), int(sys.argv[3]))
    else:
        {"saved": saved, "close": close}[sys.argv[2]]()
