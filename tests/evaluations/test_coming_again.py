"""A re-rating goes the way of every dossier, as far as the law says so (26/2026 art. 7.6b, c, e)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from evaluations.actions.advisory import ask_probe, attach_probe
from evaluations.actions.dossiers import accept_dossier, forward_dossier
from evaluations.actions.drafts import write_draft
from evaluations.actions.entry_reports import report_team
from evaluations.actions.publishing import publish_draft
from evaluations.actions.recording import draft_below, draft_result, record_result
from evaluations.enums import EntryStatus, ProbeKind, ReportKind
from evaluations.models import RoundEntry
from evaluations.queries.check import check_draft
from evaluations.queries.intake import report_of
from products.actions.decisions import issue_decision
from products.enums import EndReason, RatingKind
from products.models import Recognition
from tests.evaluations.council_room import file, screen
from tests.evaluations.intake_room import FILED, SET, TODAY, at_commune, at_province, refused
from tests.factories import level_of, line, load_sets, paper

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_2026(settings):
    settings.BUSINESS_DAY = TODAY


def test_the_commune_screens_it(commune, officer):
    entry = at_commune("Mứt gừng", commune, officer, kind=RatingKind.RE_RATING)
    accept_dossier(entry, by=officer)
    assert refused(forward_dossier, entry, on=TODAY, by=officer) == [
        "Chưa đánh giá: Nguyên liệu địa phương, nguồn gốc sản phẩm; Lao động địa phương; "
        "Nguồn gốc ý tưởng sản phẩm; Bản sắc, trí tuệ địa phương.",
        "Chưa ghi số, ngày báo cáo đánh giá của xã.",
    ]
    other = at_commune("Mứt me", commune, officer, kind=RatingKind.RE_RATING)
    screen(other, officer)
    assert forward_dossier(other, on=TODAY, by=officer).level.key == "province"


def test_the_agency_surveys_and_reports_without_a_team(commune, officer):
    entry = at_province("Mứt gừng", commune, officer, kind=RatingKind.RE_RATING)
    what = "Quy mô sản xuất thay đổi lớn (minh hoạ)"
    probe = ask_probe(entry, kind=ProbeKind.SURVEY, what=what, of_whom="Cơ quan tham mưu", by=officer)
    attach_probe(probe, result="Đúng như hồ sơ (minh hoạ)", done_on=TODAY, by=officer)
    report_team(entry, body="Hồ sơ đủ minh chứng", conclusion="Đưa ra hội đồng", dated_on=TODAY, by=officer)
    assert report_of(entry, ReportKind.TEAM).written_by == officer


@pytest.mark.parametrize(
    ("total", "draft_of", "level", "body", "stars"),
    [
        (92, draft_result, "ministry", "Bộ Nông nghiệp và Môi trường", 5),
        (85, draft_below, "province", "UBND tỉnh Minh Hoạ", 4),
    ],
)
def test_five_stars_come_again_by_the_ministry(province, make, commune, officer, total, draft_of, level, body, stars):
    """Under 90 points the province recognises on the ministry's result."""
    load_sets(SET)
    product = make("Mứt gừng")
    head = paper("7/QĐ-BNNMT", date(2024, 2, 10), level=level_of("26-2026", "ministry"))
    issue_decision(head, [line(product, 5, kind=RatingKind.FIRST)], by=officer)
    older = Recognition.objects.get()
    entry = file(product, commune, officer, set_code=SET, on=date(2026, 10, 1), kind=RatingKind.RE_RATING)
    RoundEntry.objects.filter(pk=entry.pk).update(status=EntryStatus.FORWARDED)
    here = level_of("26-2026", "ministry")
    above = RoundEntry.objects.create(dossier=entry.dossier, level=here, place=province, arrived_on=FILED)
    letter = {"paper": "77/TB (minh hoạ)", "paper_on": date(2026, 11, 18)}
    record_result(above, total=Decimal(total), by=officer, **letter)
    named = {"number": "9/QĐ", "signed_on": TODAY, "signer": "Bà Minh Hoạ", "issuing_body": body}
    draft = write_draft(draft_of(RoundEntry.objects.get(pk=above.pk), by=officer), by=officer, **named)
    assert draft.level.key == level
    publish_draft(draft, digest=check_draft(draft).digest, by=officer)
    newer = Recognition.objects.get(starts_on=TODAY)
    older.refresh_from_db()
    assert (newer.kind, newer.stars) == (RatingKind.RE_RATING, stars)
    assert (older.ended_on, older.end_reason) == (TODAY, EndReason.SUPERSEDED)
