"""The rounds of councils through the browser's eyes, and who finds nothing or only looks."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from evaluations.actions.councils import found_council
from evaluations.entry import Entry
from evaluations.enums import EntryStatus, RoundStatus, RoundWay
from evaluations.models import CouncilMember, PaperResult, Round, RoundEntry
from evaluations.queries.councils import sitting
from tests.evaluations.council_room import begin, file, take
from tests.evaluations.council_steps import SET_1048 as SET
from tests.evaluations.council_steps import page, post, steps_of, told
from tests.factories import level_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(sets, make, commune, officer):
    """A dossier that the district has received."""
    return file(make("Rượu nếp"), commune, officer, set_code=SET, on=date(2022, 3, 2))


def test_a_round_is_refused_at_its_field_and_nothing_is_lost(sign_in, officer, council, district, province):
    plan = {"level": level_of(key="district").pk, "place": district.pk, "council": council.pk, "note": "Giữ lại"}
    days = {"year": "2022", "ordinal": "1", "opened_on": "1/3/2019"}
    client = sign_in(officer)
    early = post(client, "council-round-plan", **plan, **days)
    assert early.context["form"].errors == {
        "opened_on": ["Hội đồng thành lập ngày 02/01/2020, sau ngày mở đợt."],
    }
    assert "Giữ lại" in early.text
    elsewhere = post(client, "council-round-plan", **{**plan, **days, "place": province.pk, "opened_on": "1/3/2022"})
    assert set(elsewhere.context["form"].errors) == {"level", "council"}
    assert Round.objects.count() == 0


def test_the_plan_begins_with_the_council_that_the_address_names(sign_in, officer, council, district):
    form = page(sign_in(officer), "council-round-plan", **{"hoi-dong": council.pk}).context["form"]
    assert (form["council"].initial, form["place"].initial, form["level"].initial) == (
        council,
        district,
        level_of(key="district"),
    )


def test_a_round_without_a_chair_says_what_is_missing(sign_in, officer, district):
    council = found_council(place=district, name="Hội đồng trống", founded_on=date(2020, 1, 2), by=officer)
    plan = {"level": level_of(key="district").pk, "place": district.pk, "council": council.pk}
    client = sign_in(officer)
    planned = post(client, "council-round-plan", **plan, year="2022", ordinal="1", opened_on="1/3/2022")
    missing = ["Hội đồng chưa có chủ tịch.", "Hội đồng chưa có thành viên nào chấm điểm."]
    assert planned.context["next"]["reasons"] == missing
    found = planned.context["round"]
    refused = post(client, "round-step", found.pk, "nhan-ho-so")
    assert refused.context["form"].non_field_errors() == missing
    not_yet = post(client, "round-step", found.pk, "cham")
    assert not_yet.context["refusals"] == ["Đợt này theo kế hoạch: lúc này không làm việc này được."]


def test_the_day_of_sending_is_checked_and_stays_in_the_form(sign_in, officer, receiving, entry):
    take(entry, receiving, officer)
    client = sign_in(officer)
    unread = post(client, "round-step", receiving.pk, "gui", on="hôm qua")
    assert unread.context["form"].errors == {"on": ["Ngày viết như 22/8/2022."]}
    assert "hôm qua" in unread.text
    ahead = post(client, "round-step", receiving.pk, "gui", on="2/10/2022")
    assert ahead.context["form"].errors == {
        "on": ["Chỉ ghi được ngày gửi đến hôm nay, trong lúc đợt đang nhận hồ sơ."]
    }
    early = post(client, "round-step", receiving.pk, "gui", on="30/9/2022")
    assert early.context["form"].errors == {
        "on": ["“Rượu nếp” đủ điều kiện và vào đợt ngày 01/10/2022: không gửi thành viên trước ngày đó."]
    }


def test_scoring_stops_with_a_reason(sign_in, officer, receiving, entry):
    take(entry, receiving, officer)
    begin(receiving, officer, sent_on=date(2022, 3, 10))
    client = sign_in(officer)
    scoring = page(client, "round-detail", receiving.pk)
    assert f"/staff/dot/{receiving.pk}/hop/" in scoring.text
    post(client, "round-step", receiving.pk, "dung-cham", why="Thiếu hồ sơ")
    receiving.refresh_from_db()
    assert receiving.status == RoundStatus.RECEIVING
    take_again = post(client, "round-take", receiving.pk, entry=entry.pk)
    assert told(take_again) == ["“Rượu nếp” đã nằm trong một đợt."]
    assert told(post(client, "round-take", receiving.pk)) == ["Chọn ít nhất một hồ sơ để đưa vào đợt."]


def test_a_concluded_round_shows_its_results_and_the_dossier_the_way_up(sign_in, officer, concluded, entry):
    client = sign_in(officer)
    found = page(client, "round-detail", concluded.pk)
    assert "100 điểm, đạt 5 sao" in found.text
    assert '<span class="state state--done">đã xong</span>' in found.text
    assert "Đợt này không có kết quả nào cần quyết định." in found.text
    assert "Lập quyết định từ đợt này" not in found.text
    assert "Không có kết quả nào do cấp này quyết định" in found.text
    assert list(found.context["rows"]) == []
    assert steps_of(page(client, "dossier-detail", entry.dossier_id)) == [["chuyen-len", "khong-dung", "tra-lai"]]
    rows = PaperResult.objects.create(
        round=concluded, product=entry.dossier.product, score=Decimal("72.5"), outcome="3", updated_by=officer
    )
    assert list(page(client, "round-detail", concluded.pk).context["rows"]) == [rows]


def test_results_from_paper_are_not_typed_into_a_round_of_a_council(sign_in, officer, receiving, make):
    client, product = sign_in(officer), make("Kẹo dừa")
    shown = page(client, "round-detail", receiving.pk)
    for name in ("result-save", "result-paste", "round-close", "round-reopen"):
        assert reverse(f"staff:{name}", args=[receiving.pk]) not in shown.text
    refused = post(client, "result-save", receiving.pk, product=product.pk, outcome="3")
    assert refused.templates[0].name == "evaluations/council_round_detail.html"
    assert refused.context["errors"] != []
    pasted = post(client, "result-paste", receiving.pk, block="Kẹo dừa\t72")
    assert [each.line.name for each in pasted.context["left"]] == ["Kẹo dừa"]
    closed = post(client, "round-close", receiving.pk, why="")
    assert closed.context["refusals"] != []
    assert told(post(client, "round-reopen", receiving.pk)) != []
    receiving.refresh_from_db()
    assert (receiving.status, PaperResult.objects.count()) == (RoundStatus.RECEIVING, 0)


def test_steps_of_a_council_are_refused_to_a_round_of_paper(sign_in, officer, round_2022, entry):
    refused = post(sign_in(officer), "round-step", round_2022.pk, "cham")
    assert refused.context["refusals"] == ["Đợt này nhập kết quả từ giấy, không có hội đồng chấm trên cổng."]
    assert told(post(sign_in(officer), "round-take", round_2022.pk, entry=entry.pk))[0].startswith("Đợt này đang mở")


def test_the_list_of_rounds_shows_both_ways(sign_in, officer, round_2022, receiving, enter, make):
    enter(Entry(make("Bánh tét"), outcome="3"))
    listed = page(sign_in(officer), "round-list")
    assert {found.way for found in listed.context["page_obj"]} == {RoundWay.PAPER, RoundWay.COUNCIL}
    assert "hội đồng chấm trên cổng" in listed.text


def test_the_page_of_a_round_takes_the_same_queries(sign_in, officer, receiving, entry, make, commune, count_queries):
    sign_in(officer)
    address = reverse("staff:round-detail", args=[receiving.pk])
    take(entry, receiving, officer)
    waiting = file(make("Kẹo dừa"), commune, officer, set_code=SET, on=date(2022, 3, 2))
    RoundEntry.objects.filter(pk=waiting.pk).update(status=EntryStatus.ACCEPTED)
    one = count_queries(address)
    for name in ("Mứt tắc", "Mứt gừng"):
        take(file(make(name), commune, officer, set_code=SET, on=date(2022, 3, 2)), receiving, officer)
    assert count_queries(address) == one


def test_another_district_finds_nothing(sign_in, stranger, council, receiving, entry):
    client, seat = sign_in(stranger), sitting(council)[0]
    for name, *args in (
        ("council-detail", council.pk),
        ("council-edit", council.pk),
        ("seat-new", council.pk),
        ("seat-end", seat.pk),
        ("dossier-detail", entry.dossier_id),
        ("entry-step", entry.pk, "bo-sung"),
        ("round-detail", receiving.pk),
        ("round-step", receiving.pk, "gui"),
    ):
        assert client.get(reverse(f"staff:{name}", args=args)).status_code == 404, name
    assert client.post(reverse("staff:round-take", args=[receiving.pk]), {"entry": entry.pk}).status_code == 404
    assert list(page(client, "council-list").context["page_obj"]) == []
    assert page(client, "dossier-list").context["rows"] == []
    assert page(client, "dossier-new", q="ruou").context["found"] == []
    chosen = {"san-pham": entry.dossier.product_id}
    assert client.get(reverse("staff:dossier-new"), chosen).status_code == 404


def test_a_district_sees_where_its_dossier_is_and_leaves_it_to_the_province(
    sign_in, local_officer, concluded, entry, officer, province
):
    post(sign_in(officer), "entry-step", entry.pk, "chuyen-len")
    found = page(sign_in(local_officer), "dossier-detail", entry.dossier_id)
    assert [(card.entry.place, [slug for slug, _step in card.steps]) for card in found.context["cards"]] == [
        (province, []),
        (entry.place, []),
    ]


def test_members_look_and_do_nothing(sign_in, council, receiving, entry):
    client = sign_in(sitting(council)[1].user)
    assert reverse("staff:council-new") not in page(client, "council-list").text
    assert reverse("staff:council-edit", args=[council.pk]) not in page(client, "council-detail", council.pk).text
    assert reverse("staff:dossier-new") not in page(client, "dossier-list").text
    looked = page(client, "round-detail", receiving.pk)
    assert (looked.context["next"], looked.context["waiting"], looked.context["send_form"]) == (None, [], None)
    assert client.get(reverse("staff:council-new")).status_code == 403
    assert client.post(reverse("staff:entry-step", args=[entry.pk, "chap-nhan"])).status_code == 403
    assert CouncilMember.objects.count() == 3
