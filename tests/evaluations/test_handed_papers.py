"""Members score on the versions that were handed to them; what comes later is named, and handed over for a reason."""

from __future__ import annotations

from copy import deepcopy
from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.test import override_settings

from core.models import HistoryEntry
from core.roles import Role
from evaluations.actions.council_rounds import back_to_receiving, start_scoring
from evaluations.actions.dossiers import forward_dossier
from evaluations.actions.handing import hand_again
from evaluations.actions.papers import add_version, edit_paper, prove_criteria, use_paper
from evaluations.actions.sheets import declare_conflict, open_sheet, reopen_sheet
from evaluations.models import HandedPaper, RoundEntry
from evaluations.queries.councils import sitting
from evaluations.queries.evidence import evidence_of
from tests.evaluations.council_room import account_of, begin, make_council, make_round, screen, sign, take
from tests.evaluations.council_steps import refused, words
from tests.evaluations.paper_room import TODAY, checklists, filed, item_of, paper, picture, url
from tests.factories import level_of, make_user

pytestmark = pytest.mark.django_db
NEWER = "Có bản 2 nộp ngày {day}; hội đồng chấm theo bản 1."
FACTS_CHANGED = "Thông tin giấy tờ đã được sửa sau khi giao; hội đồng chấm theo thông tin lúc giao."


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
    use = paper(entry.dossier, "nguon-goc-nguyen-lieu", officer, name="Giấy phép", expires_on=date(2027, 1, 1))
    return prove_criteria(use, ["1.1"], by=officer)


@pytest.fixture
def scoring(entry, use, officer, province):
    """The dossier is scored by the province's council."""
    screen(entry, officer)
    above = forward_dossier(entry, on=date(2026, 10, 12), by=officer)
    found = make_round(
        level_of("26-2026"),
        province,
        make_council(province, officer, days_before=0),
        officer,
        opened_on=date(2026, 11, 2),
        ordinal=2,
    )
    take(above, found, officer)
    begin(found, officer, sent_on=date(2026, 11, 10))
    above.refresh_from_db()
    return above


@pytest.fixture
def other(scoring, use, commune, officer):
    """The same paper as another dossier of the producer uses it, which still takes papers."""
    entry = filed(commune, officer, name="Mứt tắc", producer=scoring.dossier.product.producer)
    return use_paper(entry.dossier, item_of(entry.dossier, "nguon-goc-nguyen-lieu"), use.paper, by=officer)


def seen(entry):
    (each,) = evidence_of(entry, TODAY)["1.1"]
    return (str(each), each.file["number"], each.paper.expires_on, len(each.later))


def later(other, officer):
    """What another dossier does to the paper meanwhile."""
    add_version(other, picture(), by=officer)
    edit_paper(other, name="Giấy phép cấp đổi", expires_on=date(2026, 11, 1), by=officer)


# ------------------------------------------------------------------ what stands still
def test_what_another_dossier_changes_is_named_and_not_shown(scoring, other, officer):
    assert seen(scoring) == ("Giấy phép", 1, date(2027, 1, 1), 0)
    later(other, officer)
    assert seen(scoring) == ("Giấy phép", 1, date(2027, 1, 1), 2)
    (each,) = evidence_of(scoring, TODAY)["1.1"]
    day = f"{each.use.paper.versions.first().added_at.astimezone():%d/%m/%Y}"
    assert each.later == [NEWER.format(day=day), FACTS_CHANGED]
    assert (each.has_lapsed, each.is_picture) == (False, False)


def test_before_and_after_a_stop_the_newest_is_seen_and_scoring_hands_over_anew(scoring, other, officer):
    back_to_receiving(scoring.round, why="Bổ sung giấy tờ", by=officer)
    later(other, officer)
    scoring.refresh_from_db()
    newest = ("Giấy phép cấp đổi", 2, date(2026, 11, 1), 0)
    assert seen(scoring) == newest
    start_scoring(scoring.round, by=officer)
    scoring.refresh_from_db()
    assert seen(scoring) == newest
    assert [row.version.number for row in HandedPaper.objects.order_by("pk")] == [1, 2]


