"""A block copied from a spreadsheet: pasted into a page, or matched for the script of the grid."""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from core.errors import ActionRefused
from core.guards import acting_user, staff_page, takes_json
from core.models import User
from core.roles import Act
from core.rules.lengths import LONGEST_LINE
from core.text import fold
from evaluations.actions.results import save_result
from evaluations.entry import Entry
from evaluations.forms.results import MOST_PASTED, ResultPasteForm
from evaluations.permissions.results import score_problem_text, why_not_fill
from evaluations.queries.grid import Home
from evaluations.queries.products import find_products, match_names
from evaluations.rules.entry import PastedLine, read_block, read_score
from evaluations.views.finding import asked_home
from evaluations.views.grid import grid_url, product_choices
from evaluations.views.reach import home_at
from producers.views.pages import staff_crumbs
from products.models import Product

# So many unmatched names of one block are looked up by their words; the others are searched when they are clicked.
MOST_SEARCHED = 20


@dataclass(frozen=True)
class Left:
    """A pasted line that was not saved, and why."""

    line: PastedLine
    why: str


@staff_page(Act.ENTER_RESULTS)
def result_paste(request: HttpRequest, round_pk: int | None = None, draft_pk: int | None = None) -> HttpResponse:
    """Paste a block without a script: what fits is saved, the rest stays in the box with the reason."""
    user = acting_user(request)
    home = home_at(user, round_pk, draft_pk)
    form = ResultPasteForm(request.POST or None)
    left: list[Left] = []
    if request.method == "POST" and form.is_valid():
        lines = read_block(form.cleaned_data["block"])
        left = _save_lines(user, home, lines)
        saved = len(lines) - len(left)
        if saved:
            text = ngettext("Đã lưu %(count)s dòng.", "Đã lưu %(count)s dòng.", saved) % {"count": saved}
            messages.success(request, text)
        if not left:
            return redirect(grid_url(home))
        form = ResultPasteForm(initial={"block": "\n".join(f"{each.line.name}\t{each.line.score}" for each in left)})
    context = {
        "form": form,
        "left": left,
        "refusals": [reason.text for reason in why_not_fill(user, home)],
        "heading": _("Dán từ bảng tính"),
        "crumbs": staff_crumbs((str(home), grid_url(home)), (_("Dán từ bảng tính"), "")),
        "help_url": reverse("staff:help", args=["nhap-ket-qua"]),
        "back": grid_url(home),
    }
    return render(request, "evaluations/result_paste.html", context)


def _save_lines(user: User, home: Home, lines: list[PastedLine]) -> list[Left]:
    matched = match_names(user, [line.name for line in lines[:MOST_PASTED]])
    left = []
    for line in lines:
        why = _save_line(user, home, line, matched.get(fold(line.name).strip(), []))
        if why:
            left.append(Left(line, why))
    return left


def _save_line(user: User, home: Home, line: PastedLine, products: list[Product]) -> str:
    """Save one line; the reason why not, or nothing."""
    reading = read_score(line.score)
    if reading.problem is not None:
        return score_problem_text(reading.problem, line.score)
    if not products:
        return _("Không tìm thấy sản phẩm tên này: sửa tên cho khớp, hoặc nhập ở bảng và tạo mới.")
    if len(products) > 1:
        return _("Có %(count)s sản phẩm tên này: chọn ở bảng.") % {"count": len(products)}
    try:
        save_result(home, Entry(products[0], score=reading.score), by=user)
    except ActionRefused as refusal:
        return str(refusal)
    return ""


@takes_json
@require_POST
@staff_page(Act.ENTER_RESULTS)
def product_match(request: HttpRequest) -> JsonResponse:
    """The products that bear each of the pasted names, for the script of the grid."""
    user = acting_user(request)
    names = _names_sent(request.body)
    if names is None:
        return JsonResponse({"error": _("Không đọc được các dòng đã dán.")}, status=400)
    home = asked_home(request, user)
    matched = match_names(user, names)
    answers = []
    searched = 0
    for name in names:
        exact = matched.get(fold(name).strip(), [])
        near: list[Product] = []
        if not exact and searched < MOST_SEARCHED:
            searched += 1
            near = list(find_products(user, name))
        answers.append({"name": name, "exact": product_choices(exact, home), "near": product_choices(near, home)})
    return JsonResponse({"answers": answers})


def _names_sent(body: bytes) -> list[str] | None:
    """The texts in {"names": […]}, as many as are matched at once; None when it is anything else."""
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        return None
    names = sent.get("names") if isinstance(sent, dict) else None
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        return None
    # A NUL is in no name: the database would refuse the whole question.
    return [name.replace("\0", "")[:LONGEST_LINE] for name in names[:MOST_PASTED]]
