"""A council excludes a whole dossier on the ground that its score sheet names; sets 23 to 26 have no other way."""

from __future__ import annotations

from copy import deepcopy
from decimal import Decimal

import pytest
from django.test import override_settings
from django.urls import reverse

from core.lettering import load_fonts
from core.models import HistoryEntry
from evaluations.actions.council_rounds import second_pass
from evaluations.actions.dossiers import forward_dossier
from evaluations.actions.excluding import exclude_dossier, take_back_exclusion
from evaluations.actions.meeting import conclude_round
from evaluations.actions.opinions import ask_in_writing
from evaluations.enums import EntryStatus, Outcome, RoundStatus
from evaluations.exports.round_rows import dossiers_of, said_at_meeting
from evaluations.exports.sheet_layout import Kind, blocks_of
from evaluations.models import CriteriaSet
from evaluations.queries.councils import sitting, standing_of
from evaluations.queries.meeting import codes_to_agree
from evaluations.queries.minutes import minutes_of
from evaluations.rules.reasons import reason_of
from evaluations.rules.scoring import Average, outcome_at, rate
from products.enums import RatingKind
from products.queries.law import bands_of, rule_of
from tests.evaluations.council_room import (
    begin,
    best,
    criteria_of,
    failing,
    file,
    make_council,
    make_round,
    screen,
    take,
)
from tests.evaluations.council_steps import page, post, refused, told, words
from tests.evaluations.score_room import TODAY, scoring_round, sign_at_once
from tests.factories import level_of, load_sets, make_producer, make_product

pytestmark = pytest.mark.django_db

SET_24 = "26-2026-24"
GROUND = "Loại khi giả mạo hồ sơ hoặc hồ sơ đăng ký không đạt"
WHY = "Phiếu kiểm nghiệm bị sửa số (minh hoạ)"


@pytest.fixture(scope="module")
@override_settings(BUSINESS_DAY=TODAY)
def built(stage):
    """A dossier of set 24 that everybody has signed with full points."""
    province, commune, officer = stage
    load_sets(SET_24)
    council = make_council(province, officer, days_before=0)
    found = make_round(level_of("26-2026"), province, council, officer, opened_on=TODAY.replace(day=2), ordinal=2)
    product = make_product("Lục bình đan", producer=make_producer(place=commune))
    below = file(product, commune, officer, set_code=SET_24, on=TODAY.replace(month=10, day=1))
    screen(below, officer)
    entry = take(forward_dossier(below, on=TODAY.replace(month=10, day=12), by=officer), found, officer)
    begin(found, officer, sent_on=TODAY.replace(day=10))
    entry.refresh_from_db()
    return found, entry


@pytest.fixture
def room(db, built, settings):
    settings.BUSINESS_DAY = TODAY
    return deepcopy(built)


def everybody_signs(found, entry, last=best):
    for number, seat in enumerate(sitting(found.council)):
        sign_at_once(entry, seat, last if number == 2 else best)


def test_the_arithmetic_gives_no_star_whatever_the_points(law):
    bands, level = bands_of(level_of("26-2026").regime), rule_of(level_of("26-2026"))
    rated = rate(Average.of([Decimal(95)]), bands, [], excluded=WHY)
    assert (rated.stars, rated.band_stars, rated.is_out) == (0, 5, True)
    assert outcome_at(rated, level, gates_block_forwarding=False) == Outcome.NONE
    assert reason_of(rated) == f"95 điểm, bị loại: {WHY}"


def test_an_excluded_dossier_of_set_24_is_not_recognised(room, officer):
    found, entry = room
    assert not any(node.knock_out for node in criteria_of(entry))
    assert entry.dossier.criteria_set.knock_out == GROUND
    everybody_signs(found, entry)
    exclude_dossier(entry, why=f" {WHY} ", by=officer)
    entry.refresh_from_db()
    assert entry.excluded_for == WHY
    (result,) = conclude_round(found, by=officer)
    assert (result.stars, result.outcome, result.shown) == (0, Outcome.NONE, Decimal(100))
    assert result.reason == f"100 điểm, bị loại: {WHY}"
    assert result.judged_by["excluded"] == {"ground": GROUND, "why": WHY}
    found.refresh_from_db()
    entry.refresh_from_db()
    assert (found.status, entry.status) == (RoundStatus.DECIDED, EntryStatus.SCORED)
    assert refused(forward_dossier, entry, on=TODAY, by=officer) == [
        f"“Lục bình đan” không chuyển cấp trên được: 100 điểm, bị loại: {WHY} ({entry.level.article})."
    ]
    assert [item.excluded for item in minutes_of(found).items] == [result.judged_by["excluded"]]
    assert result.reason in next(iter(dossiers_of(found)[1]))
    assert (1, "Lục bình đan", "Loại hồ sơ", "", f"{GROUND}: {WHY}") in list(said_at_meeting(found)[1])
    assert refused(take_back_exclusion, entry, why=WHY, by=officer) == ["“Lục bình đan” không trong lúc chấm điểm."]


