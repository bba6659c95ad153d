"""Files of photos: /anh/<name>, for everyone when the product has a public page, else for staff of its territory."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from core.clock import today
from core.files.serving import give_file
from core.models import User
from core.permissions.second_factor import lacks_second_factor
from products.files import PHOTO
from products.photos import stem_in
from products.queries.photos import is_photo_of, is_public_photo


@require_safe
def photo(request: HttpRequest, name: str) -> HttpResponseBase:
    """One file of a photo; a public one is kept by browsers for good."""
    stem = stem_in(name)
    is_public = bool(stem) and is_public_photo(stem, today())
    if not is_public and not _may_see(request, stem):
        raise Http404
    return give_file(f"{PHOTO.folder}/{name}", shown=name, inline=True, public=is_public)


def _may_see(request: HttpRequest, stem: str) -> bool:
    # Without the cookie nobody is signed in: asking would open a session for every wrong address.
    if not stem or settings.SESSION_COOKIE_NAME not in request.COOKIES or not isinstance(request.user, User):
        return False
    return not lacks_second_factor(request.user) and is_photo_of(request.user, stem)
