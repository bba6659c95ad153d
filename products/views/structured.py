"""What a product's and a producer's page say, in the words of schema.org, for machines that read pages."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.models import Place, PlaceLevel
from products.models import Recognition
from products.queries.public import is_public_paper, last_day, status_of
from products.queries.story import ProductStory
from products.rules.codes import printed_code
from products.rules.law_names import law_name
from products.rules.public_fields import Face, face_of
from products.rules.validity import IN_FORCE
from products.views.addresses import url_of
from products.views.cards import picture_of_row, product_url
from products.views.words import code_url, place_words

Words = dict[str, Any]
# Makes a whole address of one of ours.
Absolute = Callable[[str], str]
# No text can end the element that the words stand in, or begin another one.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}


def as_data(words: Words) -> SafeString:
    """The words as the inside of a data block of a page."""
    return SafeString(json.dumps(words, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES))


def product_words(story: ProductStory, on: date, absolute: Absolute) -> Words:
    """A product with its maker and each of its ratings as a certification, the newest first."""
    product = face_of(story.product)
    maker = product.producer
    return _said(
        {
            "@context": "https://schema.org",
            "@type": "Product",
            "name": product.name,
            "alternateName": product.other_names,
            "description": product.description,
            "url": absolute(product_url(product.slug)),
            "image": [absolute(picture_of_row(photo, alt="")["full"]) for photo in story.photos],
            "category": law_name(product.category.name) if product.category else "",
            "manufacturer": _organization(maker, absolute) if maker.name else {},
            "hasCertification": [_certification(rating, on, absolute) for rating in story.ratings],
        }
    )


def producer_words(producer: Face, place: Place | None, absolute: Absolute) -> Words:
    """A producer under its public name, in the unit of today; nothing below a commune is said."""
    address = _address(place) if place else {}
    return {"@context": "https://schema.org"} | _said(
        _organization(producer, absolute) | {"alternateName": producer.other_names, "address": address}
    )


def _organization(maker: Face, absolute: Absolute) -> Words:
    url = absolute(url_of("products:producer-detail", maker.slug))
    return {"@type": "Organization", "name": maker.name, "url": url}


def _address(place: Place) -> Words:
    part = "addressRegion" if place.level == PlaceLevel.PROVINCE else "addressLocality"
    return {"@type": "PostalAddress", part: place_words(place), "addressCountry": "VN"}


def _certification(rating: Recognition, on: date, absolute: Absolute) -> Words:
    """One rating; what ended early expired on the day before."""
    certificate = getattr(rating, "certificate", None)
    ended_on = rating.ended_on if rating.ended_on and rating.ended_on <= on else None
    last = ended_on - timedelta(days=1) if ended_on else last_day(rating, on)
    body = rating.decision.issuing_body if rating.decision and is_public_paper(rating.decision, on) else ""
    state = "CertificationActive" if status_of(rating, on) in IN_FORCE else "CertificationInactive"
    return _said(
        {
            "@type": "Certification",
            "name": _("OCOP %(key)s sao") % {"key": rating.stars},
            "issuedBy": {"@type": "Organization", "name": body} if body else {},
            "certificationIdentification": printed_code(certificate.code) if certificate else "",
            "certificationRating": {"@type": "Rating", "ratingValue": rating.stars, "bestRating": 5},
            "certificationStatus": f"https://schema.org/{state}",
            "validFrom": rating.starts_on.isoformat(),
            "expires": last.isoformat(),
            "url": absolute(code_url(certificate.code)) if certificate else "",
        }
    )


def _said(words: Words) -> Words:
    """The words without what is not known."""
    return {key: value for key, value in words.items() if value}
