"""What pages say in the other languages: counts, names that are data, and what is marked as Vietnamese."""

import re
from datetime import date

import pytest
from django.test import Client

from core.models import Place
from core.publishing import publishing
from products.actions.decisions import issue_decision
from products.actions.receipts import make_receipt
from products.models import Product
from reports.models import PublishedFigure
from tests.factories import category, line, make_place, make_producer, make_product, make_province, paper

pytestmark = pytest.mark.django_db
KHMER = re.compile(r"[\u1780-\u17ff]")
NOTE = "Bản tiếng Khmer đang chờ người bản ngữ xem lại; phần chưa dịch để nguyên tiếng Việt."


@pytest.fixture
def product(law: None) -> Product:
    district = make_place("Huyện Cầu Ngang", parent=make_province(), level="district")
    maker = make_producer("Hộ Minh Hoạ", place=make_place("Xã Mỹ Long Bắc", parent=district))
    product = make_product("Bánh tét", producer=maker, slug="banh-tet", category=category())
    issue_decision(paper("612/QĐ-UBND"), [line(product, 4)], by=None)
    return product


def labels(client: Client, path: str, key: str) -> list[str]:
    facets = client.get(path).context["facets"]
    return [str(choice["label"]) for facet in facets if facet["key"] == key for choice in facet["choices"]]


def test_counts_have_a_singular_where_the_language_has_one(client: Client, product: Product) -> None:
    heads = {"/": "<h2>{} tính đến 01/10/2022</h2>", "/en/": "<h2>{} as of 01/10/2022</h2>"}
    for path, count in (("/", "1 sản phẩm"), ("/en/", "1 product")):
        assert client.get(f"{path}san-pham/").context["title"] == count
        assert heads[path].format(count) in client.get(path).content.decode()
    issue_decision(paper("613/QĐ-UBND"), [line(stars=3)], by=None)
    for path, count in (("/", "2 sản phẩm"), ("/en/", "2 products")):
        assert client.get(f"{path}san-pham/").context["title"] == count
        assert heads[path].format(count) in client.get(path).content.decode()
    assert client.get("/en/quyet-dinh/").context["title"] == "2 decisions"
    assert client.get("/en/chu-the/").context["title"] == "2 producers"


def test_places_and_categories_read_in_each_language_and_are_found_by_their_own_names(
    client: Client, product: Product
) -> None:
    said = {
        "": ("Xã Mỹ Long Bắc, Huyện Cầu Ngang", "Huyện Cầu Ngang", "Thực phẩm"),
        "/en": ("Mỹ Long Bắc Commune, Cầu Ngang District", "Cầu Ngang District", "Food"),
        "/km": ("Xã Mỹ Long Bắc, Huyện Cầu Ngang", "Huyện Cầu Ngang", "Thực phẩm"),
    }
    for prefix, (place, district, food) in [*said.items(), *said.items()]:
        path = f"{prefix}/san-pham/?q=huyen+cau+ngang&noi=huyen-cau-ngang&nhom=thuc-pham-1048"
        page = client.get(path).context
        assert [card["place"] for card in page["cards"]] == [place]
        assert [chip["label"] for chip in page["active"]] == [food, district]
        assert labels(client, path, "noi") == [district]
        assert food in labels(client, path, "nhom")
        facts = {row["value"] for row in client.get(f"{prefix}/san-pham/banh-tet/").context["facts"]}
        assert {place, food} <= facts
        figures = client.get(f"{prefix}/thong-ke/").context
        assert [row[0] for row in (*figures["places"], *figures["categories"])] == [district, food]
        assert labels(client, f"{prefix}/chu-the/", "noi") == [district]


def test_figures_call_places_categories_and_schemes_in_each_language(client: Client, product: Product) -> None:
    said = {
        "": ("Huyện Cầu Ngang", "Xã Mỹ Long Bắc", "Thực phẩm", "Bảng phân loại theo 1048/QĐ-TTg (2019)"),
        "/en": ("Cầu Ngang District", "Mỹ Long Bắc Commune", "Food", "Classification of 1048/QĐ-TTg (2019)"),
        "/km": ("Huyện Cầu Ngang", "Xã Mỹ Long Bắc", "Thực phẩm", "Bảng phân loại theo 1048/QĐ-TTg (2019)"),
    }
    for prefix, (district, commune, food, scheme) in said.items():
        tiles = client.get(f"{prefix}/thong-ke/ban-do/?cap=commune").context
        assert [(group["name"], [tile["name"] for tile in group["tiles"]]) for group in tiles["groups"]] == [
            (district, [commune])
        ]
        assert [row[0] for row in tiles["rows"]] == [commune]
        figures = client.get(f"{prefix}/thong-ke/")
        assert dict(figures.context["schemes"])["1048"] == scheme
        assert f'<p class="muted">{scheme}</p>' in figures.content.decode()
        listed = client.get(figures.context["places"][0][3] + "&nhom=thuc-pham-1048")
        assert {district, food} == {part.partition(": ")[2] for part in listed.context["words"].split(" · ")}
        for told in (listed.context["lead"], listed.context["sentence"]):
            assert f": {district} · " in told
            assert f": {food}" in told
    unknown = client.get("/en/thong-ke/danh-sach/?noi=khong-xac-dinh&nhom=khong-xac-dinh").context
    assert unknown["words"] == "place: not determined · category: not determined"


