"""Published decisions on the staff side, and mending what they say."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse

from core.roles import Role
from products.actions.correcting import void_rating
from products.actions.decisions import issue_decision
from products.enums import Answer
from products.models import Decision, Recognition, ScoreApproval
from products.queries.register import ratings_in_force
from tests.evaluations.conftest import PDF
from tests.factories import line, make_user, paper

pytestmark = pytest.mark.django_db
DAY = date(2022, 1, 12)


@pytest.fixture
def decision(province, make, officer):
    """A decision with a rating and an approved score."""
    lines = [line(make("Bánh tét"), 3, score=Decimal("62.5")), line(make("Kẹo dừa"), None, score=Decimal(95))]
    return issue_decision(paper(place=province), lines, by=officer)


def at(name, thing):
    return reverse(f"staff:{name}", args=[thing.pk])


def test_the_list_and_its_filters(sign_in, officer, decision, make, province):
    other = issue_decision(paper("2/QĐ-UBND", date(2021, 3, 1), place=province), [line(make("Trà"), 3)], by=officer)
    client = sign_in(officer)
    address = reverse("staff:decision-list")
    page = client.get(address).context["page_obj"]
    assert [(each.number, each.rating_count, each.approval_count) for each in page] == [
        ("1/QĐ-UBND", 1, 1),
        ("2/QĐ-UBND", 1, 0),
    ]
    assert list(client.get(address + "?nam=2021").context["page_obj"]) == [other]
    assert list(client.get(address + "?q=2/q").context["page_obj"]) == [other]
    assert list(client.get(address + "?loai=revoke").context["page_obj"]) == []
    lines = client.get(address + "?tai-ve=csv").content.decode("utf-8-sig").splitlines()
    assert lines[1] == "1/QĐ-UBND,2022-01-12,day,UBND tỉnh Trà Vinh,recognise,1048-2019,province,1,1,False"


def test_what_is_signed_after_the_business_day_is_not_there_yet(sign_in, officer, decision, settings):
    client = sign_in(officer)
    address = reverse("staff:decision-list")
    seen = {}
    for day in (date(2022, 1, 11), DAY):
        settings.BUSINESS_DAY = day
        listed = list(client.get(address).context["page_obj"])
        seen[day] = (listed, client.get(at("decision-detail", decision)).status_code)
    assert seen == {date(2022, 1, 11): ([], 404), DAY: ([decision], 200)}


def test_a_local_officer_sees_decisions_about_products_of_the_place(
    sign_in, local_officer, stranger, decision, officer
):
    assert list(sign_in(local_officer).get(reverse("staff:decision-list")).context["page_obj"]) == [decision]
    assert list(sign_in(stranger).get(reverse("staff:decision-list")).context["page_obj"]) == []
    assert sign_in(stranger).get(at("decision-detail", decision)).status_code == 404


def test_a_voided_row_stays_visible_to_auditors_only(sign_in, auditor, local_officer, officer, decision):
    void_rating(Recognition.objects.get(), why="Gõ nhầm dòng", by=officer)
    html = sign_in(auditor).get(at("decision-detail", decision)).content.decode()
    assert "Bánh tét" in html
    assert "Gõ nhầm dòng" in html
    html = sign_in(local_officer).get(at("decision-detail", decision)).content.decode()
    assert "Bánh tét" not in html
    assert "Kẹo dừa" in html


def test_the_pages_take_the_same_queries_for_one_and_three_rows(sign_in, officer, make, province, count_queries):
    sign_in(officer)
    one = issue_decision(paper(place=province), [line(make("A"), 3)], by=officer)
    listed = count_queries(reverse("staff:decision-list"))
    shown = count_queries(at("decision-detail", one))
    desk = count_queries(reverse("staff:home"))
    three = issue_decision(
        paper("2/QĐ-UBND", place=province), [line(make(name), 3) for name in ("B", "C", "D")], by=officer
    )
    issue_decision(paper("3/QĐ-UBND", place=province), [line(make("E"), None, score=Decimal(95))], by=officer)
    assert count_queries(reverse("staff:decision-list")) == listed
    assert count_queries(at("decision-detail", three)) == shown
    assert count_queries(reverse("staff:home")) == desk


def test_the_scanned_paper_is_for_signed_in_staff(
    sign_in, client, auditor, stranger, officer, make, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    name = default_storage.save(f"decisions/{'a1' * 16}.pdf", ContentFile(PDF))
    decision = issue_decision(paper(scan=name), [line(make("A"), 3)], by=officer)
    response = sign_in(auditor).get(at("decision-paper", decision))
    assert b"".join(response.streaming_content) == PDF
    assert response.headers["Content-Disposition"] == "attachment; filename*=utf-8''1-Q%C4%90-UBND.pdf"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert sign_in(stranger).get(at("decision-paper", decision)).status_code == 404
    client.logout()
    assert client.get(at("decision-paper", decision)).status_code == 302


def test_voiding_asks_for_a_reason(sign_in, officer, decision):
    rating = Recognition.objects.get()
    client = sign_in(officer)
    html = client.get(at("rating-void", rating)).content.decode()
    assert "Người kiểm tra vẫn xem được dòng cũ và lý do." in html
    assert client.post(at("rating-void", rating), {"why": " "}).context["form"].errors == {"why": ["Cần nêu lý do."]}
    response = client.post(at("rating-void", rating), {"why": "Gõ nhầm"})
    assert response.headers["Location"] == at("decision-detail", decision)
    rating.refresh_from_db()
    assert (rating.void_reason, rating.voided_by) == ("Gõ nhầm", officer)
    approval = ScoreApproval.objects.get()
    client.post(at("approval-void", approval), {"why": "Gõ nhầm"})
    approval.refresh_from_db()
    assert approval.voided_by == officer


def test_entering_rightly(sign_in, officer, decision):
    rating = Recognition.objects.get()
    client = sign_in(officer)
    form = client.get(at("rating-restate", rating)).context["form"]
    assert (form["product_text"].value(), form["score"].value()) == ("Bánh tét", "62,5")
    posted = {"product": rating.product_id, "product_text": "Bánh tét", "kind": "first", "outcome": "4"}
    wrong = client.post(at("rating-restate", rating), {**posted, "score": "62,5", "why": "nhầm"})
    assert wrong.context["form"].errors == {"outcome": ["62,5 điểm ứng với 3 sao, không phải 4 sao."]}
    client.post(at("rating-restate", rating), {**posted, "score": "72,5", "why": "nhầm"})
    right = ratings_in_force(DAY).get()
    assert (right.stars, right.score, right.restates) == (4, Decimal("72.5"), rating)


def test_entering_rightly_with_another_product(sign_in, officer, decision, make):
    rating = Recognition.objects.get()
    right = make("Bánh tét Trà Cuôn")
    posted = {"product": rating.product_id, "product_text": "banh tet tra cuon", "kind": "first", "outcome": "3"}
    sign_in(officer).post(at("rating-restate", rating), {**posted, "score": "62,5", "why": "nhầm sản phẩm"})
    assert ratings_in_force(DAY).get().product == right


def test_an_approval_is_entered_rightly(sign_in, officer, decision):
    approval = ScoreApproval.objects.get()
    posted = {"product": approval.product_id, "product_text": "Kẹo dừa", "kind": "first", "outcome": "tiem-nang"}
    sign_in(officer).post(at("approval-restate", approval), {**posted, "score": "93", "why": "nhầm"})
    assert ScoreApproval.objects.get(voided_at=None).score == Decimal(93)


def test_a_forgotten_row_is_added(sign_in, officer, decision, make):
    make("Mứt dừa")
    posted = {"product_text": "mut dua", "kind": "first", "score": "", "outcome": "4", "why": "sót dòng 3"}
    response = sign_in(officer).post(at("decision-row-add", decision), posted)
    assert response.headers["Location"] == at("decision-detail", decision)
    assert sorted(row.product_name for row in ratings_in_force(DAY)) == ["Bánh tét", "Mứt dừa"]


def test_extending(sign_in, officer, decision):
    rating = Recognition.objects.get()
    client = sign_in(officer)
    wrong = client.post(at("rating-extend", rating), {"until": "12/1/2026", "ground": "Điều 12"})
    assert wrong.context["form"].errors == {"until": ["Gia hạn đến một ngày sau 12/01/2025 và không quá 11/07/2025."]}
    client.post(at("rating-extend", rating), {"until": "1/7/2025", "ground": "Điều 12"})
    rating.refresh_from_db()
    assert (rating.extended_until, rating.extended_by) == (date(2025, 7, 1), officer)


def test_the_answer_of_the_ministry(sign_in, officer, decision):
    approval = ScoreApproval.objects.get()
    client = sign_in(officer)
    posted = {"answer": "below", "on": "12/1/2022", "paper": "55/BNN-VPĐP"}
    wrong = client.post(at("approval-answer", approval), posted)
    assert wrong.context["form"].errors == {"on": ["Điểm được phê duyệt ngày 12/01/2022, trả lời phải sau ngày đó."]}
    client.post(at("approval-answer", approval), {**posted, "on": "1/9/2022"})
    approval.refresh_from_db()
    assert (approval.answer, approval.answer_paper, approval.ended_on) == (
        Answer.BELOW,
        "55/BNN-VPĐP",
        date(2022, 9, 1),
    )


def test_who_may_mend(sign_in, decision, auditor, local_officer, stranger, province):
    rating, approval = Recognition.objects.get(), ScoreApproval.objects.get()
    mending = [at("rating-void", rating), at("rating-restate", rating), at("approval-void", approval)]
    mending += [at("approval-restate", approval), at("decision-row-add", decision)]
    deciding = [at("rating-extend", rating), at("approval-answer", approval)]
    for person in (auditor, make_user(Role.LEADER, province), make_user(Role.COUNCIL_SECRETARY, province)):
        assert {sign_in(person).get(address).status_code for address in mending + deciding} == {403}
    assert {sign_in(local_officer).get(address).status_code for address in mending} == {403}
    assert {sign_in(local_officer).get(address).status_code for address in deciding} == {200}
    assert {sign_in(stranger).get(address).status_code for address in deciding} == {404}
    assert Decision.objects.count() == 1
