"""Typed readers of environment variables that fail loudly on a bad value."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = frozenset({"1", "true", "yes", "on"})
COLOUR = re.compile(r"#[0-9a-f]{6}")
LEAST_CONTRAST = 4.5
PICTURES = {".png": "image/png", ".svg": "image/svg+xml", ".webp": "image/webp"}
FALSE = frozenset({"0", "false", "no", "off", ""})


def text(name: str, default: str = "") -> str:
    """The variable's text without surrounding blanks."""
    return os.environ.get(name, default).strip()


def flag(name: str, default: bool = False) -> bool:
    """The variable as yes or no; anything else is refused."""
    value = text(name, "1" if default else "0").lower()
    if value in TRUE:
        return True
    if value in FALSE:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")


def number(name: str, default: int) -> int:
    """The variable as a whole number, not below 0."""
    value = text(name) or str(default)
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.")
    return int(value)


def words(name: str) -> list[str]:
    """The variable as a list, separated by commas."""
    return [word.strip() for word in text(name).split(",") if word.strip()]


def day(name: str) -> date | None:
    """The variable as an ISO date, or None when it is not set."""
    value = text(name)
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a date such as 2022-10-01, not {value!r}.") from error


def choice(name: str, allowed: frozenset[str]) -> str:
    """The variable, which must be one of the allowed words."""
    value = text(name).lower()
    if value not in allowed:
        raise ImproperlyConfigured(f"{name} must be one of {sorted(allowed)}, not {value!r}.")
    return value


def colour(name: str) -> str:
    """The variable as #rrggbb, on which white text can be read (WCAG: 4.5:1), or empty when it is not set."""
    value = text(name).lower()
    if not value:
        return ""
    if not COLOUR.fullmatch(value):
        raise ImproperlyConfigured(f"{name} must be a colour such as #a3161c, not {value!r}.")
    contrast = 1.05 / (luminance(value) + 0.05)
    if contrast < LEAST_CONTRAST:
        raise ImproperlyConfigured(f"{name}: white on {value} has {contrast:.1f}:1, and {LEAST_CONTRAST}:1 is needed.")
    return value


def web_address(name: str) -> str:
    """The variable as the whole address of a web page, or empty when it is not set."""
    value = text(name)
    try:
        parts = urlsplit(value)
        is_whole = parts.scheme in {"http", "https"} and bool(parts.hostname) and not re.search(r"\s", value)
    except ValueError:
        is_whole = False
    if value and not is_whole:
        raise ImproperlyConfigured(f"{name} must be an address such as https://vi-du.vn/tin-tuc, not {value!r}.")
    return value


def luminance(colour: str) -> float:
    """The relative luminance of #rrggbb as WCAG defines it: 0 for black, 1 for white."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def picture(name: str) -> str:
    """The variable as the path of a picture that is there, or empty when it is not set."""
    value = text(name)
    if value and not (Path(value).is_file() and Path(value).suffix in PICTURES):
        raise ImproperlyConfigured(f"{name} must be a file that ends in {', '.join(sorted(PICTURES))}, not {value!r}.")
    return value


def postgres(name: str) -> dict[str, object]:
    """A Django database dictionary from `postgresql://user:password@host:port/name?host=/socket`."""
    url = urlsplit(text(name))
    if url.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(f"{name} must begin with postgresql:// — the portal runs on PostgreSQL only.")
    options = {key: values[-1] for key, values in parse_qs(url.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.lstrip("/")),
        "USER": options.pop("user", unquote(url.username or "")),
        "PASSWORD": unquote(url.password or ""),
        "HOST": options.pop("host", url.hostname or ""),
        "PORT": options.pop("port", str(url.port or "")),
        # A server that does not answer is told to the visitor, not waited for. What is prepared (core.rows) asks by
        # keys: one plan serves all values, and looking at five of them first would cost every connection 20 ms.
        "OPTIONS": {"connect_timeout": "5", "options": "-c plan_cache_mode=force_generic_plan", **options},
    }


def days(name: str, defaults: dict[str, int | None]) -> dict[str, int | None]:
    """Spans in days by name, from `a=30,b=never` on top of the defaults; None stands for never."""
    spans = dict(defaults)
    for word in words(name):
        key, _sign, value = (part.strip() for part in word.partition("="))
        if key not in defaults or not (value == "never" or value.isdecimal()):
            raise ImproperlyConfigured(f"{name}: {word!r} is not one of {sorted(defaults)} with days or never.")
        spans[key] = None if value == "never" else int(value)
    return spans
