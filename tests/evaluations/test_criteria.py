"""The score sheets as data: what is loaded, what does not add up, what a set in use refuses."""

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
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from evaluations.enums import Wording
from evaluations.imports.criteria import FaultyFile, load_criteria_sets
from evaluations.models import CriteriaSet, CriterionNode, Option
from evaluations.queries.criteria import categories_without_set, fitting_set, sets_for, tree_of
from products.imports.law import load_regime
from products.models import Regime
from tests.conftest import FIXTURES
from tests.factories import category, load_sets, make_product

pytestmark = pytest.mark.django_db
FOLDER = FIXTURES / "criteria"
RUNS = Path(__file__).with_name("source_runs.bin")


@pytest.fixture
def copied(law, tmp_path):
    """The files of one set, to be changed."""
    for name in ("labels.csv", "26-2026-07.csv"):
        shutil.copy(FOLDER / name, tmp_path)
    head, *rows = (FOLDER / "sets.csv").read_text(encoding="utf-8").splitlines()
    kept = [row for row in rows if row.startswith("26-2026-07,")]
    (tmp_path / "sets.csv").write_text("\n".join([head, *kept]), encoding="utf-8")
    return tmp_path


def change(file, old, new):
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.slow
def test_every_set_of_the_law_is_there(law):
    """All at once, for all sets take seconds to load: what is there, what does not add up, gates, failures."""
    report = load_criteria_sets(FOLDER)
    assert len(report.loaded) == 53
    check_sets_and_categories()
    check_faults(report.faults)
    check_gates()
    check_failures()
    check_loading_again()


def check_sets_and_categories():
    assert Counter(CriteriaSet.objects.values_list("regime__code", flat=True)) == {
        "26-2026": 26,
        "1048-2019": 25,
        "148-2023": 1,
        "148-2023-1489": 1,
    }
    missing = Regime.objects.get(code="1048-2019")
    assert list(categories_without_set(missing).values_list("slug", flat=True)) == ["gao-ngu-coc-1048"]
    assert list(categories_without_set(Regime.objects.get(code="26-2026"))) == []


def check_faults(faults):
    assert faults == [
        "1048-2019-02: 6.2: hai phương án có cùng số điểm, nghi lỗi in.",
        "1048-2019-21: C: các mục cộng lại 38 điểm, văn bản ghi 40.",
        "1048-2019-23: C: các mục cộng lại 38 điểm, văn bản ghi 40.",
        "1048-2019-24: C: các mục cộng lại 38 điểm, văn bản ghi 40.",
        "26-2026-07: 3.1: hai phương án có cùng số điểm, nghi lỗi in.",
        "26-2026-23: 6.2: hai phương án có cùng số điểm, nghi lỗi in.",
    ]
    assert CriteriaSet.objects.get(code="26-2026-07").remarks == ["3.1: hai phương án có cùng số điểm, nghi lỗi in."]
    marked = (
        CriterionNode.objects.exclude(remark="")
        .values_list("criteria_set__code", "code")
        .order_by("criteria_set__code", "position")
    )
    assert list(marked) == [
        ("1048-2019-06", "6.1.3b"),
        ("26-2026-04", "1.2"),
        ("26-2026-04", "7"),
        ("26-2026-07", "1.2"),
        ("26-2026-07", "3.1"),
        ("26-2026-10", "1.2"),
        ("26-2026-11", "1.2"),
        ("26-2026-11", "6.1.1"),
        ("26-2026-23", "6.2"),
        ("26-2026-26", "A"),
    ]


def test_one_sheet_line_by_line(law):
    load_sets("26-2026-07")
    found = CriteriaSet.objects.get(code="26-2026-07")
    parts = tree_of(found)
    assert [(part.code, part.max_points) for part in parts] == [("A", 40), ("B", 25), ("C", 35)]
    chain = next(node for part in parts for node in part.walk() if node.code == "1.5")
    assert [(option.points, option.min_star) for option in chain.options] == [(0, None), (1, None), (2, 4), (3, 5)]
    assert (found.samples, found.has_gates, found.wording) == (5, True, Wording.SHORT)
    assert found.knock_out.startswith("Loại hồ sơ") or "hồ sơ" in found.knock_out.lower()
    assert CriterionNode.objects.get(criteria_set=found, code="1.1").knock_out is True


