"""The papers of a dossier: what is complete and why not, versions, papers used again, what lapses, who may."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, timedelta
from hashlib import sha256

import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, transaction
from django.test import override_settings

from core.errors import ActionRefused
from core.models import HistoryEntry, PlaceLevel
from core.roles import Role
from evaluations.actions.advisory import note_samples
from evaluations.actions.asking import ask_for_more
from evaluations.actions.dossiers import accept_dossier
from evaluations.actions.papers import (
    add_version,
    drop_paper,
    edit_paper,
    prove_criteria,
    see_original,
    use_paper,
)
from evaluations.enums import EntryStatus, ItemState, Need
from evaluations.imports.checklists import load_checklists
from evaluations.models import DossierPaper, Paper, PaperVersion, RoundEntry
from evaluations.queries.intake import without_samples
from evaluations.queries.papers import gaps_of, lapsing_papers, line_of, lines_for, papers_to_choose
from evaluations.rules.papers import has_lapsed, is_needed, lapses_soon, state_of
from ocop_portal.backups.contents import named_files
from producers.enums import LegalForm
from tests.evaluations.council_room import file, hand_in
from tests.evaluations.paper_room import TODAY, checklists, filed, item_of, paper, pdf, picture
from tests.factories import FIXTURES, level_of, load_sets, make_place, make_producer, make_product, make_user

pytestmark = pytest.mark.django_db
FORMS = ("phieu-dang-ky", "bao-cao-tu-danh-gia")


@pytest.fixture(scope="module")
@override_settings(BUSINESS_DAY=TODAY)
def built(stage):
    """A dossier of a cooperative under 26/2026 that the commune has received."""
    _province, commune, officer = stage
    checklists()
    return filed(commune, officer)


@pytest.fixture
def entry(db, built, settings, tmp_path):
    settings.BUSINESS_DAY, settings.MEDIA_ROOT = TODAY, tmp_path
    return deepcopy(built)


@pytest.fixture
def dossier(entry):
    return entry.dossier


def states(dossier, on=TODAY):
    return {line.item.code: line.state for line in lines_for(dossier, on) if line.state != ItemState.OPEN}


def refusal(act, *args, **kwargs):
    with pytest.raises(ActionRefused) as refused:
        act(*args, **kwargs)
    return [reason.text for reason in refused.value.reasons]


# ------------------------------------------------------------------ rules
DAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("expiries", "state"),
    [
        ([], ItemState.MISSING),
        ([None], ItemState.DONE),
        ([DAY], ItemState.SOON),
        ([DAY - timedelta(1)], ItemState.LAPSED),
        ([DAY + timedelta(60)], ItemState.SOON),
        ([DAY + timedelta(61)], ItemState.DONE),
        ([DAY - timedelta(1), DAY + timedelta(61)], ItemState.DONE),
        ([DAY - timedelta(1), None], ItemState.DONE),
        ([DAY, DAY - timedelta(1)], ItemState.SOON),
    ],
)
def test_where_a_line_stands_by_the_longest_of_its_papers(expiries, state):
    assert state_of(Need.ALWAYS, None, None, expiries, DAY) == state


def test_on_its_last_day_a_paper_still_counts():
    assert (has_lapsed(DAY, DAY), lapses_soon(DAY, DAY)) == (False, True)
    assert (has_lapsed(DAY, DAY + timedelta(1)), lapses_soon(DAY, DAY + timedelta(1))) == (True, False)
    assert (has_lapsed(None, DAY), lapses_soon(None, DAY)) == (False, False)


def test_what_a_star_needs_is_needed_by_who_aims_at_it_or_names_none():
    assert [is_needed(Need.STAR, 4, aims_at) for aims_at in (None, 3, 4, 5)] == [True, False, True, True]
    assert (is_needed(Need.ALWAYS, None, 3), is_needed(Need.HELPFUL, None, None)) == (True, False)


# ------------------------------------------------------------------ completeness
def test_a_dossier_is_accepted_once_every_required_paper_is_there(dossier, entry, officer):
    gaps = [
        "Phiếu đăng ký (mẫu số 01): còn thiếu, bắt buộc (26/2026/QĐ-TTg, khoản 1 Điều 6)",
        "Báo cáo tự đánh giá (mẫu số 02): còn thiếu, bắt buộc (26/2026/QĐ-TTg, khoản 1 Điều 6)",
    ]
    assert gaps_of(lines_for(dossier, TODAY)) == gaps
    assert refusal(accept_dossier, entry, by=officer) == gaps
    paper(dossier, "phieu-dang-ky", officer)
    assert refusal(accept_dossier, entry, by=officer) == gaps[1:]
    see_original(dossier, item_of(dossier, "bao-cao-tu-danh-gia"), note=" Lưu ở xã ", by=officer)
    assert gaps_of(lines_for(dossier, TODAY)) == []
    assert accept_dossier(entry, by=officer).status == EntryStatus.ACCEPTED
    seen = DossierPaper.objects.get(paper__isnull=True)
    assert (seen.note, seen.added_by, str(seen)) == ("Lưu ở xã", officer, "Báo cáo tự đánh giá (mẫu số 02)")


def test_what_lapsed_on_that_day_is_missing(dossier, entry, officer, settings):
    paper(dossier, "phieu-dang-ky", officer, expires_on=TODAY)
    hand_in(entry, officer)
    assert gaps_of(lines_for(dossier, TODAY)) == []
    settings.BUSINESS_DAY = TODAY + timedelta(1)
    assert refusal(accept_dossier, entry, by=officer) == [
        "Phiếu đăng ký (mẫu số 01): hết hạn ngày 20/11/2026: cần bản còn hiệu lực"
    ]


def test_a_line_says_why_and_for_which_star(dossier, officer):
    paper(dossier, "cong-bo-chat-luong", officer, expires_on=TODAY + timedelta(30))
    lines = {line.item.code: line for line in lines_for(dossier, TODAY)}
    assert (lines["bao-ve-moi-truong"].state, lines["bao-ve-moi-truong"].why) == (
        ItemState.MISSING,
        "thiếu thì khó đạt từ 4 sao (26/2026/QĐ-TTg, yêu cầu tối thiểu của bộ tiêu chí)",
    )
    assert lines["cong-bo-chat-luong"].why == "hết hạn ngày 20/12/2026: có thể hết trước khi hội đồng họp"
    assert [code for code, line in lines.items() if line.blocks] == list(FORMS)
    dossier.aims_at = 3
    assert "bao-ve-moi-truong" not in states(dossier)
    assert states(dossier)["cau-chuyen"] == ItemState.MISSING


def test_a_law_without_a_checklist_asks_for_nothing(settings, law, officer, commune):
    settings.BUSINESS_DAY = TODAY
    checklists()
    entry = filed(commune, officer)
    item_of(entry.dossier, "phieu-dang-ky").__class__.objects.all().delete()
    assert lines_for(entry.dossier, TODAY) == []
    assert accept_dossier(entry, by=officer).status == EntryStatus.ACCEPTED


def test_what_is_used_at_an_item_that_fell_away_stays(dossier, officer):
    use = paper(dossier, "dang-ky-kinh-doanh", officer)
    dossier.product.producer.legal_form = LegalForm.HOUSEHOLD
    assert [line.uses for line in lines_for(dossier, TODAY) if line.item == use.item] == [[use]]


def test_samples_that_were_counted_need_no_paper(settings, law, officer, commune):
    settings.BUSINESS_DAY = day = date(2022, 3, 1)
    load_sets("1048-2019-16")
    load_checklists(FIXTURES / "checklists")
    entry = file(make_product("Rượu nếp"), commune, officer, set_code="1048-2019-16", on=day)
    gap = "5 sản phẩm mẫu: còn thiếu, bắt buộc (Quyết định 1048/QĐ-TTg, yêu cầu bắt buộc)"
    for count, is_gap in ((4, True), (5, False), (3, True), (6, False)):  # the newest counts
        note_samples(entry, count=count, received_on=day, by=officer)
        assert (gap in gaps_of(lines_for(entry.dossier, day))) is is_gap
    item = item_of(entry.dossier, "san-pham-mau")
    for line in (
        line_of(entry.dossier, item, day),
        next(each for each in lines_for(entry.dossier, day) if each.item == item),
    ):
        assert (line.uses, line.state, line.why, line.is_there) == ([], ItemState.DONE, "", True)
    hand_in(entry, officer)
    assert not entry.dossier.papers.filter(item=item).exists()
    assert accept_dossier(entry, by=officer).status == EntryStatus.ACCEPTED


def test_samples_answer_the_checklist_wherever_they_were_counted(settings, law, officer, commune, province):
    settings.BUSINESS_DAY = day = date(2022, 3, 1)
    load_sets("1048-2019-16")
    load_checklists(FIXTURES / "checklists")
    entry = file(make_product("Rượu nếp"), commune, officer, set_code="1048-2019-16", on=day)
    note_samples(entry, count=5, received_on=day, by=officer)
    RoundEntry.objects.filter(pk=entry.pk).update(status=EntryStatus.FORWARDED)
    above = RoundEntry.objects.create(dossier=entry.dossier, level=level_of(), place=province, arrived_on=day)
    # The province's council is told that none came to it, and its dossier is as whole as it was.
    assert without_samples([entry, above]) == [above]
    hand_in(above, officer)
    assert accept_dossier(above, by=officer).status == EntryStatus.ACCEPTED


# ------------------------------------------------------------------ versions
def test_a_version_is_a_file_with_its_hash_and_never_changes(dossier, officer):
    upload = pdf("Giấy đăng ký.pdf", pages=2)
    content = upload.read()
    upload.seek(0)
    use = paper(dossier, "dang-ky-kinh-doanh", officer, upload=upload, number=" 12/GP ", expires_on=date(2027, 1, 4))
    first = use.paper.versions.get()
    assert (first.number, first.file_name, first.content_type) == (1, "Giấy đăng ký.pdf", "application/pdf")
    assert (first.sha256, first.size, first.added_by) == (sha256(content).hexdigest(), len(content), officer)
    assert (use.paper.kind, use.paper.number, use.paper.producer) == (
        "dang-ky-kinh-doanh",
        "12/GP",
        dossier.product.producer,
    )
    second = add_version(use, picture(), by=officer)
    assert (second.number, second.content_type) == (2, "image/jpeg")
    stored = default_storage.open(second.file).read()
    assert (second.sha256, second.size) == (sha256(stored).hexdigest(), len(stored))
    assert list(use.paper.versions.all()) == [second, first]
    assert named_files() == {first.file: first.sha256, second.file: second.sha256}
    for change in (
        lambda: PaperVersion.objects.filter(pk=first.pk).update(file=second.file),
        first.delete,
    ):
        with pytest.raises(DatabaseError, match="paper version: "), transaction.atomic():
            change()


def test_a_refused_file_leaves_nothing(dossier, officer):
    upload = pdf()
    upload.name, upload.file.getbuffer()[:4] = "giay.pdf", b"XXXX"
    with pytest.raises(ActionRefused):
        paper(dossier, "phieu-dang-ky", officer, upload=upload)
    assert not Paper.objects.exists()
    assert not default_storage.exists("papers") or default_storage.listdir("papers")[1] == []


def test_what_is_written_on_a_paper_is_judged_and_corrected(dossier, officer):
    assert refusal(paper, dossier, "dang-ky-kinh-doanh", officer, issued_on=None) == ["Giấy này cần ngày cấp."]
    wrong = {"issued_on": TODAY + timedelta(1), "expires_on": TODAY, "name": " "}
    assert refusal(paper, dossier, "phieu-dang-ky", officer, **wrong) == [
        "Ghi tên giấy tờ.",
        "Ngày cấp sau ngày làm việc hiện tại.",
        "Ngày hết hạn trước ngày cấp.",
    ]
    use = paper(dossier, "dang-ky-kinh-doanh", officer, number="1")
    edit_paper(use, number="2", expires_on=date(2027, 5, 1), by=officer)
    use.paper.refresh_from_db()
    assert (use.paper.number, use.paper.expires_on) == ("2", date(2027, 5, 1))
    act = HistoryEntry.objects.filter(verb="edit_paper").get()
    assert act.data["changes"] == {"number": ["1", "2"], "expires_on": ["", "2027-05-01"]}
    edit_paper(use, number="2", by=officer)
    assert HistoryEntry.objects.filter(verb="edit_paper").count() == 1
    assert refusal(edit_paper, use, expires_on=date(2025, 1, 1), by=officer) == ["Ngày hết hạn trước ngày cấp."]


# ------------------------------------------------------------------ used again
def test_one_paper_serves_several_dossiers_of_its_producer(dossier, officer, commune):
    use = paper(dossier, "dang-ky-kinh-doanh", officer, expires_on=TODAY + timedelta(200))
    form = paper(dossier, "phieu-dang-ky", officer)
    other = filed(commune, officer, name="Mứt tắc", producer=dossier.product.producer).dossier
    item = item_of(other, "dang-ky-kinh-doanh")
    assert papers_to_choose(other, item) == [use.paper]  # the registration is the first dossier's alone
    assert form.paper not in papers_to_choose(other, item_of(other, "phieu-dang-ky"))
    again = use_paper(other, item, use.paper, by=officer)
    assert (again.paper, states(other)["dang-ky-kinh-doanh"]) == (use.paper, ItemState.DONE)
    assert papers_to_choose(other, item) == []
    words = "Mục này đã dùng “Giấy dang-ky-kinh-doanh (minh hoạ)”."
    assert refusal(use_paper, other, item, use.paper, by=officer) == [words]
    edit_paper(again, expires_on=TODAY - timedelta(1), by=officer)
    assert states(dossier)["dang-ky-kinh-doanh"] == states(other)["dang-ky-kinh-doanh"] == ItemState.LAPSED
    stranger = filed(commune, officer, name="Mứt me", producer=make_producer(place=commune)).dossier
    assert papers_to_choose(stranger, item) == []
    assert refusal(use_paper, stranger, item, use.paper, by=officer) == [
        "“Giấy dang-ky-kinh-doanh (minh hoạ)” là giấy tờ của chủ thể khác."
    ]


def test_an_original_is_seen_once_and_a_dropped_paper_stays_the_producers(dossier, entry, officer):
    item = item_of(dossier, "phieu-dang-ky")
    seen = see_original(dossier, item, by=officer)
    assert refusal(see_original, dossier, item, by=officer) == ["Đã ghi là đã xem bản giấy của mục này."]
    assert refusal(add_version, seen, pdf(), by=officer) == ["Mục này chỉ ghi đã xem bản giấy, không có tệp."]
    use = paper(dossier, "bao-cao-tu-danh-gia", officer)
    accept_dossier(entry, by=officer)
    assert refusal(drop_paper, use, by=officer) == [
        "“Mứt gừng” đã đủ điều kiện: yêu cầu bổ sung trước khi bỏ giấy tờ."
    ]
    ask_for_more(entry, items=["Trang còn thiếu (minh hoạ)"], by=officer)
    drop_paper(use, by=officer)
    assert list(dossier.papers.all()) == [seen]
    assert Paper.objects.get().versions.count() == 1
    acts = HistoryEntry.objects.filter(subject_id=dossier.pk, subject_type__model="dossier").order_by("pk")
    assert list(acts.values_list("verb", flat=True)) == ["file_dossier", "see_original", "add_paper", "drop_paper"]


def test_a_paper_proves_criteria_of_its_dossiers_sheet(dossier, officer):
    use = paper(dossier, "nguon-goc-nguyen-lieu", officer)
    prove_criteria(use, ["1.5", "1.1"], by=officer)
    assert DossierPaper.objects.get().criteria == ["1.1", "1.5"]
    assert refusal(prove_criteria, use, ["1.1", "99", "A"], by=officer) == [
        "Bộ tiêu chí của hồ sơ không có tiêu chí 99, A."
    ]
    prove_criteria(use, [], by=officer)
    assert DossierPaper.objects.get().criteria == []


# ------------------------------------------------------------------ what lapses
def test_papers_that_lapse_are_listed_until_a_longer_one_is_there(dossier, officer, commune, district):
    ends = {"ma-so-ma-vach": 60, "giai-thuong": 61, "so-huu-tri-tue": -1, "cong-bo-chat-luong": 0}
    made = {
        code: paper(dossier, code, officer, expires_on=TODAY + timedelta(days)).paper for code, days in ends.items()
    }
    found = lapsing_papers(officer, TODAY)
    assert list(found) == [made["so-huu-tri-tue"], made["cong-bo-chat-luong"], made["ma-so-ma-vach"]]
    assert list(lapsing_papers(officer, TODAY, lapsed=True)) == [made["so-huu-tri-tue"]]
    assert list(lapsing_papers(officer, TODAY, lapsed=False)) == [made["cong-bo-chat-luong"], made["ma-so-ma-vach"]]
    name = dossier.product.producer.name
    assert list(lapsing_papers(officer, TODAY, text=name)) == list(found)
    assert list(lapsing_papers(officer, TODAY, text="hợp tác xã khác")) == []
    paper(dossier, "so-huu-tri-tue", officer, expires_on=TODAY + timedelta(400))
    paper(dossier, "ma-so-ma-vach", officer)
    assert list(lapsing_papers(officer, TODAY)) == [made["cong-bo-chat-luong"]]
    stranger = make_user(
        Role.LOCAL_OFFICER, make_place("Huyện Bên Cạnh", parent=district.parent, level=PlaceLevel.DISTRICT)
    )
    assert list(lapsing_papers(stranger, TODAY)) == []
