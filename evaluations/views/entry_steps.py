"""What is done with a dossier at one level: which steps are possible now, doing one."""

from __future__ import annotations

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from core.clock import today
from core.guards import acting_user, staff_page
from core.models import User
from core.roles import Act
from evaluations.enums import EntryStatus
from evaluations.forms.intake import AskForm
from evaluations.forms.recording import RecordResultForm
from evaluations.models import RoundEntry
from evaluations.permissions.dossiers import why_decided, why_drafted, why_not_run, why_not_send_down
from evaluations.permissions.going_up import why_not_forward
from evaluations.permissions.intake import still_missing, why_not_receive_more
from evaluations.permissions.meeting import (
    why_not_exclude,
    why_not_postpone,
    why_not_second_pass,
    why_not_take_back_exclusion,
)
from evaluations.permissions.opinions import why_not_at_meeting, why_not_in_writing
from evaluations.permissions.recording import (
    waits_for_result,
    why_not_draft_below,
    why_not_draft_result,
    why_recorded,
)
from evaluations.permissions.screening import why_not_leave_screening
from evaluations.permissions.setting_aside import why_not_set_aside
from evaluations.queries.criteria import has_criteria
from evaluations.queries.entries import has_declined
from evaluations.queries.intake import open_items
from evaluations.queries.papers import gaps_of, lines_for
from evaluations.rules.outcomes import IN_A_DECISION
from evaluations.rules.steps import ENTRY_STEPS
from evaluations.views.entry_step_list import STEPS
from evaluations.views.reach import own_word_first
from evaluations.views.sending_up import papers_to_send
from evaluations.views.stepping import step_page
from products.enums import LevelMode

# What is pressed on the page of the round or of its meeting leads back there.
COMES_FROM = {
    "roi-dot": "staff:round-detail",
    "luot-hai": "staff:meeting",
    "loai-ho-so": "staff:meeting",
    "thoi-loai": "staff:meeting",
    "van-ban": "staff:written-opinions",
    "ra-hop": "staff:written-opinions",
}

# What is in the way of these is said as their permissions say it.
OF_OPINIONS = {"van-ban": why_not_in_writing, "ra-hop": why_not_at_meeting}


def steps_now(user: User, entry: RoundEntry) -> list[str]:
    """The steps that the table and the permissions allow now, in the order of the work."""
    if why_not_run(user, entry):
        return []
    status = EntryStatus(entry.status)
    to = ENTRY_STEPS[status]
    possible = {
        # Out of scoring a dossier comes with its whole round.
        "chap-nhan": EntryStatus.ACCEPTED in to and status != EntryStatus.SCORING,
        "nhan-lai": EntryStatus.RECEIVED in to and not why_not_receive_more(user, entry),
        "ket-qua": waits_for_result(entry),
        "du-thao": not why_not_draft_result(user, entry),
        "cong-nhan": status == EntryStatus.SCORED and not why_not_draft_below(user, entry),
        "chuyen-len": EntryStatus.FORWARDED in to and not why_not_forward(user, entry),
        "tra-xuong": EntryStatus.RETURNED in to and not why_not_send_down(user, entry),
        "khong-dung": EntryStatus.UNUSED in to and not why_not_set_aside(user, entry),
        "luot-hai": status == EntryStatus.SCORING and not why_not_second_pass(user, entry),
        "loai-ho-so": status == EntryStatus.SCORING and not why_not_exclude(user, entry),
        "thoi-loai": bool(entry.excluded_for) and not why_not_take_back_exclusion(user, entry),
        "van-ban": not why_not_in_writing(entry),
        "ra-hop": not why_not_at_meeting(entry),
        "hoan": not why_not_postpone(user, entry),
        "roi-dot": _is_listed(entry),
        "bo-sung": EntryStatus.INCOMPLETE in to and not _is_listed(entry),
        "tra-lai": EntryStatus.RETURNED in to and not _is_listed(entry) and not _waits_for_decision(entry),
        "rut": EntryStatus.WITHDRAWN in to and not _is_listed(entry) and _may_withdraw(entry),
    }
    return [slug for slug in STEPS if possible[slug]]


