"""What is read once is kept in process until something is published."""

import threading

import pytest
from django.db import connection, transaction

from core.models import Generation
from core.publishing import current_generation, publishing
from core.reading import Kept, Reader, forget_all


class Counted:
    """Reads the number of the generation, and remembers what it was given."""

    def __init__(self):
        self.given = []
        self.reader = Reader(self.read)

    def read(self, kept):
        self.given.append(kept and kept.number)
        now = current_generation()
        return Kept(now.number, now.changed_at, f"value {now.number}")


@pytest.mark.django_db
def test_a_value_is_read_once_for_a_generation(django_assert_num_queries):
    counted, first = Counted(), current_generation()
    assert counted.reader.current().value == f"value {first.number}"
    with django_assert_num_queries(1):
        counted.reader.current()
    with django_assert_num_queries(0):
        counted.reader.current(first)
    with publishing():
        pass
    assert counted.reader.current().value == f"value {first.number + 1}"
    assert counted.given == [None, first.number]


@pytest.mark.django_db
def test_readers_forget_together():
    counted = Counted()
    counted.reader.current()
    forget_all()
    counted.reader.current()
    assert counted.given == [None, None]


@pytest.mark.django_db
def test_a_number_that_went_back_is_another_database():
    counted, number = Counted(), current_generation().number
    with publishing():
        pass
    counted.reader.current()
    Generation.objects.update(number=number)
    counted.reader.current()
    assert counted.given == [None, None]


@pytest.mark.django_db
def test_the_same_number_at_another_moment_is_another_database():
    counted = Counted()
    counted.reader.current()
    Generation.objects.update(changed_at=Generation.objects.get().changed_at.replace(year=2001))
    counted.reader.current()
    assert counted.given == [None, None]


@pytest.mark.django_db(transaction=True)
def test_what_an_unfinished_transaction_wrote_is_not_kept(monkeypatch):
    monkeypatch.undo()  # the rule itself, not that of tests in one transaction
    counted, number = Counted(), current_generation().number
    with transaction.atomic():
        with publishing():
            pass
        assert counted.reader.current().number == number + 1
        transaction.set_rollback(True)
    assert counted.reader.current().number == number
    assert counted.given == [None, None]


@pytest.mark.django_db(transaction=True)
def test_readers_in_threads_never_see_an_older_value_than_they_asked_for():
    counted, wrong = Counted(), []

    def ask():
        for _time in range(60):
            now = current_generation()
            found = counted.reader.current(now)
            if found.number < now.number or found.value != f"value {found.number}":
                wrong.append((now.number, found))
        connection.close()

    threads = [threading.Thread(target=ask) for _one in range(3)]
    for thread in threads:
        thread.start()
    for _time in range(20):
        with publishing():
            pass
    for thread in threads:
        thread.join()
    assert wrong == []
