"""Every address × every role, inside and outside the territory, as docs/roles.md says; one not named there fails."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLResolver, get_resolver

from core.models import HistoryEntry, Place
from core.roles import MAY, SEES_EVERYWHERE, Act, Role
from evaluations.enums import EntryStatus, Need, Outcome, RoundStatus, RoundWay, SheetStatus
from evaluations.models import (
    AdvisoryTeam,
    Ask,
    AskItem,
    ChecklistItem,
    Conflict,
    Council,
    CouncilMember,
    CriteriaSet,
    DecisionDraft,
    Dossier,
    DossierPaper,
    EntryReport,
    Paper,
    PaperResult,
    PaperVersion,
    Probe,
    Result,
    Round,
    RoundEntry,
    ScoreSheet,
    TeamMember,
)
from producers.models import RepresentativeProfile
from products.actions.decisions import issue_decision
from products.actions.merging import merge_products
from products.actions.receipts import make_receipt
from products.models import Outlet, Photo, ProductMerge, QualityProof, Recognition, ScoreApproval
from reports.actions.personal_data import receive_request
from reports.enums import Right
from tests.core.hostile_files import plain_pdf
from tests.factories import level_of, line, load_sets, make_producer, make_product, make_user, paper
from tests.products.report_room import make_report
from tests.project.roles_page import ADDRESSES, Address

pytestmark = pytest.mark.django_db

PUBLIC = {
    "home": "/",
    "products:product-list": "/san-pham/",
    "products:product-detail": "/san-pham/{product}/",
    "products:share-picture": "/san-pham/{product}/chia-se.png",
    "products:producer-list": "/chu-the/",
    "products:producer-detail": "/chu-the/{producer}/",
    "products:decision-list": "/quyet-dinh/",
    "products:news-feed": "/quyet-dinh/moi.atom",
    "products:decision-detail": "/quyet-dinh/{decision}/",
    "products:verify": "/xac-minh/",
    "products:verify-code": "/xac-minh/{code}/",
    "products:code-picture": "/xac-minh/{code}/qr.svg",
    "products:receipt-new": "/xac-minh/{code}/bien-nhan/",
    "products:receipt-print": "/xac-minh/{receipt}/in/",
    "products:receipt-pdf": "/xac-minh/{receipt}/bien-nhan.pdf",
    "products:label-report": "/bao-cao-nhan/",
    "products:label-report-done": "/bao-cao-nhan/da-nhan/",
    "products:compare": "/so-sanh/",
    "products:suggest": "/goi-y/",
    "join": "/tham-gia/",
    "opensearch": "/opensearch.xml",
    "accessibility": "/tro-nang/",
    "reports:figures": "/thong-ke/",
    "reports:counted-products": "/thong-ke/danh-sach/",
    "reports:counted-producers": "/thong-ke/chu-the/",
    "reports:series": "/thong-ke/theo-thoi-gian/",
    "reports:changes": "/thong-ke/thay-doi/",
    "reports:place-map": "/thong-ke/ban-do/",
    "reports:open-data": "/du-lieu-mo/",
    "data:products-csv": "/du-lieu-mo/san-pham.csv",
    "data:products-csv-machine": "/du-lieu-mo/san-pham-may.csv",
    "data:products-xlsx": "/du-lieu-mo/san-pham.xlsx",
    "data:products-json": "/du-lieu-mo/san-pham.json",
    "data:producers-csv": "/du-lieu-mo/chu-the.csv",
    "data:producers-csv-machine": "/du-lieu-mo/chu-the-may.csv",
    "data:producers-xlsx": "/du-lieu-mo/chu-the.xlsx",
    "data:producers-json": "/du-lieu-mo/chu-the.json",
    "data:decisions-csv": "/du-lieu-mo/quyet-dinh.csv",
    "data:decisions-csv-machine": "/du-lieu-mo/quyet-dinh-may.csv",
    "data:decisions-xlsx": "/du-lieu-mo/quyet-dinh.xlsx",
    "data:decisions-json": "/du-lieu-mo/quyet-dinh.json",
    "data:dcat": "/du-lieu-mo/dcat.jsonld",
    "healthz": "/healthz",
    "readyz": "/readyz",
    "robots": "/robots.txt",
    "sitemap": "/sitemap.xml",
    "sitemap-part": "/sitemap-trang-1.xml",
    "account_login": "/tai-khoan/dang-nhap/",
    "account_signup": "/tai-khoan/dang-ky/",
    "account_inactive": "/tai-khoan/ngung-hoat-dong/",
    "account_reset_password": "/tai-khoan/quen-mat-khau/",
}
# The own account: what everybody signed in gets alike; what changes sign-in asks for the password first (302), what
# is not set up is not found.
ACCOUNT = {
    "mfa_index": ("get", "/tai-khoan/", 200),
    "account_change_password": ("get", "/tai-khoan/mat-khau/", 200),
    "account_reauthenticate": ("get", "/tai-khoan/xac-nhan/", 200),
    "mfa_reauthenticate": ("get", "/tai-khoan/xac-nhan/ma/", 302),
    "mfa_reauthenticate_webauthn": ("get", "/tai-khoan/xac-nhan/khoa/", 302),
    "mfa_authenticate": ("get", "/tai-khoan/dang-nhap/buoc-hai/", 302),
    "mfa_activate_totp": ("get", "/tai-khoan/ung-dung-tao-ma/bat/", 302),
    "mfa_deactivate_totp": ("get", "/tai-khoan/ung-dung-tao-ma/tat/", 404),
    "mfa_view_recovery_codes": ("get", "/tai-khoan/ma-du-phong/", 404),
    "mfa_generate_recovery_codes": ("get", "/tai-khoan/ma-du-phong/tao-lai/", 302),
    "mfa_download_recovery_codes": ("get", "/tai-khoan/ma-du-phong/tai-ve/", 404),
    "mfa_list_webauthn": ("get", "/tai-khoan/khoa/", 200),
    "mfa_add_webauthn": ("get", "/tai-khoan/khoa/them/", 302),
    "mfa_edit_webauthn": ("get", "/tai-khoan/khoa/1/doi-ten/", 302),
    "mfa_remove_webauthn": ("get", "/tai-khoan/khoa/1/bo/", 302),
    "usersessions_list": ("get", "/tai-khoan/phien/", 200),
    "account_sessions_end": ("post", "/tai-khoan/phien/ket-thuc/", 302),
    "account_session_end": ("post", "/tai-khoan/phien/1/ket-thuc/", 404),
}
# Tested where they belong: a photo file, the frame of an agency, signing out, the one-time link.
ELSEWHERE = {"photo", "emblem", "colours", "account_logout", "account_password_by_link"}
# Who may do no more than these only looks: whatever is sent changes nothing.
LOOKING = {Act.SEE_STAFF_PAGES, Act.SEE_VOIDED, Act.SEE_AUDIT, Act.USE_ADMIN}


def patterns_of(resolver, prefix="", path="/"):
    """Name and path of every address below a resolver but the admin's; what has no name is called by its path."""
    for pattern in resolver.url_patterns:
        here = path + str(pattern.pattern)
        if not isinstance(pattern, URLResolver):
            yield (prefix + pattern.name if pattern.name else here), here
        elif pattern.namespace != "admin":
            yield from patterns_of(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix, here)


