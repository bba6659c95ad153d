"""Rounds of councils for the bench: one that waits for its closing, one whose members save at once, a usual one."""

from __future__ import annotations

from datetime import date
from itertools import count
from random import Random
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.db.models.functions import Now

from core.models import Place, User
from core.roles import Role
from evaluations.enums import EntryStatus, MemberRole, RoundStatus, RoundWay, SheetStatus
from evaluations.models import (
    AgreedLine,
    Conflict,
    Council,
    CouncilMember,
    CriteriaSet,
    CriterionNode,
    Dossier,
    Option,
    Round,
    RoundEntry,
    ScoreLine,
    ScoreSheet,
)
from evaluations.queries.meeting import has_minimum
from products.models import Product
from tests.bench.copying import Row, copy_rows, next_id, without_triggers
from tests.bench.filling import OFFICER
from tests.bench.ground import Ground
from tests.bench.makers import LAST_MOMENT

SHEET = "26-2026-13"  # 34 criteria, more than any other
LARGE = (120, 11)  # dossiers and members
HALL = (3, 40)
USUAL = (1, 11)  # its sheets are half marked
OPENED_ON, FILED_ON, SENT_ON = date(2026, 9, 1), date(2026, 9, 10), date(2026, 9, 20)
LARGE_ORDINAL, HALL_ORDINAL, USUAL_ORDINAL = 11, 12, 13
FILLED = (Council, CouncilMember, Dossier, Round, RoundEntry, Conflict, ScoreSheet, ScoreLine, AgreedLine)


def make_rounds(
    large: tuple[int, int] = LARGE, hall: tuple[int, int] = HALL, usual: tuple[int, int] = USUAL, seed: int = 1
) -> None:
    """Write the rounds with all that they stand on; the criteria sets are loaded."""
    people, dossiers = max(large[1], hall[1], usual[1]), large[0] + hall[0] + usual[0]
    with transaction.atomic(), without_triggers(*FILLED):
        filling = CouncilFilling(Random(seed), people, dossiers)
        filling.round(LARGE_ORDINAL, *large, marked=1.0)
        filling.round(HALL_ORDINAL, *hall, marked=0.0)
        filling.round(USUAL_ORDINAL, *usual, marked=0.5)


