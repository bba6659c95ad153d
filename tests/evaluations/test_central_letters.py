"""A central result that the province does not take: what the page says, the letter, the end of an extension."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from evaluations.actions.dossiers import return_dossier, send_down
from evaluations.actions.entry_reports import notify_result
from evaluations.actions.recording import draft_below, record_result
from evaluations.enums import DossierStatus
from evaluations.models import Dossier, RoundEntry
from evaluations.queries.notices import extensions_to_end, to_notify, unrecognised_since
from products.actions.correcting import extend_rating
from products.actions.decisions import issue_decision
from products.enums import LevelMode, RatingKind
from products.models import Level, Recognition
from products.queries.register import ratings_in_force
from tests.evaluations.council_room import file
from tests.evaluations.council_steps import SET_26, SET_1048, page, refused, words
from tests.evaluations.test_recorded_result import SAID_2022, above
from tests.factories import level_of, line, load_sets, paper
from tests.journeys.council_moves import publish
from tests.journeys.desks import ClientDesk

pytestmark = pytest.mark.django_db

LEFT = "Tỉnh Trà Vinh trả hồ sơ về cấp tỉnh để chấm lại, hoặc trả lại chủ thể."
WHY = "Không nâng hạng (minh hoạ)"


@pytest.fixture
def upgrade(province, commune, make, officer):
    """A product of four stars that was put forward for five and got 85 points at the centre."""
    product = make("Rượu nếp")
    issue_decision(paper(place=province), [line(product, 4)], by=officer)
    load_sets(SET_1048)
    entry = file(product, commune, officer, set_code=SET_1048, on=date(2022, 3, 2), kind=RatingKind.UPGRADE)
    at = above(entry, "national", province, date(2022, 5, 10))
    record_result(at, total=Decimal(85), by=officer, **SAID_2022)
    return RoundEntry.objects.get(pk=at.pk)


def test_the_page_does_not_send_to_a_decision_that_is_refused(upgrade, officer, sign_in):
    detail = page(sign_in(officer), "dossier-detail", upgrade.dossier_id)
    assert detail.context["next"] == LEFT
    assert "cong-nhan" not in dict(detail.context["cards"][0].steps)
    Dossier.objects.filter(pk=upgrade.dossier_id).update(kind=RatingKind.RE_RATING)
    again = page(sign_in(officer), "dossier-detail", upgrade.dossier_id)
    assert again.context["next"] == (
        "Tỉnh Trà Vinh lập quyết định công nhận theo kết quả này, hoặc trả hồ sơ về cấp tỉnh để chấm lại."
    )


def test_once_returned_the_letter_is_owed_and_says_what_came_of_it(upgrade, officer, sign_in):
    assert list(to_notify(officer)) == []
    return_dossier(upgrade, why=WHY, by=officer)
    assert list(to_notify(officer)) == [upgrade]
    Level.objects.filter(pk=upgrade.level_id).update(mode=LevelMode.SCORE)
    assert list(to_notify(officer)) == []  # a council's own result waits for a step, and for none once returned
    Level.objects.filter(pk=upgrade.level_id).update(mode=LevelMode.RECORDED)
    client = sign_in(officer)
    assert page(client, "dossier-detail", upgrade.dossier_id).context["next"] == (
        "Hồ sơ đã trả lại: tỉnh Trà Vinh gửi thông báo kết quả cho nơi nộp và chủ thể."
    )
    assert "không công nhận, 85 điểm" in words(page(client, "notice-list"))
    printed = words(page(client, "notice-print", upgrade.pk))
    assert "<strong>Không công nhận</strong>" in printed
    assert "85 điểm, đạt 4 sao" in printed
    assert "Chủ thể hoàn thiện sản phẩm theo các nội dung nêu trên và nộp hồ sơ mới cho đợt sau." in printed
    before = {"number": "8/TB", "dated_on": date(2022, 7, 31), "by": officer}
    assert refused(notify_result, upgrade, **before) == [
        "Kết quả có ngày 01/08/2022: thông báo không đề ngày trước đó."
    ]
    notify_result(upgrade, number="8/TB", dated_on=date(2022, 8, 2), by=officer)
    assert list(to_notify(officer)) == []


def test_no_letter_about_what_was_scored_again(upgrade, officer):
    again = send_down(upgrade, on=date(2022, 8, 10), by=officer)
    return_dossier(again, why=WHY, by=officer)
    again.dossier.refresh_from_db()
    assert again.dossier.status == DossierStatus.RETURNED
    assert list(to_notify(officer)) == []


def test_a_letter_about_what_the_province_took_names_its_stars(upgrade, officer, sign_in):
    Dossier.objects.filter(pk=upgrade.dossier_id).update(kind=RatingKind.RE_RATING)
    draft = draft_below(upgrade, by=officer)
    publish(ClientDesk(officer), draft, number="700/QĐ-UBND", body="UBND tỉnh Trà Vinh", on=date(2022, 9, 1))
    client = sign_in(officer)
    assert "4 sao, 85 điểm" in words(page(client, "notice-list"))
    printed = words(page(client, "notice-print", upgrade.pk))
    assert "<strong>4 sao</strong>" in printed
    assert "Hạng sao có giá trị 36 tháng kể từ ngày quyết định." in printed


# ------------------------------------------------------------------ an extension (26/2026 art. 12.3)
@pytest.fixture
def extended(settings, province, commune, make, officer):
    """Five stars, extended, put forward again and given 85 points by the ministry."""
    settings.BUSINESS_DAY = date(2026, 11, 20)
    load_sets(SET_26)
    product = make("Mứt gừng")
    head = paper("7/QĐ-BNN", date(2023, 10, 1), level=level_of("148-2023", "national"))
    issue_decision(head, [line(product, 5)], by=officer)
    rating = Recognition.objects.get()
    extend_rating(rating, until=date(2027, 3, 1), ground="Nộp muộn (minh hoạ)", by=officer)
    entry = file(product, commune, officer, set_code=SET_26, on=date(2026, 10, 1), kind=RatingKind.RE_RATING)
    at = above(entry, "ministry", province, date(2026, 11, 10))
    record_result(at, total=Decimal(85), paper="77/TB (minh hoạ)", paper_on=date(2026, 11, 18), by=officer)
    return RoundEntry.objects.get(pk=at.pk), rating


def test_the_extension_waits_for_its_end_once_the_dossier_is_returned(extended, officer, sign_in):
    at, rating = extended
    assert (list(extensions_to_end(officer, date(2026, 11, 20))), unrecognised_since(officer, rating)) == ([], {})
    return_dossier(at, why="Không công nhận lại (minh hoạ)", by=officer)
    assert list(extensions_to_end(officer, date(2026, 11, 20))) == [rating]
    assert unrecognised_since(officer, rating) == {"on": date(2026, 11, 18), "paper": "77/TB (minh hoạ)"}
    client = sign_in(officer)
    assert f'href="{reverse("staff:rating-extension-end", args=[rating.pk])}"' in words(page(client, "home"))
    assert "Hạng 5 sao đang được gia hạn đến 01/03/2027: ghi hết gia hạn" in words(page(client, "notice-note", at.pk))


def test_what_the_province_takes_ends_it_by_its_decision(extended, officer):
    at, _rating = extended
    draft = draft_below(at, by=officer)
    publish(ClientDesk(officer), draft, number="700/QĐ-UBND", body="UBND tỉnh Trà Vinh", on=date(2026, 11, 20))
    assert list(extensions_to_end(officer, date(2026, 11, 20))) == []
    assert [each.stars for each in ratings_in_force(date(2026, 11, 20))] == [4]
