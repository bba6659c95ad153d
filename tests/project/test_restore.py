"""A backup put back into an empty server is the register as it was, to the last file, and can go on being written."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection

from core.models import Place
from evaluations.actions.erasing import erase_paper_file
from evaluations.models import PaperVersion
from ocop_portal.backups import contents
from ocop_portal.backups.manifest import read_manifest
from ocop_portal.former_contacts import erase_former_contacts
from ocop_portal.ground.cluster import Cluster
from producers.actions.consent import give_contact_consent, withdraw_contact_consent
from producers.actions.producers import edit_producer
from producers.actions.representatives import forget_representative, keep_representative
from producers.models import RepresentativeProfile
from products.models import Decision
from products.photos import stored_names
from tests.conftest import FIXTURES
from tests.factories import make_producer, make_product, make_user
from tests.project.kept_files import BROUGHT, PAPER, bring_files
from tests.project.restored_server import (
    DAYS,
    GUARDS,
    ON,
    TODAY,
    PeopleAtWork,
    Server,
    empty_database,
    fill,
    guards,
    hashes,
    totals_here,
)

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
VENV = Path(sys.prefix)
# What a restored register must be able to do: be written.
ONE_MORE = """
from datetime import date
from core.models import User
from products.actions.decisions import issue_decision
from tests.factories import line, make_producer, make_product, paper
officer = User.objects.get(username="canbo-minh-hoa")
sweets = make_product("Kẹo minh hoạ", slug="keo-moi", producer=make_producer("Cơ sở Minh Hoạ mới", slug="co-so-moi"))
issue_decision(paper("100/QĐ-UBND", date(2022, 9, 20)), [line(sweets, 4)], by=officer)
"""

STILL_HELD = """
    SELECT EXISTS (SELECT FROM producers_producer WHERE phone <> '' AND contact_withdrawn_on IS NULL),
        EXISTS (SELECT FROM producers_producerevent WHERE email <> ''),
        EXISTS (SELECT FROM producers_representativeprofile),
        EXISTS (SELECT FROM evaluations_paperversion WHERE erased_at IS NULL)
