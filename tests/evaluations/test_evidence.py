"""Evidence beside the criterion: what a member sees on the sheet, and who may open the files."""

from __future__ import annotations

from copy import deepcopy
from datetime import date

import pytest
from django.test import override_settings

from core.models import PlaceLevel
from evaluations.actions.dossiers import forward_dossier
from evaluations.actions.papers import prove_criteria
from evaluations.actions.sheets import declare_conflict
from evaluations.enums import EntryStatus
from evaluations.models import CriterionNode
from evaluations.queries.councils import sitting
from tests.evaluations.council_room import account_of, begin, make_council, make_round, screen, take
from tests.evaluations.paper_room import TODAY, checklists, filed, page_words, paper, picture, url
from tests.factories import level_of, make_place

pytestmark = pytest.mark.django_db


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
def dossier(entry):
    return entry.dossier


@pytest.fixture
def scoring(dossier, entry, officer, province):
    """The dossier is scored by the province's council; two papers prove criterion 1.1, one of them lapsed."""
    use = paper(dossier, "nguon-goc-nguyen-lieu", officer, name="Hợp đồng mua gừng")
    prove_criteria(use, ["1.1"], by=officer)
    photo = paper(dossier, "giai-thuong", officer, name="Bằng khen", upload=picture(), expires_on=date(2026, 11, 1))
    prove_criteria(photo, ["1.1", "1.5"], by=officer)
    screen(entry, officer)
    above = forward_dossier(entry, on=date(2026, 10, 12), by=officer)
    council = make_council(province, officer, days_before=0)
    found = make_round(level_of("26-2026"), province, council, officer, opened_on=date(2026, 11, 2), ordinal=2)
    take(above, found, officer)
    begin(found, officer, sent_on=date(2026, 11, 10))
    above.refresh_from_db()
    assert above.status == EntryStatus.SCORING
    return above, sitting(council)


def evidence(page):
    return {
        row.node.code: [(str(each.use), each.has_lapsed) for each in row.evidence]
        for row in page.context["rows"]
        if row.evidence
    }


def test_evidence_stands_beside_its_criterion(client, scoring, dossier, count_queries):
    above, (member, *_others) = scoring
    client.force_login(account_of(member))
    declare_conflict(above, member, what="", by=account_of(member))
    page = client.get(url("score-sheet", above.pk))
    assert evidence(page) == {
        "1.1": [("Hợp đồng mua gừng", False), ("Bằng khen", True)],
        "1.5": [("Bằng khen", True)],
    }
    text = page_words(page)
    files = {
        use.paper.name: url("paper-file", use.pk, use.paper.versions.get().pk)
        for use in dossier.papers.exclude(paper=None)
    }
    assert (
        text.count(f'<iframe class="evidence__shown evidence__shown--pages" src="{files["Hợp đồng mua gừng"]}"') == 1
    )
    assert text.count(f'<img class="evidence__shown" src="{files["Bằng khen"]}"') == 2
    assert text.count('loading="lazy"') == 3
    assert text.count("Chưa có giấy tờ nào được gán cho tiêu chí này.") == 30
    assert count_queries(url("score-sheet", above.pk)) <= 12
    for address in files.values():
        assert client.get(address).status_code == 200


def test_evidence_is_read_before_scoring_begins_and_after_signing(client, scoring, count_queries):
    above, (member, *_others) = scoring
    declare_conflict(above, member, what="", by=account_of(member))
    type(above).objects.filter(pk=above.pk).update(status=EntryStatus.ACCEPTED)
    client.force_login(account_of(member))
    page = client.get(url("score-sheet", above.pk))
    assert "<fieldset" not in page.text
    assert page_words(page).count("Mở giay.pdf") == 1
    assert page_words(page).count("Mở anh.jpg") == 2
    assert "Chưa có giấy tờ nào được gán" not in page_words(page)
    assert count_queries(url("score-sheet", above.pk)) <= 12


def test_hints_stand_above_the_papers(client, scoring):
    above, (member, *_others) = scoring
    declare_conflict(above, member, what="", by=account_of(member))
    CriterionNode.objects.filter(criteria_set=above.dossier.criteria_set, code="1.1").update(
        proofs=["Hóa đơn (minh hoạ)"]
    )
    client.force_login(account_of(member))
    assert '<ul class="evidence__hints"> <li>Hóa đơn (minh hoạ)</li> </ul>' in page_words(
        client.get(url("score-sheet", above.pk))
    )


def test_papers_are_closed_to_members_until_they_said_that_they_are_free(client, scoring, dossier, officer, province):
    above, (free, partial, silent) = scoring
    declare_conflict(above, free, what="", by=account_of(free))
    declare_conflict(above, partial, what="Có vốn góp (minh hoạ)", by=account_of(partial))
    use = dossier.papers.get(item__code="nguon-goc-nguyen-lieu")
    addresses = [
        url("paper-file", use.pk, use.paper.versions.get().pk),
        url("dossier-paper", use.pk),
        url("dossier-item", dossier.pk, use.item.code),
    ]
    for seat, status in ((free, 200), (partial, 302), (silent, 302)):
        client.force_login(account_of(seat))
        answers = [client.get(address) for address in addresses]
        assert [answer.status_code for answer in answers] == [status] * 3
        if status == 302:
            assert {answer["Location"] for answer in answers} == {url("score-sheet", above.pk)}


def test_a_member_from_elsewhere_reads_the_file_and_nothing_else(client, scoring, dossier, province):
    above, (free, _partial, silent) = scoring
    elsewhere = make_place("Huyện Bên Cạnh", parent=province, level=PlaceLevel.DISTRICT)
    declare_conflict(above, free, what="", by=account_of(free))
    use = dossier.papers.get(item__code="nguon-goc-nguyen-lieu")
    file = url("paper-file", use.pk, use.paper.versions.get().pk)
    seen = {}
    for seat in (free, silent):
        type(seat.user).objects.filter(pk=seat.user_id).update(territory=elsewhere)
        client.force_login(account_of(seat))
        seen[seat.pk] = [client.get(address).status_code for address in (file, url("dossier-paper", use.pk))]
    assert seen == {free.pk: [200, 404], silent.pk: [404, 404]}
