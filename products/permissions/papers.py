"""Why a paper cannot be entered: reasons in words, each beside the input it belongs to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.access import covered_places
from core.clock import today
from core.errors import Reason
from core.fields import Fold
from core.models import PlaceLevel, User
from core.permissions.acts import why_not_act
from core.roles import Act
from core.text import fold
from products.enums import EndReason, RatingKind
from products.models import Decision, Product, Recognition, ScoreApproval
from products.paper import Line, Paper
from products.queries.law import bands_of, rule_of
from products.queries.register import held_ratings, later_approvals, next_ratings, open_approvals
from products.rules.stars import BandRule, LevelRule, is_score, may_approve, stars_for


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
    reasons += _why_not_place(paper)
    if paper.number and (known := _same_number(paper)):
        reasons.append(
            Reason(
                _("%(body)s đã có quyết định số %(number)s trong năm %(year)s.")
                % {"body": known.issuing_body, "number": known.number, "year": known.signed_on.year},  # type: ignore[union-attr]
                "number",
            )
        )
    return reasons


def _why_not_place(paper: Paper) -> list[Reason]:
    """The issuing place exists on the day and is of the level; the regime is never refused by the day."""
    reasons, place = [], paper.place
    if place and paper.level.key in PlaceLevel.values and place.level != paper.level.key:
        reasons.append(
            Reason(_("%(place)s không phải %(level)s.") % {"place": place, "level": paper.level.name.lower()}, "level")
        )
    if place and paper.signed_on and not place.is_in_force(paper.signed_on):
        reasons.append(
            Reason(
                _("%(place)s không còn hoặc chưa có vào ngày %(day)s.")
                % {"place": place, "day": date_format(paper.signed_on)},
                "signed_on",
            )
        )
    return reasons


def why_not_covered(paper: Paper, products: Sequence[Product]) -> list[Reason]:
    """Why products do not lie in the place of the paper; what has no known place belongs to the province."""
    if paper.place is None:
        return []
    inside: set[int | None] = set(covered_places(paper.place))
    if paper.place.level == PlaceLevel.PROVINCE:
        inside.add(None)
    words = _("“%(product)s” không thuộc %(place)s.")
    return [
        Reason(words % {"product": product, "place": paper.place})
        for product in products
        if (product.place_id or product.producer.place_id) not in inside
    ]


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
    reasons += why_not_paper(paper) + why_not_covered(paper, [line.product for line in lines])
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
    if line.score is None or (carried := stars_for(line.score, bands)) == line.stars:
        return []
    if line.is_lowered and line.stars < carried:
        return []
    facts = {"score": _comma(line.score), "carried": carried, "stars": line.stars}
    return [Reason(_("%(score)s điểm ứng với %(carried)s sao, không phải %(stars)s sao.") % facts, "outcome")]


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
    """Why the ratings that the products hold already stand in the way; four queries for each first day."""
    days: dict[date, list[tuple[int, Line]]] = defaultdict(list)
    for index, line in enumerate(lines):
        if day := line.starts_on or paper.signed_on:
            days[day].append((index, line))
    reasons = []
    for day, here in days.items():
        products = [line.product for _index, line in here]
        held, later = held_ratings(products, day), next_ratings(products, day)
        approved, waits = open_approvals(products, day), later_approvals(products, day)
        for index, line in here:
            key = line.product.pk
            if line.stars is None:
                found = why_not_approved_beside(line, approved.get(key), waits.get(key))
            else:
                found = why_not_beside(line, held.get(key), later.get(key), day)
                found += _why_not_answer_at_once(line, approved.get(key), day)
            reasons += [_at(index, reason.field, reason.text) for reason in found]
    return reasons


def why_not_approved_beside(line: Line, approved: ScoreApproval | None, later: ScoreApproval | None) -> list[Reason]:
    """Why a score cannot be approved beside the open approval and a later one of the same product."""
    if approved is not None:
        words = _("“%(product)s” đang có điểm được phê duyệt chờ cấp trung ương trả lời.")
        return [Reason(words % {"product": line.product}, "product")]
    if later is not None:
        words = _("“%(product)s” đã có điểm được phê duyệt sau đó, ngày %(day)s.")
        return [Reason(words % {"product": line.product, "day": date_format(later.approved_on)}, "product")]
    return []


def _why_not_answer_at_once(line: Line, approved: ScoreApproval | None, day: date) -> list[Reason]:
    if line.stars != 5 or approved is None or approved.approved_on < day:
        return []
    words = _("Điểm của “%(product)s” được phê duyệt cùng ngày: hạng 5 sao phải sau ngày đó.")
    return [Reason(words % {"product": line.product}, "product")]


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
    if held.ended_on is not None and held.end_reason not in {EndReason.SUPERSEDED, EndReason.RESULT}:
        words = _("“%(product)s” giữ hạng %(stars)s sao đến khi bị thu hồi ngày %(day)s: kiểm tra lại ngày.")
        return [Reason(words % (facts | {"day": date_format(held.ended_on)}), "product")]
    if line.kind == RatingKind.FIRST and held.end_reason == EndReason.RESULT and held.ended_on is not None:
        words = _(
            "“%(product)s” còn giữ hạng %(stars)s sao đến %(day)s, hết gia hạn: đây là đánh giá lại hay nâng hạng?"
        )
        return [Reason(words % (facts | {"day": date_format(held.ended_on - timedelta(days=1))}), "kind")]
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
