"""When a re-rating is filed: too early is refused, late is told with its remedy (26/2026 art. 7.6a, 12.3)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from evaluations.models import CriteriaSet
from evaluations.queries.filing import lateness_of
from products.actions.correcting import extend_rating
from products.actions.decisions import issue_decision, revoke_ratings
from products.enums import RatingKind
from products.models import Deadline, Recognition
from tests.evaluations.council_room import file
from tests.evaluations.council_steps import SET_26, page, refused, told, words
from tests.factories import level_of, line, load_sets, paper

pytestmark = pytest.mark.django_db

LATE = (
    "nộp muộn {days} ngày, hạn nộp là 03/08/2026 (26/2026/QĐ-TTg, điểm a khoản 6 Điều 7); "
    "gia hạn được khi có căn cứ (26/2026/QĐ-TTg, khoản 3 Điều 12)"
)


@pytest.fixture
def rating(settings, law, make, officer):
    """Four stars that end on 1 December 2026."""
    settings.BUSINESS_DAY = date(2026, 6, 1)
    load_sets(SET_26)
    head = paper("7/QĐ", date(2023, 12, 1), level=level_of("148-2023"))
    issue_decision(head, [line(make("Trà hoa"), 4)], by=officer)
    found = Recognition.objects.get()
    assert found.until == date(2026, 12, 1)
    return found


def again(rating, before, settings, commune, officer, kind=RatingKind.RE_RATING):
    """File so many days before the end, on that day."""
    settings.BUSINESS_DAY = rating.until - timedelta(days=before)
    return file(rating.product, commune, officer, set_code=SET_26, on=settings.BUSINESS_DAY, kind=kind).dossier


def test_181_days_before_is_too_early(rating, settings, commune, officer):
    assert refused(again, rating, 181, settings, commune, officer) == [
        "“Trà hoa” còn hạn đến 01/12/2026: nộp hồ sơ đánh giá lại sớm quá."
    ]


@pytest.mark.parametrize(("before", "late"), [(180, None), (120, None), (119, 1), (30, 90), (0, 120), (-1, 121)])
def test_what_is_filed_from_day_180_on_is_taken_and_late_from_day_119(
    rating, settings, commune, officer, before, late
):
    found = lateness_of(again(rating, before, settings, commune, officer))
    assert (found and found.days) == late
    assert (found and found.words) == (late and LATE.format(days=late))


@pytest.mark.parametrize(("after", "remedy"), [(180, True), (181, False)])
def test_once_it_has_expired_it_may_be_extended_within_the_days_of_the_law(
    rating, settings, commune, officer, after, remedy
):
    """180 days from the last one (art. 12.3): what is filed later can be extended no more."""
    found = lateness_of(again(rating, -after, settings, commune, officer))
    assert (found.days, bool(found.extension)) == (120 + after, remedy)
    if remedy:
        extend_rating(rating, until=settings.BUSINESS_DAY, ground="Nộp muộn vì thiên tai (minh hoạ)", by=officer)


def test_who_extended_it_already_is_told_of_no_other_extension(rating, settings, commune, officer):
    late = again(rating, -1, settings, commune, officer)
    extend_rating(rating, until=date(2027, 3, 1), ground="Nộp muộn vì thiên tai (minh hoạ)", by=officer)
    found = lateness_of(late)
    assert (found.days, found.last, found.extension) == (121, date(2026, 8, 3), "")


def test_what_was_revoked_did_not_run_out(rating, settings, commune, officer):
    settings.BUSINESS_DAY = date(2026, 10, 1)
    revoke_ratings(
        paper("9/QĐ", date(2026, 10, 1), level=level_of("26-2026"), reason="minh hoạ"), [rating], by=officer
    )
    assert lateness_of(again(rating, -1, settings, commune, officer)) is None


def test_an_upgrade_is_never_late(rating, settings, commune, officer):
    assert lateness_of(again(rating, 30, settings, commune, officer, RatingKind.UPGRADE)) is None


def test_a_law_without_an_extension_promises_none(rating, settings, commune, officer):
    Deadline.objects.filter(key="extension").delete()
    found = lateness_of(again(rating, 119, settings, commune, officer))
    assert found.words == "nộp muộn 1 ngày, hạn nộp là 03/08/2026 (26/2026/QĐ-TTg, điểm a khoản 6 Điều 7)"


def test_the_pages_say_it_on_filing_and_on_the_dossier(rating, settings, commune, officer, sign_in):
    settings.BUSINESS_DAY = date(2026, 8, 4)
    given = {"filed_on": "4/8/2026", "place": commune.slug, "kind": "re_rating"}
    given["criteria_set"] = CriteriaSet.objects.get(code=SET_26).pk
    client = sign_in(officer)
    address = f"/staff/ho-so-moi/?san-pham={rating.product_id}"
    done = client.post(address, given, follow=True)
    assert told(done) == ["Đã nhận hồ sơ “Trà hoa”.", f"Hồ sơ {LATE.format(days=1)}."]
    facts = {fact["term"]: fact["value"] for fact in done.context["facts"]}
    assert facts["Thời hạn nộp"] == LATE.format(days=1)
    assert LATE.format(days=1) in words(page(client, "dossier-detail", done.context["dossier"].pk))
