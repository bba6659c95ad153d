"""The book of acts, for auditors and administrators."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from core.actions.history import note_export
from core.exports import csv_of_history
from core.filters import HistoryFilter
from core.guards import StaffPage, acting_user
from core.models import HistoryEntry
from core.parse import parse_key
from core.queries.history import (
    book,
    lines_in_parts,
    lines_of,
    older_than,
    page_of,
    sendings_of,
    written_rows,
)
from core.roles import Act

BELOW, TAKE_AWAY = "duoi-dong", "tai-ve"


class HistoryList(StaffPage, TemplateView):
    """Who did what, when, why, before and after: newest first, narrowed by the address, or to keep as a file."""

    act = Act.SEE_AUDIT
    template_name = "core/history_list.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        filters = HistoryFilter(request.GET, queryset=book())
        rows = filters.qs if filters.is_valid() else HistoryEntry.objects.none()
        if request.GET.get(TAKE_AWAY) == "csv" and filters.is_valid():
            note_export(filters=_query(request, TAKE_AWAY), by=acting_user(request))
            return csv_of_history(lines_in_parts(rows))
        return self.render_to_response(self.get_context_data(filters=filters, rows=rows))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        filters, query = kwargs["filters"], _query(self.request, BELOW, TAKE_AWAY)
        below = parse_key(self.request.GET.get(BELOW, ""))
        entries, last = page_of(older_than(kwargs.pop("rows"), below))
        sendings = sendings_of(lines_of(entries))
        chosen = filters.form.cleaned_data if filters.is_valid() else {}
        rows, more = written_rows(chosen["lan"]) if chosen.get("lan") else ([], 0)
        return super().get_context_data(
            heading=_("Nhật ký"),
            help_url=reverse("staff:help", args=["nhat-ky"]),
            crumbs=[{"label": _("Bàn làm việc"), "url": reverse("staff:home")}, {"label": _("Nhật ký"), "url": ""}],
            sendings=[{"sending": sending, "lines": [_shown(line) for line in sending.lines]} for sending in sendings],
            active=_active(self.request, filters, entries) if chosen else [],
            one_request=chosen.get("lan"),
            rows=rows,
            more_rows=more,
            query=query,
            newest_url=f"?{query}" if below else "",
            older_url=f"?{query}{BELOW}={last}" if last else "",
            export_url=f"?{query}{TAKE_AWAY}=csv",
            **kwargs,
        )


def _query(request: HttpRequest, *without: str) -> str:
    """The address's query for further links, without some keys: encoded and ending in "&", or nothing."""
    given = request.GET.copy()
    for name in [name for name, value in given.items() if name in without or not value]:
        given.pop(name)
    return f"{given.urlencode()}&" if given else ""


def _shown(line: Any) -> dict[str, Any]:
    entry = line.entry
    thing = f"{entry.subject_type.app_label}.{entry.subject_type.model}:{entry.subject_id}"
    return {"line": line, "thing": thing, "admin_url": _admin_url(entry.subject_type, entry.subject_id)}


def _admin_url(kind: ContentType, number: int) -> str:
    """Where the row itself stands; empty when its table is not in the admin."""
    model = kind.model_class()
    if model is None or not admin.site.is_registered(model):
        return ""
    return reverse(f"admin:{kind.app_label}_{kind.model}_change", args=[number])


def _active(request: HttpRequest, filters: HistoryFilter, entries: list[HistoryEntry]) -> list[dict[str, str]]:
    """What the list is narrowed to, each with the address without it."""
    names = {"thu": entries[0].label if entries else "", "lan": request.GET.get("lan", "")[:8]}
    return [
        {"label": words, "remove_url": f"?{_query(request, key, BELOW, TAKE_AWAY)}"}
        for key, words in filters.active_words(names).items()
    ]
