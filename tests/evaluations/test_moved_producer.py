"""A producer is merged, succeeded or moved, or its product passes on, while the dossier lies with the province.

The dossier stays with the province that it lies with and with the commune that proposed it (26/2026 art. 7.2b, 7.3a).
"""

from __future__ import annotations

from copy import deepcopy
from datetime import date

import pytest
from django.test import override_settings
from django.urls import reverse

from core.roles import Role
from evaluations.actions.asking import answer_item, ask_for_more, receive_more
from evaluations.actions.dossiers import forward_dossier
from evaluations.actions.drafts import start_draft_of_round, write_draft
from evaluations.actions.meeting import agree_where_all_do, conclude_round
from evaluations.actions.publishing import publish_draft
from evaluations.enums import DossierStatus
from evaluations.models import RoundEntry
from evaluations.permissions.dossiers import why_not_run, why_not_supply
from evaluations.queries.check import check_draft
from evaluations.queries.clocks import running_clocks
from evaluations.queries.councils import sitting
from evaluations.queries.entries import readable_dossiers
from producers.actions.producers import edit_producer
from producers.enums import LegalForm
from products.actions.merging import merge_producers, merge_products
from products.actions.products import edit_product
from products.actions.transfer import succeed_producer, transfer_product
from products.models import Recognition
from tests.evaluations.council_room import begin, failing, make_council, make_round, screen, take
from tests.evaluations.council_steps import words
from tests.evaluations.paper_room import checklists, filed, paper
from tests.evaluations.score_room import sign_at_once
from tests.factories import level_of, make_place, make_producer, make_product, make_user

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 20)
WHY = "Chuyển đổi hộ kinh doanh (minh hoạ)"
# Points that no minimum of a star asks for: what is left carries four stars.
LOST = ("1.2", "1.3", "1.4", "3.1", "4.3")


@pytest.fixture(scope="module")
@override_settings(BUSINESS_DAY=TODAY)
def built(stage):
    """A dossier that the commune screened, at the province; another commune; a producer there."""
    _province, commune, officer = stage
    checklists()
    entry = filed(commune, officer)
    screen(entry, officer)
    elsewhere = make_place("Xã Khác", parent=commune.parent)
    taker = make_producer("Công ty Khác (minh hoạ)", place=elsewhere, legal_form=LegalForm.LLC_ONE)
    return forward_dossier(entry, on=date(2026, 10, 12), by=officer), elsewhere, taker


@pytest.fixture
def room(db, built, settings, tmp_path):
    settings.BUSINESS_DAY, settings.MEDIA_ROOT = TODAY, tmp_path
    return deepcopy(built)


def transferred(product, taker, elsewhere, by):
    transfer_product(product, to=taker, on=TODAY, why=WHY, by=by)


def succeeded(product, taker, elsewhere, by):
    succeed_producer(product.producer, successor=taker, on=TODAY, why=WHY, by=by)


def merged(product, taker, elsewhere, by):
    merge_producers(taker, product.producer, why=WHY, by=by)


def merged_itself(product, taker, elsewhere, by):
    """The product was entered twice, and the other record is kept."""
    merge_products(make_product("Mứt gừng tươi", producer=taker), product, why=WHY, by=by)


def moved(product, taker, elsewhere, by):
    edit_producer(product.producer, place=elsewhere, by=by)
    edit_product(product, place=elsewhere, by=by)


ACTS = [transferred, succeeded, merged, merged_itself, moved]


def standing(entry):
    around = RoundEntry.objects.select_related("level", "dossier__place", "dossier__product__producer", "place")
    return around.get(pk=entry.pk)


@pytest.fixture(params=ACTS, ids=lambda act: act.__name__)
def changed(request, room, officer):
    entry, elsewhere, taker = room
    request.param(entry.dossier.product, taker, elsewhere, officer)
    return standing(entry), elsewhere, taker


def test_the_same_officers_have_it(changed, commune, province, officer, sign_in):
    entry, elsewhere, _taker = changed
    here, there = (make_user(Role.LOCAL_OFFICER, place) for place in (commune, elsewhere))
    assert (entry.place, entry.dossier.place) == (province, commune)
    assert [user for user in (officer, here, there) if entry.dossier in readable_dossiers(user)] == [officer, here]
    assert [bool(why_not_run(user, entry)) for user in (officer, here, there)] == [False, True, True]
    page = reverse("staff:dossier-detail", args=[entry.dossier_id])
    assert [sign_in(user).get(page).status_code for user in (officer, here, there)] == [200, 200, 404]
    product = entry.dossier.product
    for user, reads_it in ((officer, True), (here, product.place == commune)):
        facts = {fact["term"]: fact for fact in sign_in(user).get(page).context["facts"]}
        url = reverse("staff:product-detail", args=[product.slug])
        assert facts["Sản phẩm"] == {"term": "Sản phẩm", "value": product.name, "url": url if reads_it else ""}
        assert sign_in(user).get(url).status_code == (200 if reads_it else 404)


def test_the_commune_that_proposed_it_brings_what_is_missing(changed, commune, officer):
    entry, elsewhere, _taker = changed
    here, there = (make_user(Role.LOCAL_OFFICER, place) for place in (commune, elsewhere))
    ask = ask_for_more(entry, items=["Giấy của chủ thể mới"], due_on=date(2026, 11, 25), by=officer)
    entry = standing(entry)
    assert [bool(why_not_supply(user, entry)) for user in (here, there)] == [False, True]
    assert [len(running_clocks(user, TODAY)) for user in (here, there)] == [1, 0]
    use = paper(entry.dossier, "dang-ky-kinh-doanh", here)
    assert use.paper.producer == entry.dossier.product.producer
    answer_item(ask.items.get(), answer="Đã nộp", by=here)
    receive_more(entry, by=officer)


def test_it_comes_to_its_decision_and_the_register_names_whose_it_is_now(changed, province, officer, client):
    entry, _elsewhere, _taker = changed
    council = make_council(province, officer, seats=1, days_before=0)
    found = make_round(level_of("26-2026"), province, council, officer, opened_on=date(2026, 11, 2), ordinal=2)
    take(entry, found, officer)
    begin(found, officer, sent_on=date(2026, 11, 10))
    scored = found.entries.select_related("dossier__criteria_set").get()
    sign_at_once(scored, sitting(council)[0], failing(*LOST))
    agree_where_all_do(scored, by=officer)
    (result,) = conclude_round(found, by=officer)
    assert result.stars == 4
    head = {"number": "9/QĐ-UBND", "signed_on": TODAY, "signer": "Bà Minh Hoạ"}
    draft = write_draft(start_draft_of_round(found, by=officer), by=officer, **head)
    publish_draft(draft, digest=check_draft(draft).digest, by=officer)
    rating = Recognition.objects.get()
    entry = standing(entry)
    product = entry.dossier.product
    assert entry.dossier.status == DossierStatus.DECIDED
    assert (rating.product, rating.producer, rating.producer_name) == (
        product,
        product.producer,
        product.producer.name,
    )
    assert rating.place == product.place
    assert product.producer.name in words(client.get(f"/san-pham/{product.slug}/"))
