"""What the public may read stands in one list, and no public answer says more."""

from __future__ import annotations

import gzip
import re
from datetime import date
from io import BytesIO
from urllib.parse import urlencode
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.urls import reverse
from pghistory.models import Event

from core.workbooks import XLSX
from producers.actions.consent import give_contact_consent, withdraw_contact_consent
from producers.actions.producers import edit_producer
from producers.actions.representatives import keep_representative
from producers.enums import Contact, LegalForm
from producers.models import Producer, RepresentativeProfile
from products.actions.correcting import void_rating
from products.actions.decisions import issue_decision
from products.actions.receipts import make_receipt
from products.models import Certificate, CheckReceipt, Decision, Product, PublicName, Recognition
from products.queries.lists import decision_rows, listed_decisions, listed_producers, producer_rows
from products.rules.public_fields import OPEN_TABLES, OPENNESS, face_of, producer_face
from tests.evaluations.pdf_words import words_of_pages
from tests.factories import line, make_place, make_producer, make_product, make_province, paper

OURS = ("core", "producers", "products", "evaluations", "reports")
# Tables of which nothing is public: people, acts, the process, derived counts.
CLOSED_TABLES = {
    "core.User",
    "core.HistoryEntry",
    "core.HistorySeal",
    "core.Generation",
    "core.Touched",
    "core.VisitorCount",
    "producers.RepresentativeProfile",
    "products.CatalogueEntry",
    "products.LabelReport",
    "evaluations.Round",
    "evaluations.DecisionDraft",
    "evaluations.PaperResult",
    "evaluations.Council",
    "evaluations.CouncilMember",
    "evaluations.Dossier",
    "evaluations.RoundEntry",
    "evaluations.Conflict",
    "evaluations.SlipBook",
    "evaluations.Finding",
    "evaluations.EntryReport",
    "evaluations.Ask",
    "evaluations.AskItem",
    "evaluations.AdvisoryTeam",
    "evaluations.TeamMember",
    "evaluations.Probe",
    "evaluations.Samples",
    "evaluations.ScoreSheet",
    "evaluations.ScoreLine",
    "evaluations.AgreedLine",
    "evaluations.Result",
    "evaluations.ChecklistItem",
    "evaluations.Paper",
    "evaluations.PaperVersion",
    "evaluations.DossierPaper",
    "evaluations.HandedPaper",
    "reports.ProducerDays",
    "reports.DayChange",
    "reports.RepresentativeTable",
}


def our_models():
    return {
        model._meta.label: model
        for app in OURS
        for model in apps.get_app_config(app).get_models()
        if not issubclass(model, Event)
    }


# --------------------------------------------------------------------- the list
def test_every_table_was_decided_about():
    assert set(our_models()) == set(OPENNESS) | OPEN_TABLES | CLOSED_TABLES


@pytest.mark.parametrize("table", sorted(OPENNESS))
def test_every_column_was_decided_about_once(table):
    openness = OPENNESS[table]
    consent = (openness.with_consent, openness.of_firms_with_consent)
    groups = (openness.always, openness.by_public_name, *consent, openness.closed)
    columns = {field.name for field in apps.get_model(table)._meta.concrete_fields}
    assert openness.columns == columns
    assert sum(map(len, groups)) == len(columns)


def test_what_needs_consent_and_what_is_never_public():
    producer = OPENNESS["producers.Producer"]
    assert producer.by_public_name == {"name", "other_names"}
    assert producer.with_consent == {"phone", "email", "website"}
    assert producer.of_firms_with_consent == {"address"}
    assert {"code", "note", "contact_consent_text"} <= producer.closed


def test_a_face_refuses_what_is_closed():
    producer = Producer(
        name="Hộ Minh Hoạ", phone="+84912345678", address="Số 1", code="084123456789", note="x", legal_form="household"
    )
    face = producer_face(producer, date(2022, 10, 1))
    assert (face.name, face.other_names, str(face), face.phone, face.email, face.address) == ("",) * 6
    for closed in ("code", "note", "contact_consent_text", "delete", "save", "events"):
        with pytest.raises(AttributeError):
            getattr(face, closed)
    with pytest.raises(AttributeError):
        face_of(RepresentativeProfile())
    PublicName(producer=producer, name="Hộ In Minh Hoạ", other_names=["Hộ Cũ"])
    product = face_of(Product(name="Bánh", producer=producer, note="x"))
    assert (product.producer.name, str(product.producer)) == ("Hộ In Minh Hoạ", "Hộ In Minh Hoạ")
    assert (product.producer.other_names, product.producer.phone) == (["Hộ Cũ"], "")


