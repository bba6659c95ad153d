"""The pages of a council member: the list, the word on conflict, the sheet, saving, signing."""

from __future__ import annotations

from copy import deepcopy
from decimal import Decimal

import pytest
from django.test import override_settings
from django.urls import reverse
from django.utils.html import escape

from core.roles import Role
from evaluations.actions.council_rounds import second_pass
from evaluations.actions.sheets import declare_conflict, open_sheet, save_line
from evaluations.enums import SheetStatus
from evaluations.models import Conflict, CouncilMember, ScoreLine, ScoreSheet
from evaluations.queries.councils import sitting
from tests.evaluations.council_room import (
    account_of,
    begin,
    criteria_of,
    failing,
    file,
    make_council,
    make_round,
    take,
)
from tests.evaluations.score_room import TODAY, form_of, node_of, option_of, scoring_round, sign_at_once
from tests.factories import level_of, load_sets, make_user

pytestmark = pytest.mark.django_db
JSON = {"headers": {"Accept": "application/json"}}
LIST = "/staff/cham-diem/"


@pytest.fixture(scope="module")
@override_settings(BUSINESS_DAY=TODAY)
def built(stage):
    """A round with two dossiers that is being scored."""
    return scoring_round(*stage)


@pytest.fixture
def room(db, built, settings):
    settings.BUSINESS_DAY = TODAY
    return deepcopy(built)


@pytest.fixture
def entry(room):
    return room[1][0]


@pytest.fixture
def member(room, sign_in):
    """The first seat of the council, signed in."""
    seat = sitting(room[0].council)[0]
    sign_in(account_of(seat))
    return seat


@pytest.fixture
def declared(entry, member):
    """The member has said that it has no interest."""
    declare_conflict(entry, member, what="", by=account_of(member))
    return entry


def url(name, entry):
    return reverse(f"staff:score-{name}", args=[entry.pk])


def words(response):
    """What a page says, in one line."""
    return " ".join(response.content.decode().split())


def save(client, entry, node, *, revision=0, **marks):
    """Save one line as the script does."""
    sent = {"criterion": node.pk, "revision": revision, **marks}
    return client.post(url("save", entry), sent, **JSON)


def test_a_member_declares_marks_signs_and_goes_on(client, room, member):
    _found, (first, second) = room
    page = client.get(LIST)
    assert (page.context["done"], page.context["total"], page.context["next"].entry) == (0, 2, first)
    page = client.get(url("sheet", first))
    assert "data-line" not in words(page)
    assert first.dossier.criteria_set.name not in words(page)
    assert client.post(url("sheet", first), {"answer": "no"}).headers["Location"] == url("sheet", first)
    page = client.get(url("sheet", first))
    assert words(page).count("<fieldset") == len(criteria_of(first)) == 32
    assert "Hồ sơ 1 trên 2" in words(page)
    page = client.post(url("save", first), form_of(first, then="next"), follow=True)
    assert page.redirect_chain[-1][0] == url("sheet", second)
    assert "100 điểm, đạt 5 sao" in words(client.get(url("sheet", first)))
    assert "Ký nhầm thì báo thư ký" in words(client.get(url("sign", first)))
    assert client.post(url("sign", first)).headers["Location"] == url("sheet", first)
    sheet = ScoreSheet.objects.get()
    assert (sheet.status, sheet.total, sheet.member) == (SheetStatus.SIGNED, Decimal(100), member)
    page = client.get(url("sheet", first))
    assert "Phiếu đã khóa" in words(page)
    assert "<fieldset" not in words(page)
    page = client.get(LIST)
    assert "1 trên 2 đã xong" in words(page)
    assert page.context["next"].entry == second


