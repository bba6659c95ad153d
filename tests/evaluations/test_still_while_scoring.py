"""What stands still: the team's words while members mark, who counted for a returned dossier, a voided row."""

from __future__ import annotations

from copy import deepcopy

import pytest
from django.test import override_settings
from django.urls import reverse

from core.models import User
from core.roles import Role
from evaluations.actions.advisory import ask_probe, attach_probe, note_samples
from evaluations.actions.council_rounds import second_pass
from evaluations.actions.councils import seat_member, unseat_member
from evaluations.actions.entry_reports import report_team
from evaluations.actions.postponing import postpone_dossier
from evaluations.actions.sheets import correct_conflict
from evaluations.enums import DossierStatus, EntryStatus, ProbeKind
from evaluations.models import PaperResult, Probe, Result, RoundEntry, Samples
from evaluations.queries.clocks import running_clocks
from evaluations.queries.councils import sitting, standing_of
from evaluations.queries.meeting import has_minimum
from products.actions.correcting import void_decision
from products.queries.register import ratings_in_force
from tests.evaluations.council_room import account_of, criteria_of, failing, mark
from tests.evaluations.council_steps import conclude, decide, refused, words
from tests.evaluations.paper_room import pdf
from tests.evaluations.score_room import TODAY, scoring_round, sign_at_once
from tests.factories import make_place, make_user

pytestmark = pytest.mark.django_db
WAIT = "Cần thêm căn cứ mới chấm được thì hoãn hồ sơ sang đợt sau."
STILL = ["“Mứt gừng” đang chấm: tổ tư vấn không ghi thêm được.", WAIT]


@pytest.fixture(scope="module")
@override_settings(BUSINESS_DAY=TODAY)
def built(stage):
    """A round with one dossier that is being scored."""
    found, (entry,) = scoring_round(*stage, count=1)
    return found, entry


@pytest.fixture
def room(db, built, settings, tmp_path):
    settings.BUSINESS_DAY, settings.MEDIA_ROOT = TODAY, tmp_path
    return deepcopy(built)


def plain_codes(entry, points):
    """Criteria without a minimum that carry so many points together."""
    codes = []
    for node in reversed(criteria_of(entry)):
        if points > 0 and not has_minimum(node):
            points -= node.max_points
            codes.append(node.code)
    return codes


def again(found, entry, officer):
    """The second pass, over sheets that are too far apart."""
    low = [node.code for node in criteria_of(entry) if node.code != "1.5"][:8]
    for number, seat in enumerate(sitting(found.council)):
        sign_at_once(entry, seat, failing() if number else failing(*low))
    return second_pass(entry, why="Thảo luận lại", by=officer)


def test_the_team_writes_nothing_while_members_mark(room, officer):
    _found, entry = room
    given = {"body": "Đủ", "conclusion": "Đưa ra hội đồng", "dated_on": TODAY}
    assert refused(report_team, entry, by=officer, **given) == STILL
    assert refused(ask_probe, entry, kind=ProbeKind.TEST, what="Vi sinh", of_whom="Trung tâm", by=officer) == STILL
    probe = Probe.objects.create(
        entry=entry, kind=ProbeKind.TEST, what="Vi sinh", of_whom="Trung tâm", asked_by=officer
    )
    assert refused(attach_probe, probe, result="Đạt", done_on=TODAY, by=officer) == STILL


def test_no_samples_come_while_members_mark_nor_between_two_passes(room, officer, sign_in):
    """What they mark on is what was there; what is needed beside it waits for another round with the dossier."""
    found, entry = room
    late = ["“Mứt gừng” đang chấm: mẫu gửi kèm hồ sơ, ghi trước khi chấm.", WAIT]
    assert refused(note_samples, entry, count=5, received_on=TODAY, by=officer) == late
    entry = again(found, entry, officer)
    assert refused(note_samples, entry, count=5, received_on=TODAY, by=officer) == late
    assert Samples.objects.count() == 0
    address = reverse("staff:samples-note", args=[entry.pk])
    client = sign_in(officer)
    assert address not in words(client.get(reverse("staff:dossier-detail", args=[entry.dossier_id])))
    assert client.get(address).context["refusals"] == late
    later = postpone_dossier(entry, why="Chờ kiểm nghiệm", by=officer)
    assert note_samples(later, count=5, received_on=TODAY, by=officer).count == 5


