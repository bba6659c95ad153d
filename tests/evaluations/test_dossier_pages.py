"""Dossiers through the browser's eyes: filing, the list, the steps, what another body found."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from evaluations.enums import DossierStatus, EntryStatus
from evaluations.models import AskItem, CriteriaSet, Dossier, PaperResult, RoundEntry
from products.actions.decisions import issue_decision
from products.models import Regime
from tests.evaluations.council_room import file, screen
from tests.evaluations.council_steps import SET_1048 as SET
from tests.evaluations.council_steps import page, post, steps_of, told
from tests.factories import level_of, line, load_sets, paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(sets, make, commune, officer):
    """A dossier that the district has received."""
    return file(make("Rượu nếp"), commune, officer, set_code=SET, on=date(2022, 3, 2))


def file_by_page(client, product, **given):
    return client.post(f"{reverse('staff:dossier-new')}?san-pham={product.pk}", given, follow=True)


def test_the_law_of_the_filing_day_offers_its_sets(sign_in, officer, sets, make, commune):
    load_sets("148-2023-01")
    other, product, client = CriteriaSet.objects.get(code="148-2023-01"), make("Rượu nếp"), sign_in(officer)
    form = page(client, "dossier-new", **{"san-pham": product.pk}).context["form"]
    assert (form.regime, form["kind"].value()) == (Regime.objects.get(code="1048-2019"), "first")
    given = {"filed_on": "2/3/2022", "place": commune.slug, "kind": "first", "note": "Giữ lại"}
    refused = file_by_page(client, product, criteria_set=other.pk, **given)
    assert refused.context["form"].errors == {
        "criteria_set": ["Bộ tiêu chí phải thuộc quy định có hiệu lực vào ngày nộp: chọn lại."]
    }
    assert "Giữ lại" in refused.text
    assert Dossier.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"filed_on": "2/10/2022"}, {"filed_on": ["Ngày nộp sau ngày làm việc hiện tại."]}),
        ({"filed_on": "2/3/2015"}, {"criteria_set", "filed_on"}),
        ({"criteria_set": ""}, {"criteria_set": ["Chọn bộ tiêu chí."]}),
        ({"kind": "upgrade"}, {"kind": ["“Rượu nếp” chưa giữ hạng nào để nâng."]}),
    ],
)
def test_a_dossier_is_refused_at_its_field(sign_in, officer, sets, make, commune, changes, errors):
    given = {"filed_on": "2/3/2022", "place": commune.slug, "kind": "first", "criteria_set": sets.pk} | changes
    found = file_by_page(sign_in(officer), make("Rượu nếp"), **given).context["form"].errors
    assert (set(found) if isinstance(errors, set) else found) == errors


def test_a_product_with_a_rating_comes_again(sign_in, officer, sets, make, province):
    product = make("Rượu nếp")
    issue_decision(paper(place=province), [line(product, 3)], by=officer)
    form = page(sign_in(officer), "dossier-new", **{"san-pham": product.pk}).context["form"]
    assert form["kind"].value() == "re_rating"


def test_a_second_dossier_of_a_product_is_refused_in_words(sign_in, officer, entry, sets, commune):
    given = {"filed_on": "2/3/2022", "place": commune.slug, "kind": "first", "criteria_set": sets.pk}
    refused = file_by_page(sign_in(officer), entry.dossier.product, **given)
    assert refused.context["form"].non_field_errors() == ["“Rượu nếp” đang có một hồ sơ chưa xong."]


def test_a_dossier_shows_the_steps_that_are_possible_now(sign_in, officer, auditor, entry, receiving):
    client, address = sign_in(officer), ("dossier-detail", entry.dossier_id)
    assert steps_of(page(client, *address)) == [["chap-nhan", "bo-sung", "tra-lai", "rut"]]
    asked = page(client, "entry-step", entry.pk, "bo-sung")
    assert "Hồ sơ chờ bổ sung; ngày đủ hồ sơ tính lại khi nhận đủ." in asked.text
    refused = post(client, "entry-step", entry.pk, "bo-sung", item_1="")
    assert refused.context["form"].errors == {"item_1": ["Ghi ít nhất một mục còn thiếu."]}
    post(client, "entry-step", entry.pk, "bo-sung", item_1="Phiếu kiểm nghiệm")
    assert steps_of(page(client, *address)) == [["tra-lai", "rut"]]
    post(client, "ask-answer", AskItem.objects.get().pk, answer="Đã nộp phiếu")
    assert steps_of(page(client, *address)) == [["nhan-lai", "tra-lai", "rut"]]
    post(client, "entry-step", entry.pk, "nhan-lai")
    post(client, "entry-step", entry.pk, "chap-nhan")
    post(client, "round-take", receiving.pk, entry=entry.pk)
    assert steps_of(page(client, *address)) == [["roi-dot"]]
    listed = post(client, "entry-step", entry.pk, "rut", why="Chủ thể xin rút")
    assert listed.context["refusals"] == ["“Rượu nếp” đang nằm trong một đợt: đưa ra khỏi đợt trước."]
    left = post(client, "entry-step", entry.pk, "roi-dot")
    assert left.context["round"] == receiving
    late = post(client, "entry-step", entry.pk, "roi-dot")
    assert late.context["refusals"] == ["“Rượu nếp” ở cấp huyện đủ điều kiện: lúc này không làm việc này được."]
    post(client, "entry-step", entry.pk, "rut", why="Chủ thể xin rút")
    entry.dossier.refresh_from_db()
    assert entry.dossier.status == DossierStatus.WITHDRAWN
    assert steps_of(page(client, *address)) == [[]]
    assert client.get(reverse("staff:entry-step", args=[entry.pk, "khong-co"])).status_code == 404
    assert steps_of(page(sign_in(auditor), *address)) == [[]]


def test_from_the_commune_up_to_the_province(sign_in, officer, settings, make, commune, province):
    settings.BUSINESS_DAY = date(2026, 11, 20)
    load_sets("26-2026-07")
    entry = file(make("Mứt gừng"), commune, officer, set_code="26-2026-07", on=date(2026, 10, 1))
    client = sign_in(officer)
    waiting = page(client, "dossier-detail", entry.dossier_id)  # fifteen working days from the first of October
    assert "22/10/2026 (quá 29 ngày)" in waiting.text
    screen(entry, officer)
    up = post(client, "entry-step", entry.pk, "chuyen-len")
    assert told(up) == ["Đã chuyển “Mứt gừng” lên cấp trên, nhận hôm nay."]
    assert [(card.entry.level.key, card.entry.place, card.entry.status) for card in up.context["cards"]] == [
        ("province", province, EntryStatus.RECEIVED),
        ("commune", commune, EntryStatus.FORWARDED),
    ]


def test_dossiers_are_filtered_by_status_and_name(sign_in, officer, entry, make, commune):
    other = file(make("Kẹo dừa"), commune, officer, set_code=SET, on=date(2022, 3, 4))
    client = sign_in(officer)
    post(client, "entry-step", other.pk, "tra-lai", why="Không đủ giấy tờ")

    def listed(**given):
        return [
            (str(row["dossier"]), row["entry"].get_status_display())
            for row in page(client, "dossier-list", **given).context["rows"]
        ]

    assert listed() == [("Kẹo dừa", "đã trả lại"), ("Rượu nếp", "đã nhận")]
    assert listed(q="ruou") == [("Rượu nếp", "đã nhận")]
    assert listed(trang_thai="returned") == [("Kẹo dừa", "đã trả lại")]
    assert listed(q="ruou", trang_thai="returned") == []


def test_the_list_of_dossiers_takes_the_same_queries(sign_in, officer, entry, make, commune, count_queries):
    sign_in(officer)
    one = count_queries(reverse("staff:dossier-list"))
    for name in ("Kẹo dừa", "Mứt tắc"):
        file(make(name), commune, officer, set_code=SET, on=date(2022, 3, 4))
    assert count_queries(reverse("staff:dossier-list")) == one


@pytest.fixture
def at_the_centre(entry, province):
    """The dossier with the body above the province."""
    RoundEntry.objects.filter(pk=entry.pk).update(status=EntryStatus.FORWARDED)
    return RoundEntry.objects.create(
        dossier=entry.dossier, level=level_of(key="national"), place=province, arrived_on=date(2022, 5, 10)
    )


def test_the_result_of_the_centre_is_written_down_and_drafted(sign_in, officer, at_the_centre):
    client, at = sign_in(officer), at_the_centre
    dossier = page(client, "dossier-detail", at.dossier_id)
    assert "Ghi kết quả của cấp này" in dossier.content.decode()
    wrong = post(client, "entry-step", at.pk, "ket-qua", total="chín mốt", paper="77/TB", paper_on="1/8/2022")
    assert list(wrong.context["form"].errors) == ["total"]
    assert wrong.context["form"]["paper"].value() == "77/TB"
    given = {"total": "91,5", "points_a": "35", "points_b": "23", "paper": "77/TB", "paper_on": "1/8/2022"}
    wrong = post(client, "entry-step", at.pk, "ket-qua", **given, points_c="30")
    assert wrong.context["form"].errors == {"total": ["Điểm ba phần cộng lại không bằng tổng điểm."]}
    done = post(client, "entry-step", at.pk, "ket-qua", **given, points_c="33,5")
    assert told(done) == ["Đã ghi kết quả của “Rượu nếp”."]
    assert "91,5 điểm, đạt 5 sao theo thang điểm" in done.content.decode()
    done = post(client, "entry-step", at.pk, "du-thao")
    assert told(done) == ["Đã lập dự thảo quyết định cho “Rượu nếp”: mở tiếp ở trang Quyết định."]
    row = PaperResult.objects.get(entry=at)
    assert (row.draft.level, row.score, row.outcome) == (at.level, Decimal("91.50"), "5")
    refused = client.post(
        reverse("staff:draft-result-save", args=[row.draft_id]),
        {"result": row.pk, "product": row.product_id, "score": "92", "outcome": "5", "kind": "first", "version": 1},
        headers={"accept": "application/json"},
    )
    assert refused.status_code == 422
    row.refresh_from_db()
    assert row.score == Decimal("91.50")
