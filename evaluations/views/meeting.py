"""The page of a council's meeting: who is here, how each dossier stands, concluding."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.errors import ActionRefused, Reason
from core.guards import acting_user, staff_page
from core.models import User
from core.roles import Act
from evaluations.actions.council_rounds import note_presence
from evaluations.actions.meeting import conclude_round
from evaluations.enums import EntryStatus, MemberRole, RoundStatus
from evaluations.models import Council, CouncilMember, Round, RoundEntry
from evaluations.permissions.council_rounds import why_no_meeting, why_not_conclude
from evaluations.queries.councils import Standing, missed_by
from evaluations.queries.entries import entries_of
from evaluations.queries.meeting_room import Meeting, meeting_at, seats_at_meeting
from evaluations.queries.sheets import may_show_points
from evaluations.rules.opinions import Given, why_meet
from evaluations.rules.reasons import points_words
from evaluations.rules.scoring import Average
from evaluations.views.confirming import confirm_page
from evaluations.views.reach import round_of
from producers.views.pages import staff_crumbs
from products.enums import RatingKind


@dataclass(frozen=True)
class MeetingRow:
    """One dossier as the meeting sees it; no points before all have signed."""

    standing: Standing
    council: Council
    codes: list[str]
    shows_points: bool  # of the members, on the wall
    opinions: list[Given] | None

    @property
    def entry(self) -> RoundEntry:
        """The dossier."""
        return self.standing.entry

    @property
    def is_scored(self) -> bool:
        """True while the dossier is scored and once it has a result; of any other no sheet is awaited."""
        return self.entry.status == EntryStatus.SCORING or hasattr(self.entry, "result")

    @property
    def why_meet(self) -> list[str]:
        """Why opinions in writing need a meeting."""
        has_spoken = self.opinions is not None and self.standing.is_enough
        return why_meet(self.opinions or [], self.council.spread_limit) if has_spoken else []

    @property
    def average(self) -> str:
        """The average as it will be shown."""
        return points_words(Average.of(self.standing.totals).shown)

    @property
    def lowest(self) -> str:
        """The lowest total."""
        return points_words(min(self.standing.totals))

    @property
    def highest(self) -> str:
        """The highest total."""
        return points_words(max(self.standing.totals))

    @property
    def lowest_by(self) -> str:
        """Who gave the lowest total; nobody where all gave the same."""
        return self._who(min(self.standing.totals))

    @property
    def highest_by(self) -> str:
        """Who gave the highest total."""
        return self._who(max(self.standing.totals))

    def _who(self, total: Decimal) -> str:
        signed = self.standing.signed if self.standing.spread else []
        return ", ".join(sheet.member.full_name for sheet in signed if sheet.total == total)

    @property
    def spread(self) -> str:
        """How far they are apart."""
        return points_words(self.standing.spread)

    @property
    def is_over(self) -> bool:
        """True when they are further apart than the regulation lets them."""
        return self.standing.is_over(self.council.spread_limit)

    @property
    def wants_pass(self) -> bool:
        """True when the regulation asks for another pass."""
        return self.standing.wants_pass(self.council)

    @property
    def paper_count(self) -> int:
        """How many of the signed sheets were done on paper."""
        return sum(sheet.on_paper for sheet in self.standing.signed)


def delegation_words(found: Round) -> str:
    """Who leads in the chair's place and by which paper; empty when the chair does."""
    if found.delegated_to is None:
        return ""
    assert found.delegated_on is not None  # constraint round_delegation_whole
    return _("%(name)s, theo văn bản %(paper)s ngày %(day)s") % {
        "name": found.delegated_to.full_name,
        "paper": found.delegation_paper,
        "day": date_format(found.delegated_on),
    }


def meeting_of(user: User, round_pk: int) -> Round:
    """A round of the territory that a council scores."""
    found = round_of(user, round_pk)
    if found.council is None:
        raise Http404
    return found


@staff_page(Act.RUN_COUNCIL)
def meeting(request: HttpRequest, round_pk: int) -> HttpResponse:
    """The meeting of a round, for a projector; sending it notes who is here."""
    user = acting_user(request)
    found = meeting_of(user, round_pk)
    if request.method == "POST":
        here = request.POST.getlist("here")
        try:
            note_presence(found, [seat for seat in seats_at_meeting(found) if str(seat.pk) in here], by=user)
        except ActionRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Đã ghi thành viên có mặt."))
        return redirect("staff:meeting", round_pk=found.pk)
    return render(request, "evaluations/meeting.html", _meeting_context(user, found))


