"""An extension ends with the result whatever it is (26/2026 art. 12.3): here one that recognises nothing."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import date

import pytest
from django.test import override_settings
from django.urls import reverse

from core.models import HistoryEntry
from core.roles import Role
from evaluations.actions.entry_reports import notify_result
from evaluations.actions.meeting import agree_where_all_do, conclude_round
from evaluations.queries.councils import sitting
from products.actions.correcting import end_extension, extend_rating
from products.actions.decisions import issue_decision
from products.enums import EndReason, Rank, RatingKind, RatingStatus
from products.models import Recognition
from products.queries.catalogue import status_case
from products.queries.register import held_ratings
from products.rules.validity import day_after_result, status_on
from tests.evaluations.council_steps import refused, words
from tests.evaluations.score_room import TODAY, scoring_round, sign_at_once
from tests.factories import level_of, line, make_user, paper
from tests.products.slow_truth import agrees

pytestmark = pytest.mark.django_db
UNTIL, LONGER = date(2026, 10, 1), date(2027, 3, 1)
LETTER = "12/TB-HĐ (minh hoạ)"


def worst(_node, options):
    return min(options, key=lambda option: (option.points, option.position))


@pytest.fixture(scope="module")
@override_settings(BUSINESS_DAY=TODAY)
def built(stage):
    """A re-rating whose product holds four stars, extended; its council recognised nothing today."""
    province, commune, officer = stage
    found, (entry,) = scoring_round(province, commune, officer, count=1, kind=RatingKind.RE_RATING)
    head = paper("7/QĐ-UBND", date(2023, 10, 1), level=level_of("148-2023"), place=province)
    issue_decision(head, [line(entry.dossier.product, 4)], by=officer)
    rating = Recognition.objects.get()
    assert rating.until == UNTIL
    extend_rating(rating, until=LONGER, ground="Nộp muộn (minh hoạ)", by=officer)
    for member in sitting(found.council):
        sign_at_once(entry, member, worst)
    agree_where_all_do(entry, by=officer)
    conclude_round(found, by=officer)
    return entry, rating


@pytest.fixture
def room(db, built, settings, tmp_path):
    settings.BUSINESS_DAY, settings.MEDIA_ROOT = TODAY, tmp_path
    return deepcopy(built)


def state(rating, on):
    rating.refresh_from_db()
    named = ("starts_on", "until", "extended_until", "ended_on", "end_reason")
    told = status_on(on, **{name: getattr(rating, name) for name in named})
    in_sql = Recognition.objects.annotate(told=status_case(on, rating="")).get(pk=rating.pk).told
    assert told == in_sql
    return told


# ------------------------------------------------------------------ the rule
@pytest.mark.parametrize(
    ("result_on", "ended_on"),
    [
        (date(2026, 11, 20), date(2026, 11, 21)),  # the day of the result is the last one
        (date(2026, 10, 1), date(2026, 10, 2)),
        (date(2026, 9, 1), date(2026, 10, 2)),  # the rating's own days stay
    ],
)
def test_from_when_it_counts_no_more(result_on, ended_on):
    assert day_after_result(UNTIL, result_on) == ended_on


# ------------------------------------------------------------------ the act
def test_the_result_ends_it_and_it_has_expired_not_been_revoked(room, officer):
    entry, rating = room
    assert state(rating, date(2026, 11, 21)) == RatingStatus.EXTENDED
    end_extension(rating, on=TODAY, paper=LETTER, by=officer)
    rating.refresh_from_db()
    assert (rating.ended_on, rating.end_reason, rating.end_note) == (date(2026, 11, 21), EndReason.RESULT, LETTER)
    assert (rating.end_decision, rating.closed_by, rating.extended_until) == (None, officer, LONGER)
    assert state(rating, TODAY) == RatingStatus.EXTENDED
    assert state(rating, date(2026, 11, 21)) == RatingStatus.EXPIRED
    assert held_ratings([entry.dossier.product], date(2026, 11, 21)) == {}
    said = HistoryEntry.objects.get(verb="end_extension")
    assert (said.why, said.data, said.by) == (LETTER, {"on": "2026-11-20"}, officer)


def test_why_it_does_not_end(room, officer, stranger):
    _entry, rating = room
    assert refused(end_extension, rating, on=None, paper=" ", by=officer) == [
        "Cần ngày có kết quả.",
        "Cần số hoặc tên văn bản kết quả.",
    ]
    assert refused(end_extension, rating, on=date(2026, 11, 21), paper=LETTER, by=officer) == [
        "Ngày có kết quả sau ngày làm việc hiện tại."
    ]
    assert refused(end_extension, rating, on=TODAY, paper=LETTER, by=stranger) != []
    leader = make_user(Role.COUNCIL_SECRETARY)
    assert "không có quyền" in refused(end_extension, rating, on=TODAY, paper=LETTER, by=leader)[0]
    end_extension(rating, on=TODAY, paper=LETTER, by=officer)
    assert refused(end_extension, rating, on=TODAY, paper=LETTER, by=officer) == [f"“{rating}” đã thôi hiệu lực."]


def test_what_was_never_extended_runs_out_by_itself(settings, province, commune, officer, make):
    settings.BUSINESS_DAY = TODAY
    head = paper("8/QĐ-UBND", date(2024, 10, 1), level=level_of("148-2023"), place=province)
    issue_decision(head, [line(make("Kẹo dừa"), 4)], by=officer)
    rating = Recognition.objects.get()
    assert refused(end_extension, rating, on=TODAY, paper=LETTER, by=officer) == [
        f"“{rating}” không được gia hạn: hạng tự hết hạn."
    ]


# ------------------------------------------------------------------ pages
def test_from_the_letter_to_the_public_page(room, officer, sign_in, client):
    entry, rating = room
    staff = sign_in(officer)
    letter = words(staff.get(reverse("staff:notice-note", args=[entry.pk])))
    assert "Hạng 4 sao đang được gia hạn đến 01/03/2027: ghi hết gia hạn ở trang của 7/QĐ-UBND" in letter
    notify_result(entry, number=LETTER, dated_on=TODAY, by=officer)
    address = reverse("staff:rating-extension-end", args=[rating.pk])
    home = reverse("staff:decision-detail", args=[rating.decision_id])
    assert f'href="{address}"' in words(staff.get(home))
    page = staff.get(address)
    assert page.context["form"].initial == {"on": TODAY, "paper": LETTER}
    assert "Hạng được gia hạn đến hết 01/03/2027" in words(page)
    wrong = staff.post(address, {"on": "21/11/2026", "paper": LETTER})
    assert wrong.context["form"].errors == {"on": ["Ngày có kết quả sau ngày làm việc hiện tại."]}
    done = staff.post(address, {"on": "20/11/2026", "paper": LETTER}, follow=True)
    assert [str(each) for each in done.context["messages"]] == ["Đã ghi hết gia hạn."]
    assert f'href="{address}"' not in words(done)


def test_the_public_page_says_that_it_ran_out(room, officer, settings, client):
    entry, rating = room
    end_extension(rating, on=TODAY, paper=LETTER, by=officer)
    settings.BUSINESS_DAY = date(2026, 11, 23)
    product = words(client.get(reverse("products:product-detail", args=[entry.dossier.product.slug])))
    assert "Hạng 4 sao hết gia hạn sau ngày 20/11/2026, khi có kết quả đánh giá lại." in product
    assert "Hết gia hạn" in product
    assert "thu hồi" not in product.split("<main")[1].lower()
    checked = words(client.get(reverse("products:verify-code", args=[rating.certificate.code])))
    assert "Chứng nhận này hết hạn sau ngày 20/11/2026." in checked


def test_every_list_names_the_day_of_the_result_as_the_last_one(room, officer, settings, client):
    entry, rating = room
    product = entry.dossier.product
    end_extension(rating, on=TODAY, paper=LETTER, by=officer)
    agrees()
    settings.BUSINESS_DAY = date(2026, 11, 23)
    (card,) = client.get("/san-pham/?tinh-trang=expired").context["cards"]
    assert (card["status"], card["note"]) == (RatingStatus.EXPIRED, "Có hiệu lực đến 20/11/2026")
    (told,) = json.loads(b"".join(client.get("/du-lieu-mo/san-pham.json?tinh-trang=expired")))["rows"]
    assert (told["id"], told["status"], told["until"]) == (product.pk, RatingStatus.EXPIRED, "2026-11-20")
    page = words(client.get(reverse("products:product-detail", args=[product.slug])))
    assert '"expires":"2026-11-20"' in page


def test_the_differences_count_it_among_what_ran_out(room, officer, settings, client):
    _entry, rating = room
    end_extension(rating, on=TODAY, paper=LETTER, by=officer)
    settings.BUSINESS_DAY = date(2026, 11, 23)
    context = client.get("/thong-ke/thay-doi/?tu=2026-11-20&den=2026-11-21&muc=het-han").context
    assert [(kind["label"], kind["count"]) for kind in context["kinds"]] == [("Hết hạn", "1")]
    (row,) = context["rows"]
    said = (row["was"], row["now"], row["change"], row["when"])
    assert said == (Rank.FOUR, "", "Hết hạn", "từ 21/11/2026")
    assert row["decision"]["url"] == reverse("products:decision-detail", args=[rating.decision.slug])


def test_who_may(room, sign_in, auditor, secretary, stranger):
    address = reverse("staff:rating-extension-end", args=[room[1].pk])
    assert {sign_in(person).get(address).status_code for person in (auditor, secretary)} == {403}
    assert sign_in(stranger).get(address).status_code == 404
