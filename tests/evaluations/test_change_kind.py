"""A dossier comes for something else: its product was rated meanwhile, or it was filed wrongly."""

from __future__ import annotations

from copy import deepcopy
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import override_settings
from django.urls import reverse

from core.errors import ActionRefused
from core.models import HistoryEntry
from core.roles import Role
from evaluations.actions.dossiers import change_kind, withdraw_dossier
from evaluations.actions.drafts import start_draft_of_round, write_draft
from evaluations.actions.meeting import agree_where_all_do, conclude_round
from evaluations.actions.opinions import ask_in_writing
from evaluations.actions.publishing import publish_draft
from evaluations.models import PaperResult
from evaluations.queries.check import check_draft
from evaluations.queries.councils import sitting
from products.actions.decisions import issue_decision
from products.enums import RatingKind
from products.queries.register import ratings_in_force
from tests.evaluations.council_room import best, criteria_of, file
from tests.evaluations.council_steps import refused, words
from tests.evaluations.score_room import TODAY, scoring_round, sign_at_once
from tests.factories import level_of, line, load_sets, make_user, paper

pytestmark = pytest.mark.django_db
SET_1048 = "1048-2019-16"


@pytest.fixture(scope="module")
@override_settings(BUSINESS_DAY=TODAY)
def built(stage):
    """One dossier that comes for the first time, with a result of four stars that waits for its decision."""
    province, commune, officer = stage
    found, entries = scoring_round(province, commune, officer, count=1)
    lost, low = 0, []
    for node in criteria_of(entries[0]):
        if lost < 12 and not any(option.min_star for option in node.options.all()):
            lost += max(option.points for option in node.options.all())
            low.append(node.code)

    def pick(node, options):
        return next(option for option in options if option.is_failure) if node.code in low else best(node, options)

    for seat in sitting(found.council):
        sign_at_once(entries[0], seat, pick)
    agree_where_all_do(entries[0], by=officer)
    (result,) = conclude_round(found, by=officer)
    assert result.stars == 4
    return found, entries[0].dossier


@pytest.fixture
def room(db, built, settings):
    settings.BUSINESS_DAY = TODAY
    return deepcopy(built)


def rate(dossier, stars, officer, on=date(2026, 11, 12)):
    """The product is rated meanwhile by another decision."""
    head = paper("77/QĐ-UBND", on, level=level_of("26-2026"), place=officer.territory)
    issue_decision(head, [line(dossier.product, stars)], by=officer)


def drafted(found, officer):
    facts = {"number": "78/QĐ-UBND", "signed_on": date(2026, 11, 19), "signer": "Bà Minh Hoạ"}
    return write_draft(start_draft_of_round(found, by=officer), by=officer, **facts)


def publish(draft, officer):
    return publish_draft(draft, digest=check_draft(draft).digest, by=officer)


def test_a_product_that_was_rated_meanwhile_goes_on_as_an_upgrade(room, officer):
    found, dossier = room
    draft = drafted(found, officer)
    rate(dossier, 3, officer)
    with pytest.raises(ActionRefused):
        publish(draft, officer)
    row = PaperResult.objects.get(entry__dossier=dossier)
    change_kind(dossier, RatingKind.UPGRADE, why="Được công nhận 3 sao ngày 12/11/2026", by=officer)
    row.refresh_from_db()
    assert (row.kind, row.version) == (RatingKind.UPGRADE, 2)
    act = HistoryEntry.objects.get(verb="change_kind")
    assert (act.why, act.data) == ("Được công nhận 3 sao ngày 12/11/2026", {"before": "first", "after": "upgrade"})
    publish(draft, officer)
    rating = ratings_in_force(TODAY).get()
    dossier.refresh_from_db()
    assert (rating.stars, rating.kind, dossier.status) == (4, RatingKind.UPGRADE, "decided")
    assert refused(change_kind, dossier, RatingKind.FIRST, why="x", by=officer)[0] == (
        "“Mứt gừng” đã có quyết định: không đổi lần đánh giá được."
    )


def test_a_result_that_is_no_higher_is_a_re_rating_and_no_upgrade(room, officer):
    found, dossier = room
    rate(dossier, 4, officer)
    assert refused(change_kind, dossier, RatingKind.UPGRADE, why="x", by=officer) == [
        "“Mứt gừng” đang giữ 4 sao: kết quả đã chấm không phải nâng hạng."
    ]
    # nothing was held when it was filed, so it was not filed too early
    change_kind(dossier, RatingKind.RE_RATING, why="Được công nhận 4 sao", by=officer)
    publish(drafted(found, officer), officer)
    assert ratings_in_force(TODAY).get().kind == RatingKind.RE_RATING


def test_a_row_of_a_council_takes_no_kind_but_that_of_its_dossier(room):
    with pytest.raises(IntegrityError, match="a frozen result does not change"), transaction.atomic():
        PaperResult.objects.update(kind=RatingKind.UPGRADE)


@pytest.fixture
def dossier(make, commune, officer):
    load_sets(SET_1048)
    return file(make("Rượu nếp"), commune, officer, set_code=SET_1048, on=date(2022, 3, 2)).dossier


