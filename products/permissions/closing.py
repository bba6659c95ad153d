"""Why a rating cannot be revoked, annulled, answered, extended, voided or said anew."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.clock import today
from core.errors import Reason
from core.models import User
from core.roles import Act
from products.enums import Answer
from products.models import Decision, Recognition, ScoreApproval
from products.paper import Paper
from products.permissions.papers import why_not_act, why_not_paper, why_not_touch
from products.queries.law import level_with_authority

# A rating whose filing window could not be met stays valid at most so many days longer (26/2026 art. 12.3).
LONGEST_EXTENSION_DAYS = 180


def _why_not_head(paper: Paper, by: User | None) -> list[Reason]:
    reasons = why_not_act(by, Act.PUBLISH_DECISION) + why_not_paper(paper)
    if paper.signed_on is None:
        reasons.append(Reason(_("Cần ngày ký của quyết định."), "signed_on"))
    if not paper.reason.strip():
        reasons.append(Reason(_("Cần nêu lý do, căn cứ."), "reason"))
    return reasons


def why_not_revoke(paper: Paper, ratings: Sequence[Recognition], by: User | None) -> list[Reason]:
    """Why a paper cannot revoke ratings: authority follows the law of the day of revocation (26/2026 art. 8.2)."""
    reasons = _why_not_head(paper, by) + why_not_touch(by, [rating.product for rating in ratings])
    if not ratings:
        reasons.append(Reason(_("Chưa chọn sản phẩm nào để thu hồi."), "revokes"))
    if paper.signed_on is None:
        return reasons
    for rating in ratings:
        reasons += why_not_end(rating, paper.signed_on)
    for stars in sorted({rating.stars for rating in ratings}):
        reasons += _why_not_authority(paper, stars, paper.signed_on)
    return reasons


def _why_not_authority(paper: Paper, stars: int, on: date) -> list[Reason]:
    entitled = level_with_authority(stars, on)
    if entitled is not None and entitled.key == paper.level.key:
        return []
    return [
        Reason(
            _("Ngày %(day)s, hạng %(stars)s sao do %(level)s thu hồi (%(article)s).")
            % {
                "day": date_format(on),
                "stars": stars,
                "level": entitled.name if entitled else "?",
                "article": entitled.article if entitled else "?",
            },
            "level",
        )
    ]


def why_not_end(rating: Recognition, on: date) -> list[Reason]:
    """Why a rating cannot end on a day."""
    facts = {"rating": rating, "day": date_format(on)}
    if rating.voided_at is not None:
        return [Reason(_("“%(rating)s” là dòng đã vô hiệu.") % facts)]
    if rating.closed_at is not None:
        return [Reason(_("“%(rating)s” đã thôi hiệu lực.") % facts)]
    if on <= rating.starts_on:
        return [Reason(_("“%(rating)s” bắt đầu hiệu lực từ hoặc sau ngày %(day)s.") % facts)]
    if on > (rating.extended_until or rating.until):
        return [Reason(_("“%(rating)s” đã hết hạn trước ngày %(day)s.") % facts)]
    return []


def why_not_annul(paper: Paper, annulled: Decision, by: User | None) -> list[Reason]:
    """Why a paper cannot annul a decision: the same level or a higher one, later than it."""
    products = [row.product for row in annulled.recognitions.select_related("product")]
    products += [row.product for row in annulled.approvals.select_related("product")]
    reasons = _why_not_head(paper, by) + why_not_touch(by, products)
    if annulled.voided_at is not None or annulled.annulled_by.filter(voided_at__isnull=True).exists():
        reasons.append(Reason(_("Quyết định này đã bị hủy bỏ hoặc vô hiệu."), "annuls"))
    if paper.signed_on and annulled.signed_on and paper.signed_on <= annulled.signed_on:
        reasons.append(Reason(_("Quyết định hủy bỏ phải sau quyết định bị hủy bỏ."), "signed_on"))
    if paper.level.position < annulled.level.position and paper.level.regime_id == annulled.level.regime_id:
        reasons.append(Reason(_("Cấp dưới không hủy bỏ quyết định của cấp trên."), "level"))
    return reasons


def why_not_answer(
    approval: ScoreApproval, kind: Answer, on: date | None, paper: str, by: User | None
) -> list[Reason]:
    """Why the ministry's answer under 90 points, or a withdrawal, cannot be written down (26/2026 art. 7.4g)."""
    reasons = why_not_act(by, Act.PUBLISH_DECISION) + why_not_touch(by, [approval.product])
    if approval.voided_at is not None or approval.answered_at is not None:
        reasons.append(Reason(_("Điểm này đã được trả lời hoặc vô hiệu.")))
    if kind not in {Answer.BELOW, Answer.WITHDRAWN}:
        reasons.append(Reason(_("Công nhận 5 sao được nhập bằng quyết định 5 sao."), "answer"))
    if on is None:
        reasons.append(Reason(_("Cần ngày trả lời."), "on"))
    elif on > today():
        reasons.append(Reason(_("Ngày trả lời sau ngày làm việc hiện tại."), "on"))
    elif on <= approval.approved_on:
        reasons.append(
            Reason(
                _("Điểm được phê duyệt ngày %(day)s, trả lời phải sau ngày đó.")
                % {"day": date_format(approval.approved_on)},
                "on",
            )
        )
    if not paper.strip():
        reasons.append(Reason(_("Cần số hoặc tên văn bản trả lời."), "paper"))
    return reasons


def why_not_extend(rating: Recognition, until: date | None, ground: str, by: User | None) -> list[Reason]:
    """Why a rating cannot be extended to a day (26/2026 art. 12.3: at most 180 days)."""
    reasons = why_not_act(by, Act.PUBLISH_DECISION) + why_not_touch(by, [rating.product])
    if rating.voided_at or rating.closed_at or rating.extended_at:
        reasons.append(Reason(_("“%(rating)s” đã gia hạn, đã thôi hiệu lực hoặc vô hiệu.") % {"rating": rating}))
    latest = rating.until + timedelta(days=LONGEST_EXTENSION_DAYS)
    if until is None or not rating.until < until <= latest:
        reasons.append(
            Reason(
                _("Gia hạn đến một ngày sau %(until)s và không quá %(latest)s.")
                % {"until": date_format(rating.until), "latest": date_format(latest)},
                "until",
            )
        )
    if not ground.strip():
        reasons.append(Reason(_("Cần nêu căn cứ gia hạn."), "ground"))
    return reasons


def why_not_void(row: Recognition | ScoreApproval, why: str, by: User | None) -> list[Reason]:
    """Why a wrong entry cannot be voided."""
    reasons = why_not_act(by, Act.CORRECT_REGISTER) + why_not_touch(by, [row.product])
    if row.voided_at is not None:
        reasons.append(Reason(_("Dòng này đã vô hiệu.")))
    if not why.strip():
        reasons.append(Reason(_("Cần nêu lý do."), "why"))
    return reasons
