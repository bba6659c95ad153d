"""The three answers of a check, kept apart: found, mistyped, never issued; and the limit on the last."""

from __future__ import annotations

import random
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.models import VisitorCount
from products.actions.decisions import issue_decision
from products.models import Certificate, Photo
from products.rules.codes import ALPHABET, CERTIFICATE, RECEIPT, clean_code, new_code, printed_code, with_check
from tests.factories import line, make_producer, make_product, make_province, paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def product(law):
    make_province()
    product = make_product("Dừa sáp minh hoạ", producer=make_producer("Hợp tác xã Minh Hoạ"))
    issue_decision(paper("612/QĐ-UBND", date(2021, 3, 30)), [line(product, 4)], by=None)
    return product


@pytest.fixture
def code(product):
    return Certificate.objects.get().code


def asked(client, code):
    with CaptureQueriesContext(connection) as queries:
        response = client.get(f"/xac-minh/{code}/")
    return response.status_code, response.content.decode(), len(queries)


def two_letters_off(code):
    """A well-formed code that differs from another in one drawn sign and in the check sign."""
    other = ALPHABET[(ALPHABET.index(code[4]) + 1) % len(ALPHABET)]
    return with_check(CERTIFICATE, code[2:4] + other + code[5:11])


def test_codes_never_issued_get_the_same_bytes_by_the_same_way(client, code):
    near, far = two_letters_off(code), new_code()
    assert sum(a != b for a, b in zip(near, code, strict=True)) == 2
    answers = {}
    for other in (near, far):
        status, page, queries = asked(client, other)
        answers[other] = (status, page.replace(other, "-").replace(printed_code(other), "-"), queries)
    assert answers[near] == answers[far]
    assert (answers[near][0], answers[near][2]) == (404, 3)  # the page's tag, the register, the count
    assert f"Sổ công nhận OCOP không có mã {printed_code(near)}" in asked(client, near)[1]


def test_a_receipt_that_was_never_made_is_not_found_either(client, code):
    status, page, queries = asked(client, new_code(RECEIPT))
    assert (status, queries) == (404, 3)
    assert "Mã chưa từng được cấp" in page
    assert "bien-nhan/" not in page  # of a receipt there is no receipt


def test_every_code_one_letter_off_is_called_mistyped_and_asks_the_register_nothing(client, code):
    for place in range(len(code)):
        for sign in "O9BX":
            if sign != code[place]:
                status, page, queries = asked(client, code[:place] + sign + code[place + 1 :])
                assert (status, queries) == (404, 1)  # the page's tag
                assert "<h1>Mã gõ sai</h1>" in page
    assert VisitorCount.objects.count() == 0


def test_a_slip_in_the_box_is_told_so_and_names_are_looked_for_all_the_same(client, code):
    slip = code[:5] + ALPHABET[(ALPHABET.index(code[5]) + 1) % len(ALPHABET)] + code[6:]
    page = client.get("/xac-minh/", {"ma": printed_code(slip)}).content.decode()
    assert f"“{printed_code(slip)}” đã gõ sai ít nhất một ký tự" in page
    assert "Không tìm thấy" not in page
    assert "gõ sai" not in client.get("/xac-minh/", {"ma": "dua sap"}).content.decode()


def test_random_and_mistyped_codes_through_the_portal_never_come_out_valid(client, code, settings):
    """A sample through the client; 100,000 against the rule itself stand in test_codes.py."""
    settings.VISITOR_LIMITS = {**settings.VISITOR_LIMITS, "look_up": (10_000, 600)}
    chance = random.Random(7)
    statuses = []
    for _turn in range(150):
        signs = list(code)
        for place in chance.sample(range(2, len(code)), chance.choice([1, 2, 3, 10])):
            signs[place] = chance.choice(ALPHABET)
        other = "".join(signs)
        if other != code:
            statuses.append((client.get(f"/xac-minh/{other}/").status_code, bool(clean_code(other))))
    for _turn in range(5):  # by chance no sample may have been well-formed
        other = new_code()
        statuses.append((client.get(f"/xac-minh/{other}/").status_code, bool(clean_code(other))))
    assert {status for status, _is_code in statuses} == {404}
    assert {is_code for _status, is_code in statuses} == {True, False}


def test_only_failed_look_ups_count_and_a_found_code_is_never_refused(client, code, settings):
    settings.VISITOR_LIMITS = {**settings.VISITOR_LIMITS, "look_up": (3, 600)}
    for _time in range(5):
        assert client.get(f"/xac-minh/{code}/").status_code == 200
        assert client.get(f"/xac-minh/{code[:-1]}O/").status_code == 404
        assert client.get("/xac-minh/", {"ma": "không có tên này"}).status_code == 200
    assert VisitorCount.objects.count() == 0
    never = [new_code() for _number in range(5)]
    assert [client.get(f"/xac-minh/{other}/").status_code for other in never] == [404, 404, 404, 429, 429]
    assert client.get(f"/xac-minh/{code}/").status_code == 200
    assert client.get(f"/xac-minh/{never[0]}/", REMOTE_ADDR="203.0.113.9").status_code == 404


def test_beyond_the_limit_the_words_say_what_to_do_and_near_and_far_are_alike(client, code, settings):
    settings.VISITOR_LIMITS = {**settings.VISITOR_LIMITS, "look_up": (0, 600)}
    response = client.get(f"/xac-minh/{two_letters_off(code)}/")
    assert (response.status_code, response["Cache-Control"]) == (429, "no-store")
    assert 1 <= int(response["Retry-After"]) <= 600
    assert "phút rồi thử lại" in response.content.decode()
    assert "Mã có thật vẫn tra được ngay" in response.content.decode()
    near, far = asked(client, two_letters_off(code)), asked(client, new_code())
    assert near == far
    assert near[2] == 3


@pytest.mark.parametrize("root", ["/", "/en/", "/km/"])
def test_beyond_the_limit_every_link_stays_in_the_language(client, code, settings, root):
    settings.VISITOR_LIMITS = {**settings.VISITOR_LIMITS, "look_up": (0, 600)}
    page = client.get(f"{root}xac-minh/{new_code()}/")
    links = re.findall(r'<a\b[^>]*href="([^"#]*)"', page.content.decode())
    lists = ("san-pham/", "chu-the/", "quyet-dinh/", "xac-minh/", "thong-ke/")
    assert (page.status_code, links) == (429, [root + rest for rest in ("", "xac-minh/", "", "", *lists)])


def test_the_page_shows_the_photo_of_the_product_without_another_query(client, product, code):
    Photo.objects.create(product=product, stem="0" * 32, width=640, height=480, position=1)
    Photo.objects.create(product=product, stem="1" * 32, width=640, height=480, position=0, caption="Trái dừa")
    asked(client, code)  # what stars mean is read from the law once a generation
    status, page, queries = asked(client, code)
    assert (status, queries) == (200, 2)
    assert f"/anh/{'1' * 32}-320.jpg" in page
    assert 'alt="Trái dừa"' in page
    assert "0" * 32 not in page


def test_the_page_bears_no_token_and_leads_to_receipt_and_report(client, code):
    response = client.get(f"/xac-minh/{code}/")
    page = response.content.decode()
    assert "csrfmiddlewaretoken" not in page
    assert not response.cookies
    assert f'href="/xac-minh/{code}/bien-nhan/"' in page
    assert f'href="/bao-cao-nhan/?ma={code}"' in page
