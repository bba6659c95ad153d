"""What a search names besides products, as links."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _

from core.clock import today
from core.rules.place_names import place_name
from products.enums import Rank, RatingStatus
from products.filters import readable
from products.queries.catalogue import card_rows
from products.queries.hits import Hits, hits_of, named_producers
from products.queries.search import best_matches, did_you_mean
from products.queries.shelf import Opened, opened_catalogue
from products.rules.codes import is_meant_as_code
from products.rules.law_names import law_name
from products.views.addresses import url_of
from products.views.cards import past_status, product_url
from products.views.words import check_url, decision_words

MOST_PRODUCTS = 6
Link = dict[str, str]


def hit_links(hits: Hits) -> list[Link]:
    """Each with its kind in a word, what it is called and its address."""
    catalogue = url_of("products:product-list")
    return [
        *(
            _link(_("Địa bàn"), place_name(place.name), f"{catalogue}?{urlencode({'noi': place.slug})}")
            for place in hits.places
        ),
        *(
            _link(_("Nhóm"), law_name(node.name), f"{catalogue}?{urlencode({'nhom': node.slug})}")
            for node in hits.categories
        ),
        *(
            _link(
                _("Quyết định"),
                decision_words(paper.number, paper.signed_on, paper.precision, paper.issuing_body),
                url_of("products:decision-detail", paper.slug),
            )
            for paper in hits.decisions
        ),
    ]


def _link(kind: str, label: str, url: str) -> Link:
    return {"kind": kind, "label": label, "url": url}


def suggest(request: HttpRequest) -> JsonResponse:
    """What to offer while somebody types: products, and what else the text names; a better spelling when nothing."""
    text, catalogue = readable(request.GET.get("q", "")), opened_catalogue(today())
    if is_meant_as_code(text):
        return JsonResponse({"links": [_link(_("Mã kiểm tra"), text, check_url(text))]})
    links = [*_products(catalogue, text), *_producers(catalogue, text), *hit_links(hits_of(catalogue, text))]
    if text and not links and (meant := did_you_mean(catalogue, text)):
        url = f"{url_of('products:product-list')}?{urlencode({'q': meant})}"
        links = [_link(_("Có phải bạn tìm"), meant, url)]
    return JsonResponse({"links": links})


def _products(catalogue: Opened, text: str) -> list[Link]:
    rows = card_rows(catalogue, best_matches(catalogue, text, MOST_PRODUCTS)) if text else []
    return [_link(_rank_words(row), row["name"], product_url(row["slug"])) for row in rows]


def _producers(catalogue: Opened, text: str) -> list[Link]:
    return [
        _link(_("Chủ thể"), row["public_name__name"], url_of("products:producer-detail", row["slug"]))
        for row in named_producers(catalogue.on, text)
    ]


def _rank_words(row: dict[str, Any]) -> str:
    """4 sao; of a rating that is no longer in force also what became of it."""
    rank, past = str(Rank(row["shown_rank"]).label), past_status(row)
    return f"{rank}, {RatingStatus(past).label}" if past else rank
