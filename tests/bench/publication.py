"""Publishing on demand: `python -m tests.bench.publication` publishes once for each line that it reads.

Each time as much is written as by a decision with forty lines, and everything that publishing does is done: derived
tables are brought up to date and the generation of the public content changes.
"""

# ruff: noqa: E402 - models can only be imported once Django is set up
from __future__ import annotations

import sys
from itertools import count

import django

django.setup()

from django.db.models.functions import Now

from core.publishing import publishing
from products.models import Product

LINES = 40


def publish(turn: int) -> None:
    """Write forty products, other ones at each turn, and publish."""
    ids = list(Product.objects.order_by("pk").values_list("pk", flat=True))
    chosen = [ids[(turn * LINES + number) * 7 % len(ids)] for number in range(LINES)]
    with publishing():
        Product.objects.filter(pk__in=chosen).update(updated_at=Now())


def main() -> None:
    """Publish for each line of the input."""
    for turn in count():
        if not sys.stdin.readline():
            return
        publish(turn)
        print("published", flush=True)


if __name__ == "__main__":
    main()
