"""Names stay Vietnamese on English pages, and say so: whoever has pages read aloud hears them in Vietnamese."""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser

import pytest

from core.publishing import publishing
from products.actions.decisions import issue_decision
from products.actions.receipts import make_receipt
from products.actions.transfer import succeed_producer
from tests.factories import line, make_producer, make_product, make_province, paper

PRODUCT, MAKER = "Bánh tét cốm dẹp", "Hợp tác xã Minh Hoạ"
NEVER_CLOSED = {"br", "img", "input", "link", "meta", "source"}


class Spoken(HTMLParser):
    """The texts of the content of a page, each with the language that it is in; heads are left out."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.texts: list[tuple[str, str]] = []
        main = page[page.index("<main") : page.index("</main>")]
        self.feed(main)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in NEVER_CLOSED:
            self.open.append((tag, dict(attrs).get("lang") or (self.open[-1][1] if self.open else "en")))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        self.texts.append((data, self.open[-1][1] if self.open else "en"))


@pytest.fixture
def product(law):
    make_province()
    product = make_product(PRODUCT, producer=make_producer(MAKER, slug="htx"), slug="banh-tet")
    other = make_product("Trà sen", producer=product.producer, slug="tra-sen")
    issue_decision(paper("1/QĐ-UBND", date(2022, 1, 12)), [line(product, 3), line(other, 3)], by=None)
    return product


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("/san-pham/", {PRODUCT, MAKER}),
        ("/san-pham/?xem=bang", {PRODUCT, MAKER}),
        ("/san-pham/banh-tet/", {PRODUCT, MAKER}),
        ("/so-sanh/?sp=banh-tet", {PRODUCT, MAKER}),
        ("/so-sanh/?sp=tra-sen&q=banh+tet", {PRODUCT, MAKER}),
        ("/chu-the/", {MAKER}),
        ("/chu-the/htx/", {PRODUCT, MAKER}),
        ("/quyet-dinh/1-qd-ubnd-2022-01-12/", {PRODUCT, MAKER}),
        ("/xac-minh/?ma=banh+tet", {PRODUCT, MAKER}),
        ("/xac-minh/{code}/", {PRODUCT, MAKER}),
        ("/thong-ke/danh-sach/", {PRODUCT, MAKER}),
        ("/thong-ke/chu-the/", {MAKER}),
        ("/thong-ke/thay-doi/", {PRODUCT}),
    ],
)
def test_names_say_that_they_are_vietnamese(client, product, path, names):
    code = product.recognitions.get().certificate.code
    spoken = Spoken(client.get(f"/en{path.format(code=code)}").content.decode())
    said = [(name, language) for text, language in spoken.texts for name in names if name in text]
    assert {name for name, _language in said} == names
    assert [each for each in said if each[1] != "vi"] == []


SUCCESSOR, SIGNER, OTHER = "Công ty Kế Thừa", "Người Ký Minh Hoạ", "Bánh tét lá cẩm"


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "km"])
def test_names_of_now_and_words_of_papers_say_so_too(client, product, language):
    product.other_names = [OTHER]
    with publishing():
        product.save()
    heir = make_producer(SUCCESSOR, slug="ke-thua", legal_form="company")
    head = paper("2/QĐ-UBND", date(2022, 2, 1), signer=SIGNER)
    issue_decision(head, [line(make_product("Trà xanh", producer=heir), 3)], by=None)
    succeed_producer(product.producer, successor=heir, on=date(2022, 5, 1), why="Kế thừa", by=None)
    code = product.recognitions.get().certificate.code
    pages = {
        f"/xac-minh/{code}/": {SUCCESSOR},
        "/chu-the/htx/": {SUCCESSOR, PRODUCT},
        "/chu-the/ke-thua/": {MAKER},
        "/san-pham/banh-tet/": {OTHER},
        "/quyet-dinh/2-qd-ubnd-2022-02-01/": {SIGNER},
        f"/xac-minh/{make_receipt(code).code}/": {PRODUCT, MAKER},
    }
    for path, names in pages.items():
        spoken = Spoken(client.get(f"/{language}{path}").content.decode())
        said = {(name, its) for text, its in spoken.texts for name in names if text.strip() == name}
        assert said == {(name, "vi") for name in names}, path
