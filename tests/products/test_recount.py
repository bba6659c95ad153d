"""The catalogue's entries follow every act, and a recount puts right what was spoilt."""

from datetime import date
from decimal import Decimal
from importlib import import_module
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.publishing import publishing
from producers.actions.producers import change_legal_form, create_producer, edit_producer
from producers.enums import LegalForm
from products.actions.correcting import (
    add_to_decision,
    answer_approval,
    correct_ratings,
    enter_rightly,
    extend_rating,
    void_approval,
    void_decision,
    void_rating,
)
from products.actions.decisions import annul_decision, attest_ratings, issue_decision, revoke_ratings
from products.actions.merging import merge_producers, merge_products, undo_merge
from products.actions.products import create_product, edit_product
from products.actions.transfer import succeed_producer, transfer_product
from products.enums import Answer, RatingKind
from products.imports.register import load_register
from products.models import CatalogueEntry, Product, Recognition, ScoreApproval
from products.paper import Correction
from products.queries.shelf import opened_catalogue
from products.rules.steps import read_state
from tests.conftest import FIXTURES
from tests.factories import category, level_of, line, make_place, make_producer, make_product, make_province, paper
from tests.products.slow_truth import agrees, told_by_sql

pytestmark = pytest.mark.django_db
TODAY = date(2022, 10, 1)
LAST_VALID_DAYS = import_module("products.migrations.0004_last_valid_days")


@pytest.fixture
def commune(law):
    return make_place("Xã Minh Hoạ", parent=make_province())


@pytest.fixture
def maker(commune):
    return make_producer("Hộ Minh Hoạ", place=commune)


def entry(product):
    return CatalogueEntry.objects.get(pk=product.pk)


def state(product, on=TODAY):
    found = read_state(entry(product).steps, on)
    return found and (found.rank, found.status)


def issue(number, day, *lines):
    return issue_decision(paper(f"{number}/QĐ-UBND", day), list(lines), by=None)


def test_entries_follow_every_act_of_the_ledger(maker, officer):
    one, other, third = (make_product(f"Bánh {number}", producer=maker) for number in range(3))
    first = issue(1, date(2019, 8, 1), line(one, 3), line(other, 4))
    agrees()
    assert (state(one), state(other)) == (("3", "expired"), ("4", "expired"))
    issue(2, date(2021, 2, 1), line(one, 4, kind=RatingKind.UPGRADE))
    agrees()
    assert (state(one), state(one, date(2020, 1, 1))) == (("4", "valid"), ("3", "valid"))
    issue(3, date(2022, 3, 1), line(one, None, score=Decimal(95)))
    agrees()
    assert state(one) == ("tiem-nang", "valid")
    answer_approval(ScoreApproval.objects.get(), Answer.BELOW, on=date(2022, 8, 1), paper="Công văn 1", by=officer)
    agrees()
    assert (state(one), state(one, date(2022, 7, 31))) == (("4", "valid"), ("tiem-nang", "valid"))
    attest_ratings(level_of(), [line(third, 3, starts_on=date(2021, 12, 31))], by=None)
    agrees()
    revoke_ratings(paper("4/QĐ-UBND", date(2022, 6, 1), reason="Vi phạm"), list(third.recognitions.all()), by=None)
    agrees()
    assert (state(third), state(third, date(2022, 5, 31))) == (("3", "revoked"), ("3", "valid"))
    fifth = issue(5, date(2022, 9, 1), line(other, 3, kind=RatingKind.RE_RATING))
    add_to_decision(fifth, line(third, 4, kind=RatingKind.RE_RATING), why="Sót", by=officer)
    agrees()
    assert state(third) == ("4", "valid")
    annul_decision(paper("6/QĐ-UBND", date(2022, 9, 15), reason="Sai thẩm quyền"), fifth, by=None)
    agrees()
    assert state(third) == ("4", "revoked")
    void_decision(first, why="Nhập nhầm", by=officer)
    agrees()
    assert state(one, date(2020, 1, 1)) is None


