"""Every address of the admin × every role × both methods, as docs/roles.md says. One that it does not name fails."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.test import Client, RequestFactory
from django.urls import URLResolver, get_resolver

from core.models import HistoryEntry, User
from core.roles import MAY, Act, Role
from products.models import Product
from reports.models import PublishedFigure
from tests.factories import make_user
from tests.project.admin_rows import one_of_each, url
from tests.project.roles_page import tables

pytestmark = pytest.mark.django_db

KINDS = {kind: names.split() for kind, names in tables()["Kind of table"]}
BY_HAND = {*KINDS["sửa tay"], *KINDS["sửa tay, không xóa"]}
NEVER_DELETED = set(KINDS["sửa tay, không xóa"])
TABLES = sorted({*BY_HAND, *KINDS["chỉ xem"]})
DOORS = {"login", "logout"}  # tested with the sign-in
CONFIRMED = {"post": "yes", "why": "Lý do minh hoạ"}
NAMED = {"app_label": "core", "url": "khong-co"}


def documented():
    """(name, path) → what the administrator and the auditor may, and the table that the address belongs to."""
    found = {(name, path): (chief, auditor, "") for name, path, chief, auditor in tables()["Admin address"]}
    for name, path, by_hand, to_look, auditor in tables()["Address of a table"]:
        for table in TABLES:
            app, model = table.split(".")
            chief = by_hand if table in BY_HAND else to_look
            if name == "*_delete" and table in NEVER_DELETED:
                chief = "–"
            key = (name.replace("*", f"{app}_{model}"), path.replace("<app>", app).replace("<table>", model))
            found[key] = (chief, auditor, table)
    return found


def patterns_of(resolver, path="/admin/"):
    """Name and path of every address of the admin; groups of a pattern are shortened to their names."""
    for pattern in resolver.url_patterns:
        here = path + re.sub(r"\(\?P(<\w+>)[^)]*\)", r"\1", str(pattern.pattern)).strip("^$")
        if isinstance(pattern, URLResolver):
            yield from patterns_of(pattern, here)
        else:
            yield pattern.name or "–", here


def the_admin():
    return next(found for found in get_resolver().url_patterns if getattr(found, "namespace", None) == "admin")


def test_every_address_is_in_a_table():
    assert sorted(patterns_of(the_admin())) == sorted(documented())


def test_every_table_of_ours_is_registered_and_no_other():
    assert sorted(model._meta.label_lower for model in admin.site._registry) == TABLES
    assert [table for table in TABLES if apps.get_model(table).__module__.startswith(("django.", "allauth."))] == []


@pytest.fixture
def filled(law, administrator):
    """One row in every table."""
    one_of_each(1, administrator)


@pytest.fixture
def people(filled):
    """Somebody of each role signed in, and nobody."""
    clients = {"": Client()} | {role: Client() for role in Role}
    for role in Role:
        clients[role].force_login(make_user(role))
    return clients


def asked(name, path, table):
    """An address with the number of a row, and what is sent to it by either method."""
    row = apps.get_model(table)._default_manager.first() if table else Product.objects.first()
    numbers = {"content_type_id": ContentType.objects.get_for_model(row).pk, "object_id": row.pk, **NAMED}
    typed = {"term": "", "app_label": "core", "model_name": "user", "field_name": "territory"}
    chosen = {"action": "delete_selected", "_selected_action": row.pk} if name.endswith("_changelist") else {}
    filled = re.sub(r"<(?:\w+:)?(\w+)>", lambda key: str(numbers[key[1]]), path)
    return filled, {"get": typed if name == "autocomplete" else {}, "post": chosen | CONFIRMED}


def written(table):
    """What an act of any kind would change."""
    rows = apps.get_model(table)._default_manager.count() if table else 0
    return rows, HistoryEntry.objects.count(), LogEntry.objects.count()


def answer_of(client, method, path, sent, table):
    """What comes of a request, which is taken back: `door`, `–` (refused), `có` (something changed) or `xem`."""
    with transaction.atomic():
        before = written(table) if method == "post" else None
        answer = getattr(client, method)(path, sent)
        changed = before is not None and written(table) != before
        transaction.set_rollback(True)
    if changed:
        return "có"
    if answer.status_code == 302 and answer.headers["Location"].startswith("/admin/login/?"):
        return "door"
    return "–" if answer.status_code == 403 else "xem" if answer.status_code < 500 else str(answer.status_code)


def fits(method, told, seen):
    """Whether an answer is what the document says: an incomplete form that may be sent changes nothing either."""
    if told == "có":
        return seen in {"xem", "có"} if method == "post" else seen == "xem"
    if told == "xem":
        return seen in {"xem", "–"} if method == "post" else seen == "xem"
    return seen == told


@pytest.mark.slow
def test_every_admin_address_as_the_document_says(people):
    wrong, seen = {}, set()
    for (name, path), (chief, auditor, table) in documented().items():
        if name in DOORS:
            continue
        told = dict.fromkeys(people, "door") | {Role.ADMINISTRATOR: chief, Role.AUDITOR: auditor}
        filled, sent = asked(name, path, table)
        for method in ("get", "post"):
            for role, client in people.items():
                answer = answer_of(client, method, filled, sent[method], table)
                seen.add((method, told[role], answer))
                if not fits(method, told[role], answer):
                    wrong[name, method, role] = (answer, told[role])
    assert wrong == {}
    assert {("post", "có", "có"), ("post", "xem", "xem"), ("post", "–", "–"), ("post", "door", "door")} <= seen


@pytest.mark.parametrize("role", sorted(set(Role) - MAY[Act.USE_ADMIN]))
def test_others_are_refused(client, db, role):
    client.force_login(make_user(role))
    assert client.get("/admin/login/").status_code == 403


# ------------------------------------------------------------------ acts on chosen rows
def acts_of(table):
    """The acts on chosen rows of a table that the document names, with the right that each asks for."""
    where = {table, "sửa tay"} if table in BY_HAND - NEVER_DELETED else {table}
    return {name: act for name, rows, _words, act in tables()["Act on chosen rows"] if rows in where}


def test_the_acts_on_chosen_rows_are_those_of_the_document(db):
    offered, told = {}, {}
    for role in MAY[Act.USE_ADMIN]:
        request = RequestFactory().get("/admin/")
        request.user = make_user(role)
        for model, model_admin in admin.site._registry.items():
            table = model._meta.label_lower
            offered[role, table] = set(model_admin.get_actions(request))
            told[role, table] = set(acts_of(table)) if role == Role.ADMINISTRATOR else set()
    assert offered == told


def test_who_does_them(people):
    """Each act of the admin, sent by each role to a row that it could be done to."""
    account = make_user(Role.LEADER)
    Authenticator.objects.create(user_id=account.pk, type=Authenticator.Type.TOTP, data={})
    done = {}
    for name, act in acts_of("core.user").items():
        sent = {"action": name, "_selected_action": account.pk, **CONFIRMED}
        for role, person in people.items():
            answer = answer_of(person, "post", url(User, "changelist"), sent, "core.user")
            done[name, role] = (answer == "có", role in MAY[Act(act)] if role else False)
    figure = PublishedFigure.objects.get()
    sent = {"action": "delete_selected", "_selected_action": figure.pk, **CONFIRMED}
    for role, person in people.items():
        answer = answer_of(person, "post", url(PublishedFigure, "changelist"), sent, "reports.publishedfigure")
        done["delete_selected", role] = (answer == "có", role == Role.ADMINISTRATOR)
    assert {key: pair for key, pair in done.items() if pair[0] != pair[1]} == {}
