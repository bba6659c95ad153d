"""Saving rows through forms (without a script) and as JSON (with one)."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from evaluations.actions.results import save_result
from evaluations.entry import Entry
from evaluations.models import PaperResult
from products.actions.decisions import issue_decision
from products.enums import RatingKind
from tests.factories import line, make_producer, make_user, paper

pytestmark = pytest.mark.django_db
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def address(round_2022):
    return reverse("staff:result-save", args=[round_2022.pk])


def posted(**row):
    return {"result": "", "version": "", "product": "", "product_text": "", "kind": "first", **row}


def test_a_script_saves_a_row(sign_in, officer, address, make):
    product = make("Bánh tét")
    response = sign_in(officer).post(address, posted(product=product.pk, score="72,5"), **JSON)
    row = PaperResult.objects.get()
    answer = response.json()
    assert (response.status_code, answer["id"], answer["version"]) == (200, row.pk, 1)
    assert answer["values"] == {
        "product": product.pk,
        "product_text": "Bánh tét",
        "about": f"{product.producer.name}, Xã Minh Hoạ",
        "kind": "first",
        "score": "72,5",
        "outcome": "4",
        "note": "",
    }
    assert answer["saved"].startswith("đã lưu lúc ")
    assert answer["remove"] == reverse("staff:result-remove", args=[row.pk])


def test_a_form_saves_a_row_by_its_name_and_comes_back(sign_in, officer, address, make, round_2022):
    make("Bánh tét Trà Cuôn")
    response = sign_in(officer).post(address, posted(product_text="banh tet tra cuon", score="60"))
    row = PaperResult.objects.get()
    assert (row.product.name, row.score, row.outcome) == ("Bánh tét Trà Cuôn", Decimal(60), "3")
    assert response.headers["Location"] == f"{reverse('staff:round-detail', args=[round_2022.pk])}#dong-{row.pk}"


def test_two_products_of_one_name_are_asked_about_and_nothing_is_lost(sign_in, officer, address, make, commune):
    first = make("Bánh tét 3 màu", producer=make_producer("Hộ A minh hoạ", place=commune))
    second = make("Bánh tét 3 màu", producer=make_producer("Hộ B minh hoạ", place=commune))
    client = sign_in(officer)
    response = client.post(address, posted(product_text="banh tet 3 mau", score="61,25", note="dòng 7"))
    row = response.context["grid"]["blank"]
    assert row.errors == {"product_text": ["“banh tet 3 mau”: chọn đúng sản phẩm trong danh sách."]}
    assert (row.product_text, row.score, row.note) == ("banh tet 3 mau", "61,25", "dòng 7")
    assert [choice["about"] for choice in row.choices] == ["Hộ A minh hoạ, Xã Minh Hoạ", "Hộ B minh hoạ, Xã Minh Hoạ"]
    client.post(address, posted(product_text="banh tet 3 mau", product_choice=second.pk, score="61,25"))
    assert PaperResult.objects.get().product == second
    assert first.results.count() == 0


def test_a_name_that_was_changed_wins_over_the_hidden_number(sign_in, officer, address, make, enter):
    wrong, right = make("Kẹo dừa"), make("Mứt dừa")
    row = enter(Entry(wrong))[0]
    sign_in(officer).post(
        address, posted(result=row.pk, version="1", product=wrong.pk, product_text="mut dua", score="55")
    )
    row.refresh_from_db()
    assert row.product == right


@pytest.mark.parametrize(
    ("row", "errors"),
    [
        ({"score": "101"}, {"score": ["Điểm phải từ 0 đến 100, không phải 101."]}),
        (
            {"score": "bảy"},
            {"score": ["“bảy” không phải là điểm: gõ số như 72,5, hoặc để trống nếu không công bố."]},
        ),
        ({"score": "72,555"}, {"score": ["Điểm có nhiều nhất hai chữ số thập phân, không phải 72,555."]}),
        ({"score": "60", "outcome": "4"}, {"outcome": ["60 điểm ứng với 3 sao, không phải 4 sao."]}),
        (
            {"outcome": "5"},
            {
                "outcome": [
                    "Cấp tỉnh không được công nhận hạng 5 sao (Quy trình kèm Quyết định 1048/QĐ-TTg: tỉnh công nhận "
                    "3–4 sao, từ 90 điểm đề nghị trung ương)."
                ]
            },
        ),
        ({"outcome": "9"}, {"outcome": ["Chọn một kết quả trong danh sách."]}),
    ],
)
def test_refusals_stand_at_their_inputs(sign_in, officer, address, make, row, errors):
    product = make("Bánh tét")
    client = sign_in(officer)
    response = client.post(address, posted(product=product.pk, product_text="Bánh tét", **row), **JSON)
    assert (response.status_code, response.json()["errors"]) == (422, errors)
    # and without a script: the page again, with what was typed
    page = client.post(address, posted(product=product.pk, product_text="Bánh tét", **row))
    shown = page.context["grid"]["blank"]
    assert (shown.errors, shown.score) == (errors, row.get("score", ""))
    html = page.content.decode()
    assert "Có lỗi cần sửa" in html
    assert html.count('aria-invalid="true"') == 1
    assert PaperResult.objects.count() == 0


def test_nothing_chosen_and_nothing_found(sign_in, officer, address):
    client = sign_in(officer)
    assert client.post(address, posted(score="60"), **JSON).json()["errors"] == {
        "product_text": ["Cần chọn sản phẩm."]
    }
    assert client.post(address, posted(product_text="không có"), **JSON).json() == {
        "errors": {"product_text": ["Không tìm thấy “không có”: tạo sản phẩm mới."]},
        "choices": [],
    }


def test_a_held_rating_is_asked_about_with_a_choice_in_the_row(sign_in, officer, address, make):
    product = make("Kẹo dừa")
    issue_decision(paper(), [line(product, 3)], by=officer)
    client = sign_in(officer)
    page = client.post(address, posted(product=product.pk, score="75"))
    shown = page.context["grid"]["blank"]
    assert (shown.asks_kind, shown.errors) == (
        True,
        {"kind": ["“Kẹo dừa” đang giữ hạng 3 sao đến 12/01/2025: đây là đánh giá lại hay nâng hạng?"]},
    )
    assert 'name="kind_answer"' in page.content.decode()
    client.post(address, posted(product=product.pk, score="75", kind_answer="upgrade"))
    assert PaperResult.objects.get().kind == RatingKind.UPGRADE


def test_both_versions_are_shown_to_a_script(sign_in, officer, address, make, round_2022):
    other = make_user(full_name="Chị Hai")
    product = make("Bánh tét")
    row = save_result(round_2022, Entry(product, score=Decimal(60)), by=officer)
    save_result(round_2022, Entry(product, score=Decimal(65)), by=other, result=row, version=1)
    mine = posted(result=row.pk, version="1", product=product.pk, score="71", outcome="4")
    client = sign_in(officer)
    response = client.post(address, mine, **JSON)
    conflict = response.json()["conflict"]
    assert response.status_code == 409
    assert (conflict["who"], conflict["version"]) == ("Chị Hai", 2)
    assert conflict["theirs"]["text"] == "Bánh tét · lần đầu · 65 điểm · 3 sao"
    assert conflict["mine"]["text"] == "Bánh tét · lần đầu · 71 điểm · 4 sao"
    assert client.post(address, {**mine, "version": "2"}, **JSON).status_code == 200
    row.refresh_from_db()
    assert (row.score, row.updated_by) == (Decimal(71), officer)


def test_both_versions_are_shown_without_a_script(sign_in, officer, address, make, round_2022):
    product = make("Bánh tét")
    row = save_result(round_2022, Entry(product, score=Decimal(60)), by=officer)
    save_result(round_2022, Entry(product, score=Decimal(65)), by=make_user(), result=row, version=1)
    page = sign_in(officer).post(address, posted(result=row.pk, version="1", product=product.pk, score="71"))
    shown = page.context["grid"]["rows"][0]
    assert (shown.score, shown.version, shown.theirs["theirs"]["score"]) == ("71", 2, "65")
    html = page.content.decode()
    assert "Giữ bản của tôi" in html
    assert "Bánh tét · lần đầu · 65 điểm · 3 sao" in html


def test_a_product_of_another_district_is_no_choice(sign_in, stranger, local_officer, address, make, round_2022):
    product = make("Bánh tét")
    assert sign_in(stranger).post(address, posted(product=product.pk), **JSON).status_code == 404


def test_taking_a_row_out_asks_first(sign_in, officer, stranger, make, enter, round_2022):
    row = enter(Entry(make("Bánh tét")))[0]
    address = reverse("staff:result-remove", args=[row.pk])
    client = sign_in(officer)
    assert "Bỏ “Bánh tét” khỏi bảng kết quả?" in client.get(address).content.decode()
    assert PaperResult.objects.count() == 1
    client.post(address)
    assert PaperResult.objects.count() == 0
    kept = enter(Entry(make("Kẹo")))[0]
    assert sign_in(stranger).post(reverse("staff:result-remove", args=[kept.pk])).status_code == 404
    assert PaperResult.objects.count() == 1


def test_a_forged_form_is_refused(officer, address, make):
    client = Client(enforce_csrf_checks=True)
    client.force_login(officer)
    assert client.post(address, posted(product=make("A").pk)).status_code == 403