def test_entries_follow_every_mending_of_the_ledger(maker, officer, settings):
    one, other = make_product("Kẹo dừa", producer=maker), make_product("Kẹo chuối", producer=maker)
    issue(1, date(2022, 1, 12), line(one, 3))
    issue(2, date(2022, 8, 22), line(one, 4, kind=RatingKind.UPGRADE))
    wrong = Recognition.objects.get(stars=4)
    enter_rightly(wrong, product=other, stars=4, score=None, kind=RatingKind.FIRST, why="Nhầm tên", by=officer)
    agrees()
    assert (state(one), state(other)) == (("3", "valid"), ("4", "valid"))
    right = Recognition.objects.get(stars=4, voided_at=None)
    correct_ratings(
        paper("3/QĐ-UBND", date(2022, 9, 1), reason="In nhầm số sao"), [Correction(right, stars=3)], by=officer
    )
    agrees()
    assert state(other) == ("3", "valid")
    void_rating(Recognition.objects.get(product=other, voided_at=None), why="Nhầm", by=officer)
    agrees()
    assert entry(other).steps == ""
    issue(4, date(2022, 9, 2), line(other, None, score=Decimal(95)))
    void_approval(ScoreApproval.objects.get(voided_at=None), why="Nhầm", by=officer)
    agrees()
    settings.BUSINESS_DAY = date(2026, 8, 1)
    new = make_product("Mứt", producer=maker)
    issue_decision(
        paper("5/QĐ-UBND", date(2023, 9, 1), level=level_of("148-2023", "province")), [line(new, 4)], by=None
    )
    extend_rating(new.recognitions.get(), until=date(2026, 12, 1), ground="Chậm hội đồng", by=officer)
    agrees()
    told = [state(new, day) for day in (date(2026, 9, 1), date(2026, 9, 2), date(2026, 12, 1), date(2026, 12, 2))]
    assert told == [("4", "expiring"), ("4", "extended"), ("4", "extended"), ("4", "expired")]


def test_entries_follow_products_and_producers(maker, commune, officer):
    other_place = make_place("Xã Khác", parent=make_province())
    taker = create_producer(name="Công ty Nếp", legal_form=LegalForm.LLC_ONE, place=other_place, by=None)
    one = create_product(name="Bánh tét", producer=maker, place=None, category=None, by=None)
    twin = create_product(name="Bánh tét Trà Cuôn", producer=maker, place=commune, category=None, by=None)
    assert CatalogueEntry.objects.count() == 0
    issue(1, date(2022, 1, 12), line(one, 3))
    agrees()
    edit_product(one, name="Bánh ú", other_names=["Bánh lá"], category=category("do-uong-1048"), by=officer)
    agrees()
    assert (entry(one).own_words, entry(one).category.slug) == ("bánh ú lá", "do-uong-1048")
    edit_producer(maker, name="Hộ Đào", place=other_place, by=officer)
    agrees()
    assert (entry(one).maker_words, entry(one).place) == ("hộ minh hoạ", commune)
    edit_product(one, place=None, by=officer)
    agrees()
    assert entry(one).place == other_place
    change_legal_form(
        maker, legal_form=LegalForm.COOPERATIVE, name="Hợp tác xã Đào", on=date(2022, 5, 1), why="Đổi", by=officer
    )
    agrees()
    assert (entry(one).maker_words, entry(one).form) == ("hợp tác xã đào", LegalForm.COOPERATIVE)
    merge = merge_products(twin, one, why="Trùng", by=officer)
    agrees()
    assert (entry(one).steps, state(twin)) == ("", ("3", "valid"))
    undo_merge(merge, by=officer, why="Không trùng")
    agrees()
    assert (state(one), entry(twin).steps) == (("3", "valid"), "")
    transfer_product(one, to=taker, on=date(2022, 9, 1), why="Hợp đồng", by=officer)
    agrees()
    assert entry(one).form == LegalForm.LLC_ONE
    twin_maker = create_producer(name="Doanh nghiệp Nếp", legal_form=LegalForm.LLC_ONE, place=other_place, by=None)
    merge = merge_producers(twin_maker, taker, why="Là một", by=officer)
    agrees()
    assert entry(one).maker_words == "doanh nghiệp nếp công ty"
    undo_merge(merge, by=officer, why="Nhầm")
    agrees()
    succeed_producer(taker, successor=maker, on=date(2022, 9, 20), why="Kế thừa", by=officer)
    agrees()


def test_what_raw_statements_write_is_noticed(maker):
    product = make_product("Bánh", producer=maker)
    issue(1, date(2022, 1, 12), line(product, 3))
    with publishing(), connection.cursor() as cursor:
        cursor.execute("UPDATE products_product SET name = 'Mứt' WHERE id = %s", [product.pk])
    assert entry(product).own_words == "mứt"
    agrees()


