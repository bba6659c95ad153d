"""Representatives: nobody sees one without saying why."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from core.errors import ActionRefused
from core.guards import acting_user, staff_page
from core.models import User
from core.roles import Act
from producers.actions.representatives import (
    export_representatives,
    forget_representative,
    keep_representative,
    read_representatives,
)
from producers.exports import csv_of_representatives
from producers.forms.reasons import add_reasons
from producers.forms.representatives import RepresentativeForm, WhyForm
from producers.models import Producer, RepresentativeProfile
from producers.views.pages import staff_crumbs
from producers.views.producer_edit import producer_of

page_and_act = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@staff_page(Act.SEE_REPRESENTATIVES)
@page_and_act
def producer_representatives(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask why; then show who represents the producer, with the way to correct and remove."""
    user = acting_user(request)
    producer = producer_of(user, slug)
    form = WhyForm(request.POST or None)
    profiles = None
    if request.method == "POST" and form.is_valid():
        try:
            profiles = read_representatives(producer, why=form.cleaned_data["why"], by=user)
        except ActionRefused as refusal:
            add_reasons(form, refusal)
    people = [_person(user, profile) for profile in profiles or []]
    return _page(request, producer, form=form, is_read=profiles is not None, people=people)


def _person(user: User, profile: RepresentativeProfile) -> dict[str, Any]:
    facts = [
        (_("Họ và tên"), profile.full_name),
        (_("Giới tính"), profile.get_sex_display()),
        (_("Dân tộc"), profile.get_ethnicity_display()),
        (_("Khuyết tật"), profile.get_disability_display()),
        (_("Nơi thường trú"), str(profile.residence or "")),
        (_("Căn cứ lưu giữ"), profile.get_basis_display()),
        (_("Nội dung căn cứ"), profile.basis_text),
    ]
    return {
        "profile": profile,
        "facts": [{"term": term, "value": value} for term, value in facts],
        "form": RepresentativeForm(user, profile=profile),
        "removal": WhyForm(auto_id=f"id_{profile.pk}_xoa_%s"),
    }


@never_cache
@staff_page(Act.SEE_REPRESENTATIVES)
@page_and_act
def representative_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Enter who represents a producer from a day on."""
    producer = producer_of(acting_user(request), slug)
    return _keep(request, RepresentativeProfile(producer=producer), _("Thêm người đại diện"))


@never_cache
@staff_page(Act.SEE_REPRESENTATIVES)
@require_POST
def representative_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Correct what is kept about a representative; the form stands on the page that was read."""
    return _keep(request, _profile(acting_user(request), slug, pk), _("Sửa người đại diện"))


def _keep(request: HttpRequest, profile: RepresentativeProfile, heading: str) -> HttpResponse:
    user, producer = acting_user(request), profile.producer
    form = RepresentativeForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            keep_representative(profile, by=user, **form.cleaned_data)
        except ActionRefused as refusal:
            add_reasons(form, refusal)
        else:
            messages.success(request, _("Đã lưu người đại diện của “%(name)s”.") % {"name": producer.name})
            return redirect("staff:producer-detail", slug=producer.slug)
    context = {"form": form, "producer": producer, **_frame(heading, _crumbs(producer, heading))}
    return render(request, "producers/representative_new.html", context)


@never_cache
@staff_page(Act.SEE_REPRESENTATIVES)
@require_POST
def representative_forget(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Remove a representative for a reason."""
    user = acting_user(request)
    profile = _profile(user, slug, pk)
    producer = profile.producer
    try:
        forget_representative(profile, why=request.POST.get("why", ""), by=user)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("staff:producer-representatives", slug=producer.slug)
    messages.success(request, _("Đã xóa người đại diện của “%(name)s”.") % {"name": producer.name})
    return redirect("staff:producer-detail", slug=producer.slug)


@never_cache
@staff_page(Act.SEE_REPRESENTATIVES)
@page_and_act
def representative_export(request: HttpRequest) -> HttpResponse:
    """Ask why; then hand out the representatives of the territory as a file."""
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            profiles = export_representatives(why=form.cleaned_data["why"], by=acting_user(request))
        except ActionRefused as refusal:
            add_reasons(form, refusal)
        else:
            return csv_of_representatives(profiles)
    heading = _("Tải danh sách người đại diện")
    crumbs = staff_crumbs((_("Chủ thể"), reverse("staff:producer-list")), (heading, ""))
    context = {"form": form, **_frame(heading, crumbs)}
    return render(request, "producers/representative_export.html", context)


def _profile(user: User, slug: str, pk: int) -> RepresentativeProfile:
    producer = producer_of(user, slug)
    return get_object_or_404(RepresentativeProfile.objects.select_related("producer__place"), producer=producer, pk=pk)


def _frame(heading: str, crumbs: list[dict[str, str]]) -> dict[str, Any]:
    """What stands round each of these pages."""
    return {"heading": heading, "crumbs": crumbs, "help_url": reverse("staff:help", args=["du-lieu-ca-nhan"])}


def _crumbs(producer: Producer, here: str) -> list[dict[str, str]]:
    detail = reverse("staff:producer-detail", args=[producer.slug])
    return staff_crumbs((_("Chủ thể"), reverse("staff:producer-list")), (producer.name, detail), (here, ""))


def _page(request: HttpRequest, producer: Producer, **context: Any) -> HttpResponse:
    heading = _("Người đại diện")
    given = {"producer": producer, **_frame(heading, _crumbs(producer, heading)), **context}
    return render(request, "producers/producer_representatives.html", given)
