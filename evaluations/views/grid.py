"""The grid as a page shows it and as a script is answered."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.models import User
from core.roles import Act
from core.templatetags.formats import score as score_text
from evaluations.actions.results import ResultConflict
from evaluations.enums import Outcome
from evaluations.forms.results import ResultRowForm
from evaluations.models import DecisionDraft, PaperResult, Round
from evaluations.permissions.results import undecided_text, why_not_fill
from evaluations.queries.grid import Held, Home, grid_day, held_by, rows_of, totals_of
from evaluations.queries.products import describe
from evaluations.rules.outcomes import is_passed_up
from products.enums import RatingKind
from products.models import Level, Product
from products.queries.law import bands_of, rule_of


def total_labels() -> dict[str, str]:
    """The figures of the line under the grid, in the order shown."""
    return {
        "rows": _("dòng"),
        "3": _("3 sao"),
        "4": _("4 sao"),
        "5": _("5 sao"),
        "tiem-nang": _("tiềm năng 5 sao"),
        "none": _("không công nhận"),
        "up": _("chuyển cấp trên"),
        "open": _("chưa có kết quả"),
    }


@dataclass
class RowView:
    """One row of the grid with all that stands in it and under it."""

    key: str
    number: int | None = None
    result: PaperResult | None = None
    version: int | None = None
    product_id: int | None = None
    product_text: str = ""
    about: str = ""
    kind: str = RatingKind.FIRST
    score: str = ""
    outcome: str = ""
    note: str = ""
    locked: str = ""
    says: str = ""
    errors: dict[str, list[str]] = field(default_factory=dict)
    choices: list[dict[str, Any]] = field(default_factory=list)
    asks_kind: bool = False
    theirs: dict[str, str] | None = None

    @property
    def whole_errors(self) -> list[str]:
        """The errors that belong to no input of the row."""
        return [*self.errors.get("", []), *self.errors.get("result", [])]

    @property
    def has_says(self) -> bool:
        """True when something stands under the row."""
        said = self.whole_errors or [name for name in ("kind", "score", "outcome") if name in self.errors]
        return bool(said or self.says or self.theirs)

    @property
    def saved(self) -> str:
        """When the row was last saved."""
        return kept_text(self.result) if self.result else ""

    @property
    def error_texts(self) -> list[str]:
        """Every error of the row in the order of its inputs."""
        return [text for texts in self.errors.values() for text in texts]


def row_of(result: PaperResult, level: Level, number: int | None = None) -> RowView:
    """A saved row as it stands."""
    locked = ""
    if result.decision is not None:
        locked = _("đã công bố theo %(decision)s") % {"decision": result.decision}
    return RowView(
        key=str(result.pk),
        number=number,
        result=result,
        version=result.version,
        product_id=result.product_id,
        product_text=result.product.name,
        about=describe(result.product),
        kind=result.kind,
        score=score_text(result.score),
        outcome=result.outcome,
        note=result.note,
        locked=locked,
        says="" if result.outcome else _says(result, level),
    )


def _says(result: PaperResult, level: Level) -> str:
    rule = rule_of(level)
    up = is_passed_up(result.score, result.outcome, rule)
    return undecided_text(result.score, up, level.name, level.article)


def row_of_form(form: ResultRowForm, result: PaperResult | None, number: int | None) -> RowView:
    """A row that was refused: as it was typed, with its errors and what it asks."""
    data = form.data
    asks_kind = "kind" in form.errors
    found = form.cleaned_data.get("found") if hasattr(form, "cleaned_data") else None
    return RowView(
        key=str(result.pk) if result else "new",
        number=number,
        result=result,
        version=result.version if result else None,
        product_id=found.pk if found else None,
        product_text=found.name if found else data.get("product_text", ""),
        about=describe(found) if found else "",
        kind=data.get("kind_answer") or data.get("kind") or RatingKind.FIRST,
        score=data.get("score", ""),
        outcome=data.get("outcome", ""),
        note=data.get("note", ""),
        errors=errors_of(form),
        choices=choices_of(form.choices_found),
        asks_kind=asks_kind,
    )


def errors_of(form: ResultRowForm) -> dict[str, list[str]]:
    """The errors of a row by input; those of the whole row under an empty name."""
    return {name if name != "__all__" else "": [str(text) for text in texts] for name, texts in form.errors.items()}


def choices_of(products: Iterable[Product], held: dict[int, Held] | None = None) -> list[dict[str, Any]]:
    """Products to choose from, told apart by producer, place and what they hold."""
    return [
        {"id": product.pk, "name": product.name, "about": describe(product), **_held(product, held or {})}
        for product in products
    ]


def _held(product: Product, held: dict[int, Held]) -> dict[str, Any]:
    found = held.get(product.pk)
    if found is None:
        return {"held": ""}
    return {
        "held": _("đang giữ %(stars)s sao đến %(day)s") % {"stars": found.stars, "day": date_format(found.until)},
        "held_stars": found.stars,
    }


def product_choices(products: Sequence[Product], home: Home | None) -> list[dict[str, Any]]:
    """Products to choose from with the ratings that they hold on the grid's day."""
    held = held_by(products, grid_day(home)) if home is not None else {}
    return choices_of(products, held)


