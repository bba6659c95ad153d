"""The open data described in DCAT, as JSON-LD; what the agency did not state is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from core.workbooks import XLSX

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
}
MEDIA = {"csv": "text/csv", "csv-machine": "text/csv", "xlsx": XLSX, "json": "application/json"}
# A set: its name in routes, in addresses, its title and what it is about.
Told = tuple[str, str, Any, Any]


def catalogue_words(absolute: Callable[[str], str], changed_at: datetime, sets: Iterable[Told]) -> dict[str, Any]:
    """The catalogue with its sets of data and the files of each."""
    portal, page = settings.PORTAL, absolute(reverse("reports:open-data"))
    common = {"dct:language": settings.LANGUAGE_CODE, "dct:modified": changed_at.isoformat(), **_stated(portal)}
    return {
        "@context": CONTEXT,
        "@id": page,
        "@type": "dcat:Catalog",
        "dct:title": _("Dữ liệu mở OCOP %(province)s") % {"province": portal["province"]},
        **common,
        "dcat:dataset": [
            {
                "@id": f"{page}#{stem}",
                "@type": "dcat:Dataset",
                "dct:title": title % {"province": portal["province"]},
                "dct:description": str(about),
                "dct:spatial": portal["province"],
                "dcat:landingPage": {"@id": page},
                **common,
                "dcat:distribution": [_distribution(absolute, f"data:{key}-{form}", form) for form in MEDIA],
            }
            for key, stem, title, about in sets
        ],
    }


def _distribution(absolute: Callable[[str], str], name: str, form: str) -> dict[str, Any]:
    return {
        "@type": "dcat:Distribution",
        "dcat:downloadURL": {"@id": absolute(reverse(name))},
        "dcat:mediaType": MEDIA[form],
    }


def _stated(portal: dict[str, str]) -> dict[str, Any]:
    """Publisher and licence, as far as the settings name them."""
    publisher = {"@type": "foaf:Agent", "foaf:name": portal["agency"]}
    stated = {"dct:publisher": portal["agency"] and publisher, "dct:license": portal["licence"]}
    return {key: value for key, value in stated.items() if value}
