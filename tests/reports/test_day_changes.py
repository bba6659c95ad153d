"""What ledger rows add to the counts, against counting each day by itself."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from reports.rules.day_changes import LedgerRow, changes_by_producer

FIRST = date(2020, 1, 1)
DAYS = 30


def day(number):
    return FIRST + timedelta(days=number)


def row(pk, stars, since, end, *, product=1, producer=1, producer_class="company", place=None, category=None):
    end = None if end is None else day(end)
    return LedgerRow(pk, product, producer, producer_class, place, category, stars, day(since), end)


def changes(*rows):
    return {producer: dict(found) for producer, found in changes_by_producer(rows).items()}


def test_a_rating_alone():
    assert changes(row(1, 3, 2, 9, place=7, category=8)) == {
        1: {
            ("rank:3:held", day(2)): 1,
            ("rank:3:held", day(9)): -1,
            ("place:7:held", day(2)): 1,
            ("place:7:held", day(9)): -1,
            ("category:8:held", day(2)): 1,
            ("category:8:held", day(9)): -1,
            ("class:company:held", day(2)): 1,
            ("class:company:held", day(9)): -1,
            ("class:company:all", day(2)): 1,
            ("class:company:all", day(9)): -1,
        }
    }


def test_an_approval_that_outlives_the_rating_of_another_producer():
    rating = row(1, 4, 0, 10, producer=1, place=7)
    approval = row(1, 0, 5, None, producer=2, place=8)
    assert changes(rating, approval) == {
        1: {
            ("rank:4:held", day(0)): 1,
            ("rank:4:held", day(10)): -1,
            ("rank:4:open", day(5)): 1,
            ("rank:4:open", day(10)): -1,
            ("place:7:held", day(0)): 1,
            ("place:7:held", day(10)): -1,
            ("category:0:held", day(0)): 1,
            ("category:0:held", day(10)): -1,
            ("class:company:held", day(0)): 1,
            ("class:company:held", day(10)): -1,
            ("class:company:all", day(0)): 1,
            ("class:company:all", day(10)): -1,
        },
        2: {
            ("rank:0:open", day(10)): 1,
            ("place:8:open", day(10)): 1,
            ("category:0:open", day(10)): 1,
            ("class:company:all", day(10)): 1,
        },
    }


def test_what_follows_without_a_gap_changes_only_what_differs():
    first = row(1, 3, 0, 5, place=7)
    found = changes(first, row(2, 4, 5, 9, place=7))[1]
    assert {key: change for (key, on), change in found.items() if on == day(5)} == {
        "rank:3:held": -1,
        "rank:4:held": 1,
    }


def test_the_class_is_that_of_the_latest_row():
    rows = [
        row(1, 3, 0, 20, product=1, producer_class="household_business"),
        row(2, 3, 5, 10, product=2, producer_class="company"),
    ]
    found = changes(*rows)[1]
    assert {where: change for where, change in found.items() if where[0].endswith("held") and "class" in where[0]} == {
        ("class:household_business:held", day(0)): 1,
        ("class:household_business:held", day(5)): -1,
        ("class:company:held", day(5)): 1,
        ("class:company:held", day(10)): -1,
        ("class:household_business:held", day(10)): 1,
        ("class:household_business:held", day(20)): -1,
    }


# --------------------------------------------------------------------- any rows
@st.composite
def ledgers(draw):
    """Rows of a few products and producers; of a kind, a product has no two on a day."""
    rows = []
    for product in range(draw(st.integers(1, 4))):
        for is_rating in (True, False):
            cuts = sorted(draw(st.sets(st.integers(0, DAYS), max_size=6)))
            for since, end in zip(cuts[::2], cuts[1::2], strict=False):
                rows.append(
                    row(
                        len(rows),
                        draw(st.integers(3, 5)) if is_rating else 0,
                        since,
                        end if is_rating else draw(st.sampled_from([end, end, None])) if end == cuts[-1] else end,
                        product=product,
                        producer=draw(st.integers(1, 3)),
                        producer_class=draw(st.sampled_from(["company", "other", "unknown"])),
                        place=draw(st.sampled_from([None, 1, 2])),
                        category=draw(st.sampled_from([None, 1])),
                    )
                )
    return rows


def counted_on(rows, on, *, certified):
    """The counts of one day, made of the rows that are in force then."""
    on_day = [row for row in rows if row.is_on(on)]
    ratings = {row.product: row for row in on_day if row.stars}
    approvals = {} if certified else {row.product: row for row in on_day if not row.stars}
    counts = Counter()
    latest = {}
    for product, found in {**approvals, **ratings}.items():
        standing = "held" if product in ratings else "open"
        counts[f"place:{found.place or 0}:{standing}"] += 1
        counts[f"category:{found.category or 0}:{standing}"] += 1
        if found.stars:
            counts[f"rank:{found.stars}:held"] += 1
        if product in approvals:
            counts[f"rank:{found.stars}:open"] += 1
        order = (found.since, found.stars == 0, -found.pk)
        latest[found.producer] = max(latest.get(found.producer, (order, "")), (order, found.producer_class))
    for _order, producer_class in latest.values():
        counts[f"class:{producer_class}:{'held' if certified else 'all'}"] += 1
    return counts


def only(counts, *words):
    """The counts that are not 0 and whose key says all of these words."""
    return {key: count for key, count in counts.items() if count and all(word in key.split(":") for word in words)}


@given(ledgers())
def test_the_changes_add_up_to_what_each_day_counts(rows):
    by_producer = changes_by_producer(rows)
    assert all(change for found in by_producer.values() for change in found.values())
    for on in map(day, range(DAYS + 2)):
        counts = Counter()
        for found in by_producer.values():
            for (key, since), change in found.items():
                counts[key] += change if since <= on else 0
        both, certified = counted_on(rows, on, certified=False), counted_on(rows, on, certified=True)
        for kind in ("rank", "place", "category"):
            assert only(counts, kind) == only(both, kind)
            assert only(certified, kind) == only(counts, kind, "held")
        assert only(counts, "class", "all") == only(both, "class")
        assert only(counts, "class", "held") == only(certified, "class")