def test_nothing_else_is_asked_of_it_and_taken_back_all_is(settings, province, commune, officer):
    """Neither another pass nor agreed options; both again once the exclusion is taken back."""
    settings.BUSINESS_DAY = TODAY
    found, (entry,) = scoring_round(province, commune, officer, count=1)
    everybody_signs(found, entry, failing(*[node.code for node in criteria_of(entry)][:8]))
    assert codes_to_agree([entry])[entry.pk] != []
    assert standing_of(entry).wants_pass(found.council)
    entry = exclude_dossier(entry, why=WHY, by=officer)
    assert codes_to_agree([entry]) == {entry.pk: []}
    assert not standing_of(entry).wants_pass(found.council)
    assert "“Mứt gừng” đã bị loại: không chấm lượt nữa." in refused(second_pass, entry, why=WHY, by=officer)
    assert refused(exclude_dossier, entry, why=WHY, by=officer) == ["“Mứt gừng” đã bị loại."]
    assert refused(take_back_exclusion, entry, why=" ", by=officer) == ["Cần nêu lý do."]
    entry = take_back_exclusion(entry, why="Trung tâm xác nhận phiếu đúng", by=officer)
    assert (entry.excluded_for, standing_of(entry).wants_pass(found.council)) == ("", True)
    assert refused(take_back_exclusion, entry, why=WHY, by=officer) == ["“Mứt gừng” không bị loại."]
    acts = HistoryEntry.objects.filter(verb__contains="exclu").order_by("pk")
    assert [(act.verb, act.why) for act in acts] == [
        ("exclude_dossier", WHY),
        ("take_back_exclusion", "Trung tâm xác nhận phiếu đúng"),
    ]


def test_when_a_council_excludes_nothing(settings, province, commune, officer):
    settings.BUSINESS_DAY = TODAY
    found, (entry,) = scoring_round(province, commune, officer, count=1, kind=RatingKind.RE_RATING)
    assert refused(exclude_dossier, entry, why=WHY, by=officer) == ["“Mứt gừng”: chưa đủ phiếu đã ký."]
    everybody_signs(found, entry)
    CriteriaSet.objects.filter(pk=entry.dossier.criteria_set_id).update(knock_out="")
    assert refused(exclude_dossier, entry, why=WHY, by=officer) == ["Bộ tiêu chí này không có căn cứ loại cả hồ sơ."]
    CriteriaSet.objects.filter(pk=entry.dossier.criteria_set_id).update(knock_out=GROUND)
    entry = ask_in_writing(entry, by=officer)
    assert refused(exclude_dossier, entry, why=WHY, by=officer) == [
        "“Mứt gừng” lấy ý kiến bằng văn bản: đưa ra phiên họp trước."
    ]


def test_the_printed_sheet_has_the_ground_with_a_box(room):
    load_fonts()
    _found, entry = room
    criteria_set = entry.dossier.criteria_set
    *_criteria, last = blocks_of(criteria_set.nodes.prefetch_related("options"), criteria_set.knock_out)
    assert [(row.kind, row.has_box) for row in last] == [(Kind.OPTION, True), (Kind.NOTE, False)]
    assert " ".join(last[0].lines) == f"Đề nghị loại cả hồ sơ. {GROUND}"


# ------------------------------------------------------------------ pages
def test_at_the_meeting(room, secretary, sign_in):
    found, entry = room
    desk = sign_in(secretary)
    step = reverse("staff:entry-step", args=[entry.pk, "loai-ho-so"])
    assert step not in words(page(desk, "meeting-entry", entry.pk))
    everybody_signs(found, entry)
    seen = words(page(desk, "meeting-entry", entry.pk))
    assert step in seen
    assert GROUND in seen
    assert post(desk, "entry-step", entry.pk, "loai-ho-so", why="").context["form"].errors
    done = post(desk, "entry-step", entry.pk, "loai-ho-so", why=WHY)
    assert told(done) == ["Đã ghi: hội đồng loại “Lục bình đan”."]
    assert f"Bị loại: {WHY}" in words(done)
    assert done.context["may_conclude"]
    again = page(desk, "entry-step", entry.pk, "loai-ho-so")
    assert again.context["refusals"] == ["“Lục bình đan” đã bị loại."]
    done = post(desk, "entry-step", entry.pk, "thoi-loai", why="Nhầm hồ sơ")
    assert f"Bị loại: {WHY}" not in words(done)
    post(desk, "entry-step", entry.pk, "loai-ho-so", why=WHY)
    post(desk, "meeting-conclude", found.pk)
    minutes = words(page(desk, "meeting-minutes", found.pk))
    assert f"<strong>Loại hồ sơ:</strong> {WHY} ({GROUND})" in minutes
    assert f"100 điểm, bị loại: {WHY}" in minutes
    dossier = words(page(desk, "dossier-detail", entry.dossier_id))
    assert "Không được công nhận" in dossier