def check_gates():
    """388 criteria of 26/2026 carry a gate, 128 of them on the first option; 1048 carries none."""
    first, gated = 0, 0
    for node in CriterionNode.objects.filter(is_criterion=True, criteria_set__regime__code="26-2026").prefetch_related(
        "options"
    ):
        stars = [option.min_star for option in node.options.all()]
        gated += any(stars)
        first += stars[:1] != [None] and bool(stars)
    assert (gated, first) == (388, 128)
    assert not Option.objects.filter(
        criterion__criteria_set__regime__code="1048-2019", min_star__isnull=False
    ).exists()


def check_failures():
    """Nothing of a sheet is reached only by its lowest option; *không đạt* stands last and is worth nothing."""
    for node in CriterionNode.objects.filter(is_criterion=True).prefetch_related("options"):
        options = list(node.options.all())
        if node.criteria_set_id and options:
            assert [option.is_failure for option in options] == [False] * (len(options) - 1) + [True]
            assert (options[-1].points, options[-1].label) == (0, "Không đạt")
            assert max(option.points for option in options) == node.max_points
    totals = CriterionNode.objects.filter(criteria_set__code="148-2023-01").values_list(
        "code", "max_points", "options"
    )
    assert list(totals.order_by("position")) == [("A", 40, None), ("B", 25, None), ("C", 35, None)]


def test_choose_one_of_two_cases(law):
    load_sets("1048-2019-01", "1048-2019-08", "26-2026-26")

    def cases(code, criterion):
        return list(
            Option.objects.filter(criterion__criteria_set__code=code, criterion__code=criterion, is_failure=False)
            .order_by("position")
            .values_list("points", "case")
        )

    assert cases("1048-2019-01", "3.2") == [(1, 1), (2, 1), (0, 2), (1, 2)]
    assert cases("1048-2019-08", "9") == [(1, 1), (2, 1), (3, 1), (1, 2), (2, 2), (3, 2)]
    assert cases("26-2026-26", "15") == [(1, 1), (3, 1), (1, 2), (3, 2)]


def check_loading_again():
    before = list(Option.objects.order_by("pk").values_list("pk", "label", "points"))
    again = load_criteria_sets(FOLDER)
    assert (again.loaded, len(again.same), again.in_use) == ([], 53, [])
    assert list(Option.objects.order_by("pk").values_list("pk", "label", "points")) == before


# ------------------------------------------------------------------ a set in use
def test_a_set_in_use_takes_no_other_points(copied):
    load_criteria_sets(copied)
    CriteriaSet.objects.update(in_use_since=timezone.now())
    option = Option.objects.filter(criterion__code="1.5", points=3).get()
    for change_it in (
        lambda: Option.objects.filter(pk=option.pk).update(points=4),
        lambda: Option.objects.filter(pk=option.pk).update(min_star=None),
        lambda: option.delete(),
        lambda: Option.objects.create(criterion=option.criterion, position=9, label="Minh hoạ", points=1),
        lambda: CriterionNode.objects.filter(pk=option.criterion_id).update(max_points=4),
        lambda: CriteriaSet.objects.update(samples=1),
        lambda: CriteriaSet.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError, match="the set is in use"), transaction.atomic():
            change_it()
    Option.objects.filter(pk=option.pk).update(label="Lời văn khác")
    option.refresh_from_db()
    assert (option.label, option.points) == ("Lời văn khác", 3)


def test_a_changed_file_of_a_set_in_use_is_left_alone_and_said(copied):
    load_criteria_sets(copied)
    CriteriaSet.objects.update(in_use_since=timezone.now())
    change(copied / "26-2026-07.csv", ",,2,4,,,,,", ",,2,3,,,,,")
    report = load_criteria_sets(copied)
    assert (report.loaded, report.same, report.in_use) == ([], [], ["26-2026-07"])
    err = StringIO()
    call_command("load_criteria", sets=copied, stdout=StringIO(), stderr=err)
    assert "Bộ 26-2026-07 đang dùng nên giữ nguyên: sửa thì lập phiên bản mới." in err.getvalue()


