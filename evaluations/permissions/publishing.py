"""Why a draft cannot be published: the head, the rows, and what the register says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.errors import Reason
from core.models import User
from evaluations.models import DecisionDraft, PaperResult
from evaluations.permissions.drafts import why_not_edit_draft
from evaluations.queries.corrections import corrections_of
from evaluations.queries.drafts import chosen_rows, default_body, is_on_the_way, line_of, paper_of, signing_place
from evaluations.rules.outcomes import IN_A_DECISION
from products.enums import DecisionKind, LevelMode
from products.permissions.closing import why_not_annul, why_not_revoke
from products.permissions.correcting import why_not_correct
from products.permissions.papers import why_not_issue, why_not_paper

_ROW = re.compile(r"rows\.(\d+)\.(\w+)")


def why_not_publish(user: User, draft: DecisionDraft) -> list[Reason]:
    """Why a draft cannot be published now; an empty list means that it can."""
    reasons = why_not_edit_draft(user, draft)
    if reasons:
        return reasons
    reasons = _why_not_head(draft)
    if draft.kind == DecisionKind.REVOKE:
        ratings = list(draft.revokes.select_related("product"))
        return _once(reasons + why_not_revoke(paper_of(draft), ratings, user))
    if draft.kind == DecisionKind.ANNUL:
        if draft.annuls is None:
            return [*reasons, Reason(_("Chưa chọn quyết định bị hủy bỏ."), "annuls")]
        return _once(reasons + why_not_annul(paper_of(draft), draft.annuls, user))
    if draft.kind == DecisionKind.CORRECT:
        return _once(reasons + why_not_correct(paper_of(draft), corrections_of(draft), user))
    return reasons + _why_not_rows(user, draft)


def why_not_write_draft(user: User, draft: DecisionDraft) -> list[Reason]:
    """Why the head of a draft cannot be kept as it is typed: an unfinished one can, a wrong day or number cannot."""
    reasons = why_not_edit_draft(user, draft) + why_not_paper(paper_of(draft)) + _why_not_before_round(draft)
    return reasons + _why_nobody_signs(draft)


def _why_nobody_signs(draft: DecisionDraft) -> list[Reason]:
    """What to do when the place is abolished and nothing of its tier came after it."""
    place, on = draft.place, draft.signed_on
    if on is None or place.valid_to is None or on <= place.valid_to or not is_on_the_way(draft):
        return []
    if draft.level.mode == LevelMode.RECORDED or signing_place(draft) != place:
        return []
    facts = {"place": place, "level": draft.level.name.lower(), "last": date_format(place.valid_to)}
    words = _(
        "Không còn đơn vị %(level)s nào kế thừa %(place)s: ngày ký đến hết ngày %(last)s; nếu không thì bỏ dự thảo, "
        "không dùng kết quả và trả hồ sơ, để nộp theo quy định đang có hiệu lực."
    )
    return [Reason(words % facts, "signed_on")]


def _why_not_old_body(draft: DecisionDraft) -> list[Reason]:
    """Whoever signs for an abolished place is called by its own name."""
    signer, on = signing_place(draft), draft.signed_on
    if on is None or signer == draft.place or draft.issuing_body.strip() != default_body(draft.level, draft.place):
        return []
    facts = {"place": draft.place, "body": default_body(draft.level, signer), "day": date_format(on)}
    words = _("%(place)s không còn vào ngày %(day)s: cơ quan ban hành là %(body)s.")
    return [Reason(words % facts, "issuing_body")]


def _why_not_before_round(draft: DecisionDraft) -> list[Reason]:
    if draft.round is None or draft.signed_on is None or draft.signed_on >= draft.round.opened_on:
        return []
    opened_on = date_format(draft.round.opened_on)
    return [Reason(_("Ngày ký trước ngày mở đợt (%(day)s).") % {"day": opened_on}, "signed_on")]


def _why_not_head(draft: DecisionDraft) -> list[Reason]:
    reasons = []
    if draft.round is not None and not draft.number.strip():
        reasons.append(Reason(_("Cần số, ký hiệu của quyết định."), "number"))
    if draft.signed_on is None:
        reasons.append(Reason(_("Cần ngày ký của quyết định."), "signed_on"))
    reasons += _why_not_before_round(draft) + _why_nobody_signs(draft) + _why_not_old_body(draft)
    if not draft.issuing_body.strip():
        reasons.append(Reason(_("Cần tên cơ quan ban hành."), "issuing_body"))
    return reasons


def _once(reasons: Sequence[Reason]) -> list[Reason]:
    """The reasons without repeats, in order."""
    return list(dict.fromkeys(reasons))


def _why_not_rows(user: User, draft: DecisionDraft) -> list[Reason]:
    rows = chosen_rows(draft)
    undecided = [row for row in rows if row.outcome not in IN_A_DECISION]
    if undecided:
        return [
            Reason(_("“%(product)s” chưa có hạng sao hoặc không được công nhận.") % {"product": row.product}, "rows")
            for row in undecided
        ]
    reasons = why_not_issue(paper_of(draft), [line_of(row) for row in rows], user)
    return [_named(reason, rows) for reason in reasons]


def _named(reason: Reason, rows: Sequence[PaperResult]) -> Reason:
    """A reason about a row says which product it means."""
    found = _ROW.fullmatch(reason.field)
    if found is None:
        return reason
    product = str(rows[int(found.group(1))].product)
    if product in reason.text:
        return reason
    return Reason(_("“%(product)s”: %(reason)s") % {"product": product, "reason": reason.text}, reason.field)
