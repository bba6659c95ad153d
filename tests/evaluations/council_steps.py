"""Steps and words that the tests of the council room share."""

from __future__ import annotations

import pytest
from django.urls import reverse

from core.errors import ActionRefused
from evaluations.actions.drafts import start_draft_of_round, write_draft
from evaluations.actions.meeting import agree_where_all_do, conclude_round
from evaluations.actions.publishing import publish_draft
from evaluations.queries.check import check_draft

SET_1048, SET_26 = "1048-2019-16", "26-2026-07"
NOBODY_LEADS = "Không có chủ tịch hội đồng, cũng không có phó chủ tịch được ủy quyền chủ trì."


def nobody_leads(name: str) -> str:
    """That nobody may lead the meeting over one dossier."""
    return f"“{name}”: không{NOBODY_LEADS.removeprefix('Không')}"


def refused(act, *args, **kwargs):
    """Why an act is refused, in words."""
    with pytest.raises(ActionRefused) as refusal:
        act(*args, **kwargs)
    return [reason.text for reason in refusal.value.reasons]


def conclude(found, by):
    """Agree where all do and conclude."""
    for entry in found.entries.all():
        agree_where_all_do(entry, by=by)
    return conclude_round(found, by=by)


def decide(found, by, number, on):
    """Publish the decision of a round."""
    draft = write_draft(start_draft_of_round(found, by=by), by=by, number=number, signed_on=on, signer="Bà Minh Hoạ")
    return publish_draft(draft, digest=check_draft(draft).digest, by=by)


def words(response):
    """What a page says, in one line."""
    return " ".join(response.content.decode().split())


def page(client, address, /, *args, **given):
    """A staff page that opens."""
    response = client.get(reverse(f"staff:{address}", args=args), given)
    assert response.status_code == 200
    return response


def post(client, address, /, *args, **given):
    """Where sending a staff page leads."""
    return client.post(reverse(f"staff:{address}", args=args), given, follow=True)


def told(response):
    """What the page says after an act."""
    return [str(message) for message in response.context["messages"]]


def steps_of(response):
    """The steps that each card of a dossier offers."""
    return [[slug for slug, _step in card.steps] for card in response.context["cards"]]
