"""The book of acts and the history of rows."""

import pytest
from django.db import ProgrammingError, transaction

from core.history import history_of, record
from core.models import HistoryEntry
from producers.models import Producer
from tests.factories import make_producer

pytestmark = pytest.mark.django_db


def test_an_act_keeps_who_what_and_why(officer):
    producer = make_producer("Hộ kinh doanh Minh Hoạ A")
    record(producer, "edit_producer", by=officer, why="Sửa lỗi gõ", before="a", after="b")
    entry = history_of(producer).get()
    assert (entry.by, entry.verb, entry.label, entry.why, entry.data) == (
        officer,
        "edit_producer",
        "Hộ kinh doanh Minh Hoạ A",
        "Sửa lỗi gõ",
        {"before": "a", "after": "b"},
    )


@pytest.mark.parametrize(
    "change", [lambda: HistoryEntry.objects.update(why="x"), lambda: HistoryEntry.objects.all().delete()]
)
def test_the_book_is_append_only(officer, change):
    record(make_producer(), "edit_producer", by=officer)
    with pytest.raises(ProgrammingError), transaction.atomic():
        change()


def test_the_database_keeps_the_history_of_a_row_even_from_bulk_updates():
    producer = make_producer("Tên đầu")
    Producer.objects.filter(pk=producer.pk).update(name="Tên sau")
    assert list(producer.events.order_by("pgh_id").values_list("pgh_label", "name")) == [
        ("insert", "Tên đầu"),
        ("update", "Tên sau"),
    ]


def test_the_history_of_a_row_leaves_out_generated_columns():
    columns = {field.name for field in Producer.events.rel.related_model._meta.get_fields()}
    assert {"name_fold", "name_sort"} & columns == set()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("CCCD 084187234561 của bà Minh Hoạ", "CCCD •••••••••561 của bà Minh Hoạ"),
        ("084 187 234 561", "•••••••••561"),
        ("Quyết định 1693/QĐ-UBND ngày 22/08/2022, điện thoại 0912 873 465", None),
    ],
)
def test_a_citizens_number_never_gets_into_the_book(administrator, typed, kept):
    entry = record(administrator, "edit_account", by=administrator, why=typed)
    assert HistoryEntry.objects.get(pk=entry.pk).why == (typed if kept is None else kept)
