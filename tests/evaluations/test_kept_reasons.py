"""A refused act shows again the reason that was typed for it."""

from __future__ import annotations

from copy import deepcopy

import pytest
from django.test import override_settings
from django.urls import reverse

from evaluations.actions.dossiers import withdraw_dossier
from evaluations.enums import RoundStatus
from evaluations.models import Round
from evaluations.queries.councils import sitting
from tests.evaluations.intake_room import TODAY, at_commune
from tests.evaluations.score_room import scoring_round, sign_at_once

pytestmark = pytest.mark.django_db
WHY = "Ghi nhầm, theo biên bản số 7"


@pytest.fixture(scope="module")
@override_settings(BUSINESS_DAY=TODAY)
def built(stage):
    """A round that is being scored, one of its sheets signed."""
    found, entries = scoring_round(*stage)
    sign_at_once(entries[0], sitting(found.council)[0])
    return found, entries


@pytest.fixture
def room(db, built, settings):
    settings.BUSINESS_DAY = TODAY
    return deepcopy(built)


def steps(found, entries):
    """Acts that are refused now, each with its address and the words of the refusal."""
    entry, seat = entries[0], sitting(found.council)[0]
    return {
        "stop scoring": ("round-step", [found.pk, "dung-cham"], "Đã có phiếu chấm được ký"),
        "no delegation": ("round-step", [found.pk, "thoi-uy-quyen"], "lúc này không làm việc này được"),
        "another pass": ("entry-step", [entry.pk, "luot-hai"], "lúc này không làm việc này được"),
        "send back": ("entry-step", [entry.pk, "tra-lai"], "lúc này không làm việc này được"),
        "end a seat": ("seat-end", [seat.pk], "đang chấm"),
    }


@pytest.mark.parametrize("act", ["stop scoring", "no delegation", "another pass", "send back", "end a seat"])
def test_a_refused_act_keeps_its_reason(room, officer, sign_in, act):
    name, args, refusal = steps(*room)[act]
    page = sign_in(officer).post(reverse(f"staff:{name}", args=args), {"why": WHY})
    assert page.status_code == 200
    assert refusal in page.text
    assert WHY in page.text


def test_what_ended_meanwhile_keeps_the_reason(settings, commune, officer, sign_in):
    settings.BUSINESS_DAY = TODAY
    entry = at_commune("Mứt gừng", commune, officer)
    withdraw_dossier(entry, why="Chủ thể rút", by=officer)
    client = sign_in(officer)
    for step in ("rut", "tra-lai"):
        page = client.post(reverse("staff:entry-step", args=[entry.pk, step]), {"why": WHY})
        assert "lúc này không làm việc này được" in page.text
        assert WHY in page.text
    page = client.post(reverse("staff:dossier-kind", args=[entry.dossier_id]), {"kind": "upgrade", "why": WHY})
    assert "không đổi lần đánh giá được" in page.text
    assert WHY in page.text


def test_a_word_corrected_too_late_keeps_its_reason(room, secretary, sign_in):
    found, entries = room
    seat = sitting(found.council)[0]
    Round.objects.filter(pk=found.pk).update(status=RoundStatus.CONCLUDED)
    address = reverse("staff:conflict-correct", args=[entries[0].pk, seat.pk])
    page = sign_in(secretary).post(address, {"answer": "yes", "what": "Cổ đông", "why": WHY})
    assert "Đợt này đã chốt điểm." in page.text
    assert WHY in page.text
    assert "Cổ đông" in page.text