def test_a_set_not_in_use_is_renewed_whole(copied):
    load_criteria_sets(copied)
    change(copied / "26-2026-07.csv", ",,2,4,,,,,", ",,2,3,,,,,")
    assert load_criteria_sets(copied).loaded == ["26-2026-07"]
    stars = Option.objects.filter(criterion__code="1.5").order_by("position").values_list("min_star", flat=True)
    assert list(stars) == [None, None, 3, 5, None]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("0,A,", "4,A,", "26-2026-07.csv, dòng 2: không đọc được"),
        ("nguon-nguyen-lieu,3", "khong-co-nhan,3", "26-2026-07.csv, dòng 4: không đọc được ('khong-co-nhan')."),
        ("nguon-nguyen-lieu,3", "nguon-nguyen-lieu,ba", "26-2026-07.csv, dòng 4: không đọc được"),
    ],
)
def test_a_file_that_cannot_be_read_changes_nothing(copied, old, new, sentence):
    change(copied / "26-2026-07.csv", old, new)
    with pytest.raises(FaultyFile, match=re.escape(sentence)):
        load_criteria_sets(copied)
    with pytest.raises(CommandError, match="Chưa nạp gì"):
        call_command("load_criteria", sets=copied)
    assert not CriteriaSet.objects.exists()


def test_a_regime_and_a_set_of_ones_own_need_no_code(law, tmp_path):
    load_regime(
        {
            "code": "minh-hoa-2030",
            "name": "Quy định minh hoạ",
            "legal_basis": "Quyết định minh hoạ",
            "in_force_from": timezone.now().date(),
            "validity_months": 24,
            "scheme": "26-2026",
            "parts": {"a": 60, "b": 30, "c": 10},
            "bands": [{"stars": 3, "floor": "0"}],
            "levels": [],
        }
    )
    (tmp_path / "labels.csv").write_text("key,label\nphan,Phần minh hoạ\n", encoding="utf-8")
    (tmp_path / "sets.csv").write_text(
        "code,regime,number,name,categories,samples,knock_out,remarks,source\n"
        "minh-hoa-01,minh-hoa-2030,1,Bộ minh hoạ,hoa,0,,,minh hoạ\n",
        encoding="utf-8",
    )
    head = "depth,code,label,max,points,star,case,case_label,hint,knock_out,remark\n"
    rows = [f"0,{code},phan,{points},,,,,,,\n" for code, points in (("A", 60), ("B", 30), ("C", 10))]
    (tmp_path / "minh-hoa-01.csv").write_text(head + "".join(rows), encoding="utf-8")
    assert load_criteria_sets(tmp_path).faults == []
    found = CriteriaSet.objects.get(code="minh-hoa-01")
    assert [node.code for node in tree_of(found)] == ["A", "B", "C"]
    regime = Regime.objects.get(code="minh-hoa-2030")
    assert fitting_set(regime, make_product(category=category("hoa"))) == found


# ------------------------------------------------------------------ which set
def test_the_category_of_a_product_names_its_set(law):
    load_sets("26-2026-07", "26-2026-14", "1048-2019-16", "148-2023-01")
    regime = Regime.objects.get(code="26-2026")
    product = make_product(category=category("ruou-trang"))
    assert fitting_set(regime, product).code == "26-2026-14"
    assert [each.number for each in sets_for(regime, product)] == [14, 7]
    assert fitting_set(regime, make_product()) is None
    older = Regime.objects.get(code="1048-2019")
    assert fitting_set(older, make_product(category=category("ruou-trang-1048"))).code == "1048-2019-16"
    assert fitting_set(Regime.objects.get(code="148-2023"), product).code == "148-2023-01"


# ------------------------------------------------------------------ our own words
def words(text):
    return re.findall(r"\w+", unicodedata.normalize("NFC", text).lower())