def test_what_is_unanswered_is_said_and_never_counts_as_nothing(client, declared):
    client.post(url("save", declared), form_of(declared, without=("1.1", "9")))
    total = 100 - sum(node_of(declared, code).max_points for code in ("1.1", "9"))
    page = client.get(url("sheet", declared))
    assert (page.context["opinion"].total, page.context["verdict"]) == (
        Decimal(total),
        "còn 2 tiêu chí chưa chấm, chưa tính hạng",
    )
    assert ScoreLine.objects.count() == 30
    for page in (client.get(url("sign", declared)), client.post(url("sign", declared))):
        assert page.context["refusals"][0].startswith(("Còn 2 tiêu chí chưa chấm", "Chưa chấm tiêu chí 1.1, 9"))
        names = [name["url"] for name in page.context["groups"][0]["names"]]
        assert names == [f"{url('sheet', declared)}#tieu-chi-{code}" for code in ("1.1", "9")]
    assert ScoreSheet.objects.get().status == SheetStatus.OPEN


def test_a_script_saves_one_line_and_hears_what_the_sheet_comes_to(client, declared):
    node = node_of(declared, "1.5")
    answer = save(client, declared, node, option=option_of(node, 2).pk, note=" Hợp đồng số 3 ").json()
    assert (answer["revision"], answer["total"], answer["answered"], answer["reason"]) == (
        1,
        "2",
        1,
        "còn 31 tiêu chí chưa chấm, chưa tính hạng; đã hụt yêu cầu tối thiểu 5 sao ở tiêu chí 1.5; "
        "cao nhất còn đạt 4 sao",
    )
    line = ScoreLine.objects.get()
    assert (line.criterion, line.points, line.note) == (node, Decimal(2), "Hợp đồng số 3")
    form = form_of(declared, failing("1.5"))
    form[f"{node.pk}-revision"] = "1"
    client.post(url("save", declared), form)
    answer = save(client, declared, node, option=option_of(node, 2).pk, revision=2).json()
    # the second option of three is the minimum for four stars, the third for five
    assert answer["reason"] == "99 điểm, đạt 4 sao: chưa đạt yêu cầu tối thiểu 5 sao ở tiêu chí 1.5"


def test_a_proposal_to_exclude_takes_all_stars(client, declared):
    node = node_of(declared, "1.1")
    client.post(url("save", declared), form_of(declared, **{f"{node.pk}-knocked_out": "on"}))
    assert client.get(url("sheet", declared)).context["verdict"] == "100 điểm, bị loại ở tiêu chí 1.1"


def test_a_stale_line_is_told_to_a_script_with_both_values(client, declared, member):
    node = node_of(declared, "1.1")
    low, high = option_of(node, 1), option_of(node, 3)
    save(client, declared, node, option=low.pk, note="cửa sổ một")
    answer = save(client, declared, node, option=high.pk)
    assert answer.status_code == 409
    both = answer.json()["conflict"]
    assert (both["theirs"]["option"], both["theirs"]["revision"], both["theirs"]["note"]) == (low.pk, 1, "cửa sổ một")
    assert both["theirs"]["text"] == f"{low.label} (1 điểm) · cửa sổ một"
    assert both["mine"]["text"] == f"{high.label} (3 điểm)"
    assert save(client, declared, node, option=high.pk, revision=1).json()["revision"] == 2


def test_a_script_is_refused_in_words(client, declared):
    first, other = criteria_of(declared)[:2]
    answer = save(client, declared, first, option=other.options.all()[0].pk)
    assert (answer.status_code, answer.json()) == (422, {"errors": ["Phương án này không có trên phiếu."]})
    answer = save(client, declared, first, points="2")
    assert (answer.status_code, answer.json()) == (422, {"errors": ["Tiêu chí này chấm bằng phương án."]})
    assert ScoreLine.objects.count() == 0


