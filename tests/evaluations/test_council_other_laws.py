"""Other laws in the same room: 148 sends down, a law of rows alone carries a dossier to its stars."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from evaluations.actions.dossiers import (
    accept_dossier,
    forward_dossier,
    send_down,
)
from evaluations.actions.sheets import (
    declare_conflict,
    open_sheet,
    save_line,
    sign_sheet,
)
from evaluations.enums import Outcome
from evaluations.models import (
    CriteriaSet,
    CriterionNode,
    Option,
    RoundEntry,
)
from evaluations.queries.clocks import running_clocks
from evaluations.queries.councils import sitting
from products.actions.correcting import extend_rating
from products.enums import DeadlineKey, LevelMode, RatingKind
from products.models import Band, Deadline, FilingWindow, Level, Regime, Scheme
from products.queries.register import ratings_in_force
from tests.evaluations.council_room import (
    account_of,
    begin,
    criteria_of,
    file,
    make_council,
    make_round,
    sign,
    take,
)
from tests.evaluations.council_steps import SET_1048, conclude, decide, page, refused
from tests.factories import level_of, load_sets

pytestmark = pytest.mark.django_db


def score(found, entry, officer, *, share):
    """Everybody gives a share of the points of each part, on sheets of which only the parts are known."""
    begin(found, officer, sent_on=found.opened_on)
    entry.refresh_from_db()
    for member in sitting(found.council):
        by = account_of(member)
        declare_conflict(entry, member, what="", by=by)
        sheet = open_sheet(entry, member, by=by)
        for node in criteria_of(entry):
            save_line(sheet, node, points=share * node.max_points, revision=0, by=by)
        sign_sheet(sheet, by=by)


def test_a_result_goes_on_by_the_points_of_the_day_on_which_scoring_closed(
    settings, province, district, commune, make, officer
):
    """A row of the law may be mended later; what was frozen goes up and down as it was concluded."""
    settings.BUSINESS_DAY = date(2023, 9, 1)
    load_sets("148-2023-01")
    below, here = level_of("148-2023", "district"), level_of("148-2023")
    entry = file(make("Trà hoa"), commune, officer, set_code="148-2023-01", on=date(2023, 3, 1))
    council = make_council(district, officer, days_before=0)
    found = make_round(below, district, council, officer, opened_on=date(2023, 3, 1))
    score(found, take(entry, found, officer), officer, share=Decimal("0.75"))
    (first,) = conclude(found, officer)
    assert (first.judged_by["passes_up_from"], first.judged_by["returns_below"]) == ("70.00", None)
    Level.objects.filter(pk=below.pk).update(passes_up_from=80)
    above = forward_dossier(RoundEntry.objects.get(pk=entry.pk), on=date(2023, 5, 1), by=officer)
    council = make_council(province, officer, days_before=0)
    found = make_round(here, province, council, officer, opened_on=date(2023, 6, 1))
    score(found, take(above, found, officer), officer, share=Decimal("0.6"))
    conclude(found, officer)
    Level.objects.filter(pk=here.pk).update(returns_below=None)
    again = send_down(RoundEntry.objects.get(pk=above.pk), on=date(2023, 8, 1), by=officer)
    assert (again.level, again.attempt) == (below, 2)


def test_what_the_province_finds_under_seventy_goes_back_to_the_district(
    settings, province, district, commune, make, officer, sign_in
):
    settings.BUSINESS_DAY = date(2023, 9, 1)
    load_sets("148-2023-01")
    entry = file(make("Trà hoa"), commune, officer, set_code="148-2023-01", on=date(2023, 3, 1))
    council = make_council(district, officer, days_before=0)
    found = make_round(level_of("148-2023", "district"), district, council, officer, opened_on=date(2023, 3, 1))
    score(found, take(entry, found, officer), officer, share=Decimal("0.75"))
    (first,) = conclude(found, officer)
    assert (first.shown, first.outcome) == (Decimal(75), "")
    above = forward_dossier(entry, on=date(2023, 5, 1), by=officer)
    council = make_council(province, officer, days_before=0)
    found = make_round(level_of("148-2023"), province, council, officer, opened_on=date(2023, 6, 1))
    score(found, take(above, found, officer), officer, share=Decimal("0.6"))
    (second,) = conclude(found, officer)
    assert (second.shown, second.outcome, second.points_a) == (Decimal(60), "", Decimal(24))
    assert refused(forward_dossier, above, on=date(2023, 7, 3), by=officer) == [
        f"“Trà hoa” được 60 điểm: không chuyển cấp trên được ({above.level.article})."
    ]
    # it has no way up: no page of what goes up tells of it
    client = sign_in(officer)
    assert reverse("staff:dossier-forward") not in page(client, "round-detail", found.pk).text
    assert page(client, "dossier-forward", dot=found.pk).context["kept"] == []
    below = send_down(above, on=date(2023, 7, 3), by=officer)
    assert (below.level.key, below.attempt, below.place) == ("district", 2, district)


@pytest.fixture
def invented(law):
    """Two levels, three bands, days, a window and a sheet of two criteria, all of it rows: no code knows them."""
    regime = Regime.objects.create(
        code="minh-hoa",
        name="Quy định minh hoạ",
        legal_basis="Minh hoạ",
        in_force_from=date(2022, 1, 1),
        scheme=Scheme.objects.first(),
        max_a=50,
        max_b=30,
        max_c=20,
        validity_months=12,
    )
    for stars, floor in ((1, 0), (3, 55), (4, 80)):
        Band.objects.create(regime=regime, stars=stars, floor=floor)
    common = {"regime": regime, "mode": LevelMode.SCORE, "article": "điều minh hoạ", "body_pattern": "UBND {place}"}
    Level.objects.create(key="district", position=1, name="Cấp huyện", recognises=[3], passes_up_from=80, **common)
    Level.objects.create(key="province", position=2, name="Cấp tỉnh", recognises=[4], **common)
    for key, days in ((DeadlineKey.RE_RATING, 20), (DeadlineKey.EXTENSION, 30), (DeadlineKey.TRANSITION_FIRST, 40)):
        Deadline.objects.create(regime=regime, key=key, days=days, article="điều minh hoạ")
    window = {"files_month": 3, "files_day": 2, "ends_month": 5, "ends_day": 1, "article": "điều minh hoạ"}
    FilingWindow.objects.create(level=regime.levels.get(key="district"), ordinal=1, **window)
    criteria_set = CriteriaSet.objects.create(regime=regime, code="minh-hoa-01", number=1, name="Bộ minh hoạ")
    for position, most in enumerate((60, 40), start=1):
        node = CriterionNode.objects.create(
            criteria_set=criteria_set,
            position=position,
            depth=1,
            part="A",
            code=str(position),
            label="Tiêu chí",
            max_points=most,
            is_criterion=True,
        )
        for place, (points, star) in enumerate(((most // 2, None), (most, 4)), start=1):
            Option.objects.create(criterion=node, position=place, label="Phương án", points=points, min_star=star)
        Option.objects.create(criterion=node, position=9, label="Không đạt", points=0, is_failure=True)
    return regime


@pytest.mark.slow
def test_a_regime_of_rows_alone_carries_a_dossier_to_its_stars(invented, district, province, commune, make, officer):
    entry = file(make("Mật dừa"), commune, officer, set_code="minh-hoa-01", on=date(2022, 3, 1))
    assert entry.level.key == "district"
    for place in (district, province):
        council = make_council(place, officer, days_before=0)
        level = invented.levels.get(key=place.level)
        found = make_round(level, place, council, officer, opened_on=date(2022, 3, 1))
        take(entry, found, officer)
        begin(found, officer, sent_on=date(2022, 3, 1))
        entry.refresh_from_db()
        for member in sitting(council):
            sign(entry, member)
        (result,) = conclude(found, officer)
        if place == district:
            assert (result.shown, result.outcome) == (Decimal(100), "")
            entry = forward_dossier(entry, on=date(2022, 4, 1), by=officer)
    assert (result.stars, result.outcome) == (4, Outcome.FOUR)
    decide(found, officer, "5/QĐ-UBND", date(2022, 5, 5))
    rating = ratings_in_force(date(2022, 6, 1)).get()
    assert (rating.stars, rating.until) == (4, date(2023, 5, 5))
    words = refused(extend_rating, rating, until=date(2023, 6, 5), ground="Minh hoạ", by=officer)
    assert words == ["Gia hạn đến một ngày sau 05/05/2023 và không quá 04/06/2023."]  # thirty days
    extend_rating(rating, until=date(2023, 6, 4), ground="Minh hoạ", by=officer)


def test_its_window_is_that_of_the_round(invented, district, commune, make, officer):
    council = make_council(district, officer, days_before=0)
    level = invented.levels.get(key="district")
    found = make_round(level, district, council, officer, opened_on=date(2022, 3, 1))
    assert (found.files_before, found.ends_before, found.is_extra) == (date(2022, 3, 2), date(2022, 5, 1), False)
    late = file(make("Mật mía"), commune, officer, set_code="minh-hoa-01", on=date(2022, 3, 2))
    assert refused(take, late, found, officer) == [
        "“Mật mía” nhận ngày 02/03/2022, đợt này lấy hồ sơ nhận trước ngày 02/03/2022."
    ]
    in_time = file(make("Mật dừa"), commune, officer, set_code="minh-hoa-01", on=date(2022, 3, 1))
    assert take(in_time, found, officer).listed_on == date(2022, 10, 1)


def test_its_days_are_clocks_and_it_takes_what_is_filed_from_its_first_day(invented, commune, make, officer):
    again = file(
        make("Mật dừa"), commune, officer, set_code="minh-hoa-01", on=date(2022, 3, 1), kind=RatingKind.RE_RATING
    )
    accept_dossier(again, by=officer)
    load_sets(SET_1048)
    file(make("Rượu đế"), commune, officer, set_code=SET_1048, on=date(2021, 12, 31))
    assert [(str(clock.of), clock.due) for clock in running_clocks(officer, date(2022, 10, 1))] == [
        ("Rượu đế", date(2022, 2, 10)),  # forty days after the first of the law that came
        ("Mật dừa", date(2022, 10, 21)),  # twenty days after it was whole
    ]
    assert refused(file, make("Rượu cần"), commune, officer, set_code=SET_1048, on=date(2022, 1, 1)) == [
        "Quyết định 1048 (2019–2022) không nhận hồ sơ vào ngày 01/01/2022: nộp theo Quy định minh hoạ."
    ]
