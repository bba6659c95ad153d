"""The staff pages of products: list, facts, transfer, merge, photos."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from core.roles import Role
from products.actions.correcting import void_rating
from products.actions.decisions import issue_decision
from products.actions.merging import merge_products
from products.enums import RatingKind
from products.models import Product, ProductMerge, Recognition
from tests.factories import (
    category,
    line,
    make_place,
    make_producer,
    make_product,
    make_province,
    make_user,
    paper,
)

pytestmark = pytest.mark.django_db
LIST = "staff:product-list"


@pytest.fixture
def commune(db):
    return make_place("Xã Minh Hoạ", parent=make_province())


@pytest.fixture
def producer(commune):
    return make_producer("Hộ Minh Hoạ", place=commune, slug="ho-minh-hoa")


@pytest.fixture
def signed_in(client, officer):
    client.force_login(officer)
    return client


def names(response):
    return [row["product"].name for row in response.context["rows"]]


def queries_of(client, url):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_the_list_asks_as_often_for_three_rows_as_for_one(law, signed_in, commune, officer):
    counts = []
    for number in range(3):
        product = make_product(producer=make_producer(place=commune), category=category())
        issue_decision(paper(f"{number}/QĐ-UBND"), [line(product)], by=officer)
        counts.append(queries_of(signed_in, reverse(LIST)))
    assert counts == [counts[0]] * 3


def test_the_detail_asks_as_often_for_three_ratings_as_for_one(law, signed_in, producer, officer, settings):
    settings.BUSINESS_DAY = date(2032, 1, 1)
    product = make_product(producer=producer)
    counts = []
    for year in (2020, 2024, 2028):
        issue_decision(paper(f"{year}/QĐ-UBND", date(year, 1, 1)), [line(product)], by=officer)
        counts.append(queries_of(signed_in, reverse("staff:product-detail", args=[product.slug])))
    assert counts[1:] == [counts[1]] * 2


def test_filters_and_search_stand_in_the_address(law, signed_in, producer, officer):
    rated, approved, plain = (make_product(name, producer=producer) for name in ("Bánh tét", "Dừa sáp", "Mắm bò hóc"))
    Product.objects.filter(pk=plain.pk).update(category=category())
    issue_decision(paper(), [line(rated, 4), line(approved, None)], by=officer)
    url = reverse(LIST)
    assert names(signed_in.get(url)) == ["Bánh tét", "Dừa sáp", "Mắm bò hóc"]
    assert names(signed_in.get(url, {"q": "ho minh hoa mam"})) == ["Mắm bò hóc"]
    assert names(signed_in.get(url, {"sao": "4"})) == ["Bánh tét"]
    assert names(signed_in.get(url, {"sao": "3"})) == []
    assert names(signed_in.get(url, {"sao": "tiem-nang"})) == ["Dừa sáp"]
    assert names(signed_in.get(url, {"sao": "khong"})) == ["Mắm bò hóc"]
    assert names(signed_in.get(url, {"nhom": category().slug})) == ["Mắm bò hóc"]


def test_voided_rows_are_shown_to_those_who_may_see_them(law, client, producer, officer, commune):
    product = make_product("Bánh tét", producer=producer)
    issue_decision(paper("7/QĐ-UBND"), [line(product, 3)], by=officer)
    void_rating(Recognition.objects.get(), why="Nhập nhầm dòng", by=officer)
    seen = {}
    for role in (Role.AUDITOR, Role.PROVINCE_OFFICER, Role.LOCAL_OFFICER, Role.COUNCIL_MEMBER):
        client.force_login(make_user(role, None if role == Role.AUDITOR else commune))
        text = client.get(reverse("staff:product-detail", args=[product.slug])).content.decode()
        seen[role] = ("Nhập nhầm dòng" in text, "7/QĐ-UBND" in text)
    assert seen == {
        Role.AUDITOR: (True, True),
        Role.PROVINCE_OFFICER: (True, True),
        Role.LOCAL_OFFICER: (False, False),
        Role.COUNCIL_MEMBER: (False, False),
    }


def test_what_is_dated_after_the_business_day_is_not_shown(law, signed_in, producer, officer, settings):
    product = make_product("Bánh tét", producer=producer)
    issue_decision(paper("1/QĐ-UBND", date(2022, 1, 12)), [line(product, 3)], by=officer)
    issue_decision(paper("2/QĐ-UBND", date(2022, 6, 1)), [line(product, 4, kind=RatingKind.UPGRADE)], by=officer)
    issue_decision(paper("3/QĐ-UBND", date(2022, 9, 1)), [line(product, None, kind=RatingKind.UPGRADE)], by=officer)
    seen = {}
    for day in (date(2022, 1, 11), date(2022, 5, 31), date(2022, 6, 1), date(2022, 9, 1)):
        settings.BUSINESS_DAY = day
        answer = signed_in.get(reverse("staff:product-detail", args=[product.slug]))
        rows = [(row["rank"], row["status"], row["ended"]) for row in answer.context["rows"]]
        seen[day] = (rows, "thôi từ" in answer.content.decode())
    closed, held = (3, "superseded", date(2022, 6, 1)), (4, "valid", None)
    assert seen == {
        date(2022, 1, 11): ([], False),
        date(2022, 5, 31): ([(3, "valid", None)], False),
        date(2022, 6, 1): ([held, closed], True),
        date(2022, 9, 1): ([held, closed, ("tiem-nang", "", None)], True),
    }


def test_a_product_is_entered_after_its_producer_is_found(law, signed_in, producer, commune):
    make_producer("Hộ Minh Hoạ Hai", place=commune, slug="ho-minh-hoa-hai")
    new = reverse("staff:product-new")
    page = signed_in.post(new, {"typed": "minh hoa"})
    assert page.context["form"].errors == {"chosen": ["Có nhiều chủ thể như vậy: hãy chọn một."]}
    assert signed_in.post(new, {"typed": "khong co"}).context["form"].errors == {
        "typed": ["Không có chủ thể nào trong địa bàn của bạn có tên như vậy."]
    }
    chosen = signed_in.post(new, {"typed": "minh hoa", "chosen": "ho-minh-hoa-hai"}).url
    assert chosen == f"{new}?chu-the=ho-minh-hoa-hai"
    values = {"name": "Bánh tét", "category_basis": "assessed", "category": category().slug}
    response = signed_in.post(chosen, values | {"place": commune.slug})
    product = Product.objects.get()
    assert response.url == reverse("staff:product-detail", args=[product.slug])
    assert (product.producer.slug, product.place, product.category) == ("ho-minh-hoa-hai", commune, category())
    again = signed_in.post(chosen, values | {"place": commune.slug})
    assert again.context["form"].errors == {
        "confirm_new": ["Sổ đã có sản phẩm giống như vậy: hãy mở xem, hoặc đánh dấu “Vẫn tạo”."]
    }


def test_a_product_is_edited(law, signed_in, producer, commune):
    product = make_product("Tên cũ", producer=producer)
    url = reverse("staff:product-edit", args=[product.slug])
    assert 'value="Tên cũ"' in signed_in.get(url).content.decode()
    values = {"name": "Tên mới", "category_basis": "stated", "place": commune.slug, "code_text": "86-29242-7-2026"}
    assert signed_in.post(url, values).status_code == 302
    product.refresh_from_db()
    assert (product.name, product.code_commune, product.code_year) == ("Tên mới", "29242", "2026")


def test_a_product_passes_to_another_producer(signed_in, producer, commune):
    product = make_product("Bánh tét", producer=producer)
    taker = make_producer("Công ty Minh Hoạ", place=commune)
    url = reverse("staff:product-transfer", args=[product.slug])
    assert signed_in.get(url).status_code == 200
    values = {"typed": "cong ty", "on": "02/10/2022", "why": "Hợp đồng"}
    assert signed_in.post(url, values).context["form"].errors == {
        "on": ["Ngày 02/10/2022 sau ngày làm việc hiện tại."]
    }
    assert signed_in.post(url, values | {"on": "1/10/2022"}).status_code == 302
    product.refresh_from_db()
    assert product.producer == taker


def test_a_producer_is_succeeded(signed_in, producer, commune):
    product = make_product("Bánh tét", producer=producer)
    make_producer("Công ty Minh Hoạ", place=commune)
    url = reverse("staff:producer-succeed", args=[producer.slug])
    assert "Bánh tét" in signed_in.get(url).content.decode()
    response = signed_in.post(url, {"typed": "cong ty", "on": "1/10/2022", "why": "Chuyển đổi"}, follow=True)
    assert [str(message) for message in response.context["messages"]] == [
        "Đã chuyển 1 sản phẩm sang Công ty Minh Hoạ."
    ]
    product.refresh_from_db()
    assert product.producer.name == "Công ty Minh Hoạ"


# ------------------------------------------------------------------ merging
def test_two_products_are_seen_side_by_side_merged_and_parted_again(law, signed_in, producer, officer):
    kept = make_product("Bánh tét Trà Cuôn", producer=producer)
    gone = make_product("Bánh tét tra cuôn", producer=producer)
    issue_decision(paper("7/QĐ-UBND"), [line(gone, 3)], by=officer)
    url = reverse("staff:product-merge", args=[kept.slug])
    assert f"?voi={gone.slug}" in signed_in.get(url).content.decode()
    assert f"?voi={gone.slug}" in signed_in.get(url, {"q": "minh hoa"}).content.decode()
    both = f"{url}?voi={gone.slug}"
    page = signed_in.get(both)
    lines = {line.term: (line.left, line.right) for line in page.context["lines"]}
    assert lines["Kết quả công nhận"] == ([], ["Bánh tét tra cuôn – 3 sao, 12/01/2022, 7/QĐ-UBND"])
    assert lines["Đi theo khi gộp"] == ([], ["công nhận: 1"])
    assert page.context["in_the_way"] == []
    assert signed_in.post(both, {"kept": kept.slug, "why": ""}).context["form"].errors == {"why": ["Cần nêu lý do."]}
    assert signed_in.post(both, {"kept": kept.slug, "why": "Trùng"}).url == reverse(
        "staff:product-detail", args=[kept.slug]
    )
    undo = reverse("staff:merge-undo", args=["san-pham", ProductMerge.objects.get().pk])
    assert undo in signed_in.get(reverse("staff:product-detail", args=[kept.slug])).content.decode()
    assert "đã được gộp vào" in signed_in.get(reverse("staff:product-detail", args=[gone.slug])).content.decode()
    assert "Bánh tét tra cuôn – 3 sao" in signed_in.get(undo).content.decode()
    assert signed_in.post(undo, {"why": "Nhầm"}).url == reverse("staff:product-detail", args=[gone.slug])
    assert Recognition.objects.get().product == gone


def test_what_is_in_the_way_is_said_before_and_after(law, signed_in, producer, officer):
    kept, gone = make_product("Một", producer=producer), make_product("Hai", producer=producer)
    issue_decision(paper(), [line(kept, 3), line(gone, 3)], by=officer)
    both = f"{reverse('staff:product-merge', args=[kept.slug])}?voi={gone.slug}"
    said = [str(reason) for reason in signed_in.get(both).context["in_the_way"]]
    assert len(said) == 1
    page = signed_in.post(both, {"kept": kept.slug, "why": "Trùng"})
    assert page.context["form"].non_field_errors() == said
    assert ProductMerge.objects.count() == 0


def test_two_producers_are_merged(signed_in, producer, commune):
    twin = make_producer("HKD Minh Hoạ", place=commune, slug="hkd-minh-hoa")
    product = make_product("Bánh ít", producer=twin)
    url = f"{reverse('staff:producer-merge', args=[producer.slug])}?voi={twin.slug}"
    assert "Bánh ít" in signed_in.get(url).content.decode()
    assert signed_in.post(url, {"kept": producer.slug, "why": "Trùng"}).status_code == 302
    product.refresh_from_db()
    assert product.producer == producer
    undo = reverse("staff:merge-undo", args=["chu-the", producer.merges.get().pk])
    assert signed_in.get(undo).status_code == 200
    assert signed_in.post(undo, {"why": "Nhầm"}).url == reverse("staff:producer-detail", args=[twin.slug])


def test_merging_is_for_those_who_correct_the_register(client, producer, commune, officer):
    kept, gone = make_product("Một", producer=producer), make_product("Hai", producer=producer)
    merge = merge_products(kept, gone, why="x", by=officer)
    client.force_login(make_user(Role.LOCAL_OFFICER, commune))
    pages = [
        reverse("staff:product-merge", args=[kept.slug]),
        reverse("staff:producer-merge", args=[producer.slug]),
        reverse("staff:merge-undo", args=["san-pham", merge.pk]),
    ]
    assert [client.get(page).status_code for page in pages] == [403, 403, 403]
    client.force_login(make_user(Role.PROVINCE_OFFICER, make_place("Tỉnh Khác", level="province")))
    assert [client.get(page).status_code for page in pages] == [404, 404, 404]
    assert client.get(reverse("staff:merge-undo", args=["khac", merge.pk])).status_code == 404


# ------------------------------------------------------------------ photos
def picture() -> SimpleUploadedFile:
    content = io.BytesIO()
    Image.new("RGB", (400, 300), "green").save(content, "JPEG")
    return SimpleUploadedFile("anh.jpg", content.getvalue(), "image/jpeg")


def test_a_photo_is_added_and_removed(signed_in, producer, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    product = make_product("Bánh tét", producer=producer)
    url = reverse("staff:product-photos", args=[product.slug])
    assert "Chưa có ảnh" in signed_in.get(url).content.decode()
    wrong = SimpleUploadedFile("anh.jpg", b"no picture", "image/jpeg")
    assert list(signed_in.post(url, {"upload": wrong}).context["form"].errors) == ["upload"]
    assert signed_in.post(url, {"upload": picture(), "caption": "Minh hoạ"}).url == url
    photo = product.photos.get()
    assert "Minh hoạ" in signed_in.get(url).content.decode()
    remove = reverse("staff:photo-remove", args=[product.slug, photo.pk])
    assert signed_in.get(remove).status_code == 405
    assert signed_in.post(remove).url == url
    assert product.photos.count() == 0