def test_rows_never_change(scoring):
    for change in (lambda: HandedPaper.objects.update(name="x"), lambda: HandedPaper.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


# ------------------------------------------------------------------ handing over anew
def test_the_newer_one_is_handed_over_for_a_reason_while_nobody_has_signed(scoring, use, other, officer):
    assert refused(hand_again, use, why="x", by=officer) == ["Thành viên đang chấm theo bản mới nhất của giấy tờ này."]
    later(other, officer)
    assert refused(hand_again, use, why=" ", by=officer) == ["Cần nêu lý do."]
    member = sitting(scoring.round.council)[0]
    sheet = sign(scoring, member)
    signed = ["“Mứt gừng” đã có phiếu ký: điểm đã ký dựa trên bản đang giao."]
    assert refused(hand_again, use, why="Giấy phép cấp đổi", by=officer) == signed
    assert seen(scoring)[1] == 1
    reopen_sheet(sheet, why="Xem bản mới", by=officer)
    handed = hand_again(use, why="Giấy phép cấp đổi", by=officer)
    assert (handed.version.number, handed.name, handed.why) == (2, "Giấy phép cấp đổi", "Giấy phép cấp đổi")
    assert seen(scoring) == ("Giấy phép cấp đổi", 2, date(2026, 11, 1), 0)
    said = HistoryEntry.objects.get(verb="hand_again")
    assert (said.why, said.data) == ("Giấy phép cấp đổi", {"paper": "Giấy phép cấp đổi", "version": 2})


def test_in_another_pass_the_signed_sheets_of_the_last_one_hold_nothing_up(scoring, use, other, officer, sign_in):
    member = sitting(scoring.round.council)[0]
    sign(scoring, member)
    RoundEntry.objects.filter(pk=scoring.pk).update(passes=2)
    later(other, officer)
    open_sheet(scoring, member, by=account_of(member))
    text = words(sign_in(account_of(member)).get(url("score-sheet", scoring.pk)))
    assert "được giao lại bản mới" not in text
    assert hand_again(use, why="Giấy phép cấp đổi", by=officer).version.number == 2
    text = words(sign_in(account_of(member)).get(url("score-sheet", scoring.pk)))
    assert "“Giấy phép cấp đổi” được giao lại bản mới sau khi phiếu này bắt đầu: xem lại tiêu chí 1.1." in text


def test_who_may_hand_over_and_when(scoring, use, other, officer, stranger):
    later(other, officer)
    assert refused(hand_again, use, why="x", by=stranger)[0] == "Địa bàn này không thuộc phạm vi của bạn."
    member = make_user(Role.COUNCIL_MEMBER)
    assert "không có quyền" in refused(hand_again, use, why="x", by=member)[0]
    assert refused(hand_again, other, why="x", by=officer) == ["“Mứt tắc” không trong lúc chấm điểm."]


# ------------------------------------------------------------------ pages
def test_the_sheet_shows_the_handed_file_and_what_came_later(scoring, use, other, officer, sign_in, count_queries):
    later(other, officer)
    member = sitting(scoring.round.council)[0]
    client = sign_in(account_of(member))
    declare_conflict(scoring, member, what="", by=account_of(member))
    sheet = url("score-sheet", scoring.pk)
    old, new = (url("paper-file", use.pk, version.pk) for version in use.paper.versions.order_by("number"))
    text = words(client.get(sheet))
    assert (text.count(f'src="{old}"'), text.count(f'src="{new}"')) == (1, 0)
    assert FACTS_CHANGED in text
    assert count_queries(sheet) <= 12
    hand_again(use, why="Giấy phép cấp đổi", by=officer)
    text = words(client.get(sheet))
    assert (text.count(f'src="{old}"'), text.count(f'src="{new}"')) == (0, 1)
    assert "bản 2: Giấy phép cấp đổi" in text


def test_the_secretary_hands_over_on_a_page_that_asks_why(scoring, use, other, officer, sign_in, secretary):
    client, page, hand = sign_in(secretary), url("dossier-paper", use.pk), url("paper-hand", use.pk)
    text = words(client.get(page))
    assert "Bản 1, giao lúc" in text
    assert f'href="{hand}"' not in text
    later(other, officer)
    text = words(client.get(page))
    assert f'href="{hand}"' in text
    assert FACTS_CHANGED in text
    assert client.post(hand, {"why": ""}).context["form"].errors == {"why": ["Hãy ghi lý do."]}
    found = client.post(hand, {"why": "Cấp đổi"}, follow=True)
    assert "Bản 2, giao lúc" in words(found)
    assert "Giao lại vì: Cấp đổi" in words(found)
    again = client.get(hand)
    assert "Thành viên đang chấm theo bản mới nhất của giấy tờ này." in words(again)


# ------------------------------------------------------------------ why nothing can be changed
def test_pages_say_why_nothing_can_be_changed(scoring, use, sign_in, secretary, auditor):
    still = "“Mứt gừng” đang chấm: giấy tờ của hồ sơ không đổi được nữa."
    for address in (url("dossier-paper", use.pk), url("dossier-item", use.dossier_id, use.item.code)):
        page = sign_in(secretary).get(address)
        assert page.context["why_not_change"] == [still]
        assert still in words(page)
        page = sign_in(auditor).get(address)
        assert page.context["why_not_change"][0].startswith("Tài khoản của bạn không có quyền")
        assert page.context["why_not_change"][0] in words(page)
    drop = sign_in(secretary).get(url("paper-drop", use.pk))
    assert still in words(drop)
    assert sign_in(auditor).get(url("paper-drop", use.pk)).status_code == 403
