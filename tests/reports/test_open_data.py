"""Open data: the rows of a list on any day, the files that carry them, the page that explains them."""

import csv
import json
import re
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from resource import getpagesize
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from core.models import PlaceLevel
from core.publishing import current_generation
from producers.enums import LegalForm
from products.actions.decisions import issue_decision, revoke_ratings
from products.enums import RatingKind
from products.models import Product, Recognition, ScoreApproval
from products.queries.shelf import opened_catalogue
from products.rules.codes import printed_code
from reports.exports.list_columns import DECISION_COLUMNS, PRODUCER_COLUMNS
from reports.exports.product_columns import PRODUCT_COLUMNS
from reports.queries import open_products
from reports.queries.open_lists import DecisionRow, ProducerRow
from reports.queries.open_products import Addresses, ProductRow, product_rows
from reports.views import open_sets
from tests.factories import category, line, make_place, make_producer, make_product, make_province, paper

pytestmark = pytest.mark.django_db
FOLDER = "/du-lieu-mo/"
AT = Addresses("http://vidu/san-pham/", "http://vidu/chu-the/", "http://vidu/quyet-dinh/", "http://vidu/xac-minh/")


@pytest.fixture
def register(law):
    """A three that became a four and lost it, and an open potential five of a company."""
    district = make_place("Huyện Minh Hoạ", parent=make_province(), level=PlaceLevel.DISTRICT)
    commune = make_place("Xã Minh Hoạ", parent=district)
    household = make_producer("Hộ Minh Hoạ", place=commune, slug="ho")
    company = make_producer("Công ty Minh Hoạ", slug="cong-ty", legal_form=LegalForm.COMPANY)
    cake = make_product("=Bánh, minh hoạ", producer=household, slug="banh", category=category())
    tea = make_product("Trà minh hoạ", producer=company, slug="tra", other_names=["Trà cũ", "Chè"])
    first = paper("1/QĐ-UBND", date(2021, 1, 5))
    issue_decision(first, [line(cake, 3, score=Decimal("62.50"), printed_product="Bánh khi ấy")], by=None)
    issue_decision(
        paper("2/QĐ-UBND", date(2022, 2, 1)), [line(cake, 4, kind=RatingKind.UPGRADE), line(tea, None)], by=None
    )
    return {"cake": cake, "tea": tea}


def rows_on(day, *products):
    return list(product_rows(opened_catalogue(day), [product.pk for product in products], AT))


def body(answer):
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def table(client, address):
    """Head and rows of a CSV file."""
    raw = body(client.get(FOLDER + address))
    assert raw.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(raw.decode("utf-8-sig"))))


def slugs(client, query=""):
    head, *rows = table(client, f"san-pham-may.csv{query}")
    return [row[head.index("product")] for row in rows]


# --------------------------------------------------------------------- rows
def test_a_row_tells_all_that_is_public_of_a_product_on_a_day(register):
    cake = register["cake"]
    rating = Recognition.objects.get(product=cake, stars=3)
    (row,) = rows_on(date(2021, 6, 1), cake)
    assert row._asdict() == {
        "id": cake.pk,
        "product": "banh",
        "name": "=Bánh, minh hoạ",
        "other_names": "",
        "product_code": "",
        "rank": "3",
        "stars": 3,
        "status": "valid",
        "since": date(2021, 1, 5),
        "since_precision": "day",
        "until": rating.until,
        "score": Decimal("62.50"),
        "printed_name": "Bánh khi ấy",
        "printed_producer_name": "Hộ Minh Hoạ",
        "producer": "ho",
        "producer_name": "Hộ Minh Hoạ",
        "legal_form": "household_business",
        "producer_class": "household_business",
        "place": "xa-minh-hoa",
        "place_name": "Xã Minh Hoạ",
        "place_above_name": "Huyện Minh Hoạ",
        "unit": "huyen-minh-hoa",
        "unit_name": "Huyện Minh Hoạ",
        "category": "thuc-pham-1048",
        "category_name": category().name,
        "category_scheme": category().scheme.code,
        "category_on_day": "thuc-pham-1048",
        "category_on_day_name": category().name,
        "sector_on_day": "thuc-pham-1048",
        "sector_on_day_name": category().name,
        "decision": rating.decision.slug,
        "decision_number": "1/QĐ-UBND",
        "signed_on": date(2021, 1, 5),
        "signed_on_precision": "day",
        "issuing_body": "UBND tỉnh Trà Vinh",
        "check_code": printed_code(rating.certificate.code),
        "page_url": "http://vidu/san-pham/banh/",
        "producer_url": "http://vidu/chu-the/ho/",
        "decision_url": f"http://vidu/quyet-dinh/{rating.decision.slug}/",
        "check_url": f"http://vidu/xac-minh/{rating.certificate.code}/",
    }


