"""An officer of Càng Long sees, finds, takes away and guesses nothing of Cầu Ngang."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse

from core.models import Place
from core.roles import Role
from core.text import slug_of
from evaluations.models import Round
from producers.actions.producers import create_producer
from products.actions.correcting import void_rating
from products.actions.decisions import issue_decision
from products.actions.merging import merge_producers, merge_products
from products.actions.products import create_product
from products.models import Product
from tests.core.hostile_files import plain_pdf
from tests.factories import level_of, line, make_producer, make_product, make_user, paper
from tests.project.other_world import their_things, told

pytestmark = pytest.mark.django_db

WHY = "Lý do minh hoạ"


@pytest.fixture
def theirs(law, places):
    """A producer, a product, a round, a draft and a decision of Cầu Ngang."""
    return their_things()


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


def test_finders_tell_nothing(signed_in, theirs):
    for name in ("product-find", "producer-find"):
        response = signed_in.get(reverse(f"staff:{name}"), {"q": "minh hoạ"})
        assert (response.status_code, told(response)) == (200, [])
    names = [theirs["product"].name, "Kwyjibo"]
    pasted = signed_in.post(reverse("staff:product-match"), {"names": names}, content_type="application/json")
    assert (pasted.status_code, pasted.json()) == (
        200,
        {"answers": [{"name": name, "exact": [], "near": []} for name in names]},
    )


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


# ------------------------------------------------------------------ things that lie on both sides
@pytest.fixture
def mixed(theirs, mine):
    """Our producer with a product, a predecessor, a merged record and a successor on their side."""
    chief = make_user(Role.ADMINISTRATOR)
    make_product("Bánh Kwyjibo làm hộ minh hoạ", producer=mine["producer"], place=theirs["producer"].place)
    former = make_producer("Cơ sở Zyzzoma cũ minh hoạ", place=theirs["producer"].place)
    twin = make_producer("Cơ sở nhà minh hoạ", place=theirs["producer"].place)
    merge_producers(mine["producer"], twin, why=WHY, by=chief)
    mine["producer"].refresh_from_db()
    former.succeeded_by, former.succeeded_on = mine["producer"], date(2022, 3, 1)
    former.save()
    mine["producer"].succeeded_by, mine["producer"].succeeded_on = theirs["producer"], date(2022, 9, 1)
    mine["producer"].save()
    return mine["producer"]


def test_a_producer_shows_of_its_things_only_ours(signed_in, mixed, mine):
    page = signed_in.get(reverse("staff:producer-detail", args=[mixed.slug]))
    assert (page.status_code, told(page)) == (200, [])
    assert "đơn vị kế thừa là một chủ thể ngoài địa bàn của bạn" in " ".join(page.text.split())
    shown = [list(page.context[name]) for name in ("products", "predecessors", "merges")]
    assert (shown, page.context["heir"]) == ([[mine["product"]], [], []], None)
    listed = signed_in.get(reverse("staff:producer-list"))
    assert [(row["producer"], row["held"]) for row in listed.context["rows"]] == [(mixed, 1)]


def test_the_province_sees_both_sides(client, mixed, mine, theirs):
    client.force_login(make_user(Role.LEADER, Place.objects.get(slug="tinh-tra-vinh")))
    page = client.get(reverse("staff:producer-detail", args=[mixed.slug]))
    shown = [len(page.context[name]) for name in ("products", "predecessors", "merges")]
    assert (shown, page.context["heir"]) == ([2, 1, 1], theirs["producer"])
    held = {row["producer"]: row["held"] for row in client.get(reverse("staff:producer-list")).context["rows"]}
    assert (held[mixed], held[theirs["producer"]]) == (2, 2)


def test_a_producer_with_things_elsewhere_is_not_passed_on_here(signed_in, theirs, mine):
    make_product("Bánh Kwyjibo làm hộ minh hoạ", producer=mine["producer"], place=theirs["producer"].place)
    heir = make_producer("Cơ sở nối nghiệp minh hoạ", place=mine["commune"])
    address = reverse("staff:producer-succeed", args=[mine["producer"].slug])
    asked = signed_in.get(address)
    assert (list(asked.context["products"]), told(asked)) == ([mine["product"]], [])
    refused = signed_in.post(address, {"typed": heir.name, "on": "01/09/2022", "why": WHY})
    assert refused.context["form"].non_field_errors() == [
        "Chủ thể còn sản phẩm ngoài địa bàn của bạn: việc này do cán bộ tỉnh ghi."
    ]
    assert told(refused) == []


def test_a_product_of_ours_names_its_maker_elsewhere_and_leads_nowhere(signed_in, theirs, mine):
    product = make_product("Bánh nhà làm hộ minh hoạ", producer=theirs["producer"], place=mine["commune"])
    way = reverse("staff:producer-detail", args=[theirs["producer"].slug])
    for address in (reverse("staff:product-detail", args=[product.slug]), reverse("staff:product-list")):
        page = signed_in.get(address).text
        assert (theirs["producer"].name in page, way in page) == (True, False)


def test_a_merge_leads_to_no_product_of_theirs(signed_in, theirs, mine):
    chief, gone = make_user(Role.ADMINISTRATOR), make_product("Bánh nhà trùng minh hoạ", producer=mine["producer"])
    merge_products(mine["product"], theirs["other"], why=WHY, by=chief)
    merge_products(theirs["product"], gone, why=WHY, by=chief)
    pages = [signed_in.get(reverse("staff:product-detail", args=[row.slug])) for row in (mine["product"], gone)]
    assert [(list(page.context["merges"]), page.context["kept"]) for page in pages] == [([], None)] * 2
    assert told(pages[1]) == []
    assert "được gộp vào một sản phẩm ngoài địa bàn của bạn" in " ".join(pages[1].text.split())


@pytest.fixture
def both(theirs, mine, settings, tmp_path):
    """A decision of the province about two things of ours and two of theirs, one row of each voided, with a scan."""
    settings.MEDIA_ROOT = tmp_path
    chief = make_user(Role.ADMINISTRATOR)
    products = [mine["product"], make_product("Kẹo nhà minh hoạ", producer=mine["producer"])]
    products += [theirs["other"], make_product("Trà Zyzzoma minh hoạ", producer=theirs["producer"])]
    scan = default_storage.save(f"decisions/{'b2' * 16}.pdf", ContentFile(plain_pdf()))
    head = paper("78/QĐ-UBND", date(2022, 1, 13), place=Place.objects.get(slug="tinh-tra-vinh"), scan=scan)
    decision = issue_decision(head, [line(product, 3) for product in products], by=chief)
    for product in products[1::2]:
        void_rating(decision.recognitions.get(product=product), why="Gõ nhầm (minh hoạ)", by=chief)
    return decision


ACTS = ("void_url", "restate_url", "extend_url", "answer_url", "may_end")


def rows_of(client, decision):
    """Each row of a decision's page: product, where its name leads, whether anything may be done to it."""
    rows = client.get(reverse("staff:decision-detail", args=[decision.pk])).context["rows"]
    return [(row["row"].product, row["url"], any(row[act] for act in ACTS)) for row in rows]


