"""The law changed in the admin and by its loader: every value before and after stands in the book, with a reason."""

from __future__ import annotations

import shutil
import tomllib
from decimal import Decimal

import pytest
from django.urls import reverse

from core.history import history_of
from core.models import HistoryEntry
from products.imports.law import load_law, load_regime
from products.models import Band, Category, CategoryMap, Level, Regime, Scheme
from tests.conftest import FIXTURES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]
WHY = "Sửa theo văn bản đính chính minh hoạ"


@pytest.fixture
def admin_client(client, administrator):
    client.force_login(administrator)
    return client


@pytest.fixture
def regime():
    return Regime.objects.get(code="1048-2019")


@pytest.fixture
def told(client, auditor):
    """The acts of a kind as the page shows them to an auditor: what, on which thing, why, its changes."""

    def ask(**query):
        client.force_login(auditor)
        page = client.get("/staff/nhat-ky/", query)
        lines = [shown["line"] for group in page.context["sendings"] for shown in group["lines"]]
        return [
            (line.what, line.kind, line.entry.label, line.entry.why, [str(change) for change in line.changes])
            for line in lines
        ]

    return ask


def typed(page):
    """Everything that the form of a page would send."""
    adminform = page.context["adminform"].form
    formsets = [inline.formset for inline in page.context["inline_admin_formsets"]]
    forms = [adminform, *(formset.management_form for formset in formsets)]
    forms += [form for formset in formsets for form in formset.forms]
    values = {form[name].html_name: form[name].value() for form in forms for name in form.fields}
    return {name: "" if value is None else value for name, value in values.items()}


def row_of(page, model, pk):
    """The name that a row beside the form has in it."""
    for inline in page.context["inline_admin_formsets"]:
        for form in inline.formset.forms:
            if inline.formset.model is model and form.instance.pk == pk:
                return form.prefix
    raise LookupError(pk)


# ------------------------------------------------------------------ the admin
def test_a_threshold_and_a_row_beside_it_leave_their_old_values(admin_client, regime, told):
    five, one = Band.objects.get(regime=regime, stars=5), Band.objects.get(regime=regime, stars=1)
    level = regime.levels.first()
    url = reverse("admin:products_regime_change", args=[regime.pk])
    page = admin_client.get(url)
    values = typed(page) | {"why": WHY, "validity_months": 24}
    values[f"{row_of(page, Band, five.pk)}-floor"] = "91.5"
    values[f"{row_of(page, Band, one.pk)}-DELETE"] = "on"
    values[f"{row_of(page, Level, level.pk)}-article"] = "Điều minh hoạ"
    article, printed = level.article, one.printed
    assert admin_client.post(url, values).status_code == 302
    assert Band.objects.get(pk=five.pk).floor == Decimal("91.5")
    assert len(set(HistoryEntry.objects.filter(verb__startswith="admin_").values_list("request", flat=True))) == 1
    changed, deleted = "Sửa dòng trong trang quản trị", "Xóa dòng trong trang quản trị"
    assert told(nguoi="quan-tri") == [
        (
            deleted,
            "khung điểm",
            "1 sao từ 0.00",
            WHY,
            [f"bộ quy định: {regime} → –", "số sao: 1 → –", "từ điểm: 0 → –", f"văn bản ghi: {printed} → –"],
        ),
        (changed, "khung điểm", "5 sao từ 91.50", WHY, ["từ điểm: 90 → 91,5"]),
        (changed, "cấp", str(level), WHY, [f"điều khoản: {article} → Điều minh hoạ"]),
        (changed, "bộ quy định", str(regime), WHY, ["thời hạn (tháng): 36 → 24"]),
    ]
    assert history_of(five).get().data == {"changes": {"floor": ["90.00", "91.50"]}}


def test_nothing_changed_is_no_act_and_a_new_row_needs_no_reason(admin_client, regime, told):
    url = reverse("admin:products_regime_change", args=[regime.pk])
    values = typed(admin_client.get(url)) | {"why": WHY}
    assert admin_client.post(url, values).status_code == 302
    url = reverse("admin:products_scheme_add")
    assert admin_client.post(url, {"code": "mh", "name": "Minh hoạ"}).status_code == 302
    added = ["mã: mh", "tên gọi: Minh hoạ"]
    assert told(nguoi="quan-tri") == [("Thêm dòng trong trang quản trị", "bảng phân loại", "Minh hoạ", "", added)]


def test_no_reason_no_change(admin_client, regime):
    band = Band.objects.get(regime=regime, stars=5)
    url = reverse("admin:products_band_change", args=[band.pk])
    values = typed(admin_client.get(url)) | {"floor": "91", "why": "  "}
    page = admin_client.post(url, values)
    assert page.context["adminform"].form.errors == {"why": ["Hãy ghi lý do."]}
    for url, values in (
        (reverse("admin:products_band_delete", args=[band.pk]), {"post": "yes"}),
        (
            reverse("admin:products_band_changelist"),
            {"action": "delete_selected", "_selected_action": [band.pk], "post": "yes"},
        ),
    ):
        page = admin_client.post(url, values | {"why": " "})
        assert page.status_code == 200
        assert page.context["reason"].errors == {"why": ["Hãy ghi lý do."]}
        assert 'name="why"' in page.content.decode()
    assert Band.objects.get(pk=band.pk).floor == 90
    assert HistoryEntry.objects.filter(by__isnull=False).count() == 0


