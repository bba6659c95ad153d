"""What the screens of the council room say: which paper, whose product, what comes next, what may be left out."""

from __future__ import annotations

from datetime import date

import pytest

from evaluations.actions.asking import ask_for_more
from evaluations.actions.dossiers import accept_dossier, forward_dossier, withdraw_dossier
from evaluations.actions.entry_reports import notify_result, report_screening
from evaluations.actions.meeting import agree_where_all_do, conclude_round
from evaluations.actions.papers import drop_paper, see_original, use_paper
from evaluations.actions.screening import say_findings
from evaluations.enums import Topic
from evaluations.queries.councils import sitting
from tests.evaluations.council_room import failing, make_council, make_round
from tests.evaluations.intake_room import TODAY, at_commune
from tests.evaluations.paper_room import checklists, filed, item_of, page_words, paper, url
from tests.evaluations.score_room import scoring_round, sign_at_once
from tests.factories import level_of

pytestmark = pytest.mark.django_db
DOTS = "Số: ………"


@pytest.fixture(autouse=True)
def in_2026(settings, tmp_path):
    settings.BUSINESS_DAY, settings.MEDIA_ROOT = TODAY, tmp_path


# ------------------------------------------------------------------ what comes next
def test_a_dossier_says_what_comes_next_on_its_way(commune, officer, sign_in):
    entry = at_commune("Mứt gừng", commune, officer)
    client, page = sign_in(officer), url("dossier-detail", entry.dossier_id)
    said = [client.get(page).context["next"]]
    accept_dossier(entry, by=officer)
    said.append(client.get(page).context["next"])
    _report(entry, officer)
    said.append(client.get(page).context["next"])
    above = forward_dossier(entry, on=TODAY, by=officer)
    ask_for_more(above, items=["Phiếu kiểm nghiệm", "Nhãn"], due_on=date(2026, 11, 25), by=officer)
    said.append(client.get(page).context["next"])
    withdraw_dossier(above, why="Chủ thể rút", by=officer)
    said.append(client.get(page).context["next"])
    name = commune.name[:1].lower() + commune.name[1:]
    upper = name[:1].upper() + name[1:]
    assert said == [
        f"{upper} kiểm tra hồ sơ rồi xác nhận đủ điều kiện, hoặc yêu cầu bổ sung, chậm nhất ngày 23/11/2026.",
        f"{upper} đánh giá hồ sơ, ghi báo cáo rồi chuyển lên cấp tỉnh, chậm nhất ngày 23/11/2026.",
        f"{upper} chuyển hồ sơ lên cấp tỉnh, chậm nhất ngày 23/11/2026.",
        f"Chủ thể bổ sung 2 mục được yêu cầu, chậm nhất ngày 25/11/2026; {name} ghi từng mục.",
        "Chủ thể đã rút hồ sơ, dừng ở đây: muốn đánh giá thì nộp hồ sơ mới.",
    ]
    assert f"<strong>Việc tiếp theo:</strong> {said[-1]}" in page_words(client.get(page))


def _report(entry, by):
    """The commune's findings and its report."""
    say_findings(entry, said=dict.fromkeys(Topic, (True, "đúng như hồ sơ")), by=by)
    report_screening(entry, number="3/BC-UBND", dated_on=TODAY, by=by)


def test_a_round_says_what_comes_next(commune, officer, sign_in, province):
    found, (first, second) = scoring_round(province, commune, officer)
    client, who = sign_in(officer), province.name[:1].lower() + province.name[1:]

    def said(entry):
        return client.get(url("dossier-detail", entry.dossier_id)).context["next"]

    meets = f"Thành viên hội đồng chấm và ký phiếu, hội đồng họp, rồi {who} chốt điểm, chậm nhất ngày 29/12/2026."
    assert said(first) == meets
    for entry in (first, second):
        for seat in sitting(found.council):
            sign_at_once(entry, seat, _worst if entry == second else failing())
        agree_where_all_do(entry, by=officer)
    conclude_round(found, by=officer)
    upper = who[:1].upper() + who[1:]
    assert said(first) == f"{upper} lập và công bố quyết định theo kết quả."
    assert said(second) == f"Không được công nhận: {who} gửi thông báo kết quả, rồi trả lại hồ sơ cho chủ thể."
    notify_result(second, number="8/TB", dated_on=TODAY, by=officer)
    assert said(second) == f"Không được công nhận: {who} trả lại hồ sơ cho chủ thể."