def runs_of(text):
    found = words(text)
    return [" ".join(found[start : start + 4]) for start in range(len(found) - 3)]


def test_no_label_is_a_cut_of_the_source():
    """Of every label with four words or more at least one run of four stands nowhere in the texts of the law.

    The runs of the source are kept as hashes of four bytes each, so that its sentences are not here.
    """
    packed = RUNS.read_bytes()
    source = {packed[start : start + 4] for start in range(0, len(packed), 4)}
    assert blake2b("sản xuất kinh doanh".encode(), digest_size=4).digest() in source
    with (FOLDER / "labels.csv").open(encoding="utf-8", newline="") as lines:
        labels = [row["label"] for row in csv.DictReader(lines)]
    assert len(labels) == len(set(labels)) > 850
    cuts = [
        label
        for label in labels
        if runs_of(label) and all(blake2b(run.encode(), digest_size=4).digest() in source for run in runs_of(label))
    ]
    assert cuts == []
    assert max(map(len, labels)) <= 160


def test_every_label_is_used():
    with (FOLDER / "labels.csv").open(encoding="utf-8", newline="") as lines:
        keys = {row["key"] for row in csv.DictReader(lines)}
    used = set()
    for file in FOLDER.glob("*.csv"):
        if file.name != "labels.csv":
            with file.open(encoding="utf-8", newline="") as lines:
                for row in csv.DictReader(lines):
                    used |= {row.get(name) or "" for name in ("label", "hint", "case_label", "knock_out")}
    assert keys - used == set()


# ------------------------------------------------------------------ official wording
@pytest.fixture
def template(copied, tmp_path):
    load_criteria_sets(copied)
    out = StringIO()
    call_command("load_criteria", template="26-2026-07", stdout=out)
    file = tmp_path / "loi-van.csv"
    file.write_text(out.getvalue().replace("Nguồn nguyên liệu", "Nguồn nguyên liệu (lời văn)"), encoding="utf-8")
    return file


def test_the_official_wording_is_laid_over_the_labels(template):
    before = list(Option.objects.order_by("pk").values_list("points", "min_star"))
    out = StringIO()
    call_command("load_criteria", template, stdout=out)
    assert out.getvalue() == "Đã đặt lời văn chính thức cho: 26-2026-07\n"
    assert CriteriaSet.objects.get().wording == Wording.OFFICIAL
    assert CriterionNode.objects.get(code="1.1").label == "Nguồn nguyên liệu (lời văn)"
    assert list(Option.objects.order_by("pk").values_list("points", "min_star")) == before


def test_official_wording_outlives_the_next_loading(template, copied):
    call_command("load_criteria", template, stdout=StringIO())
    load_criteria_sets(copied)
    assert CriterionNode.objects.get(code="1.1").label == "Nguồn nguyên liệu (lời văn)"


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda text: text.rsplit("\n", 2)[0] + "\n", "Bộ 26-2026-07 còn thiếu 1 dòng, dòng đầu là mục 11 3."),
        (lambda text: text + "26-2026-07,12,,Thừa\n", "bộ này không có mục 12."),
        (lambda text: text + "26-2026-07,1.1,9,Thừa\n", "mục 1.1 không có phương án 9."),
        (lambda text: text + "26-2026-77,1.1,,Thừa\n", "không có bộ “26-2026-77”."),
        (lambda text: text + "26-2026-07,1.1,,Hai lần\n", "dòng này lặp lại 1.1"),
        (lambda text: text.replace("set,code", "bo,ma"), "Tệp cần các cột: set, code, option, text."),
    ],
)
def test_a_wrong_wording_file_changes_nothing(template, spoil, sentence):
    template.write_text(spoil(template.read_text(encoding="utf-8")), encoding="utf-8")
    err = StringIO()
    with pytest.raises(CommandError, match="Chưa ghi gì"):
        call_command("load_criteria", template, stderr=err)
    assert sentence in err.getvalue()
    assert CriteriaSet.objects.get().wording == Wording.SHORT
    assert CriterionNode.objects.get(code="1.1").label == "Nguồn nguyên liệu"
