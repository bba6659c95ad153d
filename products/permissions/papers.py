"""Why a paper cannot be entered: reasons in words, each beside the input it belongs to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.clock import today
from core.errors import Reason
from core.fields import Fold
from core.models import User
from core.roles import Act
from core.text import fold
from products.enums import RatingKind
from products.models import Decision, Product, Recognition
from products.paper import Line, Paper
from products.queries.law import bands_of, rule_of
from products.queries.register import held_ratings, next_ratings, open_approvals
from products.rules.stars import BandRule, LevelRule, is_score, may_approve, stars_for


def why_not_act(user: User | None, act: Act) -> list[Reason]:
    """Empty when the user has the right; loaders act without a user."""
    if user is None or user.may(act):
        return []
    return [Reason(_("Tài khoản của bạn không có quyền %(act)s.") % {"act": act.label})]


def why_not_touch(user: User | None, products: Sequence[Product]) -> list[Reason]:
    """Empty when every product lies in the user's territory."""
    if user is None or user.sees_everywhere:
        return []
    seen = set(Product.objects.visible_to(user).filter(pk__in=[p.pk for p in products]).values_list("pk", flat=True))
    return [
        Reason(_("“%(product)s” không thuộc địa bàn của bạn.") % {"product": product})
        for product in products
        if product.pk not in seen
    ]


def why_not_paper(paper: Paper) -> list[Reason]:
    """Reasons that lie in the head of the paper: its day and its number."""
    reasons = []
    if paper.signed_on and paper.signed_on > today():
        reasons.append(Reason(_("Ngày ký sau ngày làm việc hiện tại."), "signed_on"))
    if paper.number and (known := _same_number(paper)):
        reasons.append(
            Reason(
                _("%(body)s đã có quyết định số %(number)s trong năm %(year)s.")
                % {"body": known.issuing_body, "number": known.number, "year": known.signed_on.year},  # type: ignore[union-attr]
                "number",
            )
        )
    return reasons


def _same_number(paper: Paper) -> Decision | None:
    if paper.signed_on is None:
        return None
    return (
        Decision.objects.alias(body=Fold("issuing_body"), folded=Fold("number"))
        .filter(
            body=fold(paper.issuing_body),
            folded=fold(paper.number),
            signed_on__year=paper.signed_on.year,
            voided_at__isnull=True,
        )
        .first()
    )


def why_not_issue(paper: Paper, lines: Sequence[Line], by: User | None) -> list[Reason]:
    """Why a recognising or approving decision cannot be published; fields are `rows.<index>.<input>`."""
    reasons = why_not_act(by, Act.PUBLISH_DECISION) + why_not_touch(by, [line.product for line in lines])
    reasons += why_not_paper(paper)
    if not lines:
        reasons.append(Reason(_("Quyết định chưa có sản phẩm nào.")))
    counts = Counter(line.product.pk for line in lines)
    level, bands = rule_of(paper.level), bands_of(paper.level.regime)
    for index, line in enumerate(lines):
        if counts[line.product.pk] > 1:
            reasons.append(_at(index, "product", _("“%(product)s” có hai dòng.") % {"product": line.product}))
        reasons += [_at(index, reason.field, reason.text) for reason in why_not_result(line, level, bands)]
    return reasons + why_not_after_others(paper, lines)


def _at(index: int, field: str, text: str) -> Reason:
    return Reason(text, f"rows.{index}.{field}")


def why_not_result(line: Line, level: LevelRule, bands: Sequence[BandRule]) -> list[Reason]:
    """Why a score and stars do not go together at a level."""
    if line.score is not None and not is_score(line.score):
        return [Reason(_("Điểm phải từ 0 đến 100, nhiều nhất hai chữ số thập phân."), "score")]
    if line.stars is None:
        return _why_not_approve(line, level)
    if line.stars not in level.recognises:
        return [
            Reason(
                _("%(level)s không được công nhận hạng %(stars)s sao (%(article)s).")
                % {"level": level.name, "stars": line.stars, "article": level.article},
                "outcome",
            )
        ]
    if line.score is not None and (carried := stars_for(line.score, bands)) != line.stars:
        return [
            Reason(
                _("%(score)s điểm ứng với %(carried)s sao, không phải %(stars)s sao.")
                % {"score": _comma(line.score), "carried": carried, "stars": line.stars},
                "outcome",
            )
        ]
    return []


def _why_not_approve(line: Line, level: LevelRule) -> list[Reason]:
    if level.approves_from is None:
        return [
            Reason(
                _("%(level)s không phê duyệt điểm để đề nghị 5 sao (%(article)s).")
                % {"level": level.name, "article": level.article},
                "outcome",
            )
        ]
    if not may_approve(line.score, level):
        return [
            Reason(
                _("Tiềm năng 5 sao cần từ %(floor)s điểm trở lên.") % {"floor": _comma(level.approves_from)}, "score"
            )
        ]
    return []


def _comma(score: object) -> str:
    return f"{score:f}".rstrip("0").rstrip(".").replace(".", ",") if "." in f"{score:f}" else f"{score:f}"


def why_not_after_others(paper: Paper, lines: Sequence[Line]) -> list[Reason]:
    """Why the ratings that the products hold already stand in the way; three queries for each first day."""
    days: dict[date, list[tuple[int, Line]]] = defaultdict(list)
    for index, line in enumerate(lines):
        if day := line.starts_on or paper.signed_on:
            days[day].append((index, line))
    reasons = []
    for day, here in days.items():
        products = [line.product for _index, line in here]
        held, later, approved = held_ratings(products, day), next_ratings(products, day), open_approvals(products, day)
        for index, line in here:
            key = line.product.pk
            if line.stars is None:
                if key in approved:
                    reasons.append(_at(index, "product", _approved_already(line)))
                continue
            found = why_not_beside(line, held.get(key), later.get(key), day)
            reasons += [_at(index, reason.field, reason.text) for reason in found]
    return reasons


def _approved_already(line: Line) -> str:
    return _("“%(product)s” đang có điểm được phê duyệt chờ cấp trung ương trả lời.") % {"product": line.product}


def why_not_beside(line: Line, held: Recognition | None, later: Recognition | None, day: date) -> list[Reason]:
    """Why a rating cannot start beside the one in force and the next one of the same product."""
    if later is not None and later.starts_on == day:
        return [
            Reason(
                _("“%(product)s” đã có công nhận %(stars)s sao cùng ngày %(day)s.")
                % {"product": line.product, "stars": later.stars, "day": date_format(later.starts_on)},
                "product",
            )
        ]
    if held is None:
        return []
    facts = {"product": line.product, "stars": held.stars, "day": date_format(held.extended_until or held.until)}
    if line.kind == RatingKind.FIRST:
        return [
            Reason(
                _("“%(product)s” đang giữ hạng %(stars)s sao đến %(day)s: đây là đánh giá lại hay nâng hạng?") % facts,
                "kind",
            )
        ]
    if line.kind == RatingKind.UPGRADE and line.stars is not None and line.stars <= held.stars:
        return [Reason(_("“%(product)s” đang giữ %(stars)s sao: kết quả này không phải nâng hạng.") % facts, "kind")]
    return []
