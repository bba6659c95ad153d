"""The administrator's tables of published figures."""

from django.contrib import admin

from core.admin.tables import ReferenceAdmin
from reports.models import PublishedFigure


@admin.register(PublishedFigure)
class PublishedFigureAdmin(ReferenceAdmin):
    """Totals that others published, each with its source."""

    list_display = ("on", "place", "total", "basis", "source")
    list_filter = ("place",)
    list_select_related = ("place",)
    search_fields = ("place__name_fold", "basis", "source")
    autocomplete_fields = ("place",)
    date_hierarchy = "on"
