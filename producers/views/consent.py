"""Giving and withdrawing the consent to show contact details."""

from __future__ import annotations

from collections.abc import Collection

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.clock import today
from core.errors import ActionRefused
from core.guards import acting_user, staff_page
from core.roles import Act
from producers.actions.consent import give_contact_consent, withdraw_contact_consent
from producers.enums import Contact
from producers.forms.reasons import add_reasons
from producers.forms.representatives import ConsentForm, WithdrawForm
from producers.queries.consent import contacts_known, contacts_unseen, past_consents
from producers.views.pages import staff_crumbs
from producers.views.producer_edit import producer_of


@staff_page(Act.EDIT_REGISTER)
@require_http_methods(["GET", "HEAD", "POST"])
def producer_consent(request: HttpRequest, slug: str) -> HttpResponse:
    """What a producer consented to and when; withdraw it while it stands, give one while there is none."""
    user = acting_user(request)
    producer = producer_of(user, slug)
    stands = producer.has_contact_consent(today())
    form = (WithdrawForm if stands else ConsentForm)(request.POST or None)
    act = withdraw_contact_consent if stands else give_contact_consent
    if request.method == "POST" and form.is_valid():
        try:
            act(producer, by=user, **form.cleaned_data)
        except ActionRefused as refusal:
            add_reasons(form, refusal)
        else:
            said = _("Đã ghi việc rút đồng ý.") if stands else _("Đã ghi đồng ý công khai liên hệ.")
            messages.success(request, said)
            return redirect("staff:producer-detail", slug=producer.slug)
    heading = _("Đồng ý công khai")
    detail = reverse("staff:producer-detail", args=[producer.slug])
    context = {
        "form": form,
        "producer": producer,
        "stands": stands,
        "shown": _named(producer.consented(today()) & contacts_known(producer)),
        "unseen": _named(contacts_unseen(producer, today())) if stands else "",
        "consents": [(consent, _named(consent.to)) for consent in past_consents(producer)],
        "heading": heading,
        "help_url": reverse("staff:help", args=["du-lieu-ca-nhan"]),
        "crumbs": staff_crumbs((_("Chủ thể"), reverse("staff:producer-list")), (producer.name, detail), (heading, "")),
    }
    return render(request, "producers/producer_consent.html", context)


def _named(columns: Collection[str]) -> str:
    """What may be shown, in words."""
    return ", ".join(str(contact.label).lower() for contact in Contact if contact in columns)
