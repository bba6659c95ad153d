"""Writing a made-up register: the ledger, the people of the staff pages, open work, the book of acts."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from decimal import Decimal
from random import Random

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from core.models import HistoryEntry, User
from core.roles import Role
from evaluations.enums import Outcome, RoundStatus
from evaluations.models import PaperResult, Round
from evaluations.rules.outcomes import outcome_of
from producers.models import Producer
from products.enums import RatingKind
from products.models import (
    Certificate,
    Decision,
    Outlet,
    Photo,
    Product,
    ProductMerge,
    ProductTransfer,
    QualityProof,
    Recognition,
    ScoreApproval,
)
from products.queries.law import bands_of, rule_of
from tests.bench.copying import Row, copy_rows, next_id, without_triggers
from tests.bench.ground import Ground
from tests.bench.lives import LAST_DAY
from tests.bench.makers import LAST_MOMENT, People, Thing
from tests.bench.papers import Ledger

OFFICER, ADMINISTRATOR = "can-bo-minh-hoa", "quan-tri-minh-hoa"
# The large grid that an officer has open.
GRID_ROWS = 150
# Row triggers would note each of these rows in history and as work for the derived tables, one by one.
FILLED = (Producer, Product, Decision, Recognition, ScoreApproval, Certificate, Round, PaperResult)


class Filling:
    """One filling of one database."""

    def __init__(self, size: int, random: Random) -> None:
        self.size, self.random = size, random
        self.ground = Ground()
        self.user = self._people()
        self.people = People(self.ground, random, size, (next_id(Producer), next_id(Product)))
        first = (next_id(Decision), next_id(Recognition), next_id(ScoreApproval))
        self.ledger = Ledger(self.ground, random, first, self.user.pk)

    def run(self) -> None:
        """Write everything; derived tables and the generation are left to `recount`."""
        self.people.make()
        things = self.people.things
        self.ledger.write_papers(things)
        for thing in things:
            self.ledger.enter(thing)
        with without_triggers(*FILLED):
            self._write_ledger(things)
            self._write_rounds(things)
        self._write_book(things)

    def _people(self) -> User:
        """An officer and an administrator who can only be signed in by the bench."""
        province = self.ground.new_province
        User.objects.create_user(ADMINISTRATOR, full_name="Quản trị minh hoạ", role=Role.ADMINISTRATOR)
        return User.objects.create_user(
            OFFICER, full_name="Cán bộ minh hoạ", role=Role.PROVINCE_OFFICER, territory=province
        )

    # ------------------------------------------------------------- the register
    def _write_ledger(self, things: list[Thing]) -> None:
        copy_rows(Producer, [maker.row for maker in self.people.makers])
        copy_rows(Product, [thing.row for thing in things])
        copy_rows(Decision, self.ledger.decisions)
        copy_rows(Recognition, self.ledger.ratings)
        copy_rows(ScoreApproval, self.ledger.approvals)
        copy_rows(Certificate, _numbered(Certificate, self.ledger.certificates))
        copy_rows(Photo, _numbered(Photo, [self._photo(thing) for thing in things if self.random.random() < 0.35]))
        copy_rows(Outlet, _numbered(Outlet, [row for thing in things for row in self._outlets(thing)]))
        copy_rows(QualityProof, _numbered(QualityProof, [self._proof(thing) for thing in things]))
        copy_rows(ProductTransfer, _numbered(ProductTransfer, _transfers(things)))
        copy_rows(ProductMerge, _numbered(ProductMerge, self._merges()))

    def _photo(self, thing: Thing) -> Row:
        stem = f"{self.random.getrandbits(128):032x}"
        return {"product_id": thing.row["id"], "stem": stem, "width": 1280, "height": 960, "added_at": LAST_MOMENT}

    def _outlets(self, thing: Thing) -> list[Row]:
        """Up to three shop links, and for every fourth product a display point."""
        number = thing.row["id"]
        head: Row = {"product_id": number, "seen_on": LAST_DAY}
        shops: list[Row] = [
            head | {"kind": "shop", "url": f"https://cua-hang.example.org/{number}/{position}", "position": position}
            for position in range(1, number % 4 + 1)
        ]
        point = head | {
            "kind": "display",
            "name": "Điểm bán minh hoạ",
            "position": 9,
            "place_id": thing.row["place_id"],
        }
        return [*shops, point] if number % 4 == 0 else shops

    def _proof(self, thing: Thing) -> Row:
        """One in force for most products, one that has ended for every third."""
        ends = date(2020, 3, 1) if thing.row["id"] % 3 == 0 else date(2028, 3, 1)
        facts: Row = {"kind": "vietgap", "number": "MH-01", "issuer": "Trung tâm minh hoạ"}
        return facts | {"product_id": thing.row["id"], "issued_on": date(2019, 3, 1), "expires_on": ends}

    def _merges(self) -> list[Row]:
        moved: dict[int, list[int]] = defaultdict(list)
        for row in self.ledger.ratings:
            if row["product_id"] != row["entered_product_id"]:
                moved[row["entered_product_id"]].append(row["id"])
        return [
            {
                "kept_id": kept.row["id"],
                "gone_id": gone.row["id"],
                "at": LAST_MOMENT,
                "by_id": self.user.pk,
                "why": "Trùng tên (minh hoạ)",
                "moved": {
                    "rows": {"products.recognition.product": moved[gone.row["id"]]},
                    "names": [gone.row["name"]],
                },
            }
            for kept, gone in self.people.merges
        ]

    # ------------------------------------------------------------- staff work
    def _write_rounds(self, things: list[Thing]) -> None:
        """A closed round for each level, place and year with decisions, and an open one with a large grid."""
        keys = {(row["level_id"], row["place_id"], row["signed_on"].year) for row in self.ledger.decisions}
        rounds: list[Row] = [
            {
                "level_id": level,
                "place_id": place,
                "year": year,
                "opened_on": date(year, 1, 5),
                "status": RoundStatus.CLOSED,
                "created_at": LAST_MOMENT,
            }
            for level, place, year in sorted(key for key in keys if key[1])
        ]
        level = self.ground.issuer(LAST_DAY, 3, None).level
        work: Row = {"level_id": level.pk, "place_id": self.ground.new_province.pk, "year": 2026, "ordinal": 2}
        work |= {"opened_on": date(2026, 9, 1), "created_at": LAST_MOMENT}
        copy_rows(Round, _numbered(Round, [*rounds, work]))
        copy_rows(PaperResult, _numbered(PaperResult, self._grid(things, work["id"])))

    def _grid(self, things: list[Thing], round_id: int) -> list[Row]:
        level = self.ground.issuer(LAST_DAY, 3, None).level
        bands, rule = bands_of(level.regime), rule_of(level)
        products = [thing for thing in things if thing.merged_into is None]
        rows: list[Row] = []
        for position, thing in enumerate(self.random.sample(products, min(GRID_ROWS, len(products) // 4)), start=1):
            score = Decimal(self.random.randint(4500, 9300)) / 100 if self.random.random() < 0.9 else None
            outcome = (outcome_of(score, bands, rule) or "") if score is not None else Outcome.THREE
            row: Row = {"round_id": round_id, "product_id": thing.row["id"], "position": position, "score": score}
            row |= {"outcome": outcome, "kind": RatingKind.RE_RATING}
            rows.append(row | {"updated_by_id": self.user.pk, "updated_at": LAST_MOMENT})
        return rows

    # ------------------------------------------------------------- the book of acts
    def _write_book(self, things: list[Thing]) -> None:
        """Who entered what and when."""
        acts = [self._act(Product, thing.row, "create_product", thing.row["created_at"]) for thing in things]
        acts += [
            self._act(Decision, row, "issue_decision", row["recorded_at"], row["number"])
            for row in self.ledger.decisions
        ]
        acts.sort(key=lambda act: act["at"])
        copy_rows(HistoryEntry, _numbered(HistoryEntry, acts))

    def _act(self, model: type[Model], row: Row, verb: str, at: datetime, label: str = "") -> Row:
        return {
            "at": at,
            "by_id": self.user.pk,
            "verb": verb,
            "subject_type_id": ContentType.objects.get_for_model(model).pk,
            "subject_id": row["id"],
            "label": label or row["name"],
        }


def _numbered(model: type[Model], rows: list[Row]) -> list[Row]:
    """The rows with ids, in their order."""
    for number, row in enumerate(rows, start=next_id(model)):
        row["id"] = number
    return rows


def _transfers(things: list[Thing]) -> list[Row]:
    return [
        {
            "product_id": thing.row["id"],
            "giver_id": thing.transfer[1].row["id"],
            "taker_id": thing.maker.row["id"],
            "on": thing.transfer[0],
            "why": "Chuyển giao (minh hoạ)",
        }
        for thing in things
        if thing.transfer
    ]
