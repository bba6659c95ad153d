"""Dossiers that go up together: what may, what goes with each, what is in the way; all of those chosen, or none."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import override_settings
from django.urls import reverse

from core.roles import Act
from evaluations.actions.dossiers import accept_dossier, forward_dossier, forward_dossiers
from evaluations.actions.screening import say_findings
from evaluations.enums import EntryStatus, Topic
from evaluations.models import Conflict, CouncilMember, RoundEntry, SlipBook
from evaluations.permissions.rounds import why_not_here, why_not_here_each
from evaluations.queries.councils import sitting
from products.actions.correcting import answer_approval
from products.enums import Answer
from products.models import ScoreApproval
from tests.evaluations.closing import close, mark_all
from tests.evaluations.council_room import hand_in, screen
from tests.evaluations.council_steps import decide, page, post, refused, told, words
from tests.evaluations.intake_room import at_commune
from tests.evaluations.score_room import TODAY, scoring_round
from tests.factories import make_place

pytestmark = pytest.mark.django_db

NAMES = ("Mứt gừng", "Mứt tắc", "Mứt me")
UNREPORTED = "Chưa ghi số, ngày báo cáo đánh giá của xã."
LATER = TODAY + timedelta(days=1)


# ------------------------------------------------------------------ from a level that screens
@pytest.fixture
def screened(settings, commune, officer):
    """Three dossiers that the commune found complete; of the third it has not reported."""
    settings.BUSINESS_DAY = TODAY
    *reported, silent = entries = [at_commune(name, commune, officer) for name in NAMES]
    for entry in reported:
        screen(entry, officer)
    say_findings(silent, said=dict.fromkeys(Topic, (True, "đúng (minh hoạ)")), by=officer)
    hand_in(silent, officer)
    accept_dossier(silent, by=officer)
    return entries


def shown(response, part):
    """The dossiers of one part of the page, each with what keeps it and whether it is chosen."""
    return [(str(line.entry), line.reasons, line.is_chosen) for line in response.context[part]]


def states():
    """Where every dossier stands, as they came."""
    return [(str(entry), entry.level.key, entry.status) for entry in RoundEntry.objects.order_by("pk")]


AT_COMMUNE = [(name, "commune", "accepted") for name in NAMES]


def test_in_a_territory_nothing_is_chosen_and_what_may_not_go_says_why_not(screened, officer, sign_in):
    client = sign_in(officer)
    assert reverse("staff:dossier-forward") in page(client, "dossier-list").text
    listed = page(client, "dossier-forward")
    assert shown(listed, "ready") == [("Mứt gừng", [], False), ("Mứt tắc", [], False)]
    assert shown(listed, "kept") == [("Mứt me", [UNREPORTED], False)]
    assert words(listed).count("Gửi kèm") == 0  # the law names nothing that the commune adds


def test_those_chosen_go_up_in_one_act(screened, officer, sign_in):
    first, second, _third = screened
    done = post(sign_in(officer), "dossier-forward", entries=[second.pk, first.pk], why="Đợt 2 (minh hoạ)")
    assert told(done) == ["Đã chuyển 2 hồ sơ lên cấp trên, nhận hôm nay."]
    assert done.redirect_chain == [(reverse("staff:dossier-list"), 302)]
    assert states() == [
        ("Mứt gừng", "commune", "forwarded"),
        ("Mứt tắc", "commune", "forwarded"),
        ("Mứt me", "commune", "accepted"),
        ("Mứt gừng", "province", "received"),
        ("Mứt tắc", "province", "received"),
    ]
    above = RoundEntry.objects.filter(level__key="province").order_by("pk")
    assert [(entry.arrived_on, entry.slip_number) for entry in above] == [(TODAY, 1), (TODAY, 2)]


def test_one_is_named_when_it_goes_alone(screened, officer, sign_in):
    done = post(sign_in(officer), "dossier-forward", entries=screened[0].pk)
    assert told(done) == ["Đã chuyển “Mứt gừng” lên cấp trên, nhận hôm nay."]


def test_one_that_may_not_keeps_all_and_is_named(screened, officer, sign_in):
    first, _second, third = screened
    answer = post(sign_in(officer), "dossier-forward", entries=[first.pk, third.pk], why="Giữ lại")
    assert answer.context["form"].non_field_errors() == ["“Mứt me”: chưa ghi số, ngày báo cáo đánh giá của xã."]
    assert shown(answer, "ready") == [("Mứt gừng", [], True), ("Mứt tắc", [], False)]
    assert "Giữ lại" in answer.text
    assert states() == AT_COMMUNE
    assert not SlipBook.objects.filter(place__level="province").exists()


def test_one_that_somebody_sent_meanwhile_is_named(screened, officer, sign_in):
    first, second, third = screened
    forward_dossier(first, on=TODAY, by=officer)
    said = [
        f"“Mứt gừng” đã chuyển cấp trên: không chuyển cấp trên được ({first.level.article}).",
        "“Mứt me”: chưa ghi số, ngày báo cáo đánh giá của xã.",
    ]
    assert refused(forward_dossiers, [third, second, first], on=TODAY, by=officer) == said
    answer = post(sign_in(officer), "dossier-forward", entries=[each.pk for each in screened])
    assert answer.context["form"].non_field_errors() == said
    assert states()[1:3] == AT_COMMUNE[1:]


def test_a_day_before_the_dossier_came_is_refused_for_each(screened, officer):
    early = screened[0].arrived_on - timedelta(days=1)
    assert refused(forward_dossiers, screened[:2], on=early, by=officer) == [
        f"“{name}” nhận ngày 02/11/2026: không chuyển đi trước ngày đó." for name in NAMES[:2]
    ]


def test_nothing_chosen_and_what_is_not_there(screened, officer, stranger, sign_in):
    client = sign_in(officer)
    assert post(client, "dossier-forward").context["form"].errors == {"entries": ["Chọn ít nhất một hồ sơ để chuyển."]}
    not_here = {"entries": ["Hồ sơ này không có hoặc không thuộc địa bàn của bạn."]}
    for key in ("x", "999999"):
        assert post(client, "dossier-forward", entries=key).context["form"].errors == not_here
    client = sign_in(stranger)
    listed = page(client, "dossier-forward")
    assert (listed.context["ready"], listed.context["kept"]) == ([], [])
    assert post(client, "dossier-forward", entries=screened[0].pk).context["form"].errors == not_here
    assert states() == AT_COMMUNE


def test_the_page_takes_the_same_queries(screened, district, officer, local_officer, sign_in, count_queries):
    client = sign_in(local_officer)
    address = reverse("staff:dossier-forward")
    few = count_queries(address)
    for name in ("Mứt bí", "Mứt dừa"):
        screen(at_commune(name, make_place(f"Xã {name}", parent=district), officer), officer)
    assert count_queries(address) == few
    assert [name for name, *_why in shown(client.get(address), "ready")] == [*NAMES[:2], "Mứt bí", "Mứt dừa"]


def test_who_may_not_and_what_lies_elsewhere(screened, province, commune, auditor, local_officer):
    elsewhere = make_place("Xã Bên Cạnh", parent=province)
    here = {commune.pk: [], elsewhere.pk: ["Địa bàn này không thuộc phạm vi của bạn."]}
    asked = [commune.pk, elsewhere.pk]
    said = why_not_here_each(local_officer, Act.RUN_COUNCIL, asked)
    assert {place: [reason.text for reason in reasons] for place, reasons in said.items()} == here
    for user in (auditor, local_officer):
        assert why_not_here_each(user, Act.RUN_COUNCIL, asked) == {
            place: why_not_here(user, Act.RUN_COUNCIL, place) for place in asked
        }


@pytest.mark.parametrize("key", ["", "12x", "999999"])
def test_a_round_that_is_none_is_not_found(screened, officer, sign_in, key):
    client, address = sign_in(officer), f"{reverse('staff:dossier-forward')}?dot={key}"
    assert client.get(address).status_code == 404
    assert client.post(address, {"entries": screened[0].pk}).status_code == 404
    assert states() == AT_COMMUNE


# ------------------------------------------------------------------ from a council's round
@pytest.fixture(scope="module")
@override_settings(BUSINESS_DAY=TODAY)
def built(stage):
    """A concluded round with two dossiers whose score is to be approved."""
    found, entries = scoring_round(*stage)
    mark_all(entries)
    close(found, entries, stage[-1])
    return found, [RoundEntry.objects.select_related("dossier__product", "level").get(pk=each.pk) for each in entries]


@pytest.fixture
def approved(room, officer, settings):
    """The same, a day after the scores were approved."""
    found, entries = room
    decide(found, officer, "9/QĐ-UBND", TODAY)
    settings.BUSINESS_DAY = LATER
    for entry in entries:
        entry.refresh_from_db()
    return found, entries


def test_until_the_decision_they_wait_for_it(room, officer, sign_in):
    found, (first, second) = room
    client = sign_in(officer)
    assert reverse("staff:dossier-forward") not in page(client, "round-detail", found.pk).text
    listed = page(client, "dossier-forward", dot=found.pk)
    waits = "“%s” chờ quyết định phê duyệt điểm rồi mới chuyển cấp trên được (%s)."
    assert shown(listed, "ready") == []
    assert shown(listed, "kept") == [
        (str(each), [waits % (each, each.level.article)], True) for each in (first, second)
    ]


def test_a_round_sends_up_with_what_goes_with_each(approved, officer, sign_in, count_queries):
    found, (first, second) = approved
    client, address = sign_in(officer), f"{reverse('staff:dossier-forward')}?dot={found.pk}"
    assert address in page(client, "round-detail", found.pk).text
    listed = client.get(address)
    assert shown(listed, "ready") == [(str(first), [], True), (str(second), [], True)]
    decision = RoundEntry.objects.get(pk=first.pk).row.decision
    for line in listed.context["ready"]:
        assert line.papers == [
            "báo cáo của tổ tư vấn: cổng chưa có",
            "biên bản, báo cáo của hội đồng: in từ trang của đợt",
            f"quyết định phê duyệt kết quả: {decision}",
            "kết quả kiểm tra, kiểm nghiệm bổ sung, nếu có: cổng có 0",
            "sản phẩm mẫu: đã nhận 0/5",
        ]
    assert words(listed).count("Hồ sơ gửi lên gồm hồ sơ sản phẩm và văn bản đề nghị (soạn ngoài cổng), cùng:") == 2
    two = count_queries(address)
    done = client.post(address, {"entries": [first.pk, second.pk]}, follow=True)
    assert told(done) == ["Đã chuyển 2 hồ sơ lên cấp trên, nhận hôm nay."]
    assert done.redirect_chain == [(reverse("staff:round-detail", args=[found.pk]), 302)]
    assert reverse("staff:dossier-forward") not in done.text
    above = RoundEntry.objects.filter(level__key="ministry").order_by("pk")
    assert [(str(entry), entry.arrived_on) for entry in above] == [("Mứt gừng", LATER), ("Mứt tắc", LATER)]
    assert count_queries(address) < two


def test_who_declined_stays_and_the_page_says_so(approved, officer, sign_in):
    found, (first, second) = approved
    approval = ScoreApproval.objects.get(product=first.dossier.product)
    answer_approval(approval, Answer.WITHDRAWN, on=LATER, paper="Đơn (minh hoạ)", by=officer)
    listed = page(sign_in(officer), "dossier-forward", dot=found.pk)
    assert shown(listed, "ready") == [(str(second), [], True)]
    assert shown(listed, "kept") == [(str(first), ["“Mứt gừng”: chủ thể không còn đề nghị 5 sao."], True)]


def test_a_dossier_that_is_closed_to_the_officer_tells_nothing_and_keeps_the_others(approved, officer, sign_in):
    found, (first, second) = approved
    seat = sitting(found.council)[-1]
    CouncilMember.objects.filter(pk=seat.pk).update(user=officer)
    said = {"what": "Em gái của chủ cơ sở (minh hoạ)", "why": "Khai sót (minh hoạ)", "version": 2, "said_by": officer}
    Conflict.objects.create(entry=first, member=seat, is_conflict=True, **said)
    closed = "Bạn ở hội đồng chấm “Mứt gừng”: hồ sơ chỉ mở sau khi khai không liên quan."
    listed = page(sign_in(officer), "dossier-forward", dot=found.pk)
    assert shown(listed, "kept") == [(str(first), [closed], True)]
    assert [(line.result, line.papers) for line in listed.context["kept"]] == [(None, [])]
    link = f"{reverse('staff:dossier-forward')}?dot={found.pk}"
    assert link in page(sign_in(officer), "round-detail", found.pk).text
    RoundEntry.objects.filter(pk=second.pk).update(status=EntryStatus.FORWARDED)
    assert link not in page(sign_in(officer), "round-detail", found.pk).text
    RoundEntry.objects.filter(pk=second.pk).update(status=EntryStatus.DECIDED)
    assert refused(forward_dossiers, [first, second], on=LATER, by=officer) == [closed]
    second.refresh_from_db()
    assert second.status == EntryStatus.DECIDED
