"""The page on which whoever runs the council reads one version of a signed sheet."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.guards import acting_user, staff_page
from core.models import User
from core.roles import Act
from evaluations.models import RoundEntry, ScoreSheet
from evaluations.permissions.sheets import why_not_read_sheet
from evaluations.queries.councils import standing_of
from evaluations.queries.criteria import kept_nodes_of
from evaluations.queries.marking import opinion_of
from evaluations.queries.sheet_versions import reasons_to_reopen, signed_versions
from evaluations.queries.sheets import lines_of
from evaluations.views.confirming import confirm_page
from evaluations.views.score_desk import AROUND
from evaluations.views.score_lines import verdict_of, views_of
from producers.views.pages import staff_crumbs
from products.queries.law import bands_of


def sheet_of(user: User, pk: int) -> ScoreSheet:
    """A sheet of the person's territory that was signed once; what nobody signed is not found."""
    entries = RoundEntry.objects.visible_to(user).filter(round__council__isnull=False)
    around = (f"entry__{name}" for name in AROUND)
    signed = ScoreSheet.objects.filter(entry__in=entries, signed_at__isnull=False)
    return get_object_or_404(signed.select_related("member", "signed_by", *around), pk=pk)


@staff_page(Act.RUN_COUNCIL)
@require_safe
def sheet_read(request: HttpRequest, sheet_pk: int) -> HttpResponse:
    """One version of a signed sheet with all its marks and its remark, to read and print."""
    user = acting_user(request)
    sheet = sheet_of(user, sheet_pk)
    head = _head(sheet)
    if reasons := why_not_read_sheet(user, sheet, standing_of(sheet.entry)):
        back = {"cancel_url": head["back_url"], "cancel_label": _("Quay lại phiên họp")}
        refusals = [reason.text for reason in reasons]
        about = {name: head[name] for name in ("heading", "help_url")}
        return confirm_page(request, crumbs=head["way"], refusals=refusals, **about, **back)
    context = {**head, "crumbs": staff_crumbs(*head["way"]), **_marks(sheet), "versions": _versions(sheet)}
    return render(request, "evaluations/sheet_read.html", context)


def _head(sheet: ScoreSheet) -> dict[str, Any]:
    """Whose sheet it is, and the way to it."""
    entry, name = sheet.entry, sheet.member.full_name
    back = reverse("staff:meeting-entry", args=[entry.pk])
    return {
        "sheet": sheet,
        "entry": entry,
        "member": sheet.member,
        "heading": _("Phiếu của %(name)s") % {"name": name},
        "way": [
            (_("Phiên họp"), reverse("staff:meeting", args=[entry.round_id])),
            (entry.dossier.product.name, back),
            (name, ""),
        ],
        "back_url": back,
        "help_url": reverse("staff:help", args=["cham-diem"]),
    }


def _marks(sheet: ScoreSheet) -> dict[str, Any]:
    """The marks as the member's own page shows them."""
    dossier, lines = sheet.entry.dossier, lines_of(sheet)
    nodes = kept_nodes_of(dossier.criteria_set)
    opinion = opinion_of(nodes, lines, bands_of(dossier.regime))
    return {"rows": views_of(nodes, lines), "opinion": opinion, "verdict": verdict_of(opinion)}


def _versions(sheet: ScoreSheet) -> list[dict[str, Any]]:
    """All versions of this member on the dossier, each with why it was opened again."""
    sheets = list(signed_versions(sheet.entry).filter(member=sheet.member_id))
    why = reasons_to_reopen(sheets)
    return [{"sheet": each, "why": why.get(each.pk, ""), "is_this": each.pk == sheet.pk} for each in sheets]
