"""The page on which whoever runs a council corrects a member's wrong word on a conflict of interest."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from core.errors import ActionRefused
from core.guards import acting_user, staff_page
from core.roles import Act
from evaluations.actions.sheets import correct_conflict
from evaluations.forms.paper_sheets import CorrectConflictForm
from evaluations.models import CouncilMember, RoundEntry
from evaluations.queries.councils import standing_of
from evaluations.views.confirming import confirm_page
from evaluations.views.meeting_entry import entry_at_meeting
from evaluations.views.reach import own_word_first
from producers.forms.reasons import add_reasons


@staff_page(Act.RUN_COUNCIL)
def conflict_correct(request: HttpRequest, entry_pk: int, seat_pk: int) -> HttpResponse:
    """Put the right word in the place of a wrong one, which stays and is shown."""
    user = acting_user(request)
    entry = entry_at_meeting(user, entry_pk)
    if closed := own_word_first(request, user, entry):
        return closed
    member = CouncilMember.objects.filter(council__rounds=entry.round_id, pk=seat_pk).first()
    if member is None:
        raise Http404
    stands = standing_of(entry).said.get(member.pk)
    form = CorrectConflictForm(request.POST if request.method == "POST" else None, stands=stands)
    back = reverse("staff:meeting-entry", args=[entry.pk])
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            correct_conflict(entry, member, what=given["what"], why=given["why"], by=user)
        except ActionRefused as refusal:
            add_reasons(form, refusal)
        else:
            messages.success(request, _("Đã sửa lời khai của %(name)s.") % {"name": member.full_name})
            return redirect(back)
    return _page(request, entry, member, form)


def _page(request: HttpRequest, entry: RoundEntry, member: CouncilMember, form: CorrectConflictForm) -> HttpResponse:
    name, back = entry.dossier.product.name, reverse("staff:meeting-entry", args=[entry.pk])
    return confirm_page(
        request,
        heading=_("Sửa lời khai liên quan"),
        crumbs=[(_("Phiên họp"), reverse("staff:meeting", args=[entry.round_id])), (name, back), (_("Sửa"), "")],
        help_url=reverse("staff:help", args=["cham-diem"]),
        intro=f"{member.full_name} · {name}",
        consequences=[
            _("Lời khai cũ vẫn giữ và hiện bên cạnh lời khai mới, với lý do và người sửa."),
            _("Thành ra có liên quan: phiếu của lượt này không tính, hồ sơ đóng với thành viên."),
            _("Thành ra không liên quan: thành viên chấm từ đầu lượt này."),
            _("Đổi người được chấm thì phương án đã thống nhất phải thống nhất lại."),
        ],
        form=form,
        submit_label=_("Sửa lời khai"),
        cancel_url=back,
        cancel_label=_("Quay lại phiên họp"),
    )
