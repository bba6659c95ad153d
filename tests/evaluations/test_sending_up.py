"""What goes with a dossier to the body above, and the warning before scoring without a report of the advisory team."""

from __future__ import annotations

from copy import deepcopy
from datetime import date

import pytest
from django.test import override_settings

from evaluations.actions.postponing import postpone_dossier
from evaluations.enums import EntryStatus, ReportKind, RoundStatus
from evaluations.models import Dossier, EntryReport, Round, RoundEntry, Samples
from evaluations.queries.intake import without_report, without_samples
from evaluations.views.sending_up import papers_to_send
from products.actions.decisions import issue_decision, revoke_ratings
from products.enums import RatingKind
from products.models import Recognition
from tests.evaluations.closing import close, mark_all
from tests.evaluations.council_steps import decide, page, words
from tests.evaluations.score_room import TODAY, scoring_round
from tests.factories import level_of, line, paper

pytestmark = pytest.mark.django_db

HEAD = "Hồ sơ gửi lên gồm hồ sơ sản phẩm và văn bản đề nghị (soạn ngoài cổng), cùng:"


def entry_of(pk):
    around = RoundEntry.objects.select_related("dossier__criteria_set", "level", "row__decision")
    return around.get(pk=pk)


@pytest.fixture(scope="module")
@override_settings(BUSINESS_DAY=TODAY)
def built(stage):
    return scoring_round(*stage)


@pytest.fixture
def room(db, built, settings):
    settings.BUSINESS_DAY = TODAY
    return deepcopy(built)


def reported(entry, officer, on=date(2026, 11, 12)):
    """The advisory team's report on a dossier, as it was written before scoring."""
    return EntryReport.objects.create(entry=entry, kind="team", dated_on=on, body="Đủ (minh hoạ)", written_by=officer)


def test_what_goes_up_with_a_dossier_is_named_with_what_is_there(room, officer, sign_in):
    found, (first, second) = room
    mark_all([first, second])
    close(found, [first, second], officer)
    reported(first, officer)
    decide(found, officer, "9/QĐ-UBND", TODAY)
    assert papers_to_send(entry_of(first.pk)) == [
        HEAD,
        "báo cáo của tổ tư vấn: ngày 12/11/2026",
        "biên bản, báo cáo của hội đồng: in từ trang của đợt",
        f"quyết định phê duyệt kết quả: {entry_of(first.pk).row.decision}",
        "kết quả kiểm tra, kiểm nghiệm bổ sung, nếu có: cổng có 0",
        "sản phẩm mẫu: đã nhận 0/5",
    ]
    other = papers_to_send(entry_of(second.pk))
    assert other[1] == "báo cáo của tổ tư vấn: cổng chưa có"
    asked = page(sign_in(officer), "entry-step", first.pk, "chuyen-len")
    assert "báo cáo của tổ tư vấn: ngày 12/11/2026" in words(asked)


TESTS = ["kết quả kiểm tra, kiểm nghiệm bổ sung, nếu có", "sản phẩm mẫu"]
AGAIN = ["báo cáo của cơ quan tham mưu OCOP", *TESTS]
FIRST = [
    "báo cáo của tổ tư vấn",
    "biên bản, báo cáo của hội đồng",
    "quyết định phê duyệt kết quả",
    *TESTS,
]


def rated(entry, stars, on, officer):
    """Let the product of a dossier have stars from a day on, and come again."""
    head = paper(f"{entry.pk}-{stars}/QĐ", on, level=level_of("148-2023", "national" if stars == 5 else "province"))
    issue_decision(head, [line(entry.dossier.product, stars, kind=RatingKind.RE_RATING)], by=officer)
    Dossier.objects.filter(pk=entry.dossier_id).update(kind=RatingKind.RE_RATING)
    return Recognition.objects.get(product=entry.dossier.product, starts_on=on)


def named(entry):
    return [line.partition(":")[0] for line in papers_to_send(entry_of(entry.pk))[1:]]


def test_five_stars_that_come_again_send_no_minutes_and_four_do(room, officer):
    """A product of four stars that comes again with the points for five asks for them the first time."""
    _found, (first, second) = room
    rated(first, 5, date(2023, 11, 1), officer)
    rated(second, 4, date(2023, 11, 1), officer)
    assert (named(first), named(second)) == (AGAIN, FIRST)
    Dossier.objects.filter(pk=first.dossier_id).update(kind=RatingKind.UPGRADE)
    assert named(first) == FIRST


