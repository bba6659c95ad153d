"""A product and its ratings over time: /san-pham/<slug>/."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.clock import today
from core.rules.place_names import place_name
from products.enums import CategoryBasis, EndReason, Rank, RatingStatus
from products.models import Recognition, ScoreApproval
from products.queries.catalogue import IN_FORCE
from products.queries.near import near_products
from products.queries.public import last_day, status_of
from products.queries.story import ProductStory, product_story
from products.rules.codes import printed_code
from products.rules.days import day_text
from products.rules.disclosure import outlets_to_show
from products.rules.law_names import law_name
from products.rules.public_fields import face_of
from products.views.addresses import url_of
from products.views.beside import outlet_groups, proof_row
from products.views.cards import cards_of, drawing_url, picture_of_row, product_url
from products.views.star_words import star_words
from products.views.structured import as_data, product_words
from products.views.timeline import attested_events, events_of
from products.views.words import place_words, source_link


def product_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One product; a merged one leads to the kept one, one without anything up to the business day is not found."""
    on = today()
    story = product_story(slug, on)
    if story is None:
        raise Http404
    if story.product.merged_into:
        return redirect("products:product-detail", slug=story.product.merged_into.slug, permanent=True)
    if not story.is_public:
        raise Http404
    context = _context(story, on)
    context |= {"code_address": request.build_absolute_uri(context["standing"]["code_url"])}
    return render(request, "products/product_detail.html", context | _for_machines(request, story, on))


def _context(story: ProductStory, on: date) -> dict[str, Any]:
    product, standing = face_of(story.product), standing_of(story, on)
    maker = product.producer.name
    photos = [picture_of_row(photo, alt=product.name) for photo in story.photos]
    return {
        "product": product,
        "heading": f"{product.name} – {maker}" if maker else product.name,
        "about": f"{product.name}, {maker}. {standing['words']}" if maker else f"{product.name}. {standing['words']}",
        "standing": standing,
        "today": day_text(on),
        "meaning": star_words(standing["rank"], standing["ranked_by"], story.generation),
        "compare_url": f"{url_of('products:compare')}?{urlencode({'sp': story.product.slug})}",
        "near": _near(story, on),
        "facts": facts_of(story),
        "events": events_of(story, on),
        "proofs": [proof_row(proof) for proof in story.proofs],
        "outlets": outlet_groups(outlets_to_show(story.outlets, on)),
        "attested": attested_events(story.listings, on),
        "photo": photos[0] if photos else None,
        "more_photos": photos[1:],
        "placeholder": drawing_url(product.category.picture if product.category else "khac"),
        "source": source_link(product.source_url),
        "crumbs": [
            {"label": _("Trang chủ"), "url": url_of("home")},
            {"label": _("Sản phẩm"), "url": url_of("products:product-list")},
            {"label": product.name, "url": "", "lang": "vi"},
        ],
    }


def _for_machines(request: HttpRequest, story: ProductStory, on: date) -> dict[str, str]:
    """Whole addresses, and the page as data."""
    absolute, slug = request.build_absolute_uri, story.product.slug
    return {
        "page_url": absolute(product_url(slug)),
        "share_url": absolute(url_of("products:share-picture", slug)),
        "structured": as_data(product_words(story, on, absolute)),
    }


def _near(story: ProductStory, on: date) -> dict[str, Any] | None:
    """Other products of the same place, and the catalogue of all of them.

    Most pages of a place show the same ones, so the template keeps their cards by `key` and asks for them only then.
    """
    near = near_products(story, on)
    if near is None:
        return None
    url = f"{url_of('products:product-list')}?{urlencode({'noi': near.place.slug})}"
    return {
        "key": " ".join(map(str, [story.generation, on, *near.products])),
        "cards": lambda: cards_of(near.rows()),
        "place": place_name(near.place.name),
        "url": url,
    }


def _open_approval(story: ProductStory, on: date) -> ScoreApproval | None:
    return next((row for row in story.approvals if row.ended_on is None or row.ended_on > on), None)


def standing_of(story: ProductStory, on: date) -> dict[str, Any]:
    """What the product is on the day: its rank and what gave it, the rating with its days, the row that tells it, the
    check code.
    """
    rating = story.ratings[0] if story.ratings else None
    approval = _open_approval(story, on)
    status = status_of(rating, on) if rating else None
    held = rating if status in IN_FORCE else None
    row: Recognition | ScoreApproval | None = held or approval or rating
    certificate = getattr(row, "certificate", None)
    return {
        "rank": Rank.POTENTIAL if approval else str(rating.stars) if rating else "",
        "ranked_by": approval or rating,
        "status": status or "",
        "held": held if approval else None,
        "is_in_force": held is not None,
        "words": _standing_words(rating, status, on) if rating and not (approval and not held) else "",
        "is_waiting": approval is not None,
        "row": row,
        "code": printed_code(certificate.code) if certificate else "",
        "code_url": url_of("products:verify-code", certificate.code) if certificate else "",
    }


def _standing_words(rating: Recognition, status: RatingStatus | None, on: date) -> str:
    facts = {
        "stars": rating.stars,
        "start": day_text(rating.starts_on),
        "last": day_text(last_day(rating, on)),
        "end": day_text(rating.ended_on) if rating.ended_on else "",
    }
    if status in IN_FORCE:
        return _("Hạng %(stars)s sao còn hiệu lực đến hết ngày %(last)s.") % facts
    if status == RatingStatus.EXPIRED and rating.end_reason == EndReason.RESULT:
        return _("Hạng %(stars)s sao hết gia hạn sau ngày %(last)s, khi có kết quả đánh giá lại.") % facts
    if status == RatingStatus.EXPIRED:
        return _("Hạng %(stars)s sao đã hết hạn sau ngày %(last)s; sổ chưa có kết quả đánh giá lại.") % facts
    if status == RatingStatus.REVOKED:
        return _("Hạng %(stars)s sao đã bị thu hồi, thôi hiệu lực từ %(end)s.") % facts
    return _("Hạng %(stars)s sao đã được thay thế từ %(end)s.") % facts


def facts_of(story: ProductStory) -> list[dict[str, str]]:
    """What is known of a product beside its rating, each with what is said when nothing is known."""
    product = face_of(story.product)
    maker, category = product.producer, product.category
    now = story.place_now
    is_inferred = category and product.category_basis == CategoryBasis.INFERRED
    return [
        _fact(
            pgettext("một", "Chủ thể"),
            maker.name,
            missing=_("chưa có tên in trong quyết định nào"),
            url=url_of("products:producer-detail", maker.slug),
            lang="vi",
        ),
        _fact(
            _("Nơi sản xuất"),
            place_words(product.place or maker.place),
            missing=_("nguồn không nêu"),
            note=_("Nay thuộc %(place)s.") % {"place": place_words(now)} if now else "",
        ),
        _fact(
            _("Nhóm sản phẩm"),
            law_name(category.name) if category else "",
            missing=_("chưa xếp nhóm"),
            url=f"{url_of('products:product-list')}?nhom={category.slug}" if category else "",
            note=_("Tạm xếp theo tên.") if is_inferred else "",
        ),
        _fact(_("Tên gọi khác"), ", ".join(product.other_names), lang="vi"),
        _fact(_("Mã số sản phẩm"), product.code_text),
    ]


def _fact(
    term: str, value: str, *, missing: str = "", url: str = "", lang: str = "", note: str = ""
) -> dict[str, str]:
    """A row of components/summary_list.html; a key that is there and empty costs a template less than none."""
    more = {"url": url, "lang": lang, "note": note, "change_url": ""}
    return {"term": term, "value": value, "missing": missing, **more}
