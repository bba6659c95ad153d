"""A signed sheet may give fewer stars than the points carry where the law has minimums (26/2026 annex II)."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from core.errors import ActionRefused
from evaluations.actions.drafts import start_draft_of_round, write_draft
from evaluations.actions.publishing import publish_draft
from evaluations.actions.results import save_result
from evaluations.actions.rounds import open_round
from evaluations.entry import Entry
from evaluations.models import PaperResult
from evaluations.queries.check import check_draft
from products.models import Regime
from products.queries.register import ratings_in_force
from tests.factories import level_of, load_sets

pytestmark = pytest.mark.django_db
WHY = "Chưa đạt yêu cầu tối thiểu 4 sao ở tiêu chí 1.5"
ASKED = "Hạng thấp hơn hạng của điểm: ghi ở cột ghi chú yêu cầu tối thiểu nào chưa đạt."
JSON = {"headers": {"Accept": "application/json"}}


def refused(home, entry, by):
    with pytest.raises(ActionRefused) as refusal:
        save_result(home, entry, by=by)
    return [(reason.field, reason.text) for reason in refusal.value.reasons]


@pytest.fixture
def of_paper(settings, province, officer):
    """A round of paper under 26/2026."""
    settings.BUSINESS_DAY = date(2026, 11, 20)
    load_sets("26-2026-07")
    return open_round(
        level=level_of("26-2026"), place=province, year=2026, ordinal=2, opened_on=date(2026, 11, 2), by=officer
    )


def test_fewer_stars_need_a_note_and_are_published_so(of_paper, make, officer):
    product = make("Mứt gừng")
    lowered = Entry(product, score=Decimal(75), outcome="3")
    assert refused(of_paper, lowered, officer) == [("outcome", ASKED)]
    row = save_result(of_paper, Entry(product, score=Decimal(75), outcome="3", note=WHY), by=officer)
    assert (row.score, row.outcome, row.note) == (Decimal(75), "3", WHY)
    facts = {"number": "5/QĐ-UBND", "signed_on": date(2026, 11, 19), "signer": "Bà Minh Hoạ"}
    draft = write_draft(start_draft_of_round(of_paper, by=officer), by=officer, **facts)
    publish_draft(draft, digest=check_draft(draft).digest, by=officer)
    rating = ratings_in_force(date(2026, 11, 20)).get()
    assert (rating.product, rating.stars, rating.score) == (product, 3, Decimal(75))


def test_more_stars_are_refused_note_or_not(of_paper, make, officer):
    entry = Entry(make("Mứt gừng"), score=Decimal(65), outcome="4", note=WHY)
    assert refused(of_paper, entry, officer) == [("outcome", "65 điểm ứng với 3 sao, không phải 4 sao.")]


@pytest.mark.parametrize("blocks", [False, True])
def test_from_ninety_points_on_minimums_decide_only_where_the_regime_says_so(of_paper, make, officer, blocks):
    Regime.objects.filter(pk=of_paper.level.regime_id).update(gates_block_forwarding=blocks)
    of_paper.level.regime.refresh_from_db()
    entry = Entry(make("Mứt gừng"), score=Decimal(92), outcome="4", note=WHY)
    if blocks:
        assert save_result(of_paper, entry, by=officer).outcome == "4"
    else:
        assert refused(of_paper, entry, officer) == [("outcome", "92 điểm ứng với 5 sao, không phải 4 sao.")]


def test_a_law_without_minimums_knows_no_fewer_stars(round_2022, make, officer):
    entry = Entry(make("Mứt gừng"), score=Decimal(75), outcome="3", note=WHY)
    assert refused(round_2022, entry, officer) == [("outcome", "75 điểm ứng với 4 sao, không phải 3 sao.")]


def test_the_grid_asks_for_the_note_and_loses_nothing(of_paper, make, officer, sign_in):
    product, client = make("Mứt gừng"), sign_in(officer)
    address = reverse("staff:result-save", args=[of_paper.pk])
    typed = {"product": product.pk, "product_text": "Mứt gừng", "kind": "first", "score": "75", "outcome": "3"}
    answer = client.post(address, typed, **JSON)
    assert (answer.status_code, answer.json()["errors"]) == (422, {"outcome": [ASKED]})
    row = client.post(address, typed).context["grid"]["blank"]
    assert (row.score, row.outcome, row.errors) == ("75", "3", {"outcome": [ASKED]})
    assert client.post(address, typed | {"note": WHY}, **JSON).status_code == 200
    assert PaperResult.objects.get().note == WHY