def test_the_newest_stars_of_the_filing_day_say_which(room, officer):
    _found, (first, second) = room
    rated(first, 5, date(2023, 5, 1), officer)  # expired on the way
    rated(second, 5, date(2023, 5, 1), officer)
    rated(second, 4, date(2024, 5, 1), officer)
    assert (named(first), named(second)) == (AGAIN, FIRST)


def test_stars_that_were_revoked_do_not_come_again(room, officer):
    _found, (first, _second) = room
    rating = rated(first, 5, date(2023, 11, 1), officer)
    level = level_of("26-2026", "ministry")
    revoke_ratings(paper("8/QĐ", date(2026, 9, 1), level=level, reason="Minh hoạ"), [rating], by=officer)
    assert named(first) == FIRST


def test_a_commune_sends_none_of_it(room):
    _found, (first, _second) = room
    below = first.dossier.entries.get(level__key="commune")
    assert papers_to_send(entry_of(below.pk)) == []


def test_a_round_warns_of_dossiers_without_a_report_of_the_team(room, officer, sign_in, auditor):
    found, (first, second) = room
    Round.objects.filter(pk=found.pk).update(status=RoundStatus.RECEIVING)
    reported(first, officer)
    assert without_report([first, second], ReportKind.TEAM) == [second]
    shown = page(sign_in(officer), "round-detail", found.pk)
    assert shown.context["unreported"] == [second]
    assert "Chưa có báo cáo của tổ tư vấn về: Mứt tắc. Vẫn chấm được" in words(shown)
    assert page(sign_in(auditor), "round-detail", found.pk).context["unreported"] == []
    Dossier.objects.filter(pk=second.dossier_id).update(kind=RatingKind.RE_RATING)
    again = page(sign_in(officer), "round-detail", found.pk)
    assert (again.context["unreported"], again.context["unreported_again"]) == ([], [second])
    assert "Chưa có báo cáo của cơ quan tham mưu OCOP về hồ sơ đánh giá lại: Mứt tắc. Vẫn chấm được" in words(again)
    reported(second, officer)
    assert "Chưa có báo cáo của cơ quan" not in words(page(sign_in(officer), "round-detail", found.pk))
    assert "Chưa có báo cáo của tổ tư vấn" not in words(page(sign_in(officer), "round-detail", found.pk))


def test_a_round_warns_of_samples_that_cannot_be_noted_once_it_is_scored(room, officer, sign_in, auditor):
    found, (first, second) = room
    Round.objects.filter(pk=found.pk).update(status=RoundStatus.RECEIVING)
    for count in (5, 4):
        Samples.objects.create(entry=first, count=count, received_on=TODAY, noted_by=officer)
    Samples.objects.create(entry=second, count=5, received_on=TODAY, noted_by=officer)
    assert without_samples([first, second]) == [first]
    shown = page(sign_in(officer), "round-detail", found.pk)
    assert "Chưa ghi đủ sản phẩm mẫu của: Mứt gừng. Bắt đầu chấm rồi thì không ghi được nữa." in words(shown)
    assert page(sign_in(auditor), "round-detail", found.pk).context["unsampled"] == []
    Samples.objects.create(entry=first, count=5, received_on=TODAY, noted_by=officer)
    assert "Chưa ghi đủ sản phẩm mẫu" not in words(page(sign_in(officer), "round-detail", found.pk))


def test_a_round_warns_of_what_still_stands_in_it_only(room, officer, sign_in):
    found, (first, second) = room
    Round.objects.filter(pk=found.pk).update(status=RoundStatus.RECEIVING)
    RoundEntry.objects.filter(pk=second.pk).update(status=EntryStatus.WITHDRAWN)
    shown = page(sign_in(officer), "round-detail", found.pk).context
    assert (shown["unreported"], shown["unsampled"]) == ([first], [first])
    RoundEntry.objects.filter(pk=first.pk).update(status=EntryStatus.UNUSED)
    shown = page(sign_in(officer), "round-detail", found.pk).context
    assert (shown["unreported"], shown["unsampled"]) == ([], [])


def test_samples_of_an_attempt_that_was_postponed_count_at_the_next(room, officer, sign_in):
    _found, (first, second) = room
    Samples.objects.create(entry=first, count=5, received_on=TODAY, noted_by=officer)
    again = postpone_dossier(first, why="Vắng chủ tịch (minh hoạ)", by=officer)
    assert without_samples([again, second]) == [second]
    assert papers_to_send(entry_of(again.pk))[-1] == "sản phẩm mẫu: đã nhận 5/5"
    text = words(page(sign_in(officer), "dossier-detail", again.dossier_id))
    assert text.count("5 trên 5 mẫu, nhận ngày 20/11/2026") == 2  # beside both attempts
    assert "chưa nhận; bộ tiêu chí cần" not in text
