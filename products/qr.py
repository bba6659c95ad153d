"""Pictures that telephones read: an address as a QR code, drawn by pages and by PDF sheets."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

import qrcode
from qrcode.constants import ERROR_CORRECT_M

QUIET = 4  # modules of white around it: readers need them


class Run(NamedTuple):
    """Dark modules side by side."""

    x: int
    y: int
    width: int


@lru_cache(maxsize=500)
def runs_of(text: str) -> tuple[int, tuple[Run, ...]]:
    """How many modules wide the code of a text is, its white edge included, and its dark runs."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    code.add_data(text)
    code.make()
    rows = code.get_matrix()
    return len(rows), tuple(run for y, row in enumerate(rows) for run in _runs(row, y))


def _runs(row: list[bool], y: int) -> Iterator[Run]:
    x = 0
    for is_dark, group in groupby(row):
        width = len(list(group))
        if is_dark:
            yield Run(x, y, width)
        x += width


def svg_of(text: str) -> str:
    """The code of a text as a picture of a page: black on white, sharp at every size."""
    size, runs = runs_of(text)
    path = "".join(f"M{run.x} {run.y}h{run.width}v1h-{run.width}z" for run in runs)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" width="{size}mm" height="{size}mm" '
        f'shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{size}v{size}H0z"/><path d="{path}"/></svg>'
    )
