"""Decisions: /quyet-dinh/."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from core.clock import today
from core.templatetags.formats import number
from products.enums import DecisionKind
from products.filters import DecisionFilter
from products.queries.lists import UNKNOWN_YEAR, DecisionCell, decision_cells, decision_rows, listed_decisions
from products.rules.facets import Groups, choice_counts, narrowed
from products.views.addresses import url_of
from products.views.panel import Pair, address_of, chips, data_url, facet, labels_of, page_of
from products.views.words import day_words

PER_PAGE = 24
PANEL_KEYS = ("nam", "loai")


class DecisionListView(TemplateView):
    """The signed papers behind the ratings, newest first."""

    template_name = "products/decision_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        on = today()
        known = listed_decisions(on)
        grouped = decision_cells(known)
        years = _years(grouped)
        asked = DecisionFilter(self.request.GET, on=on, years=[year for year, _label in years])
        groups, facets = Groups([cell.count for cell in grouped]), asked.facets(grouped)
        counts, count = choice_counts(groups.all, facets, groups.count), groups.count(narrowed(groups.all, facets))
        address = address_of(self.request.path, asked)
        told = decision_rows(asked.narrowed(known), on)
        page = page_of(told, count, self.request.GET.get("trang"), PER_PAGE)
        return super().get_context_data(
            notes=asked.notes(),
            count=count,
            title=ngettext("%(count)s quyết định", "%(count)s quyết định", count) % {"count": number(count)},
            address=address,
            clear_url=address.unfiltered,
            data_url=data_url(address, ("bo", "quyet-dinh")),
            panel_keep=address.keep(*PANEL_KEYS),
            page_obj=page,
            rows=[row_of(row) for row in page.object_list],
            facets=[
                facet("nam", _("Năm ký"), years, counts["nam"], asked.chosen("nam")),
                facet("loai", _("Loại quyết định"), _kinds(), counts["loai"], asked.chosen("loai")),
            ],
            active=chips(address, labels_of(("nam", years), ("loai", _kinds()))),
            **kwargs,
        )


def _years(grouped: list[DecisionCell]) -> list[Pair]:
    years = sorted({cell.year for cell in grouped} - {UNKNOWN_YEAR}, reverse=True)
    unknown = [(UNKNOWN_YEAR, _("Chưa rõ năm"))] if any(cell.year == UNKNOWN_YEAR for cell in grouped) else []
    return [*((year, year) for year in years), *unknown]


def _kinds() -> list[Pair]:
    return [(value, str(label).capitalize()) for value, label in DecisionKind.choices]


def row_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """What a list shows of one decision."""
    return {
        "url": url_of("products:decision-detail", row["slug"]),
        "number": row["number"] or _("Chưa rõ số"),
        "day": day_words(row["signed_on"], row["precision"]),
        "body": row["issuing_body"],
        "title": row["title"],
        "kind": str(DecisionKind(row["kind"]).label).capitalize(),
        "did": _did(row),
    }


def _did(row: Mapping[str, Any]) -> str:
    """What a decision did, in numbers; of an incomplete one how many of the published products are held."""
    held = row["rated"] + row["approved"] + row["attested"]
    if row["published_count"] and held != row["published_count"]:
        facts = {"held": held, "published": row["published_count"]}
        words = "%(held)s trên %(published)s sản phẩm"
        return ngettext(words, words, row["published_count"]) % facts
    parts = [(held, ngettext("%s sản phẩm", "%s sản phẩm", held))]
    parts.append((row["closed"], ngettext("%s hạng thôi hiệu lực", "%s hạng thôi hiệu lực", row["closed"])))
    parts.append((row["corrected"], ngettext("%s dòng đính chính", "%s dòng đính chính", row["corrected"])))
    return ", ".join(words % count for count, words in parts if count)
