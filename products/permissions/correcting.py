"""Why a row of the register cannot be said anew, added or corrected by a paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from core.errors import Reason
from core.models import User
from core.permissions.acts import why_not_act
from core.roles import Act
from producers.enums import LegalForm
from products.enums import DecisionKind, EndReason, Precision, RatingKind, StartBasis
from products.models import Decision, Product, Recognition, ScoreApproval
from products.paper import Correction, Line, Paper, parts_beside
from products.permissions.papers import (
    why_not_after_others,
    why_not_beside,
    why_not_covered,
    why_not_paper,
    why_not_result,
    why_not_touch,
)
from products.queries.law import bands_of, levels_above, rule_of


def first_day(row: Recognition | ScoreApproval) -> date:
    """The first day of a rating or of a score approval."""
    return row.starts_on if isinstance(row, Recognition) else row.approved_on


def right_line(
    row: Recognition | ScoreApproval, product: Product, stars: int | None, score: Decimal | None, kind: RatingKind
) -> Line:
    """What a row would say with the right product, stars, score and kind; what was printed stays."""
    kept = parts_beside(row, score)
    if product.pk == row.product_id:
        kept |= {
            "printed_product": row.product_name,
            "printed_producer": row.producer_name,
            "printed_form": LegalForm(row.producer_form),
        }
    return Line(
        product=product,
        stars=stars,
        kind=kind,
        score=score,
        starts_on=first_day(row),
        start_basis=StartBasis(row.start_basis),
        start_precision=Precision(row.start_precision),
        source_url=row.source_url,
        **kept,
    )


def why_not_say(row: Recognition | ScoreApproval, right: Line, by: User | None) -> list[Reason]:
    """Why a row cannot be said anew so: the level, the rating before it, another row of the same decision."""
    reasons = why_not_touch(by, [right.product])
    if row.decision is not None:
        level = row.decision.level
        reasons += why_not_result(right, rule_of(level), bands_of(level.regime))
        if right.product.pk != row.product_id and _names(row.decision, right.product):
            reasons.append(Reason(_("Quyết định này đã có “%(product)s”.") % {"product": right.product}, "product"))
    if isinstance(row, Recognition) and right.stars is not None and right.product.pk == row.product_id:
        reasons += why_not_beside(right, _superseded_by(row), None, row.starts_on)
    return reasons


def why_not_enter_anew(row: Recognition | ScoreApproval) -> list[Reason]:
    """Why a row cannot be replaced by one of another product or another sort: what came after it would be lost."""
    if row.decision is None:
        return [Reason(_("Dòng này không có quyết định: chỉ sửa được số sao, điểm và lần đánh giá."))]
    if isinstance(row, Recognition):
        if row.end_reason in {EndReason.REVOKED, EndReason.ANNULLED}:
            return [Reason(_("Dòng này đã bị thu hồi hoặc hủy bỏ: chỉ sửa được số sao, điểm, lần đánh giá."))]
        if row.end_reason == EndReason.RESULT:
            return [Reason(_("Dòng này đã hết gia hạn theo kết quả: chỉ sửa được số sao, điểm, lần đánh giá."))]
        if row.extended_at is not None:
            return [Reason(_("Dòng này đã được gia hạn: chỉ sửa được số sao, điểm, lần đánh giá."))]
    return []


def _superseded_by(rating: Recognition) -> Recognition | None:
    """The rating that this one ended."""
    return Recognition.objects.filter(
        product=rating.product_id,
        voided_at__isnull=True,
        end_reason=EndReason.SUPERSEDED,
        ended_on=rating.starts_on,
    ).first()


def without_row_number(reasons: Sequence[Reason]) -> list[Reason]:
    """The same reasons for a form of a single row."""
    return [Reason(reason.text, reason.field.rpartition(".")[2]) for reason in reasons]


def why_not_add(decision: Decision, line: Line, why: str, by: User | None) -> list[Reason]:
    """Why a forgotten row cannot be entered into a published decision."""
    reasons = why_not_act(by, Act.CORRECT_REGISTER) + why_not_touch(by, [line.product])
    if not why.strip():
        reasons.append(Reason(_("Cần nêu lý do."), "why"))
    if decision.voided_at is not None or decision.kind not in {DecisionKind.RECOGNISE, DecisionKind.APPROVE_SCORE}:
        reasons.append(Reason(_("Chỉ bổ sung được dòng vào quyết định công nhận hoặc phê duyệt điểm.")))
    if _names(decision, line.product):
        reasons.append(Reason(_("Quyết định này đã có “%(product)s”.") % {"product": line.product}, "product"))
    reasons += why_not_result(line, rule_of(decision.level), bands_of(decision.level.regime))
    paper = Paper(level=decision.level, issuing_body=decision.issuing_body, signed_on=decision.signed_on)
    return reasons + without_row_number(why_not_after_others(paper, [line]))


def _names(decision: Decision, product: Product) -> bool:
    rows = {"product": product, "voided_at__isnull": True}
    return decision.recognitions.filter(**rows).exists() or decision.approvals.filter(**rows).exists()


def why_not_correct(paper: Paper, corrections: Sequence[Correction], by: User | None) -> list[Reason]:
    """Why a correcting paper cannot be entered."""
    reasons = why_not_act(by, Act.PUBLISH_DECISION) + why_not_paper(paper)
    products = [correction.rating.product for correction in corrections]
    reasons += why_not_touch(by, products) + why_not_covered(paper, products)
    if paper.signed_on is None:
        reasons.append(Reason(_("Cần ngày ký của quyết định."), "signed_on"))
    if not corrections:
        reasons.append(Reason(_("Chưa có dòng nào được đính chính.")))
    for correction in corrections:
        rating = correction.rating
        if rating.voided_at is not None:
            reasons.append(Reason(_("“%(rating)s” là dòng đã vô hiệu.") % {"rating": rating}))
        if rating.decision is not None and levels_above(paper.level) > levels_above(rating.decision.level):
            reasons.append(Reason(_("Cấp dưới không đính chính quyết định của cấp trên."), "level"))
        if not correction.changes:
            reasons.append(Reason(_("“%(rating)s” không có gì thay đổi.") % {"rating": rating}))
        stars, score = (correction.changes.get(name, getattr(rating, name)) for name in ("stars", "score"))
        reasons += why_not_say(rating, right_line(rating, rating.product, stars, score, RatingKind(rating.kind)), by)
    return reasons