"""


@pytest.fixture
def empty_server(open_folder: Callable[[], Path]) -> Iterator[str]:
    """An empty cluster; only beside a server that somebody else runs, an empty database of that server will do."""
    if os.environ.get("OCOP_TEST_SERVER") == "own":
        with Cluster(open_folder(), "restored", venv=VENV) as url:
            yield url
    else:
        with empty_database() as url:
            yield url


def test_a_register_comes_back_as_it_was(law, places, media, target, empty_server, tmp_path, settings):
    settings.BUSINESS_DAY = TODAY
    fill(media)
    expected = totals_here(DAYS)
    assert len({json.dumps(totals["by_rank"]) for totals in expected}) > 4  # the days differ
    with connection.cursor() as cursor:
        cursor.execute(GUARDS)
        guarded = guards(cursor.fetchall())
    counts = contents.row_counts()
    said = StringIO()
    call_command("backup", str(target), stdout=said)
    (backup,) = [path for path in target.iterdir() if path.is_dir()]
    assert said.getvalue().startswith(f"{backup}: ")
    assert said.getvalue().endswith("đã kiểm tra.\n")
    assert backup.stat().st_mode & 0o077 == 0

    server = Server(empty_server, tmp_path / "other")
    done = server.manage("restore", backup)
    assert (done.returncode, done.stderr) == (0, "")
    assert "khớp" in done.stdout

    assert server.totals(DAYS) == expected
    assert hashes(server.media) == hashes(media)
    assert len(hashes(media)) == 1 + len(stored_names("b" * 32, 400)) + len(BROUGHT)
    brought = {name: sha256 for name, sha256 in contents.named_files().items() if name in BROUGHT}
    assert (len(brought), brought.items() <= hashes(server.media).items()) == (3, True)
    erased = "SELECT file, file_name, sha256, erased_why FROM evaluations_paperversion WHERE erased_at IS NOT NULL"
    assert server.ask(erased) == [("", "", "", "Nộp nhầm (minh hoạ)")]
    assert guards(server.ask(GUARDS)) == guarded
    assert server.counts(counts) == counts
    assert server.ask("SELECT count(*) FROM django_session") == [(0,)]

    # The guards are not only there, they bite.
    for statement in (
        "DELETE FROM products_recognition",
        "UPDATE products_decision SET number = 'x'",
        "UPDATE evaluations_paperversion SET file_name = 'x'",
        "UPDATE products_recognition SET product_id = (SELECT min(product_id) FROM products_recognition)",
    ):
        with pytest.raises(psycopg.errors.IntegrityError):
            server.ask(statement)
    check_it_can_be_written(server, expected[DAYS.index(ON)])

    # A second time only by name, and then as one whole.
    refused = server.manage("restore", backup)
    assert refused.returncode == 1
    assert "không rỗng" in refused.stderr
    wrong = server.manage("restore", backup, "--replace", "postgres")
    assert wrong.returncode == 1
    assert "--replace nêu “postgres”" in wrong.stderr
    name = server.ask("SELECT current_database()")[0][0]
    assert server.manage("restore", backup, "--replace", str(name)).returncode == 0
    assert server.totals([ON]) == [expected[DAYS.index(ON)]]
    assert server.counts(counts) == counts


def check_it_can_be_written(server: Server, before: dict[str, Any]) -> None:
    """What was loaded is known again; one more decision is published, counted and in the chain of the book."""
    again = server.manage("load_register", FIXTURES / "register" / "tra-vinh", "--until", TODAY.isoformat())
    assert again.stdout == "producers: +0, products: +0, decisions: +0, ratings: +0, approvals: +0, listings: +0\n"
    assert server.manage("createcachetable").returncode == 0
    issued = server.manage("shell", "-v", "0", "-c", ONE_MORE)
    assert (issued.returncode, issued.stderr) == (0, "")
    (after,) = server.totals([ON])
    assert after["total"] == before["total"] + 1
    assert after["by_rank"] == before["by_rank"] | {"4": before["by_rank"]["4"] + 1}
    for check in (["recount", "--check"], ["verify_history"]):
        done = server.manage(*check)
        assert (done.returncode, done.stderr) == (0, "")


def test_what_is_published_during_a_backup_is_in_it_whole_or_not_at_all(
    law, places, media, target, empty_server, tmp_path, settings, monkeypatch
):
    settings.BUSINESS_DAY = TODAY
    fill(media)
    work = PeopleAtWork(media, monkeypatch)
    call_command("backup", str(target), stdout=StringIO())
    (backup,) = [path for path in target.iterdir() if path.is_dir()]
    made = read_manifest(backup)
    assert set(work.scans) == {"early", "late"}
    assert (made.missing, made.counts["products_decision"]) == ([], Decision.objects.count() - 1)

    server = Server(empty_server, tmp_path / "other")
    done = server.manage("restore", backup)
    assert (done.returncode, done.stderr) == (0, "")
    kept = server.ask("SELECT paper, paper_sha256 FROM products_decision WHERE paper <> ''")
    assert {str(name) for name, _sha256 in kept} == set(scans_here()) - {work.scans["late"]}
    assert work.scans["early"] in scans_here()
    assert {str(name): str(sha256) for name, sha256 in kept}.items() <= hashes(server.media).items()
    assert server.counts(made.counts) == made.counts
    assert server.totals([ON]) == [work.totals]
    assert totals_here([ON])[0]["total"] == work.totals["total"] + 1


def test_what_was_erased_since_the_backup_is_erased_again(
    law, places, media, target, empty_server, tmp_path, settings
):
    settings.BUSINESS_DAY = TODAY
    officer, producer = make_user(), make_producer(phone="+84912345678", email="kin@vidu.vn")
    give_contact_consent(producer, on=ON, to=["phone"], text="Đồng ý (minh hoạ)", by=officer)
    profile = RepresentativeProfile(producer=producer)
    person = {"full_name": "Người Kín", "basis": "law", "basis_on": ON, "basis_text": "Mẫu 02", "since": ON}
    profile = keep_representative(profile, why="x", by=officer, **person)
    bring_files(media, make_product(producer=make_producer(place=Place.objects.first())), officer)
    call_command("backup", str(target), stdout=StringIO())
    (backup,) = [path for path in target.iterdir() if path.is_dir()]
    withdraw_contact_consent(producer, on=TODAY, why="x", by=officer)
    edit_producer(producer, email="", by=officer)
    erase_former_contacts(producer, why="x")
    forget_representative(profile, why="x", by=officer)
    erase_paper_file(PaperVersion.objects.get(number=2), why="x", by=officer)
    call_command("erasures", add_to=target / "erasures.jsonl", stdout=StringIO())

    server = Server(empty_server, tmp_path / "other")
    for words in (["restore", backup], ["createcachetable"]):
        assert server.manage(*words).returncode == 0
    assert (server.ask(STILL_HELD), (server.media / PAPER).exists()) == ([(True, True, True, True)], True)
    done = server.manage("repeat_erasures", target / "erasures.jsonl")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "Đã làm lại 5 việc; 0 việc đã có; 0 không có gì để làm; 0 phải làm tay.\n"
    assert (server.ask(STILL_HELD), (server.media / PAPER).exists()) == ([(False, False, False, False)], False)
    again = server.manage("repeat_erasures", target / "erasures.jsonl")
    assert again.stdout == "Đã làm lại 0 việc; 5 việc đã có; 0 không có gì để làm; 0 phải làm tay.\n"
    for check in (["recount", "--check"], ["verify_history"]):
        assert server.manage(*check).returncode == 0


def scans_here() -> list[str]:
    return list(Decision.objects.exclude(paper="").values_list("paper", flat=True))
