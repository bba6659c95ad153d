"""Sets of small whole numbers as bits of one Python int: `&`, `|` and `bit_count` work on a hundred thousand at once.

Pure. A number in the set is a bit that is one.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable

# So few bits are read one by one.
NARROW = 256
# A set is kept as a list of its numbers while so many bits would have to be read for each: a list takes less room,
# bits are united faster.
BITS_FOR_A_NUMBER = 128

_DIGITS = bytes.maketrans(b"01", b"\x00\x01")

Posting = int | array


def bits_of(numbers: Iterable[int], size: int) -> int:
    """The set of these numbers, each below `size`."""
    room = bytearray(size // 8 + 1)
    for number in numbers:
        room[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(room, "little")


def posting(numbers: array, size: int) -> Posting:
    """A set as bits, or a small one as the numbers themselves."""
    return bits_of(numbers, size) if len(numbers) * BITS_FOR_A_NUMBER > size else numbers


def united(postings: Iterable[Posting], size: int) -> int:
    """The numbers of any of these sets."""
    bits, numbers = 0, array("I")
    for one in postings:
        if isinstance(one, int):
            bits |= one
        else:
            numbers += one
    return bits | bits_of(numbers, size) if numbers else bits


def with_one(one: Posting | None, number: int) -> Posting:
    """A set with one number more; the given one stays as it is."""
    if one is None:
        return array("I", [number])
    return one | 1 << number if isinstance(one, int) else one + array("I", [number])


def any_of(sets: Iterable[int]) -> int:
    """The numbers of any of these sets of bits."""
    bits = 0
    for one in sets:
        bits |= one
    return bits


def places_of(codes: bytes, wanted: Iterable[int]) -> int:
    """The set of the places where one of some codes stands."""
    table = bytearray(b"0" * 256)
    for code in wanted:
        table[code] = ord("1")
    return int(codes.translate(table)[::-1] or b"0", 2)


def flags_of(bits: int, size: int) -> bytes:
    """A set as one byte for each number below `size`: 1 for those in it."""
    return f"{bits:0{size}b}"[::-1].encode().translate(_DIGITS)


def numbers_in(bits: int, start: int = 0, stop: int | None = None) -> list[int]:
    """The numbers of a set in rising order, from the start-th up to right before the stop-th."""
    count = bits.bit_count()
    stop = count if stop is None else min(stop, count)
    return _between(bits, start, stop, bits.bit_length(), 0) if start < stop else []


def _one_by_one(bits: int, below: int) -> list[int]:
    found = []
    while bits:
        lowest = bits & -bits
        found.append(below + lowest.bit_length() - 1)
        bits ^= lowest
    return found


def _between(bits: int, start: int, stop: int, width: int, below: int) -> list[int]:
    """Halve the bits until few are left, leaving out the halves that nothing is wanted of."""
    if width <= NARROW:
        return _one_by_one(bits, below)[start:stop]
    half = width // 2
    low = bits & ((1 << half) - 1)
    count = low.bit_count()
    found = _between(low, start, min(stop, count), half, below) if start < count else []
    if stop > count:
        found += _between(bits >> half, max(start - count, 0), stop - count, width - half, below + half)
    return found