@pytest.mark.parametrize("form", LegalForm.values)
def test_of_a_home_the_address_is_never_shown(form):
    consent = {"contact_consent_on": date(2022, 1, 1), "contact_consent_to": Contact.values}
    face = producer_face(Producer(legal_form=form, address="Số 1", phone="+84912345678", **consent), date(2022, 10, 1))
    homes = {"household", "household_business", "farm", "cooperative_group", "unknown"}
    assert (face.phone, face.address) == ("+84912345678", "" if form in homes else "Số 1")


# --------------------------------------------------------------------- every public answer
CONTACTS = {"phone": "+84912873465", "email": "bimat@vidu.vn", "website": "https://bimat.vidu.vn/"}
SECRETS = {
    "code": "084187234561",
    "address": "Số 77 hẻm Bí Mật",
    "note": "ghi chú kín đáo",
}
NAMES_OF_TODAY = ["Hộ Kín Nay Đổi", "Cô Tư Kín"]
MISTAKEN = "Hộ Ghi Nhầm Kín"
PERSON = {"full_name": "Kim Thị Bí Mật", "basis_text": "phiếu kín 5512"}


@pytest.fixture
def household(law, administrator):
    """A household with everything that must not come out, rated, approved, attested and then renamed.

    Another one stands in a rating that was entered by mistake and voided, with a receipt of its check.
    """
    commune = make_place("Xã Minh Hoạ", parent=make_province())
    producer = make_producer("Hộ kinh doanh Minh Hoạ", place=commune, **CONTACTS, **SECRETS)
    products = [make_product(f"Bánh minh hoạ {number}", producer=producer, note="giấu kỹ 1") for number in range(2)]
    head = paper("15/QĐ-UBND", date(2022, 8, 22), signer="Người Ký Minh Hoạ")
    issue_decision(head, [line(products[0], 3), line(products[1], None)], by=administrator)
    values = {"since": date(2022, 1, 1), "sex": "female", "ethnicity": "05", "disability": "yes", **PERSON}
    values |= {"basis": "law", "basis_on": date(2022, 1, 1)}
    profile = RepresentativeProfile(producer=producer)
    keep_representative(profile, why="lý do kín 991", by=administrator, **values)
    name, other_name = NAMES_OF_TODAY
    edit_producer(producer, name=name, other_names=[other_name], by=administrator)
    void_a_mistake(commune, administrator)
    return producer


def void_a_mistake(commune, by):
    """A rating under a name that no paper printed, voided, and a receipt of what is said of its code since."""
    product = make_product("Mứt minh hoạ", producer=make_producer(MISTAKEN, place=commune))
    rating = issue_decision(paper("16/QĐ-UBND", date(2022, 8, 23)), [line(product, 3)], by=by).recognitions.get()
    void_rating(rating, why="nhập nhầm kín 3", by=by)
    make_receipt(rating.certificate.code)


def answers(client):
    """Every public page of the register as an anonymous visitor gets it, reached by hand and by following links."""
    start = [reverse("home"), "/sitemap.xml", "/robots.txt", "/xac-minh/?ma=minh", "/san-pham/?q=minh", "/healthz"]
    start += [f"/san-pham/?q={word}" for word in ("0912873465", "bimat", "084187234561", "kim+thi")]
    codes = [each.code for kind in (Certificate, CheckReceipt) for each in kind.objects.all()]
    start += [reverse("products:verify-code", args=[code]) for code in codes]
    start += [reverse("products:decision-detail", args=[each.slug]) for each in Decision.objects.all()]
    waiting, found = list(start), {}
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        answer = client.get(path)
        body = b"".join(answer) if answer.streaming else answer.content
        found[path] = text = words_of(answer, body)
        links = re.findall(r'(?:href="|<loc>http://testserver)(/[^"<#]*)', text)
        waiting += [link.replace("&amp;", "&") for link in links if is_of_the_register(link)]
    return found


def cited(client):
    """The lists of a citation that counts the row that was voided since; what they lead to is on other ways, too."""
    voided = Recognition.objects.get(voided_at__isnull=False)
    asked = urlencode({"ngay": "2022-09-01", "ghi-den": voided.recorded_at.isoformat()})
    paths = [f"/thong-ke/{name}/?{asked}" for name in ("danh-sach", "chu-the")]
    return {path: client.get(path).content.decode() for path in paths}


