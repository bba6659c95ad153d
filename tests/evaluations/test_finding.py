"""Finding products and producers by a few letters; pasting a block; making a product in place."""

import json
from datetime import date

import pytest
from django.urls import reverse

from evaluations.actions.rounds import open_round
from evaluations.entry import Entry
from evaluations.models import PaperResult
from producers.models import Producer
from products.actions.decisions import issue_decision
from products.models import Product
from tests.factories import level_of, line, make_place, make_producer, make_product, paper

pytestmark = pytest.mark.django_db
JSON = {"HTTP_ACCEPT": "application/json"}


def find(client, text, **more):
    return client.get(reverse("staff:product-find"), {"q": text, **more}).json()["products"]


def test_letters_without_marks_find_products_told_apart(sign_in, officer, make, commune):
    make("Bánh tét 3 màu", producer=make_producer("Hộ An minh hoạ", place=commune))
    make("Bánh tét 3 màu", producer=make_producer("Hộ Bình minh hoạ", place=commune))
    make("Kẹo dừa")
    found = find(sign_in(officer), "banh 3")
    assert [(each["name"], each["about"]) for each in found] == [
        ("Bánh tét 3 màu", "Hộ An minh hoạ, Xã Minh Hoạ"),
        ("Bánh tét 3 màu", "Hộ Bình minh hoạ, Xã Minh Hoạ"),
    ]
    assert [each["about"] for each in find(sign_in(officer), "banh tet ho binh")] == ["Hộ Bình minh hoạ, Xã Minh Hoạ"]
    assert find(sign_in(officer), "  ") == []


def test_at_most_ten_and_those_that_begin_with_it_first(sign_in, officer, make):
    for number in range(11):
        make(f"Trà dừa {number:02}")
    make("Dừa sáp")
    found = find(sign_in(officer), "dua")
    assert (len(found), found[0]["name"]) == (10, "Dừa sáp")


def test_what_a_product_holds_is_said_on_the_day_of_the_round(sign_in, officer, make, round_2022):
    product = make("Kẹo dừa")
    issue_decision(paper(), [line(product, 4)], by=officer)
    found = find(sign_in(officer), "keo", round=round_2022.pk)
    assert found == [
        {
            "id": product.pk,
            "name": "Kẹo dừa",
            "about": f"{product.producer.name}, Xã Minh Hoạ",
            "held": "đang giữ 4 sao đến 12/01/2025",
            "held_stars": 4,
        }
    ]


def test_an_officer_finds_nothing_of_another_district(sign_in, stranger, local_officer, make):
    make("Kẹo dừa")
    assert len(find(sign_in(local_officer), "keo")) == 1
    assert find(sign_in(stranger), "keo") == []
    answer = sign_in(stranger).get(reverse("staff:producer-find"), {"q": "ho"}).json()
    assert answer == {"producers": []}


def test_the_number_of_queries_does_not_grow(sign_in, officer, make, round_2022, count_queries):
    sign_in(officer)
    address = f"{reverse('staff:product-find')}?q=keo&round={round_2022.pk}"
    make("Kẹo 1")
    one = count_queries(address)
    make("Kẹo 2")
    make("Kẹo 3")
    assert count_queries(address) == one == 5


@pytest.mark.parametrize(("number", "status"), [("9" * 18, 404), ("9" * 5000, 200), ("khong", 200), ("", 200)])
def test_a_round_that_cannot_be_is_none(sign_in, officer, make, number, status):
    make("Kẹo dừa")
    for name in ("round", "draft"):
        answer = sign_in(officer).get(reverse("staff:product-find"), {"q": "keo", name: number})
        assert answer.status_code == status


def test_pasted_names_are_matched_in_one_go(sign_in, officer, make, commune):
    one = make("Chả hoa Năm Thuỵ")
    make("Bánh tét 3 màu", producer=make_producer(place=commune))
    make("Bánh tét 3 màu", producer=make_producer(place=commune))
    names = ["cha hoa nam thuy", "Bánh tét 3 màu", "Bánh tét", "Không có"]
    response = sign_in(officer).post(
        reverse("staff:product-match"), json.dumps({"names": names}), content_type="application/json"
    )
    answers = response.json()["answers"]
    assert [(len(each["exact"]), len(each["near"])) for each in answers] == [(1, 0), (2, 0), (0, 2), (0, 0)]
    assert answers[0]["exact"][0]["id"] == one.pk


@pytest.mark.parametrize(
    "body", ["x", "[]", '{"names": "Chả hoa"}', '{"names": [1]}', '{"names": [["Chả hoa"]]}', "[" * 100_000]
)
def test_names_that_are_no_list_of_texts_are_refused_in_words(sign_in, officer, body):
    answer = sign_in(officer).post(reverse("staff:product-match"), body, content_type="application/json")
    assert (answer.status_code, answer.json()) == (400, {"error": "Không đọc được các dòng đã dán."})


def test_names_are_read_up_to_a_number_and_a_length(sign_in, officer, law):
    body = json.dumps({"names": ["Chả hoa " * 100, *("Bánh tét" for _time in range(600))]})
    answers = sign_in(officer).post(reverse("staff:product-match"), body, content_type="application/json").json()
    assert len(answers["answers"]) == 500
    assert answers["answers"][0]["name"] == ("Chả hoa " * 100)[:250]