def test_every_address_is_in_a_table():
    staff = {(f"staff:{address.name}", address.path) for address in ADDRESSES}
    found = set(patterns_of(get_resolver()))
    assert {pair for pair in found if pair[1].startswith("/staff/")} == staff
    assert {name for name, path in found if not path.startswith("/staff/")} == {*PUBLIC, *ACCOUNT, *ELSEWHERE}
    assert {address.bound for address in ADDRESSES} == {"có", "–", "cả tỉnh"}


@pytest.fixture
def world(law, places, settings, tmp_path):
    """One thing of each kind in the district of Càng Long, under the name of the addresses that lead to it."""
    settings.MEDIA_ROOT = tmp_path
    load_sets("148-2023-01")
    chief, district = make_user(Role.ADMINISTRATOR), Place.objects.get(slug="huyen-cang-long")
    producer = make_producer(place=Place.objects.get(slug="xa-huyen-hoi-huyen-cang-long"))
    product, other, third = (make_product(producer=producer) for _n in range(3))
    scan = default_storage.save(f"decisions/{'a1' * 16}.pdf", ContentFile(plain_pdf()))
    level = level_of("148-2023", "district")
    head = paper("7/QĐ-UBND", level=level, place=district, issuing_body="UBND huyện Càng Long", scan=scan)
    decision = issue_decision(head, [line(product, 3)], by=chief)
    issue_decision(paper("8/QĐ-UBND", place=district.parent), [line(other, None)], by=chief)
    merge_products(product, third, why="Trùng (minh hoạ)", by=chief)
    opened = Round.objects.create(level=level, place=district, year=2022, opened_on=date(2022, 3, 1))
    draft = DecisionDraft.objects.create(
        level=level, place=district, round=opened, issuing_body="UBND huyện", created_by=chief, paper=scan
    )
    result = PaperResult.objects.create(round=opened, product=product, updated_by=chief)
    profile = RepresentativeProfile.objects.create(
        producer=producer, since=date(2022, 9, 1), basis_on=date(2022, 9, 1), full_name="Người Minh Hoạ"
    )
    about = [f"chu-the:{producer.pk}"]
    request = receive_request(about, right=Right.SEE, on=date(2022, 9, 1), why="Lý do minh hoạ", by=chief)
    things = {"product": product, "producer": producer, "decision": decision, "result": result}
    things |= {"rating": Recognition.objects.get(), "approval": ScoreApproval.objects.get()}
    things |= {"merge": ProductMerge.objects.get(), "data": request, "representative": profile}
    things["photo"] = Photo.objects.create(product=product, stem="0" * 32, width=320, height=240)
    things |= beside(product)
    keys = {(name, "pk"): thing.pk for name, thing in things.items()}
    keys |= {(name, "slug"): product.slug for name in ("photo", "outlet", "proof")}
    keys |= {("outlet", "kind"): "lien-ket", ("representative", "slug"): producer.slug}
    keys |= {(name, "slug"): things[name].slug for name in ("product", "producer", "decision")}
    keys |= council_room(level, district, other, chief)
    more = {"round_pk": opened.pk, "draft_pk": draft.pk, "topic": "nhap-ket-qua", "kind": "san-pham"}
    code, photo = (
        things["rating"].certificate.code,
        default_storage.save(f"labels/{'d4' * 16}-640.jpg", ContentFile(b"")),
    )
    keys["label", "pk"] = make_report(product=product, photo=photo).pk
    return keys | more | {"code": code, "receipt": make_receipt(code).code, ("criteria", "code"): "148-2023-01"}


