"""Generations and record time: changes of the register come one after another."""

import threading

import pytest
from django.db import connection

from core.models import Generation
from core.publishing import current_generation, publishing


@pytest.mark.django_db
def test_a_change_is_stamped_between_two_generations():
    before = current_generation()
    with publishing() as stamp:
        pass
    after = current_generation()
    assert after.number == before.number + 1
    assert before.changed_at <= stamp <= after.changed_at


@pytest.mark.django_db
def test_a_failed_change_leaves_the_generation():
    before = current_generation().number
    with pytest.raises(RuntimeError), publishing():
        raise RuntimeError
    assert current_generation().number == before


@pytest.mark.django_db(transaction=True)
def test_a_second_change_waits_and_is_stamped_later():
    stamps = []
    inside, go_on = threading.Event(), threading.Event()

    def first():
        with publishing() as stamp:
            inside.set()
            go_on.wait(5)
            stamps.append(("first", stamp, None))
        connection.close()

    def second():
        with publishing() as stamp:
            stamps.append(("second", stamp, Generation.objects.get().changed_at))
        connection.close()

    one, two = threading.Thread(target=first), threading.Thread(target=second)
    one.start()
    inside.wait(5)
    two.start()
    two.join(0.3)
    assert two.is_alive()
    go_on.set()
    one.join(5)
    two.join(5)
    assert [name for name, _stamp, _changed in stamps] == ["first", "second"]
    (_, first_stamp, _), (_, second_stamp, changed_at) = stamps
    assert first_stamp <= changed_at <= second_stamp
