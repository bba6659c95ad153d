"""Everything that a council's round did, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from core.guards import acting_user, staff_page
from core.history import doer_words, verb_words
from core.models import HistoryEntry
from core.parse import parse_date, parse_key
from core.queries.history import older_than, page_of
from core.roles import Act
from evaluations.enums import CONCLUDED_ROUNDS, SheetStatus
from evaluations.models import Round, RoundEntry
from evaluations.queries.timeline import Told, acts_of_entry, acts_of_round, open_entries, told
from evaluations.views.meeting import meeting_of
from producers.views.pages import staff_crumbs

ONE, BELOW, AGREE = "ho-so", "duoi-dong", "agree"
SPEAK_OF_POINTS = ("second_pass", "put_on_meeting")
SET_ASIDE = f"status:{SheetStatus.SET_ASIDE}"  # for an interest, among others


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
        "events": [_event(group, found) for group in _together(told(page, entries))],
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
    return [*facts, {"term": _("Kết quả"), "value": result.reason if result else str(entry.get_status_display())}]


def _together(acts: Iterable[Told]) -> Iterator[list[Told]]:
    """Acts one by one, but the options agreed on for a dossier together: there is one for each criterion."""
    for _which, group in groupby(
        acts, lambda each: (each.entry, each.act.by) if each.act.verb == AGREE else each.act.pk
    ):
        yield list(group)


def _event(acts: list[Told], found: Round) -> dict[str, str]:
    """Acts of one kind as the list shows them: when, what, about whom, by whom, why."""
    each, act = acts[0], acts[0].act
    about = each.member if each.model in ("scoresheet", "conflict") else ""
    thing = str(each.entry or act.label) if each.model != "round" else ""
    who = _("%(who)s thực hiện") % {"who": doer_words(act)}
    why = _why(each, found)
    return {
        "day": date_format(localtime(act.at), "H:i d/m/Y"),
        "title": " ".join(part for part in (str(verb_words().get(act.verb, act.verb)), _details(acts)) if part),
        "span": " · ".join(part for part in (thing, about, who) if part),
        "text": _("Lý do: %(why)s") % {"why": why} if why else "",
    }


def _why(each: Told, found: Round) -> str:
    """The reason of an act; never one that may speak of an interest, nor of points before they are final."""
    if each.model == "conflict" or each.act.verb == SET_ASIDE:
        return ""
    is_of_points = each.model == "scoresheet" or each.act.verb in SPEAK_OF_POINTS
    return "" if is_of_points and found.status not in CONCLUDED_ROUNDS else each.act.why


def _details(acts: list[Told]) -> str:
    """What acts say beside their name: never points, and of an agreed option no more than its criterion."""
    each, said = acts[0], acts[0].act.data
    if each.act.verb == "declare_conflict":
        return _("(có liên quan)") if said.get("is_conflict") else _("(không liên quan)")
    if each.paper:
        return f"({each.paper})"
    if each.act.verb == AGREE:
        codes = dict.fromkeys(each.act.data.get("criterion", "") for each in reversed(acts))
        return _("ở tiêu chí %(codes)s") % {"codes": ", ".join(codes)}
    if each.act.verb == "second_pass":
        return _("(lượt %(number)s)") % {"number": said.get("number")}
    if each.act.verb == "note_presence":
        return f"({', '.join(said.get('names', [])) or _('không có ai')})"
    if each.act.verb == "send_to_members":
        day = date_format(parse_date(said["on"]))
        return _("(%(count)s hồ sơ, ngày %(day)s)") % {"count": said.get("count"), "day": day}
    return ""
