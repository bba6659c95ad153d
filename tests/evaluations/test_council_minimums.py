"""Under 26/2026: minimum requirements, what the council agrees on, the day of the window."""

from datetime import date
from decimal import Decimal

import pytest

from evaluations.actions.dossiers import (
    accept_dossier,
    forward_dossier,
    take_into_round,
)
from evaluations.actions.entry_reports import report_screening
from evaluations.actions.meeting import agree, agree_where_all_do, conclude_round
from evaluations.actions.sheets import (
    reopen_sheet,
    save_line,
    sign_sheet,
)
from evaluations.enums import DossierStatus, Outcome, RoundStatus
from evaluations.models import Round, ScoreSheet
from evaluations.queries.councils import sitting
from products.queries.register import ratings_in_force
from tests.evaluations.council_room import (
    account_of,
    criteria_of,
    failing,
    file,
    mark,
    screen,
    sign,
)
from tests.evaluations.council_steps import SET_26, conclude, decide, refused

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def gate_of(entry, star):
    """A criterion with a minimum for a star, and the option right below it, which reaches every lower star."""
    for node in criteria_of(entry):
        options = list(node.options.all())
        at = next((at for at, option in enumerate(options) if option.min_star == star), 0)
        if at and not any(option.min_star and option.min_star < star for option in options[at:]):
            return node, options[at - 1]
    raise AssertionError(star)


def test_a_minimum_keeps_from_the_stars_of_the_points(judged, of_2026, officer):
    plain = [node for node in criteria_of(judged) if not any(option.min_star for option in node.options.all())]
    lost, codes = 0, []
    while lost < 22:
        node = plain.pop()
        lost += max(option.points for option in node.options.all())
        codes.append(node.code)
    for member in sitting(of_2026.council):
        sign(judged, member, failing(*codes))
    four, below = gate_of(judged, 4)
    agree(judged, four, below, note="Hồ sơ không có", by=officer)
    (result,) = conclude(of_2026, officer)
    assert (result.shown, result.band_stars, result.stars, result.outcome) == (Decimal(100 - lost), 4, 3, "3")
    assert result.reason == (f"{100 - lost} điểm, đạt 3 sao: chưa đạt yêu cầu tối thiểu 4 sao ở tiêu chí {four.code}")
    decision = decide(of_2026, officer, "1900/QĐ-UBND", date(2026, 11, 19))
    rating = ratings_in_force(date(2026, 11, 20)).get()
    judged.dossier.refresh_from_db()
    of_2026.refresh_from_db()
    assert (rating.product, rating.stars, rating.decision) == (judged.dossier.product, 3, decision)
    assert (judged.dossier.status, of_2026.status) == (DossierStatus.DECIDED, RoundStatus.DECIDED)


@pytest.mark.parametrize(("blocks", "outcome", "warned"), [(False, Outcome.POTENTIAL, 1), (True, Outcome.FOUR, 0)])
def test_from_ninety_points_on_a_missed_minimum_is_a_warning_or_a_bar_as_the_regime_says(
    judged, of_2026, officer, blocks, outcome, warned
):
    regime = of_2026.level.regime
    type(regime).objects.filter(pk=regime.pk).update(gates_block_forwarding=blocks)
    for member in sitting(of_2026.council):
        sign(judged, member)
    five, below = gate_of(judged, 5)
    agree(judged, five, below, by=officer)
    (result,) = conclude(of_2026, officer)
    assert (result.band_stars, result.stars, result.outcome, len(result.warnings)) == (5, 4, outcome, warned)


def test_the_council_agrees_on_every_minimum_before_a_result(judged, of_2026, officer):
    for member in sitting(of_2026.council):
        sign(judged, member)
    (reason,) = refused(conclude_round, of_2026, by=officer)
    assert reason.startswith("“Mứt gừng”: chưa thống nhất phương án ở tiêu chí ")
    assert agree_where_all_do(judged, by=officer) == len(reason.removesuffix(".").split("tiêu chí ")[1].split(", "))
    assert agree_where_all_do(judged, by=officer) == 0
    conclude_round(of_2026, by=officer)


def test_what_was_agreed_on_falls_with_the_marks_that_it_rests_on(judged, of_2026, officer):
    seats = sitting(of_2026.council)
    for member in seats:
        sign(judged, member)
    assert agree_where_all_do(judged, by=officer) > 0
    sheet = ScoreSheet.objects.get(entry=judged, member=seats[0])
    reopen_sheet(sheet, why="Chấm nhầm", by=officer)
    assert judged.agreed.count() == 0


def test_a_proposal_to_exclude_is_never_answered_by_itself(judged, of_2026, officer):
    node = next(node for node in criteria_of(judged) if node.knock_out and any(o.min_star for o in node.options.all()))
    chair, *others = sitting(of_2026.council)
    sheet = mark(judged, chair)
    row = sheet.lines.get(criterion=node)
    save_line(sheet, node, option=row.option, knocked_out=True, revision=row.revision, by=account_of(chair))
    sign_sheet(sheet, by=account_of(chair))
    for member in others:
        sign(judged, member)
    agree_where_all_do(judged, by=officer)
    (reason,) = refused(conclude_round, of_2026, by=officer)
    assert reason == f"“Mứt gừng”: chưa thống nhất phương án ở tiêu chí {node.code}."
    agree(judged, node, row.option, knocked_out=True, by=officer)
    (result,) = conclude_round(of_2026, by=officer)
    assert (result.outcome, result.stars) == (Outcome.NONE, 0)


def test_files_before_the_day_of_the_window(of_2026, make, commune, officer):
    """The second window takes what the commune proposed before the 30th of October, whenever it arrives."""
    assert of_2026.files_before == date(2026, 10, 30)
    above = []
    for name, day in (("Mứt tắc", 29), ("Mứt me", 30)):
        entry = file(make(name), commune, officer, set_code=SET_26, on=date(2026, 10, 1))
        screen(entry, officer)
        report_screening(entry, number="2/BC-UBND", dated_on=date(2026, 10, day), by=officer)  # the newest counts
        above.append(forward_dossier(entry, on=date(2026, 11, 3), by=officer))
        accept_dossier(above[-1], by=officer)
    assert take_into_round(above[0], of_2026, by=officer).round == of_2026
    assert refused(take_into_round, above[1], of_2026, by=officer) == [
        "“Mứt me” xã đề nghị ngày 30/10/2026, đợt này lấy hồ sơ đề nghị trước ngày 30/10/2026."
    ]


def test_without_a_screening_level_the_day_of_arrival_counts(scoring, district_round, make, commune, officer):
    """Under the older laws nobody screens: what arrived on the day is too late."""
    Round.objects.filter(pk=district_round.pk).update(status=RoundStatus.RECEIVING, files_before=date(2022, 3, 5))
    district_round.refresh_from_db()
    entries = [
        file(make(name), commune, officer, set_code="1048-2019-16", on=date(2022, 3, day))
        for name, day in (("Rượu tắc", 4), ("Rượu me", 5))
    ]
    for entry in entries:
        accept_dossier(entry, by=officer)
    assert take_into_round(entries[0], district_round, by=officer).round == district_round
    assert refused(take_into_round, entries[1], district_round, by=officer) == [
        "“Rượu me” nhận ngày 05/03/2022, đợt này lấy hồ sơ nhận trước ngày 05/03/2022."
    ]