def test_what_was_published_and_whose_products_are_listed_stay_vietnamese(client: Client, product: Product) -> None:
    basis, source = "5 bốn sao, 21 ba sao", "Báo Minh Hoạ, 2021"
    with publishing():
        PublishedFigure.objects.create(
            place=Place.objects.get(slug="tinh-tra-vinh"), on=date(2021, 3, 30), total=26, basis=basis, source=source
        )
    page = client.get("/en/thong-ke/").content.decode()
    assert f'Products published as of 30/03/2021: 26 (<span lang="vi">{basis}</span>).' in page
    assert f'<span lang="vi">{source}</span>' in page
    (row,) = client.get("/en/thong-ke/chu-the/").context["rows"]
    listed = client.get(f"/en{row['products_url'].removeprefix('/en')}&sao=4")
    lead = " ".join(listed.content.decode().partition('<p class="lead">')[2].partition("</p>")[0].split())
    assert lead.startswith('Producer: <span lang="vi">Hộ Minh Hoạ</span> · 4 stars, as of the end of 01/10/2022')
    assert "producer: Hộ Minh Hoạ · 4 stars" in listed.context["sentence"]


def test_khmer_pages_say_what_awaits_a_reader_and_what_is_vietnamese(client: Client, product: Product) -> None:
    code = product.recognitions.get().certificate.code
    vietnamese = ("/", "/san-pham/", "/san-pham/banh-tet/", "/quyet-dinh/", "/thong-ke/")
    receipt = make_receipt(code).code
    khmer = ("/xac-minh/", f"/xac-minh/{code}/", "/xac-minh/OC23456789A/", "/xx/")
    khmer += (f"/xac-minh/{code}/bien-nhan/", f"/xac-minh/{receipt}/", f"/xac-minh/{receipt}/in/")
    for path in (*vietnamese, *khmer):
        for language in ("km", "en", "vi"):
            page = client.get(f"/{language}{path}" if language != "vi" else path).content.decode()
            assert page.count(f'<p lang="vi">{NOTE}</p>') == (language == "km")
            main = page[page.index("<main") :]
            assert ('lang="vi"' in main[: main.index(">")]) == (language == "km" and path in vietnamese)
    mark = client.get("/km/san-pham/").content.decode()
    assert 'lang="km"><svg class="stars__row"' in mark
    assert "OCOP 4 ផ្កាយ" in mark


def test_a_khmer_receipt_says_in_khmer_what_is_no_name(client: Client, product: Product) -> None:
    code = product.recognitions.get().certificate.code
    receipt = make_receipt(code).code
    for end in ("", "in/"):
        facts = client.get(f"/km/xac-minh/{receipt}/{end}").context["facts"]
        assert [row["term"] for row in facts if not KHMER.search(row["term"])] == []
        marked = [row["value"] for row in facts if row.get("lang") == "vi"]
        assert marked == ["Bánh tét", "Hộ Minh Hoạ", "Xã Mỹ Long Bắc, Huyện Cầu Ngang"]
    english = client.get(f"/en/xac-minh/{receipt}/").context["facts"]
    assert [row["value"] for row in english if row.get("lang") == "vi"] == marked[:2]
    pages = {language: client.get(f"/{language}/xac-minh/{code}/").content.decode() for language in ("en", "km")}
    assert '<span class="muted">Mỹ Long Bắc Commune, Cầu Ngang District</span>' in pages["en"]
    assert '<span class="muted" lang="vi">Xã Mỹ Long Bắc, Huyện Cầu Ngang</span>' in pages["km"]


def test_error_pages_lead_on_in_their_language(client: Client) -> None:
    for prefix, words in (("", "Không có trang này"), ("/en", "There is no such page")):
        page = client.get(f"{prefix}/khong-co/").content.decode()
        assert f"<h1>{words}</h1>" in " ".join(page.split()).replace("<h1> ", "<h1>").replace(" </h1>", "</h1>")
        for path in ("/", "/san-pham/", "/xac-minh/"):
            assert f'href="{prefix}{path}"' in page
        assert f'action="{prefix}/san-pham/"' in page
