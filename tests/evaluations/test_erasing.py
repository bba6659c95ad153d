"""The file of a paper is erased once, for a reason, by who handles personal data; what rests on it keeps it."""

from __future__ import annotations

import hashlib
from copy import deepcopy
from datetime import date

import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, transaction
from django.test import override_settings
from django.utils import timezone

from core.ledger import writable_columns
from core.models import HistoryEntry
from core.roles import Role
from evaluations.actions.dossiers import forward_dossier, withdraw_dossier
from evaluations.actions.erasing import erase_paper_file
from evaluations.actions.handing import hand_again
from evaluations.actions.papers import add_version, drop_paper, prove_criteria, use_paper
from evaluations.models import HandedPaper, PaperVersion
from evaluations.queries.evidence import evidence_of
from evaluations.queries.papers import papers_to_choose
from ocop_portal.backups.contents import named_files
from ocop_portal.orphans import orphans
from reports.queries.personal_data import things_of
from tests.core.hostile_files import plain_picture
from tests.evaluations.council_room import begin, make_council, make_round, screen, take
from tests.evaluations.council_steps import refused
from tests.evaluations.paper_room import TODAY, checklists, filed, item_of, page_words, paper, pdf, picture, url
from tests.factories import level_of, make_user

pytestmark = pytest.mark.django_db
WHY = "Yêu cầu số 12 (minh hoạ)"
RESTS = (
    "“Mứt gừng” đang xử lý và dựa vào tệp này: thêm bản khác (khi đang chấm thì giao lại cho thành viên), "
    "hoặc bỏ giấy tờ khỏi hồ sơ, hoặc đợi hồ sơ xong."
)


@pytest.fixture(scope="module")
@override_settings(BUSINESS_DAY=TODAY)
def built(stage):
    _province, commune, officer = stage
    checklists()
    return filed(commune, officer)


@pytest.fixture
def entry(db, built, settings, tmp_path):
    settings.BUSINESS_DAY, settings.MEDIA_ROOT = TODAY, tmp_path
    return deepcopy(built)


@pytest.fixture
def use(entry, officer):
    """A licence of the producer beside criterion 1.1."""
    use = paper(entry.dossier, "nguon-goc-nguyen-lieu", officer, name="Giấy phép", upload=picture())
    return prove_criteria(use, ["1.1"], by=officer)


@pytest.fixture
def version(use):
    return use.paper.versions.get()


@pytest.fixture
def scoring(entry, use, officer, province):
    """The dossier is scored by the province's council."""
    screen(entry, officer)
    above = forward_dossier(entry, on=date(2026, 10, 12), by=officer)
    council = make_council(province, officer, days_before=0)
    found = make_round(level_of("26-2026"), province, council, officer, opened_on=date(2026, 11, 2), ordinal=2)
    take(above, found, officer)
    begin(found, officer, sent_on=date(2026, 11, 10))
    above.refresh_from_db()
    return above


def withdrawn(entry, officer):
    return withdraw_dossier(entry, why="Chủ thể rút (minh hoạ)", by=officer)


# ------------------------------------------------------------------ what goes and what stays
def test_file_name_and_hashes_go_and_the_row_says_so(
    entry, version, officer, django_capture_on_commit_callbacks, settings
):
    withdrawn(entry, officer)
    name, hash_of_it = version.file, version.sha256
    assert (version.original_sha256 != hash_of_it, len(version.original_sha256)) == (True, 64)
    assert named_files()[name] == hash_of_it
    before = timezone.now()
    with django_capture_on_commit_callbacks(execute=True):
        erased = erase_paper_file(version, why=f" {WHY} ", by=officer)
        assert default_storage.exists(name)  # until it is certain
    assert not default_storage.exists(name)
    left = (erased.file, erased.file_name, erased.content_type, erased.size, erased.sha256, erased.original_sha256)
    assert left == ("", "", "", 0, "", "")
    assert (erased.number, erased.erased_by, erased.erased_why) == (1, officer, WHY)
    assert before <= erased.erased_at <= timezone.now()
    assert (name in named_files(), "" in named_files(), list(orphans())) == (False, False, [])
    entry = HistoryEntry.objects.get(verb="erase_paper_file")
    assert (entry.by, entry.why, entry.subject) == (officer, WHY, version.paper.producer)
    assert entry.data == {"paper": "Giấy phép", "version": 1, "row": version.pk}


