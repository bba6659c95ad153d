"""One font file for each weight, with all letters of a page in it: nothing is fetched in parts."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings

STATIC = Path(settings.BASE_DIR) / "static"
FACE = re.compile(r"@font-face\s*\{([^}]*)\}")


def test_one_merged_subset_for_each_weight():
    faces = [face for sheet in STATIC.rglob("*.css") for face in FACE.findall(sheet.read_text(encoding="utf-8"))]
    fetched = [face for face in faces if "url(" in face]
    weights = [re.search(r"font-weight: (\d+)", face)[1] for face in fetched]
    files = [re.search(r'url\("\.\./fonts/([^"]+)"\)', face)[1] for face in fetched]
    assert sorted(weights) == ["400", "700"]
    assert sorted(files) == sorted(path.name for path in (STATIC / "fonts").glob("*.woff2"))
    assert all("font-display: optional" in face for face in fetched)  # what comes late moves nothing
    assert not any("unicode-range" in face for face in faces)
    # What stands there until the font has come takes as much room: one for each weight, out of the reader's system.
    stand_ins = [face for face in faces if face not in fetched]
    assert sorted(re.search(r"font-weight: (\d+)", face)[1] for face in stand_ins) == ["400", "700"]
    assert all("size-adjust" in face and "local(" in face for face in stand_ins)