def _worst(_node, options):
    return min(options, key=lambda option: (option.points, option.position))


# ------------------------------------------------------------------ papers
def test_what_is_asked_for_says_that_it_is_missing(commune, officer, sign_in, law):
    checklists()
    entry = filed(commune, officer)
    form = sign_in(officer).get(url("entry-step", entry.pk, "bo-sung")).context["form"]
    assert form.initial["item_1"] == "Phiếu đăng ký (mẫu số 01): còn thiếu, bắt buộc (26/2026/QĐ-TTg, khoản 1 Điều 6)"


def test_the_timeline_says_which_paper(commune, officer, sign_in, province, law):
    found, (entry,) = scoring_round(province, commune, officer, count=1)
    client = sign_in(officer)
    dossier = entry.dossier
    checklists()
    type(entry).objects.filter(pk=entry.pk).update(status="received")
    use = paper(dossier, "cong-bo-chat-luong", officer, name="Bản tự công bố", number="7")
    seen = see_original(dossier, item_of(dossier, "giai-thuong"), note="Bản giấy", by=officer)
    drop_paper(seen, by=officer)
    use_paper(dossier, item_of(dossier, "giai-thuong"), use.paper, by=officer)
    label = item_of(dossier, "giai-thuong").label
    titles = [event["title"] for event in client.get(url("meeting-timeline", found.pk)).context["events"]]
    assert titles[:4] == [
        "Dùng lại giấy tờ (Bản tự công bố 7)",
        f"Bỏ giấy tờ khỏi hồ sơ ({label})",
        f"Ghi đã xem bản giấy ({label})",
        "Thêm giấy tờ (Bản tự công bố 7)",
    ]
    assert "Mở nhận hồ sơ vào đợt" in titles


# ------------------------------------------------------------------ lists and forms
def test_clocks_name_the_producer(commune, officer, sign_in, province):
    council = make_council(province, officer)
    make_round(level_of("26-2026"), province, council, officer, opened_on=date(2026, 11, 2), ordinal=2)
    entry = at_commune("Mứt gừng", commune, officer)
    page = sign_in(officer).get(url("clock-list"))
    producers = {str(row.clock.of): row.producer for row in page.context["rows"]}
    assert producers.pop("Mứt gừng") == entry.dossier.product.producer.name
    assert set(producers.values()) == {""}
    assert f'<span class="muted">{entry.dossier.product.producer.name}</span>' in page_words(page)


def test_no_product_found_leads_onward(commune, officer, secretary, sign_in):
    page = page_words(sign_in(officer).get(url("dossier-new"), {"q": "khong co"}))
    assert f'<a href="{url("product-new")}">Thêm sản phẩm vào sổ</a>' in page
    page = page_words(sign_in(secretary).get(url("dossier-new"), {"q": "khong co"}))
    assert url("product-new") not in page  # the secretary adds no product
    assert f'<a href="{url("product-list")}">' in page


def test_findings_may_stay_open_and_the_form_says_so(commune, officer, sign_in):
    entry = at_commune("Mứt gừng", commune, officer)
    page = page_words(sign_in(officer).get(url("screening-edit", entry.pk)))
    assert page.count("(không bắt buộc)") == 2 * len(Topic)


# ------------------------------------------------------------------ sheets for A4
def test_a_report_without_a_number_leaves_room_for_it(commune, officer, sign_in):
    entry = at_commune("Mứt gừng", commune, officer)
    client = sign_in(officer)
    assert DOTS in page_words(client.get(url("screening-print", entry.pk)))
    _report(entry, officer)
    page = page_words(client.get(url("screening-print", entry.pk)))
    assert "Số: 3/BC-UBND" in page
    assert DOTS not in page
    slip = page_words(client.get(url("entry-slip", entry.pk)))
    assert slip.count(entry.slip) == 2  # in the title and in the head
    assert f"Số: {entry.slip}" in slip


def test_tables_have_a_name(commune, province, officer, sign_in):
    found, _entries = scoring_round(province, commune, officer)
    client = sign_in(officer)
    caption = '<caption class="visually-hidden">%s</caption>'
    assert caption % "Hồ sơ trong đợt, theo thứ tự" in page_words(client.get(url("round-detail", found.pk)))
    assert caption % "Thành viên hội đồng" in page_words(client.get(url("council-detail", found.council_id)))
