"""What the advisory team found out stands on every member's sheet: of this attempt and of those before it."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, timedelta

import pytest
from django.test import override_settings
from django.urls import reverse

from core.models import User
from core.roles import Role
from evaluations.actions.advisory import ask_probe, attach_probe
from evaluations.actions.entry_reports import report_team
from evaluations.actions.postponing import postpone_dossier
from evaluations.actions.sheets import declare_conflict
from evaluations.enums import ProbeKind, ReportKind
from evaluations.models import EntryReport, Probe, RoundEntry
from evaluations.queries.advisory import team_work
from evaluations.queries.councils import sitting
from tests.evaluations.closing import close
from tests.evaluations.council_room import account_of, begin, make_council, make_round, take
from tests.evaluations.council_steps import page, words
from tests.evaluations.intake_room import PDF, at_province, scan
from tests.evaluations.score_room import TODAY
from tests.factories import level_of, make_place, make_user

pytestmark = pytest.mark.django_db

LATER = TODAY + timedelta(days=7)
SAID = {"body": "Cơ sở đúng như hồ sơ", "conclusion": "Đưa ra hội đồng"}


def look_into(entry, officer, what, day, *, result="Không phát hiện"):
    """A test that was asked for and came to something, with its paper."""
    probe = ask_probe(entry, kind=ProbeKind.TEST, what=what, of_whom="Trung tâm", by=officer)
    return attach_probe(probe, result=result, done_on=day, paper=scan(f"{what}.pdf"), by=officer)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return tmp_path_factory.mktemp("files")


@pytest.fixture(scope="module")
def built(stage, store):
    """A dossier that is being scored for the first time, with a report and a result; another was not found out."""
    province, commune, officer = stage
    with override_settings(BUSINESS_DAY=TODAY, MEDIA_ROOT=store):
        entry = at_province("Mứt gừng", commune, officer, on=date(2026, 10, 1))
        council = make_council(province, officer, days_before=0, allows_extra_rounds=True)
        found = make_round(level_of("26-2026"), province, council, officer, opened_on=date(2026, 11, 2), ordinal=2)
        report_team(entry, body="Bản đầu", conclusion="", dated_on=TODAY, by=officer)
        report_team(entry, **SAID, dated_on=TODAY, paper=scan("bao-cao.pdf"), by=officer)
        look_into(entry, officer, "Vi sinh", TODAY)
        ask_probe(entry, kind=ProbeKind.TEST, what="Kim loại", of_whom="Trung tâm", by=officer)
        take(entry, found, officer)
        begin(found, officer, sent_on=date(2026, 11, 10))
    return found, RoundEntry.objects.select_related("dossier__criteria_set", "dossier__product").get(pk=entry.pk)


@pytest.fixture
def room(db, built, store, settings):
    settings.BUSINESS_DAY, settings.MEDIA_ROOT = TODAY, store
    return deepcopy(built)


@pytest.fixture
def invited(room, district):
    """The members, invited from where the dossier is none of theirs (26/2026 art. 7.3b)."""
    seats = sitting(room[0].council)
    far = make_place("Xã Xa", parent=district)
    User.objects.filter(pk__in=[account_of(each).pk for each in seats]).update(territory=far)
    return sitting(room[0].council)


def file_of(row):
    kind = "khao-sat" if isinstance(row, Probe) else "bao-cao"
    return reverse("staff:entry-paper", args=[row.entry_id, kind, row.pk])


def test_the_first_sheet_has_the_report_and_the_results(room, invited, sign_in):
    _found, entry = room
    chair, related, silent = invited
    declare_conflict(entry, chair, what="", by=account_of(chair))
    declare_conflict(entry, related, what="Em gái chủ cơ sở", by=account_of(related))
    (report,), (probe,) = team_work(entry).reports, team_work(entry).probes
    assert (report.body, report.conclusion, probe.what, probe.result) == (
        "Cơ sở đúng như hồ sơ",
        "Đưa ra hội đồng",
        "Vi sinh",
        "Không phát hiện",
    )
    client = sign_in(account_of(chair))
    sheet = words(page(client, "score-sheet", entry.pk))
    assert "<p>Cơ sở đúng như hồ sơ</p>" in sheet
    assert "<strong>Kết luận, đề nghị:</strong> Đưa ra hội đồng" in sheet
    assert "<strong>Kiểm nghiệm:</strong> Vi sinh (Trung tâm, 20/11/2026) – Không phát hiện" in sheet
    assert ("Bản đầu" in sheet, "Kim loại" in sheet, ", lần 1" in sheet) == (False, False, False)
    for row in (report, probe):
        assert f'href="{file_of(row)}"' in sheet
        assert b"".join(client.get(file_of(row)).streaming_content) == PDF
    for other in (account_of(related), account_of(silent), make_user(Role.COUNCIL_MEMBER, silent.user.territory)):
        sign_in(other)
        assert [client.get(file_of(row)).status_code for row in (report, probe)] == [404, 404]


def test_a_report_of_another_kind_stays_with_who_reads_the_dossier(room, invited, sign_in, officer):
    _found, entry = room
    chair = invited[0]
    declare_conflict(entry, chair, what="", by=account_of(chair))
    (report,) = team_work(entry).reports
    kept = {name: getattr(report, name) for name in ("paper", "paper_name", "paper_sha256")}
    notice = EntryReport.objects.create(
        entry=entry, kind=ReportKind.NOTICE, dated_on=TODAY, written_by=officer, **kept
    )
    assert team_work(entry).reports == [report]
    client = sign_in(account_of(chair))
    assert client.get(file_of(notice)).status_code == 404
    sign_in(officer)
    assert client.get(file_of(notice)).status_code == 200


def test_the_next_attempt_has_what_was_found_before(room, invited, sign_in, province, officer, settings):
    """What a council lacked, and put the dossier off for, is there when it marks."""
    found, first = room
    again = postpone_dossier(first, why="Chờ kiểm nghiệm kim loại", by=officer)
    close(found, [], officer)
    look_into(again, officer, "Kim loại nặng", TODAY, result="Đạt")
    later = make_round(level_of("26-2026"), province, found.council, officer, opened_on=TODAY, ordinal=3)
    take(again, later, officer)
    settings.BUSINESS_DAY = LATER
    begin(later, officer, sent_on=TODAY)
    chair, related, silent = invited
    declare_conflict(again, chair, what="", by=account_of(chair))
    declare_conflict(again, related, what="Em gái chủ cơ sở", by=account_of(related))
    again.refresh_from_db()
    work = team_work(again)
    assert [probe.what for probe in work.probes] == ["Vi sinh", "Kim loại nặng"]
    assert [report.body for report in work.reports] == ["Cơ sở đúng như hồ sơ"]
    assert [probe.what for probe in team_work(first).probes] == ["Vi sinh"]
    client = sign_in(account_of(chair))
    sheet = words(page(client, "score-sheet", again.pk))
    assert "Vi sinh (Trung tâm, 20/11/2026, lần 1) – Không phát hiện" in sheet
    assert "Kim loại nặng (Trung tâm, 20/11/2026) – Đạt" in sheet
    assert "Ngày 20/11/2026, lần 1" in sheet
    for row in (*work.reports, *work.probes):
        assert f'href="{file_of(row)}"' in sheet
        assert client.get(file_of(row)).status_code == 200
    for other in (account_of(related), account_of(silent)):
        sign_in(other)
        assert {client.get(file_of(row)).status_code for row in (*work.reports, *work.probes)} == {404}
