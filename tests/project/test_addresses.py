"""Every address × role, against a table written by hand. An address that is not in the table fails.

Letters: A administrator, P province officer, L local officer of the territory, S council secretary, M council member,
D leader, K auditor, X local officer of another territory. An anonymous visitor is sent to sign-in on staff pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver

from core.models import Place
from core.roles import Role
from evaluations.models import DecisionDraft, PaperResult, Round
from products.actions.decisions import issue_decision
from products.actions.merging import merge_products
from products.models import ProductMerge, Recognition, ScoreApproval
from tests.factories import level_of, line, make_producer, make_product, make_user, paper

pytestmark = pytest.mark.django_db

EVERYONE = "APLSMDK"
EDITORS = "APL"
ENTERERS = "APLS"
PUBLISHERS = "APL"
CORRECTORS = "AP"
AUDITORS = "AK"
PROTECTORS = "AP"


@dataclass(frozen=True)
class Address:
    """An address, its method, who is let in, and what those get; all others signed in get 403."""

    path: str
    who: str
    ok: int = 200
    method: str = "get"
    outside: int = 404  # what the local officer of another territory gets where his role would do


# name of the address -> what is expected
PUBLIC = {
    "home": "/",
    "products:product-list": "/san-pham/",
    "products:product-detail": "/san-pham/{product}/",
    "products:producer-list": "/chu-the/",
    "products:producer-detail": "/chu-the/{producer}/",
    "products:decision-list": "/quyet-dinh/",
    "products:decision-detail": "/quyet-dinh/{decision_slug}/",
    "products:verify": "/xac-minh/",
    "products:verify-code": "/xac-minh/{code}/",
    "reports:figures": "/thong-ke/",
    "healthz": "/healthz",
    "readyz": "/readyz",
    "robots": "/robots.txt",
    "sitemap": "/sitemap.xml",
    "account_login": "/tai-khoan/dang-nhap/",
    "account_signup": "/tai-khoan/dang-ky/",
    "account_inactive": "/tai-khoan/ngung-hoat-dong/",
    "account_reset_password": "/tai-khoan/quen-mat-khau/",
}
STAFF = {
    "staff:home": Address("/staff/", EVERYONE, outside=200),
    "staff:help-list": Address("/staff/huong-dan/", EVERYONE, outside=200),
    "staff:help": Address("/staff/huong-dan/{help}/", EVERYONE, outside=200),
    "staff:product-find": Address("/staff/tim/san-pham/?q=minh", EVERYONE, outside=200),
    "staff:product-match": Address("/staff/tim/san-pham/theo-ten/", ENTERERS, method="post", ok=400, outside=200),
    "staff:producer-find": Address("/staff/tim/chu-the/?q=minh", EVERYONE, outside=200),
    "staff:round-list": Address("/staff/dot/", EVERYONE, outside=200),
    "staff:round-open": Address("/staff/dot-moi/", ENTERERS, outside=200),
    "staff:round-detail": Address("/staff/dot/{round}/", EVERYONE),
    "staff:round-close": Address("/staff/dot/{round}/khep/", ENTERERS),
    "staff:round-reopen": Address("/staff/dot/{round}/mo-lai/", ENTERERS, method="post", ok=302),
    "staff:result-save": Address("/staff/dot/{round}/luu/", ENTERERS, method="post"),
    "staff:result-paste": Address("/staff/dot/{round}/dan/", ENTERERS),
    "staff:result-product-new": Address("/staff/dot/{round}/san-pham-moi/", EDITORS),
    "staff:result-remove": Address("/staff/ket-qua/{result}/bo/", ENTERERS),
    "staff:draft-start": Address("/staff/dot/{round}/lap-quyet-dinh/", PUBLISHERS, method="post", ok=302),
    "staff:draft-new": Address("/staff/du-thao-moi/", PUBLISHERS, outside=200),
    "staff:draft-edit": Address("/staff/du-thao/{draft}/", EVERYONE),
    "staff:draft-rows": Address("/staff/du-thao/{draft}/noi-dung/", EVERYONE),
    "staff:draft-check": Address("/staff/du-thao/{draft}/kiem-tra/", EVERYONE),
    "staff:draft-publish": Address("/staff/du-thao/{draft}/cong-bo/", PUBLISHERS, method="post"),
    "staff:draft-discard": Address("/staff/du-thao/{draft}/bo/", PUBLISHERS),
    "staff:draft-restore": Address("/staff/du-thao/{draft}/lay-lai/", PUBLISHERS, method="post", ok=302),
    "staff:draft-paper": Address("/staff/du-thao/{draft}/ban-quet/", EVERYONE, ok=404),
    "staff:draft-rating-add": Address("/staff/du-thao/{draft}/them/", PUBLISHERS, method="post", ok=404),
    "staff:draft-rating-drop": Address("/staff/du-thao/{draft}/bot/", PUBLISHERS, method="post", ok=404),
    "staff:draft-annul": Address("/staff/du-thao/{draft}/huy-bo/", PUBLISHERS, method="post", ok=404),
    "staff:draft-result-save": Address("/staff/du-thao/{draft}/luu/", ENTERERS, method="post"),
    "staff:draft-result-paste": Address("/staff/du-thao/{draft}/dan/", ENTERERS),
    "staff:draft-result-product-new": Address("/staff/du-thao/{draft}/san-pham-moi/", EDITORS),
    "staff:decision-list": Address("/staff/quyet-dinh/", EVERYONE, outside=200),
    "staff:decision-detail": Address("/staff/quyet-dinh/{decision}/", EVERYONE),
    "staff:decision-paper": Address("/staff/quyet-dinh/{decision}/ban-quet/", EVERYONE, ok=404),
    "staff:decision-row-add": Address("/staff/quyet-dinh/{decision}/bo-sung/", CORRECTORS),
    "staff:decision-void": Address("/staff/quyet-dinh/{decision}/vo-hieu/", CORRECTORS),
    "staff:rating-void": Address("/staff/cong-nhan/{rating}/vo-hieu/", CORRECTORS),
    "staff:rating-restate": Address("/staff/cong-nhan/{rating}/nhap-lai/", CORRECTORS),
    "staff:rating-extend": Address("/staff/cong-nhan/{rating}/gia-han/", PUBLISHERS),
    "staff:approval-answer": Address("/staff/diem-phe-duyet/{approval}/tra-loi/", PUBLISHERS),
    "staff:approval-void": Address("/staff/diem-phe-duyet/{approval}/vo-hieu/", CORRECTORS),
    "staff:approval-restate": Address("/staff/diem-phe-duyet/{approval}/nhap-lai/", CORRECTORS),
    "staff:product-list": Address("/staff/san-pham/", EVERYONE, outside=200),
    "staff:product-new": Address("/staff/san-pham-moi/", EDITORS, outside=200),
    "staff:product-detail": Address("/staff/san-pham/{product}/", EVERYONE),
    "staff:product-edit": Address("/staff/san-pham/{product}/sua/", EDITORS),
    "staff:product-transfer": Address("/staff/san-pham/{product}/chuyen/", EDITORS),
    "staff:product-merge": Address("/staff/san-pham/{product}/gop/", CORRECTORS),
    "staff:product-photos": Address("/staff/san-pham/{product}/anh/", EDITORS),
    "staff:photo-remove": Address("/staff/san-pham/{product}/anh/0/bo/", EDITORS, method="post", ok=404),
    "staff:producer-list": Address("/staff/chu-the/", EVERYONE, outside=200),
    "staff:producer-new": Address("/staff/chu-the-moi/", EDITORS, outside=200),
    "staff:producer-detail": Address("/staff/chu-the/{producer}/", EVERYONE),
    "staff:producer-edit": Address("/staff/chu-the/{producer}/sua/", EDITORS),
    "staff:producer-form": Address("/staff/chu-the/{producer}/loai-hinh/", EDITORS),
    "staff:producer-succeed": Address("/staff/chu-the/{producer}/ke-thua/", EDITORS),
    "staff:producer-merge": Address("/staff/chu-the/{producer}/gop/", CORRECTORS),
    "staff:producer-consent": Address("/staff/chu-the/{producer}/dong-y/", EDITORS),
    "staff:producer-representatives": Address("/staff/chu-the/{producer}/nguoi-dai-dien/", EDITORS),
    "staff:representative-new": Address("/staff/chu-the/{producer}/nguoi-dai-dien/them/", EDITORS),
    "staff:representative-edit": Address(
        "/staff/chu-the/{producer}/nguoi-dai-dien/0/sua/", EDITORS, method="post", ok=404
    ),
    "staff:representative-forget": Address(
        "/staff/chu-the/{producer}/nguoi-dai-dien/0/xoa/", EDITORS, method="post", ok=404
    ),
    "staff:representative-export": Address("/staff/nguoi-dai-dien/tai-ve/", EDITORS, outside=200),
    "staff:representative-tables": Address("/staff/thong-ke-nguoi-dai-dien/", "APSMDK"),
    "staff:representative-publish": Address(
        "/staff/thong-ke-nguoi-dai-dien/cong-bo/", PROTECTORS, method="post", ok=302
    ),
    "staff:personal-data": Address("/staff/du-lieu-ca-nhan/", PROTECTORS),
    "staff:personal-data-show": Address("/staff/du-lieu-ca-nhan/xem/", PROTECTORS, method="post", ok=302),
    "staff:data-request-receive": Address("/staff/du-lieu-ca-nhan/yeu-cau/", PROTECTORS, method="post"),
    "staff:data-request-answer": Address(
        "/staff/du-lieu-ca-nhan/yeu-cau/0/tra-loi/", PROTECTORS, method="post", ok=404
    ),
    "staff:history-list": Address("/staff/nhat-ky/", AUDITORS),
    "staff:merge-undo": Address("/staff/gop/san-pham/{merge}/hoan-tac/", CORRECTORS),
}
# The own account: the same for everybody; what changes sign-in asks a moment's old sign-in for the password first.
ACCOUNT = {
    "mfa_index": Address("/tai-khoan/", EVERYONE, outside=200),
    "account_change_password": Address("/tai-khoan/mat-khau/", EVERYONE, outside=200),
    "account_reauthenticate": Address("/tai-khoan/xac-nhan/", EVERYONE, outside=200),
    "mfa_reauthenticate": Address("/tai-khoan/xac-nhan/ma/", EVERYONE, ok=302, outside=200),
    "mfa_reauthenticate_webauthn": Address("/tai-khoan/xac-nhan/khoa/", EVERYONE, ok=302, outside=200),
    "mfa_authenticate": Address("/tai-khoan/dang-nhap/buoc-hai/", EVERYONE, ok=302, outside=200),
    "mfa_activate_totp": Address("/tai-khoan/ung-dung-tao-ma/bat/", EVERYONE, ok=302, outside=200),
    "mfa_deactivate_totp": Address("/tai-khoan/ung-dung-tao-ma/tat/", EVERYONE, ok=404, outside=200),
    "mfa_view_recovery_codes": Address("/tai-khoan/ma-du-phong/", EVERYONE, ok=404, outside=200),
    "mfa_generate_recovery_codes": Address("/tai-khoan/ma-du-phong/tao-lai/", EVERYONE, ok=302, outside=200),
    "mfa_download_recovery_codes": Address("/tai-khoan/ma-du-phong/tai-ve/", EVERYONE, ok=404, outside=200),
    "mfa_list_webauthn": Address("/tai-khoan/khoa/", EVERYONE, outside=200),
    "mfa_add_webauthn": Address("/tai-khoan/khoa/them/", EVERYONE, ok=302, outside=200),
    "mfa_edit_webauthn": Address("/tai-khoan/khoa/1/doi-ten/", EVERYONE, ok=302, outside=200),
    "mfa_remove_webauthn": Address("/tai-khoan/khoa/1/bo/", EVERYONE, ok=302, outside=200),
    "usersessions_list": Address("/tai-khoan/phien/", EVERYONE, outside=200),
    "account_sessions_end": Address("/tai-khoan/phien/ket-thuc/", EVERYONE, method="post", ok=302, outside=200),
    "account_session_end": Address("/tai-khoan/phien/1/ket-thuc/", EVERYONE, method="post", ok=404, outside=200),
}
# Tested where they belong: a photo file, signing out, the one-time link, the admin.
ELSEWHERE = {
    "products:photo",
    "account_logout",
    "account_password_by_link",
}


def names_of(resolver, prefix=""):
    """All names below a resolver, with their namespace; the admin has a test of its own."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace != "admin":
                inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
                yield from names_of(pattern, inner)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield prefix + pattern.name