def test_of_a_potential_five_the_approval_stands_behind_the_rank(register):
    approval = ScoreApproval.objects.get()
    (row,) = rows_on(date(2022, 10, 1), register["tea"])
    told = (row.rank, row.stars, row.status, row.since, row.until, row.decision_number, row.check_code)
    code = printed_code(approval.certificate.code) if hasattr(approval, "certificate") else ""
    assert told == ("tiem-nang", None, "", date(2022, 2, 1), None, "2/QĐ-UBND", code)
    assert (row.other_names, row.place, row.unit, row.category) == ("Trà cũ; Chè", "", "", "")


def test_nothing_of_later_days_takes_part_and_the_order_is_the_one_asked_for(register):
    cake, tea = register["cake"], register["tea"]
    assert [row.product for row in rows_on(date(2022, 10, 1), tea, cake)] == ["tra", "banh"]
    assert [(row.product, row.stars) for row in rows_on(date(2022, 1, 31), tea, cake)] == [("banh", 3)]
    assert rows_on(date(2020, 1, 1), tea, cake) == []


@pytest.mark.django_db(transaction=True)
def test_a_file_shows_one_moment_however_slowly_it_is_fetched(register, monkeypatch):
    """Outside a transaction, as requests are answered: what is published meanwhile is in the next file."""
    monkeypatch.setattr(open_products, "FETCHED_TOGETHER", 1)
    cake, tea = register["cake"], register["tea"]
    rows = product_rows(opened_catalogue(date(2022, 10, 1)), [cake.pk, tea.pk], AT)
    assert next(rows).product == "banh"
    Product.objects.filter(pk=tea.pk).update(name="Tên mới minh hoạ")
    assert [row.name for row in rows] == ["Trà minh hoạ"]
    assert [row.name for row in rows_on(date(2022, 10, 1), tea)] == ["Tên mới minh hoạ"]


def test_the_number_of_queries_does_not_grow(register):
    counts = []
    for products in ([register["cake"]], [register["cake"], register["tea"]] * 2):
        opened_catalogue(date(2022, 10, 1))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            rows_on(date(2022, 10, 1), *products)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 3


# --------------------------------------------------------------------- files
@pytest.mark.parametrize(
    ("columns", "row"),
    [(PRODUCT_COLUMNS, ProductRow), (PRODUCER_COLUMNS, ProducerRow), (DECISION_COLUMNS, DecisionRow)],
)
def test_the_dictionary_names_every_column_of_the_rows_in_their_order(columns, row):
    assert tuple(column.key for column in columns) == row._fields
    assert all(str(column.label) and str(column.meaning) and column.example for column in columns)


def test_the_file_for_people(client, register):
    head, row, *more = table(client, "san-pham.csv?ngay=1/6/2021")
    told = dict(zip(head, row, strict=True))
    assert more == []
    assert head[:3] == ["Số định danh", "Mã sản phẩm trong sổ", "Tên sản phẩm"]
    assert told["Tên sản phẩm"] == "'=Bánh, minh hoạ"
    wanted = ("3 sao", "còn hiệu lực", "05/01/2021", "62,5", "Hộ kinh doanh", "http://testserver/san-pham/banh/")
    keys = ("Hạng", "Hiệu lực", "Từ ngày", "Điểm", "Loại hình", "Trang sản phẩm")
    assert tuple(told[key] for key in keys) == wanted


