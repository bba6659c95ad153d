"""The demos show every staff page: docs/make_screens.py comes by each of them, following links."""

from __future__ import annotations

from dataclasses import dataclass
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from core.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@dataclass
class Page:
    """As much of a browser's page as following links takes; nothing is drawn."""

    client: Client

    @property
    def request(self) -> Page:
        return self

    def get(self, path: str, **how: Any) -> Any:
        answer = self.client.get(path)
        return SimpleNamespace(
            ok=answer.status_code == 200,
            status=answer.status_code,
            headers={"content-type": answer.headers.get("Content-Type", "")},
            text=lambda: answer.content.decode(),
        )

    def set_viewport_size(self, size: object) -> None: ...

    def goto(self, path: str) -> None: ...


# What the second demo has no page of: its one council is scoring, and nothing is typed from paper.
OF_THE_FIRST = {"council-edit", "seat-new", "seat-end", "round-close", "result-paste", "result-product-new"}
# What only takes something sent.
NO_PAGES = {
    "data-request-answer",
    "data-request-receive",
    "draft-annul",
    "draft-publish",
    "draft-rating-add",
    "draft-rating-drop",
    "draft-restore",
    "draft-result-save",
    "draft-start",
    "label-report-close",
    "label-report-take",
    "outlet-remove",
    "paper-sheet-save",
    "personal-data-show",
    "photo-remove",
    "product-match",
    "representative-edit",
    "representative-forget",
    "representative-publish",
    "result-save",
    "round-reopen",
    "round-take",
    "score-save",
}
# What is come by as a file, or as an answer to a script.
FILES = {
    "decision-paper",
    "draft-paper",
    "entry-paper",
    "label-report-photo",
    "paper-file",
    "paper-sheet-scan",
    "producer-find",
    "product-find",
    "score-paper",
}


def page_of(name: str) -> Page:
    client = Client()
    client.force_login(User.objects.get(username=name))
    return Page(client)


@pytest.fixture
def shot(script: ModuleType, monkeypatch) -> list[str]:
    """The names of the pictures that are taken."""
    names: list[str] = []
    monkeypatch.setattr(script, "shoot", lambda page, name: names.append(name.removeprefix("staff-")))
    return names


def test_the_second_demo_shows_every_page_but_a_few(load, script: ModuleType, shot: list[str]) -> None:
    load("vinh-long-2026")
    every = script.staff_addresses()
    assert set(script.are_no_pages(page_of(script.ADMINISTRATOR), every)) == NO_PAGES
    wanted = {name: every[name] for name in every if name not in NO_PAGES | OF_THE_FIRST}
    for name in script.PEOPLE:
        script.staff(page_of(name), wanted)
    assert wanted == {}
    assert sorted(shot) == sorted(set(every) - NO_PAGES - OF_THE_FIRST - FILES)


def test_the_first_demo_shows_those(load, script: ModuleType, shot: list[str]) -> None:
    load("so-tra-vinh")
    wanted = {name: script.staff_addresses()[name] for name in OF_THE_FIRST}
    script.staff(page_of("can-bo-tinh"), wanted)
    assert wanted == {}
    assert set(shot) == OF_THE_FIRST
