"""Councils through the browser's eyes: founding, the regulation, seats, up to the start of scoring."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from core.models import PlaceLevel
from core.roles import Role
from evaluations.actions.councils import found_council, seat_member
from evaluations.enums import EntryStatus, RoundStatus
from evaluations.models import Council, Dossier, Round
from evaluations.queries.councils import sitting
from tests.evaluations.council_room import begin, file, take
from tests.evaluations.council_steps import SET_1048 as SET
from tests.evaluations.council_steps import page, post, told
from tests.factories import level_of, make_place, make_user

pytestmark = pytest.mark.django_db

REGULATION = {
    "founded_by": "12/QĐ-UBND (minh hoạ)",
    "regulation": "",
    "quorum_percent": "75",
    "spread_limit": "10",
    "passes": "2",
    "reveal": "all",
    "days_before": "2",
    "days_in_writing": "45",
}


@pytest.fixture
def entry(sets, make, commune, officer):
    """A dossier that the district has received."""
    return file(make("Rượu nếp"), commune, officer, set_code=SET, on=date(2022, 3, 2))


def test_from_founding_a_council_to_the_start_of_scoring(sign_in, officer, settings, district, commune, sets, make):
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
    post(client, "round-step", planned.pk, "gui", on="1/10/2022")
    settings.BUSINESS_DAY = date(2022, 10, 4)  # Saturday, and two working days
    assert told(post(client, "round-step", planned.pk, "cham")) == ["Đã mở phiếu chấm cho các thành viên."]
    planned.refresh_from_db()
    entry.refresh_from_db()
    assert (planned.status, entry.status) == (RoundStatus.SCORING, EntryStatus.SCORING)
    assert (entry.position, entry.sent_to_members_on) == (1, date(2022, 10, 1))


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
