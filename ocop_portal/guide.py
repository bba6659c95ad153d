"""For producers: how a product comes into the register, what each star asks, when dossiers are taken."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.clock import today
from evaluations.enums import Need
from evaluations.models import CriteriaSet
from evaluations.queries.criteria import kept_nodes_of, newest_sets
from evaluations.queries.guide import coming_rounds, first_papers, minimums_of
from products.enums import LevelMode, Rank
from products.models import Level, Regime
from products.queries.law import bands_of, regime_in_force
from products.rules.days import day_text
from products.rules.law_names import law_name
from products.rules.stars import spans_of
from products.views.star_words import points_words


@require_safe
def join(request: HttpRequest) -> HttpResponse:
    """The way under the law of the day; `bo` chooses the score sheet whose minimums are shown."""
    on = today()
    regime = regime_in_force(on)
    sets = [each for each in newest_sets(regime) if each.has_gates] if regime else []
    chosen = next((each for each in sets if each.code == request.GET.get("bo", "")), None)
    return render(
        request,
        "portal/join.html",
        {
            "regime": regime,
            "steps": [_step(level) for level in regime.levels.all()] if regime else [],
            "bands": _bands(regime) if regime else [],
            "rounds": [
                {
                    "level": law_name(coming.level.name),
                    "files": day_text(coming.window.files_before),
                    "ends": day_text(coming.window.ends_before),
                }
                for coming in coming_rounds(on)
            ],
            "papers": [_paper(item) for item in (first_papers(regime) if regime else [])],
            "sets": [
                {"url": f"?bo={each.code}#bo-tieu-chi", "name": each.name, "is_chosen": each == chosen}
                for each in sets
            ],
            "chosen": chosen,
            "minimums": _minimums(chosen) if chosen else [],
            "crumbs": [
                {"label": _("Trang chủ"), "url": reverse("home")},
                {"label": _("Tham gia OCOP"), "url": ""},
            ],
        },
    )


def _step(level: Level) -> dict[str, str]:
    words = {
        LevelMode.SCREEN: _("xem xét hồ sơ và trả lời có đủ điều kiện đưa lên cấp trên hay không"),
        LevelMode.SCORE: _("hội đồng chấm điểm từng sản phẩm"),
        LevelMode.RECORDED: _("đánh giá những sản phẩm đạt điểm cao nhất"),
    }
    stars = " · ".join(_("%(stars)s sao") % {"stars": stars} for stars in sorted(level.recognises))
    return {"name": law_name(level.name), "does": words[LevelMode(level.mode)], "stars": stars}


def _bands(regime: Regime) -> list[dict[str, str]]:
    """The stars that a certificate can bear with their points, the lowest first."""
    spans = spans_of(bands_of(regime))
    return [
        {"rank": str(stars), "points": points_words(span)}
        for stars, span in spans.items()
        if str(stars) in Rank.values
    ]


def _paper(item: Any) -> dict[str, str]:
    need = _("từ hạng %(star)s sao") % {"star": item.star} if item.need == Need.STAR else str(item.get_need_display())
    return {"label": item.label, "hint": item.hint, "need": need}


def _minimums(chosen: CriteriaSet) -> list[dict[str, Any]]:
    return [
        {
            "rank": str(star),
            "rows": [
                {"code": each.node.code, "label": each.node.label, "option": each.option.label} for each in found
            ],
        }
        for star, found in minimums_of(kept_nodes_of(chosen)).items()
    ]