def test_without_a_script_a_stale_line_comes_back_with_both_and_the_rest_is_saved(client, declared, member):
    sheet, by = open_sheet(declared, member, by=account_of(member)), account_of(member)
    node = node_of(declared, "1.1")
    save_line(sheet, node, option=option_of(node, 1), revision=0, by=by)
    note = {f"{node.pk}-note": "Có hợp đồng", "all-comment": "Hồ sơ tốt"}
    page = client.post(url("save", declared), form_of(declared, **note, then="sign"))
    assert page.status_code == 200
    assert ScoreLine.objects.filter(option__isnull=False).count() == 32
    sheet.refresh_from_db()
    assert (sheet.comment, sheet.lines.get(criterion=node).points) == ("Hồ sơ tốt", Decimal(1))
    view = next(view for view in page.context["rows"] if view.node == node)
    assert (view.option, view.note, view.revision) == (option_of(node, 3).pk, "Có hợp đồng", 1)
    assert escape(option_of(node, 1).label) in words(page)
    assert f'href="#tieu-chi-{node.code}"' in words(page)
    # saving again keeps what stands on the page
    again = form_of(declared, **note, **{f"{each.pk}-revision": "1" for each in criteria_of(declared)})
    again |= {"all-revision": "1", "then": "sign"}
    assert client.post(url("save", declared), again).headers["Location"] == url("sign", declared)
    assert sheet.lines.get(criterion=node).points == Decimal(3)


def test_a_stale_remark_comes_back_with_both(client, declared):
    client.post(url("save", declared), {"all-comment": "Bản một", "all-revision": "0"})
    page = client.post(url("save", declared), {"all-comment": "Bản hai", "all-revision": "0"})
    assert page.context["errors"] == [{"text": "Nhận xét đã được lưu ở cửa sổ khác.", "href": "#nhan-xet"}]
    assert "Cửa sổ khác đã lưu: <strong>Bản một</strong>" in words(page)
    assert 'name="all-revision" value="1"' in words(page)
    assert "Bản hai</textarea>" in words(page)
    answer = client.post(url("save", declared), {"comment": "Bản ba", "revision": "0"}, **JSON)
    assert (answer.status_code, answer.json()["conflict"]["theirs"]["comment"]) == (409, "Bản một")


def test_nothing_is_signed_before_the_member_has_spoken(client, entry, member):
    for page in (client.get(url("sign", entry)), client.post(url("sign", entry))):
        assert page.context["refusals"] == [
            f"{member.full_name} phải khai báo có liên quan hay không trước khi mở hồ sơ."
        ]
        assert node_of(entry, "1.1").label not in words(page)


def test_a_conflict_closes_the_dossier_to_the_member(client, entry, member):
    page = client.post(url("sheet", entry), {"answer": "yes"})
    assert page.context["form"].errors == {"what": ["Ghi rõ liên quan thế nào."]}
    page = client.post(url("sheet", entry), {"answer": "no", "what": "Anh rể"})
    assert list(page.context["form"].errors) == ["what"]
    assert client.post(url("sheet", entry), {"answer": "yes", "what": "Anh rể của chủ cơ sở"}).status_code == 302
    assert (Conflict.objects.get().is_conflict, Conflict.objects.get().member) == (True, member)
    page = client.get(url("sheet", entry))
    assert "Hồ sơ này đóng với bạn" in words(page)
    assert "<fieldset" not in words(page)
    assert client.post(url("save", entry), form_of(entry)).status_code == 302
    assert ScoreSheet.objects.count() == 0
    assert client.get(LIST).context["done"] == 1


def test_only_who_sits_on_the_council_finds_the_sheet(room, entry, officer, province, secretary, sign_in):
    chair = sitting(room[0].council)[0]
    other = sitting(make_council(province, officer))[0]
    silent = make_user(Role.COUNCIL_MEMBER)
    CouncilMember.objects.create(council=room[0].council, user=silent, full_name="Thư ký Minh Hoạ", scores=False)
    people = [account_of(chair), account_of(other), silent, officer, secretary, make_user(Role.ADMINISTRATOR)]
    seen = [sign_in(person).get(url("sheet", entry)).status_code for person in people]
    assert seen == [200, 404, 200, 404, 404, 404]
    assert sign_in(officer).post(url("save", entry), form_of(entry)).status_code == 404
    assert sign_in(officer).post(url("sign", entry)).status_code == 404
    assert sign_in(make_user(Role.AUDITOR)).get(url("sheet", entry)).status_code == 403


def test_a_signed_sheet_takes_nothing_more(client, declared, member):
    sign_at_once(declared, member)
    node = node_of(declared, "1.1")
    assert save(client, declared, node, option=option_of(node, 1).pk).status_code == 422
    page = client.post(url("save", declared), form_of(declared), follow=True)
    assert "Phiếu này đã ký." in words(page)
    assert ScoreSheet.objects.get().lines.get(criterion=node).points == Decimal(3)


