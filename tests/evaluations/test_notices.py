"""The letter about a result: who waits for it, what it says, that it went out."""

from datetime import date

import pytest
from django.urls import reverse

from evaluations.actions.drafts import start_draft_of_round, write_draft
from evaluations.actions.entry_reports import notify_result
from evaluations.actions.meeting import agree_where_all_do, conclude_round
from evaluations.actions.publishing import publish_draft
from evaluations.enums import Outcome
from evaluations.models import EntryReport
from evaluations.queries.check import check_draft
from evaluations.queries.councils import sitting
from evaluations.queries.notices import to_notify
from tests.evaluations.council_room import best
from tests.evaluations.intake_room import TODAY, refused, scan
from tests.evaluations.score_room import scoring_round, sign_at_once

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_2026(settings, tmp_path):
    settings.BUSINESS_DAY, settings.MEDIA_ROOT = TODAY, tmp_path


def worst(_node, options):
    return min(options, key=lambda option: (option.points, option.position))


@pytest.fixture
def concluded(province, commune, officer):
    """A round with full points for one dossier and none for the other."""
    found, entries = scoring_round(province, commune, officer)
    for entry, pick in zip(entries, (best, worst), strict=True):
        for member in sitting(found.council):
            sign_at_once(entry, member, pick)
        agree_where_all_do(entry, by=officer)
    conclude_round(found, by=officer)
    found.refresh_from_db()
    return found, entries


def publish(found, officer):
    draft = write_draft(start_draft_of_round(found, by=officer), by=officer, number="15/QĐ-UBND", signed_on=TODAY)
    publish_draft(draft, digest=check_draft(draft).digest, by=officer)


def test_who_waits_for_the_letter(concluded, officer, stranger):
    found, (potential, none) = concluded
    assert [entry.result.outcome for entry in to_notify(officer)] == [Outcome.NONE]
    assert refused(notify_result, potential, number="8/TB", dated_on=TODAY, by=officer) == [
        "“Mứt gừng” chưa có kết quả đã công bố để thông báo."
    ]
    publish(found, officer)
    assert list(to_notify(officer)) == [potential, none]
    assert list(to_notify(stranger)) == []
    assert refused(notify_result, none, number="8/TB", dated_on=date(2026, 11, 21), by=officer) == [
        "Ngày này sau ngày làm việc hiện tại."
    ]
    for entry in (potential, none):  # not before the decision, nor before the council
        assert refused(notify_result, entry, number="8/TB", dated_on=date(2026, 11, 19), by=officer) == [
            "Kết quả có ngày 20/11/2026: thông báo không đề ngày trước đó."
        ]
    notify_result(none, number="8/TB", dated_on=TODAY, by=officer)
    assert list(to_notify(officer)) == [potential]
    assert refused(notify_result, potential, number="8/TB", dated_on=TODAY, by=stranger) == [
        "Địa bàn này không thuộc phạm vi của bạn."
    ]


def test_the_letter_says_the_result_the_decision_and_what_comes_next(sign_in, concluded, officer, commune):
    found, (potential, none) = concluded
    client = sign_in(officer)
    assert client.get(reverse("staff:notice-print", args=[potential.pk])).status_code == 404
    publish(found, officer)
    printed = client.get(reverse("staff:notice-print", args=[potential.pk])).text
    for words in (
        "Kính gửi: UBND xã Minh Hoạ; Hộ kinh doanh Minh Hoạ",
        "Tiềm năng 5 sao",
        "100 / 100",
        "số 15/QĐ-UBND",
        "Hồ sơ được chuyển lên cấp trên để đánh giá, phân hạng 5 sao.",
    ):
        assert words in printed
    refused_one = client.get(reverse("staff:notice-print", args=[none.pk])).text
    assert "Không công nhận" in refused_one
    assert "nộp hồ sơ mới cho đợt sau" in refused_one
    assert "Quyết định</th>" not in refused_one
    notify_result(none, number="8/TB-SNN", dated_on=TODAY, by=officer)
    assert "8/TB-SNN" in client.get(reverse("staff:notice-print", args=[none.pk])).text


def test_the_list_and_the_form(sign_in, concluded, officer, auditor):
    found, (potential, none) = concluded
    publish(found, officer)
    client = sign_in(officer)
    assert "2 hồ sơ có kết quả chưa thông báo" in client.get(reverse("staff:home")).text
    listed = client.get(reverse("staff:notice-list"))
    assert list(listed.context["page_obj"]) == [potential, none]
    address = reverse("staff:notice-note", args=[potential.pk])
    assert f'href="{address}"' in listed.text
    lost = client.post(address, {"number": "8/TB-SNN", "dated_on": "21/11/2026"})
    assert lost.context["form"].errors == {"dated_on": ["Ngày này sau ngày làm việc hiện tại."]}
    assert "8/TB-SNN" in lost.text
    sent = client.post(address, {"number": "8/TB-SNN", "dated_on": "20/11/2026", "paper": scan()}, follow=True)
    assert "8/TB-SNN" in sent.text
    assert EntryReport.objects.filter(kind="notice").get().paper_name == "ban-ky.pdf"
    assert list(client.get(reverse("staff:notice-list")).context["page_obj"]) == [none]
    assert "Ghi đã gửi" not in sign_in(auditor).get(reverse("staff:notice-list")).text


def test_the_list_takes_the_same_queries(sign_in, concluded, officer, count_queries):
    found, _entries = concluded
    sign_in(officer)
    one = count_queries(reverse("staff:notice-list"))
    publish(found, officer)
    assert count_queries(reverse("staff:notice-list")) == one
