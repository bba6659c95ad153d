"""A round that the law does not plan needs the council's regulation to allow it."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from evaluations.actions.round_plans import edit_round, plan_round
from evaluations.models import Round
from tests.evaluations.council_room import make_council
from tests.evaluations.council_steps import refused
from tests.evaluations.score_room import TODAY
from tests.factories import level_of

pytestmark = pytest.mark.django_db

NOT_ALLOWED = "Quy chế của hội đồng không cho tổ chức thêm đợt."


@pytest.fixture
def facts(settings, province, officer):
    """A round of a council whose regulation allows no more than the law's two."""
    settings.BUSINESS_DAY = TODAY
    council = make_council(province, officer)
    assert not council.allows_extra_rounds
    return {"level": level_of("26-2026"), "place": province, "council": council, "year": 2026, "by": officer}


def test_a_third_round_of_the_year_is_refused(facts):
    assert refused(plan_round, **facts, ordinal=3, opened_on=date(2026, 11, 2)) == [NOT_ALLOWED]
    assert not Round.objects.exists()
    planned = plan_round(**facts, ordinal=2, opened_on=date(2026, 11, 2))
    assert not planned.is_extra
    changes = {"council": facts["council"], "ordinal": 3, "opened_on": date(2026, 11, 2), "by": facts["by"]}
    assert refused(edit_round, planned, **changes) == [NOT_ALLOWED]


def test_where_the_regulation_allows_it_it_is_an_extra_one(facts, province, officer):
    council = make_council(province, officer, allows_extra_rounds=True)
    assert plan_round(**facts | {"council": council}, ordinal=3, opened_on=date(2026, 11, 2)).is_extra


def test_the_page_says_so_and_keeps_what_was_typed(facts, sign_in):
    sent = {
        "level": facts["level"].pk,
        "place": facts["place"].pk,
        "council": facts["council"].pk,
        "year": "2026",
        "ordinal": "3",
        "opened_on": "02/11/2026",
        "note": "Đợt tổ chức thêm (minh hoạ)",
    }
    page = sign_in(facts["by"]).post(reverse("staff:council-round-plan"), sent)
    form = page.context["form"]
    assert [str(text) for texts in form.errors.values() for text in texts] == [NOT_ALLOWED]
    assert form["note"].value() == sent["note"]
    assert not Round.objects.exists()
