"""What publishing a draft would do, line by line: the check page shows it and its digest holds people to it."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.text import vi_sort
from evaluations.enums import Outcome
from evaluations.models import DecisionDraft, PaperResult
from evaluations.queries.drafts import LeftOut, chosen_rows, left_out_of
from producers.rules.forms import class_of
from products.enums import DecisionKind
from products.models import Product, Recognition, ScoreApproval
from products.queries.register import held_ratings, next_ratings, open_approvals


@dataclass(frozen=True)
class CheckRow:
    """One product as the decision will name it, and what happens to what it holds."""

    product: str
    producer: str
    producer_class: str
    place: str
    kind: str
    score: Decimal | None
    rank: str
    effects: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Check:
    """All that publishing would do."""

    head: list[str]
    rows: list[CheckRow]
    left_out: list[LeftOut]
    warnings: list[str]

    @property
    def by_rank(self) -> list[tuple[str, int]]:
        """How many products of each rank."""
        return _counted(row.rank for row in self.rows)

    @property
    def by_class(self) -> list[tuple[str, int]]:
        """How many products of each class of producers."""
        return _counted(row.producer_class for row in self.rows)

    @property
    def by_place(self) -> list[tuple[str, int]]:
        """How many products of each place."""
        return _counted(row.place for row in self.rows)

    @property
    def closed_count(self) -> int:
        """How many products hold something that this paper ends, answers or leaves beside."""
        return sum(1 for row in self.rows if row.effects)

    @property
    def digest(self) -> str:
        """The hash of everything shown: publishing refuses when it is another one by then."""
        text = json.dumps(asdict(self), sort_keys=True, ensure_ascii=False, default=str)
        return hashlib.sha256(text.encode()).hexdigest()


def _counted(words: Iterable[str]) -> list[tuple[str, int]]:
    return sorted(Counter(words).items(), key=lambda pair: vi_sort(pair[0]))


def check_draft(draft: DecisionDraft) -> Check:
    """What publishing the draft would do, as far as is known now."""
    builders = {
        DecisionKind.REVOKE: _revoked_rows,
        DecisionKind.ANNUL: _annulled_rows,
        DecisionKind.CORRECT: _corrected_rows,
    }
    rows = builders.get(DecisionKind(draft.kind), _issued_rows)(draft)
    return Check(head=_head(draft), rows=rows, left_out=left_out_of(draft), warnings=_warnings(draft))


def _head(draft: DecisionDraft) -> list[str]:
    day = date_format(draft.signed_on) if draft.signed_on else ""
    return [
        str(draft.kind),
        draft.number,
        day,
        draft.issuing_body,
        draft.signer,
        draft.title,
        draft.reason,
        draft.paper_sha256,
        str(draft.level),
        str(draft.annuls or ""),
    ]


def _warnings(draft: DecisionDraft) -> list[str]:
    warnings = []
    if not draft.paper:
        warnings.append(_("Chưa có bản quét của quyết định."))
    if not draft.number:
        warnings.append(_("Chưa có số, ký hiệu: sổ sẽ ghi “chưa rõ số”."))
    if not draft.signer:
        warnings.append(_("Chưa ghi người ký."))
    return warnings


def _place_of(product: Product) -> str:
    place = product.place or product.producer.place
    return place.name if place else _("Chưa rõ")


def _issued_rows(draft: DecisionDraft) -> list[CheckRow]:
    rows = chosen_rows(draft)
    effects = _Effects([row.product for row in rows], draft.signed_on)
    return [
        CheckRow(
            product=row.product.name,
            producer=row.product.producer.name,
            producer_class=str(class_of(row.product.producer.legal_form).label),
            place=_place_of(row.product),
            kind=str(row.get_kind_display()),
            score=row.score,
            rank=str(Outcome(row.outcome).label) if row.outcome else _("chưa có kết quả"),
            effects=effects.of(row),
        )
        for row in rows
    ]


class _Effects:
    """What a new rating or approval does to the ratings and approvals that the products hold."""

    def __init__(self, products: Sequence[Product], day: date | None) -> None:
        self.day = date_format(day) if day else ""
        self.held: dict[int, Recognition] = held_ratings(products, day) if day else {}
        self.later: dict[int, Recognition] = next_ratings(products, day) if day else {}
        self.approved: dict[int, ScoreApproval] = open_approvals(products, day) if day else {}

    def of(self, row: PaperResult) -> list[str]:
        """The sentences for one row."""
        key = row.product_id
        texts = []
        if row.outcome == Outcome.POTENTIAL:
            if key in self.held:
                texts.append(_("Vẫn giữ hạng %(stars)s sao đến %(until)s.") % _facts(self.held[key]))
            return texts
        if key in self.held:
            texts.append(
                _("Hạng %(stars)s sao (đến %(until)s) thôi hiệu lực từ %(day)s.")
                % {**_facts(self.held[key]), "day": self.day}
            )
        if key in self.later:
            texts.append(
                _("Hạng mới chỉ có hiệu lực đến khi hạng %(stars)s sao bắt đầu ngày %(start)s (đã có trong sổ).")
                % _facts(self.later[key])
            )
        if key in self.approved:
            texts.append(self._answered(self.approved[key], row.outcome))
        return texts

    @staticmethod
    def _answered(approval: ScoreApproval, outcome: str) -> str:
        facts = {"day": date_format(approval.approved_on)}
        if outcome == Outcome.FIVE:
            return _("Điểm phê duyệt ngày %(day)s được trả lời: công nhận 5 sao.") % facts
        return _("Điểm phê duyệt ngày %(day)s vẫn chờ cấp trung ương trả lời.") % facts


def _facts(rating: Recognition) -> dict[str, object]:
    return {
        "stars": rating.stars,
        "until": date_format(rating.extended_until or rating.until),
        "start": date_format(rating.starts_on),
    }


def _row_of(rating: Recognition | ScoreApproval, rank: str, effects: list[str]) -> CheckRow:
    return CheckRow(
        product=rating.product_name,
        producer=rating.producer_name,
        producer_class=str(rating.get_producer_class_display()),
        place=rating.place.name if rating.place else _("Chưa rõ"),
        kind=str(rating.get_kind_display()),
        score=rating.score,
        rank=rank,
        effects=effects,
    )


def _stars(stars: int) -> str:
    return str(Outcome(str(stars)).label)


def _end(draft: DecisionDraft) -> str:
    return date_format(draft.signed_on) if draft.signed_on else _("ngày ký")


def _revoked_rows(draft: DecisionDraft) -> list[CheckRow]:
    texts = [_("Bị thu hồi: thôi hiệu lực từ %(day)s.") % {"day": _end(draft)}]
    ratings = draft.revokes.select_related("place").order_by("product_name", "pk")
    return [_row_of(rating, _stars(rating.stars), texts) for rating in ratings]


def _annulled_rows(draft: DecisionDraft) -> list[CheckRow]:
    if draft.annuls is None:
        return []
    ended = [_("Quyết định bị hủy bỏ: thôi hiệu lực từ %(day)s.") % {"day": _end(draft)}]
    ratings = draft.annuls.recognitions.filter(voided_at__isnull=True, closed_at__isnull=True).select_related("place")
    approvals = draft.annuls.approvals.filter(voided_at__isnull=True, answered_at__isnull=True).select_related("place")
    rows = [_row_of(rating, _stars(rating.stars), ended) for rating in ratings.order_by("product_name", "pk")]
    rows += [_row_of(row, str(Outcome.POTENTIAL.label), ended) for row in approvals.order_by("product_name", "pk")]
    return rows


def _corrected_rows(draft: DecisionDraft) -> list[CheckRow]:
    rows = []
    for result in draft.results.select_related("corrects__place", "corrects__decision").order_by("position", "pk"):
        rating = result.corrects
        if rating is not None:
            rank = str(Outcome(result.outcome).label) if result.outcome else ""
            rows.append(_row_of(rating, rank, [_correction_text(result, rating)]))
    return rows


def _correction_text(result: PaperResult, rating: Recognition) -> str:
    return _("Trước: %(before)s, %(old)s điểm. Sau: %(after)s, %(new)s điểm.") % {
        "before": _stars(rating.stars),
        "old": _points(rating.score),
        "after": Outcome(result.outcome).label if result.outcome else "?",
        "new": _points(result.score),
    }


def _points(score: Decimal | None) -> str:
    return f"{score.normalize():f}".replace(".", ",") if score is not None else _("không công bố")
