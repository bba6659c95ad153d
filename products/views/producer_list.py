"""Producers: /chu-the/."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from core.clock import today
from core.templatetags.formats import number
from producers.enums import LegalForm, ReportingClass
from products.filters import ProducerFilter
from products.queries.catalogue import shown_products
from products.queries.lists import listed_producers, producer_cells, producer_rows
from products.queries.search import did_you_mean, search_producers
from products.rules.facets import Groups, choice_counts, narrowed
from products.views.addresses import url_of
from products.views.panel import address_of, chips, data_url, facet, labels_of, page_of, place_facets
from products.views.words import place_line

PER_PAGE = 24
PANEL_KEYS = ("chu-the", "noi")


class ProducerListView(TemplateView):
    """Producers that have or had a product in the register."""

    template_name = "products/producer_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        on = today()
        asked = ProducerFilter(self.request.GET, on=on)
        searched = asked.searched(listed_producers(on))
        cells = producer_cells(searched)
        groups, facets = Groups([cell.count for cell in cells]), asked.facets(cells)
        counts, count = choice_counts(groups.all, facets, groups.count), groups.count(narrowed(groups.all, facets))
        address = address_of(self.request.path, asked)
        places = [*asked.place_options(), *asked.former_options()]
        page = page_of(producer_rows(asked.narrowed(searched)), count, self.request.GET.get("trang"), PER_PAGE)
        rows = list(page.object_list)
        meant = _meant(asked) if asked.text and not cells else ""
        shown = shown_products([row["pk"] for row in rows], on)
        return super().get_context_data(
            asked=asked,
            notes=asked.notes(),
            count=count,
            title=ngettext("%(count)s chủ thể", "%(count)s chủ thể", count) % {"count": number(count)},
            address=address,
            clear_url=address.unfiltered,
            data_url=data_url(address, ("bo", "chu-the")),
            search_keep=address.keep("q"),
            panel_keep=address.keep(*PANEL_KEYS),
            meant=meant,
            meant_url=address.url([("q", meant)]),
            page_obj=page,
            rows=[_row(row, shown.get(row["pk"], 0)) for row in rows],
            facets=[
                facet("chu-the", _("Loại hình"), ReportingClass.choices, counts["chu-the"], asked.chosen("chu-the")),
                *place_facets(asked, counts["noi"]),
            ],
            active=chips(address, labels_of(("chu-the", ReportingClass.choices), ("noi", places))),
            **kwargs,
        )


def _meant(asked: ProducerFilter) -> str:
    """A better spelling of a text that finds nobody; one query when there may be one."""
    meant = did_you_mean(asked.catalogue, asked.text)
    found = meant and search_producers(listed_producers(asked.on), meant, asked.land).exists()
    return meant if found else ""


def _row(row: Mapping[str, Any], shown: int) -> dict[str, Any]:
    return {
        "url": url_of("products:producer-detail", row["slug"]),
        "name": row["public_name__name"],
        "form": LegalForm(row["legal_form"]).label,
        "place": place_line(row["place__name"], row["place__level"], row["place__parent__name"]),
        "shown": shown,
    }
