"""What every table of the admin shares."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.contrib.admin.actions import delete_selected
from django.contrib.admin.utils import NestedObjects
from django.db import DEFAULT_DB_ALIAS
from django.db.models import DateField, Field, Model, Q, QuerySet, TextField
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse

from core.fields import Fold
from core.forms.days import DayField
from core.forms.reasons import ReasonForm, ReferenceForm
from core.guards import acting_user
from core.history import record
from core.publishing import publishing
from core.row_acts import Facts, differences, facts_of
from core.rules.lengths import LONGEST_TEXT
from core.text import fold

PER_PAGE = 50
# Loose text has an end here too, and days are days of the register.
HOUSE_FIELDS: dict[type[Field[Any, Any]], dict[str, Any]] = {
    TextField: {"max_length": LONGEST_TEXT},
    DateField: {"form_class": DayField},
}


class HouseAdmin(admin.ModelAdmin):
    """Pages of fifty, and searching without marks.

    A search field whose name ends in `_fold` is a stored folded column; any other is folded while searching.
    """

    list_per_page = PER_PAGE
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER  # a count for each filter would read the whole table
    actions_on_bottom = True
    formfield_overrides = HOUSE_FIELDS

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Who may only look is not asked why."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return fieldsets
        return [
            (name, {**options, "fields": [field for field in options["fields"] if field != "why"]})
            for name, options in fieldsets
        ]

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

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """What a page leaves out is not guessed sign by sign through its address either."""
        return lookup.partition("__")[0] not in (self.exclude or ()) and super().lookup_allowed(lookup, value, request)


def _folded_alias(name: str) -> str:
    return name if name.endswith("_fold") else f"{name.replace('__', '_')}_folded"


class ReferenceAdmin(HouseAdmin):
    """Reference data: editable with a reason, with every row before and after in our own book of acts.

    The public pages follow at once.
    """

    form = ReferenceForm
    actions = ("delete_selected",)
    delete_confirmation_template = "admin/delete_with_reason.html"
    delete_selected_confirmation_template = "admin/delete_chosen_with_reason.html"

    def save_model(self, request: HttpRequest, obj: Model, form: ReferenceForm, change: bool) -> None:
        with publishing():
            form.before = facts_of(_stored(obj))
            super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        beside = [formset.model._base_manager.filter(**{formset.fk.name: form.instance}) for formset in formsets]
        before = form.before | facts_of(*beside)
        super().save_related(request, form, formsets, change)
        after = facts_of(_stored(form.instance), *beside)
        self._record(request, before, after, form.cleaned_data["why"])

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Who gives no reason has not confirmed yet, and is asked again."""
        reason = _reason(request)
        if not reason.is_valid():
            request.POST = QueryDict()
        return super().delete_view(request, object_id, {**(extra_context or {}), "reason": reason})

    @admin.action(permissions=["delete"], description=delete_selected.short_description)  # type: ignore[attr-defined]
    def delete_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        """The same for rows chosen in the list."""
        reason = _reason(request)
        if not reason.is_valid():
            given = request.POST.copy()
            given.pop("post", None)
            request.POST = given  # type: ignore[assignment]
        response = delete_selected(self, request, queryset)
        if isinstance(response, TemplateResponse) and response.context_data is not None:
            response.context_data["reason"] = reason
        return response

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        with publishing():
            self._record(request, self._facts_to_go([obj]), {}, request.POST["why"])
            super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        with publishing():
            self._record(request, self._facts_to_go(queryset), {}, request.POST["why"])
            super().delete_queryset(request, queryset)

    def _facts_to_go(self, rows: Iterable[Model]) -> Facts:
        """Rows that are deleted and the reference data that go with them; what is worked out anew says nothing."""
        along = NestedObjects(using=DEFAULT_DB_ALIAS)
        along.collect(list(rows))
        ours = [
            model
            for model in along.data
            if self.admin_site.is_registered(model)
            and isinstance(self.admin_site.get_model_admin(model), ReferenceAdmin)
        ]
        return facts_of(*(_stored(*along.data[model]) for model in ours))

    def _record(self, request: HttpRequest, before: Facts, after: Facts, why: str) -> None:
        for what, row, said in differences(before, after):
            record(row, f"admin_{what}", by=acting_user(request), why=why.strip(), **said)


def _stored(*rows: Model) -> QuerySet[Any]:
    """Rows of one table as they stand in the database."""
    return type(rows[0])._base_manager.filter(pk__in=[row.pk for row in rows])


def _reason(request: HttpRequest) -> ReasonForm:
    return ReasonForm(request.POST if "post" in request.POST else None)


class ReadOnlyAdmin(HouseAdmin):
    """Rows that only the acts of the portal write: to be looked at."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
