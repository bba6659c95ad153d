"""The page of one dossier at a meeting: the members' sheets, the options that the council agrees on."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.errors import ActionRefused
from core.guards import acting_user, staff_page
from core.models import User
from core.roles import Act
from evaluations.actions.meeting import agree_where_all_do, note_discussion
from evaluations.actions.sheets import reopen_sheet
from evaluations.enums import EntryStatus, SheetStatus
from evaluations.forms.scoring import DiscussionForm, ReopenForm
from evaluations.models import CouncilMember, RoundEntry
from evaluations.queries.councils import Standing, standing_of
from evaluations.queries.meeting import has_minimum
from evaluations.queries.sheet_versions import signed_versions
from evaluations.queries.sheets import may_show_points, signed_sheets
from evaluations.views.agreeing import AgreedRow, rows_of, write_rows
from evaluations.views.reach import own_word_first
from evaluations.views.side_by_side import compared
from producers.forms.reasons import add_reasons
from producers.views.pages import staff_crumbs


def entry_at_meeting(user: User, pk: int) -> RoundEntry:
    """A dossier of the territory in a round that a council scores."""
    entries = RoundEntry.objects.visible_to(user).filter(round__council__isnull=False)
    around = ("round__council", "round__level", "round__place", "level")
    shown = entries.select_related(*around, "dossier__product__producer", "dossier__criteria_set")
    return get_object_or_404(shown, pk=pk)


@staff_page(Act.RUN_COUNCIL)
def meeting_entry(request: HttpRequest, entry_pk: int) -> HttpResponse:
    """One dossier at the meeting: who has signed, what the council agrees on."""
    user = acting_user(request)
    entry = entry_at_meeting(user, entry_pk)
    if closed := own_word_first(request, user, entry):
        return closed
    if request.method == "POST":
        return _write(request, user, entry)
    return _page(request, user, entry, Typed())


@dataclass
class Typed:
    """What was sent with the page's one form and could not be done; it stands in the page again."""

    rows: list[AgreedRow] = field(default_factory=list)
    discussing: DiscussionForm | None = None
    reopening: ReopenForm | None = None
    why: list[str] = field(default_factory=list)

    @property
    def is_refused(self) -> bool:
        """True when anything was."""
        forms = [form for form in (self.discussing, self.reopening) if form is not None]
        return bool(self.why) or any(form.errors for form in forms) or any(row.errors for row in self.rows)


def _write(request: HttpRequest, user: User, entry: RoundEntry) -> HttpResponse:
    """Write down all that was typed, whichever button was pressed; then do what it says, if nothing was refused."""
    typed = Typed(discussing=_discuss(request, user, entry))
    standing, do = standing_of(entry), request.POST.get("do", "")
    rows = rows_of(entry, standing, shows_points=may_show_points(standing, user))
    saved = write_rows(entry, rows, request.POST, by=user)
    typed.rows = rows if any(row.errors for row in rows) else []
    if do == "all" and not typed.is_refused:
        saved += _agree_alike(user, entry, typed)
    if do == "reopen" or request.POST.get("why"):
        typed.reopening = _reopen(request, user, entry, is_asked=do == "reopen" and not typed.is_refused)
    is_reopened = do == "reopen" and not typed.is_refused
    if saved and not is_reopened:  # what was agreed on fell with the sheet
        words = ngettext("Đã ghi %(count)s tiêu chí.", "Đã ghi %(count)s tiêu chí.", saved)
        messages.success(request, words % {"count": saved})
    if typed.is_refused or typed.reopening:
        entry.refresh_from_db(fields=["discussion"])
        return _page(request, user, entry, typed)
    if not messages.get_messages(request):
        messages.info(request, _("Không có gì mới để ghi."))
    return redirect("staff:meeting-entry", entry_pk=entry.pk)


def _discuss(request: HttpRequest, user: User, entry: RoundEntry) -> DiscussionForm | None:
    """Write down what was said; the form, where it was refused."""
    form = DiscussionForm(request.POST)
    if form.is_valid() and not form.says_nothing_new:
        given = form.cleaned_data
        try:
            note_discussion(entry, given["discussion"], seen=given["seen"], by=user)
        except ActionRefused as refusal:
            add_reasons(form, refusal)
        else:
            messages.success(request, _("Đã ghi nội dung thảo luận."))
    return form if form.errors else None


def _agree_alike(user: User, entry: RoundEntry, typed: Typed) -> int:
    try:
        return agree_where_all_do(entry, by=user)
    except ActionRefused as refusal:
        typed.why = [reason.text for reason in refusal.reasons]
        return 0