def words_of(answer, body):
    """The words of a page or of a PDF, or all parts of a workbook."""
    if answer["Content-Type"] == "application/pdf":
        return " ".join(words_of_pages(body))
    if answer["Content-Type"] == XLSX:
        with ZipFile(BytesIO(body)) as book:
            return "".join(book.read(part).decode() for part in book.namelist())
    return gzip.decompress(body).decode() if answer.get("Content-Encoding") == "gzip" else body.decode()


def is_of_the_register(link):
    return not link.startswith(("/static/", "/tai-khoan/", "/staff/", "/admin/"))


def leaks(found, *secrets):
    """Where a secret stands that was not asked for in the address itself."""
    texts = {path: text.replace(path, "") for path, text in found.items() if "?q=" not in path or "minh" in path}
    return sorted({(path, secret) for path, text in texts.items() for secret in secrets if secret in text})


NEVER = [
    *SECRETS.values(),
    *NAMES_OF_TODAY,
    *PERSON.values(),
    MISTAKEN,
    "nhầm kín",
    "giấu kỹ",
    "lý do kín",
    "Khơ-me",
    "Kim Thị",
]
PHONES = ["912873465", "912 873 465", "0912873465", "bimat"]


@pytest.mark.slow
@pytest.mark.django_db
def test_a_household_without_consent_shows_its_name_and_commune_only(client, household):
    found = answers(client)
    assert {reverse("products:producer-detail", args=[household.slug])} < set(found)
    assert leaks(found, *NEVER, *PHONES) == []
    assert [path for path in found if path.endswith(".pdf")] != []  # the receipt, as far as its paper
    lists = cited(client)
    assert leaks(lists, *NEVER, *PHONES) == []
    assert ["Mứt minh hoạ" in text for text in lists.values()] == [True, False]
    page = found[reverse("products:producer-detail", args=[household.slug])]
    assert ("Hộ kinh doanh Minh Hoạ" in page, "Xã Minh Hoạ" in page) == (True, True)


@pytest.mark.slow
@pytest.mark.django_db
def test_with_consent_contacts_appear_and_nothing_else(client, household, administrator):
    give_contact_consent(household, on=date(2022, 9, 1), to=Contact.values, text="Đồng ý kín 7", by=administrator)
    found = answers(client)
    page = reverse("products:producer-detail", args=[household.slug])
    assert leaks(found, *NEVER, "Đồng ý kín") == []
    assert {path for path, _secret in leaks(found, *PHONES)} == {page, f"/en{page}", f"/km{page}"}
    withdraw_contact_consent(household, on=date(2022, 10, 1), why="rút kín 8", by=administrator)
    assert leaks(answers(client), *NEVER, *PHONES, "rút kín") == []


SEARCHED = ("Kim Thị Bí Mật", "hẻm Bí Mật", "kín đáo", *NAMES_OF_TODAY)


@pytest.mark.django_db
def test_a_search_for_a_secret_finds_nothing(client, household):
    shown = {
        word: any(
            household.name in client.get(path, {"q": word}).content.decode() for path in ("/san-pham/", "/goi-y/")
        )
        for word in (*("0912873465", "84912873465", "bimat", "084187234561"), *SEARCHED)
    }
    assert shown == dict.fromkeys(shown, False)
    found = {word: client.get("/chu-the/", {"q": word}).context["count"] for word in (household.name, *SEARCHED)}
    assert found == {household.name: 1} | dict.fromkeys(SEARCHED, 0)


# --------------------------------------------------------------------- rows that lists and files draw on
def columns_of(rows):
    """The tables and columns that a list of plain rows reads."""
    for path in rows.query.values_select:
        model = rows.model
        *steps, last = path.split("__")
        for step in steps:
            model = model._meta.get_field(step).related_model
        yield model._meta.label, (model._meta.pk if last == "pk" else model._meta.get_field(last)).name


@pytest.mark.django_db
def test_lists_read_open_columns_only(law):
    on = date(2022, 10, 1)
    lists = (decision_rows(listed_decisions(on), on), producer_rows(listed_producers(on)))
    for table, column in (pair for rows in lists for pair in columns_of(rows)):
        assert table in OPEN_TABLES or column in OPENNESS[table].always, (table, column)
