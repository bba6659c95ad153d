"""A product's photos lead to their largest file; its page on paper names where to check it."""

from datetime import date

import pytest

from products.actions.decisions import issue_decision
from products.models import Photo
from tests.factories import line, make_product, make_province, paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def product(law):
    make_province()
    product = make_product("Dừa sáp", slug="dua-sap")
    issue_decision(paper("1", date(2021, 3, 30)), [line(product, 4)], by=None)
    return product


def text_of(client, path="/san-pham/dua-sap/"):
    return " ".join(client.get(path).content.decode().split())


def test_each_photo_leads_to_its_largest_file_and_keeps_its_words(client, product):
    for number, (width, caption) in enumerate([(1280, "Hũ 200 g"), (500, "")]):
        stem = f"{number}" * 32
        Photo.objects.create(product=product, stem=stem, width=width, height=300, position=number, caption=caption)
    parts = text_of(client).split('<a href="/anh/')[1:]
    assert [part.partition('"')[0] for part in parts] == [f"{'0' * 32}-1280.jpg", f"{'1' * 32}-500.jpg"]
    inside = [part.partition("</a>")[0] for part in parts]
    assert [alt in part for part, alt in zip(inside, ('alt="Hũ 200 g"', 'alt="Dừa sáp"'), strict=True)] == [True, True]
    assert ["Xem ảnh lớn" in part for part in inside] == [True, True]


def test_a_drawing_leads_nowhere(client, product):
    assert "/anh/" not in text_of(client)


@pytest.mark.parametrize(
    ("root", "words"),
    [
        ("", "Theo sổ công nhận ngày 01/10/2022. Điều đang đúng hiện nay đọc tại:"),
        ("/en", "As the register stood on 01/10/2022. What is true now is told at:"),
    ],
)
def test_on_paper_stand_the_day_the_address_and_the_code_to_scan(client, product, root, words):
    text, code = text_of(client, f"{root}/san-pham/dua-sap/"), product.recognitions.get().certificate.code
    check = f"{root}/xac-minh/{code}/"
    assert f"{words} <strong>http://testserver{check}</strong>" in text
    assert f'<img src="{check}qr.svg" width="112" height="112" alt=' in text
