"""The catalogue as sets of bits: products have slots, every word and value of a filter is a set of slots. Pure.

A shelf never changes. `renewed` gives another one that shares with it all that stayed: a changed product gets a new
slot and its old one is emptied, so that a reader of the old shelf is never disturbed.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, compress
from typing import Any, NamedTuple

from core.text import fold, fold_of_sort_key
from products.rules.bits import Posting, any_of, bits_of, posting, united, with_one
from products.rules.likeness import WordBook
from products.rules.steps import State, read_state

# Emptied slots cost time on every question; beyond this share of the slots everything is read anew.
MOST_RENEWED = 8
EMPTY = 0


class Entry(NamedTuple):
    """What finds, sorts and shows one product; texts of words are separated by blanks, `steps` may be empty."""

    product: int
    name_sort: str
    own_words: str
    maker_words: str
    form: str
    category: int | None
    place: int | None
    steps: str


class Words:
    """All words of names as they are spelt, by their folded form. Only ever added to, so all shelves share it."""

    def __init__(self) -> None:
        self.book = WordBook()
        self.spellings: dict[str, list[str]] = {}
        self._known: set[str] = set()

    def learn(self, spelt: str) -> None:
        """Write a word down, once."""
        if spelt not in self._known:
            self._known.add(spelt)
            plain = fold(spelt)
            self.spellings.setdefault(plain, []).append(spelt)
            self.book.add(plain)

    def containing(self, part: str) -> list[str]:
        """The words, as they are spelt, that hold a part in their folded form."""
        return [spelt for plain in self.book.words if part in plain for spelt in self.spellings[plain]]


class Courses:
    """The different ways that products went, numbered; the first is that of an emptied slot. Only ever added to."""

    def __init__(self) -> None:
        self._texts = [""]
        self._numbers = {"": EMPTY}
        self._told: tuple[date | None, list[State | None]] = (None, [])

    def number(self, steps: str) -> int:
        """The number of the way that a text of products.rules.steps tells."""
        found = self._numbers.get(steps)
        if found is None:
            self._texts.append(steps)
            found = self._numbers[steps] = len(self._texts) - 1
        return found

    def states(self, on: date) -> list[State | None]:
        """What each way tells on a day; remembered for the last day that was asked for."""
        day, told = self._told
        known = told if day == on else []
        states = known + [read_state(steps, on) for steps in self._texts[len(known) :]]
        self._told = (on, states)
        return states


@dataclass(frozen=True)
class Late:
    """A product that came after the shelf was filled: the slot that it stands before in the order of names."""

    before: int
    name: tuple[str, int]
    slot: int


@dataclass(frozen=True)
class Shelf:
    """As many slots as there are `names` stand in the order of names, later ones where `late` says."""

    products: array
    courses: array
    names: Sequence[str]
    forms: Mapping[str, int]
    categories: Mapping[int | None, int]
    places: Mapping[int | None, int]
    own: Mapping[str, Posting]
    makers: Mapping[str, Posting]
    late: tuple[Late, ...] = ()
    all_words: Words = field(default_factory=Words)
    all_courses: Courses = field(default_factory=Courses)

    @property
    def size(self) -> int:
        """How many slots there are."""
        return len(self.products)

    # ------------------------------------------------------------- reading
    def with_words(self, words: Iterable[str]) -> tuple[int, int]:
        """The products that bear one of these words (as spelt) in their own names, and in their producer's."""
        words = list(words)
        return self._with_words(self.own, words), self._with_words(self.makers, words)

    def _with_words(self, names: Mapping[str, Posting], words: Iterable[str]) -> int:
        return united((names[word] for word in words if word in names), self.size)

    def folded_name(self, slot: int) -> str:
        """The name in a slot, without marks."""
        is_late = slot >= len(self.names)
        return fold_of_sort_key(
            next(late.name[0] for late in self.late if late.slot == slot) if is_late else self.names[slot]
        )

    def located(self, places: Iterable[int]) -> int:
        """The products at any of these places."""
        return any_of(self.places.get(place, 0) for place in places)

    def by_name(self, bits: int) -> int:
        """A set of slots as a set of places in the order of names."""
        if not self.late:
            return bits
        digits = f"{bits:0{self.size}b}"[::-1]
        return int("".join(digits[run] for run in self._runs())[::-1], 2)

    def slots_by_name(self) -> Sequence[int]:
        """The slot at each place in the order of names."""
        if not self.late:
            return range(self.size)
        return array("I", chain.from_iterable(range(run.start, run.stop) for run in self._runs()))

    def _runs(self) -> Iterable[slice]:
        done = 0
        for late in self.late:
            if late.before > done:
                yield slice(done, late.before)
                done = late.before
            yield slice(late.slot, late.slot + 1)
        yield slice(done, len(self.names))

    # ------------------------------------------------------------- renewing
    def has_room_for(self, count: int) -> bool:
        """False when so many more products are better read with all the others."""
        return len(self.late) + count <= len(self.names) // MOST_RENEWED + MOST_RENEWED

    def renewed(self, entries: Sequence[Entry]) -> Shelf:
        """The shelf after some products changed."""
        changed = {entry.product for entry in entries}
        courses = self.courses[:]
        for slot in compress(range(self.size), map(changed.__contains__, self.products)):
            courses[slot] = EMPTY
        shelf = _Filling(self, courses)
        for entry in entries:
            shelf.add(entry)
        return shelf.done()


