"""Which law takes a dossier: the newest of the filing day; what an older law has goes on and has days of its own."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from evaluations.actions.asking import ask_for_more
from evaluations.actions.dossiers import withdraw_dossier
from evaluations.models import CriteriaSet, RoundEntry
from evaluations.queries.clocks import running_clocks
from products.actions.correcting import extend_rating
from products.actions.decisions import issue_decision
from products.enums import DeadlineKey, RatingKind
from products.models import Deadline, Recognition, Regime
from tests.evaluations.council_room import file
from tests.evaluations.council_steps import SET_26, page, refused
from tests.factories import level_of, line, load_sets, paper

pytestmark = pytest.mark.django_db

OLD = "148-2023-1489-01"
FIRST_DAY = date(2026, 5, 22)  # of 26/2026
BEFORE = FIRST_DAY - timedelta(days=1)


@pytest.fixture(autouse=True)
def in_july(settings):
    """Both laws are in force: 148 with 1489 until 20 July 2026."""
    settings.BUSINESS_DAY = date(2026, 7, 1)


@pytest.fixture
def both(law):
    load_sets(OLD, SET_26)


def clocks(user, on):
    return [(str(clock.of), clock.what, clock.due, clock.left) for clock in running_clocks(user, on)]


def of_a_change(user, on):
    return [each for each in clocks(user, on) if each[1].startswith("hồ sơ cũ")]


def test_the_older_law_is_in_force_and_takes_nothing_from_the_first_day_of_the_newer(both, make, commune, officer):
    older, newer = (Regime.objects.get(code=code) for code in ("148-2023-1489", "26-2026"))
    assert set(Regime.objects.in_force(date(2026, 7, 20))) == {older, newer}
    assert file(make("Mứt me"), commune, officer, set_code=OLD, on=BEFORE).level.regime == older
    for day in (FIRST_DAY, date(2026, 6, 30)):
        assert refused(file, make(f"Mứt {day.day}"), commune, officer, set_code=OLD, on=day) == [
            f"{older} không nhận hồ sơ vào ngày {day:%d/%m/%Y}: nộp theo {newer}."
        ]
    assert file(make("Mứt tắc"), commune, officer, set_code=SET_26, on=FIRST_DAY).level.regime == newer
    assert refused(file, make("Mứt gừng"), commune, officer, set_code=SET_26, on=BEFORE) == [
        f"{newer} không nhận hồ sơ vào ngày 21/05/2026: nộp theo {older}."
    ]


def test_the_form_offers_what_the_action_takes(both, sign_in, officer, make, commune):
    product = make("Mứt me")
    client = sign_in(officer)
    address = reverse("staff:dossier-new") + f"?san-pham={product.pk}"
    given = {"place": commune.slug, "kind": "first", "criteria_set": CriteriaSet.objects.get(code=OLD).pk}
    late = client.post(address, given | {"filed_on": "22/5/2026"})
    assert late.context["form"].errors == {
        "criteria_set": ["Bộ tiêu chí phải thuộc quy định có hiệu lực vào ngày nộp: chọn lại."]
    }
    assert client.post(address, given | {"filed_on": "21/5/2026"}).status_code == 302
    assert RoundEntry.objects.get().level.regime.code == "148-2023-1489"


@pytest.mark.parametrize(("day", "code"), [(date(2025, 7, 5), "148-2023"), (date(2025, 7, 6), "148-2023-1489")])
def test_at_every_change_of_the_law_the_newest_takes_the_dossier(make, commune, officer, law, day, code):
    load_sets(f"{code}-01")
    assert file(make("Trà hoa"), commune, officer, set_code=f"{code}-01", on=day).level.regime.code == code


def test_what_was_filed_before_is_done_within_sixty_days_or_thirty_when_it_comes_again(both, make, commune, officer):
    """26/2026 art. 12.2: counted from its first day; the thirtieth is a Sunday."""
    file(make("Mứt me"), commune, officer, set_code=OLD, on=BEFORE)
    file(make("Mứt tắc"), commune, officer, set_code=OLD, on=BEFORE, kind=RatingKind.RE_RATING)
    file(make("Mứt gừng"), commune, officer, set_code=SET_26, on=date(2026, 6, 30))
    changed = [
        ("Mứt tắc", "hồ sơ cũ, đánh giá lại", date(2026, 6, 22), -9),
        ("Mứt me", "hồ sơ cũ, lần đầu hoặc nâng hạng", date(2026, 7, 21), 20),
    ]
    assert of_a_change(officer, date(2026, 7, 1)) == changed
    assert [left for *_rest, left in of_a_change(officer, FIRST_DAY)] == [31, 60]
    assert of_a_change(officer, BEFORE) == []  # the newer law had not come


def test_the_days_of_a_change_run_on_while_something_is_missing_and_end_with_the_dossier(
    both, sign_in, make, commune, officer
):
    entry = file(make("Mứt me"), commune, officer, set_code=OLD, on=BEFORE)
    ask_for_more(entry, items=["Giấy minh hoạ"], by=officer)
    old = [("Mứt me", "hồ sơ cũ, lần đầu hoặc nâng hạng", date(2026, 7, 21), 20)]
    assert clocks(officer, date(2026, 7, 1)) == old
    shown = page(sign_in(officer), "dossier-detail", entry.dossier_id)
    assert "21/07/2026 (còn 20 ngày)" in shown.text
    withdraw_dossier(entry, why="Chủ thể rút (minh hoạ)", by=officer)
    assert clocks(officer, date(2026, 7, 1)) == []


def test_the_list_of_clocks_takes_the_same_queries(both, sign_in, make, commune, officer, count_queries):
    sign_in(officer)
    file(make("Mứt 1"), commune, officer, set_code=OLD, on=BEFORE)
    one = count_queries(reverse("staff:clock-list"))
    for number in (2, 3):
        file(make(f"Mứt {number}"), commune, officer, set_code=OLD, on=BEFORE)
    assert count_queries(reverse("staff:clock-list")) == one


# ------------------------------------------------------------------ how long a rating may run on
@pytest.fixture
def rating(make, officer):
    """Four stars of 148, which knows no extension, that end on 1 June 2026."""
    head = paper("7/QĐ", date(2023, 6, 1), level=level_of("148-2023"))
    issue_decision(head, [line(make("Trà hoa"), 4)], by=officer)
    return Recognition.objects.get()


def extended(rating, days, officer):
    return refused(extend_rating, rating, until=rating.until + timedelta(days=days), ground="Nộp muộn", by=officer)


def test_the_first_later_law_that_knows_an_extension_says_how_long(rating, officer):
    assert extended(rating, 181, officer) == ["Gia hạn đến một ngày sau 01/06/2026 và không quá 28/11/2026."]
    extend_rating(rating, until=rating.until + timedelta(days=180), ground="Nộp muộn", by=officer)


def test_the_days_of_the_row_are_those_that_are_given(rating, officer, sign_in):
    Deadline.objects.filter(key=DeadlineKey.EXTENSION).update(days=10, article="điều minh hoạ")
    assert extended(rating, 11, officer) != []
    form = page(sign_in(officer), "rating-extend", rating.pk).context["form"]
    assert form["until"].help_text == "Nhiều nhất 10 ngày (điều minh hoạ)."
    extend_rating(rating, until=rating.until + timedelta(days=10), ground="Nộp muộn", by=officer)


def test_its_own_law_comes_first(rating, officer):
    Deadline.objects.create(
        regime=Regime.objects.get(code="148-2023"), key=DeadlineKey.EXTENSION, days=5, article="điều minh hoạ"
    )
    assert extended(rating, 6, officer) != []
    extend_rating(rating, until=rating.until + timedelta(days=5), ground="Nộp muộn", by=officer)


def test_where_no_law_knows_an_extension_there_is_none(rating, officer):
    Deadline.objects.filter(key=DeadlineKey.EXTENSION).delete()
    assert extended(rating, 1, officer) == [f"Không quy định nào cho gia hạn “{rating}”."]
