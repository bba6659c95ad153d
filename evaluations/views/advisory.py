"""Pages of the advisory team: founding and seats, surveys and tests, samples, its report."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.clock import today
from core.errors import ActionRefused
from core.files.doors import takes_files
from core.forms.reasons import ReasonForm
from core.guards import acting_user, staff_page
from core.models import User
from core.roles import Act
from evaluations.actions.advisory import (
    ask_probe,
    attach_probe,
    correct_adviser_name,
    end_team,
    found_team,
    note_samples,
    seat_adviser,
    unseat_adviser,
)
from evaluations.actions.entry_reports import report_team
from evaluations.forms.councils import SeatNameForm
from evaluations.forms.intake import AdviserForm, ProbeDoneForm, ProbeForm, SamplesForm, TeamForm, TeamReportForm
from evaluations.models import AdvisoryTeam, Probe, TeamMember
from evaluations.permissions.advisory import (
    why_not_advise,
    why_not_attach,
    why_not_change_team,
    why_not_look,
    why_not_note_samples,
)
from evaluations.queries.entries import readable_dossiers
from evaluations.views.entry_reach import crumbs_to, dossier_url, entry_at, refusals_of
from evaluations.views.stepping import Step, step_page
from producers.forms.reasons import add_reasons
from producers.views.pages import staff_crumbs
from products.files import ENTRY_PAPER

HELP = "hoi-dong"
SEAT = Step(gettext_lazy("Thêm thành viên"), seat_adviser, gettext_lazy("Đã thêm thành viên vào “%(thing)s”."))
TEAM_END = Step(
    gettext_lazy("Kết thúc tổ tư vấn"),
    end_team,
    gettext_lazy("“%(thing)s” đã thôi hoạt động."),
    form=ReasonForm,
    consequences=(gettext_lazy("Thành viên không đọc, không ghi gì thêm cho tổ; báo cáo đã ghi giữ nguyên."),),
    danger=True,
)
SEAT_END = Step(
    gettext_lazy("Thôi thành viên"),
    unseat_adviser,
    gettext_lazy("%(thing)s đã thôi tham gia tổ."),
    form=ReasonForm,
    consequences=(gettext_lazy("Người này không ghi gì thêm cho tổ, từ hôm nay; báo cáo đã ghi giữ nguyên."),),
    danger=True,
)
NAME = Step(
    gettext_lazy("Sửa tên, đơn vị"),
    correct_adviser_name,
    gettext_lazy("Đã sửa tên, đơn vị."),
    form=SeatNameForm,
    consequences=(gettext_lazy("Tên cũ còn trong các giá trị đã từng ghi."),),
)
TEAM_REPORT = Step(
    gettext_lazy("Ghi báo cáo của tổ tư vấn"), report_team, gettext_lazy("Đã ghi báo cáo của tổ tư vấn.")
)
PROBE = Step(gettext_lazy("Đề nghị khảo sát, kiểm nghiệm"), ask_probe, gettext_lazy("Đã ghi đề nghị."))
PROBE_DONE = Step(gettext_lazy("Ghi kết quả"), attach_probe, gettext_lazy("Đã ghi kết quả: %(thing)s."))
SAMPLES = Step(gettext_lazy("Ghi sản phẩm mẫu"), note_samples, gettext_lazy("Đã ghi số mẫu của “%(thing)s”."))


# ------------------------------------------------------------------ the team
def team_of(user: User, pk: int) -> AdvisoryTeam:
    """A team of the user's territory."""
    return get_object_or_404(AdvisoryTeam.objects.visible_to(user).select_related("place"), pk=pk)


def _crumbs(team: AdvisoryTeam | None = None) -> list[tuple[str, str]]:
    councils = [(_("Hội đồng"), reverse("staff:council-list"))]
    return [*councils, (team.name, reverse("staff:team-detail", args=[team.pk]))] if team else councils


@staff_page(Act.RUN_COUNCIL)
def team_new(request: HttpRequest) -> HttpResponse:
    """Found an advisory team."""
    user = acting_user(request)
    form = TeamForm(request.POST if request.method == "POST" else None, user=user)
    if request.method == "POST" and form.is_valid():
        try:
            team = found_team(by=user, **form.cleaned_data)
        except ActionRefused as refusal:
            add_reasons(form, refusal)
        else:
            messages.success(request, _("Đã lập “%(team)s”. Thêm thành viên ở đây.") % {"team": team})
            return redirect("staff:team-detail", team_pk=team.pk)
    context = {
        "form": form,
        "heading": _("Lập tổ tư vấn"),
        "crumbs": staff_crumbs(*_crumbs(), (_("Lập tổ tư vấn"), "")),
        "help_url": reverse("staff:help", args=[HELP]),
        "cancel_url": reverse("staff:council-list"),
    }
    return render(request, "evaluations/team_form.html", context)


@staff_page(Act.SEE_STAFF_PAGES)
def team_detail(request: HttpRequest, team_pk: int) -> HttpResponse:
    """Who founded a team and who sits on it."""
    user = acting_user(request)
    team = team_of(user, team_pk)
    members = list(team.members.select_related("user"))
    context = {
        "heading": team.name,
        "crumbs": staff_crumbs(*_crumbs(team)[:-1], (team.name, "")),
        "help_url": reverse("staff:help", args=[HELP]),
        "team": team,
        "seats": [member for member in members if member.left_on is None],
        "ended": [member for member in members if member.left_on is not None],
        "may_change": not why_not_change_team(user, team),
    }
    return render(request, "evaluations/team_detail.html", context)