class CouncilFilling:
    """One filling of one database."""

    def __init__(self, random: Random, people: int, dossiers: int) -> None:
        self.random = random
        self.officer = User.objects.get(username=OFFICER)
        ground = Ground()
        self.province, self.level = ground.new_province, ground.levels["26-2026", "province"]
        self.commune = Place.objects.filter(parent=self.province).order_by("slug").first()
        self.sheet = CriteriaSet.objects.get(code=SHEET)
        CriteriaSet.objects.filter(pk=self.sheet.pk).update(in_use_since=Now())
        criteria = self.sheet.nodes.filter(is_criterion=True).prefetch_related("options").order_by("position")
        self.criteria = [(node, [each for each in node.options.all() if not each.is_failure]) for node in criteria]
        self.free = [node.pk for node, _options in self.criteria if not has_minimum(node)]  # where members may differ
        self.people = [self._member(number) for number in range(1, people + 1)]
        rated = Product.objects.filter(merged_into__isnull=True).order_by("pk").values_list("pk", flat=True)
        self.products = iter(random.sample(list(rated), dossiers))

    def _member(self, number: int) -> User:
        """Somebody who can only be signed in by the bench."""
        name, role = f"thanh-vien-minh-hoa-{number}", Role.COUNCIL_MEMBER
        full_name = f"Thành viên minh hoạ {number}"
        return User.objects.create_user(name, full_name=full_name, role=role, territory=self.province)

    def round(self, ordinal: int, dossiers: int, members: int, *, marked: float) -> None:
        """A round that is being scored: all sheets marked so far; whole ones are signed and all is agreed on."""
        council = self._council(ordinal)
        seats = self._seats(council, members)
        found = self._round(ordinal, council)
        entries = self._entries(found, dossiers)
        present = Round.present.through
        copy_rows(present, _rows(present, [{"round_id": found, "councilmember_id": seat["id"]} for seat in seats]))
        said = {"is_conflict": False, "said_at": LAST_MOMENT, "said_by_id": self.officer.pk}
        pairs = [{"entry_id": entry["id"], "member_id": seat["id"]} for entry in entries for seat in seats]
        copy_rows(Conflict, _rows(Conflict, [pair | said for pair in pairs]))
        self._sheets(pairs, marked)
        if marked < 1:
            return
        agreed = [self._agreed(entry["id"], *criterion) for entry in entries for criterion in self.criteria]
        copy_rows(AgreedLine, _rows(AgreedLine, [row for row in agreed if row]))

    def _council(self, ordinal: int) -> int:
        row: Row = {"place_id": self.province.pk, "name": f"Hội đồng {ordinal} (minh hoạ)", "founded_on": OPENED_ON}
        return _one(Council, row | {"created_at": LAST_MOMENT})

    def _seats(self, council: int, members: int) -> list[Row]:
        rows = [
            {
                "council_id": council,
                "user_id": user.pk,
                "full_name": user.full_name,
                "role": MemberRole.MEMBER if number > 1 else MemberRole.CHAIR,
                "position": number,
            }
            for number, user in enumerate(self.people[:members], start=1)
        ]
        copy_rows(CouncilMember, _rows(CouncilMember, rows))
        return rows

    def _round(self, ordinal: int, council: int) -> int:
        row: Row = {"level_id": self.level.pk, "place_id": self.province.pk, "year": 2026, "ordinal": ordinal}
        row |= {"opened_on": OPENED_ON, "way": RoundWay.COUNCIL, "council_id": council, "is_extra": True}
        return _one(Round, row | {"status": RoundStatus.SCORING, "created_at": LAST_MOMENT})

    def _entries(self, found: int, dossiers: int) -> list[Row]:
        assert self.commune is not None  # the province has communes
        dossier: Row = {"regime_id": self.level.regime_id, "criteria_set_id": self.sheet.pk, "filed_on": FILED_ON}
        dossier |= {"place_id": self.commune.pk, "created_by_id": self.officer.pk, "created_at": LAST_MOMENT}
        files = _rows(Dossier, [dossier | {"product_id": next(self.products)} for _ in range(dossiers)])
        copy_rows(Dossier, files)
        entry: Row = {"level_id": self.level.pk, "place_id": self.province.pk, "round_id": found}
        entry |= {"arrived_on": FILED_ON, "complete_on": FILED_ON, "sent_to_members_on": SENT_ON}
        entry |= {"status": EntryStatus.SCORING, "created_at": LAST_MOMENT}
        places = [{"dossier_id": row["id"], "position": number} for number, row in enumerate(files, start=1)]
        entries = _rows(RoundEntry, [entry | place for place in places])
        copy_rows(RoundEntry, entries)
        return entries

    # ------------------------------------------------------------- sheets
    def _sheets(self, pairs: list[Row], marked: float) -> None:
        """A sheet of each member for each dossier."""
        sheets = _rows(ScoreSheet, [{**pair, "created_at": LAST_MOMENT} for pair in pairs])
        criteria = self.criteria[: int(marked * len(self.criteria))]
        lines: list[Row] = []
        for sheet in sheets:
            lower = self.random.sample(self.free, 2)
            mine = [self._line(sheet["id"], node, options, node.pk in lower) for node, options in criteria]
            if marked == 1:
                signed = {"signed_at": LAST_MOMENT, "signed_by_id": self.officer.pk, "status": SheetStatus.SIGNED}
                sheet |= signed | {"total": sum(line["points"] for line in mine)}
            lines += mine
        copy_rows(ScoreSheet, sheets)
        copy_rows(ScoreLine, _rows(ScoreLine, lines))

    def _line(self, sheet: int, node: CriterionNode, options: list[Option], lower: bool) -> Row:
        """The middle option, or the one below it."""
        option = options[max(0, len(options) // 2 - lower)]
        row: Row = {"sheet_id": sheet, "criterion_id": node.pk, "option_id": option.pk, "points": option.points}
        return row | {"saved_at": LAST_MOMENT}

    def _agreed(self, entry: int, node: CriterionNode, options: list[Option]) -> Row:
        """What the council agreed on; nothing where only points hang on it."""
        if not has_minimum(node):
            return {}
        return {"entry_id": entry, "criterion_id": node.pk, "option_id": options[len(options) // 2].pk}


def _rows(model: type[Model], rows: list[Row]) -> list[Row]:
    """The rows with ids, in their order."""
    for number, row in zip(count(next_id(model)), rows, strict=False):
        row["id"] = number
    return rows


def _one(model: type[Model], row: dict[str, Any]) -> int:
    copy_rows(model, _rows(model, [row]))
    return int(row["id"])
