"""The page of a council's round: its days, its dossiers, the next step, its results."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.clock import today
from core.errors import Reason
from core.models import User
from core.roles import Act
from evaluations.enums import (
    CONCLUDED_ROUNDS,
    ENDED_ENTRIES,
    OPEN_TO_MEMBERS,
    ROUNDS_TO_CONCLUDE,
    ReportKind,
    RoundStatus,
)
from evaluations.forms.council_rounds import SendForm
from evaluations.models import DecisionDraft, DossierPaper, Round, RoundEntry
from evaluations.permissions.council_rounds import why_not_receive, why_not_start_scoring
from evaluations.permissions.drafts import why_not_start_draft
from evaluations.permissions.going_up import any_goes_up
from evaluations.queries.councils import sitting
from evaluations.queries.entries import entries_of, waiting_entries
from evaluations.queries.going_up import waiting_to_go_up
from evaluations.queries.grid import rows_of
from evaluations.queries.intake import without_report, without_samples
from evaluations.queries.papers import lapsed_among
from evaluations.queries.sheets import closed_to
from evaluations.queries.ties import Tied, likely_ties
from evaluations.views.council_rounds import STEPS, steps_of
from evaluations.views.meeting import delegation_words
from producers.views.pages import staff_crumbs
from products.enums import RatingKind


def council_round_page(request: HttpRequest, user: User, found: Round, errors: list[str]) -> HttpResponse:
    """The page of a round that a council scores; `errors` say why something was refused there."""
    entries, may_run = list(entries_of(found)), user.may(Act.RUN_COUNCIL)
    is_receiving, is_concluded = found.status == RoundStatus.RECEIVING, found.status in CONCLUDED_ROUNDS
    to_score = _waiting_in(entries) if is_receiving and may_run else []
    unreported = without_report(to_score, ReportKind.TEAM) if to_score else []
    context = {
        "round": found,
        "heading": str(found),
        "crumbs": staff_crumbs((_("Đợt đánh giá"), reverse("staff:round-list")), (str(found), "")),
        "help_url": reverse("staff:help", args=["hoi-dong"]),
        "errors": [{"text": text} for text in errors],
        "facts": _facts(found),
        "entries": entries,
        "waiting": waiting_entries(found) if is_receiving and may_run else [],
        "next": _next_step(user, found, entries) if may_run else None,
        "expired": _expired(user, found, entries) if may_run and found.status in OPEN_TO_MEMBERS else [],
        "unsampled": without_samples(to_score) if to_score else [],
        # On what comes again the provincial agency reports instead of the team (26/2026 art. 7.3c, 7.6c).
        "unreported": [each for each in unreported if each.dossier.kind != RatingKind.RE_RATING],
        "unreported_again": [each for each in unreported if each.dossier.kind == RatingKind.RE_RATING],
        "send_form": SendForm() if is_receiving and may_run and _has_unsent(entries) else None,
        "may_run": may_run,
        "may_edit": may_run and found.status in ROUNDS_TO_CONCLUDE,
        "may_cancel": may_run and "huy" in steps_of(found) and not _waiting_in(entries),
        "ties": _ties(user, found, entries) if may_run else [],
        "may_compare": user.may(Act.SEE_REPRESENTATIVES) and found.status in OPEN_TO_MEMBERS,
        "is_receiving": is_receiving,
        "is_scoring": found.status == RoundStatus.SCORING,
        "is_concluded": is_concluded,
        "may_forward": is_concluded and may_run and any_goes_up(user, waiting_to_go_up(user, found)),
        "rows": rows_of(found) if is_concluded else [],
        "may_start_draft": found.status == RoundStatus.CONCLUDED
        and not why_not_start_draft(user, found.level, found.place, found),
        "drafts": DecisionDraft.objects.visible_to(user).filter(round=found).select_related("decision", "created_by"),
    }
    return render(request, "evaluations/council_round_detail.html", context)


def _waiting_in(entries: list[RoundEntry]) -> list[RoundEntry]:
    """What a round still has to deal with: a dossier that was withdrawn or put off stays on its list."""
    return [entry for entry in entries if entry.status not in ENDED_ENTRIES]


def _expired(user: User, found: Round, entries: list[RoundEntry]) -> list[str]:
    """The papers that no longer count today, or will not when the council meets; none of what is closed to the reader.

    A dossier was found complete on its own day, and nothing is refused for what lapsed since.
    """
    on, waiting = max(today(), found.meets_on or today()), _waiting_in(entries)
    closed = closed_to(user, waiting)
    shown = [entry for entry in waiting if entry not in closed]
    lapsed = lapsed_among([entry.dossier_id for entry in shown], on)
    return [_lapsed_words(entry, use) for entry in shown for use in lapsed[entry.dossier_id]]


def _lapsed_words(entry: RoundEntry, use: DossierPaper) -> str:
    assert use.paper is not None  # an original that was seen has no last day
    facts = {"entry": entry, "item": use.item.label, "day": date_format(use.paper.expires_on)}
    return _("%(entry)s (%(item)s, hết hạn ngày %(day)s)") % facts


def _has_unsent(entries: list[RoundEntry]) -> bool:
    return any(entry.sent_to_members_on is None for entry in entries)


def _ties(user: User, found: Round, entries: list[RoundEntry]) -> list[Tied]:
    if found.status not in OPEN_TO_MEMBERS or not entries:
        return []
    assert found.council is not None  # constraint round_status_fits_way
    return likely_ties(sitting(found.council), entries, to_editor=user.may(Act.EDIT_REGISTER))


def _next_step(user: User, found: Round, entries: list[RoundEntry]) -> dict[str, Any] | None:
    """The one step that brings a round on, with all that is in its way."""
    if found.status == RoundStatus.PLANNED:
        return _step("nhan-ho-so", why_not_receive(user, found))
    if found.status == RoundStatus.RECEIVING:
        return _step("cham", why_not_start_scoring(user, found, _waiting_in(entries)))
    return None


def _step(slug: str, reasons: list[Reason]) -> dict[str, Any]:
    return {"slug": slug, "label": STEPS[slug].label, "reasons": [reason.text for reason in reasons]}


def _facts(found: Round) -> list[dict[str, str]]:
    assert found.council is not None  # constraint round_status_fits_way
    days = {
        _("Mở ngày"): found.opened_on,
        _("Nhận hồ sơ trước ngày"): found.files_before,
        _("Xong trước ngày"): found.ends_before,
        _("Ngày họp"): found.meets_on,
    }
    return [
        {"term": _("Quy định"), "value": found.level.regime.name},
        {
            "term": _("Hội đồng"),
            "value": found.council.name,
            "url": reverse("staff:council-detail", args=[found.council_id]),
        },
        *({"term": term, "value": date_format(day) if day else ""} for term, day in days.items()),
        {"term": _("Chủ trì theo ủy quyền"), "value": delegation_words(found)},
        {"term": _("Đợt tổ chức thêm"), "value": _("ngoài các đợt của quy định") if found.is_extra else ""},
        {"term": _("Ghi chú"), "value": found.note},
    ]