def test_the_points_of_others_show_as_the_regulation_says(client, room, declared, member):
    seats = sitting(room[0].council)
    for seat in seats[:2]:
        sign_at_once(declared, seat, failing("1.1") if seat != member else failing())
    page = client.get(url("sheet", declared))
    assert (page.context["others"], page.context["verdict"]) == ([], "100 điểm, đạt 5 sao")
    sign_at_once(declared, seats[2])
    others = client.get(url("sheet", declared)).context["others"]
    assert [other["total"] for other in others] == [Decimal(100), Decimal(97), Decimal(100)]


def test_a_later_pass_begins_with_the_last_marks(client, room, declared, officer):
    low = [node.code for node in criteria_of(declared)][:8]
    for number, seat in enumerate(sitting(room[0].council)):
        sign_at_once(declared, seat, failing(*low) if number else failing())
    second_pass(declared, why="Thảo luận lại", by=officer)
    page = client.get(url("sheet", declared))
    assert page.context["opinion"].total == Decimal(100)
    assert ScoreSheet.objects.filter(pass_number=2).count() == 0  # looking begins nothing
    node = node_of(declared, "1.1")
    assert save(client, declared, node, option=option_of(node, 1).pk, revision=2).json()["total"] == "98"


def test_parts_of_which_only_the_points_are_known(
    client, sign_in, settings, province, district, commune, make, officer
):
    settings.BUSINESS_DAY = TODAY.replace(year=2023)
    load_sets("148-2023-01")
    council = make_council(district, officer, days_before=0)
    opened = TODAY.replace(year=2023, month=3, day=1)
    found = make_round(level_of("148-2023", "district"), district, council, officer, opened_on=opened)
    entry = take(file(make("Trà hoa"), commune, officer, set_code="148-2023-01", on=opened), found, officer)
    begin(found, officer, sent_on=opened)
    seat = sitting(council)[0]
    sign_in(account_of(seat))
    declare_conflict(entry, seat, what="", by=account_of(seat))
    first, second, third = criteria_of(entry)
    assert save(client, entry, first, points="31,5").json()["total"] == "31,5"
    answer = save(client, entry, second, points="26")
    assert answer.json() == {"errors": ["Điểm từ 0 đến 25, nhiều nhất hai chữ số thập phân."]}
    sent = {f"{second.pk}-points": "hai mươi", f"{second.pk}-revision": "0"}
    page = client.post(url("save", entry), sent | {f"{third.pk}-points": "35", f"{third.pk}-revision": "0"})
    view = next(view for view in page.context["rows"] if view.node == second)
    assert (view.points, len(view.errors)) == ("hai mươi", 1)
    assert page.context["opinion"].total == Decimal("66.5")


def test_the_list_asks_as_much_for_more_dossiers(
    client, settings, province, commune, officer, sign_in, django_assert_num_queries
):
    settings.BUSINESS_DAY = TODAY
    found, entries = scoring_round(province, commune, officer, count=3)
    member = sitting(found.council)[0]
    client = sign_in(account_of(member))
    for entry in entries[1:]:
        type(entry).objects.filter(pk=entry.pk).update(status="withdrawn")
    client.get(LIST)
    with django_assert_num_queries(7):
        assert client.get(LIST).context["total"] == 1
    type(entries[0]).objects.filter(pk__in=[entry.pk for entry in entries]).update(status="scoring")
    for entry in entries:
        sign_at_once(entry, member)
    with django_assert_num_queries(7):
        assert client.get(LIST).context["done"] == 3


def test_a_sheet_asks_twelve_questions_at_most(client, declared, member, count_queries):
    client.get(url("sheet", declared))
    assert count_queries(url("sheet", declared)) == 7  # one for what the sheet will begin with
    client.post(url("save", declared), form_of(declared))
    assert count_queries(url("sheet", declared)) == 6
    client.post(url("sign", declared))
    assert count_queries(url("sheet", declared)) == 6
