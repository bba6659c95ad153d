"""The lines of a sheet are drawn once in each shape; what people wrote is put in, and new words are drawn."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from evaluations.imports.wording import lay_wording, template_rows
from evaluations.models import CriteriaSet
from evaluations.queries.criteria import kept_nodes_of
from evaluations.views.score_lines import LineView, _drawn, views_of
from tests.evaluations.council_room import account_of, criteria_of, mark
from tests.evaluations.score_room import SET, TODAY, scoring_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_of_2026(province, commune, officer, settings):
    settings.BUSINESS_DAY = TODAY
    return scoring_round(province, commune, officer, count=1)


def plainly(view: LineView) -> str:
    """What the templates make of a node, each time anew."""
    if not view.node.is_criterion:
        return render_to_string("evaluations/_score_heading.html", {"node": view.node})
    return render_to_string("evaluations/_score_line.html", {"line": view})


def test_a_drawn_line_is_what_the_template_makes_of_it(round_of_2026):
    _found, [entry] = round_of_2026
    nodes = kept_nodes_of(entry.dossier.criteria_set)
    shapes: list[LineView] = views_of(nodes, {})
    for node in criteria_of(entry)[:6]:
        chosen = LineView(node, option=node.options.all()[0].pk, points="1", revision=3, saved="09:30")
        shapes += [chosen, replace(chosen, revision=4, saved="09:31"), replace(chosen, note="<b>Xem</b> \ue0a0")]
        shapes += [replace(chosen, knocked_out=True), replace(chosen, note="Khác", saved="")]
    for view in [*shapes, *shapes]:
        assert view.html == plainly(view)


def test_a_line_is_drawn_once_in_each_shape(round_of_2026):
    _found, [entry] = round_of_2026
    node = criteria_of(entry)[0]
    first = LineView(node, option=node.options.all()[0].pk, points="1", revision=1, saved="08:00", note="Một")
    assert "Một" in first.html
    before = _drawn.cache_info()
    assert "Hai &lt;i&gt;" in replace(first, revision=9, saved="10:45", note="Hai <i>").html
    assert _drawn.cache_info().misses == before.misses


def test_official_wording_shows_on_the_next_request(round_of_2026, tmp_path, client):
    found, [entry] = round_of_2026
    member = found.council.members.first()
    mark(entry, member)
    client.force_login(account_of(member))
    address = reverse("staff:score-sheet", args=[entry.pk])
    assert "Lời văn chính thức" not in client.get(address).content.decode()
    rows = [["set", "code", "option", "text"], *template_rows(CriteriaSet.objects.get(code=SET))]
    lines = [",".join([*row[:3], f'"Lời văn chính thức {at}"' if at else row[3]]) for at, row in enumerate(rows)]
    file = tmp_path / "wording.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    assert lay_wording(file).problems == []
    assert "Lời văn chính thức" in client.get(address).content.decode()
