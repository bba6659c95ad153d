"""What vouches for the quality of a product: shown while it is in force, kept by those who may edit the product."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.errors import ActionRefused
from core.history import history_of
from core.publishing import current_generation
from core.roles import Role
from products.actions.decisions import issue_decision
from products.actions.merging import merge_products, undo_merge
from products.actions.proofs import add_proof, edit_proof, remove_proof
from products.models import QualityProof
from tests.factories import line, make_place, make_producer, make_product, make_province, make_user, paper

pytestmark = pytest.mark.django_db
ISSUED, ENDS = date(2021, 3, 1), date(2022, 10, 1)
FACTS = {
    "kind": "vietgap",
    "name": "",
    "number": "VG-01/MH",
    "issuer": "Trung tâm Minh Hoạ",
    "issued_on": ISSUED,
    "expires_on": ENDS,
    "scope": "2 ha dừa (minh hoạ)",
}


@pytest.fixture
def product(law):
    commune = make_place("Xã Minh Hoạ", parent=make_province())
    product = make_product("Dừa sáp minh hoạ", producer=make_producer(place=commune), slug="dua-sap")
    issue_decision(paper(), [line(product)], by=None)
    return product


@pytest.fixture
def signed_in(client, officer):
    client.force_login(officer)
    return client


def add(product, by=None, **facts):
    return add_proof(product, by=by, **FACTS | facts)


def refused(act, *args, **given):
    with pytest.raises(ActionRefused) as refusal:
        act(*args, **given)
    return [(reason.field, reason.text) for reason in refusal.value.reasons]


# --------------------------------------------------------------------- acts
def test_a_proof_is_added_corrected_and_taken_away(product, officer):
    before = current_generation().number
    proof = add(product, officer, number=" VG-01/MH ")
    assert (proof.number, str(proof)) == ("VG-01/MH", "VietGAP VG-01/MH")
    assert edit_proof(proof, by=officer, **FACTS).pk == proof.pk
    edit_proof(proof, by=officer, number="VG-02/MH", expires_on=None)
    assert refused(remove_proof, proof, why=" ", by=officer) == [("why", "Cần nêu lý do.")]
    remove_proof(proof, why="Nơi cấp đã thu hồi (minh hoạ)", by=officer)
    assert product.proofs.count() == 0
    entries = list(history_of(product).filter(verb__contains="proof").order_by("pk"))
    assert [(entry.verb, entry.by, entry.why, entry.data) for entry in entries] == [
        (
            "add_proof",
            officer,
            "",
            {
                "proof": "VietGAP VG-01/MH",
                "changes": {
                    "loại chứng nhận": ["", "VietGAP"],
                    "số, ký hiệu": ["", "VG-01/MH"],
                    "nơi cấp": ["", "Trung tâm Minh Hoạ"],
                    "ngày cấp": ["", "2021-03-01"],
                    "có hiệu lực đến hết ngày": ["", "2022-10-01"],
                    "phạm vi": ["", "2 ha dừa (minh hoạ)"],
                },
            },
        ),
        (
            "edit_proof",
            officer,
            "",
            {
                "proof": "VietGAP VG-02/MH",
                "changes": {
                    "số, ký hiệu": ["VG-01/MH", "VG-02/MH"],
                    "có hiệu lực đến hết ngày": ["2022-10-01", ""],
                },
            },
        ),
        (
            "remove_proof",
            officer,
            "Nơi cấp đã thu hồi (minh hoạ)",
            {"proof": "VietGAP VG-02/MH", "expires_on": ""},
        ),
    ]
    assert current_generation().number == before + 4
    assert refused(edit_proof, QualityProof(pk=10**6), by=officer) == [("", "Chứng nhận này đã được bỏ.")]


def test_what_is_no_proof_is_refused_in_words(product):
    assert refused(add, product, issued_on=date(2022, 10, 2), expires_on=None) == [
        ("issued_on", "Ngày 02/10/2022 sau ngày làm việc hiện tại.")
    ]
    assert refused(add, product, expires_on=date(2021, 2, 28)) == [("expires_on", "Ngày hết hạn trước ngày cấp.")]
    assert refused(add, product, issuer="") == [("issuer", "Cần nơi cấp; chỉ bản tự công bố mới không có.")]
    assert refused(add, product, kind="other") == [("name", "Cần tên của chứng nhận khác.")]
    assert refused(add, product, number="") == [("number", "Trường này không được để trắng.")]
    assert add(product, kind="self_declaration", issuer="").title == "Bản tự công bố sản phẩm"
    assert add(product, kind="other", name="Halal (minh hoạ)").title == "Halal (minh hoạ)"
    add(product)
    same = [("number", "Sản phẩm đã có chứng nhận này, cùng số và ngày cấp.")]
    assert refused(add, product, number="vg-01/mh") == same
    assert add(product, issued_on=date(2022, 3, 1)).pk  # the next one under the same number
    assert QualityProof.objects.count() == 4


def test_the_database_refuses_what_cannot_be(product):
    for name, facts in {
        "proof_expires_later": {"expires_on": date(2021, 2, 28)},
        "proof_other_has_name": {"kind": "other"},
        "proof_has_issuer": {"issuer": ""},
    }.items():
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            QualityProof.objects.create(product=product, **FACTS | facts)


def test_who_may_not_edit_the_product_may_not_either(product):
    proof = add(product)
    stranger = make_user(Role.LOCAL_OFFICER, make_place("Xã Khác", parent=make_province()))
    place = [("", "Xã Minh Hoạ không thuộc địa bàn của bạn.")]
    assert refused(add, product, stranger, number="x") == place
    assert refused(edit_proof, proof, number="x", by=stranger) == place
    assert refused(remove_proof, proof, why="x", by=stranger) == place


def test_proofs_go_with_the_product_that_goes_on(product, administrator):
    double = make_product("Dừa sáp (trùng)", producer=product.producer)
    mine, theirs = add(product), add(double, number="VG-02/MH")
    merge = merge_products(product, double, why="Nhập hai lần", by=administrator)
    assert set(product.proofs.all()) == {mine, theirs}
    undo_merge(merge, why="Nhầm", by=administrator)
    assert (list(product.proofs.all()), list(double.proofs.all())) == ([mine], [theirs])


# --------------------------------------------------------------------- the product's page
def page(client, prefix=""):
    response = client.get(f"{prefix}/san-pham/dua-sap/")
    assert response.status_code == 200
    return response


def test_the_page_shows_the_proofs_in_force_on_the_day(client, product, settings):
    title = "Chứng nhận, công bố chất lượng còn hiệu lực"
    assert title not in page(client).content.decode()
    add(product)
    add(
        product,
        kind="self_declaration",
        number="03/MH",
        issuer="",
        issued_on=date(2022, 9, 1),
        expires_on=None,
        scope="",
    )
    assert page(client).context["proofs"] == [
        {
            "title": "Bản tự công bố sản phẩm",
            "issued": "Số 03/MH, chủ thể tự công bố ngày 01/09/2022.",
            "until": "Không ghi ngày hết hạn.",
            "scope": "",
        },
        {
            "title": "VietGAP",
            "issued": "Số VG-01/MH, Trung tâm Minh Hoạ cấp ngày 01/03/2021.",
            "until": "Có hiệu lực đến hết ngày 01/10/2022.",
            "scope": "2 ha dừa (minh hoạ)",
        },
    ]
    assert page(client).content.decode().count(title) == 1
    english = page(client, "/en").content.decode()
    assert "No. VG-01/MH, issued by Trung tâm Minh Hoạ on 01/03/2021. Valid to the end of 01/10/2022." in english
    settings.BUSINESS_DAY = date(2022, 10, 2)
    assert [row["title"] for row in page(client).context["proofs"]] == ["Bản tự công bố sản phẩm"]
    assert "VG-01/MH" not in page(client).content.decode()
    settings.BUSINESS_DAY = date(2022, 8, 31)
    assert [row["title"] for row in page(client).context["proofs"]] == ["VietGAP"]


def test_proofs_cost_the_page_no_query(client, product):
    asked = []
    for number in range(3):
        page(client)  # the catalogue reads what was published
        with CaptureQueriesContext(connection) as queries:
            page(client)
        asked.append(len(queries))
        add(product, number=f"VG-{number}/MH")
    assert asked == [2, 2, 2]


# --------------------------------------------------------------------- the staff pages
def test_proofs_are_kept_on_a_page_of_the_product(signed_in, product):
    url = reverse("staff:product-outlets", args=[product.slug])
    new = reverse("staff:proof-new", args=[product.slug])
    assert f'href="{new}"' in signed_in.get(url).content.decode()
    typed = {"kind": "vietgap", "number": "VG-01/MH", "issued_on": "1/3/2021", "expires_on": "1/10/2022"}
    refusal = signed_in.post(new, typed)
    assert refusal.context["form"].errors == {"issuer": ["Cần nơi cấp; chỉ bản tự công bố mới không có."]}
    assert refusal.context["form"]["number"].value() == "VG-01/MH"
    assert signed_in.post(new, typed | {"issuer": "Trung tâm Minh Hoạ"}).url == url
    proof = product.proofs.get()
    edit = reverse("staff:proof-edit", args=[product.slug, proof.pk])
    assert signed_in.get(edit).context["form"]["issuer"].value() == "Trung tâm Minh Hoạ"
    assert signed_in.post(edit, typed | {"issuer": "Trung tâm Khác Minh Hoạ"}).url == url
    assert product.proofs.get().issuer == "Trung tâm Khác Minh Hoạ"
    remove = reverse("staff:proof-remove", args=[product.slug, proof.pk])
    assert "Trang công khai thôi hiện “VietGAP VG-01/MH”" in signed_in.get(remove).content.decode()
    assert list(signed_in.post(remove, {"why": ""}).context["form"].errors) == ["why"]
    assert signed_in.post(remove, {"why": "Nơi cấp thu hồi"}).url == url
    assert product.proofs.count() == 0


def test_staff_see_what_has_ended_marked(signed_in, product, settings):
    add(product)
    add(product, number="VG-02/MH", expires_on=date(2023, 1, 1))
    settings.BUSINESS_DAY = date(2022, 10, 2)
    response = signed_in.get(reverse("staff:product-outlets", args=[product.slug]))
    assert sorted((row["issued"][3:11], row["is_over"]) for row in response.context["proofs"]) == [
        ("VG-01/MH", True),
        ("VG-02/MH", False),
    ]
    assert response.content.decode().count("hết hạn, không hiện ra ngoài") == 1


def test_the_pages_of_a_product_elsewhere_are_not_found(client, product):
    proof = add(product)
    client.force_login(make_user(Role.LOCAL_OFFICER, make_place("Xã Khác", parent=make_province())))
    for name, *rest in (("proof-new",), ("proof-edit", proof.pk), ("proof-remove", proof.pk)):
        assert client.get(reverse(f"staff:{name}", args=[product.slug, *rest])).status_code == 404
