"""The address of a decision that was voided: gone, said in words, without anything of what the entry said."""

from datetime import date

import pytest

from products.actions.correcting import void_decision
from products.actions.decisions import issue_decision
from tests.factories import line, make_product, make_province, paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def withdrawn(law, officer):
    """A decision that stood in the register and was taken out as entered wrongly."""
    make_province()
    decision = issue_decision(paper("612/QĐ-UBND", date(2021, 3, 30)), [line(make_product("Bánh tét"), 3)], by=None)
    void_decision(decision, why="nhập nhầm lý do kín", by=officer)
    return decision


def test_it_is_gone_in_words_and_tells_nothing(client, withdrawn, django_assert_num_queries):
    with django_assert_num_queries(3):  # the tag, the register, what was withdrawn
        answer = client.get(f"/quyet-dinh/{withdrawn.slug}/")
    text = answer.content.decode()
    assert (answer.status_code, answer.templates[0].name) == (410, "products/decision_withdrawn.html")
    assert "<h1>Quyết định đã rút khỏi sổ</h1>" in text
    assert '<meta name="robots" content="noindex">' in text
    for way in ("/quyet-dinh/", "/san-pham/", "/xac-minh/"):
        assert f'<li><a href="{way}">' in text
    for told in ("612", "Bánh tét", "lý do kín", "30/03/2021", "Trà Vinh</"):
        assert told not in text[text.index("<main") : text.index("</main>")]
    assert "Decision withdrawn from the register" in client.get(f"/en/quyet-dinh/{withdrawn.slug}/").content.decode()


def test_the_same_paper_entered_rightly_has_a_page_of_its_own(client, withdrawn):
    again = issue_decision(paper("612/QĐ-UBND", date(2021, 3, 30)), [line(make_product(), 4)], by=None)
    assert client.get(f"/quyet-dinh/{again.slug}/").status_code == 200
    assert client.get(f"/quyet-dinh/{withdrawn.slug}/").status_code == 410


def test_what_was_never_public_or_is_not_yet_stays_unknown(client, withdrawn, settings):
    settings.BUSINESS_DAY = date(2021, 3, 29)
    assert client.get(f"/quyet-dinh/{withdrawn.slug}/").status_code == 404
    assert client.get("/quyet-dinh/khong-co/").status_code == 404


def test_a_paper_voided_before_the_day_it_bears_was_never_public(client, law, officer, settings):
    make_province()
    settings.BUSINESS_DAY = date(2090, 1, 2)
    decision = issue_decision(paper("1/QĐ-UBND", date(2090, 1, 1)), [line(make_product(), 3)], by=None)
    void_decision(decision, why="nhập nhầm", by=officer)
    assert client.get(f"/quyet-dinh/{decision.slug}/").status_code == 404
