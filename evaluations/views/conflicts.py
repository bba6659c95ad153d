"""The page on which whoever runs a council takes down a word on a conflict of interest, or corrects a wrong one."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import ActionRefused
from core.guards import acting_user, staff_page
from core.roles import Act
from evaluations.actions.sheets import correct_conflict, declare_conflict
from evaluations.forms.paper_sheets import CorrectConflictForm, TakenWordForm
from evaluations.forms.scoring import ConflictForm
from evaluations.models import CouncilMember, RoundEntry
from evaluations.queries.councils import standing_of
from evaluations.views.confirming import confirm_page
from evaluations.views.meeting_entry import entry_at_meeting
from evaluations.views.reach import own_word_first
from producers.forms.reasons import add_reasons


@staff_page(Act.RUN_COUNCIL)
def conflict_correct(request: HttpRequest, entry_pk: int, seat_pk: int) -> HttpResponse:
    """Put the right word in the place of a wrong one, which stays and is shown; take down the first one."""
    user = acting_user(request)
    entry = entry_at_meeting(user, entry_pk)
    if closed := own_word_first(request, user, entry):
        return closed
    member = CouncilMember.objects.filter(council__rounds=entry.round_id, pk=seat_pk).first()
    if member is None:
        raise Http404
    stands = standing_of(entry).said.get(member.pk)
    sent = request.POST if request.method == "POST" else None
    form = CorrectConflictForm(sent, stands=stands) if stands else TakenWordForm(sent)
    back = reverse("staff:meeting-entry", args=[entry.pk])
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            if stands is None:
                declare_conflict(entry, member, what=given["what"], by=user)
            else:
                correct_conflict(entry, member, what=given["what"], why=given["why"], by=user)
        except ActionRefused as refusal:
            add_reasons(form, refusal)
        else:
            words = _("Đã sửa lời khai của %(name)s.") if stands else _("Đã ghi lời khai của %(name)s.")
            messages.success(request, words % {"name": member.full_name})
            return redirect(back)
    return _page(request, entry, member, form)


FIRST = (
    gettext_lazy("Ghi thay thành viên, theo giấy hoặc lời nói ở phiên họp; cổng ghi ai đã ghi."),
    gettext_lazy("Có liên quan: hồ sơ đóng với thành viên, ghế không tính vào số thành viên cần có mặt."),
)
ANEW = (
    gettext_lazy("Lời khai cũ vẫn giữ và hiện bên cạnh lời khai mới, với lý do và người sửa."),
    gettext_lazy("Thành ra có liên quan: phiếu của lượt này không tính, hồ sơ đóng với thành viên."),
    gettext_lazy("Thành ra không liên quan: thành viên chấm từ đầu lượt này."),
    gettext_lazy("Đổi người được chấm thì phương án đã thống nhất phải thống nhất lại."),
)


def _page(request: HttpRequest, entry: RoundEntry, member: CouncilMember, form: ConflictForm) -> HttpResponse:
    name, back = entry.dossier.product.name, reverse("staff:meeting-entry", args=[entry.pk])
    is_anew = isinstance(form, CorrectConflictForm)
    heading = _("Sửa lời khai liên quan") if is_anew else _("Ghi lời khai liên quan")
    return confirm_page(
        request,
        heading=heading,
        crumbs=[(_("Phiên họp"), reverse("staff:meeting", args=[entry.round_id])), (name, back), (heading, "")],
        help_url=reverse("staff:help", args=["cham-diem"]),
        intro=f"{member.full_name} · {name}",
        consequences=ANEW if is_anew else FIRST,
        form=form,
        submit_label=_("Sửa lời khai") if is_anew else _("Ghi lời khai"),
        cancel_url=back,
        cancel_label=_("Quay lại phiên họp"),
    )