def test_every_address_is_in_the_table():
    assert set(names_of(get_resolver())) == set(PUBLIC) | set(STAFF) | set(ACCOUNT) | ELSEWHERE


@pytest.fixture
def world(law, places):
    """One thing of each kind in the district of Càng Long."""
    district = Place.objects.get(slug="huyen-cang-long")
    officer = make_user(Role.ADMINISTRATOR)
    producer = make_producer(place=Place.objects.get(slug="xa-huyen-hoi-huyen-cang-long"))
    product, other, third = (make_product(producer=producer) for _n in range(3))
    decision = issue_decision(
        paper("7/QĐ-UBND", place=district.parent), [line(product, 3), line(other, None)], by=officer
    )
    merge_products(product, third, why="Trùng (minh hoạ)", by=officer)
    level = level_of("1048-2019", "district")
    opened = Round.objects.create(level=level, place=district, year=2022, opened_on=date(2022, 3, 1))
    draft = DecisionDraft.objects.create(
        level=level, place=district, round=opened, issuing_body="UBND huyện Càng Long", created_by=officer
    )
    result = PaperResult.objects.create(round=opened, product=product, updated_by=officer)
    rating = Recognition.objects.get()
    return {
        "product": product.slug,
        "producer": producer.slug,
        "decision": decision.pk,
        "decision_slug": decision.slug,
        "code": rating.certificate.code,
        "rating": rating.pk,
        "approval": ScoreApproval.objects.get().pk,
        "round": opened.pk,
        "draft": draft.pk,
        "result": result.pk,
        "merge": ProductMerge.objects.get().pk,
        "help": "nhap-ket-qua",
    }