def test_only_what_changed_is_written(maker):
    one, other = make_product(producer=maker), make_product(producer=maker)
    issue(1, date(2022, 1, 12), line(one, 3))
    before = entry(one).generation
    issue(2, date(2022, 1, 13), line(other, 3))
    assert (entry(one).generation, entry(other).generation) == (before, before + 1)


def test_many_products_ask_as_little_as_one(maker):
    asked = []
    for number, count in enumerate((1, 12)):
        products = [make_product(producer=maker) for _product in range(count)]
        with publishing(), connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        decision_lines = [line(product, 3) for product in products]
        with CaptureQueriesContext(connection) as queries:
            issue(number, date(2022, 1, 12), *decision_lines)
        asked.append(sum("products_catalogueentry" in query["sql"] for query in queries))
    assert asked == [2, 2]


def test_a_register_that_was_there_before_is_recounted(law, places):
    load_register(FIXTURES / "register" / "tra-vinh", until=TODAY)
    agrees()
    written = list(CatalogueEntry.objects.order_by("pk").values_list("pk", "own_words", "steps"))
    CatalogueEntry.objects.all().delete()
    call_command("recount", stdout=StringIO())
    assert list(CatalogueEntry.objects.order_by("pk").values_list("pk", "own_words", "steps")) == written
    agrees()


def test_a_check_says_what_is_wrong_and_writes_nothing(maker):
    product = make_product("Bánh", producer=maker)
    issue(1, date(2022, 1, 12), line(product, 3))
    said = StringIO()
    call_command("recount", "--check", stdout=said)
    assert said.getvalue() == "Mọi bảng dẫn xuất đều đúng.\n"
    CatalogueEntry.objects.update(own_words="kẹo")
    errors = StringIO()
    with pytest.raises(CommandError, match="1 chỗ sai"):
        call_command("recount", "--check", stdout=said, stderr=errors)
    assert f"product {product.pk}" in errors.getvalue()
    assert entry(product).own_words == "kẹo"
    call_command("recount", stdout=said)
    assert entry(product).own_words == "bánh"
    assert opened_catalogue(TODAY).day.rated.bit_count() == 1


def test_the_last_day_of_what_ended_early_is_the_day_before(maker):
    """So told by Python and SQL alike; steps that were made before are mended where they stand."""
    gone, raised, plain = (make_product(producer=maker) for _product in range(3))
    issue(1, date(2021, 2, 1), line(gone, 3), line(raised, 3), line(plain, 3))
    issue(2, date(2022, 2, 1), line(raised, 4, kind=RatingKind.UPGRADE))
    revoke_ratings(paper("3/QĐ-UBND", date(2022, 6, 1), reason="Vi phạm"), list(gone.recognitions.all()), by=None)
    start = "2021-02-01 3 valid 2021-02-01 2024-02-01 3;"
    assert entry(gone).steps == start + "2022-06-01 3 revoked 2021-02-01 2022-05-31 3"
    assert told_by_sql(TODAY)[gone.pk].until == date(2022, 5, 31)
    right = dict(CatalogueEntry.objects.values_list("pk", "steps"))
    CatalogueEntry.objects.filter(pk=gone.pk).update(steps=start + "2022-06-01 3 revoked 2021-02-01 2022-06-01 3")
    LAST_VALID_DAYS.tell_last_days(apps, None)
    assert dict(CatalogueEntry.objects.values_list("pk", "steps")) == right
    agrees()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("2026-11-21 4 expired 2023-10-01 2026-11-21 4", "2026-11-21 4 expired 2023-10-01 2026-11-20 4"),
        ("2026-10-02 4 expired 2023-10-01 2026-10-01 4", "2026-10-02 4 expired 2023-10-01 2026-10-01 4"),
        (
            "2026-11-21 tiem-nang superseded 2023-10-01 2026-11-21 4;2027-01-01",
            "2026-11-21 tiem-nang superseded 2023-10-01 2026-11-20 4;2027-01-01",
        ),
        ("2023-10-01 tiem-nang - 2023-10-01 - -", "2023-10-01 tiem-nang - 2023-10-01 - -"),
    ],
)
def test_who_ran_out_by_time_had_its_last_day_already(before, after):
    assert LAST_VALID_DAYS.last_days(before, {"2026-11-21"}) == after


def test_a_product_without_a_rating_has_no_entry(maker):
    make_product(producer=maker)
    with publishing():
        pass
    assert (Product.objects.count(), CatalogueEntry.objects.count()) == (1, 0)
    agrees()
