"""Verbs of erasing the file of a paper: the row stays and says so."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from core.errors import refuse_if
from core.files.keeping import remove_files
from core.history import record
from core.models import User
from evaluations.models import Paper, PaperVersion
from evaluations.models.dossier_papers import NOTHING_LEFT
from evaluations.permissions.erasing import why_not_erase_file


def erase_paper_file(version: PaperVersion, *, why: str, by: User | None) -> PaperVersion:
    """Erase a file that was entered by mistake or that a person wants gone. Raises ActionRefused, then it stays."""
    with transaction.atomic():
        paper = Paper.objects.select_for_update(of=("self",)).select_related("producer").get(pk=version.paper_id)
        version = PaperVersion.objects.get(pk=version.pk)
        version.paper = paper
        refuse_if(why_not_erase_file(by, version, why))
        erase_files([version], why=why.strip(), by=by)
        facts = {"paper": str(paper), "version": version.number, "row": version.pk}
        record(paper.producer, "erase_paper_file", by=by, why=why.strip(), **facts)
    version.refresh_from_db()
    return version


def erase_files(versions: Iterable[PaperVersion], *, why: str, by: User | None) -> int:
    """Empty the rows of files and remove the files once that is certain; says how many. Asks nothing."""
    files = {version.pk: version.file for version in versions}
    marks = {"erased_at": timezone.now(), "erased_by": by, "erased_why": why}
    count = PaperVersion.objects.filter(pk__in=files, erased_at__isnull=True).update(**NOTHING_LEFT, **marks)
    transaction.on_commit(lambda: remove_files(filter(None, files.values())))
    return count
