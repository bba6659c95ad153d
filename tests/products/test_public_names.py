"""What the public calls producers: homes as decisions printed them, firms by their names of today."""

from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from producers.actions.producers import change_legal_form, edit_producer
from producers.enums import LegalForm
from products.actions.correcting import void_rating
from products.actions.decisions import issue_decision
from products.actions.merging import merge_producers, undo_merge
from products.actions.transfer import succeed_producer, transfer_product
from products.enums import RatingKind
from products.models import Certificate, Product, PublicName, Recognition
from products.rules.public_fields import HOMES
from products.rules.public_names import Names, Printed, public_names
from tests.factories import line, make_place, make_producer, make_product, make_province, paper
from tests.products.slow_truth import agrees

# --------------------------------------------------------------------- the rule
NOW = Names("Hộ Nay", ["Cô Tư"])
MOMENT = datetime(2022, 9, 1, tzinfo=UTC)


def printed(*names):
    """Rows of the ledger, a year apart, in an order that is not that of their days."""
    rows = [Printed(date(2019 + year, 8, 22), MOMENT, name) for year, name in enumerate(names)]
    return rows[1:] + rows[:1]


@pytest.mark.parametrize("form", sorted(HOMES))
def test_a_home_is_called_as_it_was_printed(form):
    assert public_names(NOW, form=form, printed=[]) is None
    assert public_names(NOW, form=form, printed=printed("Hộ Cũ")) == ("Hộ Cũ", [])
    rows = printed("Hộ Đầu", "Hộ Giữa", "Hộ Đầu", "Hộ Cuối")
    assert public_names(NOW, form=form, printed=rows) == ("Hộ Cuối", ["Hộ Đầu", "Hộ Giữa"])


def test_of_one_day_the_row_recorded_last_counts():
    later = MOMENT.replace(day=2)
    rows = [Printed(date(2022, 8, 22), later, "Hộ Sau"), Printed(date(2022, 8, 22), MOMENT, "Hộ Trước")]
    assert public_names(NOW, form="household", printed=rows) == ("Hộ Sau", ["Hộ Trước"])


@pytest.mark.parametrize("form", sorted(set(LegalForm) - HOMES))
def test_a_firm_is_called_as_it_is_called_today(form):
    now = Names("Công ty Nay", ["Hộ Cũ", "Cty Nay", "Hộ In"])
    assert public_names(now, form=form, printed=printed("Công ty Xưa")) == now
    once = {"Hộ Cũ", "Hộ In", "Công ty Nay"}
    assert public_names(now, form=form, printed=printed("Hộ In"), once_at_home=once) == (
        "Công ty Nay",
        ["Cty Nay", "Hộ In"],
    )


# --------------------------------------------------------------------- the register
@pytest.fixture
def commune(law):
    return make_place("Xã Đào", parent=make_province())


@pytest.fixture
def home(commune):
    return make_producer("Hộ Sơn Minh Hoạ", place=commune)


@pytest.fixture
def product(home):
    """A rated product of a home that was given other names since."""
    product = make_product("Bánh tét", producer=home)
    issue(1, date(2021, 1, 12), line(product, 3))
    edit_producer(home, name="Hộ Thạch Minh Hoạ", other_names=["Cô Ba Kín"], by=None)
    return Product.objects.get()


def issue(number, day, *lines):
    return issue_decision(paper(f"{number}/QĐ-UBND", day), list(lines), by=None)


def names_of(producer):
    return PublicName.objects.filter(pk=producer.pk).values_list("name", "other_names").first()


def pages(client, product):
    """Where a producer is named: lists, cards, its page, the product's, the check of a code."""
    code = Certificate.objects.filter(recognition__product=product).latest("pk").code
    paths = [reverse("products:verify-code", args=[code]), f"/san-pham/{product.slug}/"]
    paths += ["/", "/san-pham/", "/chu-the/", "/sitemap.xml"]
    return "".join(client.get(path).content.decode() for path in paths)


IN_DATABASE = pytest.mark.django_db


@IN_DATABASE
def test_a_renamed_home_keeps_its_printed_name(client, home, product):
    agrees()
    assert names_of(home) == ("Hộ Sơn Minh Hoạ", [])
    page = client.get(f"/chu-the/{home.slug}/").content.decode()
    text = pages(client, product) + page
    assert ("Hộ Sơn Minh Hoạ" in page, "Thạch" in text, "Cô Ba" in text) == (True, False, False)
    found = {
        word: (client.get("/chu-the/", {"q": word}).context["count"], len(in_catalogue(client, word)))
        for word in ("son minh hoa", "thach", "co ba kin")
    }
    assert found == {"son minh hoa": (1, 1), "thach": (0, 0), "co ba kin": (0, 0)}


def in_catalogue(client, text):
    return [(card["name"], card["producer"]) for card in client.get("/san-pham/", {"q": text}).context["cards"]]


@IN_DATABASE
def test_the_next_decision_prints_the_new_name(client, home, product):
    issue(2, date(2022, 1, 12), line(product, 4, kind=RatingKind.RE_RATING))
    agrees()
    assert names_of(home) == ("Hộ Thạch Minh Hoạ", ["Hộ Sơn Minh Hoạ"])
    facts = {row["term"]: row["value"] for row in client.get(f"/chu-the/{home.slug}/").context["facts"]}
    assert facts["Tên gọi khác"] == "Hộ Sơn Minh Hoạ"
    assert in_catalogue(client, "son") == in_catalogue(client, "thach") == [("Bánh tét", "Hộ Thạch Minh Hoạ")]
    old, new = Certificate.objects.order_by("pk").values_list("code", flat=True)
    now = [client.get(f"/xac-minh/{code}/").context["producer_now"] for code in (old, new)]
    assert now == ["Hộ Thạch Minh Hoạ", ""]
    void_rating(Recognition.objects.get(stars=4), why="Nhập nhầm", by=None)
    agrees()
    assert names_of(home) == ("Hộ Sơn Minh Hoạ", [])


