"""Passing products on: the past stays as it was."""

from datetime import UTC, date, datetime
from importlib import import_module

import pytest
from django.db import connection

from core.errors import ActionRefused
from core.history import history_of
from core.requests import request_scope
from core.roles import Role
from producers.actions.producers import change_legal_form
from producers.enums import LegalForm
from producers.models import Producer
from products.actions.decisions import issue_decision
from products.actions.merging import merge_producers, merge_products
from products.actions.products import create_product
from products.actions.transfer import succeed_producer, transfer_product
from products.models import ProductTransfer, Recognition
from products.queries.register import ratings_in_force
from tests.factories import line, make_place, make_producer, make_product, make_province, make_user, paper

pytestmark = pytest.mark.django_db
DAY = date(2022, 9, 1)
MIGRATED = datetime(2030, 1, 1, tzinfo=UTC)


@pytest.fixture
def commune(db):
    return make_place("Xã Minh Hoạ", parent=make_province())


@pytest.fixture
def giver(commune):
    return make_producer("Hộ Minh Hoạ", place=commune)


@pytest.fixture
def taker(commune):
    return make_producer("Công ty Minh Hoạ", place=commune, legal_form=LegalForm.LLC_ONE)


@pytest.fixture
def product(giver):
    return make_product("Bánh tét", producer=giver)


def refused(act, *args, **given):
    with pytest.raises(ActionRefused) as refusal:
        act(*args, **given)
    return [(reason.field, reason.text) for reason in refusal.value.reasons]


def register():
    """Every column of every rating, and how many are in force today."""
    return list(Recognition.objects.order_by("pk").values()), ratings_in_force(date(2022, 10, 1)).count()


def moments_of_the_book(*transfers):
    """When each was written down by what the migration reads in the book; else MIGRATED."""
    ProductTransfer.objects.update(recorded_at=MIGRATED)
    with connection.cursor() as cursor:
        cursor.execute(import_module("products.migrations.0002_transfer_recorded_at").FROM_THE_BOOK)
    for transfer in transfers:
        transfer.refresh_from_db()
    return [transfer.recorded_at for transfer in transfers]


def test_a_transfer_leaves_the_ratings_as_they_were(law, product, giver, taker, officer):
    issue_decision(paper(), [line(product)], by=officer)
    before = register()
    transfer_product(product, to=taker, on=DAY, why="Hợp đồng chuyển nhượng", by=officer)
    product.refresh_from_db()
    assert product.producer == taker
    assert register() == before
    assert list(ProductTransfer.objects.values_list("product", "giver", "taker", "on", "why")) == [
        (product.pk, giver.pk, taker.pk, DAY, "Hợp đồng chuyển nhượng")
    ]
    assert [entry.verb for entry in history_of(product)] == ["transfer_product"]


def test_transfers_of_before_have_the_moment_of_the_book_of_acts(product, giver, taker, officer):
    """The migration that brought the column, on a transfer of an act and on one that no act told."""
    told = transfer_product(product, to=taker, on=DAY, why="x", by=officer)
    untold = ProductTransfer.objects.create(product=make_product(), giver=giver, taker=taker, on=DAY, why="x")
    assert moments_of_the_book(told, untold) == [history_of(product)[0].at, MIGRATED]


def test_a_succession_of_before_has_one_moment(product, giver, taker, officer):
    """The book stamps each of its rows by itself."""
    make_product("Bánh ít", producer=giver)
    transfers = succeed_producer(giver, successor=taker, on=DAY, why="x", by=officer)
    stamps = [history_of(transfer.product).get(verb="transfer_product").at for transfer in transfers]
    assert stamps[0] < stamps[1]
    assert moments_of_the_book(*transfers) == [stamps[0], stamps[0]]


def test_acts_sent_by_themselves_keep_their_own_moments(product, giver, taker, officer):
    transfers = []
    for one in (product, make_product("Bánh ít", producer=giver)):
        with request_scope():
            transfers.append(transfer_product(one, to=taker, on=DAY, why="x", by=officer))
    stamps = [history_of(transfer.product)[0].at for transfer in transfers]
    assert stamps[0] < stamps[1]
    assert moments_of_the_book(*transfers) == stamps


def test_a_transfer_of_a_product_that_was_merged_since_has_its_moment(product, giver, taker, officer):
    """The book keeps the id of the gone record, also after the kept one went up in a third."""
    told = transfer_product(product, to=taker, on=DAY, why="x", by=officer)
    twin, third = make_product("Bánh tét", producer=taker), make_product("Bánh tét", producer=taker)
    merge_products(twin, product, why="trùng", by=officer)
    merge_products(third, twin, why="trùng", by=officer)
    assert moments_of_the_book(told) == [history_of(product).get(verb="transfer_product").at]
    assert told.product == third


