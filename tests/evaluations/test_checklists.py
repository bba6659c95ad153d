"""Checklists as data: what is loaded, whom an item is for, what a file may say wrongly; hints beside criteria."""

from __future__ import annotations

import csv
import re
import shutil
import unicodedata
from collections import Counter
from hashlib import blake2b
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from core.models import HistoryEntry
from evaluations.enums import Need
from evaluations.imports.checklists import load_checklists
from evaluations.imports.criteria import FaultyFile
from evaluations.models import ChecklistItem, CriteriaSet, CriterionNode
from evaluations.queries.papers import checklist_for
from producers.enums import LegalForm
from products.enums import RatingKind
from tests.conftest import FIXTURES
from tests.evaluations.council_room import file
from tests.evaluations.paper_room import FILED, SET, TODAY, checklists, filed
from tests.factories import category, load_sets, make_producer, make_product

pytestmark = pytest.mark.django_db
FOLDER = FIXTURES / "checklists"
HINTS = FIXTURES / "criteria" / "hints.csv"
RUNS = Path(__file__).with_name("hint_runs.bin")


def count(code):
    return Counter(ChecklistItem.objects.filter(regime__code=code).values_list("need", flat=True))


def test_every_law_has_its_checklist(law):
    assert load_checklists(FOLDER) == 84
    assert count("1048-2019") == {Need.ALWAYS: 5, Need.HELPFUL: 13}
    assert count("26-2026") == {Need.ALWAYS: 4, Need.STAR: 8, Need.HELPFUL: 10}
    assert count("148-2023") == count("148-2023-1489") == {Need.ALWAYS: 4, Need.HELPFUL: 18}
    of_26 = ChecklistItem.objects.filter(regime__code="26-2026")
    suggested = of_26.exclude(article__contains="Điều 6")
    assert suggested.count() == 15
    stars = dict(of_26.filter(need=Need.STAR).values_list("code", "star"))
    assert stars == {
        "nguon-goc-nguyen-lieu": 3,
        "bao-ve-moi-truong": 4,
        "tang-truong": 4,
        "so-huu-tri-tue": 3,
        "thi-truong": 3,
        "cau-chuyen": 3,
        "cong-bo-chat-luong": 3,
        "he-thong-quan-ly": 3,
    }


def test_loading_again_changes_nothing_and_a_new_row_needs_no_code(law, tmp_path):
    shutil.copytree(FOLDER, tmp_path / "lists")
    load_checklists(tmp_path / "lists")
    before = list(ChecklistItem.objects.order_by("pk").values())
    acts = HistoryEntry.objects.count()
    assert load_checklists(tmp_path / "lists") == 84
    assert list(ChecklistItem.objects.order_by("pk").values()) == before
    assert HistoryEntry.objects.count() == acts
    file = tmp_path / "lists" / "26-2026.csv"
    head, _first, *rows = file.read_text(encoding="utf-8").splitlines()
    rows.append("26-2026,giay-minh-hoa,Giấy minh hoạ,,minh hoạ,always,,,,,,,")
    file.write_text("\n".join([head, *rows]), encoding="utf-8")
    assert load_checklists(tmp_path / "lists") == 84
    assert ChecklistItem.objects.get(code="giay-minh-hoa").regime.code == "26-2026"
    assert not ChecklistItem.objects.filter(regime__code="26-2026", code="phieu-dang-ky").exists()
    assert HistoryEntry.objects.filter(verb="load_checklist").count() > acts


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("26-2026,phieu", "26-2027,phieu", "26-2026.csv, dòng 2: không đọc được ('26-2027')."),
        (",upgrade,", ",nang-hang,", "26-2026.csv, dòng 4: không đọc được (nang-hang)."),
        (",du-lich,", ",du-lich-bien,", "dòng 6: không đọc được (du-lich-bien)."),
        ("always", "sometimes", "26-2026.csv, dòng 2: không đọc được"),
    ],
)
def test_a_file_that_cannot_be_read_changes_nothing(law, tmp_path, old, new, sentence):
    text = (FOLDER / "26-2026.csv").read_text(encoding="utf-8")
    (tmp_path / "26-2026.csv").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(FaultyFile, match=re.escape(sentence)):
        load_checklists(tmp_path)
    assert not ChecklistItem.objects.exists()


def test_the_command_loads_them_with_the_sheets(law, monkeypatch):
    monkeypatch.setattr("evaluations.management.commands.load_criteria.load_criteria_sets", lambda folder: Report())
    out = StringIO()
    call_command("load_criteria", stdout=out)
    assert out.getvalue().splitlines()[-1] == "84 mục kiểm tra hồ sơ"


class Report:
    loaded, same, faults, in_use = (), (), (), ()


