"""Only a re-rating that recognises nothing ends an extension; until that is written down it stands on the desk."""

from __future__ import annotations

from copy import deepcopy
from datetime import date

import pytest
from django.test import override_settings
from django.urls import reverse

from evaluations.actions.meeting import agree_where_all_do, conclude_round
from evaluations.models import Dossier
from evaluations.queries.councils import sitting
from evaluations.queries.notices import extensions_to_end, unrecognised_since
from products.actions.correcting import end_extension, extend_rating
from products.actions.decisions import issue_decision
from products.enums import EndReason, RatingKind
from products.models import Recognition
from products.permissions.correcting import why_not_enter_anew
from tests.evaluations.council_steps import refused, words
from tests.evaluations.score_room import TODAY, scoring_round, sign_at_once
from tests.factories import level_of, line, paper

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def worst(_node, options):
    return min(options, key=lambda option: (option.points, option.position))


@pytest.fixture(scope="module")
@override_settings(BUSINESS_DAY=TODAY)
def built(stage):
    """A dossier of some kind that a council recognised nothing of; its product holds four stars, extended."""
    province, commune, officer = stage

    def make(kind):
        found, (entry,) = scoring_round(province, commune, officer, count=1, kind=RatingKind.RE_RATING)
        head = paper("7/QĐ-UBND", date(2023, 10, 1), level=level_of("148-2023"), place=province)
        issue_decision(head, [line(entry.dossier.product, 4)], by=officer)
        rating = Recognition.objects.get()
        extend_rating(rating, until=date(2027, 3, 1), ground="Nộp muộn (minh hoạ)", by=officer)
        for member in sitting(found.council):
            sign_at_once(entry, member, worst)
        agree_where_all_do(entry, by=officer)
        conclude_round(found, by=officer)
        Dossier.objects.filter(pk=entry.dossier_id).update(kind=kind)
        return entry, rating

    return make


@pytest.fixture
def unrecognised(db, built, settings, tmp_path):
    settings.BUSINESS_DAY, settings.MEDIA_ROOT = TODAY, tmp_path
    return deepcopy(built)


def test_an_upgrade_that_failed_ends_no_extension(unrecognised, officer, sign_in):
    entry, rating = unrecognised(RatingKind.UPGRADE)
    assert unrecognised_since(officer, rating) == {}
    assert list(extensions_to_end(officer, TODAY)) == []
    assert "ghi hết gia hạn" not in words(sign_in(officer).get(reverse("staff:notice-note", args=[entry.pk])))


def test_it_waits_on_the_desk_of_who_publishes(unrecognised, officer, stranger, secretary, sign_in):
    _entry, rating = unrecognised(RatingKind.RE_RATING)
    assert unrecognised_since(officer, rating)["on"] == TODAY
    assert (list(extensions_to_end(officer, TODAY)), list(extensions_to_end(stranger, TODAY))) == ([rating], [])
    link = f'href="{reverse("staff:rating-extension-end", args=[rating.pk])}"'
    assert link in words(sign_in(officer).get(reverse("staff:home")))
    assert link not in words(sign_in(secretary).get(reverse("staff:home")))
    end_extension(rating, on=TODAY, paper="12/TB (minh hoạ)", by=officer)
    assert link not in words(sign_in(officer).get(reverse("staff:home")))


# ------------------------------------------------------------------ what was ended by a result is not revoked
def test_a_rating_that_a_result_ended_may_be_followed_on_its_last_day(unrecognised, province, officer):
    entry, rating = unrecognised(RatingKind.RE_RATING)
    end_extension(rating, on=TODAY, paper="12/TB (minh hoạ)", by=officer)
    head = paper("9/QĐ-UBND", TODAY, level=level_of("148-2023"), place=province)
    product = entry.dossier.product
    assert refused(issue_decision, head, [line(product, 4)], by=officer) == [
        "“Mứt gừng” còn giữ hạng 4 sao đến 20/11/2026, hết gia hạn: đây là đánh giá lại hay nâng hạng?"
    ]
    issue_decision(head, [line(product, 4, kind=RatingKind.RE_RATING)], by=officer)
    old, new = Recognition.objects.filter(voided_at__isnull=True).order_by("starts_on")
    assert (old.stars, old.ended_on, old.end_reason) == (4, TODAY, EndReason.SUPERSEDED)
    assert (new.stars, new.starts_on) == (4, TODAY)


def test_why_its_row_is_not_entered_anew(unrecognised, officer):
    _entry, rating = unrecognised(RatingKind.RE_RATING)
    only = "chỉ sửa được số sao, điểm, lần đánh giá."
    rating.refresh_from_db()
    assert [str(each) for each in why_not_enter_anew(rating)] == [f"Dòng này đã được gia hạn: {only}"]
    end_extension(rating, on=TODAY, paper="12/TB (minh hoạ)", by=officer)
    rating.refresh_from_db()
    assert [str(each) for each in why_not_enter_anew(rating)] == [f"Dòng này đã hết gia hạn theo kết quả: {only}"]
