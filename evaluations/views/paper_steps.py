"""Pages that ask before a paper leaves a dossier, its file is erased, or members go on with a newer version."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms.reasons import ReasonForm
from core.guards import acting_user, staff_page
from core.roles import Act
from evaluations.actions.erasing import erase_paper_file
from evaluations.actions.handing import hand_again
from evaluations.actions.papers import drop_paper
from evaluations.models import DossierPaper, Paper, PaperVersion
from evaluations.permissions.erasing import why_not_offer_erasing
from evaluations.permissions.handing import why_not_offer_again
from evaluations.permissions.papers import why_not_drop_paper
from evaluations.queries.council_lists import newest_entry
from evaluations.queries.entries import readable_dossiers
from evaluations.views.papers import closed_page, use_of
from evaluations.views.stepping import Step, step_page

DROP = Step(
    gettext_lazy("Bỏ khỏi hồ sơ này"),
    drop_paper,
    gettext_lazy("Đã bỏ “%(thing)s” khỏi hồ sơ; giấy tờ vẫn là của chủ thể."),
    consequences=(
        gettext_lazy("Mục này của hồ sơ không còn giấy tờ này; các tiêu chí đã gán cũng bỏ."),
        gettext_lazy("Giấy tờ và các bản của nó vẫn là của chủ thể, dùng lại được ở mục này."),
    ),
    danger=True,
)
HAND = Step(
    gettext_lazy("Giao bản mới cho thành viên"),
    hand_again,
    gettext_lazy("Thành viên chấm theo bản mới của “%(thing)s”."),
    form=ReasonForm,
    consequences=(
        gettext_lazy("Trên phiếu chấm, bản mới thay bản đã giao, kèm ngày giao và lý do."),
        gettext_lazy("Điểm đã ghi trên các phiếu chưa ký giữ nguyên: nhắc thành viên xem lại."),
    ),
)
ERASE = Step(
    gettext_lazy("Xóa tệp của giấy tờ"),
    erase_paper_file,
    gettext_lazy("Đã xóa tệp của “%(thing)s”."),
    form=ReasonForm,
    consequences=(
        gettext_lazy("Tệp, tên tệp và dấu băm bị xóa hẳn; chỉ còn ghi ngày xóa, người xóa và lý do."),
        gettext_lazy("Phiếu đã ký dựa trên tệp này vẫn giữ điểm, nhưng không ai mở lại được tệp."),
        gettext_lazy("Lý do ở lại mãi: ghi số văn bản yêu cầu, không ghi dữ liệu của người đó."),
        gettext_lazy("Bản sao lưu còn giữ tệp cho đến khi bản sao lưu bị bỏ."),
    ),
    danger=True,
)


@staff_page(Act.RUN_COUNCIL)
def paper_drop(request: HttpRequest, use_pk: int) -> HttpResponse:
    """Take a paper out of a dossier, after saying what follows."""
    back = "staff:dossier-item" if request.method == "POST" else "staff:dossier-paper"
    return _step(request, use_pk, DROP, back)


@staff_page(Act.RUN_COUNCIL)
def paper_hand(request: HttpRequest, use_pk: int) -> HttpResponse:
    """Let the members score on a paper as it stands by now, for a reason."""
    return _step(request, use_pk, HAND, "staff:dossier-paper")


def _step(request: HttpRequest, use_pk: int, step: Step, back: str) -> HttpResponse:
    user = acting_user(request)
    use = use_of(user, use_pk)
    if closed := closed_page(request, user, use.dossier):
        return closed
    if step is DROP:
        reasons = why_not_drop_paper(user, use)
    else:
        reasons = why_not_offer_again(user, newest_entry(use.dossier), use)
    return step_page(
        request,
        step,
        use,
        back=_back(use, back),
        crumbs=[
            (_("Hồ sơ"), reverse("staff:dossier-list")),
            (str(use), reverse("staff:dossier-paper", args=[use.pk])),
        ],
        refusals=[reason.text for reason in reasons],
    )


def _back(use: DossierPaper, name: str) -> str:
    if name == "staff:dossier-item":
        return reverse(name, args=[use.dossier_id, use.item.code])
    return reverse(name, args=[use.pk])


@staff_page(Act.HANDLE_PERSONAL_DATA)
def paper_erase(request: HttpRequest, version_pk: int) -> HttpResponse:
    """Erase the file of a paper, after saying what follows; also of one that no dossier uses any more."""
    user = acting_user(request)
    found = PaperVersion.objects.filter(paper__in=Paper.objects.visible_to(user))
    version = get_object_or_404(found.select_related("paper__producer"), pk=version_pk)
    use = DossierPaper.objects.filter(dossier__in=readable_dossiers(user), paper=version.paper).last()
    back = reverse("staff:dossier-paper", args=[use.pk]) if use else reverse("staff:personal-data")
    return step_page(
        request,
        ERASE,
        version,
        back=back,
        crumbs=[(_("Dữ liệu cá nhân"), reverse("staff:personal-data")), (str(version.paper), back)],
        refusals=[reason.text for reason in why_not_offer_erasing(user, version)],
    )
