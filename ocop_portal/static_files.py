"""Static files of a server: compressed, named by their content, and few enough for a quick first view."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import quote

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Imports the sheets of every page; they travel as one, with their small drawings inside.
HOUSE = "css/house.css"
IMPORT = re.compile(r'@import "([\w-]+\.css)";\n')
DRAWING = re.compile(r'url\("\.\./(img/[\w-]+\.svg)"\)')
PLAIN = " /:;=,.()'-"  # needs no escaping between double quotes
COMMENT = re.compile(r"<!--.*?-->|/\*.*?\*/", re.DOTALL)


class HouseStorage(CompressedManifestStaticFilesStorage):
    """Whitenoise's storage, with the style sheet of every page in one piece."""

    @cache  # noqa: B019 - one storage for as long as the process lives, and it reads its manifest only once
    def url(self, name: str | None, force: bool = False) -> str:
        """The address of a file; every page asks for half a dozen."""
        return super().url(name, force)

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Put the house's sheet together from its sources before files are named and compressed."""
        if HOUSE in paths and not dry_run:
            sheet = whole_sheet({name: source for name, source in paths.items() if name.startswith(("css/", "img/"))})
            self.delete(HOUSE)
            self.save(HOUSE, ContentFile(sheet))
            paths = {**paths, HOUSE: (self, HOUSE)}
        yield from super().post_process(paths, dry_run, **options)


def whole_sheet(paths: dict[str, Any]) -> str:
    """What the house's sheet imports, in its order, drawings as data."""

    def read(name: str) -> str:
        storage, path = paths[name]
        with storage.open(path) as file:
            return COMMENT.sub("", file.read().decode())

    def drawn(found: re.Match[str]) -> str:
        drawing = " ".join(read(found[1]).split()).replace('"', "'")
        return f'url("data:image/svg+xml,{quote(drawing, safe=PLAIN)}")'

    sheet = IMPORT.sub(lambda found: read(f"css/{found[1]}"), read(HOUSE))
    return DRAWING.sub(drawn, sheet)
