"""Files that no row names: what a crash left between keeping a file and naming it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.core.files.storage import default_storage
from django.utils import timezone

from evaluations.files import EVIDENCE, SHEET
from ocop_portal.backups.contents import named_files
from products.files import ENTRY_PAPER, LABEL_PHOTO, PAPER, PHOTO

KINDS = (PAPER, ENTRY_PAPER, EVIDENCE, SHEET, PHOTO, LABEL_PHOTO)
# A file is kept first and named a moment later: a young one may still be waiting for its row.
YOUNG = timedelta(hours=24)


def orphans() -> Iterator[str]:
    """The names of kept files that are no longer young and that no row names."""
    named = named_files()
    for kind in KINDS:
        if not default_storage.exists(kind.folder):
            continue
        for file in sorted(default_storage.listdir(kind.folder)[1]):
            name = f"{kind.folder}/{file}"
            if name not in named and timezone.now() - default_storage.get_modified_time(name) > YOUNG:
                yield name
