"""The pages of a dossier's papers: the task list, an item, a paper, its files, the list of what lapses, the sheet."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, timedelta

import pytest
from django.test import override_settings

from core.roles import Role
from evaluations.actions.dossiers import accept_dossier
from evaluations.actions.papers import add_version, see_original
from evaluations.models import DossierPaper, Paper
from tests.evaluations.council_room import hand_in
from tests.evaluations.paper_room import TODAY, checklists, filed, item_of, page_words, paper, pdf, picture, url
from tests.factories import make_producer, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
@override_settings(BUSINESS_DAY=TODAY)
def built(stage):
    _province, commune, officer = stage
    checklists()
    return filed(commune, officer)


@pytest.fixture
def entry(db, built, settings, tmp_path):
    settings.BUSINESS_DAY, settings.MEDIA_ROOT = TODAY, tmp_path
    return deepcopy(built)


@pytest.fixture
def dossier(entry):
    return entry.dossier


def told(response):
    return [str(message) for message in response.context["messages"]]


# ------------------------------------------------------------------ the task list
def test_the_task_list_says_what_is_missing_and_accepting_says_the_same(sign_in, officer, dossier, entry):
    client, page = sign_in(officer), url("dossier-detail", dossier.pk)
    found = client.get(page)
    gaps = found.context["papers"]["gaps"]
    assert gaps == [
        "Phiếu đăng ký (mẫu số 01): còn thiếu, bắt buộc (26/2026/QĐ-TTg, khoản 1 Điều 6)",
        "Báo cáo tự đánh giá (mẫu số 02): còn thiếu, bắt buộc (26/2026/QĐ-TTg, khoản 1 Điều 6)",
    ]
    assert "Đã có 0 trên 18 mục." in page_words(found)
    assert [(str(label), len(lines)) for label, lines in found.context["papers"]["groups"]] == [
        ("bắt buộc", 2),
        ("cần cho hạng sao", 8),
        ("nếu có", 8),
    ]
    assert f'href="{url("dossier-item", dossier.pk, "phieu-dang-ky")}"' in found.text
    assert "Thiếu thì khó đạt từ 4 sao" in page_words(found)
    refused = client.post(url("entry-step", entry.pk, "chap-nhan"))
    assert list(refused.context["form"].non_field_errors()) == gaps
    for code in ("phieu-dang-ky", "bao-cao-tu-danh-gia"):
        client.post(url("dossier-item", dossier.pk, code), {"do": "see", "note": "Bản giấy ở xã"})
    assert client.get(page).context["papers"]["gaps"] == []
    assert told(client.post(url("entry-step", entry.pk, "chap-nhan"), follow=True)) == ["“Mứt gừng” đủ điều kiện."]


def test_a_page_of_a_dossier_asks_as_much_for_more_papers(sign_in, officer, dossier, count_queries):
    sign_in(officer)
    address = url("dossier-detail", dossier.pk)
    paper(dossier, "phieu-dang-ky", officer)
    before = count_queries(address)
    for code in ("cau-chuyen", "giai-thuong", "ma-so-ma-vach"):
        paper(dossier, code, officer)
    assert count_queries(address) == before <= 25


def test_a_dossier_that_is_done_is_read_as_of_its_day(sign_in, officer, dossier, entry, settings):
    paper(dossier, "cong-bo-chat-luong", officer, expires_on=TODAY + timedelta(90))
    hand_in(entry, officer)
    accept_dossier(entry, by=officer)
    type(dossier).objects.filter(pk=dossier.pk).update(status="decided")
    settings.BUSINESS_DAY = date(2028, 1, 1)
    found = sign_in(officer).get(url("dossier-detail", dossier.pk))
    lines = [line for _label, group in found.context["papers"]["groups"] for line in group if line.uses]
    assert {line.item.code: line.state for line in lines}["cong-bo-chat-luong"] == "done"


# ------------------------------------------------------------------ an item
FACTS = {"name": "Giấy phép (minh hoạ)", "number": "12/GP", "issued_by": "UBND huyện (minh hoạ)"}
DAYS = {"issued_on": "5/1/2026", "expires_on": "4/1/2027"}


def test_a_paper_is_added_with_its_file_and_days(sign_in, officer, dossier):
    client, page = sign_in(officer), url("dossier-item", dossier.pk, "dang-ky-kinh-doanh")
    asked = client.get(page)
    assert asked.context["shown"]["add"]["name"].value() == "Giấy đăng ký kinh doanh"
    response = client.post(page, {"do": "add", "upload": pdf(), **FACTS, **DAYS}, follow=True)
    assert told(response) == ["Đã thêm giấy tờ."]
    made = Paper.objects.get()
    assert (made.name, made.number, made.issued_by) == tuple(FACTS.values())
    assert (made.issued_on, made.expires_on) == (date(2026, 1, 5), date(2027, 1, 4))
    text = page_words(response)
    assert "UBND huyện (minh hoạ) · cấp 05/01/2026 · đến hết 04/01/2027" in text
    assert "Sắp hết hạn" in text  # in 45 days
    assert "chưa gán tiêu chí" in text


def test_errors_stand_at_their_inputs_and_lose_nothing(sign_in, officer, dossier):
    client, page = sign_in(officer), url("dossier-item", dossier.pk, "dang-ky-kinh-doanh")
    empty = client.post(page, {"do": "add", "name": "Giấy phép", "number": "7", "issued_on": "", "expires_on": "x"})
    form = empty.context["shown"]["add"]
    assert {name: list(errors) for name, errors in form.errors.items()} == {
        "upload": ["Chọn tệp của giấy tờ."],
        "issued_on": ["Giấy này cần ngày cấp."],
        "expires_on": ["Ngày viết như 22/8/2022."],
    }
    assert (form["number"].value(), empty.context["refused"]) == ("7", form)
    bad = pdf("giay.pdf")
    bad.file.getbuffer()[:4] = b"XXXX"
    refused = client.post(page, {"do": "add", "upload": bad, **FACTS, **DAYS})
    assert list(refused.context["shown"]["add"].errors) == ["upload"]
    assert not Paper.objects.exists()


def test_a_paper_of_another_dossier_is_chosen(sign_in, officer, dossier, commune):
    use = paper(dossier, "dang-ky-kinh-doanh", officer, name="Giấy đăng ký", expires_on=date(2027, 12, 31))
    other = filed(commune, officer, name="Mứt tắc", producer=dossier.product.producer).dossier
    client, page = sign_in(officer), url("dossier-item", other.pk, "dang-ky-kinh-doanh")
    choices = client.get(page).context["shown"]["use"].fields["paper"].choices
    assert choices == [(str(use.paper.pk), "Giấy đăng ký, đến hết 31/12/2027")]
    assert list(client.post(page, {"do": "use", "paper": "0"}).context["shown"]["use"].errors) == ["paper"]
    assert told(client.post(page, {"do": "use", "paper": use.paper.pk}, follow=True)) == ["Đã dùng lại giấy tờ."]
    assert other.papers.get().paper == use.paper
    shown = client.get(url("dossier-paper", use.pk))
    assert [str(each) for each in shown.context["others"]] == ["Mứt tắc"]


def test_who_only_looks_is_offered_nothing_and_changes_nothing(sign_in, dossier, province):
    client, page = sign_in(make_user(Role.LEADER, province)), url("dossier-item", dossier.pk, "phieu-dang-ky")
    assert "<form method" not in client.get(page).text.partition("<main")[2]
    refused = client.post(page, {"do": "see", "note": ""})
    assert "không có quyền" in str(refused.context["refused"].non_field_errors())
    assert not dossier.papers.exists()


def test_an_item_of_another_law_or_place_is_not_found(sign_in, officer, dossier, stranger):
    client = sign_in(officer)
    assert client.get(url("dossier-item", dossier.pk, "phuong-an-kinh-doanh")).status_code == 404
    use = paper(dossier, "phieu-dang-ky", officer)
    client = sign_in(stranger)
    version = use.paper.versions.get()
    for address in (
        url("dossier-item", dossier.pk, "phieu-dang-ky"),
        url("dossier-paper", use.pk),
        url("paper-file", use.pk, version.pk),
    ):
        assert client.get(address).status_code == 404


# ------------------------------------------------------------------ a paper
def test_a_paper_gets_versions_other_facts_and_criteria(sign_in, officer, dossier):
    use = paper(dossier, "nguon-goc-nguyen-lieu", officer)
    client, page = sign_in(officer), url("dossier-paper", use.pk)
    client.post(page, {"do": "version", "upload": picture()})
    assert [version.number for version in use.paper.versions.all()] == [2, 1]
    client.post(page, {"do": "facts", **FACTS, **DAYS})
    use.paper.refresh_from_db()
    assert (use.paper.number, use.paper.issued_on) == ("12/GP", date(2026, 1, 5))
    client.post(page, {"do": "prove", "criteria": ["1.5", "1.1"]})
    use.refresh_from_db()
    assert use.criteria == ["1.1", "1.5"]
    refused = client.post(page, {"do": "prove", "criteria": ["99"]})
    assert list(refused.context["refused"].errors) == ["criteria"]
    found = client.get(page)
    for version in use.paper.versions.all():
        assert version.sha256 in found.text
        assert url("paper-file", use.pk, version.pk) in found.text
    drop = url("paper-drop", use.pk)
    assert f'href="{drop}"' in found.text
    assert "Giấy tờ và các bản của nó vẫn là của chủ thể" in client.get(drop).text
    assert DossierPaper.objects.exists()  # asking takes nothing away
    page = client.post(drop, {"why": ""}, follow=True)
    assert told(page) == [f"Đã bỏ “{use.paper}” khỏi hồ sơ; giấy tờ vẫn là của chủ thể."]
    assert not DossierPaper.objects.exists()


def test_an_original_that_was_seen_has_no_files_and_says_who_saw_it(sign_in, officer, dossier):
    use = see_original(dossier, item_of(dossier, "phieu-dang-ky"), note="Lưu ở xã", by=officer)
    found = sign_in(officer).get(url("dossier-paper", use.pk))
    assert set(found.context["shown"]) == {"prove"}
    assert f", {officer} · Lưu ở xã" in page_words(found)


# ------------------------------------------------------------------ files
def test_a_file_is_shown_in_the_page_and_runs_nothing(sign_in, officer, dossier):
    use = paper(dossier, "phieu-dang-ky", officer)
    add_version(use, picture("Ảnh giấy.jpg"), by=officer)
    client = sign_in(officer)
    types = []
    for version in use.paper.versions.order_by("number"):
        answer = client.get(url("paper-file", use.pk, version.pk))
        types.append((answer["Content-Type"], answer["Content-Disposition"].partition(";")[0]))
        assert b"".join(answer.streaming_content)
        assert (answer["X-Frame-Options"], answer["Cache-Control"]) == ("SAMEORIGIN", "private, no-store")
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert types == [("application/pdf", "inline"), ("image/jpeg", "inline")]
    other = paper(dossier, "cau-chuyen", officer)
    assert client.get(url("paper-file", use.pk, other.paper.versions.get().pk)).status_code == 404


# ------------------------------------------------------------------ what lapses
def test_the_list_of_lapsing_papers_is_the_territorys_and_is_filtered(sign_in, officer, dossier, commune, stranger):
    paper(dossier, "cong-bo-chat-luong", officer, name="Bản tự công bố", expires_on=TODAY + timedelta(5))
    other = make_producer("Cơ sở Khác Minh Hoạ", place=commune)
    second = filed(commune, officer, name="Mứt tắc", producer=other).dossier
    paper(second, "giai-thuong", officer, name="Bằng khen", expires_on=TODAY - timedelta(5))
    client, page = sign_in(officer), url("paper-list")

    def listed(**asked):
        return [(row["paper"].name, row["left"]) for row in client.get(page, asked).context["rows"]]

    assert listed() == [("Bằng khen", -5), ("Bản tự công bố", 5)]
    assert listed(tinh_trang="het-han") == [("Bằng khen", -5)]
    assert listed(tinh_trang="sap-het-han") == [("Bản tự công bố", 5)]
    assert listed(q="khac minh hoa") == [("Bằng khen", -5)]
    assert listed(q="không có") == []
    text = page_words(client.get(page))
    assert "còn 5 ngày" in text
    assert url("dossier-item", second.pk, "giai-thuong") in text
    client = sign_in(stranger)
    assert listed() == []


def test_the_list_asks_as_much_for_more_papers(sign_in, officer, dossier, count_queries):
    sign_in(officer)
    paper(dossier, "cong-bo-chat-luong", officer, expires_on=TODAY)
    before = count_queries(url("paper-list"))
    for code in ("giai-thuong", "ma-so-ma-vach"):
        paper(dossier, code, officer, expires_on=TODAY)
    assert count_queries(url("paper-list")) == before <= 9
