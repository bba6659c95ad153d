"""Giving out a kept file, once the view has asked whether the person may have it."""

from __future__ import annotations

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from core.files.keeping import is_kept_name
from core.files.kinds import CONTENT_TYPES
from core.files.names import plain_name

PRIVATE = "private, no-store"
# The name is random and its content never changes.
FOREVER = "public, max-age=31536000, immutable"


def give_file(name: str, *, shown: str = "", inline: bool = False, public: bool = False) -> HttpResponseBase:
    """A kept file, to be saved under `shown` or looked at in the page; 404 for a name that is not one of ours.

    Call it after the permission check: it asks nothing itself.
    """
    if not is_kept_name(name) or not default_storage.exists(name):
        raise Http404
    ending = name.rpartition(".")[2]
    response = _accelerated(name) if settings.ACCEL_REDIRECT else FileResponse(default_storage.open(name))
    response["Content-Type"] = CONTENT_TYPES[ending]
    response["Content-Disposition"] = content_disposition_header(not inline, plain_name(shown, ending)) or "inline"
    response["X-Content-Type-Options"] = "nosniff"
    # Whatever a file may hold, it runs nothing and asks for nothing.
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = FOREVER if public else PRIVATE
    return response


def _accelerated(name: str) -> HttpResponseBase:
    """An empty answer that tells nginx to send the file itself."""
    return HttpResponse(headers={"X-Accel-Redirect": f"{settings.ACCEL_REDIRECT.rstrip('/')}/{name}"})