def test_the_hash_of_what_was_handed_in_is_kept_too(use, entry, officer):
    made = use.paper.versions.get()
    content = plain_picture()
    handed_in = hashlib.sha256(content).hexdigest()
    assert (made.original_sha256, made.sha256 == handed_in) == (handed_in, False)
    other = add_version(use, pdf(), by=officer)
    assert other.original_sha256 == other.sha256


def test_only_once_and_for_a_reason(entry, version, officer):
    withdrawn(entry, officer)
    assert refused(erase_paper_file, version, why=" ", by=officer) == ["Cần nêu lý do."]
    erase_paper_file(version, why=WHY, by=officer)
    assert refused(erase_paper_file, version, why=WHY, by=officer) == ["Tệp này đã được xóa."]
    assert HistoryEntry.objects.filter(verb="erase_paper_file").count() == 1


@pytest.mark.parametrize(
    ("role", "words"),
    [
        (Role.LOCAL_OFFICER, "xử lý dữ liệu cá nhân"),
        (Role.COUNCIL_SECRETARY, "xử lý dữ liệu cá nhân"),
        (Role.LEADER, "xử lý dữ liệu cá nhân"),
    ],
)
def test_by_who_handles_personal_data_alone(entry, version, officer, commune, role, words):
    withdrawn(entry, officer)
    (said,) = refused(erase_paper_file, version, why=WHY, by=make_user(role, commune))
    assert words in said.lower()


# ------------------------------------------------------------------ what the database lets through
@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM evaluations_paperversion",
        "UPDATE evaluations_paperversion SET file_name = 'x'",
        "UPDATE evaluations_paperversion SET file = '', sha256 = ''",
        "UPDATE evaluations_paperversion SET erased_at = now()",
        "UPDATE evaluations_paperversion SET erased_at = now(), erased_why = 'x'",
        "UPDATE evaluations_paperversion SET {all}, erased_at = now()",
        "UPDATE evaluations_paperversion SET {all}, erased_why = 'x'",
        "UPDATE evaluations_paperversion SET {all}, erased_at = now(), erased_why = 'x', number = 7",
        "UPDATE evaluations_paperversion SET {all}, erased_at = now(), erased_why = 'x', added_at = now()",
        "TRUNCATE evaluations_paperversion CASCADE",
    ],
)
def test_nothing_else_changes_a_row(version, change):
    emptied = "file = '', file_name = '', content_type = '', size = 0, sha256 = '', original_sha256 = ''"
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change.format(all=emptied))
    assert PaperVersion.objects.filter(pk=version.pk, file=version.file, erased_at=None).count() == 1


def test_what_was_erased_never_changes_again(entry, version, officer):
    withdrawn(entry, officer)
    erase_paper_file(version, why=WHY, by=officer)
    for change in ({"erased_why": "x"}, {"file": "papers/x.pdf"}, {"erased_at": None}):
        with pytest.raises(DatabaseError), transaction.atomic():
            PaperVersion.objects.filter(pk=version.pk).update(**change)


def test_the_portal_may_write_what_erasing_writes_and_no_more():
    assert set(writable_columns(PaperVersion)) == {
        *("erased_at", "erased_by_id", "erased_why", "file", "file_name", "content_type", "size", "sha256"),
        "original_sha256",
    }


# ------------------------------------------------------------------ what rests on a file
def test_a_dossier_on_its_way_keeps_the_newest_file_of_its_papers(entry, use, version, officer):
    assert refused(erase_paper_file, version, why=WHY, by=officer) == [RESTS]
    newer = add_version(use, pdf(), by=officer)
    erase_paper_file(version, why=WHY, by=officer)
    assert refused(erase_paper_file, newer, why=WHY, by=officer) == [RESTS]
    drop_paper(use, by=officer)
    erase_paper_file(newer, why=WHY, by=officer)
    assert PaperVersion.objects.filter(erased_at=None).count() == 0


def test_what_members_score_on_stays_until_they_go_on_with_another(scoring, use, version, officer, commune):
    other = filed(commune, officer, name="Mứt tắc", producer=scoring.dossier.product.producer)
    again = use_paper(other.dossier, item_of(other.dossier, "nguon-goc-nguyen-lieu"), use.paper, by=officer)
    add_version(again, pdf(), by=officer)
    assert refused(erase_paper_file, version, why=WHY, by=officer) == [RESTS]
    hand_again(use, why="Bản rõ hơn (minh hoạ)", by=officer)
    erase_paper_file(version, why=WHY, by=officer)
    assert [row.version.erased_at is None for row in HandedPaper.objects.order_by("pk")] == [False, True]
    (each,) = evidence_of(scoring, TODAY)["1.1"]
    assert (each.file["number"], each.erased) == (2, "")


