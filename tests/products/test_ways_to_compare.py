"""Compare is found from a product's page and from the cards of the catalogue."""

import pytest

from products.actions.decisions import issue_decision
from tests.factories import line, make_product, make_province, paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def products(law):
    make_province()
    products = [make_product("Bánh tét"), make_product("Bánh tráng")]
    issue_decision(paper(), [line(product, 3) for product in products], by=None)
    return products


@pytest.mark.parametrize(
    ("language", "words"), [("", "So sánh với sản phẩm khác"), ("/en", "Compare with another product")]
)
def test_from_a_product(client, products, language, words):
    url = f"{language}/so-sanh/?sp={products[0].slug}"
    page = client.get(f"{language}/san-pham/{products[0].slug}/").content.decode()
    assert f'<a href="{url}" rel="nofollow">{words}</a>' in page
    assert [column["name"] for column in client.get(url).context["columns"]] == ["Bánh tét"]


def test_from_the_cards(client, products):
    page = client.get("/san-pham/?q=banh&trang=1").content.decode()
    assert '<a href="/san-pham/?q=banh&amp;xem=bang" rel="nofollow">Chọn sản phẩm để so sánh</a>' in page
    table = client.get("/san-pham/?q=banh&xem=bang").content.decode()
    assert "Chọn sản phẩm để so sánh" not in table
    assert f'<input type="checkbox" name="sp" value="{products[0].slug}">' in table
