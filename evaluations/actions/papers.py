"""Verbs of a dossier's papers: adding, using again, seeing an original, saying what they prove, dropping."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import ActionRefused, Reason, refuse_if
from core.files.keeping import Kept, keeping
from core.files.kinds import CONTENT_TYPES
from core.history import record
from core.models import User
from evaluations.files import EVIDENCE
from evaluations.models import ChecklistItem, Dossier, DossierPaper, Paper, PaperVersion, RoundEntry
from evaluations.permissions.papers import (
    why_not_change_papers,
    why_not_drop_paper,
    why_not_facts,
    why_not_item,
    why_not_use,
)


def add_paper(dossier: Dossier, item: ChecklistItem, upload: UploadedFile, *, by: User, **facts: Any) -> DossierPaper:
    """Keep a new paper of the producer and use it at an item; raises ActionRefused, then nothing is kept.

    `facts` are what is written on it: name, number, issued_by, issued_on, expires_on.
    """
    paper = Paper(producer=dossier.product.producer, kind=item.code, **_stripped(facts))
    refuse_if(why_not_change_papers(by, dossier) + why_not_item(dossier, item) + why_not_facts(item, paper))
    with keeping(upload, EVIDENCE, about=dossier, by=by) as kept, transaction.atomic():
        dossier = _locked(dossier, by)
        paper.producer = dossier.product.producer
        paper.save()
        version = _keep(paper, kept, by)
        use = DossierPaper.objects.create(dossier=dossier, item=item, paper=paper, added_by=by)
        record(dossier, "add_paper", by=by, item=item.code, paper=str(paper), sha256=version.sha256)
    return use


def _stripped(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: value.strip() if isinstance(value, str) else value for name, value in facts.items()}


def add_version(use: DossierPaper, upload: UploadedFile, *, by: User) -> PaperVersion:
    """Keep another file of a paper; the ones before stay as they are. Raises ActionRefused."""
    refuse_if(why_not_change_papers(by, use.dossier))
    paper = _paper_of(use)
    with keeping(upload, EVIDENCE, about=use.dossier, by=by) as kept, transaction.atomic():
        dossier = _locked(use.dossier, by)
        paper = Paper.objects.select_for_update().get(pk=paper.pk)
        version = _keep(paper, kept, by)
        record(dossier, "add_paper_version", by=by, paper=str(paper), version=version.number, sha256=version.sha256)
    return version


def _keep(paper: Paper, kept: Kept, by: User) -> PaperVersion:
    return PaperVersion.objects.create(
        paper=paper,
        number=paper.versions.count() + 1,
        file=kept.name,
        file_name=kept.original[:255],
        content_type=CONTENT_TYPES[kept.name.rpartition(".")[2]],
        size=default_storage.size(kept.name),
        sha256=kept.files[kept.name],
        original_sha256=kept.sha256,
        added_by=by,
    )


def edit_paper(use: DossierPaper, *, by: User, **facts: Any) -> Paper:
    """Correct what is said of a paper; every dossier that uses it shows it so. Raises ActionRefused."""
    with transaction.atomic():
        dossier = _locked(use.dossier, by)
        paper = Paper.objects.select_for_update().get(pk=_paper_of(use).pk)
        after = _stripped(facts)
        before = {name: getattr(paper, name) for name in after if getattr(paper, name) != after[name]}
        for name in before:
            setattr(paper, name, after[name])
        refuse_if(why_not_facts(use.item, paper))
        if before:
            paper.save(update_fields=list(before))
            changes = {name: [str(old or ""), str(after[name] or "")] for name, old in before.items()}
            record(dossier, "edit_paper", by=by, paper=str(paper), changes=changes)
    return paper


def use_paper(dossier: Dossier, item: ChecklistItem, paper: Paper, *, by: User) -> DossierPaper:
    """Use a paper that the producer has handed in before, with its days and versions. Raises ActionRefused."""
    with transaction.atomic():
        dossier = _locked(dossier, by)
        paper = Paper.objects.select_for_update().get(pk=paper.pk)  # nobody erases its file meanwhile
        refuse_if(why_not_use(dossier, item, paper))
        use = DossierPaper.objects.create(dossier=dossier, item=item, paper=paper, added_by=by)
        record(dossier, "use_paper", by=by, item=item.code, paper=str(paper))
    return use


def see_original(dossier: Dossier, item: ChecklistItem, *, note: str = "", by: User) -> DossierPaper:
    """Write down that the original was seen and kept on paper, without a file. Raises ActionRefused."""
    with transaction.atomic():
        dossier = _locked(dossier, by)
        refuse_if(why_not_item(dossier, item))
        if dossier.papers.filter(item=item, paper__isnull=True).exists():
            raise ActionRefused(Reason(_("Đã ghi là đã xem bản giấy của mục này."), "note"))
        use = DossierPaper.objects.create(dossier=dossier, item=item, note=note.strip(), added_by=by)
        record(dossier, "see_original", by=by, item=item.code, note=use.note)
    return use


def prove_criteria(use: DossierPaper, codes: Iterable[str], *, by: User) -> DossierPaper:
    """Say which criteria a paper proves: all of them at once, in the order of the sheet. Raises ActionRefused."""
    with transaction.atomic():
        dossier = _locked(use.dossier, by)
        wanted = set(codes)
        of_sheet = dossier.criteria_set.nodes.filter(is_criterion=True).order_by("position")
        chosen = [code for code in of_sheet.values_list("code", flat=True) if code in wanted]
        if unknown := sorted(wanted - set(chosen)):
            words = _("Bộ tiêu chí của hồ sơ không có tiêu chí %(codes)s.")
            raise ActionRefused(Reason(words % {"codes": ", ".join(unknown)}, "criteria"))
        before, use.criteria = use.criteria, chosen
        if before != chosen:
            use.save(update_fields=["criteria"])
            record(dossier, "prove_criteria", by=by, paper=str(use), before=before, after=chosen)
    return use


def drop_paper(use: DossierPaper, *, by: User, why: str = "") -> None:
    """Take a paper out of a dossier; the paper stays the producer's, with all its versions. Raises ActionRefused."""
    with transaction.atomic():
        dossier = _locked(use.dossier, by)
        refuse_if(why_not_drop_paper(by, use))
        record(dossier, "drop_paper", by=by, why=why, item=use.item.code, paper=str(use), criteria=use.criteria)
        use.delete()


def _paper_of(use: DossierPaper) -> Paper:
    if use.paper is None:
        raise ActionRefused(_("Mục này chỉ ghi đã xem bản giấy, không có tệp."))
    return use.paper


def _locked(dossier: Dossier, by: User) -> Dossier:
    """The dossier for a change of its papers; its entries are locked, so that nobody accepts it meanwhile."""
    list(RoundEntry.objects.filter(dossier=dossier).select_for_update(of=("self",)).order_by("pk"))
    found = Dossier.objects.select_related("product__producer", "regime", "criteria_set").get(pk=dossier.pk)
    refuse_if(why_not_change_papers(by, found))
    return found