def beside(product):
    """What stands beside a product's ratings."""
    day = date(2022, 9, 1)
    outlet = Outlet.objects.create(product=product, kind="market", name="Nước Minh Hoạ", seen_on=day, position=1)
    facts = {"kind": "vietgap", "number": "1", "issuer": "Trung tâm Minh Hoạ", "issued_on": day}
    return {"outlet": outlet, "proof": QualityProof.objects.create(product=product, **facts)}


def council_room(level, district, product, chief):
    """A council that scores one dossier, under the keys of the addresses that lead to it."""
    council = Council.objects.create(place=district, name="Hội đồng minh hoạ", founded_on=date(2022, 1, 3))
    seat = CouncilMember.objects.create(council=council, full_name="Người Minh Hoạ")
    days = {"year": 2022, "ordinal": 2, "opened_on": date(2022, 3, 1)}
    scoring = Round.objects.create(
        level=level, place=district, council=council, way=RoundWay.COUNCIL, status=RoundStatus.SCORING, **days
    )
    criteria_set = CriteriaSet.objects.get(code="148-2023-01")
    dossier = Dossier.objects.create(
        product=product,
        regime=level.regime,
        criteria_set=criteria_set,
        place=district,
        filed_on=date(2022, 3, 1),
        created_by=chief,
    )
    entry = RoundEntry.objects.create(
        dossier=dossier,
        level=level,
        place=district,
        round=scoring,
        arrived_on=date(2022, 3, 1),
        status=EntryStatus.SCORING,
    )
    keys = {"council_pk": council.pk, "seat_pk": seat.pk, "dossier_pk": dossier.pk, "entry_pk": entry.pk}
    Conflict.objects.create(entry=entry, member=seat, is_conflict=False, said_by=chief)
    scan = default_storage.save(f"sheets/{'c3' * 16}.pdf", ContentFile(plain_pdf()))
    keys["sheet_pk"] = ScoreSheet.objects.create(entry=entry, member=seat, on_paper=True, scan=scan).pk
    keys["sheet", "sheet_pk"] = ScoreSheet.objects.create(
        entry=entry, member=seat, version=2, status=SheetStatus.REPLACED, total=1, signed_at="2022-03-02T08:00Z"
    ).pk
    of_the_round = ("meeting", "written", "tie", "council", "member")
    keys |= dict.fromkeys([(thing, "round_pk") for thing in of_the_round], scoring.pk)
    keys |= before_the_council(entry, chief)
    keys |= papers(dossier, chief)
    return keys | {("entry", "step"): "bo-sung", ("round", "step"): "gui"}


