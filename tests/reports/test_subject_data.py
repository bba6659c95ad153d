"""A person's data in one place: found for a reason, shown whole, handed out, corrected, answered in time."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.urls import reverse

from core.errors import ActionRefused
from core.history import history_of
from core.models import Generation, HistoryEntry
from core.roles import Role
from evaluations.models import DecisionDraft
from producers.actions.producers import edit_producer
from producers.actions.representatives import keep_representative
from producers.models import RepresentativeProfile
from products.actions.correcting import void_approval
from products.actions.decisions import issue_decision
from products.actions.merging import merge_producers
from products.models import Decision, ScoreApproval
from reports.actions.personal_data import answer_request, find_person, receive_request, show_personal_data
from reports.queries.data_requests import open_requests
from reports.queries.personal_data import find_matches, things_of
from reports.rules.working_days import answer_due
from tests.factories import level_of, line, make_place, make_producer, make_product, make_province, make_user, paper

pytestmark = pytest.mark.django_db
PAGE, SHOW = "staff:personal-data", "staff:personal-data-show"


@pytest.fixture
def commune(db):
    return make_place("Xã Minh Hoạ", parent=make_province())


@pytest.fixture
def producer(commune, officer):
    """A household whose telephone number changed, with a representative."""
    producer = make_producer(
        "Hộ Thạch Minh Hoạ", place=commune, phone="+84911111111", email="cu@vidu.vn", code="084187234561"
    )
    edit_producer(producer, by=officer, phone="0912345678", email="moi@vidu.vn")
    values = {"full_name": "Sơn Thị Ví Dụ", "since": date(2022, 1, 1), "ethnicity": "05", "basis_on": date(2022, 1, 1)}
    profile = RepresentativeProfile(producer=producer)
    keep_representative(profile, why="x", by=officer, basis="law", basis_text="Mẫu 02", **values)
    return producer


@pytest.fixture
def signed_in(client, officer):
    client.force_login(officer)
    return client


def refused(act, *args, **kwargs):
    with pytest.raises(ActionRefused) as refusal:
        act(*args, **kwargs)
    return [reason.text for reason in refusal.value.reasons]


def found(user, text):
    return [(match.kind, match.label) for match in find_matches(user, text).matches]


# --------------------------------------------------------------------- finding
HELD = ["thach MINH", "son thi vi du", "0912345678", "+84 912 345 678", "moi@vidu.vn", "084187234561"]
ONCE_HELD = ["0911111111", "CU@vidu.vn"]


@pytest.mark.parametrize("text", [*HELD, *ONCE_HELD])
def test_a_producer_is_found_by_what_is_and_was_held(producer, officer, text):
    assert found(officer, text) == [("Chủ thể", "Hộ Thạch Minh Hoạ")]


@pytest.mark.parametrize("text", ["", "  ", "091234567", "0841872345", "vidu.vn", "@", "khong co ai"])
def test_parts_of_numbers_find_nothing(producer, officer, text):
    assert found(officer, text) == []


def test_accounts_and_signers_are_found(law, commune, officer):
    make_user(Role.LOCAL_OFFICER, commune, full_name="Lâm Văn Ví Dụ", email="lam@vidu.vn", username="lam-vi-du")
    head = paper("15/QĐ-UBND", signer="Lâm Văn Ví Dụ")
    issue_decision(head, [line(make_product(), 3)], by=officer)
    assert found(officer, "lam van") == [("Tài khoản", "Lâm Văn Ví Dụ"), ("Người ký quyết định", "15/QĐ-UBND")]
    assert found(officer, "lam@vidu.vn") == [("Tài khoản", "Lâm Văn Ví Dụ")]


@pytest.fixture
def renamed(law, commune, officer):
    """A household that was rated under its first name, printed once under another, and is called a third one now."""
    home = make_producer("Hộ Kim Ngọc", place=commune)
    product = make_product("Bánh tét minh hoạ", producer=home)
    other = make_product("Bánh ít minh hoạ", producer=home)
    head = paper("7/QĐ-UBND", date(2022, 3, 1))
    approved = line(other, None, score=Decimal(95), printed_producer="Cơ sở Bà Sáu")
    issue_decision(head, [line(product, 3), approved], by=officer)
    edit_producer(home, by=officer, name="Hộ Kim Ngọc Thị", other_names=["Lò bánh Tư Lành"])
    edit_producer(home, by=officer, name="Hộ Danh Minh Hoạ", other_names=[])
    return home


@pytest.mark.parametrize("text", ["kim ngoc", "ngoc thi", "tu lanh", "co so ba sau", "danh minh hoa"])
def test_a_household_is_found_by_every_name_it_had_and_was_printed_with(renamed, officer, text):
    assert found(officer, text) == [("Chủ thể", "Hộ Danh Minh Hoạ")]


def test_a_voided_row_and_one_from_before_a_merge_are_found_too(renamed, officer, commune):
    void_approval(ScoreApproval.objects.get(), why="Nhầm", by=officer)
    kept = make_producer("Hộ Giữ Lại", place=commune)
    merge_producers(kept, renamed, why="Trùng", by=officer)
    both = [("Chủ thể", "Hộ Danh Minh Hoạ"), ("Chủ thể", "Hộ Giữ Lại")]
    assert found(officer, "ba sau") == both
    assert [len(ledger_of(producer, officer)) for producer in (renamed, kept)] == [2, 2]


def ledger_of(producer, officer):
    ((_kind, _thing, sections),) = show_personal_data([f"chu-the:{producer.pk}"], why="đơn", by=officer, form="page")
    return texts(sections)["Các dòng trong sổ công nhận"]


def test_the_rows_of_the_ledger_are_handed_out(renamed, officer):
    same = {
        "loại hình khi công bố": "Hộ kinh doanh",
        "địa bàn khi công bố": "Xã Minh Hoạ",
        "quyết định": "7/QĐ-UBND",
    }
    assert ledger_of(renamed, officer) == [
        same
        | {
            "tên sản phẩm khi công bố": "Bánh tét minh hoạ",
            "tên chủ thể khi công bố": "Hộ Kim Ngọc",
            "số sao": "3",
            "hiệu lực từ ngày": "01/03/2022",
            "hết ngày": "01/03/2025",
        },
        same
        | {
            "tên sản phẩm khi công bố": "Bánh ít minh hoạ",
            "tên chủ thể khi công bố": "Cơ sở Bà Sáu",
            "điểm": "95.00",
            "phê duyệt từ ngày": "01/03/2022",
        },
    ]


def test_accounts_and_drafts_are_found_by_what_they_held(law, commune, officer):
    user = make_user(Role.LOCAL_OFFICER, commune, full_name="Lâm Văn Ví Dụ", email="lam@vidu.vn", username="lam-vi-du")
    user.full_name, user.email, user.username = "Lâm Thị Khác", "khac@vidu.vn", "lam-khac"
    user.save()
    account = ("Tài khoản", "Lâm Thị Khác")
    assert [found(officer, text) for text in ("lam van", "LAM@vidu.vn", "khac@vidu.vn")] == [[account]] * 3
    head = {"level": level_of(), "issuing_body": "UBND tỉnh Trà Vinh", "created_by": officer}
    draft = DecisionDraft.objects.create(signer="Người Ký Cũ", place=officer.territory, **head)
    draft.signer = "Người Ký Khác"
    draft.save()
    assert found(officer, "ky cu") == [("Người ký dự thảo", str(draft))]
    ((_kind, _thing, sections),) = show_personal_data([f"du-thao:{draft.pk}"], why="x", by=officer, form="page")
    once = texts(sections)["Các giá trị đã từng ghi"]
    assert [row["người ký"] for row in once] == ["Người Ký Cũ", "Người Ký Khác"]


def test_only_the_own_territory_is_searched(producer, commune):
    elsewhere = make_place("Tỉnh Khác", level="province", slug="tinh-khac")
    stranger = make_user(Role.PROVINCE_OFFICER, elsewhere)
    assert found(stranger, "thach minh") == []
    assert things_of(stranger, [f"chu-the:{producer.pk}"]) == []
    administrator = make_user(Role.ADMINISTRATOR, full_name="Lâm Quản Trị")
    assert found(administrator, "thach minh") == [("Chủ thể", "Hộ Thạch Minh Hoạ")]
    clerk = make_user(Role.LOCAL_OFFICER, commune, full_name="Lâm Văn Ví Dụ")
    officer = make_user(Role.PROVINCE_OFFICER)
    assert {label for _kind, label in found(administrator, "lam")} == {"Lâm Văn Ví Dụ", "Lâm Quản Trị"}
    assert [label for _kind, label in found(officer, "lam")] == ["Lâm Văn Ví Dụ"]
    assert things_of(officer, [f"tai-khoan:{administrator.pk}"]) == []
    assert found(stranger, "lam") == []
    assert things_of(stranger, [f"tai-khoan:{clerk.pk}"]) == []


def test_a_search_is_written_down_without_whom_it_was_for(producer, officer):
    find_person("0912345678", why="đơn số 3", by=officer)
    entry = history_of(officer).get()
    assert (entry.verb, entry.by, entry.why, entry.data) == ("find_person", officer, "đơn số 3", {"found": 1})
    assert refused(find_person, "thach", why=" ", by=officer) == ["Cần nêu lý do."]
    no_right = ["Tài khoản của bạn không có quyền xử lý dữ liệu cá nhân."]
    assert refused(find_person, "thach", why="x", by=make_user(Role.LOCAL_OFFICER)) == no_right


# --------------------------------------------------------------------- everything that is held
def texts(sections):
    return {part.title: [dict(row) for row in part.rows] for part in sections}


def test_everything_about_a_producer(producer, officer):
    ((_kind, thing, sections),) = show_personal_data([f"chu-the:{producer.pk}"], why="đơn", by=officer, form="page")
    held = texts(sections)
    assert thing == producer
    assert list(held) == [
        "Bản ghi chủ thể",
        "Người đại diện",
        "Các giá trị đã từng ghi",
        "Các dòng trong sổ công nhận",
        "Giấy tờ",
        "Nhật ký về chủ thể",
    ]
    row = held["Bản ghi chủ thể"][0]
    assert (row["điện thoại"], row["thư điện tử"], row["địa bàn"]) == ("+84912345678", "moi@vidu.vn", "Xã Minh Hoạ")
    assert row["mã số doanh nghiệp, mã số thuế"] == "084187234561"
    person = held["Người đại diện"][0]
    assert (person["họ và tên"], person["dân tộc"]) == ("Sơn Thị Ví Dụ", "Khơ-me")
    assert [row["điện thoại"] for row in held["Các giá trị đã từng ghi"]] == ["+84911111111", "+84912345678"]
    assert [row["Việc"] for row in held["Nhật ký về chủ thể"]] == [
        "Xem dữ liệu về một người: Hộ Thạch Minh Hoạ",
        "Ghi người đại diện: Hộ Thạch Minh Hoạ",
        "Sửa thông tin: Hộ Thạch Minh Hoạ",
    ]
    entry = history_of(producer).first()
    assert (entry.verb, entry.by, entry.why, entry.data) == ("show_personal_data", officer, "đơn", {"form": "page"})


def test_everything_about_an_account_but_its_secrets(commune, administrator):
    user = make_user(Role.LOCAL_OFFICER, commune, email="lam@vidu.vn")
    ((_kind, _thing, sections),) = show_personal_data([f"tai-khoan:{user.pk}"], why="đơn", by=administrator, form="in")
    held = texts(sections)
    assert held["Tài khoản"][0]["thư điện tử"] == "lam@vidu.vn"
    assert user.password not in str(held)


@pytest.fixture
def signing_in(commune):
    """An account with an app for codes, signed in somewhere."""
    user = make_user(Role.LOCAL_OFFICER, commune, email="lam@vidu.vn")
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "bí mật"})
    UserSession.objects.create(user=user, ip="203.0.113.7", user_agent="Trình duyệt minh hoạ", session_key="x")
    return user


SIGNING_IN = ["Bước xác thực thứ hai", "Nơi đang đăng nhập"]


def test_how_and_where_somebody_signs_in_is_for_administrators(signing_in, administrator, officer):
    ref = [f"tai-khoan:{signing_in.pk}"]
    shown = {}
    for reader in (administrator, officer):
        ((_kind, _thing, sections),) = show_personal_data(ref, why="đơn", by=reader, form="page")
        held = texts(sections)
        shown[reader] = [title for title in SIGNING_IN if title in held], "203.0.113.7" in str(held), len(held)
        assert (held["Tài khoản"][0]["thư điện tử"], "bí mật" in str(held)) == ("lam@vidu.vn", False)
    assert shown == {administrator: (SIGNING_IN, True, 7), officer: ([], False, 5)}


def test_an_account_is_corrected_by_those_who_may_enter_the_admin(client, signing_in, administrator, officer):
    asked = {"refs": [f"tai-khoan:{signing_in.pk}"], "why": "đơn số 3", "form": "page"}
    seen = {}
    for reader in (administrator, officer):
        client.force_login(reader)
        page = client.post(reverse(SHOW), asked).content.decode()
        seen[reader] = reverse("admin:core_user_change", args=[signing_in.pk]) in page, "203.0.113.7" in page
    assert seen == {administrator: (True, True), officer: (False, False)}


def test_of_a_paper_only_who_signed_it(law, officer):
    issue_decision(paper("15/QĐ-UBND", signer="Người Ký Minh Hoạ"), [line(make_product(), 3)], by=officer)
    decision = Decision.objects.get()
    ((_kind, _thing, sections),) = show_personal_data([f"quyet-dinh:{decision.pk}"], why="x", by=officer, form="page")
    assert texts(sections) == {
        "Người ký": [
            {
                "số, ký hiệu": "15/QĐ-UBND",
                "ngày ký": "12/01/2022",
                "cơ quan ban hành": "UBND tỉnh Trà Vinh",
                "người ký": "Người Ký Minh Hoạ",
            }
        ]
    }


def test_nothing_is_shown_without_a_reason_or_a_line(producer, officer):
    before = HistoryEntry.objects.count()
    ref = f"chu-the:{producer.pk}"
    assert refused(show_personal_data, [ref], why="", by=officer, form="page") == ["Cần nêu lý do."]
    wrong = ["", "chu-the:0", "x:1", "chu-the:abc"]
    assert refused(show_personal_data, wrong, why="x", by=officer, form="page") == ["Hãy chọn ít nhất một dòng."]
    assert HistoryEntry.objects.count() == before


# --------------------------------------------------------------------- requests
@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2022, 9, 26), date(2022, 9, 28)),  # Monday
        (date(2022, 9, 29), date(2022, 10, 3)),  # Thursday
        (date(2022, 9, 30), date(2022, 10, 4)),  # Friday
        (date(2022, 10, 1), date(2022, 10, 4)),  # Saturday
        (date(2022, 10, 2), date(2022, 10, 4)),  # Sunday
    ],
)
def test_two_working_days(received, due):
    assert answer_due(received) == due


def test_a_request_waits_until_it_is_answered_once(producer, officer):
    ref = f"chu-the:{producer.pk}"
    entry = receive_request([ref], right="copy", on=date(2022, 9, 29), why="đơn số 3", by=officer)
    nobody = receive_request([], right="erase", on=date(2022, 9, 30), why="đơn số 4", by=officer)
    assert (entry.subject, nobody.subject) == (producer, Generation.objects.get())
    assert entry.data == {"right": "copy", "received": "2022-09-29", "due": "2022-10-03"}
    assert open_requests(officer) == [entry, nobody]
    answer_request(entry, why="đã đưa bản in", by=officer)
    assert open_requests(officer) == [nobody]
    assert refused(answer_request, entry, why="x", by=officer) == ["Yêu cầu này đã được trả lời."]
    late = refused(receive_request, [], right="see", on=date(2022, 10, 2), why="", by=officer)
    assert late == ["Cần nêu lý do.", "Ngày 02/10/2022 sau ngày làm việc hiện tại."]


# --------------------------------------------------------------------- the pages
def test_from_the_search_to_the_file(signed_in, producer):
    empty = signed_in.post(reverse(PAGE), {"text": "", "why": ""})
    assert empty.context["form"].errors == {"text": ["Hãy nhập điều cần tìm."], "why": ["Cần nêu lý do."]}
    page = signed_in.post(reverse(PAGE), {"text": "son thi", "why": "đơn số 3"})
    text = page.content.decode()
    ref = f"chu-the:{producer.pk}"
    assert (f'value="{ref}"' in text, "Chủ thể: Hộ Thạch Minh Hoạ" in text, "Sơn Thị" in text) == (True, True, False)
    asked = {"refs": [ref], "why": "đơn số 3"}
    shown = signed_in.post(reverse(SHOW), asked | {"form": "page"})
    assert "no-store" in shown["Cache-Control"]
    text = shown.content.decode()
    for piece in ("Sơn Thị Ví Dụ", "+84911111111", reverse("staff:producer-edit", args=[producer.slug])):
        assert piece in text
    file = signed_in.post(reverse(SHOW), asked | {"form": "json"})
    assert file["Content-Disposition"] == 'attachment; filename="du-lieu-ca-nhan.json"'
    content = json.loads(file.content)
    assert (content["reason"], content["held"][0]["label"]) == ("đơn số 3", "Hộ Thạch Minh Hoạ")
    assert content["held"][0]["sections"][1]["rows"][0]["họ và tên"] == "Sơn Thị Ví Dụ"
    sheet = signed_in.post(reverse(SHOW), asked | {"form": "in"}).content.decode()
    assert ('class="paper' in sheet, "Sơn Thị Ví Dụ" in sheet) == (True, True)
    looks = history_of(producer).filter(verb="show_personal_data").order_by("pk")
    assert [entry.data["form"] for entry in looks] == ["page", "json", "in"]


def test_a_look_without_a_reason_is_refused_in_words(signed_in, producer):
    page = signed_in.post(reverse(SHOW), {"refs": [f"chu-the:{producer.pk}"], "why": " "}, follow=True)
    assert [str(message) for message in page.context["messages"]] == ["Cần nêu lý do."]
    assert "Sơn Thị" not in page.content.decode()


def test_a_request_on_the_page(signed_in, producer, officer):
    values = {"refs": [f"chu-the:{producer.pk}"], "right": "correct", "on": "29/09/2022", "why": "đơn số 3"}
    wrong = signed_in.post(reverse("staff:data-request-receive"), values | {"on": "1/13/2022"})
    assert ("đơn số 3" in wrong.content.decode(), open_requests(officer)) == (True, [])
    page = signed_in.post(reverse("staff:data-request-receive"), values, follow=True)
    assert [str(message) for message in page.context["messages"]] == [
        "Đã ghi yêu cầu: trả lời trước hết ngày 03/10/2022."
    ]
    (entry,) = open_requests(officer)
    assert "hạn 03/10/2022" in page.content.decode()
    answer = reverse("staff:data-request-answer", args=[entry.pk])
    assert signed_in.post(answer, {"why": ""}, follow=True).context["waiting"] != []
    assert signed_in.post(answer, {"why": "đã sửa"}, follow=True).context["waiting"] == []


@pytest.mark.parametrize("role", list(Role))
def test_who_handles_personal_data(client, role):
    client.force_login(make_user(role))
    allowed = role in {Role.ADMINISTRATOR, Role.PROVINCE_OFFICER}
    assert client.get(reverse(PAGE)).status_code == (200 if allowed else 403)
    assert client.post(reverse(SHOW), {}).status_code == (302 if allowed else 403)
