"""The page of one dossier at a meeting: the members' sheets, the options that the council agrees on."""

from __future__ import annotations

from dataclasses import dataclass, field
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
from core.parse import parse_key
from core.roles import Act
from evaluations.actions.meeting import agree, agree_where_all_do, note_discussion
from evaluations.actions.sheets import reopen_sheet
from evaluations.enums import EntryStatus, SheetStatus
from evaluations.forms.scoring import AgreedForm, DiscussionForm, ReopenForm
from evaluations.models import AgreedLine, CouncilMember, CriterionNode, Option, RoundEntry, ScoreSheet
from evaluations.queries.councils import Standing, standing_of
from evaluations.queries.meeting import chosen_options, codes_to_agree, gated_criteria
from evaluations.queries.meeting_room import proposals_to_exclude
from evaluations.queries.sheets import may_show_points
from evaluations.views.reach import own_word_first
from producers.forms.reasons import add_reasons
from producers.views.pages import staff_crumbs


@dataclass(frozen=True)
class Choice:
    """An option as members and council name it: by its place in the sheet."""

    option: Option
    number: int

    @property
    def short(self) -> str:
        """“2 (3 điểm)”, or that it is *không đạt*."""
        if self.option.is_failure:
            return _("không đạt")
        return _("%(number)s (%(points)s điểm)") % {"number": self.number, "points": self.option.points}


@dataclass(frozen=True)
class Cell:
    """What one member marked there."""

    choice: Choice | None
    excludes: bool


@dataclass
class AgreedRow:
    """One criterion whose option decides more than points; `is_open` while the council still has to agree."""

    node: CriterionNode
    line: AgreedLine | None
    cells: list[Cell]
    is_open: bool
    form: AgreedForm | None = None
    errors: list[str] = field(default_factory=list)

    @property
    def choices(self) -> list[Choice]:
        """What the council may agree on."""
        return choices_of(self.node)

    @property
    def option(self) -> int | None:
        """The option that is written down or was just chosen."""
        if self.form is not None:
            return parse_key(self.form.data.get(self.form.add_prefix("option"), ""))
        return self.line.option_id if self.line else None

    @property
    def out(self) -> str:
        """Whether the dossier is excluded, as the select names it."""
        if self.form is not None:
            return self.form.data.get(self.form.add_prefix("knocked_out"), "")
        return "" if self.line is None else "yes" if self.line.knocked_out else "no"

    @property
    def note(self) -> str:
        """The note."""
        if self.form is not None:
            return self.form.data.get(self.form.add_prefix("note"), "")
        return self.line.note if self.line else ""

    @property
    def differs(self) -> bool:
        """True when the members chose differently."""
        return len({(cell.choice.option.pk if cell.choice else None, cell.excludes) for cell in self.cells}) > 1


def choices_of(node: CriterionNode) -> list[Choice]:
    """The options of a criterion with their numbers."""
    return [Choice(option, number) for number, option in enumerate(node.options.all(), start=1)]


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
    if request.method != "POST":
        return _page(request, user, entry)
    acts = {"all": _agree_alike, "reopen": _reopen, "discuss": _discuss}
    return acts.get(request.POST.get("do", ""), _agree)(request, user, entry)


def _back(entry: RoundEntry) -> HttpResponse:
    return redirect("staff:meeting-entry", entry_pk=entry.pk)


def _agree_alike(request: HttpRequest, user: User, entry: RoundEntry) -> HttpResponse:
    try:
        count = agree_where_all_do(entry, by=user)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        words = ngettext("Đã ghi %(count)s tiêu chí.", "Đã ghi %(count)s tiêu chí.", count)
        messages.success(request, words % {"count": count})
    return _back(entry)


def _reopen(request: HttpRequest, user: User, entry: RoundEntry) -> HttpResponse:
    form = ReopenForm(request.POST)
    sheet = get_object_or_404(
        ScoreSheet.objects.filter(entry=entry).select_related("member"), pk=parse_key(request.POST.get("sheet", ""))
    )
    if form.is_valid():
        try:
            reopen_sheet(sheet, why=form.cleaned_data["why"], by=user)
        except ActionRefused as refusal:
            add_reasons(form, refusal)
        else:
            messages.success(request, _("Đã mở lại phiếu của %(name)s.") % {"name": sheet.member.full_name})
            return _back(entry)
    return _page(request, user, entry, reopening=form)


