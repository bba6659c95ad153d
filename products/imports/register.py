"""Reading a register from a folder of CSV files: producers, products, decisions and what they did.

Everything goes through the verbs of the ledger, in order of date, so what is loaded is what an officer could have
entered. Loading again adds what is missing and doubles nothing. Rows that only attest become Listings.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.db import transaction

from core.errors import ActionRefused
from core.models import Place
from core.publishing import publishing
from producers.models import Producer
from products.actions.decisions import attest_decision, attest_ratings, issue_decision
from products.enums import ListingEvent, Precision, RatingKind, StartBasis
from products.models import Category, Decision, Level, Listing, Product, Recognition, ScoreApproval
from products.paper import Line, Paper

Row = dict[str, str]
KINDS = {
    "recognised": RatingKind.FIRST,
    "re-recognised": RatingKind.RE_RATING,
    "upgraded": RatingKind.UPGRADE,
}


@dataclass
class Report:
    """What a load did; `refused` holds sentences about acts that did not fit what stands in the register."""

    producers: int = 0
    products: int = 0
    decisions: int = 0
    ratings: int = 0
    approvals: int = 0
    listings: int = 0
    refused: list[str] = field(default_factory=list)


def _read(file: Path) -> list[Row]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def load_register(folder: Path, *, until: date) -> Report:
    """Load what is dated up to a day; undated attestations come once every dated row of the file is in."""
    loader = _Loader(folder, until)
    with transaction.atomic():
        return loader.run()


class _Loader:
    """One load of one folder."""

    def __init__(self, folder: Path, until: date) -> None:
        self.until = until
        self.report = Report()
        self.acts = _read(folder / "acts.csv")
        self.decision_rows = {row["key"]: row for row in _read(folder / "decisions.csv")}
        self.producer_rows = {row["key"]: row for row in _read(folder / "producers.csv")}
        self.product_rows = {row["key"]: row for row in _read(folder / "products.csv")}
        self.places = {place.slug: place for place in Place.objects.all()}
        self.categories = {category.slug: category for category in Category.objects.all()}
        self.levels = {(level.regime.code, level.key): level for level in Level.objects.select_related("regime")}
        self.products: dict[str, Product] = {}
        self.decisions: dict[str, Decision] = {}

    def run(self) -> Report:
        wanted = [row for row in self.acts if self._is_wanted(row)]
        self._make_things({row["product"] for row in wanted})
        acts = [row for row in wanted if row["kind"] == "act"]
        for _day, key, rows in sorted(self._batches(acts), key=lambda batch: batch[:2]):
            self._enter(key, rows)
        self._attest([row for row in wanted if row["kind"] == "listing"])
        return self.report

    # ------------------------------------------------------------- days
    def _day(self, row: Row) -> date | None:
        if row["decision"]:
            head = self.decision_rows[row["decision"]]
            return date.fromisoformat(head["starts_on"] or head["signed_on"])
        return date.fromisoformat(row["on"]) if row["on"] else None

    def _is_wanted(self, row: Row) -> bool:
        day = self._day(row)
        if day is None:
            return self.until >= max(found for found in map(self._day, self.acts) if found)
        return day <= self.until

    def _batches(self, acts: Iterable[Row]) -> list[tuple[date, str, list[Row]]]:
        grouped: dict[tuple[date, str], list[Row]] = defaultdict(list)
        for row in acts:
            day = self._day(row)
            assert day is not None  # acts carry a decision or a day
            grouped[day, row["decision"]].append(row)
        return [(day, key, rows) for (day, key), rows in grouped.items()]

    # ------------------------------------------------------------- things
    def _make_things(self, keys: set[str]) -> None:
        with publishing():
            for key, row in self.product_rows.items():
                if key in keys:
                    self.products[key] = self._product(row)

    def _product(self, row: Row) -> Product:
        product, made = Product.objects.get_or_create(
            slug=row["key"],
            defaults={
                "name": row["name"],
                "other_names": [name.strip() for name in row["other_names"].split("|") if name.strip()],
                "producer": self._producer(self.producer_rows[row["producer"]]),
                "category": self.categories[row["category"]] if row["category"] else None,
                "category_basis": row["category_basis"],
                "place": self._place(row["place"]),
                "source_url": row["source_url"],
            },
        )
        self.report.products += made
        return product.merged_into or product

    def _producer(self, row: Row) -> Producer:
        producer, made = Producer.objects.get_or_create(
            slug=row["key"],
            defaults={
                "name": row["name"],
                "legal_form": row["legal_form"],
                "place": self._place(row["place"]),
                "source_url": row["source_url"],
            },
        )
        self.report.producers += made
        return producer.merged_into or producer

    def _place(self, slug: str) -> Place | None:
        return self.places[slug] if slug else None

    # ------------------------------------------------------------- acts
    def _enter(self, key: str, rows: list[Row]) -> None:
        decision = self._known(key) if key else None
        rows = [row for row in rows if not self._is_entered(row, decision)]
        if not rows:
            return
        lines = [self._line(row) for row in rows]
        try:
            if key:
                self.decisions[key] = issue_decision(self._paper(key), lines, by=None)
                self.report.decisions += 1
            else:
                for level, group in self._by_level(rows).items():
                    attest_ratings(level, [self._line(row) for row in group], by=None)
        except ActionRefused as refusal:
            self.report.refused.append(f"{key or rows[0]['product']}: {refusal}")
            return
        self.report.ratings += sum(line.stars is not None for line in lines)
        self.report.approvals += sum(line.stars is None for line in lines)

    def _known(self, key: str) -> Decision | None:
        row = self.decision_rows[key]
        decision = Decision.objects.filter(
            issuing_body=row["issuing_body"], number=row["number"], signed_on=row["signed_on"], title=row["title"]
        ).first()
        if decision is not None:
            self.decisions[key] = decision
        return decision

    def _is_entered(self, row: Row, decision: Decision | None) -> bool:
        product = self.products[row["product"]]
        model = ScoreApproval if row["stars"] == "potential5" else Recognition
        known = model.objects.filter(entered_product__in=[product, *product.absorbed.all()])
        if decision is not None:
            return known.filter(decision=decision).exists()
        day = self._day(row)
        return model is Recognition and known.filter(starts_on=day, stars=int(row["stars"])).exists()

    def _paper(self, key: str) -> Paper:
        row = self.decision_rows[key]
        return Paper(
            level=self.levels[row["regime"], row["level"]],
            issuing_body=row["issuing_body"],
            number=row["number"],
            signed_on=date.fromisoformat(row["signed_on"]),
            precision=Precision(row["precision"]),
            place=self._place(row["place"]),
            title=row["title"],
            published_count=int(row["published_count"]) if row["published_count"] else None,
            source_url=row["source_url"],
            note=row["note"],
        )

    def _line(self, row: Row) -> Line:
        product = self.products[row["product"]]
        head = self.decision_rows[row["decision"]] if row["decision"] else None
        return Line(
            product=product,
            stars=None if row["stars"] == "potential5" else int(row["stars"]),
            kind=KINDS[row["event"]],
            score=Decimal(row["score"]) if row["score"] else None,
            starts_on=self._day(row),
            start_basis=StartBasis(head["start_basis"]) if head else StartBasis.ATTESTED,
            start_precision=_start_precision(head or row),
            printed_product=row["product_name"],
            printed_producer=row["producer_name"],
            source_url=row["source_url"],
        )

    def _by_level(self, rows: list[Row]) -> dict[Level, list[Row]]:
        grouped: dict[Level, list[Row]] = defaultdict(list)
        for row in rows:
            grouped[self.levels[row["regime"], row["level"]]].append(row)
        return grouped

    # ------------------------------------------------------------- attestations
    def _attest(self, rows: list[Row]) -> None:
        with publishing():
            for row in rows:
                _listing, made = Listing.objects.get_or_create(
                    product=self.products[row["product"]],
                    event=ListingEvent(row["event"]),
                    on=self._day(row),
                    stars=int(row["stars"]) if row["stars"] in {"3", "4", "5"} else None,
                    source_url=row["source_url"],
                    defaults={
                        "precision": row["precision"],
                        "is_potential": row["stars"] == "potential5",
                        "decision": self._listed_decision(row["decision"]),
                        "product_name": row["product_name"],
                    },
                )
                self.report.listings += made

    def _listed_decision(self, key: str) -> Decision | None:
        if not key:
            return None
        if key not in self.decisions and self._known(key) is None:
            self.decisions[key] = attest_decision(self._paper(key), by=None)
            self.report.decisions += 1
        return self.decisions[key]


def _start_precision(row: Row) -> Precision:
    """A first day that the file gives by itself is exact; else it is as exact as the decision's day."""
    return Precision.DAY if row.get("starts_on") else Precision(row["precision"])