@pytest.fixture
def people(places):
    """One person of each letter."""
    province, home, away = (
        Place.objects.get(slug=slug) for slug in ("tinh-tra-vinh", "huyen-cang-long", "huyen-cau-ngang")
    )
    return {
        "A": make_user(Role.ADMINISTRATOR),
        "P": make_user(Role.PROVINCE_OFFICER, province),
        "L": make_user(Role.LOCAL_OFFICER, home),
        "S": make_user(Role.COUNCIL_SECRETARY, province),
        "M": make_user(Role.COUNCIL_MEMBER, province),
        "D": make_user(Role.LEADER, province),
        "K": make_user(Role.AUDITOR),
        "X": make_user(Role.LOCAL_OFFICER, away),
    }


def status(client, address, path):
    return getattr(client, address.method)(path).status_code


def test_public_pages_are_open_to_all(client, world, people):
    paths = {name: path.format(**world) for name, path in PUBLIC.items()}
    assert {name: client.get(path).status_code for name, path in paths.items()} == dict.fromkeys(paths, 200)
    client.force_login(people["X"])
    signed_in = {name: client.get(path).status_code for name, path in paths.items()}
    # Who is signed in has no use for the sign-in page.
    assert signed_in == dict.fromkeys(paths, 200) | {"account_login": 302}


def expected(address):
    """The status for each letter, and for `-`, an anonymous visitor."""
    table = {letter: address.ok if letter in address.who else 403 for letter in EVERYONE}
    table["X"] = (address.ok if address.outside == 200 else address.outside) if "L" in address.who else 403
    return table | {"-": 302}


def seen_by_all(client, address, world, people):
    """The status that each letter gets; what a request changed is taken back before the next one."""
    path, seen = address.path.format(**world), {}
    for letter, person in [("-", None), *people.items()]:
        with transaction.atomic():
            client.logout()
            if person is not None:
                client.force_login(person)
            seen[letter] = status(client, address, path)
            transaction.set_rollback(True)
    return seen


def test_staff_pages_and_the_own_account(client, world, people):
    table = STAFF | ACCOUNT
    seen = {name: seen_by_all(client, address, world, people) for name, address in table.items()}
    wanted = {name: expected(address) for name, address in table.items()}
    assert {name: seen[name] for name in table if seen[name] != wanted[name]} == {}
    assert seen == wanted