def before_the_council(scored, chief):
    """Entries that no council has yet, so that nobody's word on a conflict is asked for: one of each kind."""
    day = date(2022, 3, 1)
    entry = another_entry(scored, "148-2023", "province", EntryStatus.RECEIVED)
    team = AdvisoryTeam.objects.create(place=entry.place, name="Tổ minh hoạ", founded_on=day)
    adviser = TeamMember.objects.create(team=team, full_name="Người Minh Hoạ")
    probe = Probe.objects.create(entry=entry, kind="test", what="Vi sinh", of_whom="Trung tâm", asked_by=chief)
    ask = Ask.objects.create(entry=entry, asked_on=day, asked_by=chief)
    item = AskItem.objects.create(ask=ask, position=1, what="Phiếu kiểm nghiệm")
    scan = default_storage.save(f"dossiers/{'b2' * 16}.pdf", ContentFile(plain_pdf()))
    report = EntryReport.objects.create(entry=entry, kind="team", dated_on=day, paper=scan, written_by=chief)
    screened = another_entry(scored, "26-2026", "commune", EntryStatus.RECEIVED)
    known = another_entry(scored, "26-2026", "province", EntryStatus.SCORED)
    facts = {"total_sum": 40, "member_count": 1, "shown": 40, "band_stars": 2, "stars": 2, "judged_by": {}}
    Result.objects.create(entry=known, outcome=Outcome.NONE, frozen_by=chief, **facts)
    keys = {(thing, "entry_pk"): entry.pk for thing in ("entry", "team", "probe", "samples")}
    keys |= {("screening", "entry_pk"): screened.pk, ("notice", "entry_pk"): known.pk}
    keys |= {("entry", "kind"): "bao-cao", ("entry", "paper_pk"): report.pk}
    return keys | {"team_pk": team.pk, "adviser_pk": adviser.pk, "probe_pk": probe.pk, "item_pk": item.pk}


def another_entry(entry, regime, key, status):
    """An entry of the same dossier at another level, in the same place."""
    level = level_of(regime, key)
    return RoundEntry.objects.create(
        dossier=entry.dossier, level=level, place=entry.place, arrived_on=entry.arrived_on, status=status
    )


def papers(dossier, chief):
    """A paper of a dossier with its file, under the keys of the addresses that lead to it."""
    item = ChecklistItem.objects.create(
        regime=dossier.regime,
        code="minh-hoa",
        position=1,
        label="Giấy minh hoạ",
        article="minh hoạ",
        need=Need.HELPFUL,
    )
    paper = Paper.objects.create(producer=dossier.product.producer, kind="minh-hoa", name="Giấy minh hoạ")
    file = default_storage.save(f"papers/{'b2' * 16}.pdf", ContentFile(plain_pdf()))
    facts = {"file": file, "file_name": "giay.pdf", "content_type": "application/pdf", "size": 1, "sha256": "0" * 64}
    version = PaperVersion.objects.create(paper=paper, number=1, added_by=chief, **facts)
    use = DossierPaper.objects.create(dossier=dossier, item=item, paper=paper, added_by=chief)
    return {("dossier", "code"): item.code, "use_pk": use.pk, "version_pk": version.pk}


def seat(world, user_pk):
    """A seat on the council of the world: marking is bound to that, not to a territory."""
    facts = {"council_id": world["council_pk"], "user_id": user_pk, "full_name": "Người Minh Hoạ"}
    return CouncilMember.objects.create(**facts)


@dataclass(frozen=True)
class Person:
    """Somebody signed in, or nobody."""

    role: Role | None
    territory: Place | None
    elsewhere: bool
    client: Client


def signed_in(role: Role | None, slug: str, *, elsewhere: bool) -> Person:
    """A person of a role with the territory; a role that sees everywhere has none."""
    client = Client()
    if role is None:
        return Person(None, None, elsewhere, client)
    territory = None if role in SEES_EVERYWHERE else Place.objects.get(slug=slug)
    client.force_login(make_user(role, territory))
    return Person(role, territory, elsewhere, client)