def test_a_star_is_said_where_one_is_meant(law):
    load_checklists(FOLDER)
    for change in ({"star": 4}, {"need": Need.STAR}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ChecklistItem.objects.filter(code="phieu-dang-ky").update(**change)


# ------------------------------------------------------------------ for whom
@pytest.fixture
def grounds(settings, law, officer, commune):
    settings.BUSINESS_DAY = TODAY
    checklists()


def codes(dossier):
    return {item.code for item in checklist_for(dossier)}


def test_kind_form_and_category_choose_the_items(grounds, officer, commune):
    dossier = filed(commune, officer).dossier
    first = codes(dossier)
    assert {"phieu-dang-ky", "bao-cao-tu-danh-gia", "dang-ky-kinh-doanh", "san-pham-mau", "tang-truong"} <= first
    assert first.isdisjoint({"thay-doi-nang-hang", "cap-nhat-danh-gia-lai", "giay-to-gia-han"})
    dossier.kind = RatingKind.UPGRADE
    assert codes(dossier) - first == {"thay-doi-nang-hang"}
    dossier.kind = RatingKind.RE_RATING
    assert codes(dossier) - first == {"cap-nhat-danh-gia-lai", "kiem-nghiem-dinh-ky", "giay-to-gia-han"}
    dossier.kind = RatingKind.FIRST
    dossier.product.producer.legal_form = LegalForm.HOUSEHOLD
    assert first - codes(dossier) == {"dang-ky-kinh-doanh", "tang-truong"}
    dossier.product.producer.legal_form = LegalForm.COOPERATIVE
    left_out = {"san-pham-mau", "phieu-kiem-nghiem", "cong-bo-chat-luong", "ma-so-ma-vach", "he-thong-quan-ly"}
    for slug in ("du-lich", "du-lich-148", "du-lich-cong-dong-va-diem-du-lich-1048"):  # the map leads to this law
        dossier.product.category = category(slug)
        assert first - codes(dossier) == left_out | {"nguon-goc-nguyen-lieu", "thi-truong"}
    dossier.product.category = category("rau-cu-qua-hat-tuoi")
    assert codes(dossier) == first


def test_a_category_names_all_that_stands_below_it(law, settings, officer, commune):
    load_sets("1048-2019-16")
    load_checklists(FOLDER)
    producer = make_producer(place=commune, legal_form=LegalForm.COOPERATIVE)
    dossier = filed_1048(commune, officer, producer)
    for slug, has_tests in (("ruou-trang-1048", True), ("thu-cong-my-nghe-gia-dung-1048", False)):
        dossier.product.category = category(slug)
        assert ("phieu-kiem-nghiem" in codes(dossier)) is has_tests


def filed_1048(commune, officer, producer):
    product = make_product("Rượu nếp", producer=producer)
    return file(product, commune, officer, set_code="1048-2019-16", on=FILED.replace(year=2022, month=3)).dossier


# ------------------------------------------------------------------ hints beside criteria of 1048
def hints():
    with HINTS.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def runs_of(text):
    found = re.findall(r"\w+", unicodedata.normalize("NFC", text).lower())
    return [" ".join(found[start : start + 4]) for start in range(len(found) - 3)]


def test_every_hint_of_the_source_is_covered_once():
    """The source has 94 hints; those that say the same of one criterion are one of ours."""
    rows = hints()
    assert sorted(int(number) for row in rows for number in row["covers"].split()) == list(range(1, 95))
    assert len(rows) == len({row["hint"] for row in rows}) == 82
    assert max(len(row["hint"]) for row in rows) <= 100


def test_no_hint_is_a_cut_of_the_source():
    """Of no hint more than half of its runs of four words stand in the source, which is kept as hashes."""
    packed = RUNS.read_bytes()
    source = {packed[start : start + 4] for start in range(0, len(packed), 4)}
    assert blake2b("bản tự công bố".encode(), digest_size=4).digest() in source
    cuts = []
    for row in hints():
        runs = runs_of(row["hint"])
        known = [run for run in runs if blake2b(run.encode(), digest_size=4).digest() in source]
        if len(known) * 2 > len(runs):
            cuts.append(row["hint"])
    assert cuts == []


def test_every_name_is_one_of_a_criterion_of_that_law():
    used = set()
    for sheet in HINTS.parent.glob("1048-2019-*.csv"):
        with sheet.open(encoding="utf-8", newline="") as lines:
            used |= {row["label"] for row in csv.DictReader(lines) if row["depth"]}
    assert {row["regime"] for row in hints()} == {"1048-2019"}
    assert {key for row in hints() for key in row["criteria"].split()} - used == set()


def test_hints_stand_beside_the_criteria_of_their_law_alone(law):
    load_sets("1048-2019-01", SET)
    proofs = CriterionNode.objects.filter(code="1.1").values_list("criteria_set__code", "proofs")
    assert dict(proofs) == {
        "1048-2019-01": ["Chứng từ mua nguyên liệu; mua thẳng của nông hộ thì xã xác nhận thay hóa đơn."],
        SET: [],
    }
    load_sets("1048-2019-01")
    assert CriteriaSet.objects.count() == 2
    assert len(CriterionNode.objects.get(criteria_set__code="1048-2019-01", code="8.2").proofs) == 3
