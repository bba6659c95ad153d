"""Steady test people and things; everything made up is an illustration ("minh hoạ")."""

from __future__ import annotations

from datetime import date
from itertools import count
from pathlib import Path
from string import ascii_uppercase
from tempfile import TemporaryDirectory
from typing import Any

from core.models import Place, PlaceCover, PlaceKind, PlaceLevel, User
from core.roles import SEES_EVERYWHERE, Role
from core.text import slug_of
from evaluations.imports.criteria import load_criteria_sets
from producers.enums import LegalForm
from producers.models import Producer
from products.enums import CategoryBasis
from products.models import Category, Level, Product
from products.paper import Line, Paper

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
_serial = count(1)
PASSWORD = "minh-hoa-2022"
KINDS = {
    PlaceLevel.PROVINCE: PlaceKind.PROVINCE,
    PlaceLevel.DISTRICT: PlaceKind.DISTRICT,
    PlaceLevel.COMMUNE: PlaceKind.COMMUNE,
}


def _letters(number: int) -> str:
    """26 is "BA": no name of a person holds a figure, for pages that hide points are searched for figures."""
    return ("" if number < 26 else _letters(number // 26)) + ascii_uppercase[number % 26]


def make_place(
    name: str = "", *, parent: Place | None = None, level: str = PlaceLevel.COMMUNE, slug: str = "", **fields: Any
) -> Place:
    """A unit without successions, with the cover rows that its parents give it."""
    number = next(_serial)
    name = name or f"Xã Minh Hoạ {number}"
    place = Place.objects.create(
        slug=slug or slug_of(name),
        code=fields.pop("code", str(90000 + number)),
        name=name,
        kind=fields.pop("kind", KINDS[PlaceLevel(level)]),
        level=level,
        parent=parent,
        **fields,
    )
    above: Place | None = place
    while above is not None:
        PlaceCover.objects.create(place=above, covered=place)
        above = above.parent
    return place


def make_province(slug: str = "tinh-tra-vinh", name: str = "Tỉnh Trà Vinh") -> Place:
    """The home province of the settings, without its real units; the same row when it is there already."""
    return Place.objects.filter(slug=slug).first() or make_place(name, level=PlaceLevel.PROVINCE, slug=slug)


def make_user(role: Role = Role.PROVINCE_OFFICER, territory: Place | None = None, **fields: Any) -> User:
    """A person of a role; in the home province unless the role sees everywhere."""
    number = next(_serial)
    if territory is None and role not in SEES_EVERYWHERE:
        territory = make_province()
    return User.objects.create_user(
        fields.pop("username", f"{role}{number}"),
        fields.pop("password", PASSWORD),
        full_name=fields.pop("full_name", f"Người Minh Hoạ {_letters(number)}"),
        role=role,
        territory=territory,
        **fields,
    )


def make_producer(name: str = "", *, place: Place | None = None, **fields: Any) -> Producer:
    """A made-up household unless said otherwise."""
    number = next(_serial)
    name = name or f"Hộ kinh doanh Minh Hoạ {number}"
    return Producer.objects.create(
        name=name,
        slug=fields.pop("slug", f"{slug_of(name)}-{number}"),
        legal_form=fields.pop("legal_form", LegalForm.HOUSEHOLD_BUSINESS),
        place=place,
        **fields,
    )


def make_product(name: str = "", *, producer: Producer | None = None, **fields: Any) -> Product:
    """A made-up product of a made-up producer."""
    number = next(_serial)
    name = name or f"Bánh minh hoạ {number}"
    producer = producer or make_producer()
    return Product.objects.create(
        name=name,
        slug=fields.pop("slug", f"{slug_of(name)}-{number}"),
        producer=producer,
        place=fields.pop("place", producer.place),
        category_basis=fields.pop("category_basis", CategoryBasis.STATED),
        **fields,
    )


def level_of(regime: str = "1048-2019", key: str = "province") -> Level:
    """A level of the real law (fixture `law`)."""
    return Level.objects.select_related("regime").get(regime__code=regime, key=key)


def category(slug: str = "thuc-pham-1048") -> Category:
    """A category of the real law (fixture `law`)."""
    return Category.objects.get(slug=slug)


def load_sets(*codes: str) -> None:
    """Some score sheets of the real law (fixture `law`); all of them take seconds."""
    folder = FIXTURES / "criteria"
    with TemporaryDirectory() as some:
        for name in ("labels.csv", "hints.csv"):
            (Path(some) / name).symlink_to(folder / name)
        head, *rows = (folder / "sets.csv").read_text(encoding="utf-8").splitlines()
        chosen = [row for row in rows if row.split(",")[0] in codes]
        (Path(some) / "sets.csv").write_text("\n".join([head, *chosen]), encoding="utf-8")
        for code in codes:
            (Path(some) / f"{code}.csv").symlink_to(folder / f"{code}.csv")
        load_criteria_sets(Path(some))


def paper(number: str = "1/QĐ-UBND", signed_on: date = date(2022, 1, 12), **fields: Any) -> Paper:
    """The head of a made-up decision of UBND tỉnh Trà Vinh under 1048."""
    fields.setdefault("level", level_of())
    fields.setdefault("issuing_body", "UBND tỉnh Trà Vinh")
    return Paper(number=number, signed_on=signed_on, **fields)


def line(product: Product | None = None, stars: int | None = 3, **fields: Any) -> Line:
    """One line of a decision."""
    return Line(product=product or make_product(), stars=stars, **fields)
