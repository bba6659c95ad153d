"""Entering and editing producers, and changing their legal form."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.errors import ActionRefused
from core.guards import acting_user, staff_page
from core.models import User
from core.roles import Act
from producers.actions.producers import change_legal_form, create_producer, edit_producer
from producers.forms.producers import ProducerEditForm, ProducerFormForm, ProducerNewForm
from producers.forms.reasons import add_reasons
from producers.models import Producer
from producers.rules.identifiers import identifier_warning, phone_warning
from producers.views.pages import staff_crumbs

page_and_act = require_http_methods(["GET", "HEAD", "POST"])


def producer_of(user: User, slug: str) -> Producer:
    """The producer of an address, if it lies in the user's territory and was not merged away; else 404."""
    rows = Producer.objects.current().visible_to(user).select_related("place", "succeeded_by")
    return get_object_or_404(rows, slug=slug)


def _crumbs(producer: Producer, here: str) -> list[dict[str, str]]:
    return staff_crumbs(
        (_("Chủ thể"), reverse("staff:producer-list")),
        (producer.name, reverse("staff:producer-detail", args=[producer.slug])),
        (here, ""),
    )


@staff_page(Act.EDIT_REGISTER)
@page_and_act
def producer_new(request: HttpRequest) -> HttpResponse:
    """Enter a new producer; those that look the same are shown first."""
    user = acting_user(request)
    initial = {"name": request.GET.get("ten", ""), "place": user.territory}
    form = ProducerNewForm(user, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if name != "confirm_new"}
        try:
            producer = create_producer(by=user, **values)
        except ActionRefused as refusal:
            add_reasons(form, refusal)
        else:
            messages.success(request, _("Đã tạo chủ thể “%(name)s”.") % {"name": producer.name})
            return _to_page(request, producer)
    crumbs = staff_crumbs((_("Chủ thể"), reverse("staff:producer-list")), (_("Thêm chủ thể"), ""))
    return _page(request, "producers/producer_new.html", form, heading=_("Thêm chủ thể"), crumbs=crumbs)


@staff_page(Act.EDIT_REGISTER)
@page_and_act
def producer_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what is known about a producer."""
    user = acting_user(request)
    producer = producer_of(user, slug)
    form = ProducerEditForm(user, request.POST or None, producer=producer)
    if request.method == "POST" and form.is_valid():
        try:
            producer = edit_producer(producer, by=user, **form.cleaned_data)
        except ActionRefused as refusal:
            add_reasons(form, refusal)
        else:
            messages.success(request, _("Đã lưu “%(name)s”.") % {"name": producer.name})
            return _to_page(request, producer)
    heading = _("Sửa chủ thể")
    crumbs = _crumbs(producer, heading)
    return _page(request, "producers/producer_edit.html", form, heading=heading, crumbs=crumbs, producer=producer)


@staff_page(Act.EDIT_REGISTER)
@page_and_act
def producer_form(request: HttpRequest, slug: str) -> HttpResponse:
    """Write down that a producer took another legal form."""
    user = acting_user(request)
    producer = producer_of(user, slug)
    form = ProducerFormForm(request.POST or None, producer=producer)
    if request.method == "POST" and form.is_valid():
        try:
            producer = change_legal_form(producer, by=user, **form.cleaned_data)
        except ActionRefused as refusal:
            add_reasons(form, refusal)
        else:
            said = {"name": producer.name, "form": producer.get_legal_form_display()}
            messages.success(request, _("“%(name)s” nay là %(form)s. Các kết quả trước giữ nguyên.") % said)
            return _to_page(request, producer)
    heading = _("Đổi loại hình")
    crumbs = _crumbs(producer, heading)
    return _page(request, "producers/producer_form.html", form, heading=heading, crumbs=crumbs, producer=producer)


def _page(request: HttpRequest, template: str, form: Any, **context: Any) -> HttpResponse:
    help_url = reverse("staff:help", args=["chu-the-san-pham"])
    return render(request, template, {"form": form, "help_url": help_url, **context})


def _to_page(request: HttpRequest, producer: Producer) -> HttpResponse:
    for text in (identifier_warning(producer.code), phone_warning(producer.phone)):
        if text:
            messages.warning(request, text)
    return redirect("staff:producer-detail", slug=producer.slug)
