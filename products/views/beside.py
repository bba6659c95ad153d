"""How what stands beside a product's ratings reads: where it is sold, what vouches for its quality."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from products.enums import OutletKind
from products.models import Outlet, QualityProof
from products.rules.days import day_text
from products.rules.platforms import platform_of, shop_host
from products.rules.public_fields import face_of
from products.views.words import place_words


def outlet_groups(outlets: Iterable[Outlet]) -> list[dict[str, Any]]:
    """The outlets of each kind under its title, in their order; a kind without any is left out."""
    titles = {
        OutletKind.SHOP: _("Mua trực tuyến"),
        OutletKind.DISPLAY: _("Điểm trưng bày, giới thiệu và bán"),
        OutletKind.MARKET: _("Thị trường xuất khẩu"),
    }
    rows = [(outlet.kind, outlet_row(outlet)) for outlet in outlets]
    groups = [
        {"kind": kind, "title": title, "rows": [row for its, row in rows if its == kind]}
        for kind, title in titles.items()
    ]
    return [group for group in groups if group["rows"]]


def outlet_row(outlet: Outlet) -> dict[str, str]:
    """One outlet in words; a link only to a whole https address."""
    face = face_of(outlet)
    host = shop_host(face.url)
    return {
        "label": shop_words(host) if host else face.name or face.url,
        "url": face.url if host else "",
        "where": ", ".join(filter(None, [face.address, place_words(face.place)])),
        "note": face.note,
        "seen": _("Xem lại ngày %(day)s.") % {"day": day_text(face.seen_on)},
    }


def shop_words(host: str) -> str:
    """Mua tại Voso (voso.vn, trang ngoài); of an unknown platform the host itself."""
    shown = host.removeprefix("www.")
    if name := platform_of(host):
        return _("Mua tại %(name)s (%(host)s, trang ngoài)") % {"name": name, "host": shown}
    return _("Mua tại %(host)s (trang ngoài)") % {"host": shown}


def proof_row(proof: QualityProof) -> dict[str, str]:
    """One proof in words: what it is, who issued it when, until when, for what."""
    face = face_of(proof)
    facts = {"number": face.number, "issuer": face.issuer, "day": day_text(face.issued_on)}
    if face.issuer:
        issued = _("Số %(number)s, %(issuer)s cấp ngày %(day)s.") % facts
    else:
        issued = _("Số %(number)s, chủ thể tự công bố ngày %(day)s.") % facts
    if face.expires_on:
        until = _("Có hiệu lực đến hết ngày %(day)s.") % {"day": day_text(face.expires_on)}
    else:
        until = _("Không ghi ngày hết hạn.")
    return {"title": face.title, "issued": issued, "until": until, "scope": face.scope}
