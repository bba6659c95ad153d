"""The open data described in DCAT, as JSON-LD; what the agency did not state is left out."""

from __future__ import annotations

from collections.abc import Callable
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
DISTRIBUTIONS = (
    ("products-csv", "text/csv"),
    ("products-csv-machine", "text/csv"),
    ("products-xlsx", XLSX),
    ("products-json", "application/json"),
)


def catalogue_words(absolute: Callable[[str], str], changed_at: datetime) -> dict[str, Any]:
    """The catalogue with its one set of data and the files of it."""
    portal, page = settings.PORTAL, absolute(reverse("reports:open-data"))
    common = {"dct:language": settings.LANGUAGE_CODE, "dct:modified": changed_at.isoformat(), **_stated(portal)}
    title = _("Sản phẩm OCOP %(province)s") % {"province": portal["province"]}
    return {
        "@context": CONTEXT,
        "@id": page,
        "@type": "dcat:Catalog",
        "dct:title": _("Dữ liệu mở OCOP %(province)s") % {"province": portal["province"]},
        **common,
        "dcat:dataset": {
            "@id": f"{page}#san-pham",
            "@type": "dcat:Dataset",
            "dct:title": title,
            "dct:description": _("Hạng sao, hiệu lực, chủ thể, địa bàn, nhóm và quyết định của từng sản phẩm."),
            "dct:spatial": portal["province"],
            "dcat:landingPage": {"@id": page},
            **common,
            "dcat:distribution": [
                {
                    "@type": "dcat:Distribution",
                    "dcat:downloadURL": {"@id": absolute(reverse(f"data:{name}"))},
                    "dcat:mediaType": kind,
                }
                for name, kind in DISTRIBUTIONS
            ],
        },
    }


def _stated(portal: dict[str, str]) -> dict[str, Any]:
    """Publisher and licence, as far as the settings name them."""
    publisher = {"@type": "foaf:Agent", "foaf:name": portal["agency"]}
    stated = {"dct:publisher": portal["agency"] and publisher, "dct:license": portal["licence"]}
    return {key: value for key, value in stated.items() if value}