def kept_text(result: PaperResult) -> str:
    """When a row was saved."""
    return _("đã lưu lúc %(time)s") % {"time": date_format(timezone.localtime(result.updated_at), "H:i")}


def saved_answer(result: PaperResult, home: Home) -> dict[str, Any]:
    """What a script is told about a row that was saved."""
    row = row_of(result, home.level)
    return {
        "id": result.pk,
        "version": row.version,
        "saved": kept_text(result),
        "says": row.says,
        "remove": reverse("staff:result-remove", args=[result.pk]),
        "values": {
            "product": row.product_id,
            "product_text": row.product_text,
            "about": row.about,
            "kind": row.kind,
            "score": row.score,
            "outcome": row.outcome,
            "note": row.note,
        },
    }


def versions_of(conflict: ResultConflict) -> dict[str, Any]:
    """Both versions of a row that two people saved, said in words and as values."""
    theirs, mine = conflict.theirs, conflict.mine
    return {
        "who": str(theirs.updated_by),
        "when": date_format(timezone.localtime(theirs.updated_at), "H:i d/m/Y"),
        "version": theirs.version,
        "theirs": _version(theirs.product, theirs.kind, score_text(theirs.score), theirs.outcome, theirs.note),
        "mine": _version(mine.product, mine.kind, score_text(mine.score), mine.outcome, mine.note),
    }


def _version(product: Product, kind: str, score: str, outcome: str, note: str) -> dict[str, Any]:
    words = [
        product.name,
        str(RatingKind(kind).label),
        _("%(score)s điểm") % {"score": score} if score else _("không công bố điểm"),
        str(Outcome(outcome).label) if outcome else _("chưa có kết quả"),
        note,
    ]
    return {
        "text": " · ".join(word for word in words if word),
        "product": product.pk,
        "product_text": product.name,
        "about": describe(product),
        "kind": kind,
        "score": score,
        "outcome": outcome,
        "note": note,
    }


def grid_context(user: User, home: Home, changed: RowView | None = None) -> dict[str, Any]:
    """What the grid's template needs; `changed` stands in for the saved row of the same key."""
    results = list(rows_of(home))
    rows = [row_of(result, home.level, number) for number, result in enumerate(results, start=1)]
    blank = RowView(key="new")
    if changed is not None:
        rows = [changed if row.key == changed.key else row for row in rows]
        blank = changed if changed.key == "new" else blank
    refusals = why_not_fill(user, home)
    corrects = isinstance(home, DecisionDraft) and any(result.corrects_id for result in results)
    return {
        "home": home,
        "rows": rows,
        "blank": blank,
        "fresh": RowView(key="__key__"),
        "may_fill": not refusals,
        "may_add": not refusals and not corrects,
        "may_create": not refusals and user.may(Act.EDIT_REGISTER),
        "why_not_fill": [reason.text for reason in refusals],
        "totals": totals_of(home, results, total_labels()),
        "kinds": [(value, str(label)) for value, label in RatingKind.choices],  # said on every row
        "outcomes": [(value, str(label)) for value, label in Outcome.choices],
        "rule": level_data(home.level),
        "urls": grid_urls(home),
    }


def level_data(level: Level) -> str:
    """The level and its bands for the script that follows while typing; the server decides again."""
    rule = rule_of(level)
    return json.dumps(
        {
            "bands": [[band.stars, str(band.floor)] for band in bands_of(level.regime)],
            "recognises": sorted(rule.recognises),
            "approves_from": str(rule.approves_from) if rule.approves_from is not None else None,
            "passes_up_from": str(rule.passes_up_from) if rule.passes_up_from is not None else None,
        }
    )


def grid_urls(home: Home) -> dict[str, str]:
    """The addresses that the grid of a home posts to and asks."""
    is_round = isinstance(home, Round)
    names = ("result-save", "result-paste", "result-product-new")
    prefix = "staff:" if is_round else "staff:draft-"
    urls = {name.replace("-", "_"): reverse(prefix + name, args=[home.pk]) for name in names}
    where = f"{'round' if is_round else 'draft'}={home.pk}"
    urls |= {
        "product_find": f"{reverse('staff:product-find')}?{where}",
        "product_match": f"{reverse('staff:product-match')}?{where}",
        "producer_find": reverse("staff:producer-find"),
        "page": grid_url(home),
    }
    return urls


def grid_url(home: Home) -> str:
    """The page that shows the grid of a home."""
    if isinstance(home, Round):
        return reverse("staff:round-detail", args=[home.pk])
    return reverse("staff:draft-rows", args=[home.pk])
