"""Everything that a council's round did, newest first."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from core.guards import acting_user, staff_page
from core.models import HistoryEntry
from core.parse import parse_key
from core.queries.history import older_than, page_of
from core.roles import Act
from evaluations.exports.round_story import Event, events_of
from evaluations.models import Round, RoundEntry
from evaluations.queries.timeline import acts_of_entry, acts_of_round, open_entries, told
from evaluations.views.meeting import meeting_of
from producers.views.pages import staff_crumbs

ONE, BELOW = "ho-so", "duoi-dong"


@staff_page(Act.SEE_STAFF_PAGES)
def meeting_timeline(request: HttpRequest, round_pk: int) -> HttpResponse:
    """The acts of a round, or those on one of its dossiers; dossiers that are closed to the reader are left out."""
    user = acting_user(request)
    found = meeting_of(user, round_pk)
    entries = open_entries(user, found)
    one = _chosen(request, entries)
    acts = _acts(found, entries) if one is None else acts_of_entry(one)
    page, last = page_of(older_than(acts, parse_key(request.GET.get(BELOW, ""))))
    narrowed = f"{ONE}={one.pk}&" if one is not None else ""
    context = {
        "round": found,
        "heading": _("Diễn biến của đợt"),
        "crumbs": staff_crumbs(
            (_("Đợt đánh giá"), reverse("staff:round-list")),
            (str(found), reverse("staff:round-detail", args=[found.pk])),
            (_("Diễn biến"), ""),
        ),
        "help_url": reverse("staff:help", args=["hoi-dong"]),
        "entries": entries,
        "one": one,
        "facts": _days_of_entry(one) if one is not None else _days_of_round(found),
        "events": [_shown(event) for event in events_of(told(page, entries), found)],
        "newest_url": f"?{narrowed}" if BELOW in request.GET else "",
        "older_url": f"?{narrowed}{BELOW}={last}" if last else "",
    }
    return render(request, "evaluations/meeting_timeline.html", context)


def _acts(found: Round, entries: list[RoundEntry]) -> QuerySet[HistoryEntry]:
    return acts_of_round(found, entries, closes_some=len(entries) < found.entries.count())


def _chosen(request: HttpRequest, entries: list[RoundEntry]) -> RoundEntry | None:
    """The dossier that the address names; one that the reader may not see is not found."""
    if not request.GET.get(ONE):
        return None
    key = parse_key(request.GET[ONE])
    entry = next((entry for entry in entries if entry.pk == key), None)
    if entry is None:
        raise Http404
    return entry


def _days_of_round(found: Round) -> list[dict[str, str]]:
    days = {
        _("Mở ngày"): found.opened_on,
        _("Nhận hồ sơ trước ngày"): found.files_before,
        _("Xong trước ngày"): found.ends_before,
        _("Ngày họp"): found.meets_on,
    }
    facts = [{"term": term, "value": date_format(day) if day else ""} for term, day in days.items()]
    return [{"term": _("Trạng thái"), "value": str(found.get_status_display())}, *facts]


def _days_of_entry(entry: RoundEntry) -> list[dict[str, str]]:
    days = {
        _("Ngày nộp"): entry.dossier.filed_on,
        _("Đến cấp này"): entry.arrived_on,
        _("Đủ hồ sơ"): entry.complete_on,
        _("Gửi thành viên"): entry.sent_to_members_on,
    }
    facts = [{"term": term, "value": date_format(day) if day else ""} for term, day in days.items()]
    result = getattr(entry, "result", None)
    return [*facts, {"term": _("Kết quả"), "value": result.reason if result else entry.state}]


def _shown(event: Event) -> dict[str, str]:
    """An event as the list shows it: when, what, about whom unless it is who did it, by whom, why."""
    member = "" if event.member == str(event.who) else event.member
    who = _("%(who)s thực hiện") % {"who": event.who}
    return {
        "day": date_format(localtime(event.at), "H:i d/m/Y"),
        "title": event.title,
        "span": " · ".join(part for part in (event.thing, member, who) if part),
        "text": _("Lý do: %(why)s") % {"why": event.why} if event.why else "",
    }
