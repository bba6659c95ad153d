"""What is missing is asked for item by item and answered item by item."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from core.roles import Role
from evaluations.actions.asking import answer_item, ask_for_more, receive_more
from evaluations.actions.dossiers import accept_dossier, return_dossier, withdraw_dossier
from evaluations.enums import DossierStatus, EntryStatus
from evaluations.imports.checklists import load_checklists
from evaluations.models import AskItem
from evaluations.queries.clocks import clocks_of
from evaluations.queries.intake import open_items
from evaluations.queries.papers import gaps_of, lines_for
from tests.evaluations.intake_room import PDF, TODAY, at_province, refused, scan
from tests.factories import FIXTURES, make_user

pytestmark = pytest.mark.django_db
WANTED = ["Phiếu kiểm nghiệm", "Hợp đồng liên kết"]


@pytest.fixture(autouse=True)
def in_2026(settings, tmp_path):
    settings.BUSINESS_DAY, settings.MEDIA_ROOT = TODAY, tmp_path


@pytest.fixture
def entry(commune, officer):
    return at_province("Mứt gừng", commune, officer)


@pytest.fixture
def ask(entry, officer):
    return ask_for_more(entry, items=WANTED, due_on=date(2026, 11, 30), by=officer)


def test_an_ask_names_its_items_and_answers_come_one_by_one(ask, entry, officer):
    entry.refresh_from_db()
    assert (entry.status, ask.asked_on, ask.asked_by) == (EntryStatus.INCOMPLETE, TODAY, officer)
    first, second = ask.items.all()
    answer_item(first, answer="Phiếu số 5 của trung tâm", paper=scan("phieu.pdf"), by=officer)
    assert [item.what for item in open_items(entry)] == ["Hợp đồng liên kết"]
    assert refused(receive_more, entry, by=officer) == ["Chưa trả lời: “Hợp đồng liên kết”."]
    answer_item(second, answer="Không có: tự trồng nguyên liệu", by=officer)
    receive_more(entry, by=officer)
    entry.refresh_from_db()
    first.refresh_from_db()
    assert (entry.status, entry.complete_on) == (EntryStatus.RECEIVED, None)
    assert (first.answer, first.answered_on, first.answered_by) == ("Phiếu số 5 của trung tâm", TODAY, officer)
    assert (first.paper_name, first.paper.partition("/")[0]) == ("phieu.pdf", "dossiers")


def test_an_answer_is_written_once(ask, officer):
    item = answer_item(ask.items.first(), answer="Đã nộp", by=officer)
    assert refused(answer_item, item, answer="Nộp lại", by=officer) == ["Mục này đã trả lời."]
    for change in (lambda: AskItem.objects.filter(pk=item.pk).update(answer="x"), item.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_what_cannot_be_asked(entry, officer):
    assert refused(ask_for_more, entry, items=["  "], by=officer) == ["Ghi ít nhất một mục còn thiếu."]
    assert refused(ask_for_more, entry, items=WANTED, due_on=date(2026, 11, 19), by=officer) == [
        "Hạn bổ sung trước ngày làm việc hiện tại."
    ]
    ask_for_more(entry, items=WANTED, by=officer)
    again = refused(ask_for_more, entry, items=WANTED, by=officer)
    assert again == ["Không thể chuyển “Mứt gừng” từ “chờ bổ sung” sang “chờ bổ sung”."]
    assert AskItem.objects.count() == 2


@pytest.mark.parametrize(
    ("act", "status"), [(return_dossier, DossierStatus.RETURNED), (withdraw_dossier, DossierStatus.WITHDRAWN)]
)
def test_a_dossier_ends_with_an_open_ask(ask, entry, officer, act, status):
    act(entry, why="Chủ thể đề nghị", by=officer)
    entry.dossier.refresh_from_db()
    assert entry.dossier.status == status
    words = refused(answer_item, ask.items.first(), answer="Đã nộp", by=officer)
    assert [text.endswith("không còn chờ bổ sung.") for text in words] == [True]
    entry.refresh_from_db()
    assert clocks_of([entry], TODAY) == {}
    assert [item.answered_at for item in AskItem.objects.all()] == [None, None]


def test_the_commune_answers_what_the_province_asked(ask, commune, stranger, officer):
    clerk = make_user(Role.LOCAL_OFFICER, commune)
    assert answer_item(ask.items.first(), answer="Đã nộp", by=clerk).answered_by == clerk
    assert refused(answer_item, ask.items.last(), answer="Đã nộp", by=stranger) == [
        "Địa bàn này không thuộc phạm vi của bạn."
    ]
    member = make_user(Role.COUNCIL_MEMBER)
    (words,) = refused(answer_item, ask.items.last(), answer="Đã nộp", by=member)
    assert "không có quyền" in words


def test_a_second_ask_has_its_own_items(ask, entry, officer):
    for item in ask.items.all():
        answer_item(item, answer="Đã nộp", by=officer)
    receive_more(entry, by=officer)
    accept_dossier(entry, by=officer)
    ask_for_more(entry, items=["Tem truy xuất"], by=officer)
    assert [item.what for item in open_items(entry)] == ["Tem truy xuất"]
    assert clocks_of([*entry.dossier.entries.select_related("level", "dossier").filter(pk=entry.pk)], TODAY) == {}


# ------------------------------------------------------------------ through the browser
def test_items_are_asked_and_answered_on_pages(sign_in, officer, entry):
    client = sign_in(officer)
    address = reverse("staff:entry-step", args=[entry.pk, "bo-sung"])
    lost = client.post(address, {"item_1": "", "item_2": WANTED[1], "due_on": "30/11/2026"})
    assert lost.context["form"].errors == {"item_1": ["Ghi ít nhất một mục còn thiếu."]}
    assert WANTED[1] in lost.text
    early = client.post(address, {"item_1": WANTED[0], "due_on": "1/11/2026"})
    assert early.context["form"].errors == {"due_on": ["Hạn bổ sung trước ngày làm việc hiện tại."]}
    asked = client.post(address, {"item_1": WANTED[0], "item_4": WANTED[1], "due_on": "30/11/2026"}, follow=True)
    first, second = AskItem.objects.order_by("position")
    assert [(item.position, item.what) for item in (first, second)] == [(1, WANTED[0]), (2, WANTED[1])]
    for words in (*WANTED, "chậm nhất ngày 30/11/2026", "30/11/2026 (còn 10 ngày)", f"Chưa trả lời: “{WANTED[0]}”."):
        assert words in asked.text
    tried = client.post(reverse("staff:entry-step", args=[entry.pk, "nhan-lai"]))
    assert tried.context["refusals"] == [f"Chưa trả lời: “{what}”." for what in WANTED]
    answer = reverse("staff:ask-answer", args=[first.pk])
    empty = client.post(answer, {"answer": "", "paper": scan()})
    assert empty.context["form"].errors == {"answer": ["Ghi đã bổ sung gì, hoặc vì sao không có."]}
    client.post(answer, {"answer": "Phiếu số 5", "paper": scan("phieu.pdf")})
    client.post(reverse("staff:ask-answer", args=[second.pk]), {"answer": "Có hợp đồng"})
    taken = client.post(reverse("staff:entry-step", args=[entry.pk, "nhan-lai"]), follow=True)
    assert "Đã nhận bổ sung “Mứt gừng”." in taken.text
    file = client.get(reverse("staff:entry-paper", args=[entry.pk, "bo-sung", first.pk]))
    assert b"".join(file.streaming_content) == PDF


def test_a_bad_file_is_refused_beside_its_field(sign_in, officer, ask):
    item = ask.items.first()
    broken = scan("phieu.pdf")
    broken.file.seek(0)
    broken.file.write(b"PK")
    broken.seek(0)
    answer = sign_in(officer).post(reverse("staff:ask-answer", args=[item.pk]), {"answer": "Giữ lại", "paper": broken})
    assert answer.context["form"].errors == {"paper": ["Tệp không phải là PDF."]}
    assert "Giữ lại" in answer.text
    item.refresh_from_db()
    assert item.answered_at is None


def test_the_page_of_a_dossier_takes_the_same_queries(sign_in, officer, ask, entry, count_queries):
    sign_in(officer)
    address = reverse("staff:dossier-detail", args=[entry.dossier_id])
    two = count_queries(address)
    for item in ask.items.all():
        answer_item(item, answer="Đã nộp", by=officer)
    receive_more(entry, by=officer)
    ask_for_more(entry, items=[f"Giấy {number}" for number in range(8)], by=officer)
    assert count_queries(address) == two


def test_what_the_checklist_misses_stands_in_the_form(sign_in, officer, entry):
    load_checklists(FIXTURES / "checklists")
    gaps = gaps_of(lines_for(entry.dossier, date(2026, 11, 20)))
    form = sign_in(officer).get(reverse("staff:entry-step", args=[entry.pk, "bo-sung"])).context["form"]
    assert len(gaps) > 1
    assert [form[f"item_{number}"].value() for number in range(1, len(gaps) + 2)] == [*gaps, None]
