"""An officer of Càng Long sees, finds, takes away and guesses nothing of Cầu Ngang."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from core.models import Place
from core.roles import Role
from evaluations.models import DecisionDraft, PaperResult, Round
from products.actions.decisions import issue_decision
from products.models import Product
from tests.factories import level_of, line, make_producer, make_product, make_user, paper

pytestmark = pytest.mark.django_db

# Names that stand nowhere else; the folded form is what a careless page would leak.
SECRETS = ("Zyzzoma", "zyzzoma", "Kwyjibo", "kwyjibo", "0909123456")
WHY = "Lý do minh hoạ"


@pytest.fixture
def theirs(law, places):
    """A producer, a product, a round, a draft and a decision of Cầu Ngang."""
    chief = make_user(Role.ADMINISTRATOR)
    district = Place.objects.get(slug="huyen-cau-ngang")
    commune = Place.objects.filter(parent=district).order_by("pk")[0]
    producer = make_producer("Cơ sở Zyzzoma minh hoạ", place=commune, phone="0909123456")
    product, other = (make_product(f"Bánh Kwyjibo minh hoạ {number}", producer=producer) for number in (1, 2))
    level = level_of("1048-2019", "district")
    decision = issue_decision(
        paper("77/QĐ-UBND", date(2022, 1, 12), place=district.parent),
        [line(product, 3)],
        by=chief,
    )
    found = Round.objects.create(level=level, place=district, year=2022, opened_on=date(2022, 3, 1), note="Zyzzoma")
    draft = DecisionDraft.objects.create(
        level=level, place=district, round=found, issuing_body="UBND huyện Cầu Ngang", created_by=chief
    )
    result = PaperResult.objects.create(round=found, product=other, note="Zyzzoma", updated_by=chief)
    return {
        "producer": producer,
        "product": product,
        "other": other,
        "round": found,
        "draft": draft,
        "result": result,
        "rating": decision.recognitions.get(),
        "decision": decision,
    }


@pytest.fixture
def mine(theirs):
    """The officer of Càng Long with a product, a producer and an open round of the own."""
    district = Place.objects.get(slug="huyen-cang-long")
    commune = Place.objects.filter(parent=district).order_by("pk")[0]
    producer = make_producer("Cơ sở nhà minh hoạ", place=commune)
    return {
        "officer": make_user(Role.LOCAL_OFFICER, district),
        "commune": commune,
        "producer": producer,
        "product": make_product("Bánh nhà minh hoạ", producer=producer),
        "round": Round.objects.create(
            level=level_of("1048-2019", "district"), place=district, year=2022, opened_on=date(2022, 3, 1)
        ),
    }


@pytest.fixture
def signed_in(client, mine):
    client.force_login(mine["officer"])
    return client


LISTS = ["home", "round-list", "decision-list", "product-list", "producer-list", "draft-new", "round-open"]


def told(response):
    """What an answer tells, streamed or not."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return [secret for secret in SECRETS if secret in body.decode()]


@pytest.mark.parametrize("query", ["", "?q=Kwyjibo", "?q=zyzzoma", "?tai-ve=csv", "?q=kwyjibo&tai-ve=csv"])
def test_lists_searches_and_exports_tell_nothing(signed_in, theirs, query):
    # What was typed stands in the search box again, so only what was not typed counts.
    typed = [secret for secret in SECRETS if secret.lower() in query.lower()]
    for name in LISTS:
        response = signed_in.get(reverse(f"staff:{name}") + query)
        assert [secret for secret in told(response) if secret.lower() not in map(str.lower, typed)] == [], name


def test_finders_tell_nothing(signed_in, theirs):
    for name in ("product-find", "producer-find"):
        response = signed_in.get(reverse(f"staff:{name}"), {"q": "minh hoạ"})
        assert (response.status_code, told(response)) == (200, [])
    pasted = signed_in.post(reverse("staff:product-match"), {"name": ["Bánh Kwyjibo minh hoạ 1"]})
    assert theirs["product"].slug not in pasted.content.decode()


def test_addresses_of_theirs_are_not_found_alike(signed_in, theirs):
    """Their things answer exactly as things that do not exist."""
    pairs = [
        ("product-detail", theirs["product"].slug, "khong-co"),
        ("product-edit", theirs["product"].slug, "khong-co"),
        ("producer-detail", theirs["producer"].slug, "khong-co"),
        ("producer-edit", theirs["producer"].slug, "khong-co"),
        ("round-detail", theirs["round"].pk, 999_999),
        ("draft-edit", theirs["draft"].pk, 999_999),
        ("decision-detail", theirs["decision"].pk, 999_999),
        ("rating-extend", theirs["rating"].pk, 999_999),
    ]
    for name, key, missing in pairs:
        answers = [signed_in.get(reverse(f"staff:{name}", args=[each])) for each in (key, missing)]
        assert [(answer.status_code, told(answer)) for answer in answers] == [(404, [])] * 2, name


def test_numbers_of_theirs_inside_forms_change_nothing(signed_in, theirs, mine):
    """Ids that somebody guesses and sends inside the own forms."""
    rounds = mine["round"]
    saved = signed_in.post(
        reverse("staff:result-save", args=[rounds.pk]), {"product": theirs["other"].pk, "score": "80", "kind": "first"}
    )
    assert (told(saved), rounds.results.count()) == ([], 0)
    taken = signed_in.post(
        reverse("staff:result-save", args=[rounds.pk]),
        {"result": theirs["result"].pk, "product": mine["product"].pk, "score": "80", "kind": "first"},
    )
    theirs["result"].refresh_from_db()
    assert (told(taken), theirs["result"].score, theirs["result"].product) == ([], None, theirs["other"])
    passed = signed_in.post(
        reverse("staff:product-transfer", args=[mine["product"].slug]),
        {"to": theirs["producer"].pk, "typed": "Cơ sở Zyzzoma minh hoạ", "on": "01/09/2022", "why": WHY},
    )
    assert passed.status_code == 200
    made = signed_in.post(
        reverse("staff:product-new"),
        {"name": "Bánh thử minh hoạ", "producer": theirs["producer"].pk, "place": mine["commune"].pk},
    )
    assert made.status_code == 200
    assert Product.objects.get(pk=mine["product"].pk).producer == mine["producer"]
    assert not Product.objects.filter(name="Bánh thử minh hoạ").exists()
