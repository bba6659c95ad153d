"""Places and the generation."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from core.actions.places import renew_cover
from core.admin.tables import HOUSE_FIELDS, ReadOnlyAdmin, ReferenceAdmin
from core.forms.places import PlaceForm
from core.models import Generation, Place, PlaceCover, PlaceSuccession


class CoverAdmin(ReferenceAdmin):
    """Rows that decide what lies in what: it is worked out anew in the transaction that changes them."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        with transaction.atomic():
            super().save_related(request, form, formsets, change)
            renew_cover()

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        with transaction.atomic():
            super().delete_model(request, obj)
            renew_cover()

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        with transaction.atomic():
            super().delete_queryset(request, queryset)
            renew_cover()


class SuccessionInline(admin.TabularInline):
    """What a unit became."""

    model = PlaceSuccession
    fk_name = "predecessor"
    autocomplete_fields = ("successor",)
    extra = 0
    formfield_overrides = HOUSE_FIELDS


@admin.register(Place)
class PlaceAdmin(CoverAdmin):
    """Administrative units."""

    list_display = ("name", "kind", "parent", "code", "valid_from", "valid_to", "slug")
    list_filter = ("level", "kind", ("valid_to", admin.EmptyFieldListFilter))
    list_select_related = ("parent",)
    search_fields = ("name_fold", "code")
    autocomplete_fields = ("parent",)
    form = PlaceForm
    inlines = (SuccessionInline,)

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[Any], dict[str, int], set[str], list[Any]]:
        # Nobody may delete rows of the cover by hand; they go with their unit and are worked out anew.
        shown, counts, needed, in_the_way = super().get_deleted_objects(objs, request)
        return shown, counts, needed - {PlaceCover._meta.verbose_name}, in_the_way


@admin.register(PlaceSuccession)
class PlaceSuccessionAdmin(CoverAdmin):
    """Which unit went into which."""

    list_display = ("predecessor", "successor", "on", "basis")
    list_filter = ("on",)
    list_select_related = ("predecessor", "successor")
    search_fields = ("predecessor__name_fold", "successor__name_fold")
    autocomplete_fields = ("predecessor", "successor")


@admin.register(PlaceCover)
class PlaceCoverAdmin(ReadOnlyAdmin):
    """What lies in what, as worked out from the units and their successions."""

    list_display = ("place", "covered", "since")
    list_filter = ("place__level",)
    list_select_related = ("place", "covered")
    search_fields = ("place__name_fold", "covered__name_fold")


@admin.register(Generation)
class GenerationAdmin(ReadOnlyAdmin):
    """The generation of the public content."""

    list_display = ("number", "changed_at")
