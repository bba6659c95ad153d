"""Log lines that say what happened and never to whom: one line a request, one an error, one a command that broke.

Own formatters, because what matters here is what is left out, and no library leaves it out: texts that others put into
a message, the message of an exception (a database error repeats the refused row) and the values in a traceback.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from core.requests import current_request_id

OWN = "ocop"  # loggers of this name carry `facts` that were chosen by us
HIDDEN = "…"
LONGEST = 500
# A second wall: what looks like a telephone, an identity paper, an e-mail or a network address.
PERSONAL = re.compile(
    r"[\w.+-]+@[\w-]+\.[\w.]+|\+?\d[\d .]{7,}\d|\b(?:\d{1,3}\.){3}\d{1,3}\b|(?:[0-9a-f]*:){3,}[0-9a-f]*"
)
# What stands in quotes was put there: gunicorn quotes the line that it could not read, search and all.
QUOTED = re.compile(r"""(['"]).*\1""", re.DOTALL)
encode = json.JSONEncoder(ensure_ascii=False, default=str).encode
# Their messages name parts of the program and its settings, and nothing that was sent to it.
SPEAKING = (AttributeError, NameError, ImportError, ImproperlyConfigured)


class JsonFormatter(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        return encode(facts_of(record))


class PlainFormatter(logging.Formatter):
    """The same facts as words of one line, and a traceback below it."""

    def format(self, record: logging.LogRecord) -> str:
        facts = facts_of(record)
        errors = facts.pop("errors", [])
        clock = facts.pop("time")[11:19]
        words = " ".join(f"{name}={value}" for name, value in facts.items() if name not in ("level", "logger"))
        below = [
            f"  {error['type']} {error.get('message', '')}\n    " + "\n    ".join(error["at"]) for error in errors
        ]
        return "\n".join([f"{clock} {facts['level']} {facts['logger']} {words}", *below])


def facts_of(record: logging.LogRecord) -> dict[str, Any]:
    """What a line says of a record."""
    facts: dict[str, Any] = {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "logger": record.name,
        "request": str(current_request_id() or ""),
    }
    if record.name.split(".")[0] == OWN:
        return facts | {"message": record.getMessage()} | getattr(record, "facts", {}) | _errors(record)
    return facts | {"message": _message(record)} | _errors(record)


def _message(record: logging.LogRecord) -> str:
    """The words of somebody else's message without what was filled in."""
    if hasattr(record, "request"):  # Django puts the address into the words
        error = record.exc_info[1] if record.exc_info else None
        return type(error).__name__ if error else f"status {getattr(record, 'status_code', '')}"
    args = record.args if isinstance(record.args, tuple) else ()
    words = str(record.msg)
    with suppress(TypeError, ValueError):  # the words alone, then
        words = words % tuple(_safe(arg) for arg in args) if args else words
    return PERSONAL.sub(HIDDEN, QUOTED.sub(HIDDEN, words))[:LONGEST]


def _safe(arg: object) -> object:
    return arg if isinstance(arg, int | float) and abs(arg) < 10_000_000 else HIDDEN


# ------------------------------------------------------------------ errors
def _errors(record: logging.LogRecord) -> dict[str, Any]:
    error = record.exc_info[1] if record.exc_info else None
    return {"errors": [_said(each) for each in _chain(error)]} if error else {}


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error, then what caused it, and so on."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _said(error: BaseException) -> dict[str, Any]:
    """The type, the places passed, and of a database error its code and names: never what it says of values."""
    said: dict[str, Any] = {"type": f"{type(error).__module__}.{type(error).__qualname__}"}
    diag = getattr(error, "diag", None)
    for name in ("sqlstate", "constraint_name", "table_name", "column_name"):
        if value := getattr(diag, name, None):
            said[name] = value
    if isinstance(error, SPEAKING):
        said["message"] = str(error)[:LONGEST]
    return said | {"at": list(_places(error.__traceback__))}


def _places(traceback: TracebackType | None) -> Iterator[str]:
    while traceback is not None:
        code = traceback.tb_frame.f_code
        yield f"{code.co_filename}:{traceback.tb_lineno} {code.co_qualname}"
        traceback = traceback.tb_next


@contextmanager
def crash_in_the_log(command: str) -> Iterator[None]:
    """A command that breaks on a real server says so as a page does; Python would print the row that was refused."""
    try:
        yield
    except Exception:
        if not settings.configured or settings.PLAIN_HTTP:
            raise
        logging.getLogger(f"{OWN}.command").exception("command failed", extra={"facts": {"command": command}})
        sys.exit(1)


# ------------------------------------------------------------------ settings
def form_of(wish: str, *, plain_http: bool) -> str:
    """The form that was asked for, else JSON on a real server and plain lines elsewhere."""
    return wish or ("plain" if plain_http else "json")


def logging_config(form: str) -> dict[str, Any]:
    """Django's LOGGING: everything to standard error in one form, nothing by mail."""
    formatter = {"json": JsonFormatter, "plain": PlainFormatter}[form]
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": f"{__name__}.{formatter.__name__}"}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            OWN: {"level": "INFO"},
            # Instead of Django's own handlers, one of which mails whole requests.
            "django": {"handlers": [], "level": "WARNING"},
            # Requests that were refused have their line; only those that broke have a second one.
            "django.request": {"level": "ERROR"},
        },
    }
