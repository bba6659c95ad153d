"""The book of acts and its seals: to be looked at; searching and filtering is the work of the page for auditors."""

from __future__ import annotations

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from core.admin.tables import ReadOnlyAdmin
from core.models import HistoryEntry, HistorySeal


@admin.register(HistoryEntry)
class HistoryEntryAdmin(ReadOnlyAdmin):
    """The book of acts."""

    list_display = ("at", "by", "verb", "subject_type", "label", "why", "on_page")
    list_select_related = ("by", "subject_type")
    readonly_fields = ("at", "request", "on_page")
    exclude = ("data",)  # the page for auditors leaves out of it what is not to be said
    change_list_template = "admin/core/historyentry/change_list.html"

    @admin.display(description=_("trên trang Nhật ký"))
    def on_page(self, entry: HistoryEntry) -> SafeString:
        """The way to the page for auditors: the whole request, or all acts on the thing."""
        kind = entry.subject_type
        thing = f"thu={kind.app_label}.{kind.model}:{entry.subject_id}"
        query = f"lan={entry.request}" if entry.request else thing
        return format_html('<a href="{}?{}">{}</a>', reverse("staff:history-list"), query, _("trước → sau"))


@admin.register(HistorySeal)
class HistorySealAdmin(ReadOnlyAdmin):
    """Sealed days."""

    list_display = ("day", "count", "hash", "sealed_at")
    readonly_fields = ("sealed_at",)
    exclude = ("leaves",)
