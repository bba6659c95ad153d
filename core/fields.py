"""Generated columns for searching and sorting, and the SQL functions behind them."""

from __future__ import annotations

from django.db import models

__all__ = ["Fold", "ViSort", "folded", "sort_key"]


class Fold(models.Func):
    """`fold(…)` in SQL: the twin of core.text.fold."""

    function = "fold"
    output_field = models.TextField()


class ViSort(models.Func):
    """`vi_sort(…)` in SQL: the twin of core.text.vi_sort."""

    function = "vi_sort"
    output_field = models.TextField()


def folded(*names: str) -> models.GeneratedField:
    """A stored column holding the folded text of one or several columns of the same row."""
    expression: models.Func = Fold(names[0])
    for name in names[1:]:
        expression = _JoinWithBlank(expression, Fold(name))
    return models.GeneratedField(expression=expression, output_field=models.TextField(), db_persist=True)


def sort_key(name: str) -> models.GeneratedField:
    """A stored column that orders by the Vietnamese dictionary, compared byte by byte."""
    return models.GeneratedField(
        expression=ViSort(name), output_field=models.TextField(db_collation="C"), db_persist=True
    )


class _JoinWithBlank(models.Func):
    """Two texts with a blank between them; `||` is immutable where concat() is not."""

    template = "(%(expressions)s)"
    arg_joiner = " || ' ' || "
    output_field = models.TextField()