class _Filling:
    """A copy of a shelf while products are added to it, one at a time."""

    def __init__(self, shelf: Shelf, courses: array) -> None:
        self.shelf = shelf
        self.products, self.courses, self.late = shelf.products[:], courses, list(shelf.late)
        self.forms, self.categories, self.places = dict(shelf.forms), dict(shelf.categories), dict(shelf.places)
        self.own, self.makers = dict(shelf.own), dict(shelf.makers)

    def add(self, entry: Entry) -> None:
        """Put a product in a slot of its own; an emptied one leaves none."""
        if not entry.steps:
            return
        slot = len(self.products)
        self.products.append(entry.product)
        self.courses.append(self.shelf.all_courses.number(entry.steps))
        values: list[tuple[dict[Any, int], Any]] = [
            (self.forms, entry.form),
            (self.categories, entry.category),
            (self.places, entry.place),
        ]
        for sets, value in values:
            sets[value] = sets.get(value, 0) | 1 << slot
        for names, words in ((self.own, entry.own_words), (self.makers, entry.maker_words)):
            for word in words.split():
                self.shelf.all_words.learn(word)
                names[word] = with_one(names.get(word), slot)
        name = (entry.name_sort, entry.product)
        self.late.append(Late(self._place_of(name), name, slot))

    def _place_of(self, name: tuple[str, int]) -> int:
        names, products = self.shelf.names, self.shelf.products
        return bisect_left(range(len(names)), name, key=lambda slot: (names[slot], products[slot]))

    def done(self) -> Shelf:
        """The shelf with what was added."""
        return Shelf(
            self.products,
            self.courses,
            self.shelf.names,
            self.forms,
            self.categories,
            self.places,
            self.own,
            self.makers,
            tuple(sorted(self.late, key=lambda late: (late.before, late.name))),
            self.shelf.all_words,
            self.shelf.all_courses,
        )


class _Slots(defaultdict[Any, array]):
    """The slots of each value of a column."""

    def __init__(self) -> None:
        super().__init__(_no_slots)

    def note(self, start: int, values: Iterable[Any]) -> None:
        """Take in the values of the slots from a first one on."""
        for slot, value in enumerate(values, start):
            self[value].append(slot)

    def as_bits(self, size: int) -> dict[Any, int]:
        """The same as sets of bits."""
        return {value: bits_of(slots, size) for value, slots in self.items()}


def _no_slots() -> array:
    return array("I")


def filled(batches: Iterable[Sequence[Entry]]) -> Shelf:
    """A shelf of all entries, which come so many at a time in the order of names, without any emptied ones."""
    words, courses = Words(), Courses()
    products, numbers = array("q"), array("I")
    names: list[str] = []
    forms, categories, places, own, makers = (_Slots() for _column in range(5))
    for batch in batches:
        # Column by column: row by row takes three times as long.
        its, sorts, *columns, steps = zip(*batch, strict=True)
        for slots, values in zip((own, makers, forms, categories, places), columns, strict=True):
            slots.note(len(products), values)
        products.extend(its)
        names.extend(sorts)
        numbers.extend(map(courses.number, steps))
    size = len(products)
    return Shelf(
        products,
        numbers,
        names,
        forms.as_bits(size),
        categories.as_bits(size),
        places.as_bits(size),
        _postings(own, words, size),
        _postings(makers, words, size),
        all_words=words,
        all_courses=courses,
    )


def _postings(texts: _Slots, words: Words, size: int) -> dict[str, Posting]:
    """Where each word stands; names that many products share are taken apart once."""
    found = _Slots()
    for text, slots in texts.items():
        for word in text.split():
            found[word].extend(slots)
    for word in found:
        words.learn(word)
    return {word: posting(slots, size) for word, slots in found.items()}