def _is_listed(entry: RoundEntry) -> bool:
    """True on the list of a round that does not score yet: what ends a dossier or halts it takes it off first."""
    return entry.status == EntryStatus.ACCEPTED and entry.round_id is not None


def _waits_for_decision(entry: RoundEntry) -> bool:
    is_recognised = hasattr(entry, "result") and entry.result.outcome in IN_A_DECISION
    return is_recognised or bool(why_decided(entry) + why_drafted(entry))


def _may_withdraw(entry: RoundEntry) -> bool:
    """What has a result is set aside instead, until its decision; an approved score is withdrawn once declined."""
    return entry.status != EntryStatus.SCORED and (entry.status != EntryStatus.DECIDED or has_declined(entry))


@staff_page(Act.RUN_COUNCIL)
def entry_step(request: HttpRequest, entry_pk: int, step: str) -> HttpResponse:
    """Do a step with a dossier at one level; what needs a reason asks for it first."""
    user = acting_user(request)
    entries = RoundEntry.objects.visible_to(user).select_related(
        "dossier__product", "level", "round__council", "result"
    )
    entry = get_object_or_404(entries, pk=entry_pk)
    if step not in STEPS:
        raise Http404
    if closed := own_word_first(request, user, entry):
        return closed
    dossier = reverse("staff:dossier-detail", args=[entry.dossier_id])
    return step_page(
        request,
        STEPS[step],
        entry,
        back=reverse(COMES_FROM[step], args=[entry.round_id]) if step in COMES_FROM and entry.round_id else dossier,
        crumbs=[(_("Hồ sơ"), reverse("staff:dossier-list")), (str(entry), dossier)],
        form=_form_for(request, entry, step),
        also=papers_to_send(entry) if step == "chuyen-len" and request.method == "GET" else (),
        refusals=[] if step in steps_now(user, entry) else _not_now(user, entry, step),
    )


def what_is_open(entry: RoundEntry) -> dict[str, list[str]]:
    """What stands in the way of the next step, by step: items without an answer, findings without a word."""
    if entry.status == EntryStatus.INCOMPLETE:
        return {"nhan-lai": [reason.text for reason in still_missing(open_items(entry))]}
    if entry.status == EntryStatus.ACCEPTED:
        return {"chuyen-len": [reason.text for reason in why_not_leave_screening(entry)]}
    return {}


def _form_for(request: HttpRequest, entry: RoundEntry, step: str) -> forms.Form | None:
    """The form of a step that depends on the dossier; None for one that is the same for all."""
    if step == "bo-sung" and request.method == "GET":
        return _ask_for_gaps(entry)
    if step == "ket-qua":
        given = request.POST if request.method == "POST" else None
        return RecordResultForm(given, has_criteria=has_criteria(entry.dossier.criteria_set))
    return None


def _ask_for_gaps(entry: RoundEntry) -> AskForm:
    """What the checklist misses stands in the form already."""
    return AskForm(missing=gaps_of(lines_for(entry.dossier, today())))


def _not_now(user: User, entry: RoundEntry, step: str) -> list[str]:
    if is_open := what_is_open(entry).get(step):
        return is_open
    if step == "ket-qua" and entry.level.mode == LevelMode.RECORDED:
        return [reason.text for reason in why_recorded(entry)]
    if step == "khong-dung":
        return [reason.text for reason in why_not_set_aside(user, entry)]
    if step == "loai-ho-so" and (reasons := why_not_exclude(user, entry)):
        return [reason.text for reason in reasons]
    if step in OF_OPINIONS and (reasons := OF_OPINIONS[step](entry)):
        return [reason.text for reason in reasons]
    if _is_listed(entry):
        return [_("“%(entry)s” đang nằm trong một đợt: đưa ra khỏi đợt trước.") % {"entry": entry}]
    facts = {"entry": entry, "level": entry.level.name.lower(), "status": entry.state}
    return [_("“%(entry)s” ở %(level)s %(status)s: lúc này không làm việc này được.") % facts]
