"""The style sheet of every page travels in one piece, its small drawings inside."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from ocop_portal.static_files import HOUSE, whole_sheet

STATIC = Path(settings.BASE_DIR) / "static"


@pytest.fixture
def sheet():
    return whole_sheet({path: (storage, path) for finder in get_finders() for path, storage in finder.list([])})


def test_it_holds_what_it_imports_in_order(sheet):
    rules = [re.sub(r"/\*.*?\*/", "", (STATIC / "css" / name).read_text(), flags=re.DOTALL) for name in NAMES]
    assert re.findall(r'@import "(.*)";', (STATIC / HOUSE).read_text()) == NAMES
    assert "@import" not in sheet
    without_drawings = re.sub(r'url\("(?:\.\./img|data:)[^"]*"\)', "url()", "".join(rules))
    assert re.sub(r'url\("data:[^"]*"\)', "url()", sheet).strip() == without_drawings.strip()


NAMES = ["tokens.css", "base.css", "components.css"]


def test_drawings_travel_inside(sheet):
    assert "../img/" not in sheet
    drawings = re.findall(r'url\("data:image/svg\+xml,([^"]*)"\)', sheet)
    assert len(drawings) == 2
    assert all(unquote(drawing).startswith("<svg xmlns='http://www.w3.org/2000/svg'") for drawing in drawings)
    assert all(unquote(drawing).endswith("</svg>") for drawing in drawings)


def test_collecting_twice_gives_the_same_names(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "ocop_portal.static_files.HouseStorage"}}
    found = []
    for _ in range(2):
        call_command("collectstatic", interactive=False, verbosity=0)
        found.append(sorted(path.name for path in (tmp_path / "css").glob("house.*")))
    assert found[0] == found[1]
    assert len([name for name in found[0] if re.fullmatch(r"house\.[0-9a-f]{12}\.css", name)]) == 1
    named = next(path for path in (tmp_path / "css").glob("house.????????????.css"))
    assert "@import" not in named.read_text()
    assert named.with_name(named.name + ".gz").exists()


def test_the_icon_of_the_tab_is_the_drawing():
    """base.html holds img/favicon.svg itself."""
    text = (Path(settings.BASE_DIR) / "templates" / "base.html").read_text()
    inside = unquote(re.search(r'href="data:image/svg\+xml,([^"]*)"', text)[1])
    drawing = " ".join((STATIC / "img" / "favicon.svg").read_text().split()).replace('"', "'").replace("> <", "><")
    assert inside == drawing
