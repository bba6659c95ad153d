"""Councils: the list, founding, the regulation, seats."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from core.errors import ActionRefused
from core.forms.reasons import ReasonForm
from core.guards import StaffPage, acting_user, staff_page
from core.models import User
from core.roles import Act
from core.templatetags.formats import score
from evaluations.actions.councils import (
    correct_seat_name,
    edit_council,
    found_council,
    note_contacts,
    seat_member,
    unseat_member,
)
from evaluations.forms.councils import ContactsForm, CouncilForm, CouncilNewForm, SeatForm, SeatNameForm
from evaluations.models import Council, CouncilMember
from evaluations.permissions.councils import why_not_change_council, why_not_unseat
from evaluations.queries.advisory import teams_at
from evaluations.queries.councils import councils_for
from evaluations.views.stepping import Step, step_page
from producers.forms.reasons import add_reasons
from producers.rules.identifiers import shown_phone
from producers.views.pages import page_of, query_without_page, staff_crumbs

HELP = "hoi-dong"


class CouncilList(StaffPage, TemplateView):
    """The councils of the territory."""

    template_name = "evaluations/council_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = acting_user(self.request)
        page = page_of(self.request, councils_for(user).order_by("-founded_on", "-pk"))
        context = {
            "heading": _("Hội đồng"),
            "crumbs": staff_crumbs((_("Hội đồng"), "")),
            "help_url": reverse("staff:help", args=[HELP]),
            "page_obj": page,
            "count": page.paginator.count,
            "query": query_without_page(self.request),
            "may_run": user.may(Act.RUN_COUNCIL),
        }
        return super().get_context_data(**{**kwargs, **context})


def council_of(user: User, pk: int) -> Council:
    """A council of the user's territory."""
    return get_object_or_404(Council.objects.visible_to(user).select_related("place"), pk=pk)