def test_what_is_refused(dossier, officer, stranger):
    assert refused(change_kind, dossier, RatingKind.FIRST, why="x", by=officer) == ["Hồ sơ đang là lần “lần đầu”."]
    assert refused(change_kind, dossier, RatingKind.UPGRADE, why="x", by=officer) == [
        "“Rượu nếp” chưa giữ hạng nào để nâng."
    ]
    assert refused(change_kind, dossier, RatingKind.RE_RATING, why=" ", by=officer) == ["Đổi lần đánh giá cần lý do."]
    assert refused(change_kind, dossier, RatingKind.RE_RATING, why="x", by=stranger) == [
        "Địa bàn này không thuộc phạm vi của bạn."
    ]
    withdraw_dossier(dossier.entries.get(), why="Chủ thể xin rút", by=officer)
    dossier.refresh_from_db()
    assert refused(change_kind, dossier, RatingKind.RE_RATING, why="x", by=officer) == [
        "“Rượu nếp” đã rút: không đổi lần đánh giá được."
    ]


AT_THE_TOP = "“Rượu nếp” đang giữ 5 sao, hạng cao nhất: không còn hạng nào để nâng."


def five_stars(product, officer, on):
    head = paper("3000/QĐ-BNN", on, level=level_of(key="national"))
    issue_decision(head, [line(product, 5)], by=officer)


def test_no_upgrade_of_five_stars_is_filed(make, commune, officer):
    """It would be refused at its decision only, and no other dossier of the product could be filed until then."""
    load_sets(SET_1048)
    product = make("Rượu nếp")
    five_stars(product, officer, date(2022, 1, 12))
    filed = {"set_code": SET_1048, "on": date(2022, 3, 2)}
    assert refused(file, product, commune, officer, kind=RatingKind.UPGRADE, **filed) == [AT_THE_TOP]
    again = file(product, commune, officer, kind=RatingKind.RE_RATING, **filed)
    assert again.dossier.kind == RatingKind.RE_RATING


def test_nor_does_a_dossier_become_one(dossier, officer):
    five_stars(dossier.product, officer, date(2022, 5, 2))
    assert refused(change_kind, dossier, RatingKind.UPGRADE, why="x", by=officer) == [AT_THE_TOP]
    change_kind(dossier, RatingKind.RE_RATING, why="Được công nhận 5 sao", by=officer)
    dossier.refresh_from_db()
    assert dossier.kind == RatingKind.RE_RATING


def test_it_is_no_way_round_the_days_of_a_re_rating(make, commune, officer, province):
    """An upgrade may come any time; it does not become a re-rating that was filed too soon (26/2026 art. 7.6a)."""
    load_sets("26-2026-07")
    product = make("Rượu nếp")
    issue_decision(paper(place=province), [line(product, 3)], by=officer)
    load_sets(SET_1048)
    filed = file(product, commune, officer, set_code=SET_1048, on=date(2022, 3, 2), kind=RatingKind.UPGRADE).dossier
    regime = filed.regime
    regime.deadlines.create(key="file_earliest", days=180, article="minh hoạ")
    assert refused(change_kind, filed, RatingKind.RE_RATING, why="x", by=officer) == [
        "“Rượu nếp” còn hạn đến 12/01/2025: nộp hồ sơ đánh giá lại sớm quá."
    ]


def test_what_is_dealt_with_in_writing_is_put_on_a_meeting_first(settings, province, commune, officer):
    settings.BUSINESS_DAY = TODAY
    _found, (entry,) = scoring_round(province, commune, officer, count=1, kind=RatingKind.RE_RATING)
    ask_in_writing(entry, by=officer)
    assert refused(change_kind, entry.dossier, RatingKind.FIRST, why="x", by=officer) == [
        "Hồ sơ đang lấy ý kiến bằng văn bản: đưa ra phiên họp trước."
    ]


# ------------------------------------------------------------------ pages
def test_the_officer_changes_it_on_a_page(sign_in, officer, dossier):
    client = sign_in(officer)
    address, detail = (reverse(f"staff:{name}", args=[dossier.pk]) for name in ("dossier-kind", "dossier-detail"))
    assert f'href="{address}"' in words(client.get(detail))
    page = client.post(address, {"kind": "upgrade", "why": "Nhận nhầm"})
    assert page.context["form"].errors == {"kind": ["“Rượu nếp” chưa giữ hạng nào để nâng."]}
    assert "Nhận nhầm" in words(page)
    page = client.post(address, {"kind": "re_rating", "why": "Nhận nhầm"}, follow=True)
    assert "Đã đổi lần đánh giá của “Rượu nếp”." in words(page)
    dossier.refresh_from_db()
    assert dossier.kind == RatingKind.RE_RATING
    withdraw_dossier(dossier.entries.get(), why="x", by=officer)
    assert address not in words(client.get(detail))
    assert client.get(address).context["refusals"] == ["“Rượu nếp” đã rút: không đổi lần đánh giá được."]


def test_others_find_nothing_or_may_not(sign_in, dossier, stranger):
    address = reverse("staff:dossier-kind", args=[dossier.pk])
    assert sign_in(stranger).get(address).status_code == 404
    assert sign_in(make_user(Role.COUNCIL_MEMBER)).get(address).status_code == 403