def test_of_a_decision_of_the_province_others_rows_are_shown_as_to_the_public(signed_in, both, mine, theirs):
    own = (mine["product"], reverse("staff:product-detail", args=[mine["product"].slug]), True)
    other = (theirs["other"], reverse("products:product-detail", args=[theirs["other"].slug]), False)
    assert rows_of(signed_in, both) == [own, other]
    for _product, way, _may in (own, other):
        assert signed_in.get(way).status_code == 200
    signed_in.force_login(make_user(Role.LEADER, Place.objects.get(slug="huyen-cang-long")))
    names = [product.name for product, _way, _may in rows_of(signed_in, both)]
    assert names == ["Bánh nhà minh hoạ", "Kẹo nhà minh hoạ", "Bánh Kwyjibo minh hoạ 2"]


def test_the_scan_of_a_decision_is_for_the_place_that_issued_it(signed_in, both):
    address = reverse("staff:decision-paper", args=[both.pk])
    page = signed_in.get(reverse("staff:decision-detail", args=[both.pk]))
    [fact] = [fact for fact in page.context["facts"] if fact["term"] == "Bản quét"]
    assert (fact["value"], fact["url"]) == ("có, ở nơi ban hành", "")
    assert signed_in.get(address).status_code == 404
    signed_in.force_login(make_user(Role.COUNCIL_MEMBER, Place.objects.get(slug="tinh-tra-vinh")))
    assert signed_in.get(address).headers["Content-Type"] == "application/pdf"
    signed_in.force_login(make_user(Role.PROVINCE_OFFICER, Place.objects.get(slug="tinh-ben-tre")))
    assert signed_in.get(address).status_code == 404


# ------------------------------------------------------------------ guessing by a name
def test_an_address_does_not_tell_what_others_entered(theirs, mine):
    """Whether a name is taken elsewhere or not, the address of a new thing is made in the same way."""
    for thing in (theirs["producer"], theirs["other"]):
        thing.slug = slug_of(thing.name)
        thing.save()
    place, by = mine["commune"], mine["officer"]
    slugs, names = [], [theirs["producer"].name, theirs["other"].name, "Tên chưa có ở đâu minh hoạ"]
    for name in names:
        producer = create_producer(name=name, legal_form="household", place=place, by=by)
        slugs.append((producer.slug, create_product(name=name, producer=producer, by=by).slug))
    assert slugs == [(f"{slug_of(name)}-{place.slug}",) * 2 for name in names]
