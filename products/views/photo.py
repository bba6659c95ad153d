"""Files of photos: /anh/<name>. A web server in front may serve the same folder itself."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from products.photos import TYPES, stored_path

# The name is random and its content never changes.
FOREVER = "public, max-age=31536000, immutable"


@require_safe
def photo(request: HttpRequest, name: str) -> FileResponse:
    """One file of a photo, to be kept for good."""
    path = stored_path(name)
    if not path or not default_storage.exists(path):
        raise Http404
    content_type = TYPES[name.rpartition(".")[2]]
    return FileResponse(default_storage.open(path), content_type=content_type, headers={"Cache-Control": FOREVER})
