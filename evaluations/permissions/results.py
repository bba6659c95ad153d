"""Why a row of the grid cannot be saved or taken out: reasons beside the inputs they belong to."""

from __future__ import annotations

from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.errors import Reason
from core.models import User
from evaluations.entry import Entry
from evaluations.enums import Outcome
from evaluations.models import PaperResult, Round
from evaluations.permissions.drafts import why_not_edit_draft
from evaluations.permissions.rounds import why_not_enter
from evaluations.queries.criteria import has_minimums
from evaluations.queries.grid import Held, Home, grid_day, held_by, home_of, rows_of
from evaluations.rules.entry import ScoreProblem
from evaluations.rules.outcomes import IN_A_DECISION, stars_of
from products.enums import RatingKind
from products.models import Product
from products.paper import Line
from products.permissions.papers import why_not_result, why_not_touch
from products.queries.law import bands_of, rule_of
from products.rules.stars import is_score, may_approve, stars_for


def score_problem_text(problem: ScoreProblem, typed: str) -> str:
    """What to tell about a text that is no score."""
    texts = {
        ScoreProblem.NOT_A_NUMBER: _(
            "“%(typed)s” không phải là điểm: gõ số như 72,5, hoặc để trống nếu không công bố."
        ),
        ScoreProblem.OUT_OF_RANGE: _("Điểm phải từ 0 đến 100, không phải %(typed)s."),
        ScoreProblem.TOO_FINE: _("Điểm có nhiều nhất hai chữ số thập phân, không phải %(typed)s."),
    }
    return texts[problem] % {"typed": typed}


def why_not_fill(user: User, home: Home) -> list[Reason]:
    """Why the rows of a home cannot be changed."""
    if isinstance(home, Round):
        return why_not_enter(user, home)
    return why_not_edit_draft(user, home)


def why_not_save_result(user: User, home: Home, entry: Entry, result: PaperResult | None = None) -> list[Reason]:
    """Why a row cannot be saved as typed."""
    reasons = why_not_fill(user, home) + why_not_touch(user, [entry.product])
    if result is not None:
        reasons += _why_not_change(result, entry)
    reasons += _why_not_twice(home, entry.product, result)
    reasons += why_not_outcome(home, entry, result)
    if result is None or result.corrects_id is None:
        held = held_by([entry.product], grid_day(home)).get(entry.product.pk)
        reasons += why_not_kind(entry.product, entry.kind, entry.outcome, held)
    return reasons


def _why_not_change(result: PaperResult, entry: Entry) -> list[Reason]:
    if result.entry_id is not None:
        return [of_a_council()]
    if result.decision_id is not None:
        return [
            Reason(
                _("Dòng này đã công bố theo quyết định %(decision)s, không sửa ở đây được.")
                % {"decision": result.decision},
                "product",
            )
        ]
    if result.corrects_id is not None and result.product_id != entry.product.pk:
        return [Reason(_("Dòng đính chính giữ nguyên sản phẩm."), "product")]
    return []


def _why_not_twice(home: Home, product: Product, result: PaperResult | None) -> list[Reason]:
    rows = list(rows_of(home).values_list("pk", "product_id"))
    for number, (pk, product_id) in enumerate(rows, start=1):
        if product_id == product.pk and (result is None or pk != result.pk):
            return [
                Reason(_("“%(product)s” đã có ở dòng %(number)s.") % {"product": product, "number": number}, "product")
            ]
    return []


def why_not_outcome(home: Home, entry: Entry, result: PaperResult | None = None) -> list[Reason]:
    """Why a score and an outcome do not go together at the home's level, with the article that says so."""
    if entry.score is not None and not is_score(entry.score):
        return [Reason(_("Điểm phải từ 0 đến 100, nhiều nhất hai chữ số thập phân."), "score")]
    if (
        result is not None
        and result.corrects_id is not None
        and entry.outcome not in IN_A_DECISION - {Outcome.POTENTIAL}
    ):
        return [Reason(_("Đính chính giữ một hạng sao: chọn 3, 4 hoặc 5 sao."), "outcome")]
    if entry.outcome not in IN_A_DECISION:
        return []
    is_lowered = _is_lowered(home, entry)
    if is_lowered and not entry.note.strip():
        words = _("Hạng thấp hơn hạng của điểm: ghi ở cột ghi chú yêu cầu tối thiểu nào chưa đạt.")
        return [Reason(words, "outcome")]
    line = Line(entry.product, stars_of(entry.outcome), score=entry.score, is_lowered=is_lowered)
    return why_not_result(line, rule_of(home.level), bands_of(home.level.regime))


def _is_lowered(home: Home, entry: Entry) -> bool:
    """True for fewer stars than the points carry, where the law has minimums that may take them (26/2026 annex II).

    A score that goes up on points alone keeps its stars unless the regime lets minimums decide there too.
    """
    stars, regime, level = stars_of(entry.outcome), home.level.regime, rule_of(home.level)
    if stars is None or entry.score is None or stars >= stars_for(entry.score, bands_of(regime)):
        return False
    goes_up_on_points = may_approve(entry.score, level) and not regime.gates_block_forwarding
    return not goes_up_on_points and has_minimums(regime)


def why_not_kind(product: Product, kind: str, outcome: str, held: Held | None) -> list[Reason]:
    """A product that holds a rating comes for a re-rating or an upgrade: the row asks which."""
    if held is None:
        return []
    facts = {"product": product, "stars": held.stars, "day": date_format(held.until)}
    if kind == RatingKind.FIRST:
        return [
            Reason(
                _("“%(product)s” đang giữ hạng %(stars)s sao đến %(day)s: đây là đánh giá lại hay nâng hạng?") % facts,
                "kind",
            )
        ]
    stars = stars_of(outcome)
    if kind == RatingKind.UPGRADE and stars is not None and stars <= held.stars:
        return [Reason(_("“%(product)s” đang giữ %(stars)s sao: kết quả này không phải nâng hạng.") % facts, "kind")]
    return []


def of_a_council() -> Reason:
    """Why a row that says a frozen result stays as it is."""
    return Reason(_("Dòng này là kết quả chấm của hội đồng, không sửa và không bỏ được."), "product")


def why_not_remove_result(user: User, result: PaperResult) -> list[Reason]:
    """Why a row cannot be taken out of the grid."""
    reasons = why_not_fill(user, home_of(result))
    if result.entry_id is not None:
        reasons.append(of_a_council())
    if result.decision_id is not None:
        reasons.append(
            Reason(
                _("Dòng này đã công bố theo quyết định %(decision)s, không sửa ở đây được.")
                % {"decision": result.decision}
            )
        )
    return reasons


def undecided_text(score: Decimal | None, goes_up: bool, level: str, article: str) -> str:
    """Why a score leads to no outcome here; nothing while there is no score."""
    if goes_up:
        return _("Chuyển lên cấp trên, %(level)s không quyết định (%(article)s).") % {
            "level": level.lower(),
            "article": article,
        }
    if score is not None:
        return _("%(level)s không công nhận hạng ứng với điểm này (%(article)s).") % {
            "level": level,
            "article": article,
        }
    return ""