@pytest.fixture
def people(places):
    """Nobody, everybody at home, and everybody who is bound to a territory somewhere else."""
    home = dict.fromkeys(Role, "tinh-tra-vinh") | {Role.LOCAL_OFFICER: "huyen-cang-long"}
    away = dict.fromkeys(set(Role) - SEES_EVERYWHERE, "huyen-cau-ngang") | {Role.PROVINCE_OFFICER: "tinh-ben-tre"}
    inside = [signed_in(role, slug, elsewhere=False) for role, slug in home.items()]
    outside = [signed_in(role, slug, elsewhere=True) for role, slug in away.items()]
    return {
        "nobody": signed_in(None, "", elsewhere=False),
        **{person.role.value: person for person in inside},
        **{f"{person.role.value} elsewhere": person for person in outside},
    }


def test_public_pages_are_open_to_all(client, world, people):
    names = {name: world[name, "slug"] for name in ("product", "producer", "decision")}
    paths = {name: path.format(**names, code=world["code"], receipt=world["receipt"]) for name, path in PUBLIC.items()}
    assert {name: client.get(path).status_code for name, path in paths.items()} == dict.fromkeys(paths, 200)
    stranger = people["local_officer elsewhere"].client
    seen = {name: stranger.get(path).status_code for name, path in paths.items()}
    # Who is signed in has no use for the sign-in page.
    assert seen == dict.fromkeys(paths, 200) | {"account_login": 302}


def answer_of(person: Person, method: str, path: str, **sent: Any) -> HttpResponse:
    """What a request comes to; what it changed is taken back."""
    with transaction.atomic():
        written = HistoryEntry.objects.count() if method == "post" else None
        answer = getattr(person.client, method)(path, **sent)
        answer.is_act = written is not None and HistoryEntry.objects.count() > written
        transaction.set_rollback(True)
    return answer


def is_door(answer: HttpResponse) -> bool:
    """True when somebody is sent to sign-in."""
    return answer.status_code == 302 and answer.headers["Location"].partition("?")[0] == "/tai-khoan/dang-nhap/"


@pytest.mark.slow
def test_the_own_account_is_everybodys_own(people):
    seen, wanted = {}, {}
    for name, (method, path, status) in ACCOUNT.items():
        for who, person in people.items():
            answer = answer_of(person, method, path)
            seen[name, who] = "door" if is_door(answer) else answer.status_code
            wanted[name, who] = status if person.role else "door"
    assert {key: (seen[key], wanted[key]) for key in seen if seen[key] != wanted[key]} == {}


def sent_to(address: Address, world: dict[Any, Any]) -> dict[str, Any]:
    """What a form or a script would send to an address."""
    if address.name == "product-match":
        return {"data": json.dumps({"names": ["Bánh minh hoạ"]}), "content_type": "application/json"}
    head = {"number": "9/QĐ-UBND", "issuing_body": "UBND huyện Càng Long", "signed_on": "1/9/2022"}
    return {"data": head | {"rating": world["rating", "pk"], "decision": world["decision", "pk"]}}


WORDS = {200: "in", 302: "in", 403: "right", 404: "place"}


def kind_of(answer: HttpResponse, role: Role | None) -> str:
    """An answer in the words of `answer_to`; an act of somebody who only looks is none of them."""
    only_looks = role is not None and {act for act in Act if role in MAY[act]} <= LOOKING
    if is_door(answer):
        return "door"
    return "written" if answer.is_act and only_looks else WORDS.get(answer.status_code, str(answer.status_code))


@pytest.mark.slow
@pytest.mark.parametrize(("method", "other"), [("get", "post"), ("post", "get")])
def test_every_staff_address_as_the_document_says(world, people, method, other):
    for person in people.values():
        if person.role is not None and not person.elsewhere:
            seat(world, person.client.session["_auth_user_id"])
    seen, wanted = {}, {}
    for address in ADDRESSES:
        path, sent = address.on(world), sent_to(address, world) if method == "post" else {}
        if answer_of(people["administrator"], method, path, **sent).status_code == 405:
            assert answer_of(people["administrator"], other, path).status_code != 405
            continue
        for who, person in people.items():
            seen[address.name, who] = kind_of(answer_of(person, method, path, **sent), person.role)
            told = address.answer_to(person.role, person.territory, elsewhere=person.elsewhere)
            wanted[address.name, who] = told
    assert {key: (seen[key], wanted[key]) for key in seen if seen[key] != wanted[key]} == {}
    assert set(seen.values()) == {"in", "right", "place", "door"}