def _crumbs(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Hội đồng"), reverse("staff:council-list")), *steps]


def _form_page(
    request: HttpRequest, template: str, heading: str, *steps: tuple[str, str], **more: Any
) -> HttpResponse:
    context = {
        "heading": heading,
        "crumbs": staff_crumbs(*_crumbs(*steps, (heading, ""))),
        "help_url": reverse("staff:help", args=[HELP]),
        "cancel_url": steps[-1][1] if steps else reverse("staff:council-list"),
    }
    return render(request, template, context | more)


@staff_page(Act.RUN_COUNCIL)
def council_new(request: HttpRequest) -> HttpResponse:
    """Found a council."""
    user = acting_user(request)
    form = CouncilNewForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        try:
            council = found_council(by=user, **form.cleaned_data)
        except ActionRefused as refusal:
            add_reasons(form, refusal)
        else:
            messages.success(request, _("Đã lập “%(council)s”. Thêm thành viên ở đây.") % {"council": council})
            return redirect("staff:council-detail", council_pk=council.pk)
    return _form_page(request, "evaluations/council_form.html", _("Lập hội đồng"), form=form)


@staff_page(Act.SEE_STAFF_PAGES)
def council_detail(request: HttpRequest, council_pk: int) -> HttpResponse:
    """The regulation of a council, who sits on it, its rounds."""
    user = acting_user(request)
    council = council_of(user, council_pk)
    members = list(council.members.select_related("user"))
    may_run = user.may(Act.RUN_COUNCIL)
    context = {
        "heading": council.name,
        "crumbs": staff_crumbs(*_crumbs((council.name, ""))),
        "help_url": reverse("staff:help", args=[HELP]),
        "council": council,
        "facts": _facts(council),
        "seats": [member for member in members if member.left_on is None],
        "ended": [member for member in members if member.left_on is not None],
        "teams": teams_at(council.place),
        "rounds": council.rounds.select_related("level__regime", "place"),
        "may_run": may_run,
        "why_not_change": [reason.text for reason in why_not_change_council(user, council)] if may_run else [],
    }
    return render(request, "evaluations/council_detail.html", context)


def _facts(council: Council) -> list[dict[str, str]]:
    facts = {
        _("Địa bàn"): council.place.name,
        _("Thành lập"): " · ".join(filter(None, [date_format(council.founded_on), council.founded_by])),
        _("Quy chế"): council.regulation,
        _("Họp được khi"): _("có mặt ít nhất %(percent)s%% thành viên, có chủ tịch hoặc phó chủ tịch được ủy quyền")
        % {"percent": council.quorum_percent},
        _("Chênh lệch cho phép"): _("%(points)s điểm, chấm nhiều nhất %(passes)s lượt")
        % {"points": score(council.spread_limit), "passes": council.passes},
        _("Điểm của người khác"): _("hiện khi %(when)s") % {"when": council.get_reveal_display()},
        _("Gửi hồ sơ"): _("trước khi chấm %(days)s ngày làm việc") % {"days": council.days_before},
        _("Đợt tổ chức thêm"): _("được") if council.allows_extra_rounds else _("không"),
        _("Ý kiến bằng văn bản"): _in_writing(council),
    }
    return [{"term": term, "value": value, "missing": _("chưa ghi")} for term, value in facts.items()]


def _in_writing(council: Council) -> str:
    if not council.allows_writing:
        return _("không")
    words = _("khi đánh giá lại, trong %(days)s ngày từ khi đủ hồ sơ")
    return words % {"days": council.days_in_writing}


@staff_page(Act.RUN_COUNCIL)
def council_edit(request: HttpRequest, council_pk: int) -> HttpResponse:
    """Change the name or the regulation of a council."""
    user = acting_user(request)
    council = council_of(user, council_pk)
    name, back = council.name, reverse("staff:council-detail", args=[council.pk])
    form = CouncilForm(request.POST or None, instance=council)
    if request.method == "POST" and form.is_valid():
        try:
            edit_council(council, by=user, **form.cleaned_data)
        except ActionRefused as refusal:
            add_reasons(form, refusal)
        else:
            messages.success(request, _("Đã lưu quy chế."))
            return redirect(back)
    return _form_page(request, "evaluations/council_form.html", _("Sửa quy chế"), (name, back), form=form)


@staff_page(Act.RUN_COUNCIL)
def seat_new(request: HttpRequest, council_pk: int) -> HttpResponse:
    """Give somebody a seat."""
    user = acting_user(request)
    council = council_of(user, council_pk)
    back = reverse("staff:council-detail", args=[council.pk])
    form = SeatForm(request.POST or None, council=council)
    if request.method == "POST" and form.is_valid():
        try:
            member = seat_member(council, by=user, **form.cleaned_data)
        except ActionRefused as refusal:
            add_reasons(form, refusal)
        else:
            messages.success(request, _("Đã thêm %(member)s vào hội đồng.") % {"member": member})
            return redirect(back)
    return _form_page(request, "evaluations/seat_new.html", _("Thêm thành viên"), (council.name, back), form=form)


@staff_page(Act.RUN_COUNCIL)
def seat_contacts(request: HttpRequest, seat_pk: int) -> HttpResponse:
    """What a seat is compared with producers by, of one that ended too: to be noted, corrected, emptied."""
    user = acting_user(request)
    seats = CouncilMember.objects.filter(council__in=Council.objects.visible_to(user)).select_related("council")
    seat = get_object_or_404(seats, pk=seat_pk)
    known = {"phone": shown_phone(seat.phone), "address": seat.address, "tax_code": seat.tax_code}
    form = ContactsForm(request.POST if request.method == "POST" else None, initial=known)
    back = reverse("staff:council-detail", args=[seat.council_id])
    if request.method == "POST" and form.is_valid():
        try:
            note_contacts(seat, by=user, **form.cleaned_data)
        except ActionRefused as refusal:
            add_reasons(form, refusal)
        else:
            messages.success(request, _("Đã ghi liên hệ của %(member)s.") % {"member": seat})
            return redirect(back)
    heading, steps = _("Liên hệ của thành viên"), ((seat.council.name, back),)
    return _form_page(request, "evaluations/seat_contacts.html", heading, *steps, form=form, seat=seat)


SEAT_NAME = Step(
    gettext_lazy("Sửa tên, đơn vị"),
    correct_seat_name,
    gettext_lazy("Đã sửa tên, đơn vị."),
    form=SeatNameForm,
    consequences=(gettext_lazy("Biên bản, phiếu in từ nay mang tên mới; tên cũ còn trong các giá trị đã từng ghi."),),
)


@staff_page(Act.RUN_COUNCIL)
def seat_name(request: HttpRequest, seat_pk: int) -> HttpResponse:
    """Put the name and unit of a seat right, of one that ended too."""
    user = acting_user(request)
    seats = CouncilMember.objects.filter(council__in=Council.objects.visible_to(user)).select_related("council")
    seat = get_object_or_404(seats, pk=seat_pk)
    back = reverse("staff:council-detail", args=[seat.council_id])
    form = SeatNameForm(request.POST or None, initial={"full_name": seat.full_name, "unit": seat.unit})
    crumbs = _crumbs((seat.council.name, back))
    return step_page(request, SEAT_NAME, seat, back=back, crumbs=crumbs, refusals=[], form=form)


SEAT_END = Step(
    gettext_lazy("Thôi thành viên"),
    unseat_member,
    gettext_lazy("%(thing)s đã thôi tham gia hội đồng."),
    form=ReasonForm,
    consequences=(
        gettext_lazy("Người này không chấm các đợt sau của hội đồng, từ hôm nay."),
        gettext_lazy("Phiếu đã ký vẫn giữ nguyên."),
    ),
    danger=True,
)


@staff_page(Act.RUN_COUNCIL)
def seat_end(request: HttpRequest, seat_pk: int) -> HttpResponse:
    """End a seat, after asking why."""
    user = acting_user(request)
    seats = CouncilMember.objects.filter(council__in=Council.objects.visible_to(user), left_on__isnull=True)
    seat = get_object_or_404(seats.select_related("council"), pk=seat_pk)
    back = reverse("staff:council-detail", args=[seat.council_id])
    refusals = [reason.text for reason in why_not_unseat(user, seat)]
    return step_page(request, SEAT_END, seat, back=back, crumbs=_crumbs((seat.council.name, back)), refusals=refusals)
