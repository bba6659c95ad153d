"""What every table of the admin shares."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

from core.fields import Fold
from core.guards import acting_user
from core.history import record
from core.publishing import publishing
from core.text import fold

PER_PAGE = 50


class HouseAdmin(admin.ModelAdmin):
    """Pages of fifty, and searching without marks.

    A search field whose name ends in `_fold` is a stored folded column; any other is folded while searching.
    """

    list_per_page = PER_PAGE
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER  # a count for each filter would read the whole table
    actions_on_bottom = True

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        names = {name: _folded_alias(name) for name in self.get_search_fields(request)}
        made = {alias: Fold(name) for name, alias in names.items() if alias != name}
        rows = queryset.alias(**made) if made else queryset
        for word in fold(search_term).split():
            found = Q()
            for alias in names.values():
                found |= Q(**{f"{alias}__contains": word})
            rows = rows.filter(found)
        return rows, False


def _folded_alias(name: str) -> str:
    return name if name.endswith("_fold") else f"{name.replace('__', '_')}_folded"


def _changed_names(message: Any) -> list[str]:
    """The names of the changed columns in the admin's own description of a change."""
    if not isinstance(message, list):
        return []
    return sorted({name for part in message for name in part.get("changed", {}).get("fields", [])})


class ReferenceAdmin(HouseAdmin):
    """Reference data: editable, with every change in our own book of acts; the public pages follow at once."""

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:
        with publishing():
            super().save_model(request, obj, form, change)

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        with publishing():
            super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        with publishing():
            super().delete_queryset(request, queryset)

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        record(obj, "admin_add", by=acting_user(request))
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        record(obj, "admin_change", by=acting_user(request), changes_in=_changed_names(message))
        return super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: QuerySet[Any]) -> Any:
        for thing in queryset:
            record(thing, "admin_delete", by=acting_user(request))
        return super().log_deletions(request, queryset)


class ReadOnlyAdmin(HouseAdmin):
    """Rows that only the acts of the portal write: to be looked at."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