def test_the_file_for_machines(client, register):
    head, row = table(client, "san-pham-may.csv?ngay=2021-06-01")
    told = dict(zip(head, row, strict=True))
    assert tuple(head) == ProductRow._fields
    keys = ("rank", "status", "since", "score", "legal_form")
    assert tuple(told[key] for key in keys) == ("3", "valid", "2021-01-05", "62.5", "household_business")


def test_the_workbook_has_real_numbers_and_days(client, register):
    answer = client.get(f"{FOLDER}san-pham.xlsx?ngay=2021-06-01")
    assert answer["Content-Disposition"] == 'attachment; filename="san-pham-ocop-2021-06-01.xlsx"'
    head, row = load_workbook(BytesIO(body(answer))).active.iter_rows(values_only=True)
    told = dict(zip(head, row, strict=True))
    keys = ("Số định danh", "Tên sản phẩm", "Hạng", "Số sao đã công nhận", "Từ ngày", "Điểm")
    wanted = (register["cake"].pk, "'=Bánh, minh hoạ", "3 sao", 3, datetime(2021, 1, 5), 62.5)
    assert tuple(told[key] for key in keys) == wanted


def test_the_object_says_what_the_list_is(client, register, settings):
    settings.PORTAL = settings.PORTAL | {"agency": "Cơ quan minh hoạ", "licence": "Điều kiện minh hoạ"}
    told = json.loads(body(client.get(f"{FOLDER}san-pham.json?sao=3&ngay=2021-06-01")))
    rows = told.pop("rows")
    assert told.pop("recorded_until").endswith("+07:00")
    assert told == {
        "title": "Sản phẩm OCOP Trà Vinh",
        "publisher": "Cơ quan minh hoạ",
        "licence": "Điều kiện minh hoạ",
        "date": "2021-06-01",
        "query": [["sao", "3"], ["ngay", "2021-06-01"]],
        "source": "http://testserver/du-lieu-mo/san-pham.json?sao=3&ngay=2021-06-01",
        "count": 1,
    }
    assert [(row["product"], row["score"], row["since"]) for row in rows] == [("banh", 62.5, "2021-01-05")]


def test_an_empty_list_is_a_whole_object_too(client, register):
    told = json.loads(body(client.get(f"{FOLDER}san-pham.json?ngay=2020-01-01")))
    assert (told["rows"], told["count"]) == ([], 0)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["tra", "banh"]),
        ("?sap-xep=ten", ["banh", "tra"]),
        ("?sao=4", ["banh"]),
        ("?q=tra", ["tra"]),
        ("?noi=huyen-minh-hoa", ["banh"]),
        ("?chu-the=company", ["tra"]),
        ("?nhom=thuc-pham-1048", ["banh"]),
        ("?sao=3", []),
        ("?xem=bang&trang=2", ["tra", "banh"]),
    ],
)
def test_the_files_hold_the_list_that_the_catalogue_shows(client, register, query, found):
    assert slugs(client, query) == found


