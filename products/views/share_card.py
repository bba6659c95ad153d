"""The picture that networks show beside a link to a product: /san-pham/<slug>/chia-se.png."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.clock import today
from core.lettering import drawn_language
from products.enums import Rank, RatingStatus
from products.exports.share_card import Card, share_card
from products.queries.story import ProductStory, product_story
from products.rules.public_fields import face_of
from products.views.product_detail import standing_of
from products.views.words import place_words, portal_name

RED = "#a3161c"  # --red of static/css/tokens.css, where the agency set no colour
TONES = {
    RatingStatus.VALID: "good",
    RatingStatus.EXTENDED: "good",
    RatingStatus.EXPIRING: "soon",
    RatingStatus.REVOKED: "revoked",
}


@require_safe
def share_picture(request: HttpRequest, slug: str) -> HttpResponse:
    """What a product is on the business day as a picture; kept like pages, under the generation."""
    on = today()
    story = product_story(slug, on)
    if story is None or story.product.merged_into or not story.is_public:
        raise Http404
    with override(drawn_language(get_language())):
        return HttpResponse(share_card(card_of(story, on)), content_type="image/png")


def card_of(story: ProductStory, on: date) -> Card:
    """The words of the picture."""
    product, standing = face_of(story.product), standing_of(story, on)
    stars = int(standing["rank"]) if standing["rank"] in (Rank.THREE, Rank.FOUR, Rank.FIVE) else 0
    return Card(
        portal=portal_name(),
        name=product.name,
        stars=stars,
        is_past=not standing["is_in_force"],
        rank=_rank_words(standing["rank"]),
        maker=product.producer.name,
        place=place_words(story.place_now or product.place or product.producer.place),
        state=_state_words(standing),
        tone=_tone(standing),
        colour=settings.PORTAL["colour"] or RED,
    )


def _rank_words(rank: str) -> str:
    if not rank:
        return _("Chưa rõ hạng sao")
    return str(Rank.POTENTIAL.label) if rank == Rank.POTENTIAL else _("OCOP %(key)s sao") % {"key": rank}


def _state_words(standing: dict[str, Any]) -> str:
    if standing["words"]:
        return standing["words"]
    if standing["is_waiting"]:
        return _("Tiềm năng 5 sao, chưa phải hạng 5 sao")
    return _("Sổ chưa có quyết định công nhận hạng sao của sản phẩm này.")


def _tone(standing: dict[str, Any]) -> str:
    if standing["is_waiting"]:
        return "open"
    return TONES.get(standing["status"], "past")
