"""Places, the book of acts, the generation."""

from __future__ import annotations

from django.contrib import admin

from core.admin.tables import ReadOnlyAdmin, ReferenceAdmin
from core.forms.places import PlaceForm
from core.models import Generation, HistoryEntry, Place, PlaceCover, PlaceSuccession


class SuccessionInline(admin.TabularInline):
    """What a unit became."""

    model = PlaceSuccession
    fk_name = "predecessor"
    autocomplete_fields = ("successor",)
    extra = 0


@admin.register(Place)
class PlaceAdmin(ReferenceAdmin):
    """Administrative units; `load_places` makes what lies in what anew."""

    list_display = ("name", "kind", "parent", "code", "valid_from", "valid_to", "slug")
    list_filter = ("level", "kind", ("valid_to", admin.EmptyFieldListFilter))
    list_select_related = ("parent",)
    search_fields = ("name_fold", "code")
    autocomplete_fields = ("parent",)
    form = PlaceForm
    inlines = (SuccessionInline,)


@admin.register(PlaceSuccession)
class PlaceSuccessionAdmin(ReferenceAdmin):
    """Which unit went into which."""

    list_display = ("predecessor", "successor", "on", "basis")
    list_filter = ("on",)
    list_select_related = ("predecessor", "successor")
    search_fields = ("predecessor__name_fold", "successor__name_fold")
    autocomplete_fields = ("predecessor", "successor")


@admin.register(PlaceCover)
class PlaceCoverAdmin(ReadOnlyAdmin):
    """What lies in what, as load_places computed it."""

    list_display = ("place", "covered", "since")
    list_filter = ("place__level",)
    list_select_related = ("place", "covered")
    search_fields = ("place__name_fold", "covered__name_fold")


@admin.register(HistoryEntry)
class HistoryEntryAdmin(ReadOnlyAdmin):
    """The book of acts."""

    list_display = ("at", "by", "verb", "subject_type", "label", "why")
    list_filter = ("verb", ("subject_type", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("by", "subject_type")
    search_fields = ("label", "why")
    date_hierarchy = "at"
    readonly_fields = ("at",)


@admin.register(Generation)
class GenerationAdmin(ReadOnlyAdmin):
    """The generation of the public content."""

    list_display = ("number", "changed_at")