def test_surveys_and_tests_come_between_two_passes_until_somebody_signs_in_the_later_one(room, officer, sign_in):
    found, entry = room
    given = {"kind": ProbeKind.TEST, "of_whom": "Trung tâm", "due_on": TODAY, "by": officer}
    entry = again(found, entry, officer)
    report = {"body": "Đủ", "conclusion": "Đưa ra hội đồng", "dated_on": TODAY}
    assert refused(report_team, entry, by=officer, **report) == STILL
    first, second = (ask_probe(entry, what=what, **given) for what in ("Vi sinh", "Kim loại"))
    client, shown = sign_in(officer), reverse("staff:dossier-detail", args=[entry.dossier_id])
    new, done = reverse("staff:probe-new", args=[entry.pk]), reverse("staff:probe-done", args=[first.pk])
    text = words(client.get(shown))
    assert (new in text, done in text) == (True, True)
    assert reverse("staff:team-report", args=[entry.pk]) not in text
    assert client.get(new).context["refusals"] == []
    assert [clock.what for clock in running_clocks(officer, TODAY) if clock.of == entry] == ["kiểm nghiệm"] * 2
    attach_probe(first, result="Không phát hiện", done_on=TODAY, by=officer)
    seat = sitting(found.council)[0]
    sheet = words(sign_in(account_of(seat)).get(reverse("staff:score-sheet", args=[entry.pk])))
    assert "<strong>Kiểm nghiệm:</strong> Vi sinh (Trung tâm, 20/11/2026) – Không phát hiện" in sheet
    assert "Kim loại" not in sheet
    sign_at_once(entry, seat, failing())
    assert refused(ask_probe, entry, what="Đường", **given) == STILL
    assert refused(attach_probe, second, result="Đạt", done_on=TODAY, by=officer) == STILL
    assert [clock for clock in running_clocks(officer, TODAY) if clock.of == entry] == []
    text = words(sign_in(officer).get(shown))
    assert (new in text, reverse("staff:probe-done", args=[second.pk]) in text) == (False, False)


def test_who_marks_again_reads_a_result_that_came_after_the_own_sheet_began(
    room, officer, sign_in, province, district
):
    found, entry = room
    seat, related = sitting(found.council)[:2]
    far = make_place("Xã Xa", parent=district)  # where the dossier is none of theirs
    User.objects.filter(pk__in=[account_of(each).pk for each in (seat, related)]).update(territory=far)
    entry = again(found, entry, officer)
    probe = ask_probe(entry, kind=ProbeKind.TEST, what="Vi sinh", of_whom="Trung tâm", due_on=TODAY, by=officer)
    mark(entry, seat)
    late = "Kết quả “Vi sinh” được ghi sau khi phiếu này bắt đầu: xem lại các tiêu chí có liên quan."
    sheet = reverse("staff:score-sheet", args=[entry.pk])
    file = reverse("staff:entry-paper", args=[entry.pk, "khao-sat", probe.pk])
    assert late not in words(sign_in(account_of(seat)).get(sheet))
    attach_probe(probe, result="Đạt", done_on=TODAY, paper=pdf("kq.pdf"), by=officer)
    client = sign_in(account_of(seat))
    text = words(client.get(sheet))
    assert (late in text, file in text, client.get(file).status_code) == (True, True, 200)
    sign_in(make_user(Role.COUNCIL_MEMBER, far))
    assert client.get(file).status_code == 404
    correct_conflict(entry, related, what="Em gái chủ cơ sở (minh hoạ)", why="Nói nhầm", by=officer)
    sign_in(account_of(related))
    assert client.get(file).status_code == 404


def test_a_returned_dossier_keeps_who_counted_for_it(room, officer, sign_in, secretary):
    found, entry = room
    seats = sitting(found.council)
    for member in seats:
        sign_at_once(entry, member)
    conclude(found, officer)
    RoundEntry.objects.filter(pk=entry.pk).update(status=EntryStatus.RETURNED)
    unseat_member(seats[1], why="Chuyển công tác", by=officer)
    seat_member(found.council, full_name="Bà Mới (minh hoạ)", by=officer)
    entry.refresh_from_db()
    standing = standing_of(entry)
    assert (standing.counting, standing.is_whole, standing.undeclared) == (seats, True, [])
    page = words(sign_in(secretary).get(reverse("staff:meeting-entry", args=[entry.pk])))
    assert seats[1].full_name in page
    assert "Bà Mới" not in page


def test_what_stays_when_a_decision_is_voided(room, officer):
    found, entry = room
    for member in sitting(found.council):
        sign_at_once(entry, member, failing(*plain_codes(entry, 22)))
    conclude(found, officer)
    decision = decide(found, officer, "15/QĐ-UBND", TODAY)
    product = entry.dossier.product
    before = list(PaperResult.objects.values()), list(Result.objects.values())
    void_decision(decision, why="Gõ nhầm số", by=officer)
    assert (list(PaperResult.objects.values()), list(Result.objects.values())) == before
    assert PaperResult.objects.get().decision_id == decision.pk
    entry.refresh_from_db()
    entry.dossier.refresh_from_db()
    assert (entry.status, entry.dossier.status) == (EntryStatus.DECIDED, DossierStatus.DECIDED)
    assert not ratings_in_force(TODAY).filter(product=product).exists()
