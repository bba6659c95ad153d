"""From a producer of the figures to its products: what stands behind the number beside its name."""

from __future__ import annotations

from functools import cached_property

from reports.queries.counted import Named
from reports.queries.figures import Question
from reports.queries.lists import Cell, CountedProducers, CountedProducts, Listed


class NumberedProducers(CountedProducers):
    """The producers that a number counts, each with the key of the record that it was at the record time."""

    def key_of(self, listed: Listed) -> int:
        """Its key: what was merged later had a record of its own."""
        entered = listed.row.entered_producer_id
        return self._became.get(entered, entered)

    @cached_property
    def _became(self) -> dict[int, int]:
        return dict(zip(self._named["gone_producers"], self._named["kept_producers"], strict=True))


class ProductsOfProducer(CountedProducts):
    """The products of one producer among those that a number counts."""

    def __init__(self, question: Question, cell: Cell, *, producer: int) -> None:
        self._producer = producer
        super().__init__(question, cell)

    def _narrowed(self, question: Question) -> tuple[str, Named]:
        where, given = super()._narrowed(question)
        return f"{where} AND producer = %(producer)s", given | {"producer": self._producer}
