"""One step of what runs through states: a page that asks, the same address that does it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from core.errors import ActionRefused
from core.guards import acting_user
from evaluations.forms.correcting import WhyForm
from evaluations.views.confirming import confirm_page
from producers.forms.reasons import add_reasons


@dataclass(frozen=True)
class Step:
    """What a button says, which action it calls, what the page asks for and says beforehand and afterwards."""

    label: str | Promise
    act: Callable[..., Any]
    done: str | Promise
    form: type[forms.Form] = WhyForm
    consequences: tuple[str | Promise, ...] = ()
    danger: bool = False

    @property
    def asks(self) -> bool:
        """True when the page comes first: to be filled in, or to say what follows; every other step is one press."""
        return bool(self.consequences) or any(field.required for field in self.form.base_fields.values())


def step_page(
    request: HttpRequest,
    step: Step,
    thing: Any,
    *,
    back: str,
    crumbs: list[tuple[str, str]],
    refusals: list[str],
    form: forms.Form | None = None,
    also: Sequence[str] = (),
) -> HttpResponse:
    """Ask with GET, do with POST; a refusal stands above what was typed. `form` is one that needs more than that.

    `also` are consequences for this thing alone.
    """
    form = form or step.form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and not refusals:
        try:
            step.act(thing, by=acting_user(request), **form.cleaned_data)
        except ActionRefused as refusal:
            add_reasons(form, refusal)
        else:
            messages.success(request, str(step.done) % {"thing": thing})
            return redirect(back)
    return confirm_page(
        request,
        heading=str(step.label),
        crumbs=[*crumbs, (str(step.label), "")],
        help_url=reverse("staff:help", args=["hoi-dong"]),
        intro=str(thing),
        consequences=(*step.consequences, *also),
        refusals=refusals,
        form=form,
        multipart=form.is_multipart(),
        submit_label=step.label,
        cancel_url=back,
        cancel_label=_("Quay lại"),
        danger=step.danger,
    )
