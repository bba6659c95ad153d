"""The pages of the score sheets: the list, one sheet, the empty sheet to print."""

from __future__ import annotations

import pytest
from django.urls import reverse

from core.roles import Role
from evaluations.enums import Wording
from evaluations.models import CriteriaSet
from tests.factories import load_sets, make_user

pytestmark = pytest.mark.django_db
SHORT = "Nhãn rút gọn, không thay phiếu tại Phụ lục"


@pytest.fixture
def reader(client, law):
    load_sets("1048-2019-23", "26-2026-07", "26-2026-26", "148-2023-01")
    client.force_login(make_user(Role.COUNCIL_MEMBER))
    return client


def test_all_sheets_say_what_is_missing_and_doubtful(reader, django_assert_num_queries):
    reader.get(reverse("staff:criteria-list"))
    with django_assert_num_queries(8):
        page = reader.get(reverse("staff:criteria-list"))
    assert [(group["regime"].code, len(group["sets"])) for group in page.context["groups"]] == [
        ("26-2026", 2),
        ("148-2023", 1),
        ("1048-2019", 1),
    ]
    first = page.context["groups"][0]["sets"][0]
    assert (first.code, first.criterion_count, first.gate_count) == ("26-2026-07", 32, 28)
    text = page.content.decode()
    assert "Chưa có bộ tiêu chí cho nhóm “Gạo, ngũ cốc”." in text
    assert "C: các mục cộng lại 38 điểm, văn bản ghi 40." in text


def test_the_list_asks_as_much_for_more_sheets(reader, django_assert_num_queries):
    """One small group of queries for each version of the law, none for a sheet."""
    load_sets("26-2026-01", "26-2026-02", "26-2026-03")
    reader.get(reverse("staff:criteria-list"))
    with django_assert_num_queries(8):
        reader.get(reverse("staff:criteria-list"))


def test_one_sheet_in_the_order_of_the_paper(reader, django_assert_num_queries):
    reader.get(reverse("staff:criteria-detail", args=["26-2026-07"]))
    with django_assert_num_queries(5):
        page = reader.get(reverse("staff:criteria-detail", args=["26-2026-07"]))
    codes = [node.code for node in page.context["nodes"]]
    assert codes[:5] == ["A", "1", "1.1", "1.2", "1.3"]
    assert codes[-1] == "11"
    text = page.content.decode()
    assert SHORT in text
    assert "Bản chép ghi điểm 1–1–3" in text
    assert text.count("Không đạt") == 32


def test_official_words_drop_the_warning(reader):
    CriteriaSet.objects.filter(code="26-2026-07").update(wording=Wording.OFFICIAL)
    for name in ("staff:criteria-detail", "staff:criteria-print"):
        assert SHORT not in reader.get(reverse(name, args=["26-2026-07"])).content.decode()


def test_the_empty_sheet(reader):
    text = reader.get(reverse("staff:criteria-print", args=["26-2026-26"])).content.decode()
    assert SHORT in text
    assert "Trường hợp 2" in text
    assert "Thành viên hội đồng" in text
    assert reader.get(reverse("staff:criteria-print", args=["148-2023-01"])).content.decode().count("……</td>") == 3
    assert reader.get(reverse("staff:criteria-detail", args=["khong-co"])).status_code == 404
