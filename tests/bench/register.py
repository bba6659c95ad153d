"""A made-up register of any size with a skewed, eventful history: the same size and seed give the same register."""

from __future__ import annotations

import sys
from random import Random

from django.core.management import call_command
from django.db import connection, transaction

from tests.bench.filling import Filling

SEED = 20260101


def make_register(size: int, seed: int = SEED) -> None:
    """Make so many products with all that belongs to them, then bring derived tables and statistics up to date."""
    with transaction.atomic():
        Filling(size, Random(seed)).run()
    call_command("recount", stdout=sys.stderr)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.in_atomic_block else "VACUUM ANALYZE")
