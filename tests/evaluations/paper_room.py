"""Papers and their files, for tests of a dossier's papers."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse

from core.models import Place, User
from evaluations.actions.papers import add_paper
from evaluations.imports.checklists import load_checklists
from evaluations.models import ChecklistItem, Dossier, DossierPaper, RoundEntry
from producers.enums import LegalForm
from tests.core.hostile_files import plain_pdf, plain_picture
from tests.evaluations.council_room import file
from tests.factories import FIXTURES, load_sets, make_producer, make_product

SET = "26-2026-07"
TODAY = date(2026, 11, 20)
FILED = date(2026, 10, 1)


def checklists() -> None:
    """The checklists and one score sheet of 26/2026 (fixture `law`)."""
    load_sets(SET)
    load_checklists(FIXTURES / "checklists")


def filed(commune: Place, by: User, *, name: str = "Mứt gừng", **fields: Any) -> RoundEntry:
    """A dossier that the commune has received; `fields` are the product's."""
    if "producer" not in fields:
        fields["producer"] = make_producer(place=commune, legal_form=LegalForm.COOPERATIVE)
    return file(make_product(name, **fields), commune, by, set_code=SET, on=FILED)


def item_of(dossier: Dossier, code: str) -> ChecklistItem:
    """An item of the dossier's law."""
    return ChecklistItem.objects.get(regime=dossier.regime_id, code=code)


def pdf(name: str = "giay.pdf", pages: int = 1) -> SimpleUploadedFile:
    """A plain PDF."""
    return SimpleUploadedFile(name, plain_pdf(pages))


def picture(name: str = "anh.jpg") -> SimpleUploadedFile:
    """A plain photograph."""
    return SimpleUploadedFile(name, plain_picture())


def paper(dossier: Dossier, code: str, by: User, **facts: Any) -> DossierPaper:
    """A paper of one page at an item of a dossier."""
    facts = {"name": f"Giấy {code} (minh hoạ)", "issued_on": date(2026, 1, 5)} | facts
    return add_paper(dossier, item_of(dossier, code), facts.pop("upload", None) or pdf(), by=by, **facts)


def url(name: str, *args: object) -> str:
    """A staff address."""
    return reverse(f"staff:{name}", args=args)


def page_words(response: HttpResponse) -> str:
    """What a page says, in one line."""
    return " ".join(response.content.decode().split())