def test_what_is_deleted_stays_in_the_book_with_all_that_went_along(admin_client, told):
    scheme = Scheme.objects.create(code="mh", name="Bảng minh hoạ")
    one = Category.objects.create(scheme=scheme, slug="mh-1", code="1", name="Nhóm minh hoạ", position=1)
    CategoryMap.objects.create(source=one, target_scheme=scheme, kind="none")
    url = reverse("admin:products_scheme_delete", args=[scheme.pk])
    assert admin_client.get(url).status_code == 200
    assert admin_client.post(url, {"post": "yes", "why": WHY}).status_code == 302
    assert not Category.objects.filter(pk=one.pk).exists()
    deleted = "Xóa dòng trong trang quản trị"
    acts = told(nguoi="quan-tri")
    assert sorted(act[1:4] for act in acts) == [
        ("bảng phân loại", "Bảng minh hoạ", WHY),
        ("nhóm sản phẩm", "Nhóm minh hoạ", WHY),
        ("đối chiếu nhóm", "Nhóm minh hoạ → không có tương ứng", WHY),
    ]
    assert {act[0] for act in acts} == {deleted}
    [of_category] = [act[4] for act in acts if act[1] == "nhóm sản phẩm"]
    assert of_category == [
        "bảng phân loại: Bảng minh hoạ → –",
        "địa chỉ: mh-1 → –",
        "số hiệu: 1 → –",
        "tên: Nhóm minh hoạ → –",
        "thứ tự: 1 → –",
        "hình thay thế: khac → –",
    ]


def test_rows_chosen_in_the_list_are_told_one_by_one(admin_client, regime):
    bands = list(Band.objects.filter(regime=regime, stars__in=[1, 2]))
    values = {"action": "delete_selected", "_selected_action": [band.pk for band in bands], "post": "yes", "why": WHY}
    assert admin_client.post(reverse("admin:products_band_changelist"), values).status_code == 302
    assert Band.objects.filter(regime=regime).count() == 3
    acts = HistoryEntry.objects.filter(verb="admin_delete")
    assert {(act.subject_id, act.why, act.data["before"]["stars"]) for act in acts} == {
        (band.pk, WHY, band.stars) for band in bands
    }


def test_who_only_looks_is_not_asked_why(client, auditor, regime):
    client.force_login(auditor)
    text = client.get(reverse("admin:products_regime_change", args=[regime.pk])).content.decode()
    assert regime.legal_basis in text
    assert "Lý do" not in text


# ------------------------------------------------------------------ the loader
def read(name):
    return tomllib.loads((FIXTURES / "regimes" / name).read_text(encoding="utf-8"))


def test_a_new_regime_is_one_act_with_its_values(told):
    data = read("1048-2019.toml") | {"code": "minh-hoa", "name": "Quy định minh hoạ"}
    regime = load_regime(data, why="minh-hoa.toml")
    entry = history_of(regime).get()
    assert (entry.verb, entry.by, entry.why) == ("load_law", None, "minh-hoa.toml")
    assert entry.data["after"]["validity_months"] == 36
    assert entry.data["created"] == [str(row) for row in [*regime.bands.all(), *regime.levels.all()]]
    [(what, kind, label, why, changes)] = told(thu=f"products.regime:{regime.pk}")
    assert (what, kind, label, why) == (
        "Nạp quy định và bảng phân loại",
        "bộ quy định",
        "Quy định minh hoạ",
        "minh-hoa.toml",
    )
    assert "thời hạn (tháng): 36" in changes


def test_a_file_loaded_again_writes_only_what_it_changed(regime, told):
    known = HistoryEntry.objects.count()
    load_law(FIXTURES)
    data = read("1048-2019.toml")
    load_regime(data)
    assert HistoryEntry.objects.count() == known
    data["bands"][0]["floor"] = "91"
    stars = data["bands"][0]["stars"]
    load_regime(data, why="sửa.toml")
    assert HistoryEntry.objects.count() == known + 1
    band = Band.objects.get(regime=regime, stars=stars)
    assert history_of(band).get().by is None
    [(_what, kind, _label, why, changes)] = told(thu=f"products.band:{band.pk}")
    assert (kind, why, changes) == ("khung điểm", "sửa.toml", ["từ điểm: 90 → 91"])


def test_changed_and_added_categories_are_told(tmp_path):
    folder = tmp_path / "fixtures"
    for name in ("categories", "regimes"):
        shutil.copytree(FIXTURES / name, folder / name)
    file = folder / "categories" / "148.csv"
    head, first, *others = file.read_text(encoding="utf-8").splitlines()
    columns = head.split(",")
    cells = dict(zip(columns, first.split(","), strict=True))
    changed = ",".join((cells | {"name": "Tên minh hoạ"})[name] for name in columns)
    added = ",".join((cells | {"code": "99", "slug": "mh-99", "name": "Ngành minh hoạ"})[name] for name in columns)
    file.write_text("\n".join([head, changed, *others, added]) + "\n", encoding="utf-8")
    load_law(folder)
    acts = HistoryEntry.objects.order_by("pk")
    assert [(act.verb, act.label, act.why, act.by) for act in acts] == [
        ("load_law", "Ngành minh hoạ", "148.csv", None),
        ("load_law", "Tên minh hoạ", "148.csv", None),
    ]
    assert acts[1].data == {"changes": {"name": [cells["name"], "Tên minh hoạ"]}}
