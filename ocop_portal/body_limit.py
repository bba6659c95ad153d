"""What is too large is turned away at the door, before a byte of it reaches the disk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse

from core.files.doors import is_open_to_strangers, kinds_of, largest_body

PIECE = 64 * 1024
MOST_HEARD = 100 * 1024 * 1024


class BodyLimitMiddleware:
    """Answers 413 to a request that brings more than its page takes; strangers bring files to marked pages alone.

    Stands before whatever reads forms. A body without a named length is none: servers hand over nothing of it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
        if length <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            return None
        kinds = kinds_of(view)
        if kinds and not is_open_to_strangers(view) and not request.user.is_authenticated:
            _let_pass(request)
            return redirect_to_login(request.get_full_path())
        if length > largest_body(kinds):
            _let_pass(request)
            raise RequestDataTooBig("The request brings more than its page takes.")
        return None


def _let_pass(request: HttpRequest) -> None:
    """Take what is still coming and forget it: a browser listens to an answer only when it has sent all."""
    for _turn in range(MOST_HEARD // PIECE):
        if not request.read(PIECE):
            break
