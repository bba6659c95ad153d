"""Made-up producers with their products, the products' lives, transfers and merges; nothing is written yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from random import Random

from core.models import Place
from core.text import slug_of
from products.enums import RatingKind
from tests.bench.copying import Row
from tests.bench.ground import Ground
from tests.bench.lives import LAST_DAY, Calendar, Life, Rating, live
from tests.bench.words import Namer

VIETNAM = timezone(timedelta(hours=7))
LAST_MOMENT = datetime.combine(LAST_DAY, time(17), VIETNAM)


@dataclass
class Maker:
    """A producer: its columns, its commune of before July 2025, its name without the form."""

    row: Row
    commune: Place | None
    brand: str


@dataclass
class Thing:
    """A product: its columns, its life, and what it is in the scheme of 26/2026."""

    row: Row
    maker: Maker
    life: Life
    leaf: str
    transfer: tuple[date, Maker] | None = None  # the day, and who gave it
    merged_into: Thing | None = None

    def maker_on(self, day: date) -> Maker:
        """The producer that held the product on a day."""
        return self.transfer[1] if self.transfer and day < self.transfer[0] else self.maker


class People:
    """Makes producers and products in the wanted number."""

    def __init__(self, ground: Ground, random: Random, size: int, first_ids: tuple[int, int]) -> None:
        self.ground, self.random, self.size = ground, random, size
        self.calendar = Calendar(size)
        self.namer = Namer(random)
        self.maker_id, self.thing_id = first_ids
        self.makers: list[Maker] = []
        self.things: list[Thing] = []
        self.merges: list[tuple[Thing, Thing]] = []
        self._communes = random.sample(ground.communes, len(ground.communes))
        self._weights = [1 / (rank + 3) for rank in range(len(self._communes))]

    def make(self) -> None:
        """Producers with one to thirty products each, until there are enough."""
        while len(self.things) < self.size:
            maker = self._maker()
            count = min(30, int(self.random.paretovariate(1.15)), self.size - len(self.things))
            lives = [live(self.random, self.calendar) for _ in range(count)]
            since = min(life.first_day for life in lives)
            maker.row["place_id"] = _id(self.ground.place_on(maker.commune, since))
            maker.row["created_at"] = maker.row["updated_at"] = _morning(since - timedelta(days=20))
            self.makers.append(maker)
            self.things += [self._thing(maker, life) for life in lives]
        for number, thing in enumerate(self.things):
            if number % 200 == 7:
                self._transfer(thing)
            elif number % 200 == 11 and number > 11:
                self._merge(thing, self.things[number - 1])

    def _maker(self) -> Maker:
        brand = self.namer.brand()
        form, name = self.namer.producer(brand)
        number, self.maker_id = self.maker_id, self.maker_id + 1
        row: Row = {"id": number, "name": name, "slug": f"{slug_of(name)}-{number}", "legal_form": form}
        if self.random.random() < 0.4:
            row |= {"phone": f"0900 {number // 1000 % 1000:03} {number % 1000:03}", "address": "Ấp Minh Hoạ"}
        if "phone" in row and self.random.random() < 0.6:
            row |= {"contact_consent_on": date(2022, 3, 1), "contact_consent_text": "Đồng ý (minh hoạ)"}
            row["contact_consent_to"] = ["phone", "address"]
        lost = self.random.random() < 0.015
        commune = None if lost else self.random.choices(self._communes, self._weights)[0]
        return Maker(row, commune, brand)

    def _thing(self, maker: Maker, life: Life) -> Thing:
        brand = maker.brand if self.random.random() < 0.6 else self.namer.brand()
        leaf, name = self.namer.product(brand)
        number, self.thing_id = self.thing_id, self.thing_id + 1
        place = self.ground.place_on(maker.commune, life.first_day)
        row: Row = {
            "id": number,
            "name": name,
            "slug": f"{slug_of(name)}-{number}",
            "producer_id": maker.row["id"],
            "place_id": _id(place),
            "description": f"{name}: dòng giới thiệu để minh hoạ." if self.random.random() < 0.5 else "",
            "created_at": _morning(life.first_day - timedelta(days=20)),
            "updated_at": _morning(life.first_day - timedelta(days=20)),
        }
        if maker.commune is not None and self.random.random() < 0.6:
            row |= self._code(maker.commune, place, life.first_day.year, number)
        return Thing(row, maker, life, leaf)

    def _code(self, commune: Place, place: Place | None, year: int, number: int) -> Row:
        """A product code in the pattern of its time."""
        serial = str(number % 97 + 1)
        if place is commune:
            assert commune.parent is not None  # every former commune lies in a district
            parts = [self.ground.old_province.code, commune.parent.code, commune.code, serial, str(year)]
            names = ["province", "district", "commune", "serial", "year"]
        else:
            assert place is not None  # a commune has a successor
            parts = [self.ground.new_province.code, place.code, serial, str(year)]
            names = ["province", "commune", "serial", "year"]
        return {"code_text": "-".join(parts)} | {f"code_{name}": part for name, part in zip(names, parts, strict=True)}

    def _transfer(self, thing: Thing) -> None:
        """Pass a product on to some other producer on a day between its first rating and now."""
        taker = self.random.choice(self.makers)
        start = thing.life.first_day + timedelta(days=100)
        if taker is thing.maker or start >= LAST_DAY:
            return
        day = start + timedelta(days=self.random.randint(0, (LAST_DAY - start).days))
        thing.transfer, thing.maker = (day, thing.maker), taker
        thing.row["producer_id"] = taker.row["id"]

    def _merge(self, gone: Thing, kept: Thing) -> None:
        """Let a product that was rated before the kept one came in go up in it."""
        day = self.calendar.last_until(kept.life.first_day - timedelta(days=37 * 31))
        if day is None or kept.transfer:
            return
        gone.maker = kept.maker
        gone.row |= {name: kept.row[name] for name in ("producer_id", "place_id")}
        gone.life = Life(ratings=[Rating(day, 3, RatingKind.FIRST)])
        gone.merged_into, gone.row["merged_into_id"] = kept, kept.row["id"]
        kept.row["other_names"] = [gone.row["name"]]
        self.merges.append((kept, gone))


def _id(place: Place | None) -> int | None:
    return place.pk if place else None


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(9), VIETNAM)