@staff_page(Act.RUN_COUNCIL)
def team_seat(request: HttpRequest, team_pk: int) -> HttpResponse:
    """Give somebody a seat on a team."""
    user = acting_user(request)
    team = team_of(user, team_pk)
    back = reverse("staff:team-detail", args=[team.pk])
    form = AdviserForm(request.POST if request.method == "POST" else None, team=team)
    refusals = refusals_of(why_not_change_team(user, team))
    return step_page(request, SEAT, team, back=back, crumbs=_crumbs(team), refusals=refusals, form=form)


@staff_page(Act.RUN_COUNCIL)
def team_end(request: HttpRequest, team_pk: int) -> HttpResponse:
    """End a team, after asking why."""
    user = acting_user(request)
    team = team_of(user, team_pk)
    back = reverse("staff:team-detail", args=[team.pk])
    refusals = refusals_of(why_not_change_team(user, team))
    return step_page(request, TEAM_END, team, back=back, crumbs=_crumbs(team), refusals=refusals)


@staff_page(Act.RUN_COUNCIL)
def adviser_name(request: HttpRequest, adviser_pk: int) -> HttpResponse:
    """Put the name and unit of a seat on a team right, of one that ended too."""
    user = acting_user(request)
    seats = TeamMember.objects.filter(team__in=AdvisoryTeam.objects.visible_to(user)).select_related("team")
    seat = get_object_or_404(seats, pk=adviser_pk)
    back = reverse("staff:team-detail", args=[seat.team_id])
    form = SeatNameForm(request.POST or None, initial={"full_name": seat.full_name, "unit": seat.unit})
    return step_page(request, NAME, seat, back=back, crumbs=_crumbs(seat.team), refusals=[], form=form)


@staff_page(Act.RUN_COUNCIL)
def adviser_end(request: HttpRequest, adviser_pk: int) -> HttpResponse:
    """End a seat on a team, after asking why."""
    user = acting_user(request)
    seats = TeamMember.objects.filter(team__in=AdvisoryTeam.objects.visible_to(user), left_on__isnull=True)
    seat = get_object_or_404(seats.select_related("team"), pk=adviser_pk)
    back = reverse("staff:team-detail", args=[seat.team_id])
    refusals = refusals_of(why_not_change_team(user, seat.team))
    return step_page(request, SEAT_END, seat, back=back, crumbs=_crumbs(seat.team), refusals=refusals)


# ------------------------------------------------------------------ what is written down for a dossier
@takes_files(ENTRY_PAPER)
@staff_page(Act.ADVISE)
def team_report(request: HttpRequest, entry_pk: int) -> HttpResponse:
    """What the team says about a dossier."""
    user = acting_user(request)
    entry = entry_at(user, entry_pk)
    form = TeamReportForm(request.POST, request.FILES) if request.method == "POST" else TeamReportForm()
    return step_page(
        request,
        TEAM_REPORT,
        entry,
        back=dossier_url(entry),
        crumbs=crumbs_to(entry),
        refusals=refusals_of(why_not_advise(user, entry)),
        form=form,
    )


@staff_page(Act.ADVISE)
def probe_new(request: HttpRequest, entry_pk: int) -> HttpResponse:
    """Ask for a survey or a test."""
    user = acting_user(request)
    entry = entry_at(user, entry_pk)
    return step_page(
        request,
        PROBE,
        entry,
        back=dossier_url(entry),
        crumbs=crumbs_to(entry),
        refusals=refusals_of(why_not_look(user, entry)),
        form=ProbeForm(request.POST if request.method == "POST" else None),
    )


@takes_files(ENTRY_PAPER)
@staff_page(Act.ADVISE)
def probe_done(request: HttpRequest, probe_pk: int) -> HttpResponse:
    """What a survey or a test came to."""
    user = acting_user(request)
    probes = Probe.objects.filter(entry__dossier__in=readable_dossiers(user))
    probe = get_object_or_404(probes.select_related("entry__level", "entry__dossier__product"), pk=probe_pk)
    entry = entry_at(user, probe.entry_id)
    form = ProbeDoneForm(request.POST, request.FILES) if request.method == "POST" else ProbeDoneForm()
    return step_page(
        request,
        PROBE_DONE,
        probe,
        back=dossier_url(entry),
        crumbs=crumbs_to(entry),
        refusals=refusals_of(why_not_attach(user, probe, today())),
        form=form,
    )


@staff_page(Act.RUN_COUNCIL)
def samples_note(request: HttpRequest, entry_pk: int) -> HttpResponse:
    """How many samples came with a dossier; the form begins with the number of its score sheet."""
    user = acting_user(request)
    entry = entry_at(user, entry_pk)
    data = request.POST if request.method == "POST" else None
    return step_page(
        request,
        SAMPLES,
        entry,
        back=dossier_url(entry),
        crumbs=crumbs_to(entry),
        refusals=refusals_of(why_not_note_samples(user, entry, today())),
        form=SamplesForm(data, initial={"count": entry.dossier.criteria_set.samples}),
    )
