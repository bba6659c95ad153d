"""Figures about representatives: fixed tables, no way down to the people, nothing to choose."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.errors import ActionRefused
from core.guards import acting_user, staff_page
from core.roles import Act
from core.templatetags.formats import number
from producers.enums import Disability, Sex
from producers.views.pages import staff_crumbs
from reports.actions.representatives import publish_representative_tables
from reports.enums import Attribute
from reports.forms import ReferenceDayForm
from reports.permissions.representatives import why_not_see_tables
from reports.queries.representatives import CELLS, Published, days_to_publish, published_tables

HIDDEN = "–"


@staff_page(Act.SEE_STAFF_PAGES)
@require_safe
def representative_tables(request: HttpRequest) -> HttpResponse:
    """The tables as they were published; the address takes no question."""
    user = acting_user(request)
    if reasons := why_not_see_tables(user):
        raise PermissionDenied(str(reasons[0]))
    days = days_to_publish() if user.may(Act.HANDLE_PERSONAL_DATA) else []
    heading = _("Thống kê người đại diện")
    context = {
        "heading": heading,
        "help_url": reverse("staff:help", args=["du-lieu-ca-nhan"]),
        "crumbs": staff_crumbs((_("Chủ thể"), reverse("staff:producer-list")), (heading, "")),
        "tables": [_table(table) for table in published_tables()],
        "form": ReferenceDayForm(days) if days else None,
    }
    return render(request, "reports/representative_tables.html", context)


@staff_page(Act.HANDLE_PERSONAL_DATA)
@require_POST
def representative_publish(request: HttpRequest) -> HttpResponse:
    """Publish the tables of a reference day."""
    form = ReferenceDayForm(days_to_publish(), request.POST)
    day = form.cleaned_data["on"] if form.is_valid() else None
    try:
        publish_representative_tables(on=day, by=acting_user(request))
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Đã công bố các bảng tính đến %(day)s.") % {"day": date_format(day)})
    return redirect("staff:representative-tables")


def _table(table: Published) -> dict[str, Any]:
    caption = _("%(what)s, tính đến %(day)s") % {"what": table.attribute.label, "day": date_format(table.on)}
    names = _names(table.attribute)
    rows = [_row(names[cell], number(table.shown[cell]) if cell in table.shown else HIDDEN) for cell in names]
    return {
        "key": f"bang-{table.attribute}",
        "caption": caption,
        "columns": [{"label": _("Người đại diện")}, {"label": _("Chủ thể"), "numeric": True}],
        "rows": [{"cells": row} for row in rows],
        "foot": _row(_("Tổng số chủ thể có sản phẩm"), number(table.total)),
        "repeated": date_format(table.repeated_on) if table.repeated_on else "",
    }


def _row(label: Any, value: str) -> list[dict[str, Any]]:
    return [{"text": str(label)}, {"text": value, "numeric": True, "label": _("Chủ thể")}]


def _names(attribute: Attribute) -> dict[str, Any]:
    """The cells of a table in the order of reading, with their names."""
    groups = {"kinh": _("Kinh"), "khmer": _("Khơ-me"), "hoa": _("Hoa"), "other": _("Dân tộc khác, người nước ngoài")}
    named: dict[str, dict[str, Any]] = {
        Attribute.SEX: dict(Sex.choices),
        Attribute.ETHNICITY: groups | {"unknown": _("Chưa rõ")},
        Attribute.DISABILITY: dict(Disability.choices),
    }
    assert set(named[attribute]) == set(CELLS[attribute])
    return named[attribute]
