"""The commune's screening: four findings with their versions, the report, what keeps a dossier from going up."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from core.history import history_of
from core.roles import Role
from evaluations.actions.dossiers import accept_dossier, forward_dossier
from evaluations.actions.entry_reports import report_screening
from evaluations.actions.screening import say_findings
from evaluations.enums import EntryStatus, ReportKind, Topic
from evaluations.models import EntryReport, Finding
from evaluations.queries.intake import findings_of, open_topics, report_of
from ocop_portal.backups.contents import named_files
from tests.evaluations.council_room import file, screen
from tests.evaluations.intake_room import FILED, PDF, TODAY, at_commune, at_province, refused, scan
from tests.factories import load_sets, make_user

pytestmark = pytest.mark.django_db
YES = dict.fromkeys(Topic, (True, "đúng như hồ sơ"))


@pytest.fixture(autouse=True)
def in_2026(settings):
    settings.BUSINESS_DAY = TODAY


@pytest.fixture
def clerk(commune):
    """An officer of the commune."""
    return make_user(Role.LOCAL_OFFICER, commune)


@pytest.fixture
def entry(commune, officer):
    return at_commune("Mứt gừng", commune, officer)


def test_a_dossier_goes_up_with_four_findings_and_a_report(entry, clerk):
    accept_dossier(entry, by=clerk)
    assert refused(forward_dossier, entry, on=TODAY, by=clerk) == [
        "Chưa đánh giá: Nguyên liệu địa phương, nguồn gốc sản phẩm; Lao động địa phương; "
        "Nguồn gốc ý tưởng sản phẩm; Bản sắc, trí tuệ địa phương.",
        "Chưa ghi số, ngày báo cáo đánh giá của xã.",
    ]
    said = {topic: YES[topic] for topic in (Topic.MATERIAL, Topic.LABOUR, Topic.IDEA)}
    say_findings(entry, said=said, by=clerk)
    assert open_topics([entry]) == {entry.pk: [Topic.IDENTITY]}
    missing = "Chưa đánh giá: Bản sắc, trí tuệ địa phương."
    assert refused(report_screening, entry, number="3/BC-UBND", dated_on=TODAY, by=clerk) == [missing]
    say_findings(entry, said={Topic.IDENTITY: (False, "sản phẩm mới, chưa rõ bản sắc")}, by=clerk)
    report_screening(entry, number="3/BC-UBND", dated_on=TODAY, by=clerk)
    above = forward_dossier(entry, on=TODAY, by=clerk)
    assert (above.level.key, above.status) == ("province", EntryStatus.RECEIVED)


def test_a_newer_word_counts_and_the_older_stays(entry, clerk, officer):
    say_findings(entry, said=YES, by=clerk)
    again = say_findings(entry, said=YES | {Topic.LABOUR: (False, "lao động từ nơi khác")}, by=officer)
    assert [(finding.topic, finding.holds, finding.said_by) for finding in again] == [(Topic.LABOUR, False, officer)]
    assert say_findings(entry, said={Topic.LABOUR: (False, "lao động từ nơi khác")}, by=clerk) == []
    assert Finding.objects.filter(entry=entry, topic=Topic.LABOUR).count() == 2
    assert {topic: finding.holds for topic, finding in findings_of(entry).items()} == {
        Topic.MATERIAL: True,
        Topic.LABOUR: False,
        Topic.IDEA: True,
        Topic.IDENTITY: True,
    }
    assert [act.verb for act in history_of(entry) if act.verb == "say_findings"] == ["say_findings"] * 2
    for change in (again[0].delete, lambda: Finding.objects.update(holds=True)):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_report_is_dated_between_arrival_and_today_and_the_newest_counts(entry, clerk):
    say_findings(entry, said=YES, by=clerk)
    ahead = TODAY.replace(day=21)
    assert refused(report_screening, entry, number="3/BC", dated_on=ahead, by=clerk) == [
        "Ngày này sau ngày làm việc hiện tại."
    ]
    assert refused(report_screening, entry, number="3/BC", dated_on=FILED - timedelta(1), by=clerk) == [
        "Ngày này trước ngày nhận hồ sơ (02/11/2026)."
    ]
    report_screening(entry, number="3/BC-UBND", dated_on=FILED, by=clerk)
    report_screening(entry, number="4/BC-UBND", dated_on=TODAY, by=clerk)
    assert report_of(entry, ReportKind.SCREENING).number == "4/BC-UBND"
    assert EntryReport.objects.count() == 2


def test_only_a_level_that_screens_and_only_until_it_sends_on(entry, commune, officer, make, settings):
    screen(entry, officer)
    forward_dossier(entry, on=TODAY, by=officer)
    entry.refresh_from_db()
    assert refused(say_findings, entry, said=YES, by=officer) == [
        "“Mứt gừng” đã chuyển cấp trên: không ghi đánh giá của xã được nữa."
    ]
    above = at_province("Mứt me", commune, officer)
    assert refused(say_findings, above, said=YES, by=officer) == [
        "Cấp tỉnh không đánh giá nội dung hồ sơ (26/2026/QĐ-TTg, điểm a khoản 1 Điều 4 và điểm e khoản 3 Điều 7)."
    ]


def test_under_the_older_law_the_district_receives_and_nobody_screens(settings, make, commune, officer, sign_in):
    settings.BUSINESS_DAY = FILED.replace(year=2022, month=3)
    load_sets("1048-2019-16")
    entry = file(make("Rượu nếp"), commune, officer, set_code="1048-2019-16", on=settings.BUSINESS_DAY)
    assert entry.level.key == "district"
    assert refused(say_findings, entry, said=YES, by=officer)[0].startswith("Cấp huyện không đánh giá nội dung hồ sơ")
    shown = sign_in(officer).get(reverse("staff:dossier-detail", args=[entry.dossier_id]))
    assert "Đánh giá của xã" not in shown.text


# ------------------------------------------------------------------ through the browser
def test_findings_and_report_are_filled_in_on_the_page(sign_in, clerk, entry, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client = sign_in(clerk)
    address = reverse("staff:screening-edit", args=[entry.pk])
    given = {f"holds_{topic}": "yes" for topic in Topic} | {f"why_{topic}": f"Nhận xét {topic}" for topic in Topic}
    wrong = client.post(address, given | {"why_labour": "", "holds_idea": ""})
    assert wrong.context["form"].errors == {
        "why_labour": ["Ghi nhận xét của xã."],
        "holds_idea": ["Chọn có hoặc không."],
    }
    assert "Nhận xét identity" in wrong.text
    assert Finding.objects.count() == 0
    done = client.post(address, given | {"holds_idea": "no"}, follow=True)
    assert "Nhận xét identity" in done.text
    report = reverse("staff:screening-report", args=[entry.pk])
    assert f'href="{report}"' in done.text
    unread = client.post(report, {"number": "3/BC-UBND", "dated_on": "hôm qua"})
    assert unread.context["form"].errors == {"dated_on": ["Ngày viết như 22/8/2022."]}
    client.post(report, {"number": "3/BC-UBND", "dated_on": "19/11/2026", "paper": scan()})
    kept = EntryReport.objects.get()
    assert (kept.number, kept.paper_name, kept.paper.partition("/")[0]) == ("3/BC-UBND", "ban-ky.pdf", "dossiers")
    assert named_files() == {kept.paper: kept.paper_sha256}  # a backup takes it along, and no sweep removes it
    given_out = client.get(reverse("staff:entry-paper", args=[entry.pk, "bao-cao", kept.pk]))
    assert b"".join(given_out.streaming_content) == PDF


def test_a_file_of_another_entry_or_kind_is_not_found(sign_in, officer, entry, commune, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    say_findings(entry, said=YES, by=officer)
    kept = report_screening(entry, number="3/BC-UBND", dated_on=TODAY, paper=scan(), by=officer)
    other = at_commune("Mứt me", commune, officer)
    client = sign_in(officer)
    for pk, kind in ((other.pk, "bao-cao"), (entry.pk, "khao-sat"), (entry.pk, "khac")):
        assert client.get(reverse("staff:entry-paper", args=[pk, kind, kept.pk])).status_code == 404


def test_the_report_is_printed_with_its_findings(sign_in, clerk, entry):
    client, address = sign_in(clerk), reverse("staff:screening-print", args=[entry.pk])
    assert client.get(address).text.count("chưa đánh giá") == 4
    say_findings(entry, said=YES | {Topic.IDEA: (False, "ý tưởng từ nơi khác")}, by=clerk)
    report_screening(entry, number="3/BC-UBND", dated_on=TODAY, by=clerk)
    printed = client.get(address).text
    for words in ("3/BC-UBND", "ngày 20 tháng 11 năm 2026", "ý tưởng từ nơi khác", "UBND xã Minh Hoạ", entry.slip):
        assert words in printed
    assert "chưa đánh giá" not in printed


def test_what_is_missing_is_said_on_the_page_and_when_it_is_tried(sign_in, officer, entry):
    client = sign_in(officer)
    accept_dossier(entry, by=officer)
    missing = "Chưa ghi số, ngày báo cáo đánh giá của xã."
    shown = client.get(reverse("staff:dossier-detail", args=[entry.dossier_id]))
    assert missing in shown.text
    tried = client.post(reverse("staff:entry-step", args=[entry.pk, "chuyen-len"]))
    assert tried.context["refusals"][-1] == missing
    entry.refresh_from_db()
    assert entry.status == EntryStatus.ACCEPTED
