"""Rows that move together move as they would one by one, in as many statements as one row."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.errors import ActionRefused
from core.models import HistoryEntry
from core.workflow import move, move_all
from evaluations.enums import EntryStatus
from evaluations.models import RoundEntry
from tests.evaluations.council_room import file
from tests.factories import load_sets

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries(district, make, local_officer):
    """Four dossiers that the district received."""
    load_sets("1048-2019-02")
    names = ["Bánh tét", "Bánh in", "Cốm nếp", "Bún khô"]
    return [
        file(make(f"{name} (minh hoạ)"), district, local_officer, set_code="1048-2019-02", on=date(2022, 9, 1))
        for name in names
    ]


def acts(entry: RoundEntry) -> list[tuple[object, ...]]:
    found = HistoryEntry.objects.filter(subject_id=entry.pk, verb__startswith="status:")
    return list(found.values_list("verb", "by__username", "why", "data", "label"))


def test_the_book_says_the_same_of_each(entries, local_officer):
    one, *others = entries
    move(one, EntryStatus.INCOMPLETE, by=local_officer, why="Thiếu giấy", number=2)
    move_all(others, EntryStatus.INCOMPLETE, by=local_officer, why="Thiếu giấy", number=2)
    said = {"before": "received", "after": "incomplete", "number": 2}
    for entry, name in zip(entries, ["Bánh tét", "Bánh in", "Cốm nếp", "Bún khô"], strict=True):
        label = f"{name} (minh hoạ)"
        assert acts(entry) == [("status:incomplete", "canbo-huyen", "Thiếu giấy", said, label)]
        assert (entry.status, RoundEntry.objects.get(pk=entry.pk).status) == (EntryStatus.INCOMPLETE,) * 2


def test_one_that_may_not_holds_all_of_them_back(entries, local_officer):
    move(entries[2], EntryStatus.ACCEPTED, by=local_officer)
    with pytest.raises(ActionRefused, match="Cốm nếp"):
        move_all(entries, EntryStatus.ACCEPTED, by=local_officer)
    assert sorted(RoundEntry.objects.values_list("status", flat=True)) == ["accepted", *["received"] * 3]
    assert [len(acts(entry)) for entry in entries] == [0, 0, 1, 0]


def test_four_take_no_more_statements_than_one(entries, local_officer):
    rows = list(RoundEntry.objects.select_related("dossier__product").order_by("pk"))
    counts = []
    for some in (rows[:1], rows[1:]):
        with CaptureQueriesContext(connection) as queries:
            move_all(some, EntryStatus.ACCEPTED, by=local_officer)
        counts.append(len(queries))
    assert counts == [5, 5]  # two of them are the savepoint


def test_none_at_all(local_officer):
    move_all([], EntryStatus.ACCEPTED, by=local_officer)
    assert not HistoryEntry.objects.filter(verb__startswith="status:").exists()
