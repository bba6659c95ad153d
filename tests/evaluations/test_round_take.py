"""The dossiers that wait are put on the list of a round with one press; what is refused keeps nothing else back."""

from __future__ import annotations

from datetime import date

import pytest

from evaluations.actions.dossiers import accept_dossier, leave_round, take_into_round
from tests.evaluations.council_room import file, hand_in
from tests.evaluations.council_steps import SET_1048, page, post, told, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(receiving, make, commune, officer):
    """Three dossiers that were found complete."""
    names = ("Rượu nếp", "Rượu đế", "Rượu cần")
    entries = [file(make(name), commune, officer, set_code=SET_1048, on=date(2022, 3, 2)) for name in names]
    for entry in entries:
        hand_in(entry, officer)
        accept_dossier(entry, by=officer)
    return entries


def listed(found):
    return [(entry.position, str(entry)) for entry in found.entries.order_by("position")]


def test_all_are_chosen_until_one_is_left_out(receiving, waiting, officer, sign_in):
    client, (first, second, third) = sign_in(officer), waiting
    shown = words(page(client, "round-detail", receiving.pk))
    for entry in waiting:
        assert f'<input type="checkbox" name="entry" value="{entry.pk}" checked>' in shown
    assert shown.count("Đưa hồ sơ đã chọn vào đợt") == 1
    taken = post(client, "round-take", receiving.pk, entry=[third.pk, first.pk])
    assert told(taken) == ["Đã đưa 2 hồ sơ vào đợt."]
    assert listed(receiving) == [(1, "Rượu nếp"), (2, "Rượu cần")]
    assert list(taken.context["waiting"]) == [second]


def test_what_is_refused_keeps_nothing_else_back(receiving, waiting, officer, sign_in):
    client, (first, second, _third) = sign_in(officer), waiting
    take_into_round(first, receiving, by=officer)
    said = told(post(client, "round-take", receiving.pk, entry=[first.pk, second.pk, "x"]))
    assert said == ["“Rượu nếp” đã nằm trong một đợt.", "Đã đưa “Rượu đế” vào đợt."]
    leave_round(first, by=officer)
    assert listed(receiving) == [(1, "Rượu đế")]
    assert told(post(client, "round-take", receiving.pk)) == ["Chọn ít nhất một hồ sơ để đưa vào đợt."]


def test_what_is_not_there_is_not_found(receiving, officer, sign_in):
    assert told(post(sign_in(officer), "round-take", receiving.pk, entry="999999")) == [
        "Hồ sơ này không có hoặc không thuộc địa bàn của bạn."
    ]
