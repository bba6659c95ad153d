"""The page on which the chair's delegation of a meeting to a deputy is written down."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from core.errors import ActionRefused
from core.guards import acting_user, staff_page
from core.roles import Act
from evaluations.actions.council_rounds import delegate_meeting
from evaluations.forms.council_rounds import DelegationForm
from evaluations.models import Round
from evaluations.views.confirming import confirm_page
from evaluations.views.meeting import meeting_of
from producers.forms.reasons import add_reasons


@staff_page(Act.RUN_COUNCIL)
def meeting_delegate(request: HttpRequest, round_pk: int) -> HttpResponse:
    """Write down who leads the meeting in the chair's place, by which paper."""
    user = acting_user(request)
    found = meeting_of(user, round_pk)
    form = DelegationForm(request.POST if request.method == "POST" else None, found=found)
    back = reverse("staff:meeting", args=[found.pk])
    if request.method == "POST" and form.is_valid():
        try:
            delegate_meeting(found, by=user, **form.cleaned_data)
        except ActionRefused as refusal:
            add_reasons(form, refusal)
        else:
            name = form.cleaned_data["deputy"].full_name
            messages.success(request, _("Đã ghi: %(name)s chủ trì theo ủy quyền.") % {"name": name})
            return redirect(back)
    return _page(request, found, form)


def _page(request: HttpRequest, found: Round, form: DelegationForm) -> HttpResponse:
    back = reverse("staff:meeting", args=[found.pk])
    return confirm_page(
        request,
        heading=_("Ủy quyền chủ trì phiên họp"),
        crumbs=[
            (str(found), reverse("staff:round-detail", args=[found.pk])),
            (_("Phiên họp"), back),
            (_("Ủy quyền"), ""),
        ],
        help_url=reverse("staff:help", args=["cham-diem"]),
        intro=str(found),
        consequences=[
            _("Phiên họp có phó chủ tịch này là có người chủ trì, dù chủ tịch vắng."),
            _("Phó chủ tịch chủ trì thay chủ tịch là theo quy chế hội đồng. Cổng ghi ai, theo văn bản nào, ngày nào."),
        ],
        refusals=[] if form.has_deputies else [_("Hội đồng chưa có phó chủ tịch nào: thêm ở trang của hội đồng.")],
        form=form,
        submit_label=_("Ghi ủy quyền"),
        cancel_url=back,
        cancel_label=_("Quay lại phiên họp"),
    )
