"""Councils, dossiers and the rounds of councils through the browser's eyes, up to the start of scoring."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from core.models import PlaceLevel
from core.roles import Role
from evaluations.actions.councils import found_council, seat_member
from evaluations.actions.meeting import agree_where_all_do, conclude_round
from evaluations.entry import Entry
from evaluations.enums import DossierStatus, EntryStatus, RoundStatus, RoundWay
from evaluations.models import AskItem, Council, CouncilMember, CriteriaSet, Dossier, PaperResult, Round, RoundEntry
from evaluations.queries.councils import sitting
from products.actions.decisions import issue_decision
from products.models import Regime
from tests.evaluations.council_room import begin, file, make_council, make_round, screen, sign, take
from tests.factories import level_of, line, load_sets, make_place, make_user, paper

pytestmark = pytest.mark.django_db
SET = "1048-2019-16"

REGULATION = {
    "founded_by": "12/QĐ-UBND (minh hoạ)",
    "regulation": "",
    "quorum_percent": "75",
    "spread_limit": "10",
    "passes": "2",
    "reveal": "all",
    "days_before": "2",
}


@pytest.fixture
def sets(law):
    load_sets(SET)
    return CriteriaSet.objects.get(code=SET)


@pytest.fixture
def council(district, officer):
    return make_council(district, officer, days_before=0)


@pytest.fixture
def receiving(sets, council, district, officer):
    """A round of the district that receives dossiers."""
    return make_round(level_of(key="district"), district, council, officer, opened_on=date(2022, 3, 1))


@pytest.fixture
def entry(sets, make, commune, officer):
    """A dossier that the district has received."""
    return file(make("Rượu nếp"), commune, officer, set_code=SET, on=date(2022, 3, 2))


def page(client, address, /, *args, **given):
    response = client.get(reverse(f"staff:{address}", args=args), given)
    assert response.status_code == 200
    return response


def post(client, address, /, *args, **given):
    return client.post(reverse(f"staff:{address}", args=args), given, follow=True)


def told(response):
    """What the page says after an act."""
    return [str(message) for message in response.context["messages"]]


def test_from_founding_a_council_to_the_start_of_scoring(sign_in, officer, district, commune, sets, make):
    product, client = make("Rượu nếp"), sign_in(officer)
    given = {"name": "Hội đồng huyện (minh hoạ)", "place": district.pk, "founded_on": "5/1/2022"}
    post(client, "council-new", **given, **REGULATION)
    council = Council.objects.get()
    assert (council.place, council.founded_on, council.spread_limit) == (district, date(2022, 1, 5), Decimal(10))
    chair, deputy = (make_user(Role.COUNCIL_MEMBER, district) for _number in range(2))
    for role, name, account in (("chair", "Bà Minh Hoạ", chair), ("deputy", "Ông Minh Hoạ", deputy)):
        post(client, "seat-new", council.pk, full_name=name, role=role, scores="on", account=account.pk)
    post(client, "seat-new", council.pk, full_name="Cô Minh Hoạ", role="member", scores="on")
    assert [(seat.full_name, seat.role, seat.scores, seat.user) for seat in sitting(council)] == [
        ("Bà Minh Hoạ", "chair", True, chair),
        ("Ông Minh Hoạ", "deputy", True, deputy),
        ("Cô Minh Hoạ", "member", True, None),
    ]

    found = page(client, "dossier-new", q="ruou")
    assert f'href="?san-pham={product.pk}"' in found.text
    given = {"filed_on": "2/3/2022", "place": commune.slug, "kind": "first", "criteria_set": sets.pk, "aims_at": "4"}
    client.post(f"{reverse('staff:dossier-new')}?san-pham={product.pk}", given, follow=True)
    dossier = Dossier.objects.get()
    assert (dossier.product, dossier.regime.code, dossier.place, dossier.aims_at) == (product, "1048-2019", commune, 4)
    entry = dossier.entries.get()
    assert told(post(client, "entry-step", entry.pk, "chap-nhan")) == ["“Rượu nếp” đủ điều kiện."]

    plan = {"level": level_of(key="district").pk, "place": district.pk, "council": council.pk}
    days = {"year": "2022", "ordinal": "1", "opened_on": "1/3/2022", "meets_on": "15/3/2022"}
    post(client, "council-round-plan", **plan, **days)
    planned = Round.objects.get()
    assert (planned.way, planned.status, planned.meets_on) == ("council", RoundStatus.PLANNED, date(2022, 3, 15))
    post(client, "round-step", planned.pk, "nhan-ho-so")
    assert told(post(client, "round-take", planned.pk, entry=entry.pk)) == ["Đã đưa “Rượu nếp” vào đợt."]
    waits = page(client, "round-detail", planned.pk)
    assert "“Rượu nếp” chưa gửi cho thành viên hội đồng." in waits.text
    assert reverse("staff:round-step", args=[planned.pk, "cham"]) not in waits.text
    post(client, "round-step", planned.pk, "gui", on="10/3/2022")
    waits = page(client, "round-detail", planned.pk)
    assert "Cô Minh Hoạ chưa có tài khoản: phiếu giấy chưa nhập được trên cổng." in waits.text
    post(client, "seat-end", sitting(council)[2].pk, why="Chấm trên giấy, để đợt sau")
    assert told(post(client, "round-step", planned.pk, "cham")) == ["Đã mở phiếu chấm cho các thành viên."]
    planned.refresh_from_db()
    entry.refresh_from_db()
    assert (planned.status, entry.status) == (RoundStatus.SCORING, EntryStatus.SCORING)
    assert (entry.position, entry.sent_to_members_on) == (1, date(2022, 3, 10))


# ------------------------------------------------------------------ councils
def test_the_form_of_a_council_comes_with_the_usual_regulation(sign_in, officer, province):
    form = page(sign_in(officer), "council-new").context["form"]
    values = {name: form[name].value() for name in ("quorum_percent", "spread_limit", "passes", "days_before")}
    assert values == {"quorum_percent": 75, "spread_limit": Decimal(10), "passes": 2, "days_before": 2}
    assert form["place"].initial == province


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"founded_on": "31/2/2022"}, "founded_on", "Ngày viết như 22/8/2022."),
        ({"quorum_percent": "101"}, "quorum_percent", "Đảm bảo giá trị này là nhỏ hơn hoặc bằng với 100 ."),
        ({"passes": ""}, "passes", "Trường này là bắt buộc."),
    ],
)
def test_a_council_is_refused_at_its_field_and_nothing_is_lost(sign_in, officer, district, changes, field, words):
    given = {"name": "Hội đồng giữ lại", "place": district.pk, "founded_on": "5/1/2022"} | REGULATION | changes
    response = post(sign_in(officer), "council-new", **given)
    assert response.context["form"].errors == {field: [words]}
    assert "Hội đồng giữ lại" in response.text
    assert Council.objects.count() == 0


def test_a_second_chair_is_refused_beside_the_role(sign_in, officer, council):
    response = post(sign_in(officer), "seat-new", council.pk, full_name="Ông Giữ Lại", role="chair")
    assert response.context["form"].errors == {"role": ["Hội đồng đã có chủ tịch."]}
    assert "Ông Giữ Lại" in response.text


def test_who_is_offered_as_a_member(sign_in, officer, council, district, commune, province, administrator):
    other = make_place("Huyện Khác", parent=province, level=PlaceLevel.DISTRICT)
    near = [make_user(Role.COUNCIL_MEMBER, place) for place in (commune, province)]
    make_user(Role.COUNCIL_MEMBER, other)
    make_user(Role.COUNCIL_MEMBER, district, is_active=False)
    make_user(Role.AUDITOR)
    offered = set(page(sign_in(officer), "seat-new", council.pk).context["form"].fields["account"].queryset)
    assert offered == {*near, officer, administrator}  # those who sit already are not asked again


def test_the_page_of_a_council_says_who_sits_and_who_sat(sign_in, officer, auditor, council):
    seat_member(council, full_name="Cô Phiếu Giấy", unit="Phòng minh hoạ", by=officer)
    chair, second, *_others = sitting(council)
    client = sign_in(officer)
    asked = page(client, "seat-end", second.pk)
    assert "Phiếu đã ký vẫn giữ nguyên." in asked.text
    refused = post(client, "seat-end", second.pk, why="")
    assert refused.context["form"].errors == {"why": ["Hãy ghi lý do."]}
    post(client, "seat-end", second.pk, why="Chuyển công tác")
    found = page(client, "council-detail", council.pk)
    assert found.context["seats"][0] == chair
    assert found.context["ended"] == [second]
    assert "phiếu giấy" in found.text
    assert f"tài khoản {chair.user}" in found.text
    assert client.get(reverse("staff:seat-end", args=[second.pk])).status_code == 404
    looked = page(sign_in(auditor), "council-detail", council.pk)
    assert reverse("staff:seat-new", args=[council.pk]) not in looked.text
    assert reverse("staff:council-edit", args=[council.pk]) not in looked.text


def test_while_a_council_scores_its_page_says_why_it_stands_still(sign_in, officer, council, receiving, entry):
    take(entry, receiving, officer)
    begin(receiving, officer, sent_on=date(2022, 3, 10))
    client = sign_in(officer)
    words = "Hội đồng đang chấm một đợt: đổi quy chế hoặc thành viên sau khi chốt điểm."
    found = page(client, "council-detail", council.pk)
    assert words in found.text
    assert reverse("staff:council-edit", args=[council.pk]) not in found.text
    given = {"name": "Tên mới", "founded_on": "5/1/2022"} | REGULATION
    refused = post(client, "council-edit", council.pk, **given)
    assert refused.context["form"].non_field_errors() == [words]
    assert "Tên mới" in refused.text


def test_the_regulation_is_edited(sign_in, officer, council):
    given = {"name": "Tên mới", "founded_on": "5/1/2022"} | REGULATION | {"spread_limit": "7.5"}
    post(sign_in(officer), "council-edit", council.pk, **given)
    council.refresh_from_db()
    assert (council.name, council.spread_limit, council.allows_extra_rounds) == ("Tên mới", Decimal("7.5"), False)


def test_the_list_of_councils_takes_the_same_queries(sign_in, officer, council, district, count_queries):
    client = sign_in(officer)
    one = count_queries(reverse("staff:council-list"))
    for number in (1, 2):
        found_council(place=district, name=f"Hội đồng {number}", founded_on=date(2021, 1, 4), by=officer)
    assert count_queries(reverse("staff:council-list")) == one
    listed = page(client, "council-list").context["page_obj"]
    assert [(each.name, each.member_count) for each in listed][-1] == (council.name, 3)


# ------------------------------------------------------------------ dossiers
def file_by_page(client, product, **given):
    return client.post(f"{reverse('staff:dossier-new')}?san-pham={product.pk}", given, follow=True)


def test_the_law_of_the_filing_day_offers_its_sets(sign_in, officer, sets, make, commune):
    load_sets("148-2023-01")
    other, product, client = CriteriaSet.objects.get(code="148-2023-01"), make("Rượu nếp"), sign_in(officer)
    form = page(client, "dossier-new", **{"san-pham": product.pk}).context["form"]
    assert (form.regime, form["kind"].value()) == (Regime.objects.get(code="1048-2019"), "first")
    given = {"filed_on": "2/3/2022", "place": commune.slug, "kind": "first", "note": "Giữ lại"}
    refused = file_by_page(client, product, criteria_set=other.pk, **given)
    assert refused.context["form"].errors == {
        "criteria_set": ["Bộ tiêu chí phải thuộc quy định có hiệu lực vào ngày nộp: chọn lại."]
    }
    assert "Giữ lại" in refused.text
    assert Dossier.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"filed_on": "2/10/2022"}, {"filed_on": ["Ngày nộp sau ngày làm việc hiện tại."]}),
        ({"filed_on": "2/3/2015"}, {"criteria_set", "filed_on"}),
        ({"criteria_set": ""}, {"criteria_set": ["Chọn bộ tiêu chí."]}),
        ({"kind": "upgrade"}, {"kind": ["“Rượu nếp” chưa giữ hạng nào để nâng."]}),
    ],
)
def test_a_dossier_is_refused_at_its_field(sign_in, officer, sets, make, commune, changes, errors):
    given = {"filed_on": "2/3/2022", "place": commune.slug, "kind": "first", "criteria_set": sets.pk} | changes
    found = file_by_page(sign_in(officer), make("Rượu nếp"), **given).context["form"].errors
    assert (set(found) if isinstance(errors, set) else found) == errors


def test_a_product_with_a_rating_comes_again(sign_in, officer, sets, make, province):
    product = make("Rượu nếp")
    issue_decision(paper(place=province), [line(product, 3)], by=officer)
    form = page(sign_in(officer), "dossier-new", **{"san-pham": product.pk}).context["form"]
    assert form["kind"].value() == "re_rating"


def test_a_second_dossier_of_a_product_is_refused_in_words(sign_in, officer, entry, sets, commune):
    given = {"filed_on": "2/3/2022", "place": commune.slug, "kind": "first", "criteria_set": sets.pk}
    refused = file_by_page(sign_in(officer), entry.dossier.product, **given)
    assert refused.context["form"].non_field_errors() == ["“Rượu nếp” đang có một hồ sơ chưa xong."]


def steps_of(response):
    return [[slug for slug, _step in card.steps] for card in response.context["cards"]]


def test_a_dossier_shows_the_steps_that_are_possible_now(sign_in, officer, auditor, entry, receiving):
    client, address = sign_in(officer), ("dossier-detail", entry.dossier_id)
    assert steps_of(page(client, *address)) == [["chap-nhan", "bo-sung", "tra-lai", "rut"]]
    asked = page(client, "entry-step", entry.pk, "bo-sung")
    assert "Hồ sơ chờ bổ sung; ngày đủ hồ sơ tính lại khi nhận đủ." in asked.text
    refused = post(client, "entry-step", entry.pk, "bo-sung", item_1="")
    assert refused.context["form"].errors == {"item_1": ["Ghi ít nhất một mục còn thiếu."]}
    post(client, "entry-step", entry.pk, "bo-sung", item_1="Phiếu kiểm nghiệm")
    assert steps_of(page(client, *address)) == [["tra-lai", "rut"]]
    post(client, "ask-answer", AskItem.objects.get().pk, answer="Đã nộp phiếu")
    assert steps_of(page(client, *address)) == [["nhan-lai", "tra-lai", "rut"]]
    post(client, "entry-step", entry.pk, "nhan-lai")
    post(client, "entry-step", entry.pk, "chap-nhan")
    post(client, "round-take", receiving.pk, entry=entry.pk)
    assert steps_of(page(client, *address)) == [["roi-dot"]]
    listed = post(client, "entry-step", entry.pk, "rut", why="Chủ thể xin rút")
    assert listed.context["refusals"] == ["“Rượu nếp” đang nằm trong một đợt: đưa ra khỏi đợt trước."]
    left = post(client, "entry-step", entry.pk, "roi-dot")
    assert left.context["round"] == receiving
    late = post(client, "entry-step", entry.pk, "roi-dot")
    assert late.context["refusals"] == ["“Rượu nếp” ở cấp huyện đủ điều kiện: lúc này không làm việc này được."]
    post(client, "entry-step", entry.pk, "rut", why="Chủ thể xin rút")
    entry.dossier.refresh_from_db()
    assert entry.dossier.status == DossierStatus.WITHDRAWN
    assert steps_of(page(client, *address)) == [[]]
    assert client.get(reverse("staff:entry-step", args=[entry.pk, "khong-co"])).status_code == 404
    assert steps_of(page(sign_in(auditor), *address)) == [[]]


def test_from_the_commune_up_to_the_province(sign_in, officer, settings, make, commune, province):
    settings.BUSINESS_DAY = date(2026, 11, 20)
    load_sets("26-2026-07")
    entry = file(make("Mứt gừng"), commune, officer, set_code="26-2026-07", on=date(2026, 10, 1))
    client = sign_in(officer)
    waiting = page(client, "dossier-detail", entry.dossier_id)  # fifteen working days from the first of October
    assert "22/10/2026 (quá 29 ngày)" in waiting.text
    screen(entry, officer)
    up = post(client, "entry-step", entry.pk, "chuyen-len")
    assert told(up) == ["Đã chuyển “Mứt gừng” lên cấp trên, nhận hôm nay."]
    assert [(card.entry.level.key, card.entry.place, card.entry.status) for card in up.context["cards"]] == [
        ("province", province, EntryStatus.RECEIVED),
        ("commune", commune, EntryStatus.FORWARDED),
    ]


def test_dossiers_are_filtered_by_status_and_name(sign_in, officer, entry, make, commune):
    other = file(make("Kẹo dừa"), commune, officer, set_code=SET, on=date(2022, 3, 4))
    client = sign_in(officer)
    post(client, "entry-step", other.pk, "tra-lai", why="Không đủ giấy tờ")

    def listed(**given):
        return [
            (str(row["dossier"]), row["entry"].get_status_display())
            for row in page(client, "dossier-list", **given).context["rows"]
        ]

    assert listed() == [("Kẹo dừa", "đã trả lại"), ("Rượu nếp", "đã nhận")]
    assert listed(q="ruou") == [("Rượu nếp", "đã nhận")]
    assert listed(trang_thai="returned") == [("Kẹo dừa", "đã trả lại")]
    assert listed(q="ruou", trang_thai="returned") == []


def test_the_list_of_dossiers_takes_the_same_queries(sign_in, officer, entry, make, commune, count_queries):
    sign_in(officer)
    one = count_queries(reverse("staff:dossier-list"))
    for name in ("Kẹo dừa", "Mứt tắc"):
        file(make(name), commune, officer, set_code=SET, on=date(2022, 3, 4))
    assert count_queries(reverse("staff:dossier-list")) == one


# ------------------------------------------------------------------ rounds of councils
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
    assert ahead.context["form"].non_field_errors() == [
        "Chỉ ghi được ngày gửi đến hôm nay, trong lúc đợt đang nhận hồ sơ."
    ]


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
    assert told(post(client, "round-take", receiving.pk)) == ["Hồ sơ này không có hoặc không thuộc địa bàn của bạn."]


@pytest.fixture
def concluded(receiving, entry, officer):
    """The district gives full points, which it may not decide on."""
    take(entry, receiving, officer)
    begin(receiving, officer, sent_on=date(2022, 3, 10))
    entry.refresh_from_db()
    for member in sitting(receiving.council):
        sign(entry, member)
    agree_where_all_do(entry, by=officer)
    conclude_round(receiving, by=officer)
    receiving.refresh_from_db()
    return receiving


def test_a_concluded_round_shows_its_results_and_the_dossier_the_way_up(sign_in, officer, concluded, entry):
    client = sign_in(officer)
    found = page(client, "round-detail", concluded.pk)
    assert "100 điểm, đạt 5 sao" in found.text
    assert "Lập quyết định từ đợt này" in found.text
    assert list(found.context["rows"]) == []
    assert steps_of(page(client, "dossier-detail", entry.dossier_id)) == [["chuyen-len", "tra-lai"]]
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


# ------------------------------------------------------------------ who, and where
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


# ------------------------------------------------------------------ what another body found
@pytest.fixture
def at_the_centre(entry, province):
    """The dossier with the body above the province."""
    RoundEntry.objects.filter(pk=entry.pk).update(status=EntryStatus.FORWARDED)
    return RoundEntry.objects.create(
        dossier=entry.dossier, level=level_of(key="national"), place=province, arrived_on=date(2022, 5, 10)
    )


def test_the_result_of_the_centre_is_written_down_and_drafted(sign_in, officer, at_the_centre):
    client, at = sign_in(officer), at_the_centre
    dossier = page(client, "dossier-detail", at.dossier_id)
    assert "Ghi kết quả của cấp này" in dossier.content.decode()
    wrong = post(client, "entry-step", at.pk, "ket-qua", total="chín mốt", paper="77/TB", paper_on="1/8/2022")
    assert list(wrong.context["form"].errors) == ["total"]
    assert wrong.context["form"]["paper"].value() == "77/TB"
    given = {"total": "91,5", "points_a": "36", "points_b": "23", "paper": "77/TB", "paper_on": "1/8/2022"}
    wrong = post(client, "entry-step", at.pk, "ket-qua", **given, points_c="30")
    assert wrong.context["form"].errors == {"total": ["Điểm ba phần cộng lại không bằng tổng điểm."]}
    done = post(client, "entry-step", at.pk, "ket-qua", **given, points_c="32,5")
    assert told(done) == ["Đã ghi kết quả của “Rượu nếp”."]
    assert "91,5 điểm, đạt 5 sao" in done.content.decode()
    done = post(client, "entry-step", at.pk, "du-thao")
    assert told(done) == ["Đã lập dự thảo quyết định cho “Rượu nếp”: mở tiếp ở trang Quyết định."]
    row = PaperResult.objects.get(entry=at)
    assert (row.draft.level, row.score, row.outcome) == (at.level, Decimal("91.50"), "5")
    refused = client.post(
        reverse("staff:draft-result-save", args=[row.draft_id]),
        {"result": row.pk, "product": row.product_id, "score": "92", "outcome": "5", "kind": "first", "version": 1},
        headers={"accept": "application/json"},
    )
    assert refused.status_code == 422
    row.refresh_from_db()
    assert row.score == Decimal("91.50")
