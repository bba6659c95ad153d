"""Drafts through the browser's eyes: the paper and its scan, what it holds, the check, publishing."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from evaluations.actions.drafts import start_draft_of_round, write_draft
from evaluations.actions.results import save_result
from evaluations.entry import Entry
from evaluations.enums import DraftStatus
from evaluations.models import DecisionDraft
from products.actions.decisions import issue_decision
from products.enums import DecisionKind
from products.models import Decision, Recognition
from tests.evaluations.conftest import PDF
from tests.factories import level_of, line, paper

pytestmark = pytest.mark.django_db
HEAD = {
    "number": "1693/QĐ-UBND",
    "signed_on": "22.8.2022",
    "issuing_body": "UBND tỉnh Trà Vinh",
    "signer": "Bà Minh Hoạ",
    "title": "",
}


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def draft(round_2022, enter, make, officer):
    """A draft of two rows."""
    enter(Entry(make("Bánh tét"), score=Decimal(60)), Entry(make("Kẹo dừa"), outcome="4"))
    return start_draft_of_round(round_2022, by=officer)


def page(name, draft):
    return reverse(f"staff:{name}", kwargs={"draft_pk": draft.pk})


def scan(content=PDF, name="1693.pdf"):
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def test_the_way_from_the_round_to_the_published_decision(sign_in, officer, round_2022, enter, make):
    enter(Entry(make("Bánh tét"), score=Decimal(60)), Entry(make("Kẹo dừa"), score=Decimal(95)))
    client = sign_in(officer)
    started = client.post(reverse("staff:draft-start", args=[round_2022.pk]))
    draft = DecisionDraft.objects.get()
    assert started.headers["Location"] == page("draft-edit", draft)
    assert client.get(page("draft-edit", draft)).context["form"].initial["issuing_body"] == "UBND tỉnh Trà Vinh"
    written = client.post(page("draft-edit", draft), {**HEAD, "paper": scan(), "next": "1"})
    assert written.headers["Location"] == page("draft-rows", draft)
    rows = [row.pk for row in client.get(page("draft-rows", draft)).context["choices"]]
    chosen = client.post(page("draft-rows", draft), {"rows": rows, "next": "1"})
    assert chosen.headers["Location"] == page("draft-check", draft)
    checked = client.get(page("draft-check", draft))
    html = checked.content.decode()
    assert checked.context["refusals"] == []
    assert [tile["label"] for tile in checked.context["tiles"]] == ["3 sao", "tiềm năng 5 sao"]
    assert "Bánh tét" in html
    assert "Kẹo dừa" in html
    published = client.post(page("draft-publish", draft), {"digest": checked.context["check"].digest})
    decision = Decision.objects.get()
    assert published.headers["Location"] == reverse("staff:decision-detail", args=[decision.pk])
    html = client.get(published.headers["Location"]).content.decode()
    assert "Đã công bố 1693/QĐ-UBND: hiện ngay trên trang công khai." in html
    assert "Nếu có gì sai" in html
    assert (decision.signed_on, decision.paper_sha256 != "") == (date(2022, 8, 22), True)


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"signed_on": "2/10/2022"}, "signed_on", "Ngày ký sau ngày làm việc hiện tại."),
        ({"signed_on": "31/5/2022"}, "signed_on", "Ngày ký trước ngày mở đợt (01/06/2022)."),
        ({"signed_on": "31/2/2022"}, "signed_on", "Ngày viết như 22/8/2022."),
        ({"number": "7/qđ-ubnd"}, "number", "UBND tỉnh Trà Vinh đã có quyết định số 7/QĐ-UBND trong năm 2022."),
    ],
)
def test_a_wrong_head_loses_nothing_and_keeps_the_scan(sign_in, officer, draft, make, changes, field, words):
    issue_decision(paper("7/QĐ-UBND"), [line(make("Trà"), 3)], by=officer)
    response = sign_in(officer).post(page("draft-edit", draft), {**HEAD, **changes, "paper": scan()})
    assert response.context["form"].errors == {field: [words]}
    html = response.content.decode()
    assert "Bà Minh Hoạ" in html
    assert "1693.pdf" in html
    draft.refresh_from_db()
    assert (draft.number, draft.paper_name) == ("", "1693.pdf")


@pytest.mark.parametrize(
    ("upload", "words"),
    [
        (scan(b"PK\x03\x04", "1693.pdf"), "Tệp không phải là PDF."),
        (scan(b"%PDF-1.4 cut off", "1693.pdf"), "Tệp PDF bị cắt cụt: quét hoặc tải lại."),
        (scan(b"", "1693.pdf"), "Tệp rỗng."),
        (scan(PDF + b" " * 3_000_000, "1693.pdf"), "Tệp nặng hơn 2 MB."),
    ],
)
def test_a_bad_scan_is_refused_beside_its_field(sign_in, officer, draft, settings, upload, words):
    settings.FILE_LIMITS = {"paper": {**settings.FILE_LIMITS["paper"], "bytes": 2 * 1024 * 1024}}
    upload.seek(0)
    response = sign_in(officer).post(page("draft-edit", draft), {**HEAD, "paper": upload})
    assert response.context["form"].errors == {"paper": [words]}
    draft.refresh_from_db()
    assert (draft.paper, draft.number) == ("", "")


def test_a_scan_is_kept_for_staff_of_the_territory_only(sign_in, officer, auditor, stranger, client, draft):
    sign_in(officer).post(page("draft-edit", draft), {**HEAD, "paper": scan()})
    response = sign_in(auditor).get(page("draft-paper", draft))
    assert b"".join(response.streaming_content) == PDF
    headers = response.headers
    assert headers["Content-Type"] == "application/pdf"
    assert headers["Content-Disposition"] == 'attachment; filename="1693.pdf"'
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert sign_in(stranger).get(page("draft-paper", draft)).status_code == 404
    client.logout()
    assert client.get(page("draft-paper", draft)).status_code == 302


def test_a_draft_without_a_scan_has_none_to_give(sign_in, officer, draft):
    assert sign_in(officer).get(page("draft-paper", draft)).status_code == 404


def test_publishing_what_changed_since_shows_the_page_again(sign_in, officer, draft, enter):
    write_draft(draft, by=officer, number="1693/QĐ-UBND", signed_on=date(2022, 8, 22))
    client = sign_in(officer)
    digest = client.get(page("draft-check", draft)).context["check"].digest
    row = draft.results.first()
    save_result(draft.round, Entry(row.product, score=Decimal(75)), by=officer, result=row, version=row.version)
    response = client.post(page("draft-publish", draft), {"digest": digest})
    assert response.context["warning"] == "Nội dung đã thay đổi từ lúc bạn xem, hãy xem lại."
    assert Decision.objects.count() == 0
    client.post(page("draft-publish", draft), {"digest": response.context["check"].digest})
    assert Recognition.objects.count() == 2


def test_the_check_page_has_no_button_while_something_is_missing(sign_in, officer, draft):
    response = sign_in(officer).get(page("draft-check", draft))
    assert response.context["refusals"] == ["Cần số, ký hiệu của quyết định.", "Cần ngày ký của quyết định."]
    assert 'type="submit">Công bố quyết định' not in response.content.decode()


def test_publishing_is_a_post_and_only_once(sign_in, officer, draft):
    write_draft(draft, by=officer, number="1693/QĐ-UBND", signed_on=date(2022, 8, 22))
    client = sign_in(officer)
    assert client.get(page("draft-publish", draft)).status_code == 405
    digest = client.get(page("draft-check", draft)).context["check"].digest
    for _press in range(2):
        response = client.post(page("draft-publish", draft), {"digest": digest})
        assert response.headers["Location"] == reverse("staff:decision-detail", args=[Decision.objects.get().pk])


def test_who_may_do_what(sign_in, draft, auditor, secretary, stranger):
    for person in (auditor, secretary):
        client = sign_in(person)
        html = client.get(page("draft-edit", draft)).content.decode()
        assert "Tài khoản của bạn không có quyền công bố quyết định." in html
        assert client.post(page("draft-publish", draft)).status_code == 403
        assert client.post(page("draft-discard", draft)).status_code == 403
        client.post(page("draft-edit", draft), HEAD)
        client.post(page("draft-rows", draft), {"rows": []})
    client = sign_in(stranger)
    for name in ("draft-edit", "draft-rows", "draft-check", "draft-discard"):
        assert client.get(page(name, draft)).status_code == 404
    draft.refresh_from_db()
    assert (draft.number, draft.results.count()) == ("", 2)


def test_dropping_asks_and_can_be_taken_back(sign_in, officer, draft):
    client = sign_in(officer)
    assert "Sổ công nhận không thay đổi." in client.get(page("draft-discard", draft)).content.decode()
    client.post(page("draft-discard", draft), {"why": "nhầm"})
    draft.refresh_from_db()
    assert draft.status == DraftStatus.DISCARDED
    address = reverse("staff:decision-list")
    assert list(client.get(address).context["drafts"]) == []
    assert list(client.get(address + "?da-bo=1").context["drafts"]) == [draft]
    client.post(page("draft-restore", draft))
    draft.refresh_from_db()
    assert draft.status == DraftStatus.DRAFT


def test_a_decision_without_a_round_has_a_grid_of_its_own(sign_in, officer, province, make):
    product = make("Mật hoa dừa")
    client = sign_in(officer)
    form = client.get(reverse("staff:draft-new")).context["form"]
    assert (form["level"].initial, form["place"].initial) == (level_of(), province)
    level = level_of("1048-2019", "national")
    client.post(reverse("staff:draft-new"), {"kind": "recognise", "level": level.pk, "place": province.pk})
    draft = DecisionDraft.objects.get()
    assert draft.issuing_body == "Bộ Nông nghiệp và Phát triển nông thôn"
    saved = client.post(
        reverse("staff:draft-result-save", args=[draft.pk]),
        {"product": product.pk, "outcome": "5"},
        HTTP_ACCEPT="application/json",
    )
    assert saved.json()["values"]["outcome"] == "5"
    html = client.get(page("draft-rows", draft)).content.decode()
    assert "Mật hoa dừa" in html
    assert 'data-rule="{&quot;bands&quot;' in html


def test_ratings_are_found_and_put_into_a_revoking_draft(sign_in, officer, province, make):
    issue_decision(paper(), [line(make("Kẹo dừa"), 3), line(make("Bánh tét"), 3)], by=officer)
    rating = Recognition.objects.get(product_name="Kẹo dừa")
    client = sign_in(officer)
    address = f"{reverse('staff:draft-new')}?kind=revoke&rating={rating.pk}"
    assert client.get(address).context["about"] == ["Kẹo dừa – 3 sao"]
    client.post(address, {"kind": "revoke", "level": level_of().pk, "place": province.pk})
    draft = DecisionDraft.objects.get()
    assert list(draft.revokes.all()) == [rating]
    rows = page("draft-rows", draft)
    found = client.get(rows + "?q=banh").context["found"]
    assert [each.product_name for each in found] == ["Bánh tét"]
    client.post(page("draft-rating-add", draft), {"rating": found[0].pk})
    client.post(page("draft-rating-drop", draft), {"rating": rating.pk})
    assert [each.product_name for each in draft.revokes.all()] == ["Bánh tét"]
    assert client.post(page("draft-rating-add", draft), {"rating": "x"}).status_code == 404


def test_a_decision_is_found_to_be_annulled(sign_in, officer, province, make):
    wrong = issue_decision(paper(), [line(make("Kẹo dừa"), 3)], by=officer)
    client = sign_in(officer)
    client.post(reverse("staff:draft-new"), {"kind": "annul", "level": level_of().pk, "place": province.pk})
    draft = DecisionDraft.objects.get()
    rows = page("draft-rows", draft)
    assert list(client.get(rows + "?q=1/qd").context["found_decisions"]) == [wrong]
    client.post(page("draft-annul", draft), {"decision": wrong.pk})
    response = client.get(rows)
    assert [row.product for row in response.context["ends"]] == ["Kẹo dừa"]


def test_a_correcting_draft_takes_the_law_of_the_wrong_decision(sign_in, officer, province, make):
    issue_decision(paper(place=province), [line(make("Kẹo dừa"), 3, score=Decimal(60))], by=officer)
    rating = Recognition.objects.get()
    client = sign_in(officer)
    address = f"{reverse('staff:draft-new')}?kind=correct&rating={rating.pk}"
    form = client.get(address).context["form"]
    assert (form.initial["kind"], form.initial["level"]) == (DecisionKind.CORRECT, level_of())
    client.post(address, {"kind": "correct", "level": level_of().pk, "place": province.pk})
    draft = DecisionDraft.objects.get()
    html = client.get(page("draft-rows", draft)).content.decode()
    assert "readonly" in html
    row = draft.results.get()
    client.post(
        reverse("staff:draft-result-save", args=[draft.pk]),
        {"result": row.pk, "version": 1, "product": row.product_id, "product_text": "Kẹo dừa", "score": "72"},
    )
    row.refresh_from_db()
    assert (row.score, row.outcome) == (Decimal(72), "4")


def test_the_pages_take_the_same_queries_for_one_and_three_rows(
    sign_in, officer, round_2022, enter, make, count_queries
):
    sign_in(officer)
    counts = []
    for names in (["A"], ["B", "C", "D"]):
        enter(*(Entry(make(name), outcome="3") for name in names))
        draft = start_draft_of_round(round_2022, by=officer)
        draft = write_draft(draft, by=officer, number=f"{names[0]}/QĐ-UBND", signed_on=date(2022, 8, 22))
        counts.append([count_queries(page(name, draft)) for name in ("draft-edit", "draft-rows", "draft-check")])
    assert counts[0] == counts[1]
