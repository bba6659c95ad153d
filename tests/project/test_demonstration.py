"""The demo's rounds: one in every state, all of it made up, and nothing of it in the figures of the real register."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from urllib.request import urlopen

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Q
from django.urls import reverse

from core.models import User
from evaluations.enums import DraftStatus, EntryStatus, MemberRole, RoundStatus, SheetStatus
from evaluations.models import (
    Conflict,
    Council,
    DecisionDraft,
    Dossier,
    PaperResult,
    Result,
    Round,
    RoundEntry,
    ScoreSheet,
)
from evaluations.permissions.council_rounds import why_not_conclude
from evaluations.permissions.handing import why_not_offer_again
from evaluations.queries.councils import standings_of
from evaluations.queries.entries import entries_of
from evaluations.queries.evidence import seen_papers
from evaluations.queries.meeting_room import meeting_at
from ocop_portal.demo.loading import play_once
from ocop_portal.demo.people import people_of
from producers.models import Producer, ProducerMerge, RepresentativeProfile
from products.models import Decision, LabelReport, Photo, Product, Recognition, ScoreApproval
from products.permissions.merging import why_not_undo
from reports.queries.data_requests import open_requests
from reports.queries.figures import Question, figures
from tests.project.small_checkout import WholeCheckout, open_folder

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
FIRST_DAY = date(2022, 10, 1)
REAL = {"3": 33, "4": 17, "5": 0, "potential5": 2}


def by_rank(on: date) -> dict[str, int]:
    return figures(Question(on=on)).as_json()["by_rank"]


def without_a_mark() -> list[str]:
    """What does not say that it is made up, of all that the councils deal with."""
    made_up = Product.objects.filter(Q(dossiers__isnull=False) | Q(results__isnull=False))
    names = [*made_up.values_list("name", flat=True)]
    names += Producer.objects.filter(products__in=made_up).values_list("name", flat=True)
    names += Council.objects.values_list("name", flat=True)
    names += DecisionDraft.objects.values_list("title", flat=True)
    return [name for name in names if not name.endswith(" (minh hoạ)")]


def rounds() -> dict[tuple[str, int, int], str]:
    """Place, year and ordinal of each round → its state."""
    return {(each.place.slug, each.year, each.ordinal): each.status for each in Round.objects.select_related("place")}


def outcomes(place: str, ordinal: int) -> list[tuple[str, str]]:
    """Product and outcome of each result of a round, in its order."""
    results = Result.objects.filter(entry__round__place__slug=place, entry__round__ordinal=ordinal)
    found = results.order_by("entry__position").values_list("entry__dossier__product__name", "outcome")
    return [(name.removesuffix(" (minh hoạ)"), outcome) for name, outcome in found]


def slug_of_product(name: str) -> str:
    return Product.objects.get(name=f"{name} (minh hoạ)").slug


def in_the_middle(ordinal: int) -> list[tuple[str, int, int, int, bool]]:
    """Each dossier of a round being scored: signed and open sheets, conflicts, and whether it is too far apart."""
    found = Round.objects.select_related("council").get(status=RoundStatus.SCORING, ordinal=ordinal)
    assert found.council is not None
    return [
        (
            standing.entry.dossier.product.name.removesuffix(" (minh hoạ)"),
            len(standing.signed),
            sum(sheet.status == SheetStatus.OPEN for sheet in standing.sheets.values()),
            len(standing.in_conflict),
            standing.is_over(found.council.spread_limit),
        )
        for standing in standings_of(found, entries_of(found))
    ]


def test_trà_vinh_2022(load, client):
    assert load("so-tra-vinh") == "Đã dựng 7 đợt minh hoạ."
    assert rounds() == {
        ("huyen-cang-long", 2022, 1): RoundStatus.DECIDED,
        ("huyen-cang-long", 2022, 2): RoundStatus.RECEIVING,
        ("huyen-tieu-can", 2022, 1): RoundStatus.PLANNED,
        ("tinh-tra-vinh", 2022, 3): RoundStatus.DECIDED,
        ("tinh-tra-vinh", 2022, 4): RoundStatus.CONCLUDED,
        ("tinh-tra-vinh", 2022, 5): RoundStatus.SCORING,
        ("tinh-tra-vinh", 2022, 6): RoundStatus.OPEN,
    }
    assert outcomes("huyen-cang-long", 1)[-1] == ("Dưa kiệu ngọt", "none")
    assert outcomes("tinh-tra-vinh", 3) == [
        ("Bánh tét nếp than", "3"),
        ("Lạp xưởng tươi", "4"),
        ("Mứt dừa non", "tiem-nang"),
    ]
    assert outcomes("tinh-tra-vinh", 4) == [
        ("Kẹo dừa lá dứa", "3"),
        ("Bánh tráng dừa", "4"),
        ("Nước dừa đóng chai", "none"),
    ]
    assert in_the_middle(5) == [
        ("Chả lụa hấp lá", 3, 0, 0, True),
        ("Bún khô gạo lứt", 1, 1, 0, False),
        ("Đậu phộng rang muối", 1, 0, 1, False),
    ]
    typed = PaperResult.objects.filter(round__ordinal=6).order_by("position")
    assert [*typed.values_list("product__name", "score", "outcome")] == [
        ("Bánh ít lá gai (minh hoạ)", Decimal("72.5"), "4"),
        ("Mắm chua tôm đất (minh hoạ)", Decimal(58), "3"),
        ("Rượu dừa sáp (minh hoạ)", Decimal("41.25"), "none"),
        ("Xôi vò sấy khô (minh hoạ)", None, ""),
    ]
    national = Result.objects.get(entry__level__key="national")
    assert (national.outcome, national.entry.status) == ("5", EntryStatus.SCORED)
    waiting = RoundEntry.objects.filter(dossier__place__slug__in=["huyen-cang-long", "huyen-tieu-can", "huyen-cau-ke"])
    assert Counter(waiting.filter(round__isnull=True).values_list("status", flat=True)) == {
        EntryStatus.INCOMPLETE: 1,
        EntryStatus.ACCEPTED: 1,
        EntryStatus.WITHDRAWN: 1,
        EntryStatus.SCORED: 1,
    }

    assert (Dossier.objects.count(), without_a_mark()) == (15, [])

    # Nothing of it stands in the register.
    assert by_rank(FIRST_DAY) == REAL
    assert by_rank(date(2022, 7, 15)) == by_rank(date(2022, 6, 1))
    assert Recognition.objects.filter(voided_at__isnull=True).count() == 51
    assert ScoreApproval.objects.filter(voided_at__isnull=True).count() == 2
    assert Decision.objects.get(number="MH-01/QĐ-UBND").voided_at is not None
    assert client.get(f"/san-pham/{slug_of_product('Bánh tét nếp than')}/").status_code == 404


def test_vĩnh_long_2026(load, client):
    assert load("vinh-long-2026") == "Đã dựng 6 đợt minh hoạ."
    assert rounds() == {
        ("tinh-vinh-long", 2026, 2): RoundStatus.SCORING,
        ("tinh-vinh-long", 2026, 3): RoundStatus.DECIDED,
        ("tinh-vinh-long", 2026, 4): RoundStatus.CONCLUDED,
        ("tinh-vinh-long", 2026, 5): RoundStatus.SCORING,
        ("tinh-vinh-long", 2027, 1): RoundStatus.RECEIVING,
        ("tinh-vinh-long", 2027, 2): RoundStatus.PLANNED,
    }
    days = dict(Round.objects.values_list("ordinal", "files_before").filter(year=2026))
    assert days == {2: date(2026, 10, 30), 3: None, 4: None, 5: None}
    assert outcomes("tinh-vinh-long", 3) == [
        ("Bánh tét lá cẩm", "3"),
        ("Lạp xưởng bò", "4"),
        ("Mứt dừa sấy dẻo", "tiem-nang"),
    ]
    assert outcomes("tinh-vinh-long", 4) == [
        ("Kẹo dừa sầu riêng", "3"),
        ("Bánh tráng mè đen", "4"),
        ("Chuối sấy mật ong", "none"),
    ]
    assert in_the_middle(2) == [
        ("Chả lụa hấp lá", 3, 0, 0, True),
        ("Bún khô gạo lứt", 1, 1, 0, False),
        ("Đậu phộng rang muối", 1, 0, 1, False),
        ("Bánh in nhân dừa", 0, 1, 0, False),
    ]
    assert in_the_middle(5) == [("Me ngào đường", 3, 0, 0, False)]
    ministry = Result.objects.get(entry__level__key="ministry")
    assert (ministry.outcome, ministry.entry.status) == ("5", EntryStatus.SCORED)
    commune = RoundEntry.objects.filter(level__key="commune").exclude(status=EntryStatus.FORWARDED)
    assert Counter(commune.values_list("place__slug", "status")) == {
        ("xa-cang-long", EntryStatus.RECEIVED): 2,
        ("xa-cang-long", EntryStatus.INCOMPLETE): 1,
        ("xa-cang-long", EntryStatus.RETURNED): 1,
    }
    assert set(Dossier.objects.values_list("regime__code", flat=True)) == {"26-2026"}
    assert (Dossier.objects.count(), without_a_mark()) == (17, [])
    # Nothing real stands beside it: what was decided is in force, and so is what was extended.
    assert by_rank(date(2026, 11, 20)) == {"3": 1, "4": 2, "5": 0, "potential5": 1}
    assert client.get(f"/san-pham/{slug_of_product('Bánh tét lá cẩm')}/").status_code == 200


def test_what_lies_on_the_desks_of_2026(load):
    load("vinh-long-2026")
    reports = LabelReport.objects.order_by("pk").values_list("status", "contact", "product__name")
    product = "Bánh tét lá cẩm (minh hoạ)"
    assert [*reports] == [("in_hand", "", product), ("new", "minh-hoa@example.org", product)]
    maker = Product.objects.get(name=product).producer
    assert [entry.label for entry in open_requests(User.objects.get(username="can-bo-tinh"))] == [maker.name]
    merge = ProducerMerge.objects.get()
    assert (merge.kept, merge.gone.name) == (maker, "HKD Bánh tét Càng Long (minh hoạ)")
    assert why_not_undo(User.objects.get(username="can-bo-tinh"), merge, "thử") == []
    profile = RepresentativeProfile.objects.get()
    assert (profile.producer, profile.full_name, profile.basis) == (maker, "Người đại diện Minh Hoạ", "consent")
    assert maker.has_contact_consent(date(2026, 11, 20))
    drafts = DecisionDraft.objects.filter(status=DraftStatus.DRAFT).order_by("pk").values_list("kind", "title")
    assert {*drafts} == {
        ("recognise", "Công nhận sản phẩm OCOP 5 sao (minh hoạ)"),
        ("annul", "Hủy bỏ quyết định (minh hoạ)"),
        ("recognise", "Công nhận sản phẩm OCOP (minh hoạ)"),
    }
    assert [*Photo.objects.values_list("product__name", flat=True)] == [product, "Lạp xưởng bò (minh hoạ)"]


def test_a_rating_of_before_is_judged_again_in_writing(load):
    load("vinh-long-2026")
    rating = Recognition.objects.get(product__name="Bánh in nhân dừa (minh hoạ)")
    assert (rating.starts_on, rating.until) == (date(2023, 11, 13), date(2026, 11, 13))
    assert (rating.stars, rating.extended_until) == (4, date(2027, 4, 30))
    entry = RoundEntry.objects.get(dossier__kind="re_rating", status=EntryStatus.SCORING)
    assert entry.in_writing
    assert [*entry.excused.values()] == ["Đi công tác (minh hoạ)."]
    sheet = entry.sheets.get()
    assert (sheet.on_paper, sheet.lines.count(), sheet.member.role) == (True, 12, MemberRole.DEPUTY)
    (seen,) = [each for each in seen_papers(entry, date(2026, 11, 20)) if each.paper is not None]
    assert seen.paper.expires_on == date(2026, 12, 10)
    assert why_not_offer_again(User.objects.get(username="thu-ky"), entry, seen.use) == []
    ready = Round.objects.get(ordinal=5)
    room = meeting_at(ready, entries_of(ready))
    assert why_not_conclude(User.objects.get(username="thu-ky"), ready, room) == []


def test_publishing_the_draft_works_like_the_real_thing_and_nothing_is_played_twice(load, client):
    load("so-tra-vinh")
    client.force_login(User.objects.get(username="can-bo-tinh"))
    draft = DecisionDraft.objects.get(number="MH-02/QĐ-UBND")
    page = client.get(reverse("staff:draft-check", args=[draft.pk]))
    assert page.status_code == 200
    client.post(reverse("staff:draft-publish", args=[draft.pk]), {"digest": page.context["check"].digest})
    assert by_rank(FIRST_DAY) == REAL | {"3": 34, "4": 18}
    assert rounds()["tinh-tra-vinh", 2022, 4] == RoundStatus.DECIDED

    counted = [model.objects.count() for model in (Round, Dossier, ScoreSheet, Conflict, Producer, Product)]
    assert play_once("so-tra-vinh") == ""
    assert [model.objects.count() for model in (Round, Dossier, ScoreSheet, Conflict, Producer, Product)] == counted


def test_an_earlier_day_is_not_played(settings):
    settings.BUSINESS_DAY = date(2022, 9, 30)
    assert play_once("so-tra-vinh") == "Các đợt minh hoạ cần ngày làm việc sau 30/09/2022: chưa nạp."
    assert not Council.objects.exists()


def test_the_empty_register_has_no_rounds():
    assert play_once("trong") == ""


def test_an_unknown_scenario(settings):
    settings.DEMO = True
    with pytest.raises(CommandError, match=r"Không có kịch bản “khac”; có: so-tra-vinh, trong, vinh-long-2026\."):
        call_command("load_demo", scenario="khac")


def test_the_same_accounts_in_the_places_of_the_day():
    then, now = people_of("so-tra-vinh"), people_of("vinh-long-2026")
    assert {each.username for each in now} <= {each.username for each in then}
    assert {each.territory for each in then} == {"", "tinh-tra-vinh", "huyen-cang-long"}
    assert {each.territory for each in now} == {"", "tinh-vinh-long", "xa-cang-long"}


@pytest.mark.slow
def test_a_real_start_of_the_law_in_force():
    with open_folder() as folder:
        checkout = WholeCheckout(folder)
        try:
            demo = checkout.demo("--scenario", "vinh-long-2026")
            assert "Đã dựng 6 đợt minh hoạ." in demo.said()
            assert "can-bo-cang-long   minh-hoa-2022   Cán bộ huyện, xã, Xã Càng Long" in demo.said()
            with urlopen(f"http://127.0.0.1:{demo.port}/san-pham/", timeout=60) as page:
                text = page.read().decode()
            assert "Bánh tét lá cẩm (minh hoạ)" in text
            assert "OCOP Vĩnh Long" in text
            assert demo.end() == 143
            again = checkout.demo("--scenario", "vinh-long-2026")
            assert "đợt minh hoạ" not in again.said()
            assert again.end() == 143
        finally:
            checkout.end_processes()
