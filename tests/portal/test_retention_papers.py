"""Retention of papers: files that nobody uses, and those of dossiers that ended; rows stay, the rest waits."""

from __future__ import annotations

from datetime import timedelta

import pgtrigger
import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from core.models import HistoryEntry
from evaluations.actions.dossiers import withdraw_dossier
from evaluations.actions.papers import add_version, drop_paper, use_paper
from evaluations.models import Dossier, DossierPaper, HandedPaper, Paper, PaperVersion
from ocop_portal.retention import apply_retention, look_through
from tests.core.hostile_files import plain_pdf
from tests.evaluations.paper_room import TODAY, checklists, filed, item_of, paper, pdf
from tests.factories import make_place, make_province

pytestmark = pytest.mark.django_db
RULES = ("unused_papers", "dossier_papers")


@pytest.fixture
def entry(settings, tmp_path, law, officer, commune):
    settings.BUSINESS_DAY, settings.MEDIA_ROOT = TODAY, tmp_path
    checklists()
    return filed(commune, officer)


@pytest.fixture
def commune(law):
    return make_place("Xã Minh Hoạ", parent=make_province())


@pytest.fixture
def use(entry, officer):
    use = paper(entry.dossier, "nguon-goc-nguyen-lieu", officer, name="Giấy phép")
    add_version(use, pdf(), by=officer)
    return use


def age(days):
    """All that was done to papers and dossiers was done so many days earlier."""
    moment = timezone.now() - timedelta(days=days)
    events = [model.events.rel.related_model for model in (Dossier, DossierPaper)]
    names = [f"{model._meta.label}:append_only" for model in (*events, PaperVersion, HistoryEntry)]
    with pgtrigger.ignore(*names):
        for model in events:
            model.objects.update(pgh_created_at=moment)
        PaperVersion.objects.update(added_at=moment)
        HistoryEntry.objects.update(at=moment)


def due():
    return [outcome.count for outcome in look_through() if outcome.rule.key in RULES]


def test_files_of_a_dossier_go_ten_years_after_its_end(entry, use, officer, django_capture_on_commit_callbacks):
    age(20 * 365)
    assert due() == [0, 0]  # it is on its way
    withdraw_dossier(entry, why="Chủ thể rút (minh hoạ)", by=officer)
    age(3649)
    assert due() == [0, 0]
    age(3651)
    assert due() == [0, 2]
    files = list(PaperVersion.objects.values_list("file", flat=True))
    assert all(map(default_storage.exists, files))
    with django_capture_on_commit_callbacks(execute=True):
        apply_retention()
    assert not any(map(default_storage.exists, files))
    rows = PaperVersion.objects.values_list("file", "erased_by", "erased_why")
    assert list(rows) == [("", None, "hết thời hạn lưu")] * 2
    assert Paper.objects.get().name == "Giấy phép"
    assert HistoryEntry.objects.get(verb="apply_retention").data == {
        "rule": "dossier_papers",
        "days": 3650,
        "count": 2,
    }
    assert due() == [0, 0]


def test_a_paper_that_a_dossier_on_its_way_uses_too_stays_whole(entry, use, officer, commune):
    withdraw_dossier(entry, why="Chủ thể rút (minh hoạ)", by=officer)
    other = filed(commune, officer, name="Mứt tắc", producer=entry.dossier.product.producer)
    use_paper(other.dossier, item_of(other.dossier, "nguon-goc-nguyen-lieu"), use.paper, by=officer)
    age(4000)
    assert due() == [0, 0]


def test_files_that_no_dossier_uses_go_a_year_after_anything_was_done_to_them(entry, use, officer):
    drop_paper(use, by=officer)
    age(364)
    assert due() == [0, 0]
    age(366)
    assert due() == [2, 0]
    apply_retention()
    assert PaperVersion.objects.filter(erased_at=None).count() == 0


def test_what_was_taken_out_of_a_dossier_lately_waits(entry, use, officer):
    age(366)
    drop_paper(use, by=officer)
    assert due() == [0, 0]
    age(366)
    assert due() == [2, 0]


def test_a_new_version_makes_a_paper_young_again(entry, use, officer):
    drop_paper(use, by=officer)
    age(366)
    facts = {"file": "papers/x.pdf", "size": len(plain_pdf()), "added_by": officer}
    PaperVersion.objects.create(paper=use.paper, number=3, **facts)
    assert due() == [0, 0]


def test_what_members_scored_on_counts_as_used(entry, use, officer):
    HandedPaper.objects.create(entry=entry, version=use.paper.versions.first(), handed_by=officer, name=use.paper.name)
    drop_paper(use, by=officer)
    age(366)
    assert due() == [0, 0]
    withdraw_dossier(entry, why="Chủ thể rút (minh hoạ)", by=officer)
    age(3651)
    assert due() == [0, 2]