def test_an_erased_paper_is_not_used_again(entry, use, version, officer, commune):
    withdrawn(entry, officer)
    other = filed(commune, officer, name="Mứt tắc", producer=entry.dossier.product.producer)
    item = item_of(other.dossier, "nguon-goc-nguyen-lieu")
    assert papers_to_choose(other.dossier, item) == [use.paper]
    erase_paper_file(version, why=WHY, by=officer)
    assert papers_to_choose(other.dossier, item) == []
    words = ["Tệp của “Giấy phép” đã xóa: thêm là giấy tờ mới."]
    assert refused(use_paper, other.dossier, item, use.paper, by=officer) == words


# ------------------------------------------------------------------ pages
def test_the_page_of_the_paper_says_it_and_offers_it_to_who_may(client, entry, use, version, officer, commune):
    withdrawn(entry, officer)
    address = url("paper-erase", version.pk)
    client.force_login(make_user(Role.LOCAL_OFFICER, commune))
    assert address not in page_words(client.get(url("dossier-paper", use.pk)))
    assert client.get(address).status_code == 403
    client.force_login(officer)
    assert address in page_words(client.get(url("dossier-paper", use.pk)))
    asked = page_words(client.get(address))
    assert "Tệp, tên tệp và dấu băm bị xóa hẳn" in asked
    assert "Hãy ghi lý do." in page_words(client.post(address, {"why": ""}))
    done = client.post(address, {"why": WHY}, follow=True)
    assert done.redirect_chain == [(url("dossier-paper", use.pk), 302)]
    words = page_words(done)
    day = f"{timezone.localtime():%d/%m/%Y}"
    assert f"Bản 1: Tệp đã xóa ngày {day}, lý do: {WHY}" in words
    assert (address in words, url("paper-file", use.pk, version.pk) in words) == (False, False)
    assert client.get(url("paper-file", use.pk, version.pk)).status_code == 404


def test_the_page_says_what_rests_on_it_before_anything_is_typed(client, version, officer):
    client.force_login(officer)
    assert RESTS in page_words(client.get(url("paper-erase", version.pk)))


def test_beside_a_criterion_stands_that_it_was_erased(scoring, use, version, officer):
    withdrawn_now = type(scoring.dossier).objects.filter(pk=scoring.dossier_id)
    withdrawn_now.update(status="withdrawn")
    erase_paper_file(version, why=WHY, by=officer)
    (each,) = evidence_of(scoring, TODAY)["1.1"]
    assert each.erased == f"Tệp đã xóa ngày {timezone.localtime():%d/%m/%Y}, lý do: {WHY}"
    assert each.is_picture is False


def test_a_subject_s_data_hold_every_file_and_the_way_to_erase_it(client, entry, use, version, officer):
    withdrawn(entry, officer)
    add = PaperVersion.objects.get(pk=version.pk)
    ref = f"chu-the:{use.paper.producer_id}"
    ((kind, thing),) = things_of(officer, [ref])
    (section,) = [part for part in kind.sections(thing, officer) if part.title == "Giấy tờ"]
    (facts,) = [dict(row) for row in section.rows]
    assert (facts["tên giấy tờ"], facts["tên tệp"], facts["dấu băm"]) == ("Giấy phép", "anh.jpg", add.sha256)
    client.force_login(officer)
    asked = {"refs": [ref], "why": WHY}
    assert url("paper-erase", version.pk) in page_words(client.post(url("personal-data-show"), asked))
    erase_paper_file(version, why=WHY, by=officer)
    shown = page_words(client.post(url("personal-data-show"), asked))
    assert (url("paper-erase", version.pk) in shown, WHY in shown, "anh.jpg" in shown) == (False, True, False)


def test_a_file_that_no_dossier_uses_is_reached_too(client, entry, use, version, officer):
    drop_paper(use, by=officer)
    client.force_login(officer)
    done = client.post(url("paper-erase", version.pk), {"why": WHY})
    assert (done.status_code, done["Location"]) == (302, url("personal-data"))
    version.refresh_from_db()
    assert version.erased_why == WHY
