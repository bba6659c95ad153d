"""Who did an act that no account did: somebody of the public, or the server on its own command line."""

from __future__ import annotations

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core.errors import ActionRefused
from core.filters import HistoryFilter
from core.history import history_of, record
from core.queries.history import book, older_than
from producers.queries.acts import act_lines
from products.actions.decisions import issue_decision
from products.actions.label_reports import report_label
from products.rules.verbs import VERBS
from tests.core.hostile_files import plain_picture
from tests.factories import line, make_place, make_product, make_province, paper

pytestmark = pytest.mark.django_db
PAGE = "/staff/nhat-ky/"


@pytest.fixture
def acts(law, officer):
    """An act of each: a person, the server, somebody without an account."""
    make_province()
    record(make_place("Xã Một Minh Hoạ"), "admin_add", by=officer)
    record(make_place("Xã Hai Minh Hoạ"), "load_places", by=None)
    report_label(code="", seen="Nhãn minh hoạ", where="Chợ Minh Hoạ")


def found(**query):
    filters = HistoryFilter(query, queryset=book())
    assert filters.is_valid(), filters.errors
    return [entry.verb for entry in filters.qs]


def test_the_page_tells_the_public_from_the_server_and_leads_to_either(client, acts, auditor, officer):
    client.force_login(auditor)
    page = client.get(PAGE)
    lines = [shown["line"] for group in page.context["sendings"] for shown in group["lines"]]
    assert {line.entry.verb: line.who for line in lines} == {
        "admin_add": str(officer),
        "load_places": "máy chủ",
        "report_label": "người dân",
    }
    for doer in (officer.username, "m%C3%A1y%20ch%E1%BB%A7", "ng%C6%B0%E1%BB%9Di%20d%C3%A2n"):
        assert f'href="?nguoi={doer}"' in page.content.decode()
    rows = csv.DictReader(io.StringIO(client.get(PAGE, {"tai-ve": "csv"}).getvalue().decode("utf-8-sig")))
    assert [(row["person"], row["account"]) for row in rows if row["verb"] == "report_label"] == [("người dân", "")]


def test_the_filter_takes_either(acts, officer):
    assert found(nguoi="người dân") == found(nguoi="Nguoi Dan") == ["report_label"]
    assert found(nguoi="máy chủ") == ["load_places"]
    assert found(nguoi=officer.username) == ["admin_add"]
    assert found(nguoi="dân") == []  # a part of a word is looked for among people


def test_the_filter_reads_along_an_index(acts):
    last = book().last()
    used = [
        "Index" in older_than(HistoryFilter({"nguoi": who}, queryset=book()).qs, last.pk)[:51].explain()
        for who in ("người dân", "máy chủ")
    ]
    assert used == [True, True]


def test_a_virus_that_came_with_a_report_is_not_the_servers(law, monkeypatch, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    make_province()
    product = make_product()
    code = issue_decision(paper(), [line(product, 3)], by=None).recognitions.get().certificate.code
    monkeypatch.setattr("core.files.judging.signature_in", lambda *_given: "Eicar-Test-Signature")
    photo = SimpleUploadedFile("nhan.jpg", plain_picture(), content_type="image/jpeg")
    with pytest.raises(ActionRefused):
        report_label(code=code, seen="Nhãn minh hoạ", where="Chợ Minh Hoạ", photo=photo)
    (refused,) = [each for each in act_lines(history_of(product), VERBS) if each.what == "Từ chối tệp có mã độc"]
    assert refused.by == "người dân"
