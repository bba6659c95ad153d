"""The work desk and the help pages."""

from __future__ import annotations

from typing import Any

from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.exceptions import TemplateDoesNotExist
from django.template.loader import get_template
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from core.clock import today
from core.guards import StaffPage, acting_user, staff_page
from core.roles import Act
from evaluations.queries.advisory import waiting_for_report
from evaluations.queries.clocks import running_clocks
from evaluations.queries.decisions import next_expiries, waiting_approvals
from evaluations.queries.drafts import my_drafts
from evaluations.queries.home import territory_ranks
from evaluations.queries.marking import tasks_of
from evaluations.queries.notices import extensions_to_end, to_notify
from evaluations.queries.rounds import open_rounds
from evaluations.views.clocks import rows_of
from producers.views.pages import staff_crumbs
from products.queries.label_reports import report_counts
from products.rules.report_steps import LONGEST_WAIT

SHOWN = 10
# The topics in the order of the work; each has a page templates/staff/help/<topic>.html.
TOPICS = {
    "mo-dot": gettext_lazy("Mở đợt đánh giá"),
    "hoi-dong": gettext_lazy("Hội đồng, hồ sơ và đợt của hội đồng"),
    "bo-tieu-chi": gettext_lazy("Bộ tiêu chí và phiếu chấm"),
    "cham-diem": gettext_lazy("Chấm điểm và phiên họp hội đồng"),
    "nhap-ket-qua": gettext_lazy("Nhập kết quả vào bảng"),
    "lap-quyet-dinh": gettext_lazy("Lập và công bố quyết định"),
    "quyet-dinh-khac": gettext_lazy("Quyết định không qua đợt"),
    "thu-hoi": gettext_lazy("Thu hồi"),
    "huy-bo": gettext_lazy("Hủy bỏ quyết định"),
    "dinh-chinh": gettext_lazy("Đính chính"),
    "sua-sai": gettext_lazy("Sửa sai sau khi công bố"),
    "tra-loi": gettext_lazy("Trả lời của cấp trung ương"),
    "gia-han": gettext_lazy("Gia hạn hiệu lực"),
    "chu-the-san-pham": gettext_lazy("Chủ thể và sản phẩm"),
    "gop-trung": gettext_lazy("Gộp trùng"),
    "bao-cao-nhan": gettext_lazy("Báo cáo nhãn sai"),
    "du-lieu-ca-nhan": gettext_lazy("Dữ liệu cá nhân"),
    "nhat-ky": gettext_lazy("Nhật ký"),
}
# Pictures of a topic are numbered: img/help/<topic>-1.png and so on.
MOST_PICTURES = 6


class Home(StaffPage, TemplateView):
    """My territory, my marking, clocks, rounds on the way, my drafts, what waits for an answer, what ends next."""

    template_name = "staff/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = acting_user(self.request)
        approvals, expiries = waiting_approvals(user), next_expiries(user)
        rounds, drafts = open_rounds(user), my_drafts(user)
        clocks, tasks = running_clocks(user, today()), [task for task in tasks_of(user) if task.waits]
        context = {
            "heading": _("Bàn làm việc"),
            "help_url": reverse("staff:help-list"),
            "territory": user.territory or _("toàn hệ thống"),
            "tiles": [{"value": str(count), "rank": rank} for rank, count in territory_ranks(user, today()).items()],
            "tasks": tasks[:SHOWN],
            "task_count": len(tasks),
            "advised": waiting_for_report(user)[:SHOWN],
            "clocks": rows_of(clocks[:SHOWN]),
            "clock_count": len(clocks),
            "notice_count": to_notify(user).count(),
            "extensions": extensions_to_end(user, today())[:SHOWN] if user.may(Act.PUBLISH_DECISION) else [],
            "rounds": rounds[:SHOWN],
            "drafts": drafts[:SHOWN],
            "approvals": approvals[:SHOWN],
            "approval_count": approvals.count(),
            "expiries": expiries[:SHOWN],
            "expiry_count": expiries.count(),
            "report_counts": report_counts(user) if user.may(Act.HANDLE_LABEL_REPORTS) else None,
            "longest_wait": LONGEST_WAIT,
            "may_enter": user.may(Act.ENTER_RESULTS),
            "may_decide": user.may(Act.PUBLISH_DECISION),
        }
        return super().get_context_data(**{**kwargs, **context})


@staff_page(Act.SEE_STAFF_PAGES)
def help_list(request: HttpRequest) -> HttpResponse:
    """Every help page."""
    context = {
        "heading": _("Hướng dẫn"),
        "crumbs": staff_crumbs((_("Hướng dẫn"), "")),
        "topics": [{"label": label, "url": reverse("staff:help", args=[topic])} for topic, label in TOPICS.items()],
    }
    return render(request, "staff/help_list.html", context)


@staff_page(Act.SEE_STAFF_PAGES)
def help_page(request: HttpRequest, topic: str) -> HttpResponse:
    """The help page of a task; pictures are shown where the script has made them."""
    if topic not in TOPICS:
        raise Http404
    template = f"staff/help/{topic}.html"
    try:
        get_template(template)
    except TemplateDoesNotExist as error:
        raise Http404 from error
    context = {
        "heading": TOPICS[topic],
        "crumbs": staff_crumbs((_("Hướng dẫn"), reverse("staff:help-list")), (TOPICS[topic], "")),
        "pictures": pictures_of(topic),
        "topics": [{"label": label, "url": reverse("staff:help", args=[key])} for key, label in TOPICS.items()],
    }
    return render(request, template, context)


def pictures_of(topic: str) -> list[str]:
    """The pictures of a topic that exist, in order."""
    names = [f"img/help/{topic}-{number}.png" for number in range(1, MOST_PICTURES + 1)]
    return [name for name in names if finders.find(name)]
