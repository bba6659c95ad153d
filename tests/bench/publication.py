"""Publishing on demand: `python -m tests.bench.publication` publishes once for each line that it reads.

Two real acts of the register take turns: a decision that rates forty products again, and its voiding. Each changes
forty entries of the catalogue and the counts of many days, and the register is never more than one decision away from
what it was. What is voided is said anew at the end of the ledger, so the next decision takes the next forty products.
"""

# ruff: noqa: E402 - models can only be imported once Django is set up
from __future__ import annotations

import sys

import django

django.setup()

from core.clock import today
from core.models import User
from evaluations.enums import RoundStatus
from evaluations.models import Round
from products.actions.correcting import void_decision
from products.actions.decisions import issue_decision
from products.enums import RatingKind
from products.models import Decision, Product
from products.paper import Line, Paper
from products.queries.register import ratings_in_force
from tests.bench.filling import OFFICER
from tests.bench.ground import Issuer

LINES = 40
TITLE = "Đánh giá lại để đo tốc độ (minh hoạ)"


def publish() -> None:
    """Issue a decision with forty lines, or void the one that was issued the last time."""
    officer = User.objects.get(username=OFFICER)
    issued = Decision.objects.filter(title=TITLE)
    if standing := issued.filter(voided_at__isnull=True).first():
        void_decision(standing, why="Đo xong (minh hoạ)", by=officer)
    else:
        issue_decision(_paper(issued.count() + 1), _lines(officer), by=officer)


def _paper(number: int) -> Paper:
    """The head of a decision of today at the level and for the place of the open round."""
    work = Round.objects.select_related("level__regime", "place").get(status=RoundStatus.OPEN)
    return Paper(
        level=work.level,
        issuing_body=Issuer(work.level, work.place).body,
        number=f"MH{number}/QĐ-UBND",
        signed_on=today(),
        place=work.place,
        title=TITLE,
    )


def _lines(officer: User) -> list[Line]:
    """The products whose ratings stand in the ledger for longest, with the stars that they hold."""
    held = ratings_in_force(today()).filter(
        product__in=Product.objects.visible_to(officer), stars__lt=5, starts_on__lt=today(), closed_at__isnull=True
    )
    oldest = held.select_related("product__producer").order_by("pk")[:LINES]
    return [Line(rating.product, rating.stars, RatingKind.RE_RATING) for rating in oldest]


def main() -> None:
    """Publish for each line of the input."""
    while sys.stdin.readline():
        publish()
        print("published", flush=True)


if __name__ == "__main__":
    main()