def _discuss(request: HttpRequest, user: User, entry: RoundEntry) -> HttpResponse:
    form = DiscussionForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            note_discussion(entry, given["discussion"], seen=given["seen"], by=user)
        except ActionRefused as refusal:
            add_reasons(form, refusal)
        else:
            messages.success(request, _("Đã ghi nội dung thảo luận."))
            return _back(entry)
    entry.refresh_from_db(fields=["discussion"])
    return _page(request, user, entry, discussing=form)


def _agree(request: HttpRequest, user: User, entry: RoundEntry) -> HttpResponse:
    standing, saved = standing_of(entry), 0
    if not standing.is_enough:
        messages.error(request, _("“%(entry)s”: chưa đủ phiếu đã ký.") % {"entry": entry})
        return _back(entry)
    rows = _rows(entry, standing)
    for row in rows:
        form = AgreedForm(request.POST, node=row.node, prefix=str(row.node.pk))
        if form.is_valid() and not form.changes(row.line):
            continue
        try:
            if form.is_valid():
                given = form.cleaned_data
                out = bool(given["knocked_out"])
                if given["knocked_out"] is None and any(cell.excludes for cell in row.cells):
                    raise ActionRefused(_("Có đề nghị loại: ghi rõ loại hay không."))
                agree(entry, row.node, given["option"], knocked_out=out, note=given["note"], by=user)
                saved += 1
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
        if form.errors:
            row.form, row.errors = form, [str(text) for texts in form.errors.values() for text in texts]
    if any(row.errors for row in rows):
        return _page(request, user, entry, rows=rows)
    words = ngettext("Đã ghi %(count)s tiêu chí.", "Đã ghi %(count)s tiêu chí.", saved)
    messages.success(request, words % {"count": saved})
    return _back(entry)


def _rows(entry: RoundEntry, standing: Standing) -> list[AgreedRow]:
    chosen, proposed = chosen_options(entry), proposals_to_exclude(entry)
    agreed = {line.criterion_id: line for line in entry.agreed.all()}
    codes, rows = codes_to_agree([entry])[entry.pk], []
    for node in gated_criteria([entry.dossier.criteria_set_id])[entry.dossier.criteria_set_id]:
        choices = {choice.option.pk: choice for choice in choices_of(node)}
        picked = chosen.get(node.pk, {})
        cells = [
            Cell(choices.get(picked.get(member.pk) or 0), (node.pk, member.pk) in proposed)
            for member in standing.counting
        ]
        rows.append(AgreedRow(node, agreed.get(node.pk), cells, is_open=node.code in codes))
    return rows


def _page(
    request: HttpRequest,
    user: User,
    entry: RoundEntry,
    *,
    rows: list[AgreedRow] | None = None,
    reopening: ReopenForm | None = None,
    discussing: DiscussionForm | None = None,
) -> HttpResponse:
    found = entry.round
    assert found is not None  # entry_at_meeting finds only rounds of a council
    standing = standing_of(entry)
    shows_points = may_show_points(standing, user)
    rows = rows or (_rows(entry, standing) if shows_points else [])
    is_scoring = entry.status == EntryStatus.SCORING
    context = {
        "entry": entry,
        "heading": entry.dossier.product.name,
        "crumbs": staff_crumbs(
            (str(found), reverse("staff:round-detail", args=[found.pk])),
            (_("Phiên họp"), reverse("staff:meeting", args=[found.pk])),
            (entry.dossier.product.name, ""),
        ),
        "help_url": reverse("staff:help", args=["cham-diem"]),
        "standing": standing,
        "shows_points": shows_points,
        "is_scoring": is_scoring,
        "members": [_state(standing, member, shows_points) for member in standing.counting],
        "rows": rows,
        "codes": [row.node.code for row in rows if row.is_open],
        "may_agree": is_scoring and standing.is_enough,
        "may_correct": entry.status in (EntryStatus.ACCEPTED, EntryStatus.SCORING),
        "refused": reopening or discussing,
        "discussing": discussing or DiscussionForm(initial={"discussion": entry.discussion, "seen": entry.discussion}),
        "errors": [
            {"text": f"{row.node.code}: {text}", "href": f"#thong-nhat-{row.node.pk}"}
            for row in rows
            for text in row.errors
        ],
    }
    return render(request, "evaluations/meeting_entry.html", context)


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
    }