def _reopen(request: HttpRequest, user: User, entry: RoundEntry, *, is_asked: bool) -> ReopenForm | None:
    """Open a signed sheet again; the form, where that was refused or something else was to be done first."""
    form = ReopenForm(request.POST, sheets=signed_sheets(entry))
    if not is_asked:
        return ReopenForm(initial=request.POST.dict(), sheets=signed_sheets(entry))
    if form.is_valid():
        sheet = form.cleaned_data["sheet"]
        try:
            reopen_sheet(sheet, why=form.cleaned_data["why"], by=user)
        except ActionRefused as refusal:
            add_reasons(form, refusal)
        else:
            words = _("Đã mở lại phiếu của %(name)s. Phương án thống nhất không còn; ghi chú ở nội dung thảo luận.")
            messages.success(request, words % {"name": sheet.member.full_name})
    return form if form.errors else None


def _page(request: HttpRequest, user: User, entry: RoundEntry, typed: Typed) -> HttpResponse:
    standing = standing_of(entry)
    shows_points = may_show_points(standing, user)
    rows = typed.rows or (rows_of(entry, standing, shows_points=True) if shows_points else [])
    is_scoring = entry.status == EntryStatus.SCORING
    seen = {"discussion": entry.discussion, "seen": entry.discussion}
    sheets = signed_sheets(entry)
    count = {sheet.pk for sheet in standing.signed}
    context = {
        **_head(entry),
        "standing": standing,
        "shows_points": shows_points,
        "is_scoring": is_scoring,
        "members": [_state(standing, member, shows_points) for member in standing.counting],
        "past_sheets": [each for each in signed_versions(entry) if each.pk not in count] if shows_points else [],
        "remarks": [sheet for sheet in standing.signed if sheet.comment] if shows_points else [],
        "listening": [{"member": seat, "said": standing.said.get(seat.pk)} for seat in standing.listening],
        "rows": rows,
        "compared": compared(standing, {row.node.pk for row in rows}) if shows_points else [],
        "codes": [row.node.code for row in rows if row.is_open],
        "has_minimums": any(has_minimum(row.node) for row in rows),
        "may_agree": is_scoring and standing.is_enough,
        "may_correct": entry.status in (EntryStatus.ACCEPTED, EntryStatus.SCORING),
        "refused": typed.reopening,
        "discussing": typed.discussing or DiscussionForm(initial=seen),
        "reopening": typed.reopening or (ReopenForm(sheets=sheets) if is_scoring and sheets else None),
        "errors": _errors(typed, rows),
    }
    return render(request, "evaluations/meeting_entry.html", context)


def _head(entry: RoundEntry) -> dict[str, Any]:
    """What stands above: names and the way back."""
    found, name = entry.round, entry.dossier.product.name
    assert found is not None  # entry_at_meeting finds only rounds of a council
    return {
        "entry": entry,
        "heading": name,
        "crumbs": staff_crumbs(
            (str(found), reverse("staff:round-detail", args=[found.pk])),
            (_("Phiên họp"), reverse("staff:meeting", args=[found.pk])),
            (name, ""),
        ),
        "help_url": reverse("staff:help", args=["cham-diem"]),
    }


def _errors(typed: Typed, rows: list[AgreedRow]) -> list[dict[str, str]]:
    """What was refused, each with the way to where it stands."""
    said = typed.discussing.errors.values() if typed.discussing else []
    errors = [{"text": str(text), "href": "#id_discussion"} for texts in said for text in texts]
    errors += [
        {"text": f"{row.node.code}: {text}", "href": f"#thong-nhat-{row.node.pk}"}
        for row in rows
        for text in row.errors
    ]
    return errors + [{"text": text, "href": ""} for text in typed.why]


def _state(standing: Standing, member: CouncilMember, shows_points: bool) -> dict[str, Any]:
    """What a member has done; its total only when all have signed."""
    sheet = standing.sheets.get(member.pk)
    is_signed = sheet is not None and sheet.status == SheetStatus.SIGNED
    words = _("chưa khai báo") if member in standing.undeclared else _("chưa bắt đầu")
    if sheet is not None:
        words = _("đã ký") if is_signed else _("đang nhập từ giấy") if sheet.on_paper else _("đang chấm")
    return {
        "said": standing.said.get(member.pk),
        "member": member,
        "sheet": sheet,
        "is_signed": is_signed,
        "words": words,
        "total": sheet.total if sheet is not None and shows_points else None,
        "mark": _mark(standing, sheet.total) if is_signed and sheet is not None and shows_points else "",
    }


def _mark(standing: Standing, total: Decimal | None) -> str:
    """Whether a total is the lowest or the highest; neither where all gave the same."""
    if not standing.spread:
        return ""
    return {min(standing.totals): _("thấp nhất"), max(standing.totals): _("cao nhất")}.get(total or Decimal(0), "")
