"""Totals that others published, brought in from a file: repeatable, and in the book."""

from __future__ import annotations

import pytest

from core.models import HistoryEntry
from core.queries.history import lines_of
from reports.imports import load_published
from reports.models import PublishedFigure
from tests.factories import make_province

pytestmark = pytest.mark.django_db
HEAD = "place,on,total,basis,source\n"


def test_a_file_is_told_where_it_changes_something(tmp_path):
    make_province()
    file = tmp_path / "so-lieu.csv"
    for total in (10, 10, 12):
        file.write_text(f"{HEAD}tinh-tra-vinh,2022-06-30,{total},sản phẩm,minh hoạ\n", encoding="utf-8")
        assert load_published(file) == 1
    assert PublishedFigure.objects.get().total == 12
    changed, added = lines_of(HistoryEntry.objects.all())
    assert {(act.what, act.who, act.entry.why) for act in (changed, added)} == {
        ("Nạp số liệu đã công bố", "máy chủ", "so-lieu.csv")
    }
    assert [str(change) for change in added.changes][:3] == [
        "địa bàn: Tỉnh Trà Vinh",
        "tính đến ngày: 30/06/2022",
        "tổng số sản phẩm: 10",
    ]
    assert [str(change) for change in changed.changes] == ["tổng số sản phẩm: 10 → 12"]
