"""Verbs of handing papers to the members who score: all of them as scoring begins, a newer version for a reason."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from core.errors import refuse_if
from core.history import record
from core.models import User
from evaluations.actions.opening import opened
from evaluations.models import DossierPaper, HandedPaper, Paper, PaperVersion, RoundEntry
from evaluations.permissions.handing import why_not_hand_again
from evaluations.queries.council_lists import newest_entry


def hand_papers(entries: Iterable[RoundEntry], *, by: User) -> None:
    """Keep what the members of each entry score on, as it stands now; in the transaction that begins their scoring."""
    found = {entry.dossier_id: entry for entry in entries}
    uses = DossierPaper.objects.filter(dossier__in=found, paper__isnull=False).order_by("pk")
    pairs = list(dict.fromkeys(uses.values_list("dossier", "paper")))
    of_whom = {paper for _dossier, paper in pairs}
    locked = Paper.objects.filter(pk__in=of_whom).select_for_update(of=("self",)).order_by("pk")
    papers = {paper.pk: paper for paper in locked}  # nobody adds a version or corrects a word meanwhile
    newest = {each.paper_id: each for each in PaperVersion.objects.filter(paper__in=of_whom).order_by("number")}
    HandedPaper.objects.bulk_create(
        HandedPaper(entry=found[dossier], version=newest[paper], handed_by=by, **papers[paper].facts)
        for dossier, paper in pairs
        if paper in newest
    )


def hand_again(use: DossierPaper, *, why: str, by: User) -> HandedPaper:
    """Let the members score on a paper as it stands by now, while none of them has signed. Raises ActionRefused."""
    with transaction.atomic():
        entry = opened(newest_entry(use.dossier), by)
        use = DossierPaper.objects.select_related("paper", "item").get(pk=use.pk)
        refuse_if(why_not_hand_again(by, entry, use, why))
        assert use.paper is not None  # an original that was seen has no newer version
        paper = Paper.objects.select_for_update().get(pk=use.paper.pk)
        version = paper.versions.latest("number")
        handed = HandedPaper.objects.create(entry=entry, version=version, why=why.strip(), handed_by=by, **paper.facts)
        record(entry, "hand_again", by=by, why=why.strip(), paper=str(paper), version=handed.version.number)
    return handed