def meeting_rows(user: User, found: Round, at: Meeting) -> list[MeetingRow]:
    """How each dossier stands, to the eyes of a person."""
    assert found.council is not None  # meeting_of finds only rounds of a council
    return [
        MeetingRow(
            standing,
            found.council,
            at.codes[standing.entry.pk],
            may_show_points(standing, user),
            at.opinions.get(standing.entry.pk),
        )
        for standing in at.standings
    ]


def _meeting_context(user: User, found: Round) -> dict[str, Any]:
    entries = list(entries_of(found))
    at = meeting_at(found, entries)
    rows, seats = meeting_rows(user, found, at), at.seats
    scored = [standing for standing in at.standings if standing.entry.status == EntryStatus.SCORING]
    in_the_way = why_not_conclude(user, found, replace(at, standings=scored))
    return {
        "round": found,
        "heading": _("Phiên họp hội đồng"),
        "crumbs": staff_crumbs(
            (_("Đợt đánh giá"), reverse("staff:round-list")),
            (str(found), reverse("staff:round-detail", args=[found.pk])),
            (_("Phiên họp"), ""),
        ),
        "help_url": reverse("staff:help", args=["cham-diem"]),
        "seats": seats,
        "here": len(at.present),
        "quorum": why_no_meeting(found, seats, scored, at.present),
        "absences": _absences(seats, scored),
        "delegation": delegation_words(found),
        "has_deputies": any(seat.role == MemberRole.DEPUTY for seat in seats),
        "has_re_ratings": any(entry.dossier.kind == RatingKind.RE_RATING for entry in entries),
        "rows": rows,
        "is_scoring": found.status == RoundStatus.SCORING,
        "may_conclude": not in_the_way,
        "in_the_way": [{"text": reason.text, "href": _where(reason)} for reason in in_the_way],
    }


def _where(reason: Reason) -> str:
    """Where on the page a thing in the way stands."""
    return f"#ho-so-{reason.field}" if reason.field.isdecimal() else "#co-mat"


def _absences(seats: list[CouncilMember], standings: list[Standing]) -> list[dict[str, Any]]:
    """Whose sheets the meeting waits for, and who is excused: in how many dossiers."""
    found = (
        {
            "member": seat,
            "missed": sum(missed_by(standing, seat) for standing in standings),
            "excused": sum(seat.pk in standing.away for standing in standings),
        }
        for seat in seats
    )
    return [each for each in found if each["missed"] or each["excused"]]


@staff_page(Act.RUN_COUNCIL)
def meeting_conclude(request: HttpRequest, round_pk: int) -> HttpResponse:
    """Close the scoring of a round, after a page that says what that means."""
    user = acting_user(request)
    found = meeting_of(user, round_pk)
    entries = list(entries_of(found).filter(status=EntryStatus.SCORING))
    at = meeting_at(found, entries)
    refusals = [reason.text for reason in why_not_conclude(user, found, at)]
    if request.method == "POST" and not refusals:
        try:
            results = conclude_round(found, by=user)
        except ActionRefused as refusal:
            refusals = [reason.text for reason in refusal.reasons]
        else:
            messages.success(request, _("Đã chốt điểm %(count)s hồ sơ.") % {"count": len(results)})
            return redirect("staff:round-detail", round_pk=found.pk)
    back = reverse("staff:meeting", args=[found.pk])
    return confirm_page(
        request,
        heading=_("Chốt điểm"),
        crumbs=[(str(found), reverse("staff:round-detail", args=[found.pk])), (_("Phiên họp"), back), (_("Chốt"), "")],
        help_url=reverse("staff:help", args=["cham-diem"]),
        intro=str(found),
        consequences=[
            _("Kết quả của %(count)s hồ sơ được tính từ phiếu đã ký và phương án thống nhất, rồi giữ nguyên mãi mãi.")
            % {"count": len(entries)},
            _("Không phiếu nào mở lại được nữa."),
            _("Kết quả cấp này quyết định thì vào bảng của đợt, để lập quyết định."),
        ],
        groups=[{"title": _("Hồ sơ"), "names": _names(at.standings)}] if not refusals else [],
        refusals=refusals,
        submit_label=_("Chốt điểm"),
        cancel_url=back,
        cancel_label=_("Quay lại phiên họp"),
    )


def _names(standings: list[Standing]) -> list[dict[str, str]]:
    return [
        {
            "text": str(standing.entry),
            "note": _("%(points)s điểm, %(count)s phiếu")
            % {"points": points_words(Average.of(standing.totals).shown), "count": len(standing.signed)},
        }
        for standing in standings
    ]
