"""What the database itself refuses: emptying the books to everybody, changing them to the role of the portal."""

from __future__ import annotations

from datetime import date

import pghistory
import psycopg
import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, transaction
from pghistory.models import Context
from psycopg.types.json import Jsonb

from core.history import record
from core.ledger import writable_columns
from core.models import HistoryEntry, HistorySeal
from core.roles import Role
from evaluations.actions.drafts import start_draft_of_round, write_draft
from evaluations.actions.publishing import publish_draft
from evaluations.actions.results import save_result
from evaluations.actions.rounds import open_round
from evaluations.entry import Entry
from evaluations.queries.check import check_draft
from producers.actions.producers import create_producer, edit_producer
from products.actions.correcting import extend_rating, void_rating
from products.actions.decisions import issue_decision, revoke_ratings
from products.actions.merging import merge_products, undo_merge
from products.models import Certificate, Decision, Recognition, ScoreApproval
from tests.factories import level_of, line, make_place, make_producer, make_product, make_user, paper

pytestmark = pytest.mark.django_db

APPEND_ONLY = sorted(model._meta.db_table for model in apps.get_models() if writable_columns(model) is not None)


def run(statement, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall() if cursor.description else None


# ------------------------------------------------------------------ TRUNCATE
def test_every_append_only_table_refuses_to_be_emptied():
    rows = run("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'never_emptied' AND tgenabled = 'O'")
    guarded = {table for (table,) in rows}
    assert [table for table in APPEND_ONLY if table not in guarded] == []
    assert {"core_historyentry", "core_historyseal", "core_userevent", "products_recognitionevent"} <= guarded
    assert {"products_decision", "products_recognition", "products_scoreapproval", "products_certificate"} <= guarded


@pytest.mark.parametrize("table", ["core_historyentry", "products_recognition", "products_productevent"])
def test_emptying_is_refused_in_words(table):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        run(f"TRUNCATE {table} CASCADE")
    assert str(refused.value).splitlines()[0].startswith("ledger: ")
    assert str(refused.value).splitlines()[0].endswith(" is never emptied")


def test_emptying_another_table_does_not_take_the_ledger_along(law):
    issue_decision(paper(), [line()], by=make_user())
    run("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError), transaction.atomic():
        run("TRUNCATE products_product CASCADE")
    assert Recognition.objects.count() == 1


# ------------------------------------------------------------------ the role of the portal
def admin_connection():
    """A connection that may make roles: this one's user, or the superuser of the server that the tests made."""
    given = connection.settings_dict
    for user in (given["USER"], "postgres"):
        options = {"host": given["HOST"], "port": given["PORT"], "password": given["PASSWORD"]}
        try:
            found = psycopg.connect(
                dbname=given["NAME"],
                user=user,
                autocommit=True,
                **{key: value for key, value in options.items() if value},
            )
        except psycopg.OperationalError:
            continue
        if found.execute("SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user").fetchone()[0]:
            return found
        found.close()
    pytest.skip("No user of this server may make a role.")


@pytest.fixture(scope="session")
def role(django_db_setup, django_db_blocker):
    """A role that owns nothing, which the user of the tests may put on."""
    with django_db_blocker.unblock(), admin_connection() as made_by:
        name = f"portal_of_{connection.settings_dict['NAME']}"
        made_by.execute(f"DROP ROLE IF EXISTS {name}")
        made_by.execute(f"CREATE ROLE {name}")
        made_by.execute(f"GRANT {name} TO {connection.settings_dict['USER']}")
        yield name
        made_by.execute(f"DROP ROLE {name}")


@pytest.fixture
def ground(law):
    """What stands before the portal runs: people, a place, the law."""
    administrator = make_user(Role.ADMINISTRATOR, username="quan-tri")
    officer = make_user(Role.PROVINCE_OFFICER, username="can-bo")
    commune = make_place("Xã Minh Hoạ", parent=officer.territory)
    return administrator, officer, commune


@pytest.fixture
def as_portal(role, ground):
    """From here to the end of the test the database sees the role of the portal."""
    call_command("grant_rights", role)
    run(f"SET LOCAL ROLE {role}")
    return ground


def refusal(statement, *parameters):
    """What the database says to a statement."""
    with pytest.raises(DatabaseError) as refused, transaction.atomic():
        run(statement, *parameters)
    return str(refused.value).splitlines()[0]


def test_the_role_is_given_no_more_than_this(role):
    call_command("grant_rights", role)
    rows = run(
        "SELECT table_name, string_agg(privilege_type, ' ' ORDER BY privilege_type) "
        "FROM information_schema.role_table_grants WHERE grantee = %s GROUP BY table_name",
        role,
    )
    rights = dict(rows)
    everything = {row[0] for row in run("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")}
    assert set(rights) == everything
    assert {rights[table] for table in APPEND_ONLY if table != "core_historyseal"} == {"INSERT SELECT"}
    assert rights["pghistory_context"] == "INSERT SELECT"
    reading = {"core_historyseal", "django_migrations", "django_content_type", "auth_permission"}
    assert {table for table, given in rights.items() if given == "SELECT"} == reading
    usual = everything - set(APPEND_ONLY) - reading - {"pghistory_context"}
    assert {rights[table] for table in usual} == {"DELETE INSERT SELECT UPDATE"}
    columns = run(
        "SELECT table_name, column_name FROM information_schema.role_column_grants "
        "WHERE grantee = %s AND privilege_type = 'UPDATE' AND table_name = ANY(%s)",
        role,
        [*APPEND_ONLY, "pghistory_context"],
    )
    assert {column for table, column in columns if table == "products_decision"} == {
        "voided_at",
        "voided_by_id",
        "void_reason",
    }
    # Of a file that is erased what told of it, and that it was.
    erasing = {"erased_at", "erased_by_id", "erased_why"}
    of_the_file = {"file", "file_name", "content_type", "size", "sha256", "original_sha256"}
    assert {column for table, column in columns if table == "evaluations_paperversion"} == erasing | of_the_file
    assert {table for table, _column in columns} == {
        "pghistory_context",
        "evaluations_paperversion",
        "products_decision",
        "products_recognition",
        "products_scoreapproval",
    }


BOOKS = ["core_historyentry", "products_productevent", "core_userevent"]


@pytest.mark.parametrize("table", BOOKS)
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET {} = NULL", "TRUNCATE {}", "DROP TABLE {}"])
def test_the_books_only_grow(as_portal, table, statement):
    column = "why" if table == "core_historyentry" else "pgh_label"
    said = refusal(statement.format(table, column))
    assert said in {f"permission denied for table {table}", f"must be owner of table {table}"}


def test_the_ledger_cannot_be_rewritten(as_portal):
    _administrator, officer, _commune = as_portal
    issue_decision(paper(), [line()], by=officer)
    denied = "permission denied for table products_recognition"
    assert refusal("UPDATE products_recognition SET stars = 5") == denied
    assert refusal("UPDATE products_recognition SET recorded_at = now()") == denied
    assert refusal("DELETE FROM products_recognition") == denied
    assert refusal("UPDATE products_decision SET number = 'x'") == "permission denied for table products_decision"
    # columns that may be written are written once
    run("UPDATE products_recognition SET voided_at = now(), void_reason = 'x', voided_by_id = %s", officer.pk)
    assert refusal("UPDATE products_recognition SET void_reason = 'y'") == "ledger: the row was voided"


def test_the_request_of_a_row_version_is_only_completed(as_portal):
    """A row version is joined to its request and person by this row: both stay what they were."""
    number = "11111111-2222-4333-8444-555555555555"
    with pghistory.context(request=number, user=None):
        producer = make_producer()
        pghistory.context(user=as_portal[1].pk)  # the person becomes known while the request runs
        edit_producer(producer, name="Hộ Minh Hoạ Hai", by=as_portal[1])
    known = {"request": number, "user": as_portal[1].pk}
    assert Context.objects.get().metadata == known
    refused = "ledger: pghistory_context is only completed"
    statement = "UPDATE pghistory_context SET metadata = %s"
    for other in ({**known, "user": as_portal[0].pk}, {**known, "request": "x"}, {"user": known["user"]}, {}):
        assert refusal(statement, Jsonb(other)) == refused
    run("SELECT set_config('pgtrigger.ignore', 'only_completed', true)")
    assert refusal(statement, Jsonb({})) == refused
    assert refusal("UPDATE pghistory_context SET id = gen_random_uuid()").startswith("permission denied")
    run(statement, Jsonb({**known, "url": "/minh-hoa/"}))
    assert Context.objects.get().metadata == {**known, "url": "/minh-hoa/"}
    run("RESET ROLE")
    assert refusal("UPDATE pghistory_context SET id = gen_random_uuid()") == refused


def test_no_setting_of_the_session_opens_the_books(as_portal):
    _administrator, officer, _commune = as_portal
    issue_decision(paper(), [line()], by=officer)
    triggers = run("SELECT array_agg(tgname::text)::text FROM pg_trigger WHERE tgname LIKE 'pgtrigger%%'")[0][0]
    run("SELECT set_config('pgtrigger.ignore', %s, true)", triggers)
    run("UPDATE products_recognition SET voided_at = now(), void_reason = 'x', voided_by_id = %s", officer.pk)
    assert refusal("UPDATE products_recognition SET void_reason = 'y'") == "ledger: the row was voided"
    run(
        "INSERT INTO core_historyentry (at, verb, subject_type_id, subject_id, label, why, data) "
        "SELECT '2001-01-01', 'x', id, 1, '', '', '{}' FROM django_content_type LIMIT 1"
    )
    assert HistoryEntry.objects.filter(at__year=2001).count() == 0
    assert refusal("SET session_replication_role = replica").startswith("permission denied to set parameter")
    assert refusal("ALTER TABLE core_historyentry DISABLE TRIGGER USER") == "must be owner of table core_historyentry"
    assert refusal("CREATE TABLE x (y int)").startswith("permission denied for schema public")


def test_the_portal_cannot_seal(as_portal):
    record(make_producer(), "edit_producer", by=as_portal[1])
    denied = "permission denied for table core_historyseal"
    assert (
        refusal(
            "INSERT INTO core_historyseal (day, count, leaves, previous, hash) VALUES ('2001-01-01', 0, '{}', '', '')"
        )
        == denied
    )
    assert HistorySeal.objects.count() == 0
    with pytest.raises(ProgrammingError, match="permission denied for table core_historyentry"), transaction.atomic():
        call_command("seal_history")


def test_the_whole_main_job_works_with_these_rights(as_portal):
    _administrator, officer, commune = as_portal
    producer = create_producer(name="Hộ Minh Hoạ", legal_form="household", place=commune, by=officer)
    edit_producer(producer, name="Hộ Minh Hoạ Hai", by=officer)
    found = open_round(
        level=level_of(), place=officer.territory, year=2022, ordinal=1, opened_on=date(2022, 6, 1), by=officer
    )
    for name in ("A", "B"):
        save_result(found, Entry(make_product(name, producer=producer), outcome="3"), by=officer)
    draft = write_draft(
        start_draft_of_round(found, by=officer), by=officer, number="7/QĐ-UBND", signed_on=date(2022, 8, 22)
    )
    publish_draft(draft, digest=check_draft(draft).digest, by=officer)
    first, second = Recognition.objects.order_by("pk")
    extend_rating(first, until=date(2025, 12, 31), ground="x", by=officer)
    revoke_ratings(paper("8/QĐ-UBND", date(2022, 9, 1), reason="x"), [first], by=officer)
    void_rating(second, why="nhập nhầm", by=officer)
    merge = merge_products(first.product, second.product, why="trùng", by=officer)
    undo_merge(merge, why="nhầm", by=officer)
    assert (Decision.objects.count(), Recognition.objects.count(), Certificate.objects.count()) == (2, 2, 2)
    assert ScoreApproval.objects.count() == 0


def test_only_a_role_that_rules_nothing_is_taken(role):
    with pytest.raises(CommandError, match="PostgreSQL không có vai trò “khong-co”"):
        call_command("grant_rights", "khong-co")
    with pytest.raises(CommandError, match="là chủ sở hữu hoặc superuser"):
        call_command("grant_rights", connection.settings_dict["USER"])


def test_the_statements_can_be_read_before(role, capsys):
    call_command("grant_rights", role, "--sql")
    said = capsys.readouterr().out
    assert f'GRANT SELECT, INSERT ON "core_historyentry" TO "{role}";' in said
    assert run("SELECT count(*) FROM information_schema.role_table_grants WHERE grantee = %s", role) == [(0,)]
