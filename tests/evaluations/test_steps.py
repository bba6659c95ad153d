"""Every pair of states of every machine: docs/workflow.md and the code say the same, and `move` is the only door."""

import re
from datetime import date
from itertools import product as pairs
from pathlib import Path

import pytest
from django.utils import timezone

from core.errors import ActionRefused
from core.models import HistoryEntry
from core.workflow import move
from evaluations.enums import PAPER_STATUSES, RoundStatus
from evaluations.models import DecisionDraft, Dossier, Round, RoundEntry, ScoreSheet
from evaluations.queries.councils import sitting
from products.models import LabelReport
from tests.evaluations.council_room import file, make_council
from tests.factories import level_of, load_sets
from tests.products.report_room import make_report

pytestmark = pytest.mark.django_db
MACHINES = {model.__name__: model for model in (Round, DecisionDraft, Dossier, RoundEntry, ScoreSheet, LabelReport)}


def documented():
    """Machine → from → to, as the document's table says it."""
    found: dict[str, dict[str, set[str]]] = {}
    machine = ""
    for row in re.findall(r"^\| (\w*) *\| (\w+) \([^|]+\) \| ([^|]+) \|$", Path("docs/workflow.md").read_text(), re.M):
        machine = row[0] or machine
        found.setdefault(machine, {})[row[1]] = set() if row[2].startswith("nothing") else set(row[2].split(", "))
    return found


def test_the_document_says_what_the_code_does():
    code = {
        name: {str(before): {str(after) for after in afters} for before, afters in model.STEPS.items()}
        for name, model in MACHINES.items()
    }
    assert documented() == code


def moves_of(row, befores, by, without=None):
    """Every move from some states that is let through; the others leave everything as it was."""
    states = [state for state, _words in type(row)._meta.get_field("status").choices if state != without]
    found = set()
    for before, after in pairs(befores, states):
        type(row).objects.filter(pk=row.pk).update(status=before)
        acts = HistoryEntry.objects.count()
        try:
            move(row, _member(row, after), by=by)
        except ActionRefused:
            assert HistoryEntry.objects.count() == acts
        else:
            found.add((before, after))
            assert HistoryEntry.objects.count() == acts + 1
        row.refresh_from_db()
        assert row.status == (after if (before, after) in found else before)
    return found


def _member(row, status):
    """The state as the enum has it: its label is what a refusal says."""
    return next(state for state in type(next(iter(type(row).STEPS))) if state == status)


def table_of(model, befores):
    return {(str(before), str(after)) for before in befores for after in model.STEPS[before]}


def test_every_move_of_a_round_of_paper(round_2022, officer):
    assert moves_of(round_2022, PAPER_STATUSES, officer) == table_of(Round, PAPER_STATUSES)


@pytest.fixture
def entry(make, commune, officer):
    load_sets("1048-2019-16")
    return file(make("Rượu nếp"), commune, officer, set_code="1048-2019-16", on=date(2022, 3, 2))


def test_every_move_of_a_round_of_a_council(province, officer):
    council = make_council(province, officer, seats=1)
    found = Round.objects.create(
        level=level_of(),
        place=province,
        year=2022,
        opened_on=date(2022, 3, 1),
        way="council",
        council=council,
        status=RoundStatus.PLANNED,
    )
    befores = [status for status in RoundStatus if status not in PAPER_STATUSES]
    assert moves_of(found, befores, officer) == table_of(Round, befores)


def test_every_move_of_a_draft(province, officer):
    draft = DecisionDraft.objects.create(
        level=level_of(), place=province, issuing_body="UBND tỉnh Trà Vinh", created_by=officer
    )
    assert moves_of(draft, DecisionDraft.STEPS, officer) == table_of(DecisionDraft, DecisionDraft.STEPS)


def test_every_move_of_a_dossier_and_of_its_entries(entry, officer):
    assert moves_of(entry, RoundEntry.STEPS, officer) == table_of(RoundEntry, RoundEntry.STEPS)
    assert moves_of(entry.dossier, Dossier.STEPS, officer) == table_of(Dossier, Dossier.STEPS)


def test_every_move_of_a_sheet(entry, district, officer):
    """Signing writes total, moment and status at once (test_council_sheets.py): every other move is tried here."""
    member = sitting(make_council(district, officer, seats=1))[0]
    sheet = ScoreSheet.objects.create(entry=entry, member=member)
    assert moves_of(sheet, ["open"], officer, without="signed") == {("open", "set_aside")}
    signed = ScoreSheet.objects.create(
        entry=entry, member=member, version=2, status="signed", total=0, signed_at=timezone.now()
    )
    befores = ["signed", "replaced", "set_aside"]
    assert moves_of(signed, befores, officer) == table_of(ScoreSheet, befores)


def test_every_move_of_a_report_about_a_label(officer):
    """A closed one has an outcome: it is said beforehand here, so that every move is tried."""
    report = make_report(outcome="right_label", outcome_why="Minh hoạ", closed_at=timezone.now())
    assert moves_of(report, LabelReport.STEPS, officer) == table_of(LabelReport, LabelReport.STEPS)


def test_a_move_is_written_down_and_a_refusal_says_what_it_is_about(round_2022, officer):
    move(round_2022, RoundStatus.CLOSED, by=officer, why="đủ hồ sơ")
    entry = HistoryEntry.objects.first()
    assert (entry.verb, entry.by, entry.why, entry.data) == (
        "status:closed",
        officer,
        "đủ hồ sơ",
        {"before": "open", "after": "closed"},
    )
    with pytest.raises(ActionRefused) as refusal:
        move(round_2022, RoundStatus.CLOSED, by=officer)
    assert str(refusal.value) == (
        "Không thể chuyển “Đợt 1 năm 2022 – Cấp tỉnh, Tỉnh Trà Vinh” từ “đã khép” sang “đã khép”."
    )
