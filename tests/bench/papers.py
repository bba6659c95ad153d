"""From lives to the ledger: decisions, ratings, approved scores and check codes as rows to be copied."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import zip_longest
from random import Random
from typing import Any

from core.text import slug_of
from producers.rules.forms import class_of
from products.enums import Answer, DecisionKind, EndReason, RatingKind, StartBasis
from products.rules.codes import ALPHABET, CERTIFICATE, DRAWN, with_check
from tests.bench.copying import Row
from tests.bench.ground import Ground, Issuer
from tests.bench.lives import Approval, Rating
from tests.bench.makers import LAST_MOMENT, Thing, _morning

MOST_LINES = 60
TITLES = {
    DecisionKind.RECOGNISE: "Công nhận sản phẩm (minh hoạ)",
    DecisionKind.APPROVE_SCORE: "Phê duyệt kết quả chấm điểm (minh hoạ)",
    DecisionKind.REVOKE: "Thu hồi công nhận (minh hoạ)",
}
BANDS = {3: (5000, 6999), 4: (7000, 8999), 5: (9000, 9900)}


class Ledger:
    """The rows of the register; call `write_papers`, then `enter` for each product."""

    def __init__(self, ground: Ground, random: Random, first_ids: tuple[int, int, int], user_id: int) -> None:
        self.ground, self.random, self.user_id = ground, random, user_id
        self.decision_id, self.rating_id, self.approval_id = first_ids
        self.decisions: list[Row] = []
        self.ratings: list[Row] = []
        self.approvals: list[Row] = []
        self.certificates: list[Row] = []
        self._issuers: dict[tuple[Any, ...], Issuer] = {}
        self._paper_of: dict[int, Row] = {}  # by the identity of a rating or approval
        self._revoked_by: dict[int, Row] = {}
        self._numbers: dict[tuple[str, int], int] = defaultdict(int)

    # ------------------------------------------------------------- decisions
    def write_papers(self, things: list[Thing]) -> None:
        """Gather what was signed on one day by one body into decisions of at most sixty lines, in order of date."""
        batches: dict[tuple[Any, ...], list[tuple[dict[int, Row], object]]] = defaultdict(list)
        for thing in things:
            for day, stars, kind, paper_of, act in self._acts(thing):
                issuer = self.ground.issuer(day, stars, thing.maker_on(day).commune)
                key = (day, kind.value, issuer.level.pk, issuer.place.pk if issuer.place else 0)
                self._issuers.setdefault(key, issuer)
                batches[key].append((paper_of, act))
        for key in sorted(batches):
            lines = batches[key]
            for start in range(0, len(lines), MOST_LINES):
                paper = self._decision(key[0], DecisionKind(key[1]), self._issuers[key], len(lines[start:]))
                for paper_of, act in lines[start : start + MOST_LINES]:
                    paper_of[id(act)] = paper

    def _acts(self, thing: Thing) -> list[tuple[date, int, DecisionKind, dict[int, Row], object]]:
        """What needs a signature in a product's life: day, stars, kind, where to note the paper, and for what."""
        acts: list[tuple[date, int, DecisionKind, dict[int, Row], object]] = []
        for rating in thing.life.ratings:
            acts.append((rating.day, rating.stars, DecisionKind.RECOGNISE, self._paper_of, rating))
            if rating.end and rating.why == EndReason.REVOKED:
                acts.append((rating.end, rating.stars, DecisionKind.REVOKE, self._revoked_by, rating))
        for approval in thing.life.approvals:
            acts.append((approval.day, 4, DecisionKind.APPROVE_SCORE, self._paper_of, approval))
        return acts

    def _decision(self, day: date, kind: DecisionKind, issuer: Issuer, lines: int) -> Row:
        body = issuer.body
        self._numbers[body, day.year] += 1
        ending = "QĐ-UBND" if issuer.place else "QĐ-BNN-VPĐP"
        number = f"{self._numbers[body, day.year]}/{ending}"
        row: Row = {
            "id": self.decision_id,
            "kind": kind,
            "slug": f"{slug_of(number)}-{day}-{self.decision_id}",
            "level_id": issuer.level.pk,
            "number": number,
            "signed_on": day,
            "issuing_body": body,
            "place_id": issuer.place.pk if issuer.place else None,
            "signer": "Người ký minh hoạ",
            "title": TITLES[kind],
            "reason": "Lý do minh hoạ" if kind == DecisionKind.REVOKE else "",
            "published_count": min(lines, MOST_LINES),
            "recorded_at": self._entered(day),
            "recorded_by_id": self.user_id,
        }
        self.decisions.append(row)
        self.decision_id += 1
        return row

    def _entered(self, day: date) -> datetime:
        """When an officer entered a paper: within three weeks, some only after months."""
        late = self.random.randint(100, 280) if self.random.random() < 0.03 else self.random.randint(1, 20)
        moment = _morning(day) + timedelta(days=late, seconds=self.random.randint(0, 25_000))
        return min(moment, LAST_MOMENT)

    # ------------------------------------------------------------- rows
    def enter(self, thing: Thing) -> None:
        """Write a product's ratings and approvals, and its category of today."""
        for rating, later in zip_longest(thing.life.ratings, thing.life.ratings[1:]):
            self._enter_rating(thing, rating, later)
        for approval in thing.life.approvals:
            self._enter_approval(thing, approval)
        last = max([*thing.life.ratings, *thing.life.approvals], key=lambda row: row.day)
        level = self.ground.issuer(last.day, 3, thing.maker.commune).level
        thing.row["category_id"] = self.ground.category_of(thing.leaf, level) if self.random.random() < 0.98 else None

    def _enter_rating(self, thing: Thing, rating: Rating, later: Rating | None) -> None:
        paper = self._paper_of[id(rating)]
        row = self._snapshot(thing, rating.day, paper) | {
            "id": self.rating_id,
            "stars": rating.stars,
            "kind": rating.kind,
            "starts_on": rating.day,
            "until": rating.until,
            **self._score(BANDS[rating.stars], rating.day),
        }
        self.rating_id += 1
        if self.random.random() < 0.004 and row["recorded_at"] + timedelta(days=40) < LAST_MOMENT:
            row = self._mistaken(row)
        if rating.extended and rating.until - timedelta(days=10) <= LAST_MOMENT.date():
            row |= {
                "extended_until": rating.extended,
                "extension_ground": "Căn cứ gia hạn minh hoạ",
                "extended_at": _morning(rating.until - timedelta(days=10)),
                "extended_by_id": self.user_id,
            }
        if rating.end:
            closing = self._revoked_by[id(rating)] if later is None else self._paper_of[id(later)]
            row |= {
                "ended_on": rating.end,
                "end_reason": rating.why,
                "end_decision_id": closing["id"],
                "end_note": closing["reason"],
                "closed_at": max(closing["recorded_at"], row["recorded_at"]),
                "closed_by_id": self.user_id,
            }
        self.ratings.append(row)
        self.certificates.append({"code": self._code(), "recognition_id": row["id"]})

    def _mistaken(self, row: Row) -> Row:
        """Enter a row with a wrong name, void it after some weeks, and give the right one that takes its place."""
        moment = row["recorded_at"] + timedelta(days=self.random.randint(5, 40))
        void = {"voided_at": moment, "voided_by_id": self.user_id, "void_reason": "Nhập sai tên (minh hoạ)"}
        self.ratings.append({**row, **void, "product_name": f"{row['product_name']} (nhập sai)"})
        self.rating_id += 1
        return {**row, "id": self.rating_id - 1, "restates_id": row["id"], "recorded_at": moment}

    def _enter_approval(self, thing: Thing, approval: Approval) -> None:
        paper = self._paper_of[id(approval)]
        row = self._snapshot(thing, approval.day, paper) | {
            "id": self.approval_id,
            "kind": RatingKind.UPGRADE if thing.life.ratings else RatingKind.FIRST,
            "approved_on": approval.day,
            **self._score(BANDS[5], approval.day),
        }
        self.approval_id += 1
        if approval.answer and approval.end:
            five = next((rating for rating in thing.life.ratings if rating.day == approval.end), None)
            answered_by = self._paper_of[id(five)] if five and approval.answer == Answer.RECOGNISED else None
            known = answered_by["recorded_at"] if answered_by else self._entered(approval.end)
            row |= {
                "answer": approval.answer,
                "ended_on": approval.end,
                "answer_decision_id": answered_by["id"] if answered_by else None,
                "answer_paper": "" if answered_by else f"{self.random.randint(1, 900)}/BNN-VPĐP (minh hoạ)",
                "answered_at": max(known, row["recorded_at"]),
                "answered_by_id": self.user_id,
            }
        self.approvals.append(row)
        self.certificates.append({"code": self._code(), "approval_id": row["id"]})

    def _snapshot(self, thing: Thing, day: date, paper: Row) -> Row:
        """What the paper printed."""
        maker = thing.maker_on(day)
        shown = thing.merged_into or thing
        place = self.ground.place_on(maker.commune, day)
        level = self.ground.issuer(day, 3, maker.commune).level
        return {
            "product_id": shown.row["id"],
            "entered_product_id": thing.row["id"],
            "producer_id": maker.row["id"],
            "entered_producer_id": maker.row["id"],
            "product_name": thing.row["name"],
            "producer_name": maker.row["name"],
            "producer_form": maker.row["legal_form"],
            "producer_class": class_of(maker.row["legal_form"]),
            "place_id": place.pk if place else None,
            "category_id": self.ground.category_of(thing.leaf, level),
            "decision_id": paper["id"],
            "start_basis": StartBasis.DECISION,
            "recorded_at": paper["recorded_at"],
            "recorded_by_id": self.user_id,
        }

    def _score(self, band: tuple[int, int], day: date) -> Row:
        """A score of the band, in three parts as the law of the day has them; some papers give none."""
        score = Decimal(self.random.randint(*band)) / 100
        if self.random.random() < 0.15:
            return {"score": None}
        first = Decimal("0.35") if day < date(2023, 4, 1) else Decimal("0.40")
        a, b = round(score * first, 2), round(score * Decimal("0.25"), 2)
        return {"score": score, "score_a": a, "score_b": b, "score_c": score - a - b}

    def _code(self) -> str:
        return with_check(CERTIFICATE, "".join(self.random.choices(ALPHABET, k=DRAWN)))
