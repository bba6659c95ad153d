"""Why a rating cannot be revoked, annulled, answered, extended, voided or said anew."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.access import is_in_territory
from core.clock import today
from core.errors import Reason
from core.models import User
from core.permissions.acts import why_not_act
from core.roles import Act
from products.enums import Answer, DecisionKind
from products.models import Decision, Product, Recognition, ScoreApproval
from products.paper import Paper
from products.permissions.papers import why_not_covered, why_not_paper, why_not_touch
from products.queries.law import extension_of, level_with_authority, levels_above
from products.queries.register import next_ratings


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
    reasons += why_not_covered(paper, [rating.product for rating in ratings])
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
    reasons = _why_not_head(paper, by) + why_not_touch(by, _products_of(annulled))
    if annulled.voided_at is not None or annulled.annulled_by.filter(voided_at__isnull=True).exists():
        reasons.append(Reason(_("Quyết định này đã bị hủy bỏ hoặc vô hiệu."), "annuls"))
    if paper.signed_on and annulled.signed_on and paper.signed_on <= annulled.signed_on:
        reasons.append(Reason(_("Quyết định hủy bỏ phải sau quyết định bị hủy bỏ."), "signed_on"))
    if levels_above(paper.level) > levels_above(annulled.level):
        reasons.append(Reason(_("Cấp dưới không hủy bỏ quyết định của cấp trên."), "level"))
    if paper.signed_on:
        reasons += _why_not_before_start(annulled, paper.signed_on)
    return reasons


def _products_of(decision: Decision) -> list[Product]:
    """What the unvoided rows of a decision are about."""
    ratings = decision.recognitions.filter(voided_at__isnull=True).select_related("product")
    approvals = decision.approvals.filter(voided_at__isnull=True).select_related("product")
    return [row.product for row in ratings] + [row.product for row in approvals]


def _why_not_before_start(annulled: Decision, on: date) -> list[Reason]:
    """Rows that begin on the day of the annulling paper or later cannot end on it."""
    begins = annulled.recognitions.filter(voided_at__isnull=True, closed_at__isnull=True, starts_on__gte=on)
    waits = annulled.approvals.filter(voided_at__isnull=True, answered_at__isnull=True, approved_on__gte=on)
    words = _("“%(row)s” bắt đầu hiệu lực từ hoặc sau ngày %(day)s.")
    return [Reason(words % {"row": row, "day": date_format(on)}, "signed_on") for row in [*begins, *waits]]


def _why_not_level_of(decision: Decision | None, by: User | None) -> list[Reason]:
    """What is written down on a row belongs to people of the place whose decision it stands in."""
    if by is None or is_in_territory(by, decision.place if decision else None):
        return []
    return [Reason(_("Dòng này thuộc quyết định của cấp khác; cán bộ của cấp đó ghi nhận."))]


def why_not_answer(
    approval: ScoreApproval, kind: Answer, on: date | None, paper: str, by: User | None
) -> list[Reason]:
    """Why it cannot be noted that the ministry recognises no five stars, or a withdrawal (26/2026 art. 7.4g)."""
    reasons = why_not_act(by, Act.PUBLISH_DECISION) + why_not_touch(by, [approval.product])
    reasons += _why_not_level_of(approval.decision, by)
    if approval.voided_at is not None:
        reasons.append(Reason(_("Điểm này đã vô hiệu: không ghi trả lời được.")))
    elif approval.answered_at is not None:
        reasons.append(Reason(_("Trả lời đã ghi: %(answer)s.") % {"answer": approval.get_answer_display()}))
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
    """Why a rating cannot be extended to a day: the law says for how many days at most (26/2026 art. 12.3)."""
    reasons = why_not_act(by, Act.PUBLISH_DECISION) + why_not_touch(by, [rating.product])
    reasons += _why_not_level_of(rating.decision, by)
    if rating.voided_at or rating.closed_at or rating.extended_at:
        reasons.append(Reason(_("“%(rating)s” đã gia hạn, đã thôi hiệu lực hoặc vô hiệu.") % {"rating": rating}))
    reasons += _why_not_so_long(rating, until)
    if not ground.strip():
        reasons.append(Reason(_("Cần nêu căn cứ gia hạn."), "ground"))
    return reasons


def _why_not_so_long(rating: Recognition, until: date | None) -> list[Reason]:
    longest = extension_of(rating.starts_on)
    if longest is None:
        return [Reason(_("Không quy định nào cho gia hạn “%(rating)s”.") % {"rating": rating}, "until")]
    latest = rating.until + timedelta(days=longest.days)
    if until is not None and rating.until < until <= latest:
        return _why_not_reach(rating, until)
    words = _("Gia hạn đến một ngày sau %(until)s và không quá %(latest)s.")
    return [Reason(words % {"until": date_format(rating.until), "latest": date_format(latest)}, "until")]


def why_not_end_extension(rating: Recognition, on: date | None, paper: str, by: User | None) -> list[Reason]:
    """Why an extension cannot end by a result, whatever the result is (26/2026 art. 12.3)."""
    reasons = why_not_act(by, Act.PUBLISH_DECISION) + why_not_touch(by, [rating.product])
    reasons += _why_not_level_of(rating.decision, by)
    if rating.extended_at is None:
        reasons.append(Reason(_("“%(rating)s” không được gia hạn: hạng tự hết hạn.") % {"rating": rating}))
    if on is None:
        reasons.append(Reason(_("Cần ngày có kết quả."), "on"))
    elif on > today():
        reasons.append(Reason(_("Ngày có kết quả sau ngày làm việc hiện tại."), "on"))
    else:
        reasons += [Reason(reason.text, "on") for reason in why_not_end(rating, on)]
    if not paper.strip():
        reasons.append(Reason(_("Cần số hoặc tên văn bản kết quả."), "paper"))
    return reasons


def _why_not_reach(rating: Recognition, until: date) -> list[Reason]:
    later = next_ratings([rating.product], rating.until + timedelta(days=1)).get(rating.product_id)
    if later is None or later.starts_on > until:
        return []
    return [
        Reason(
            _("“%(product)s” đã có công nhận mới từ ngày %(day)s: không gia hạn chồng lên.")
            % {"product": rating.product, "day": date_format(later.starts_on)},
            "until",
        )
    ]


def why_not_void(row: Recognition | ScoreApproval, why: str, by: User | None) -> list[Reason]:
    """Why a wrong entry cannot be voided."""
    reasons = why_not_act(by, Act.CORRECT_REGISTER) + why_not_touch(by, [row.product])
    if row.voided_at is not None:
        reasons.append(Reason(_("Dòng này đã vô hiệu.")))
    if not why.strip():
        reasons.append(Reason(_("Cần nêu lý do."), "why"))
    if isinstance(row, Recognition) and row.stars == 5 and _has_newer_approval(row):
        reasons.append(
            Reason(_("Sản phẩm đã có điểm được phê duyệt sau hạng 5 sao này: vô hiệu dòng phê duyệt đó trước."))
        )
    return reasons


def _has_newer_approval(rating: Recognition) -> bool:
    """True when the approval that this rating answered could not stand again beside a newer one."""
    rows = ScoreApproval.objects.filter(product=rating.product, voided_at__isnull=True)
    answered = rows.filter(answer=Answer.RECOGNISED, ended_on=rating.starts_on)
    return answered.exists() and rows.filter(approved_on__gte=rating.starts_on).exists()


def why_not_void_decision(decision: Decision, why: str, by: User | None) -> list[Reason]:
    """Why a wrongly entered paper cannot be voided with all that it did."""
    reasons = why_not_act(by, Act.CORRECT_REGISTER) + _why_not_level_of(decision, by)
    reasons += why_not_touch(by, _products_of(decision))
    if decision.voided_at is not None:
        reasons.append(Reason(_("Quyết định này đã vô hiệu.")))
    if decision.kind == DecisionKind.CORRECT:
        reasons.append(Reason(_("Đính chính không vô hiệu được: nhập một đính chính khác, hoặc nhập lại từng dòng.")))
    if decision.annulled_by.filter(voided_at__isnull=True).exists():
        reasons.append(Reason(_("Quyết định này đã bị hủy bỏ: vô hiệu quyết định hủy bỏ trước.")))
    if not why.strip():
        reasons.append(Reason(_("Cần nêu lý do."), "why"))
    return reasons