def test_a_past_status_is_told_when_asked_for(client, register):
    rating = Recognition.objects.get(product=register["cake"], stars=4)
    revoke_ratings(paper("3/QĐ-UBND", date(2022, 9, 1), reason="Minh hoạ"), [rating], by=None)
    assert (slugs(client), slugs(client, "?tinh-trang=revoked")) == (["tra"], ["banh"])
    assert slugs(client, "?ngay=2022-08-31&sap-xep=ten") == ["banh", "tra"]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("ngay=31/02/2022", "Không có ngày “31/02/2022” trên lịch.\n"),
        ("ngay=02/10/2022", "Chưa có dữ liệu sau ngày 01/10/2022.\n"),
        (
            "sao=9&noi=x",
            "Không có bộ lọc “9”. Hãy bỏ hoặc sửa giá trị này trong địa chỉ.\n"
            "Không có bộ lọc “x”. Hãy bỏ hoặc sửa giá trị này trong địa chỉ.\n",
        ),
        (f"q={'a' * 201}", "Câu tìm dài quá 200 ký tự. Hãy rút ngắn.\n"),
    ],
)
@pytest.mark.parametrize("name", ["san-pham.csv", "san-pham-may.csv", "san-pham.xlsx", "san-pham.json"])
def test_what_cannot_be_read_is_refused_in_words(client, register, name, query, words):
    answer = client.get(f"{FOLDER}{name}?{query}")
    assert (answer.status_code, answer.content.decode()) == (400, words)
    assert answer["Content-Type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("chu-the.csv?sao=4", "sao"),
        ("chu-the.json?sap-xep=ten", "sap-xep"),
        ("quyet-dinh.csv?q=612", "q"),
        ("quyet-dinh.xlsx?nam=2021&noi=huyen-minh-hoa", "noi"),
        ("san-pham.csv?la=2", "la"),
        ("san-pham-may.csv?bo=chu-the", "bo"),
    ],
)
def test_a_file_is_refused_for_a_key_that_its_list_does_not_have(client, register, address, key):
    answer = client.get(FOLDER + address)
    words = f"Danh sách này không lọc theo “{key}”. Hãy bỏ phần này khỏi địa chỉ.\n"
    assert (answer.status_code, answer.content.decode()) == (400, words)
    assert client.get(f"{FOLDER}?bo=chu-the&la=2").context["question"].problems == [
        "Danh sách này không lọc theo “la”. Hãy bỏ phần này khỏi địa chỉ."
    ]


@pytest.mark.parametrize(
    "path",
    [
        "/san-pham/?q=banh&sao=4&nhom=thuc-pham-1048&noi=huyen-minh-hoa&chu-the=household_business"
        "&tinh-trang=valid&sap-xep=ten&xem=bang&trang=2",
        "/chu-the/?q=ho&chu-the=household_business&noi=huyen-minh-hoa&trang=2",
        "/quyet-dinh/?nam=2021&loai=recognise&trang=2",
    ],
)
def test_whatever_narrows_a_list_leads_to_files_that_are_answered(client, register, path):
    page = client.get(client.get(path).context["data_url"])
    assert page.context["question"].problems == []
    assert all(body(client.get(url)) for url, _label in page.context["files"])
    assert body(client.get(f"{page.context['files'][0][0]}&xem=bang&trang=2&ngay=2022-09-01"))


def test_a_file_bears_the_tag_of_its_generation(client, register):
    first = client.get(f"{FOLDER}san-pham.csv")
    body(first)
    held = {"if-none-match": first["ETag"]}
    assert client.get(f"{FOLDER}san-pham.csv", headers=held).status_code == 304
    issue_decision(paper("9/QĐ-UBND", date(2022, 9, 1)), [line(None, 3)], by=None)
    assert len(body(client.get(f"{FOLDER}san-pham.csv", headers=held)).splitlines()) == 4


# --------------------------------------------------------------------- the page
def test_the_page_offers_the_list_that_was_asked_for(client, register):
    answer = client.get(f"{FOLDER}?sao=4&q=banh&xem=bang&ngay=2022-09-01")
    page = answer.content.decode()
    query = "q=banh&amp;sao=4&amp;ngay=2022-09-01"
    for name in ("san-pham.csv", "san-pham-may.csv", "san-pham.xlsx", "san-pham.json"):
        assert f'href="/du-lieu-mo/{name}?{query}"' in page
    assert "1 sản phẩm vào ngày 01/09/2022." in page
    assert "Cơ quan chủ quản chưa công bố điều kiện dùng lại." in page
    assert page.count("<code>") > len(PRODUCT_COLUMNS)


def test_the_page_says_what_it_could_not_read(client, register):
    answer = client.get(f"{FOLDER}?sao=9")
    assert answer.status_code == 200
    assert "Không có bộ lọc “9”." in answer.content.decode()
    assert 'href="/du-lieu-mo/san-pham.csv"' in answer.content.decode()