def test_a_changed_legal_form_leaves_the_ratings_as_they_were(law, product, giver, officer):
    issue_decision(paper(), [line(product)], by=officer)
    before = register()
    change_legal_form(giver, legal_form=LegalForm.COOPERATIVE, name="HTX Mới", on=DAY, why="x", by=officer)
    assert register() == before
    assert Recognition.objects.get().producer_class == "household_business"


def test_a_successor_takes_over_every_product_and_no_rating(law, product, giver, taker, officer):
    other = make_product("Bánh ít", producer=giver)
    issue_decision(paper(), [line(product), line(other)], by=officer)
    before = register()
    transfers = succeed_producer(giver, successor=taker, on=DAY, why="Chuyển đổi", by=officer)
    giver.refresh_from_db()
    assert (giver.succeeded_by, giver.succeeded_on) == (taker, DAY)
    assert [(transfer.giver, transfer.taker, transfer.on) for transfer in transfers] == [(giver, taker, DAY)] * 2
    assert set(taker.products.all()) == {product, other}
    assert register() == before
    assert [entry.verb for entry in history_of(giver)] == ["succeed_producer"]
    assert [entry.verb for entry in history_of(taker)] == ["take_over_producer"]


def test_a_transfer_is_refused_in_words(product, giver, taker, officer):
    assert refused(transfer_product, product, to=giver, on=date(2022, 10, 2), why="", by=officer) == [
        ("on", "Ngày 02/10/2022 sau ngày làm việc hiện tại."),
        ("why", "Cần nêu lý do."),
        ("to", "Sản phẩm đang thuộc chính chủ thể này."),
    ]
    assert refused(transfer_product, product, to=None, on=DAY, why="x", by=officer) == [
        ("to", "Hãy chọn chủ thể nhận.")
    ]
    transfer_product(product, to=taker, on=DAY, why="x", by=officer)
    assert refused(transfer_product, product, to=giver, on=DAY, why="x", by=officer) == [
        ("on", "“Bánh tét” đã chuyển chủ thể ngày 01/09/2022: lần này phải sau ngày đó.")
    ]


def test_a_succession_is_refused_in_words(giver, taker, officer):
    assert refused(succeed_producer, giver, successor=giver, on=None, why="", by=officer) == [
        ("on", "Cần ngày có hiệu lực."),
        ("why", "Cần nêu lý do."),
        ("successor", "Đơn vị kế thừa không thể là chính chủ thể này hoặc đơn vị trước nó."),
    ]
    succeed_producer(giver, successor=taker, on=DAY, why="x", by=officer)
    taker.refresh_from_db()
    giver.refresh_from_db()
    assert refused(succeed_producer, taker, successor=giver, on=DAY, why="x", by=officer) == [
        ("successor", "Đơn vị kế thừa không thể là chính chủ thể này hoặc đơn vị trước nó.")
    ]
    assert refused(succeed_producer, giver, successor=make_producer(), on=DAY, why="x", by=officer) == [
        ("", "“Hộ Minh Hoạ” đã có đơn vị kế thừa từ ngày 01/09/2022.")
    ]


def test_nobody_passes_on_what_lies_outside_his_territory(product, taker):
    stranger = make_user(Role.LOCAL_OFFICER, make_place("Xã Bên Cạnh", parent=make_province()))
    assert refused(transfer_product, product, to=taker, on=DAY, why="x", by=stranger) == [
        ("place", "Xã Minh Hoạ không thuộc địa bàn của bạn."),
        ("to", "“Công ty Minh Hoạ” không thuộc địa bàn của bạn."),
    ]


def test_a_taker_that_was_merged_away_meanwhile_is_refused(commune, giver, taker, product):
    """Two windows: one merges the taker while the other still has it on its screen."""
    kept = make_producer("Công ty Minh Hoạ", place=commune)
    merge_producers(kept, Producer.objects.get(pk=taker.pk), why="trùng", by=make_user())
    for act in (
        lambda: transfer_product(product, to=taker, on=DAY, why="minh hoạ", by=None),
        lambda: succeed_producer(giver, successor=taker, on=DAY, why="minh hoạ", by=None),
        lambda: create_product(name="Mới", producer=taker, by=None),
    ):
        with pytest.raises(ActionRefused, match="đã được gộp vào"):
            act()
    product.refresh_from_db()
    assert product.producer == giver
