"""What a shop link leads to: its host, and the name by which people know the platform there. Pure."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

# By domain; shops stand on the domain itself and on hosts below it.
PLATFORMS = {
    "voso.vn": "Voso",
    "postmart.vn": "Postmart",
    "buudien.vn": "Bưu điện",
    "shopee.vn": "Shopee",
    "lazada.vn": "Lazada",
    "tiki.vn": "Tiki",
    "sendo.vn": "Sendo",
    "tiktok.com": "TikTok",
    "facebook.com": "Facebook",
}
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])")


def shop_host(url: str) -> str:
    """The host of a whole https address; empty for anything else.

    An address with a user, a port or a blank in it is none: what stands before an @ reads like a host and is not.
    Letters with marks come as the net writes them (xn--…), so that no name can pass for another.
    """
    if re.search(r"[\s\\]", url):
        return ""
    try:
        parts = urlsplit(url)
        is_plain = parts.scheme == "https" and parts.username is None and parts.port is None
        host = (parts.hostname or "").encode("idna").decode()
    except ValueError:  # UnicodeError is one too
        return ""
    return host if is_plain and _HOST.fullmatch(host) else ""


def platform_of(host: str) -> str:
    """The name of a well-known platform; empty for every other host."""
    return next((name for domain, name in PLATFORMS.items() if f".{host}".endswith(f".{domain}")), "")
