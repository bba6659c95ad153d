"""Pages of members who are not there to mark: excusing them at a meeting, and bringing them back."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms.reasons import ReasonForm
from core.guards import acting_user, staff_page
from core.roles import Act
from evaluations.actions.absence import bring_back_member, excuse_member
from evaluations.models import CouncilMember
from evaluations.views.meeting import meeting_of
from evaluations.views.stepping import Step, step_page

EXCUSE = Step(
    gettext_lazy("Ghi vắng, không chấm"),
    excuse_member,
    gettext_lazy("Đã ghi vắng: thành viên không chấm những hồ sơ chưa ký."),
    form=ReasonForm,
    consequences=(
        gettext_lazy("Áp dụng cho mọi hồ sơ ở phiên họp mà thành viên chưa ký phiếu; phiếu đã ký vẫn tính."),
        gettext_lazy("Điểm trung bình tính trên các phiếu còn lại; ghế này vẫn tính vào số thành viên cần có mặt."),
        gettext_lazy("Phiếu đang chấm dở không tính; lý do vào biên bản."),
    ),
)
BRING_BACK = Step(
    gettext_lazy("Ghi có mặt lại"),
    bring_back_member,
    gettext_lazy("Đã ghi có mặt lại: thành viên chấm các hồ sơ còn chờ phiếu."),
    form=ReasonForm,
    consequences=(
        gettext_lazy("Các hồ sơ đã ghi vắng lại chờ phiếu của thành viên, chấm từ đầu lượt này."),
        gettext_lazy("Phương án đã thống nhất ở các hồ sơ đó phải thống nhất lại; ghi chú vào nội dung thảo luận."),
    ),
)


@staff_page(Act.RUN_COUNCIL)
def member_excuse(request: HttpRequest, round_pk: int, seat_pk: int) -> HttpResponse:
    """Excuse a member from the dossiers that it has not signed."""
    return _page(request, EXCUSE, round_pk, seat_pk)


@staff_page(Act.RUN_COUNCIL)
def member_back(request: HttpRequest, round_pk: int, seat_pk: int) -> HttpResponse:
    """Take back that a member was not there."""
    return _page(request, BRING_BACK, round_pk, seat_pk)


def _page(request: HttpRequest, step: Step, round_pk: int, seat_pk: int) -> HttpResponse:
    found = meeting_of(acting_user(request), round_pk)
    member = get_object_or_404(CouncilMember, council=found.council_id, left_on__isnull=True, pk=seat_pk)
    label = _("%(step)s: %(name)s") % {"step": step.label, "name": member.full_name}
    back = reverse("staff:meeting", args=[found.pk])
    return step_page(
        request,
        replace(step, label=label, act=partial(step.act, member=member)),
        found,
        back=back,
        crumbs=[(str(found), reverse("staff:round-detail", args=[found.pk])), (_("Phiên họp"), back)],
        refusals=[],
    )
