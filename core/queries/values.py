"""Columns and values of the book of acts in words, without what it does not say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.formats import date_format, localize
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from core.models import HistoryEntry
from core.queries.row_events import RowChange
from core.queries.untold import NOTHING
from core.rules.unsaid import is_unsaid, without_numbers
from core.rules.verbs import DETAILS

LONGEST = 200
# What an act writes down about its changes; everything else that it writes down is a detail.
OF_CHANGES = frozenset({"changes", "before", "after"})
LISTS_OF_COLUMNS = frozenset({"changed", "changes_in"})
Kept = frozenset[str]  # columns of the row that are kept back for now (core.queries.untold)


@dataclass(frozen=True)
class Change:
    """One column in words; `before` is None where nothing was before, both where only is said that it changed."""

    column: str
    before: str | None = None
    after: str | None = None

    def __str__(self) -> str:
        if self.after is None:
            return _("%(column)s: đã đổi") % {"column": self.column}
        if self.before is None:
            return f"{self.column}: {self.after}"
        return f"{self.column}: {self.before or '–'} → {self.after or '–'}"


class Names:
    """What the rows are called that changed columns point to; one query for each model."""

    def __init__(self, changes: Iterable[RowChange]) -> None:
        wanted: dict[Any, set[Any]] = defaultdict(set)
        for change in changes:
            for field in change.model._meta.concrete_fields:
                if field.is_relation and field.attname in change.after:
                    old = (change.before or {}).get(field.attname)
                    wanted[field.related_model] |= {old, change.after[field.attname]}
        self._rows = {model: model._base_manager.in_bulk(ids - {None}) for model, ids in wanted.items()}

    def of(self, model: Any, pk: Any) -> str:
        """The name of a row; its number when it is no longer there."""
        row = self._rows.get(model, {}).get(pk)
        return f"{pk}" if row is None else str(row)


def kind_words(kind: ContentType) -> str:
    """What things of a kind are called."""
    model = kind.model_class()
    return str(model._meta.verbose_name) if model else kind.model


def shown_changes(change: RowChange | None, names: Names, kept: Kept) -> list[Change]:
    """What the history of a row says, column by column; empty columns of a new row are left out."""
    if change is None:
        return []
    if change.before is None:
        new = {name: value for name, value in change.after.items() if not _is_empty(value)}
        return [_shown(change.model, name, [value], kept, names) for name, value in new.items()]
    before = change.before
    return [_shown(change.model, name, [before[name], value], kept, names) for name, value in change.after.items()]


def said_changes(entry: HistoryEntry, kept: Kept) -> list[Change]:
    """What the act itself wrote down of its changes, in the order of the table; JSON keeps none."""
    model, data = entry.subject_type.model_class(), entry.data
    pairs: dict[str, Any] = dict(data["changes"]) if isinstance(data.get("changes"), dict) else {}
    before, after = data.get("before"), data.get("after")
    if isinstance(before, dict) and isinstance(after, dict):
        pairs |= {name: [before.get(name), value] for name, value in after.items() if before.get(name) != value}
    elif isinstance(after, dict):
        pairs |= {name: [value] for name, value in after.items() if not _is_empty(value)}
    elif isinstance(before, dict):
        pairs |= {name: [value, None] for name, value in before.items() if not _is_empty(value)}
    elif after is not None:
        pairs["status"] = [before, after]
    columns = [field.name for field in model._meta.concrete_fields] if model else []
    names = sorted(pairs, key=lambda name: (columns.index(name) if name in columns else len(columns), name))
    return [_shown(model, name, pairs[name], kept) for name in names] + _said_of_others(model, data.get("changed"))


def _said_of_others(model: type[models.Model] | None, changed: Any) -> list[Change]:
    """What one act wrote down of several things of its kind: each by its name, with its columns."""
    if not isinstance(changed, dict):
        return []
    shown = [
        (thing, _shown(model, name, values, NOTHING))
        for thing, columns in changed.items()
        for name, values in columns.items()
    ]
    return [replace(change, column=f"{thing}, {change.column}") for thing, change in shown]


def detail_words(entry: HistoryEntry, kept: Kept) -> list[str]:
    """What the act wrote down beside its changes: "từ: giá trị"."""
    model = entry.subject_type.model_class()
    return [
        f"{_label(model, name)}: {_detail(model, name, value)}"
        if not is_unsaid(name) and name not in kept
        else str(Change(_label(model, name)))
        for name, value in entry.data.items()
        if name not in OF_CHANGES and not _is_empty(value) and not (name == "changed" and isinstance(value, dict))
    ]


def _detail(model: type[models.Model] | None, name: str, value: Any) -> str:
    return ", ".join(_label(model, str(each)) for each in value) if name in LISTS_OF_COLUMNS else _words(value)


def _is_empty(value: Any) -> bool:
    return value in (None, "", [], {})


def _shown(
    model: type[models.Model] | None, name: str, values: list[Any] | None, kept: Kept, names: Names | None = None
) -> Change:
    """A column with one value or two; with none where it is unsaid, or kept back for now."""
    label, field = _label(model, name), _field(model, name)
    if is_unsaid(name) or (field.name if field else name) in kept or not values:
        return Change(label)
    before, after = [None, *(_value(field, value, names) for value in values)][-2:]
    return Change(label, before, after)


def _field(model: type[models.Model] | None, name: str) -> models.Field | None:
    fields = model._meta.concrete_fields if model else []
    return next((field for field in fields if name in (field.name, field.attname)), None)


def _label(model: type[models.Model] | None, name: str) -> str:
    field = _field(model, name)
    return str(field.verbose_name) if field else str(DETAILS.get(name, name))


def _value(field: models.Field | None, value: Any, names: Names | None) -> str:
    if value is None or value == "":
        return ""
    if field is not None and field.is_relation and names is not None:
        return names.of(field.related_model, value)
    if field is not None and field.choices and not isinstance(value, list):
        return str(dict(field.flatchoices).get(value, "")) or _words(value)
    return _words(_read(field, value))


def _read(field: models.Field | None, value: Any) -> Any:
    """A day or a number that JSON keeps as text; what its column cannot read stays as it is written."""
    if not isinstance(value, str) or not isinstance(field, models.DateField | models.DecimalField):
        return value
    try:
        return field.to_python(value)
    except ValidationError:
        return value


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, datetime):
        return date_format(localtime(value), "H:i d/m/Y")
    if isinstance(value, date):
        return date_format(value, "d/m/Y")
    if isinstance(value, Decimal):
        return localize(value.normalize())
    if isinstance(value, Mapping):
        said = {str(key): each for key, each in value.items() if not is_unsaid(str(key)) and not _is_empty(each)}
        return "; ".join(f"{DETAILS.get(key, key)}: {_words(each)}" for key, each in said.items())
    if isinstance(value, list | tuple):
        return ", ".join(_words(each) for each in value)
    text = without_numbers(str(value))
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
