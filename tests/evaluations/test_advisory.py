"""The advisory team: its seats, what it reads, its report, surveys and tests, the samples."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from core.models import PlaceLevel
from core.roles import Role
from evaluations.actions.advisory import (
    ask_probe,
    attach_probe,
    end_team,
    found_team,
    note_samples,
    seat_adviser,
    unseat_adviser,
)
from evaluations.actions.dossiers import withdraw_dossier
from evaluations.actions.entry_reports import report_team
from evaluations.enums import ProbeKind, ReportKind
from evaluations.models import AdvisoryTeam, Conflict, EntryReport, Probe, Round, Samples, TeamMember
from evaluations.queries.advisory import advisers_to_seat
from evaluations.queries.councils import sitting
from evaluations.queries.entries import readable_dossiers
from evaluations.queries.intake import report_of
from tests.evaluations.council_room import make_council, make_round, take
from tests.evaluations.intake_room import PDF, TODAY, TOURISM, at_commune, at_province, refused, scan
from tests.factories import level_of, make_place, make_user

pytestmark = pytest.mark.django_db
NOT_MINE = "Việc này của thành viên tổ tư vấn và người điều hành hội đồng."
SAID = {"body": "Hồ sơ đủ minh chứng", "conclusion": "Đưa ra hội đồng", "dated_on": TODAY}


@pytest.fixture(autouse=True)
def in_2026(settings, tmp_path):
    settings.BUSINESS_DAY, settings.MEDIA_ROOT = TODAY, tmp_path


@pytest.fixture
def team(province, officer):
    return found_team(place=province, name="Tổ tư vấn (minh hoạ)", founded_on=date(2026, 6, 1), by=officer)


@pytest.fixture
def adviser(province, team, officer):
    """Somebody from a district who sits on the team of the province: the territory alone would show too little."""
    elsewhere = make_place("Huyện Xa", parent=province, level=PlaceLevel.DISTRICT)
    account = make_user(Role.COUNCIL_MEMBER, elsewhere)
    seat_adviser(team, full_name=account.full_name, unit="Sở minh hoạ", account=account, by=officer)
    return account


@pytest.fixture
def entry(commune, officer):
    return at_province("Mứt gừng", commune, officer)


# ------------------------------------------------------------------ the team
def test_a_team_is_founded_and_seated(team, officer, adviser, province):
    seat_adviser(team, full_name="Cô Minh Hoạ", unit="Sở Công Thương", by=officer)
    assert [(seat.position, seat.unit, seat.user) for seat in team.members.all()] == [
        (1, "Sở minh hoạ", adviser),
        (2, "Sở Công Thương", None),
    ]
    assert adviser not in advisers_to_seat(team)
    assert refused(seat_adviser, team, full_name="Lại", account=adviser, by=officer) == [
        "Người này đã là thành viên của tổ."
    ]
    locked = make_user(Role.COUNCIL_MEMBER, province, is_active=False)
    assert refused(seat_adviser, team, full_name="Khóa", account=locked, by=officer) == [
        "Tài khoản này đã khóa hoặc không giúp tổ tư vấn được."
    ]


def test_a_commune_has_no_team_and_strangers_found_none(commune, district, stranger, officer):
    given = {"name": "Tổ (minh hoạ)", "founded_on": TODAY}
    assert refused(found_team, place=commune, by=officer, **given) == [
        "Tổ tư vấn giúp hội đồng của huyện hoặc tỉnh; xã không có hội đồng."
    ]
    assert refused(found_team, place=district, by=stranger, **given) == ["Địa bàn này không thuộc phạm vi của bạn."]
    assert AdvisoryTeam.objects.count() == 0


def test_seats_and_teams_end_and_stay(team, adviser, entry, officer):
    seat = TeamMember.objects.get()
    unseat_adviser(seat, why="Chuyển công tác", by=officer)
    seat.refresh_from_db()
    assert seat.left_on == TODAY
    assert refused(report_team, entry, by=adviser, **SAID) == [NOT_MINE]
    seat_adviser(team, full_name="Lại", account=adviser, by=officer)
    end_team(team, why="Tổ mới thay", by=officer)
    assert refused(report_team, entry, by=adviser, **SAID) == [NOT_MINE]
    assert refused(end_team, team, why="Lần nữa", by=officer) == ["“Tổ tư vấn (minh hoạ)” đã thôi hoạt động."]


# ------------------------------------------------------------------ what members read and write
def test_a_member_reads_what_is_on_its_way_before_the_council(adviser, entry, commune, officer):
    below = at_commune("Mứt me", commune, officer)
    assert list(readable_dossiers(adviser)) == [entry.dossier]
    assert list(readable_dossiers(make_user(Role.COUNCIL_MEMBER, adviser.territory))) == []
    withdraw_dossier(entry, why="Chủ thể rút", by=officer)
    assert list(readable_dossiers(adviser)) == []
    assert set(readable_dossiers(officer)) == {entry.dossier, below.dossier}


def test_a_member_writes_the_report_and_a_newer_one_counts(adviser, entry, officer, auditor, local_officer):
    report_team(entry, by=adviser, **SAID)
    report_team(entry, by=officer, paper=scan(), **(SAID | {"conclusion": "Bổ sung rồi đưa ra hội đồng"}))
    report = report_of(entry, ReportKind.TEAM)
    assert (report.conclusion, report.written_by, report.paper_name) == (
        "Bổ sung rồi đưa ra hội đồng",
        officer,
        "ban-ky.pdf",
    )
    assert EntryReport.objects.filter(kind=ReportKind.TEAM).count() == 2
    assert refused(report_team, entry, by=local_officer, **SAID) == ["Địa bàn này không thuộc phạm vi của bạn."]
    assert refused(report_team, entry, by=make_user(Role.COUNCIL_MEMBER), **SAID) == [NOT_MINE]
    assert "không có quyền" in refused(report_team, entry, by=auditor, **SAID)[0]
    late = SAID | {"dated_on": date(2026, 11, 21)}
    assert refused(report_team, entry, by=adviser, **late) == ["Ngày này sau ngày làm việc hiện tại."]


def test_nothing_is_dated_before_the_dossier_came(adviser, entry, officer):
    """It arrived at the province on the ninth; that day is taken."""
    early, words = date(2026, 11, 8), ["Ngày này trước ngày nhận hồ sơ (09/11/2026)."]
    probe = ask_probe(entry, kind=ProbeKind.TEST, what="Vi sinh", of_whom="Trung tâm", by=adviser)
    assert refused(report_team, entry, by=adviser, **(SAID | {"dated_on": early})) == words
    assert refused(attach_probe, probe, result="Đạt", done_on=early, by=adviser) == words
    assert refused(note_samples, entry, count=5, received_on=early, by=officer) == words
    assert note_samples(entry, count=5, received_on=date(2026, 11, 9), by=officer).count == 5


def test_a_commune_has_no_report_of_a_team(commune, officer):
    below = at_commune("Mứt me", commune, officer)
    assert refused(report_team, below, by=officer, **SAID) == ["Cấp xã không có tổ tư vấn."]


def test_surveys_and_tests_are_asked_for_and_attached_once(adviser, entry):
    asked = {"what": "Chỉ tiêu vi sinh", "of_whom": "Trung tâm kiểm nghiệm (minh hoạ)"}
    assert refused(ask_probe, entry, kind=ProbeKind.TEST, due_on=date(2026, 11, 1), by=adviser, **asked) == [
        "Hạn có kết quả trước ngày làm việc hiện tại."
    ]
    probe = ask_probe(entry, kind=ProbeKind.TEST, due_on=date(2026, 12, 1), by=adviser, **asked)
    assert refused(attach_probe, probe, result="Đạt", done_on=date(2026, 11, 21), by=adviser) == [
        "Ngày này sau ngày làm việc hiện tại."
    ]
    probe = attach_probe(probe, result="Đạt", done_on=TODAY, paper=scan("ket-qua.pdf"), by=adviser)
    assert (probe.result, probe.done_by, probe.paper_name) == ("Đạt", adviser, "ket-qua.pdf")
    assert refused(attach_probe, probe, result="Không đạt", done_on=TODAY, by=adviser) == [
        "Kết quả của “Chỉ tiêu vi sinh” đã ghi."
    ]
    for change in (lambda: Probe.objects.update(result="x"), probe.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_samples_come_by_the_score_sheet_and_tourism_brings_none(entry, commune, officer):
    note_samples(entry, count=3, received_on=date(2026, 11, 10), by=officer)
    note_samples(entry, count=5, received_on=TODAY, by=officer)
    assert [samples.count for samples in Samples.objects.order_by("pk")] == [3, 5]
    resort = at_province("Điểm du lịch", commune, officer, set_code=TOURISM)
    (words,) = refused(note_samples, resort, count=5, received_on=TODAY, by=officer)
    assert words.startswith("Hồ sơ theo bộ “")
    assert words.endswith("” không nộp sản phẩm mẫu.")
    below = at_commune("Mứt me", commune, officer)
    assert refused(note_samples, below, count=5, received_on=TODAY, by=officer) == [
        "“Mứt me” không chờ sản phẩm mẫu ở cấp này."
    ]


# ------------------------------------------------------------------ through the browser
def test_a_team_is_made_on_pages(sign_in, officer, province):
    client = sign_in(officer)
    council = make_council(province, officer)
    given = {"place": province.pk, "name": "Tổ tư vấn (minh hoạ)", "founded_by": "9/QĐ-UBND (minh hoạ)"}
    wrong = client.post(reverse("staff:team-new"), given | {"founded_on": "1/12/2026"})
    assert wrong.context["form"].errors == {"founded_on": ["Ngày này sau ngày làm việc hiện tại."]}
    assert "9/QĐ-UBND (minh hoạ)" in wrong.text
    client.post(reverse("staff:team-new"), given | {"founded_on": "1/6/2026"})
    team = AdvisoryTeam.objects.get()
    address = reverse("staff:team-detail", args=[team.pk])
    assert f'href="{address}"' in client.get(reverse("staff:council-detail", args=[council.pk])).text
    seated = client.post(reverse("staff:team-seat", args=[team.pk]), {"full_name": "Cô Minh Hoạ"}, follow=True)
    assert "Cô Minh Hoạ" in seated.text
    ended = client.post(
        reverse("staff:adviser-end", args=[TeamMember.objects.get().pk]), {"why": "Chuyển công tác"}, follow=True
    )
    assert "từ 20/11/2026" in ended.text
    closed = client.post(reverse("staff:team-end", args=[team.pk]), {"why": "Tổ mới thay"}, follow=True)
    assert "thôi hoạt động từ 20/11/2026" in closed.text
    again = client.get(reverse("staff:team-seat", args=[team.pk]))
    assert again.context["refusals"] == ["“Tổ tư vấn (minh hoạ)” đã thôi hoạt động."]


def test_a_member_works_on_the_page_of_the_dossier(sign_in, adviser, entry):
    client = sign_in(adviser)
    listed = client.get(reverse("staff:dossier-list"))
    assert [row["dossier"] for row in listed.context["rows"]] == [entry.dossier]
    shown = client.get(reverse("staff:dossier-detail", args=[entry.dossier_id]))
    report, probe = (reverse(f"staff:{name}", args=[entry.pk]) for name in ("team-report", "probe-new"))
    assert f'href="{report}"' in shown.text
    assert f'href="{probe}"' in shown.text
    assert reverse("staff:samples-note", args=[entry.pk]) not in shown.text
    client.post(probe, {"kind": "survey", "what": "Xem nơi sản xuất", "of_whom": "Tổ tư vấn", "due_on": "30/11/2026"})
    found = Probe.objects.get()
    lost = client.post(reverse("staff:probe-done", args=[found.pk]), {"result": "", "done_on": "20/11/2026"})
    assert lost.context["form"].errors == {"result": ["Trường này là bắt buộc."]}
    client.post(
        reverse("staff:probe-done", args=[found.pk]),
        {"result": "Đúng như hồ sơ", "done_on": "20/11/2026", "paper": scan("bien-ban.pdf")},
    )
    client.post(report, {"body": "Đủ minh chứng", "conclusion": "Đưa ra hội đồng", "dated_on": "20/11/2026"})
    shown = client.get(reverse("staff:dossier-detail", args=[entry.dossier_id]))
    for words in ("Xem nơi sản xuất", "Đúng như hồ sơ", "bien-ban.pdf", "Đủ minh chứng", "Đưa ra hội đồng"):
        assert words in shown.text
    file = client.get(reverse("staff:entry-paper", args=[entry.pk, "khao-sat", found.pk]))
    assert b"".join(file.streaming_content) == PDF
    assert client.get(reverse("staff:samples-note", args=[entry.pk])).status_code == 403


def test_the_desk_of_a_member_lists_what_waits_for_a_report(sign_in, adviser, entry, commune, officer):
    other = at_province("Mứt me", commune, officer)
    client, desk = sign_in(adviser), reverse("staff:home")
    assert list(client.get(desk).context["advised"]) == [entry, other]
    report_team(entry, by=adviser, **SAID)
    shown = client.get(desk)
    assert list(shown.context["advised"]) == [other]
    assert f'href="{reverse("staff:dossier-detail", args=[other.dossier_id])}"' in shown.text
    assert "Hồ sơ chờ báo cáo của tổ tư vấn" not in sign_in(officer).get(desk).text


def test_samples_are_noted_on_a_page(sign_in, officer, entry, commune):
    client = sign_in(officer)
    address = reverse("staff:samples-note", args=[entry.pk])
    assert client.get(address).context["form"]["count"].value() == 5
    done = client.post(address, {"count": "4", "received_on": "19/11/2026"}, follow=True)
    assert "4 trên 5 mẫu, nhận ngày 19/11/2026" in done.text
    resort = at_province("Điểm du lịch", commune, officer, set_code=TOURISM)
    shown = client.get(reverse("staff:dossier-detail", args=[resort.dossier_id]))
    assert "Sản phẩm mẫu" not in shown.text
    assert reverse("staff:samples-note", args=[resort.pk]) not in shown.text


def test_who_scores_a_dossier_finds_its_files_after_the_word_alone(sign_in, officer, entry, province):
    council = make_council(province, officer, days_before=0)
    found = make_round(level_of("26-2026"), province, council, officer, opened_on=date(2026, 11, 2), ordinal=2)
    Round.objects.filter(pk=found.pk).update(files_before=None)
    take(entry, found, officer)
    report = report_team(entry, by=officer, paper=scan(), **SAID)
    seat = sitting(council)[1]
    client, address = sign_in(seat.user), reverse("staff:entry-paper", args=[entry.pk, "bao-cao", report.pk])
    assert client.get(address).status_code == 404
    Conflict.objects.create(entry=entry, member=seat, is_conflict=False, said_by=seat.user)
    assert client.get(address).status_code == 200


def test_the_page_of_a_dossier_takes_the_same_queries(sign_in, officer, entry, count_queries):
    sign_in(officer)
    address = reverse("staff:dossier-detail", args=[entry.dossier_id])
    ask_probe(entry, kind=ProbeKind.SURVEY, what="Một", of_whom="Tổ", by=officer)
    one = count_queries(address)
    for what in ("Hai", "Ba"):
        ask_probe(entry, kind=ProbeKind.TEST, what=what, of_whom="Trung tâm", due_on=TODAY, by=officer)
    assert count_queries(address) == one