def test_the_catalogue_leads_to_its_list(client, register):
    page = client.get("/san-pham/?sao=4&q=banh&xem=bang").content.decode()
    assert '<a href="/du-lieu-mo/?q=banh&amp;sao=4" rel="nofollow">Tải danh sách này</a>' in page


EU = "http://publications.europa.eu/resource/authority"
IANA = "https://www.iana.org/assignments/media-types"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What every file is, by its end: title, form in the EU's list, media type.
FILES = {
    "csv": (".csv", "CSV cho người đọc: tên cột và giá trị bằng tiếng Việt", "CSV", "text/csv"),
    "csv-machine": (
        "-may.csv",
        "CSV cho máy: tên cột cố định, ngày dạng năm-tháng-ngày, dấu chấm thập phân",
        "CSV",
        "text/csv",
    ),
    "xlsx": (".xlsx", "XLSX cho bảng tính: ngày và số là ngày và số", "XLSX", SHEET),
    "json": (".json", "JSON cho máy, kèm mô tả danh sách", "JSON", "application/json"),
}


def described(client):
    answer = client.get(f"{FOLDER}dcat.jsonld")
    assert answer["Content-Type"] == "application/ld+json"
    return answer.json()


def test_the_description_names_every_thing_as_dcat_ap_wants_it(client, register):
    home, moment = "http://testserver/du-lieu-mo/", current_generation().changed_at.isoformat()
    where = [{"@id": f"{EU}/country/VNM"}, {"@type": "dct:Location", "skos:prefLabel": "Trà Vinh"}]
    common = {
        "dct:language": {"@id": f"{EU}/language/VIE"},
        "dct:modified": {"@value": moment, "@type": "xsd:dateTime"},
    }
    told = described(client)
    products, producers, decisions = told.pop("dcat:dataset")
    assert told == {
        "@context": {
            "@language": "vi",
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "skos": "http://www.w3.org/2004/02/skos/core#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": home,
        "@type": "dcat:Catalog",
        "dct:title": "Dữ liệu mở OCOP Trà Vinh",
        "dct:description": "Các danh sách của sổ, với đúng những cột mà các trang công khai cho thấy, để dùng lại.",
        "foaf:homepage": {"@id": home},
        "dct:spatial": where,
        **common,
    }
    for each, stem, title, page in (
        (products, "san-pham", "Sản phẩm OCOP Trà Vinh", home),
        (producers, "chu-the", "Chủ thể OCOP Trà Vinh", f"{home}?bo=chu-the"),
        (decisions, "quyet-dinh", "Quyết định OCOP Trà Vinh", f"{home}?bo=quyet-dinh"),
    ):
        files = each.pop("dcat:distribution")
        assert each.pop("dct:description").endswith(".")
        assert each == {
            "@id": f"{home}#{stem}",
            "@type": "dcat:Dataset",
            "dct:title": title,
            "dct:spatial": where,
            "dct:accrualPeriodicity": {"@id": f"{EU}/frequency/UPDATE_CONT"},
            "dcat:landingPage": {"@id": page},
            **common,
        }
        assert files == [
            {
                "@id": f"{home}#{stem}-{form}",
                "@type": "dcat:Distribution",
                "dct:title": name,
                "dcat:accessURL": {"@id": page},
                "dcat:downloadURL": {"@id": f"{home}{stem}{ending}"},
                "dcat:mediaType": {"@id": f"{IANA}/{media}"},
                "dct:format": {"@id": f"{EU}/file-type/{kind}"},
                **common,
            }
            for form, (ending, name, kind, media) in FILES.items()
        ]


@pytest.mark.parametrize(
    ("licence", "named"),
    [
        ("Điều kiện minh hoạ", {"dct:title": "Điều kiện minh hoạ", "@type": "dct:LicenseDocument"}),
        ("https://vidu.vn/dieu-kien", {"@id": "https://vidu.vn/dieu-kien", "@type": "dct:LicenseDocument"}),
        ("", None),
    ],
)
def test_publisher_and_terms_are_described_as_far_as_they_were_stated(client, register, settings, licence, named):
    settings.PORTAL = settings.PORTAL | {"licence": licence, "agency": "Cơ quan minh hoạ" if licence else ""}
    told = described(client)
    agency = {"@type": "foaf:Agent", "foaf:name": "Cơ quan minh hoạ"} if licence else None
    files = [file for each in told["dcat:dataset"] for file in each["dcat:distribution"]]
    assert [thing.get("dct:license") for thing in (told, *files)] == [named] * 13
    assert [thing.get("dct:publisher") for thing in (told, *told["dcat:dataset"])] == [agency] * 4


def test_every_address_that_is_described_is_answered_as_it_is_described(client, register):
    seen = set()
    for each in described(client)["dcat:dataset"]:
        assert client.get(each["dcat:landingPage"]["@id"]).status_code == 200
        for file in each["dcat:distribution"]:
            answer = client.get(file["dcat:downloadURL"]["@id"])
            assert body(answer)
            assert answer["Content-Type"].partition(";")[0] == file["dcat:mediaType"]["@id"].removeprefix(f"{IANA}/")
            seen.add(file["@id"])
    assert len(seen) == 12


@pytest.mark.parametrize("stem", ["san-pham", "chu-the", "quyet-dinh"])
@pytest.mark.parametrize("ending", [".csv", "-may.csv", ".xlsx", ".json"])
def test_scripts_of_other_sites_may_read_every_file_and_why_one_was_refused(client, register, stem, ending):
    for query, status in (("", 200), ("?ngay=31/02/2022", 400)):
        answer = client.get(f"{FOLDER}{stem}{ending}{query}", headers={"origin": "https://vidu.vn"})
        assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (status, "*")
        assert "Access-Control-Allow-Credentials" not in answer


def test_the_description_is_open_to_scripts_and_the_page_is_not(client, register):
    for _turn in range(2):  # made, and kept
        assert client.get(f"{FOLDER}dcat.jsonld")["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in client.get(FOLDER)


# --------------------------------------------------------------------- producers and decisions
def machine_rows(client, address):
    """The rows of a file for machines, each under its columns."""
    head, *rows = table(client, address)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_a_row_tells_what_is_public_of_a_producer(client, register):
    company, home = machine_rows(client, "chu-the-may.csv")
    assert (company["producer"], company["producer_class"], company["place"]) == ("cong-ty", "company", "")
    home.pop("id")
    assert home == {
        "producer": "ho",
        "name": "Hộ Minh Hoạ",
        "legal_form": "household_business",
        "producer_class": "household_business",
        "place": "xa-minh-hoa",
        "place_name": "Xã Minh Hoạ",
        "place_above_name": "Huyện Minh Hoạ",
        "unit": "huyen-minh-hoa",
        "unit_name": "Huyện Minh Hoạ",
        "page_url": "http://testserver/chu-the/ho/",
    }


def test_a_row_tells_what_a_decision_is_and_did(client, register):
    second, first = machine_rows(client, "quyet-dinh-may.csv")
    assert (second["number"], second["rated"], second["approved"]) == ("2/QĐ-UBND", "1", "1")
    slug = first["decision"]
    assert first.pop("id")
    assert first == {
        "decision": slug,
        "number": "1/QĐ-UBND",
        "kind": "recognise",
        "signed_on": "2021-01-05",
        "signed_on_precision": "day",
        "issuing_body": "UBND tỉnh Trà Vinh",
        "title": "",
        "published_count": "",
        "rated": "1",
        "approved": "0",
        "closed": "0",
        "corrected": "0",
        "attested": "0",
        "page_url": f"http://testserver/quyet-dinh/{slug}/",
    }


@pytest.mark.parametrize(
    ("address", "key", "found"),
    [
        ("chu-the-may.csv?chu-the=company", "producer", ["cong-ty"]),
        ("chu-the-may.csv?noi=huyen-minh-hoa", "producer", ["ho"]),
        ("chu-the-may.csv?q=cong ty", "producer", ["cong-ty"]),
        ("chu-the-may.csv?ngay=2021-06-01", "producer", ["ho"]),
        ("quyet-dinh-may.csv?nam=2021", "number", ["1/QĐ-UBND"]),
        ("quyet-dinh-may.csv?loai=revoke", "number", []),
        ("quyet-dinh-may.csv?ngay=2021-06-01", "number", ["1/QĐ-UBND"]),
    ],
)
def test_these_files_hold_the_lists_that_the_pages_show(client, register, address, key, found):
    assert [row[key] for row in machine_rows(client, address)] == found


@pytest.mark.parametrize(("stem", "count"), [("chu-the", 2), ("quyet-dinh", 2)])
def test_these_sets_come_in_every_form_and_are_refused_like_the_first(client, register, stem, count):
    told = json.loads(body(client.get(f"{FOLDER}{stem}.json")))
    assert (told["count"], len(told["rows"])) == (count, count)
    assert len(table(client, f"{stem}.csv")) == count + 1
    answer = client.get(f"{FOLDER}{stem}.xlsx")
    assert answer["Content-Disposition"] == f'attachment; filename="{stem}-ocop-2022-10-01.xlsx"'
    assert len(list(load_workbook(BytesIO(body(answer))).active.rows)) == count + 1
    refused = client.get(f"{FOLDER}{stem}.csv?ngay=31/02/2022")
    assert (refused.status_code, refused.content.decode()) == (400, "Không có ngày “31/02/2022” trên lịch.\n")


def test_the_page_of_a_set_leads_to_its_files_and_back(client, register):
    for path, bo in (("/chu-the/?noi=huyen-minh-hoa", "chu-the"), ("/quyet-dinh/?nam=2021", "quyet-dinh")):
        query = path.partition("?")[2]
        listed = client.get(path)
        assert listed.context["data_url"] == f"{FOLDER}?bo={bo}&{query}"
        page = client.get(listed.context["data_url"])
        assert f'href="/du-lieu-mo/{bo}.csv?{query}"' in page.content.decode()
        assert page.context["wider_url"] == f"{FOLDER}?bo={bo}"
        assert [tab["current"] for tab in page.context["tabs"]] == [False, bo == "chu-the", bo == "quyet-dinh"]
    page = client.get(f"{FOLDER}?bo=khac")
    assert "Không có bộ dữ liệu “khac”." in page.content.decode()


# --------------------------------------------------------------------- size
def resident():
    """The bytes of memory that the process takes."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * getpagesize()


def highest_since(do):
    """The most bytes of memory that the process took while something was done, and what came of it."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the mark begins anew
    done = do()
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    return int(found[1]) * 1024, done


@pytest.mark.slow
@pytest.mark.parametrize("name", ["san-pham.csv", "san-pham.json"])
def test_a_hundred_thousand_rows_stream_with_memory_flat(client, register, monkeypatch, name):
    body(client.get(FOLDER + name))
    monkeypatch.setattr(open_sets, "listed_products", lambda _asked: [register["cake"].pk] * 100_000)
    idle = highest = resident()
    lines = 0
    for part in client.get(FOLDER + name).streaming_content:
        lines += part.count(b"\n")
        highest = max(highest, resident())
    assert lines >= 100_000
    assert highest - idle < 80 * 2**20


@pytest.mark.slow
def test_a_workbook_of_a_hundred_thousand_rows_is_made_with_memory_flat(client, register, monkeypatch):
    body(client.get(f"{FOLDER}san-pham.xlsx"))
    monkeypatch.setattr(open_sets, "listed_products", lambda _asked: [register["cake"].pk] * 100_000)
    idle = resident()
    highest, answer = highest_since(lambda: client.get(f"{FOLDER}san-pham.xlsx"))
    assert highest - idle < 80 * 2**20
    rows, end = 0, b""
    with ZipFile(BytesIO(body(answer))) as book, book.open("xl/worksheets/sheet1.xml") as sheet:
        for part in iter(lambda: sheet.read(2**20), b""):
            rows += (end + part).count(b"</row>")
            end = part[-5:]  # a tag may lie across two parts
    assert rows == 100_001
