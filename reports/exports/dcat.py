"""The open data described as DCAT-AP wants it, in JSON-LD; what the agency did not state is left out.

What many name is named by its address: languages, countries, frequencies and forms of files as in the lists of the
EU's Publications Office, media types as IANA has them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from core.workbooks import XLSX

LISTS = "http://publications.europa.eu/resource/authority/"
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
CONTEXT = {
    "@language": settings.LANGUAGE_CODE,  # of every plain text
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
# Each form of file: its name in the EU's list, its media type.
FORMS = {
    "csv": ("CSV", "text/csv"),
    "csv-machine": ("CSV", "text/csv"),
    "xlsx": ("XLSX", XLSX),
    "json": ("JSON", "application/json"),
}
Node = dict[str, Any]


class Told(NamedTuple):
    """A set: its name in routes, in addresses, its title, what it is about and the path of its page."""

    key: str
    stem: str
    title: Any
    about: Any
    page: str


def catalogue_words(
    absolute: Callable[[str], str], changed_at: datetime, sets: Iterable[Told], forms: Mapping[str, Any]
) -> Node:
    """The catalogue with its sets of data and the files of each; `forms` says what each form of file is called."""
    portal, home = settings.PORTAL, absolute(reverse("reports:open-data"))
    common = _common(changed_at)
    return {
        "@context": CONTEXT,
        "@id": home,
        "@type": "dcat:Catalog",
        "dct:title": _("Dữ liệu mở OCOP %(province)s") % {"province": portal["province"]},
        "dct:description": _("Các danh sách của sổ, với đúng những cột mà các trang công khai cho thấy, để dùng lại."),
        "foaf:homepage": _address(home),
        "dct:spatial": _where(portal["province"]),
        **common,
        **_publisher(portal["agency"]),
        **_licence(portal["licence"]),
        "dcat:dataset": [
            {
                "@id": f"{home}#{told.stem}",
                **_dataset(absolute, told),
                **common,
                **_publisher(portal["agency"]),
                "dcat:distribution": [
                    {
                        "@id": f"{home}#{told.stem}-{form}",
                        **_distribution(absolute, told, form, str(forms[form])),
                        **common,
                        **_licence(portal["licence"]),
                    }
                    for form in FORMS
                ],
            }
            for told in sets
        ],
    }


def _dataset(absolute: Callable[[str], str], told: Told) -> Node:
    province = settings.PORTAL["province"]
    return {
        "@type": "dcat:Dataset",
        "dct:title": told.title % {"province": province},
        "dct:description": str(told.about),
        "dct:spatial": _where(province),
        # A decision is in the files as soon as it is published.
        "dct:accrualPeriodicity": _listed("frequency", "UPDATE_CONT"),
        "dcat:landingPage": _address(absolute(told.page)),
    }


def _distribution(absolute: Callable[[str], str], told: Told, form: str, title: str) -> Node:
    file_type, media_type = FORMS[form]
    return {
        "@type": "dcat:Distribution",
        "dct:title": title,
        "dcat:accessURL": _address(absolute(told.page)),
        "dcat:downloadURL": _address(absolute(reverse(f"data:{told.key}-{form}"))),
        "dcat:mediaType": _address(MEDIA_TYPES + media_type),
        "dct:format": _listed("file-type", file_type),
    }


def _common(changed_at: datetime) -> Node:
    return {
        "dct:language": _listed("language", "VIE"),
        "dct:modified": {"@value": changed_at.isoformat(), "@type": "xsd:dateTime"},
    }


def _address(url: str) -> Node:
    return {"@id": url}


def _listed(name: str, code: str) -> Node:
    """An entry of a list of the EU's Publications Office."""
    return _address(f"{LISTS}{name}/{code}")


def _where(province: str) -> list[Node]:
    """The country, and the province by its name: the lists have no address for it."""
    return [_listed("country", "VNM"), {"@type": "dct:Location", "skos:prefLabel": province}]


def _publisher(agency: str) -> Node:
    return {"dct:publisher": {"@type": "foaf:Agent", "foaf:name": agency}} if agency else {}


def _licence(licence: str) -> Node:
    """The terms, which the settings state in words or as an address."""
    if not licence:
        return {}
    is_address = licence.startswith(("http://", "https://"))
    named = _address(licence) if is_address else {"dct:title": licence}
    return {"dct:license": {**named, "@type": "dct:LicenseDocument"}}
