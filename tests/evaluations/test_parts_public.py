"""The part totals of a council's sheets reach the register and the public page, under each law."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest

from evaluations.actions.sheets import declare_conflict, open_sheet, save_line, sign_sheet
from evaluations.models import RoundEntry
from evaluations.queries.councils import sitting
from products.models import Recognition
from tests.evaluations.closing import close, mark_all
from tests.evaluations.council_room import (
    account_of,
    begin,
    criteria_of,
    failing,
    file,
    make_council,
    make_round,
    take,
)
from tests.evaluations.council_steps import SET_26, SET_1048, decide, words
from tests.factories import level_of, load_sets

pytestmark = pytest.mark.django_db


def at_the_province(regime, set_code, day, province, commune, make, officer):
    """A dossier that the council of the province is scoring."""
    load_sets(set_code)
    council = make_council(province, officer, days_before=0)
    ordinal = 1 if day.month < 4 else 2  # of the year's rounds, the first that takes it
    found = make_round(level_of(regime), province, council, officer, opened_on=day, ordinal=ordinal)
    entry = file(make("Trà hoa"), commune, officer, set_code=set_code, on=day)
    RoundEntry.objects.filter(pk=entry.pk).update(level=level_of(regime), place=province)
    entry = take(RoundEntry.objects.select_related("level").get(pk=entry.pk), found, officer)
    begin(found, officer, sent_on=day)
    entry.refresh_from_db()
    return found, entry


def seen(found, entry, day, officer, client):
    """Score and parts of the rating that a decision on the round gives, and what the public reads of them."""
    decide(found, officer, "9/QĐ-UBND", day)
    rating = Recognition.objects.get(stars=4)
    page = words(client.get(f"/san-pham/{entry.dossier.product.slug}/"))
    return [rating.score, rating.score_a, rating.score_b, rating.score_c], re.findall(r"Điểm: [^.]*\.", page)


# What nobody gives points for, and what the last of three members gives none for either: 2 points of each part.
@pytest.mark.parametrize(
    ("regime", "set_code", "day", "lost", "lost_by_one", "parts", "said"),
    [
        (
            "26-2026",
            SET_26,
            date(2026, 10, 1),
            ("1.3", "1.4", "3.1", "4.3", "11"),
            ("1.2", "5.2", "10"),
            ["81", "30.34", "19.33", "31.33"],
            "Điểm: 81 (phần A, B, C: 30,34 + 19,33 + 31,33).",
        ),
        (
            "1048-2019",
            SET_1048,
            date(2022, 3, 1),
            ("1.1", "1.3", "1.5", "4.1", "7"),
            ("2.3", "5.3", "8.2"),
            ["76", "22.34", "19.33", "34.33"],
            "Điểm: 76 (phần A, B, C: 22,34 + 19,33 + 34,33).",
        ),
    ],
)
def test_of_sheets_by_criterion(
    settings, province, commune, make, officer, client, regime, set_code, day, lost, lost_by_one, parts, said
):
    settings.BUSINESS_DAY = day
    found, entry = at_the_province(regime, set_code, day, province, commune, make, officer)
    mark_all([entry], failing(*lost), last=failing(*lost, *lost_by_one))
    close(found, [entry], officer)
    assert seen(found, entry, day, officer, client) == ([Decimal(each) for each in parts], [said])


def test_of_sheets_of_which_only_the_parts_are_known(settings, province, commune, make, officer, client):
    settings.BUSINESS_DAY = day = date(2023, 3, 1)
    found, entry = at_the_province("148-2023", "148-2023-01", day, province, commune, make, officer)
    given = [("30", "20.5", "25"), ("30", "20.5", "25"), ("31", "20.5", "25")]
    for member, points in zip(sitting(found.council), given, strict=True):
        by = account_of(member)
        declare_conflict(entry, member, what="", by=by)
        sheet = open_sheet(entry, member, by=by)
        for node, each in zip(criteria_of(entry), points, strict=True):
            save_line(sheet, node, points=Decimal(each), revision=0, by=by)
        sign_sheet(sheet, by=by)
    close(found, [entry], officer)
    parts = [Decimal(each) for each in ("75.83", "30.33", "20.5", "25")]
    said = "Điểm: 75,83 (phần A, B, C: 30,33 + 20,5 + 25)."
    assert seen(found, entry, day, officer, client) == (parts, [said])
    english = words(client.get(f"/en/san-pham/{entry.dossier.product.slug}/"))
    assert "Score: 75.83 (parts A, B, C: 30.33 + 20.5 + 25)." in english
