"""`python -m tests.bench.generate --size 3000` fills the migrated, empty database of DATABASE_URL."""

# ruff: noqa: E402 - models can only be imported once Django is set up
import argparse
import sys
import time

import django

django.setup()

from django.core.management import call_command

from tests.bench.council_filling import make_rounds
from tests.bench.parts import SIZES
from tests.bench.register import SEED, make_register


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.generate", description=__doc__)
    parser.add_argument("--size", type=int, required=True, metavar="N", help="how many products")
    parser.add_argument("--seed", type=int, default=SEED, metavar="N")
    wishes = parser.parse_args()
    call_command("load_reference", stdout=sys.stderr)
    start = time.monotonic()
    make_register(wishes.size, wishes.seed)
    if wishes.size == SIZES[0]:
        call_command("load_criteria", stdout=sys.stderr)
        make_rounds()
    print(f"{wishes.size} products in {time.monotonic() - start:.0f} s")


if __name__ == "__main__":
    main()