@IN_DATABASE
def test_a_renamed_firm_is_called_as_today(client, commune):
    firm = make_producer("Công ty Sơn", legal_form=LegalForm.LLC_ONE, place=commune)
    product = make_product("Kẹo dừa", producer=firm)
    issue(1, date(2022, 1, 12), line(product, 3))
    edit_producer(firm, name="Công ty Thạch", other_names=["Cty Ba"], by=None)
    agrees()
    assert names_of(firm) == ("Công ty Thạch", ["Cty Ba"])
    assert in_catalogue(client, "cty ba") == [("Kẹo dừa", "Công ty Thạch")]
    code = Certificate.objects.get().code
    assert client.get(f"/xac-minh/{code}/").context["producer_now"] == "Công ty Thạch"


@IN_DATABASE
def test_a_home_that_is_printed_nowhere_is_not_named(client, home, product):
    """The product went to it, and it has no page."""
    taker = make_producer("Hộ Nhận Kín", place=home.place)
    transfer_product(product, to=taker, on=date(2022, 5, 1), why="Chuyển", by=None)
    agrees()
    assert names_of(taker) is None
    assert client.get(f"/chu-the/{taker.slug}/").status_code == 404
    shown = client.get(f"/san-pham/{product.slug}/")
    assert shown.context["facts"][0]["value"] == ""
    text = shown.content.decode()
    assert (f"/chu-the/{taker.slug}/" in text, "chưa có tên in trong quyết định nào" in text) == (False, True)
    event = shown.context["events"][0]["text"]
    assert event == "Chuyển từ Hộ Sơn Minh Hoạ sang chủ thể chưa có tên in trong quyết định nào."
    assert in_catalogue(client, "banh tet") == [("Bánh tét", None)]
    assert in_catalogue(client, "nhan kin") == []
    everything = text + pages(client, product) + client.get(f"/chu-the/{home.slug}/").content.decode()
    assert "Nhận Kín" not in everything
    issue(2, date(2022, 6, 1), line(Product.objects.get(), 4, kind=RatingKind.RE_RATING))
    agrees()
    assert client.get(f"/san-pham/{product.slug}/").context["facts"][0]["value"] == "Hộ Nhận Kín"
    assert client.get(f"/chu-the/{taker.slug}/").status_code == 200


@IN_DATABASE
@pytest.mark.parametrize(("form", "heir"), [(LegalForm.HOUSEHOLD, None), (LegalForm.COOPERATIVE, "Hợp tác xã Kế Tục")])
def test_an_heir_is_named_when_it_has_a_page(client, home, product, form, heir):
    new = make_producer("Hợp tác xã Kế Tục", legal_form=form)
    succeed_producer(home, successor=new, on=date(2022, 5, 1), why="Chuyển đổi", by=None)
    shown = client.get(f"/chu-the/{home.slug}/")
    facts = {row["term"]: row["value"] for row in shown.context["facts"]}
    assert facts.get("Đơn vị kế thừa") == heir
    assert ("Kế Tục" in shown.content.decode()) == bool(heir)


@IN_DATABASE
@pytest.mark.parametrize("form", [LegalForm.HOUSEHOLD, LegalForm.COOPERATIVE])
def test_a_predecessor_without_a_page_is_not_named(client, home, product, form):
    old = make_producer("Tổ Cũ Kín", legal_form=form)
    succeed_producer(old, successor=home, on=date(2022, 5, 1), why="Chuyển đổi", by=None)
    shown = client.get(f"/chu-the/{home.slug}/")
    assert ("Kế thừa từ" in [row["term"] for row in shown.context["facts"]], "Kín" in shown.content.decode()) == (
        False,
        False,
    )


@IN_DATABASE
def test_a_firm_that_was_a_home_keeps_to_itself_what_was_never_printed(home, product, officer):
    change_legal_form(
        home, legal_form=LegalForm.COOPERATIVE, name="Hợp tác xã Sơn", on=date(2022, 5, 1), why="Đổi", by=None
    )
    agrees()
    assert names_of(home) == ("Hợp tác xã Sơn", [])
    edit_producer(home, other_names=["Hộ Sơn Minh Hoạ", "Hộ Thạch Minh Hoạ", "Cô Ba Kín", "HTX Sơn"], by=None)
    agrees()
    assert names_of(home) == ("Hợp tác xã Sơn", ["Hộ Sơn Minh Hoạ", "HTX Sơn"])
    twin = make_producer("Hộ Đôi Kín", place=home.place)
    merge = merge_producers(home, twin, why="Là một", by=officer)
    agrees()
    assert names_of(home) == ("Hợp tác xã Sơn", ["Hộ Sơn Minh Hoạ", "HTX Sơn"])
    undo_merge(merge, why="Nhầm", by=officer)
    agrees()


@IN_DATABASE
def test_a_recount_makes_the_names_anew(home, product):
    PublicName.objects.update(name="Hộ Thạch Minh Hoạ")
    errors = StringIO()
    with pytest.raises(CommandError, match="2 chỗ sai"):
        call_command("recount", "--check", stdout=StringIO(), stderr=errors)
    assert [line.split(":")[0] for line in errors.getvalue().splitlines()] == [
        f"producer {home.pk}",
        f"product {product.pk}",
    ]
    call_command("recount", stdout=StringIO())
    assert names_of(home) == ("Hộ Sơn Minh Hoạ", [])
    agrees()
