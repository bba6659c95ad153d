"""Made-up dossiers under 26/2026 at the commune and at the province, for tests of what comes before the council."""

from __future__ import annotations

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from core.errors import ActionRefused
from core.models import Place, User
from evaluations.actions.dossiers import forward_dossier
from evaluations.models import RoundEntry
from tests.core.hostile_files import plain_pdf
from tests.evaluations.council_room import file, screen
from tests.factories import load_sets, make_producer, make_product

TODAY = date(2026, 11, 20)
FILED = date(2026, 11, 2)
SET, TOURISM = "26-2026-07", "26-2026-26"
PDF = plain_pdf()


def at_commune(
    name: str, commune: Place, by: User, *, set_code: str = SET, on: date = FILED, **more: str
) -> RoundEntry:
    """A dossier that a commune received."""
    load_sets(set_code)
    return file(
        make_product(name, producer=make_producer(place=commune)), commune, by, set_code=set_code, on=on, **more
    )


def at_province(name: str, commune: Place, by: User, *, set_code: str = SET, **more: str) -> RoundEntry:
    """A dossier that a commune screened and sent on."""
    entry = at_commune(name, commune, by, set_code=set_code, **more)
    screen(entry, by)
    return forward_dossier(entry, on=date(2026, 11, 9), by=by)


def scan(name: str = "ban-ky.pdf") -> SimpleUploadedFile:
    """A sound PDF that somebody hands in."""
    return SimpleUploadedFile(name, PDF)


def refused(act, /, *args, **given) -> list[str]:
    """The words in which an act is refused."""
    try:
        act(*args, **given)
    except ActionRefused as refusal:
        return [reason.text for reason in refusal.reasons]
    return []