def test_a_pasted_block_saves_what_fits_and_keeps_the_rest(sign_in, officer, make, round_2022, commune):
    make("Chả hoa")
    make("Kẹo dừa")
    make("Bánh tét", producer=make_producer(place=commune))
    make("Bánh tét", producer=make_producer(place=commune))
    address = reverse("staff:result-paste", args=[round_2022.pk])
    block = "Chả hoa\t72,5\r\nKeo dua\tchín\r\nBánh tét\t60\r\nKhông có\t50\r\n"
    response = sign_in(officer).post(address, {"block": block})
    assert [(row.product.name, row.outcome) for row in PaperResult.objects.all()] == [("Chả hoa", "4")]
    assert [(each.line.name, each.why) for each in response.context["left"]] == [
        ("Keo dua", "“chín” không phải là điểm: gõ số như 72,5, hoặc để trống nếu không công bố."),
        ("Bánh tét", "Có 2 sản phẩm tên này: chọn ở bảng."),
        ("Không có", "Không tìm thấy sản phẩm tên này: sửa tên cho khớp, hoặc nhập ở bảng và tạo mới."),
    ]
    assert response.context["form"].initial["block"] == "Keo dua\tchín\nBánh tét\t60\nKhông có\t50"
    done = sign_in(officer).post(address, {"block": "Kẹo dừa\t55"})
    assert done.headers["Location"] == reverse("staff:round-detail", args=[round_2022.pk])


@pytest.fixture
def making(round_2022):
    return reverse("staff:result-product-new", args=[round_2022.pk])


def given(**changes):
    return {"name": "Kẹo chuối minh hoạ", "producer_text": "", "legal_form": "", "place": "", **changes}


def test_a_product_of_a_known_producer_is_made_for_a_script(sign_in, officer, making, commune):
    producer = make_producer("Hộ A minh hoạ", place=commune)
    response = sign_in(officer).post(making, given(producer=producer.pk, producer_text="Hộ A minh hoạ"), **JSON)
    product = Product.objects.get()
    assert response.json() == {
        "product": {"id": product.pk, "name": "Kẹo chuối minh hoạ", "about": "Hộ A minh hoạ, Xã Minh Hoạ"}
    }
    assert (product.producer, product.place) == (producer, commune)


def test_a_product_with_a_new_producer_gets_a_row_without_a_script(sign_in, officer, making, commune, round_2022):
    form = given(producer_text="Hộ B minh hoạ", is_new="on", legal_form="household_business", place=commune.slug)
    response = sign_in(officer).post(making, form)
    row = PaperResult.objects.get()
    assert (row.product.name, row.product.producer.name) == ("Kẹo chuối minh hoạ", "Hộ B minh hoạ")
    assert row.product.producer.legal_form == "household_business"
    assert response.headers["Location"] == f"{reverse('staff:round-detail', args=[round_2022.pk])}#dong-{row.pk}"


def test_a_producer_that_is_not_clear_is_asked_about(sign_in, officer, making, commune):
    make_producer("Hộ A minh hoạ", place=commune)
    client = sign_in(officer)
    response = client.post(making, given(producer_text="ho a"))
    assert response.context["form"].errors == {
        "producer_text": ["Chọn một chủ thể trong danh sách, hoặc đánh dấu “chủ thể mới”."]
    }
    assert [each.name for each in response.context["form"].producers_found] == ["Hộ A minh hoạ"]
    assert client.post(making, given(producer_text="Hộ Z", is_new="on"), **JSON).json()["errors"] == {
        "legal_form": ["Chọn loại hình của chủ thể mới."]
    }
    assert (Product.objects.count(), Producer.objects.count()) == (0, 1)


def test_a_place_outside_the_territory_makes_nothing_at_all(sign_in, local_officer, district, province):
    found = open_round(
        level=level_of("1048-2019", "district"),
        place=district,
        year=2022,
        ordinal=1,
        opened_on=date(2022, 6, 1),
        by=local_officer,
    )
    elsewhere = make_place("Xã Nơi Khác", parent=province)
    address = reverse("staff:result-product-new", args=[found.pk])
    form = given(producer_text="Hộ B", is_new="on", legal_form="farm", place=elsewhere.slug)
    response = sign_in(local_officer).post(address, form, **JSON)
    assert list(response.json()["errors"]) == ["place"]
    assert Producer.objects.count() == 0


def test_a_secretary_enters_results_and_makes_no_products(sign_in, secretary, making, round_2022):
    client = sign_in(secretary)
    assert client.get(making).status_code == 403
    html = client.get(reverse("staff:round-detail", args=[round_2022.pk])).content.decode()
    assert "data-product-dialog" not in html
    assert 'name="score"' in html


def test_merged_products_are_no_choice(sign_in, officer, make, enter):
    kept = make("Kẹo dừa")
    make_product("Kẹo dừa cũ", merged_into=kept)
    assert [each["id"] for each in find(sign_in(officer), "keo")] == [kept.pk]
    assert enter(Entry(kept))[0].product == kept
