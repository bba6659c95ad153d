"""Where a product is sold: on the product's page, and kept by those who may edit the product."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.errors import ActionRefused
from core.history import history_of
from core.publishing import current_generation
from core.roles import Role
from producers.actions.consent import give_contact_consent
from producers.actions.producers import edit_producer
from producers.enums import LegalForm
from producers.models import Producer
from producers.queries.acts import act_lines
from products.actions.decisions import issue_decision
from products.actions.merging import merge_products, undo_merge
from products.actions.outlets import add_outlet, edit_outlet, remove_outlet
from products.actions.transfer import transfer_product
from products.models import Outlet, Product
from products.rules.platforms import platform_of, shop_host
from products.rules.verbs import VERBS
from tests.factories import line, make_place, make_producer, make_product, make_province, make_user, paper

pytestmark = pytest.mark.django_db
SEEN = date(2022, 9, 15)
SHOP = "https://cua-hang.example.org/minh-hoa"


@pytest.fixture
def commune(db):
    return make_place("Xã Minh Hoạ", parent=make_place("Huyện Minh Hoạ", parent=make_province(), level="district"))


@pytest.fixture
def product(law, commune):
    product = make_product("Dừa sáp minh hoạ", producer=make_producer(place=commune), slug="dua-sap")
    issue_decision(paper(), [line(product)], by=None)
    return product


@pytest.fixture
def signed_in(client, officer):
    client.force_login(officer)
    return client


def add(product, by=None, **facts):
    facts = {"kind": "shop", "seen_on": SEEN} | facts
    return add_outlet(product, by=by, **({"url": SHOP} if facts["kind"] == "shop" else {}) | facts)


def refused(act, *args, **given):
    with pytest.raises(ActionRefused) as refusal:
        act(*args, **given)
    return [(reason.field, reason.text) for reason in refusal.value.reasons]


# --------------------------------------------------------------------- addresses and platforms
@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://voso.vn/minh-hoa?x=1", "voso.vn"),
        ("https://WWW.Lazada.VN/", "www.lazada.vn"),
        ("https://đặc-sản.vn/a", "xn--c-sn-zua7356b5da.vn"),
        ("http://voso.vn/", ""),
        ("https://voso.vn@vi-du.example/", ""),
        ("https://voso.vn:8443/", ""),
        ("https://voso.vn /a", ""),
        ("https://vi-du.example\\.voso.vn/", ""),
        ("https://127.0.0.1/", ""),
        ("https://localhost/", ""),
        ("https://[::1/", ""),
        ("https://voso.vn:chan/", ""),
        ("https:///a", ""),
        ("javascript:alert(1)", ""),
        ("voso.vn", ""),
        ("", ""),
    ],
)
def test_the_host_of_a_whole_https_address(url, host):
    assert shop_host(url) == host


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("voso.vn", "Voso"),
        ("postmart.vn", "Postmart"),
        ("www.shopee.vn", "Shopee"),
        ("shop.tiktok.com", "TikTok"),
        ("notvoso.vn", ""),
        ("voso.vn.example.org", ""),
        ("vn", ""),
    ],
)
def test_well_known_platforms_by_their_domain(host, name):
    assert platform_of(host) == name


# --------------------------------------------------------------------- acts
def test_an_outlet_is_added_changed_and_taken_away(product, officer):
    before = current_generation().number
    shop = add(product, officer, url=f" {SHOP} ", note="Giao toàn quốc (minh hoạ)")
    assert (shop.url, shop.position, shop.kind) == (SHOP, 1, "shop")
    point = add(product, officer, kind="display", name="Điểm OCOP minh hoạ", address="Chợ Minh Hoạ")
    assert (point.position, point.place, str(point)) == (2, None, "Điểm OCOP minh hoạ")
    same = edit_outlet(shop, by=officer, note=shop.note, seen_on=SEEN, position=None)
    assert (same.pk, same.position) == (shop.pk, 1)
    changed = edit_outlet(shop, by=officer, note="Chỉ bán sỉ", seen_on=date(2022, 10, 1), position=3)
    assert (changed.seen_on, changed.position) == (date(2022, 10, 1), 3)
    remove_outlet(point, by=officer)
    assert list(product.outlets.all()) == [shop]
    entries = list(history_of(product).filter(verb__contains="outlet").order_by("pk"))
    assert [(entry.verb, entry.by) for entry in entries] == [
        ("add_outlet", officer),
        ("add_outlet", officer),
        ("edit_outlet", officer),
        ("remove_outlet", officer),
    ]
    assert entries[0].data["changes"] == {
        "loại nơi bán": ["", "liên kết mua hàng"],
        "địa chỉ trang bán": ["", SHOP],
        "ghi chú nơi bán": None,
        "ngày xem lại": ["", "2022-09-15"],
    }
    assert entries[2].data == {
        "outlet": SHOP,
        "changes": {
            "ghi chú nơi bán": None,
            "ngày xem lại": ["2022-09-15", "2022-10-01"],
            "thứ tự hiện": ["1", "3"],
        },
    }
    assert entries[3].data == {"kind": "display", "outlet": "Điểm OCOP minh hoạ"}
    assert set(act_lines(entries, VERBS)[2].details) == {
        "ghi chú nơi bán",
        "ngày xem lại: 2022-09-15 → 2022-10-01",
        "thứ tự hiện: 1 → 3",
    }
    assert current_generation().number == before + 5


def test_what_is_no_outlet_is_refused_in_words(product, officer):
    https = "Địa chỉ phải bắt đầu bằng https:// – hãy mở trang bán rồi chép cả địa chỉ của nó."
    whole = "Địa chỉ này không mở được một trang bán: cần tên trang như voso.vn, không dấu cách, không có @."
    assert refused(add, product, url="http://voso.vn/a") == [("url", https)]
    assert refused(add, product, url="") == [("url", https)]
    assert refused(add, product, url="https://voso.vn@vi-du.example/") == [("url", whole)]
    assert refused(add, product, seen_on=date(2022, 10, 2)) == [
        ("seen_on", "Ngày 02/10/2022 sau ngày làm việc hiện tại.")
    ]
    assert refused(add, product, seen_on=None) == [("seen_on", "Cần ngày xem lại.")]
    assert refused(add, product, kind="market", name=" ") == [("name", "Cần tên của nơi bán hoặc thị trường.")]
    assert [field for field, _text in refused(add, product, kind="market", name="Nước", address="x")] == [""]
    add(product)
    add(product, kind="market", name="Nước Minh Hoạ")
    assert refused(add, product) == [("url", "Sản phẩm đã có liên kết này.")]
    assert refused(add, product, kind="market", name="nước minh hoạ") == [("name", "Sản phẩm đã có “nước minh hoạ”.")]
    assert Outlet.objects.count() == 2


def test_the_home_of_a_household_is_no_place_of_sale(product):
    product.producer.address = "Số 7, ấp 7 Minh Hoạ"
    product.producer.save()
    words = "Đây là địa chỉ của hộ, không công khai: hãy ghi nơi bán khác, hoặc bỏ trống địa chỉ."
    for facts in ({"address": "Nhà 7: SO 7,  ap 7 minh hoa, xã X"}, {"note": "Tại số 7, ấp 7 Minh Hoạ"}):
        assert refused(add, product, kind="display", name="Tại nhà", **facts) == [("address", words)]
    assert add(product, kind="display", name="Chợ", address="Số 77, ấp Minh Hoạ").pk
    product.producer.legal_form = LegalForm.LLC_ONE
    product.producer.save()
    assert add(product, kind="display", name="Cửa hàng", address="Số 7, ấp 7 Minh Hoạ").pk


NUMBER, MAIL = "+84912345678", "ho.minh.hoa@vidu.vn"


@pytest.mark.parametrize(
    ("facts", "what"),
    [
        ({"url": "https://zalo.me/0912345678"}, "số điện thoại"),
        ({"note": "Gọi 0912.345 678 (anh Minh Hoạ)"}, "số điện thoại"),
        ({"note": "(+84) 912-345-678"}, "số điện thoại"),
        ({"url": "https://vidu.vn/?lien-he=HO.MINH.HOA%40vidu.vn"}, "thư điện tử"),
        ({"note": "ho.minh.hoa@vidu.vn"}, "thư điện tử"),
    ],
)
@pytest.mark.parametrize("form", [LegalForm.HOUSEHOLD, LegalForm.LLC_ONE])
def test_a_place_of_sale_tells_no_contact_without_consent(product, officer, facts, what, form):
    Producer.objects.filter(pk=product.producer_id).update(phone=NUMBER, email=MAIL, legal_form=form)
    product = Product.objects.get(pk=product.pk)
    words = f"Ở đây có {what} của chủ thể, chưa được đồng ý công khai: hãy bỏ đi hoặc ghi đồng ý trước."
    assert refused(add, product, **facts) == [("", words)]
    assert add(product, note="Gọi 1900 1234").pk
    give_contact_consent(product.producer, on=SEEN, to=["phone", "email"], text="Phiếu 1", by=officer)
    again = {"url": "https://vidu.vn/khac/"} | facts
    assert add(Product.objects.get(pk=product.pk), **again).pk


def test_what_a_maker_keeps_to_itself_hides_an_outlet_that_was_there_before(client, product):
    add(product, kind="display", name="Tại nhà", address="Số 7, ấp Minh Hoạ")
    add(product, url="https://zalo.me/0912345678")
    add(product, url="https://voso.vn/minh-hoa/")

    def shown():
        text = client.get(reverse("products:product-detail", args=[product.slug])).content.decode()
        return [part for part in ("Tại nhà", "zalo.me", "voso.vn") if part in text]

    assert shown() == ["Tại nhà", "zalo.me", "voso.vn"]
    edit_producer(product.producer, address="số 7 - ấp Minh Hoạ", phone="0912 345 678", by=None)
    assert shown() == ["voso.vn"]


def test_who_may_not_edit_the_product_may_not_either(product, commune):
    outlet = add(product)
    stranger = make_user(Role.LOCAL_OFFICER, make_place("Xã Khác", parent=make_province()))
    place = [("", "Xã Minh Hoạ không thuộc địa bàn của bạn.")]
    assert refused(add, product, stranger, kind="market", name="x") == place
    assert refused(edit_outlet, outlet, note="x", by=stranger) == place
    assert refused(remove_outlet, outlet, by=stranger) == place
    leader = make_user(Role.LEADER)
    assert "không có quyền" in refused(remove_outlet, outlet, by=leader)[0][1]
    assert add(product, make_user(Role.LOCAL_OFFICER, commune), kind="market", name="Nước Minh Hoạ").pk


def test_what_somebody_else_took_away_is_gone(product, officer):
    outlet = add(product)
    remove_outlet(outlet, by=officer)
    outlet.pk = 10**6
    assert refused(edit_outlet, outlet, note="x", by=officer) == [("", "Nơi bán này đã được bỏ.")]
    assert refused(remove_outlet, outlet, by=officer) == [("", "Nơi bán này đã được bỏ.")]


def test_the_database_refuses_a_link_that_is_none(product):
    for facts in ({"url": "http://voso.vn/"}, {"url": "https://voso.vn/", "name": "x"}, {"kind": "market"}):
        with pytest.raises(IntegrityError, match="outlet_link_or_name"), transaction.atomic():
            Outlet.objects.create(product=product, seen_on=SEEN, position=1, **{"kind": "shop"} | facts)
    with pytest.raises(IntegrityError, match="outlet_address_of_display"), transaction.atomic():
        Outlet.objects.create(product=product, seen_on=SEEN, position=1, kind="market", name="x", address="x")


def test_outlets_go_with_the_product_that_goes_on(product, administrator):
    double = make_product("Dừa sáp (trùng)", producer=product.producer)
    mine, theirs = add(product), add(double, url=f"{SHOP}/2")
    merge = merge_products(product, double, why="Nhập hai lần", by=administrator)
    assert list(product.outlets.all()) == [mine, theirs]
    gone = "“Dừa sáp (trùng)” đã được gộp vào “Dừa sáp minh hoạ”: hãy làm trên bản ghi được giữ."
    assert refused(add, double) == [("", gone)]
    transfer_product(product, to=make_producer(place=product.place), on=SEEN, why="Chuyển", by=administrator)
    assert product.outlets.count() == 2
    undo_merge(merge, why="Nhầm", by=administrator)
    assert (list(product.outlets.all()), list(double.outlets.all())) == ([mine], [theirs])


# --------------------------------------------------------------------- the product's page
def page(client, prefix=""):
    response = client.get(f"{prefix}/san-pham/dua-sap/")
    assert response.status_code == 200
    return response


def test_the_page_says_where_a_product_is_sold(client, product, commune):
    assert "Mua ở đâu" not in page(client).content.decode()
    add(product, kind="market", name="Nước Minh Hoạ", note="Từ năm 2021")
    add(product, url="https://www.voso.vn/minh-hoa?a=1&b=2")
    add(product, kind="display", name="Điểm OCOP minh hoạ", address="Chợ Minh Hoạ", place=commune)
    add(product, position=1)
    assert page(client).context["outlets"] == [
        {
            "kind": "shop",
            "title": "Mua trực tuyến",
            "rows": [
                {
                    "label": "Mua tại cua-hang.example.org (trang ngoài)",
                    "url": SHOP,
                    "where": "",
                    "note": "",
                    "seen": "Xem lại ngày 15/09/2022.",
                },
                {
                    "label": "Mua tại Voso (voso.vn, trang ngoài)",
                    "url": "https://www.voso.vn/minh-hoa?a=1&b=2",
                    "where": "",
                    "note": "",
                    "seen": "Xem lại ngày 15/09/2022.",
                },
            ],
        },
        {
            "kind": "display",
            "title": "Điểm trưng bày, giới thiệu và bán",
            "rows": [
                {
                    "label": "Điểm OCOP minh hoạ",
                    "url": "",
                    "where": "Chợ Minh Hoạ, Xã Minh Hoạ, Huyện Minh Hoạ",
                    "note": "",
                    "seen": "Xem lại ngày 15/09/2022.",
                }
            ],
        },
        {
            "kind": "market",
            "title": "Thị trường xuất khẩu",
            "rows": [
                {
                    "label": "Nước Minh Hoạ",
                    "url": "",
                    "where": "",
                    "note": "Từ năm 2021",
                    "seen": "Xem lại ngày 15/09/2022.",
                }
            ],
        },
    ]
    text = page(client).content.decode()
    assert text.count("Mua ở đâu") == 1
    link = '<a href="https://www.voso.vn/minh-hoa?a=1&amp;b=2" rel="noopener nofollow external">Mua tại Voso'
    assert link in text
    assert "Buy at Voso (voso.vn, external site)" in page(client, "/en").content.decode()


def test_an_outlet_that_was_seen_later_is_not_told(client, product, settings):
    add(product)
    settings.BUSINESS_DAY = date(2022, 9, 14)
    assert page(client).context["outlets"] == []


def test_outlets_cost_the_page_no_query(client, product, commune):
    asked = []
    for number in range(3):
        page(client)  # the catalogue reads what was published
        with CaptureQueriesContext(connection) as queries:
            page(client)
        asked.append(len(queries))
        add(product, url=f"{SHOP}/{number}")
        add(product, kind="display", name=f"Điểm minh hoạ {number}", place=commune)
    assert asked == [2, 2, 2]


# --------------------------------------------------------------------- the staff pages
def test_outlets_are_kept_on_a_page_of_the_product(signed_in, product):
    url = reverse("staff:product-outlets", args=[product.slug])
    assert f'href="{url}"' in signed_in.get(reverse("staff:product-detail", args=[product.slug])).content.decode()
    assert "Chưa có: trang công khai không nói gì về nơi bán." in signed_in.get(url).content.decode()
    new = reverse("staff:outlet-new", args=[product.slug, "lien-ket"])
    assert list(signed_in.get(new).context["form"].fields) == ["url", "note", "seen_on", "position"]
    typed = {"url": "http://voso.vn/a", "note": "Giao toàn quốc", "seen_on": "15/9/2022"}
    refusal = signed_in.post(new, typed)
    assert list(refusal.context["form"].errors) == ["url"]
    assert refusal.context["form"]["note"].value() == "Giao toàn quốc"
    assert signed_in.post(new, typed | {"url": "https://voso.vn/a"}).url == url
    outlet = product.outlets.get()
    assert (outlet.url, outlet.seen_on, outlet.position) == ("https://voso.vn/a", SEEN, 1)
    assert "Mua tại Voso (voso.vn, trang ngoài)" in signed_in.get(url).content.decode()
    edit = reverse("staff:outlet-edit", args=[product.slug, outlet.pk])
    assert signed_in.get(edit).context["form"]["url"].value() == "https://voso.vn/a"
    assert signed_in.post(edit, {"url": "https://voso.vn/b", "seen_on": "1/10/2022", "position": "4"}).url == url
    outlet.refresh_from_db()
    assert (outlet.url, outlet.seen_on, outlet.position) == ("https://voso.vn/b", date(2022, 10, 1), 4)
    remove = reverse("staff:outlet-remove", args=[product.slug, outlet.pk])
    assert signed_in.get(remove).status_code == 405
    assert signed_in.post(remove).url == url
    assert product.outlets.count() == 0
    assert signed_in.post(remove).status_code == 404


def test_each_kind_has_its_inputs(signed_in, product, commune):
    def fields(kind):
        return list(signed_in.get(reverse("staff:outlet-new", args=[product.slug, kind])).context["form"].fields)

    assert fields("diem-ban") == ["name", "address", "place", "note", "seen_on", "position"]
    assert fields("thi-truong") == ["name", "note", "seen_on", "position"]
    assert signed_in.get(reverse("staff:outlet-new", args=[product.slug, "khac"])).status_code == 404
    point = {"name": "Điểm minh hoạ", "address": "Chợ", "place": commune.slug, "seen_on": "15/9/2022"}
    signed_in.post(reverse("staff:outlet-new", args=[product.slug, "diem-ban"]), point)
    outlet = product.outlets.get()
    assert (outlet.kind, outlet.place) == ("display", commune)
    edit = signed_in.get(reverse("staff:outlet-edit", args=[product.slug, outlet.pk]))
    assert edit.context["form"]["place"].value() == commune.slug


def test_the_staff_page_asks_as_often_for_three_as_for_one(signed_in, product, commune):
    url, counts = reverse("staff:product-outlets", args=[product.slug]), []
    for number in range(3):
        add(product, kind="display", name=f"Điểm minh hoạ {number}", place=commune)
        with CaptureQueriesContext(connection) as queries:
            assert signed_in.get(url).status_code == 200
        counts.append(len(queries))
    assert counts == [counts[0]] * 3


def test_the_pages_of_a_product_elsewhere_are_not_found(client, product):
    outlet = add(product)
    client.force_login(make_user(Role.LOCAL_OFFICER, make_place("Xã Khác", parent=make_province())))
    for name, *rest in (("product-outlets",), ("outlet-new", "lien-ket"), ("outlet-edit", outlet.pk)):
        assert client.get(reverse(f"staff:{name}", args=[product.slug, *rest])).status_code == 404
    other = make_product(producer=make_producer(place=product.place))
    client.force_login(make_user(Role.PROVINCE_OFFICER))
    assert client.get(reverse("staff:outlet-edit", args=[other.slug, outlet.pk])).status_code == 404
