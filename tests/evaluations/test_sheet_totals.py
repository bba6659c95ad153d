"""The total of a signed sheet is the sum of the options that its lines name, whatever the set and the choice."""

from __future__ import annotations

from random import Random

import pytest
from django.db.models import Sum

from evaluations.queries.councils import sitting
from tests.evaluations import score_room
from tests.evaluations.score_room import TODAY, scoring_round, sign_at_once

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("code", ["26-2026-01", "26-2026-07", "26-2026-26"])
def test_signing_adds_up_what_was_chosen(monkeypatch, settings, province, commune, officer, code):
    settings.BUSINESS_DAY = TODAY
    monkeypatch.setattr(score_room, "SET", code)
    found, (entry,) = scoring_round(province, commune, officer, count=1)
    chance, totals = Random(code), []
    for member in sitting(found.council):
        sheet = sign_at_once(entry, member, lambda _node, options: chance.choice(options))
        assert sheet.total == sheet.lines.aggregate(points=Sum("option__points"))["points"]
        assert sheet.lines.count() == entry.dossier.criteria_set.nodes.filter(is_criterion=True).count()
        totals.append(sheet.total)
    assert len(set(totals)) > 1
