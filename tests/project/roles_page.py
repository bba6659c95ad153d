"""docs/roles.md as data: the tables that the tests hold the code to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.models import Place, PlaceLevel
from core.roles import MAY, Act, Role

Row = list[str]


def tables() -> dict[str, list[Row]]:
    """Every table by the title of its first column, its rows without backticks."""
    found: dict[str, list[Row]] = {}
    title = ""
    for text in Path("docs/roles.md").read_text(encoding="utf-8").splitlines():
        if not text.startswith("|"):
            title = ""
            continue
        cells = [cell.strip() for cell in text.strip().strip("|").split("|")]
        if not title:
            title = cells[0]
            found[title] = []
        elif set(cells[0]) != {"-"}:
            found[title].append([cell.replace("`", "") for cell in cells])
    return found


@dataclass(frozen=True)
class Address:
    """A staff address as the document says it."""

    name: str
    path: str
    act: Act
    bound: str

    def answer_to(self, role: Role | None, territory: Place | None, *, elsewhere: bool) -> str:
        """What a person of a role gets: sent to the door, refused for the right or the place, let in."""
        whole = territory is None or territory.level == PlaceLevel.PROVINCE
        if role is None:
            return "door"
        if role not in MAY[self.act] or (self.bound == "cả tỉnh" and not whole):
            return "right"
        return "place" if self.bound == "có" and elsewhere else "in"

    def on(self, world: dict[Any, Any]) -> str:
        """The path to the things of a world: <int:pk> of a rating is world["rating", "pk"]."""
        thing = self.name.partition("-")[0]
        return re.sub(r"<\w+:(\w+)>", lambda key: str(world.get((thing, key[1])) or world[key[1]]), self.path)


ADDRESSES = [Address(name, path, Act(act), bound) for name, path, act, bound in tables()["Address"]]
