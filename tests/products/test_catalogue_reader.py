"""Readers and a publisher at once: every answer is the true one of some generation, never of two."""

import threading
from datetime import date

import pytest
from django.db import connection

from core.models import Generation
from products.actions.decisions import issue_decision
from products.models import CatalogueEntry
from products.queries.search import search_products
from products.queries.shelf import catalogue_reader, opened_catalogue
from products.rules.shelf import MOST_RENEWED
from tests.factories import line, make_producer, make_product, make_province, paper

TODAY = date(2022, 10, 1)
PUBLICATIONS = 12
EACH = 3


def answer():
    """What a page shows, all from one opened catalogue: how many products, of each rank, found, and the first ones."""
    catalogue = opened_catalogue(TODAY)
    day = catalogue.day
    ranks = tuple(sorted((rank, bits.bit_count()) for rank, bits in day.ranks.items()))
    found = search_products(catalogue, "banh").products.bit_count()
    first = day.products(day.shown, day.by_rank(), 0, 24)
    return day.rated.bit_count(), ranks, found, len(first)


def true_answer(published):
    """What is to be seen after so many publications."""
    count = published * EACH
    ranks = (("3", count), ("4", 0), ("5", 0), ("tiem-nang", 0))
    return count, ranks, count, min(count, 24)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_each_answer_is_that_of_one_generation(law, monkeypatch):
    make_province()
    monkeypatch.undo()
    maker = make_producer()
    batches = [[make_product(f"Bánh {n}", producer=maker) for n in range(EACH)] for _batch in range(PUBLICATIONS)]
    answers, is_over = [set() for _reader in range(3)], threading.Event()

    def read(mine):
        try:
            while not is_over.is_set():
                mine.add(answer())
        finally:
            connection.close()

    readers = [threading.Thread(target=read, args=[mine]) for mine in answers]
    for reader in readers:
        reader.start()
    try:
        for number, products in enumerate(batches):
            issue_decision(paper(f"{number}/QĐ-UBND"), [line(product, 3) for product in products], by=None)
    finally:
        is_over.set()
        for reader in readers:
            reader.join()
    truths = {true_answer(published) for published in range(PUBLICATIONS + 1)}
    assert all(mine for mine in answers)
    assert set().union(*answers) <= truths
    assert answer() == true_answer(PUBLICATIONS)


@pytest.mark.django_db
def test_only_what_changed_is_read_again(law, monkeypatch):
    make_province()
    products = [make_product(f"Bánh {number}") for number in range(3)]
    issue_decision(paper("1/QĐ-UBND"), [line(product, 3) for product in products[:2]], by=None)
    first = opened_catalogue(TODAY)
    assert opened_catalogue(TODAY) is first
    issue_decision(paper("2/QĐ-UBND"), [line(products[2], 3)], by=None)
    second = opened_catalogue(TODAY)
    assert (first.day.rated.bit_count(), second.day.rated.bit_count()) == (2, 3)
    assert (len(second.shelf.names), len(second.shelf.late)) == (2, 1)


@pytest.mark.django_db
def test_much_that_changed_is_read_with_all_the_rest(law):
    make_province()
    issue_decision(paper("1/QĐ-UBND"), [line(make_product(), 3)], by=None)
    opened_catalogue(TODAY)
    many = [line(make_product(), 3) for _number in range(MOST_RENEWED + 1)]
    issue_decision(paper("2/QĐ-UBND"), many, by=None)
    shelf = opened_catalogue(TODAY).shelf
    assert (len(shelf.names), len(shelf.late)) == (MOST_RENEWED + 2, 0)


@pytest.mark.django_db
def test_a_database_that_was_put_back_is_read_anew(law):
    make_province()
    issue_decision(paper("1/QĐ-UBND"), [line(make_product(), 3)], by=None)
    number = Generation.objects.get().number
    issue_decision(paper("2/QĐ-UBND"), [line(make_product(), 3)], by=None)
    assert opened_catalogue(TODAY).day.rated.bit_count() == 2
    CatalogueEntry.objects.filter(generation__gt=number).delete()
    Generation.objects.update(number=number)
    assert opened_catalogue(TODAY).day.rated.bit_count() == 1


@pytest.mark.django_db
def test_another_day_is_another_view_of_the_same_shelf(law):
    make_province()
    issue_decision(paper("1/QĐ-UBND", date(2022, 1, 12)), [line(make_product(), 3)], by=None)
    today = opened_catalogue(TODAY)
    later = opened_catalogue(date(2025, 1, 13))
    assert later.shelf is today.shelf
    assert [day.statuses["valid"].bit_count() for day in (today.day, later.day)] == [1, 0]
    assert (today.day.shown.bit_count(), later.day.shown.bit_count()) == (1, 0)
    assert catalogue_reader.current().value.shelf is today.shelf
