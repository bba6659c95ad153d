"""Product cards from plain rows of products.queries.catalogue.card_rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from django.templatetags.static import static
from django.utils.translation import gettext as _

from products.enums import Rank, RatingStatus
from products.files import PHOTO
from products.models import Photo
from products.photos import file_name, photo_widths
from products.queries.catalogue import IN_FORCE
from products.queries.search import Said
from products.rules.days import day_text
from products.rules.steps import ONE_DAY
from products.views.addresses import url_of
from products.views.marking import marked
from products.views.words import place_line

PAST = (RatingStatus.EXPIRED, RatingStatus.REVOKED, RatingStatus.SUPERSEDED)
Card = dict[str, Any]


def cards_of(rows: Iterable[Mapping[str, Any]], said: Said | None = None) -> list[Card]:
    """The cards of a list; with what was looked for, names and places bear marks where that stands."""
    cards = [card_of(row) for row in rows]
    for card in cards if said and said.typed else ():
        card |= {f"marked_{key}": marked(card[key] or "", said.typed, said.also) for key in ("name", "producer")}
        card["marked_place"] = marked(card["place"], (), [*said.typed, *said.also])  # as places are found
    return cards


def card_of(row: Mapping[str, Any]) -> Card:
    """One card. Days and status of a rating say nothing about potential five stars, so they become a note there."""
    rank, status = row["shown_rank"], row["shown_status"]
    is_plain = rank != Rank.POTENTIAL and status in IN_FORCE
    return {
        "url": product_url(row["slug"]),
        "slug": row["slug"],
        "name": row["name"],
        "producer": row["maker"],
        "place": place_line(row["place__name"], row["place__level"], row["place__parent__name"]),
        "rank": rank,
        "status": "" if rank == Rank.POTENTIAL else status,
        "is_past": bool(past_status(row)),
        "until": day_text(row["shown_until"]) if is_plain else "",
        "note": "" if is_plain else _note(row),
        "photo": picture_of(row["photo"], alt="") if row["photo"] else None,
        "placeholder": drawing_url(row["category__picture"] or "khac"),
    }


def past_status(row: Mapping[str, Any]) -> str:
    """What became of a rating that is no longer in force; nothing while it is, and of potential five stars."""
    status = row["shown_status"]
    return status if status in PAST and row["shown_rank"] != Rank.POTENTIAL else ""


def product_url(slug: str) -> str:
    """The page of a product."""
    return url_of("products:product-detail", slug)


@cache
def drawing_url(name: str) -> str:
    """The address of the drawing that stands for a product without a photo."""
    return f"{static('img/icons.svg')}#drawing-{name}"


@cache
def icon_url(name: str) -> str:
    """The address of an icon."""
    return f"{static('img/icons.svg')}#{name}"


def _note(row: Mapping[str, Any]) -> str:
    last = row["shown_until"]
    facts = {"stars": row["held_stars"], "day": day_text(last) if last else ""}
    if row["shown_rank"] == Rank.POTENTIAL:
        is_held = row["shown_status"] in IN_FORCE
        return _("Đang giữ OCOP %(stars)s sao, đến %(day)s") % facts if is_held else _("Hiện không giữ hạng sao")
    if row["shown_status"] == RatingStatus.EXPIRED:
        return _("Có hiệu lực đến %(day)s") % facts
    return _("Thôi hiệu lực từ %(day)s") % {"day": day_text(last + ONE_DAY)}


def small_picture_of(photo: Mapping[str, Any]) -> dict[str, Any]:
    """The smallest files of a photo, for a page that shows it beside its words."""
    width = photo_widths(photo["width"])[0]
    stem = url_of("photo", file_name(photo["stem"], width, ""))
    height = round(photo["height"] * width / photo["width"])
    return {"avif": f"{stem}avif", "src": f"{stem}jpg", "width": width, "height": height, "alt": photo["caption"]}


def picture_of_row(photo: Photo, *, alt: str) -> dict[str, Any]:
    """The picture of a photo that was fetched as a row."""
    return picture_of({name: getattr(photo, name) for name in ("stem", "width", "height", "caption")}, alt=alt)


def picture_of(photo: Mapping[str, Any], *, alt: str) -> dict[str, Any]:
    """The files of a photo as a picture: the texts of `srcset`, the size and a fall-back."""
    widths = photo_widths(photo["width"])

    def named(width: int, ending: str) -> str:
        return url_of("photo", file_name(photo["stem"], width, ending))

    sets = {ending: ", ".join(f"{named(width, ending)} {width}w" for width in widths) for ending in PHOTO.endings}
    return {
        "avif": sets["avif"],
        "webp": sets["webp"],
        "jpeg": sets["jpg"],
        "src": named(widths[min(1, len(widths) - 1)], "jpg"),
        "full": named(widths[-1], "jpg"),
        "width": photo["width"],
        "height": photo["height"],
        "alt": photo["caption"] or alt,
        "caption": photo["caption"],
    }
