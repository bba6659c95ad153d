"""The check page and the act that binds."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from core.errors import ActionRefused
from core.guards import acting_user, staff_page
from core.models import User
from core.roles import Act
from core.templatetags.formats import score as score_text
from evaluations.actions.publishing import publish_draft
from evaluations.enums import OPEN_TO_EDIT
from evaluations.models import DecisionDraft
from evaluations.permissions.publishing import why_not_publish
from evaluations.queries.check import Check, CheckRow, check_draft
from evaluations.views.draft_pages import draft_page
from evaluations.views.reach import draft_of
from products.enums import DecisionKind

DANGER = frozenset({DecisionKind.REVOKE, DecisionKind.ANNUL})


@staff_page(Act.SEE_STAFF_PAGES)
def draft_check(request: HttpRequest, draft_pk: int) -> HttpResponse:
    """Exactly what publishing would do, with counts and names."""
    user = acting_user(request)
    draft = draft_of(user, draft_pk)
    if draft.decision is not None:
        return redirect("staff:decision-detail", pk=draft.decision.pk)
    return check_page(request, user, draft)


def check_page(request: HttpRequest, user: User, draft: DecisionDraft, said: str = "") -> HttpResponse:
    """The check page; `said` is why an attempt that was just made did nothing."""
    check = check_draft(draft)
    refusals = [reason.text for reason in why_not_publish(user, draft)]
    context = {
        "check": check,
        "tiles": [{"value": str(count), "label": label} for label, count in check.by_rank],
        "counts": [
            (_("Theo nhóm chủ thể"), check.by_class),
            (_("Theo địa bàn"), check.by_place),
        ],
        "intro": _intro(draft, check),
        "consequences": _consequences(draft, check),
        "groups": _groups(check),
        "refusals": refusals,
        "warning": "" if refusals else said,
        "action": reverse("staff:draft-publish", kwargs={"draft_pk": draft.pk}),
        "hidden": [("digest", check.digest)],
        "submit_label": _("Công bố quyết định"),
        "cancel_url": reverse("staff:draft-edit", kwargs={"draft_pk": draft.pk}),
        "danger": draft.kind in DANGER,
        "correction": _(
            "Công bố rồi mà thấy gõ sai: vô hiệu dòng sai và nhập lại cho đúng, hoặc nhập quyết định đính chính."
        ),
        "is_draft": draft.status in OPEN_TO_EDIT,
    }
    return draft_page(request, user, draft, "evaluations/draft_check.html", "check", **context)


def _intro(draft: DecisionDraft, check: Check) -> str:
    count = len(check.rows)
    return ngettext("%(kind)s: %(count)s sản phẩm.", "%(kind)s: %(count)s sản phẩm.", count) % {
        "kind": str(draft.get_kind_display()).capitalize(),
        "count": count,
    }


def _consequences(draft: DecisionDraft, check: Check) -> list[str]:
    texts = [_("Quyết định %(number)s vào sổ và hiện ngay trên trang công khai.") % {"number": draft.number or "…"}]
    if draft.kind == DecisionKind.RECOGNISE:
        texts.append(_("Mỗi sản phẩm dưới đây có thêm một dòng trong sổ và một mã kiểm tra."))
    if check.closed_count and draft.kind == DecisionKind.RECOGNISE:
        texts.append(
            _("%(count)s sản phẩm đang giữ hạng hoặc chờ trả lời: xem ghi chú cạnh tên.")
            % {"count": check.closed_count}
        )
    if draft.kind == DecisionKind.ANNUL:
        texts.append(_("Hạng cũ đã bị thay trước đó không tự có lại hiệu lực."))
    texts.append(_("Các dòng đã công bố không sửa được nữa, chỉ vô hiệu hoặc đính chính."))
    return texts


def _groups(check: Check) -> list[dict[str, Any]]:
    """Every product by name under its rank."""
    groups: dict[str, list[CheckRow]] = {}
    for row in check.rows:
        groups.setdefault(row.rank, []).append(row)
    return [
        {"title": rank, "names": [{"text": row.product, "note": _note(row)} for row in rows]}
        for rank, rows in sorted(groups.items(), reverse=True)
    ]


def _note(row: CheckRow) -> str:
    score = (
        _("%(score)s điểm") % {"score": score_text(row.score)} if row.score is not None else _("không công bố điểm")
    )
    return " · ".join([row.producer, row.place, row.kind, score, *row.effects])


@require_POST
@staff_page(Act.PUBLISH_DECISION)
def draft_publish(request: HttpRequest, draft_pk: int) -> HttpResponse:
    """Publish what the check page showed."""
    user = acting_user(request)
    draft = draft_of(user, draft_pk)
    if draft.decision is not None:
        messages.info(request, _("Quyết định này đã được công bố."))
        return redirect("staff:decision-detail", pk=draft.decision.pk)
    try:
        decision = publish_draft(draft, digest=request.POST.get("digest", ""), by=user)
    except ActionRefused as refusal:
        return check_page(request, user, draft_of(user, draft_pk), str(refusal))
    messages.success(request, _("Đã công bố %(decision)s: hiện ngay trên trang công khai.") % {"decision": decision})
    return redirect("staff:decision-detail", pk=decision.pk)
