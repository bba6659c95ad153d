"""What the catalogue is, told slowly: from the ledger itself in SQL, and from all entries read anew."""

from datetime import date

from django.db.models import F

from products.models import CatalogueEntry
from products.queries.catalogue import with_state
from products.queries.entries import wrong_entries
from products.queries.public_names import wrong_names
from products.queries.shelf import catalogue_reader, opened_catalogue
from products.rules.shelf_day import ShelfDay
from products.rules.steps import State, read_state

DAYS = [date(2019, 1, 1), date(2021, 6, 30), date(2022, 3, 1), date(2022, 10, 1), date(2024, 8, 1), date(2027, 1, 1)]


def told_by_sql(on):
    """What each product is on a day, from the ledger."""
    facts = [F(name) for name in ("rank", "status", "since", "until")]
    return {pk: State(*its) for pk, *its in with_state(on).values_list("pk", *facts, "rating__stars")}


def told_by_entries(on):
    """The same from the entries."""
    told = {pk: read_state(steps, on) for pk, steps in CatalogueEntry.objects.values_list("pk", "steps")}
    return {pk: state for pk, state in told.items() if state}


def everything_in(shelf, on):
    """Whatever a shelf tells on a day, whichever slots its products have."""
    day = ShelfDay(shelf, on)

    def products(bits):
        return day.products(bits & day.rated, day.by_name(), 0, 100_000)

    sets = {
        "own": {word: shelf.with_words([word])[0] for word in shelf.own},
        "maker": {word: shelf.with_words([word])[1] for word in shelf.makers},
        "form": shelf.forms,
        "category": shelf.categories,
        "place": shelf.places,
        "rank": day.ranks,
        "status": day.statuses,
    }
    told = {(kind, value): products(bits) for kind, values in sets.items() for value, bits in values.items()}
    in_order = products(day.rated), products(day.shown), day.newest(day.rated, 0, 100_000)
    return in_order, {key: found for key, found in told.items() if found}


def agrees():
    """Names, entries, reader and ledger say the same; the reader is brought up to date by what changed alone."""
    assert [*wrong_names(), *wrong_entries()] == []
    for on in DAYS:
        assert told_by_entries(on) == told_by_sql(on), on
    kept = opened_catalogue(DAYS[3]).shelf
    catalogue_reader.forget()
    fresh = opened_catalogue(DAYS[3]).shelf
    assert everything_in(kept, DAYS[3]) == everything_in(fresh, DAYS[3])
