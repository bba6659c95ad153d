"""What the public may read, in one place: every column of every table that public pages and files draw on. Pure.

A column is open always, open with the producer's consent, or closed; one that is named nowhere is closed, and a test
says so. Pages hand their templates the `Face` of a row, which refuses whatever is not open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from producers.enums import LegalForm


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


@dataclass(frozen=True)
class Openness:
    """The columns of a table by who may read them.

    `by_public_name` are read from the row's public name instead, `said` are words that the row makes of open columns.
    """

    always: frozenset[str]
    by_public_name: frozenset[str] = frozenset()
    with_consent: frozenset[str] = frozenset()
    of_firms_with_consent: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()
    said: frozenset[str] = frozenset()

    @property
    def columns(self) -> frozenset[str]:
        """Every column that was decided about."""
        with_consent = self.with_consent | self.of_firms_with_consent
        return self.always | self.by_public_name | with_consent | self.closed


# A row of the ledger as it was printed; what was entered by whom and why a row was voided stays inside.
_PRINTED = _names(
    "id product producer product_name producer_name producer_form producer_class place category kind score score_a"
    " score_b score_c source_url decision start_basis start_precision void_decision restates"
)
_RECORDED = _names("recorded_by voided_by void_reason")
# When the register knew of a row: the feed of news and citations tell it.
_MOMENTS = _names("recorded_at voided_at")
# That a record took up another is public, and the old address leads to it; the other's row itself is not read.
_MERGE = Openness(always=_names("id kept at undone_at"), closed=_names("gone by why moved undone_by"))
_ENTERED = _names("entered_product entered_producer")

OPENNESS: dict[str, Openness] = {
    "producers.Producer": Openness(
        # The code of a household is a citizen's number; that of a firm is of no use here: it stays inside too.
        always=_names("id slug legal_form place source_url succeeded_by succeeded_on merged_into"),
        # Of a home today's names stay inside: the public reads those that decisions printed.
        by_public_name=_names("name other_names"),
        with_consent=_names("phone email website"),
        of_firms_with_consent=_names("address"),
        closed=_names(
            "code contact_consent_on contact_consent_text contact_consent_to contact_withdrawn_on note created_at"
            " updated_at name_fold name_sort"
        ),
        said=_names("get_legal_form_display reporting_class"),
    ),
    "products.PublicName": Openness(always=_names("producer name other_names"), closed=_names("name_fold name_sort")),
    "products.Product": Openness(
        always=_names(
            "id name slug other_names producer category category_basis place description code_text code_province"
            " code_district code_commune code_serial code_year source_url merged_into"
        ),
        closed=_names("note created_at updated_at name_fold name_sort"),
    ),
    "products.Decision": Openness(
        always=_names(
            "id kind slug level number signed_on precision issuing_body place signer title annuls reason"
            " published_count source_url note"
        )
        | _MOMENTS,
        closed=_RECORDED | _names("paper paper_sha256"),
        said=_names("get_kind_display day_words"),
    ),
    "products.Recognition": Openness(
        always=_PRINTED
        | _MOMENTS
        | _names(
            "stars starts_on until extended_until extended_at extension_ground ended_on end_reason end_decision"
            " end_note valid"
        ),
        closed=_RECORDED | _ENTERED | _names("extended_by closed_at closed_by"),
        said=_names("get_kind_display"),
    ),
    "products.ScoreApproval": Openness(
        always=_PRINTED | _MOMENTS | _names("approved_on answer ended_on answer_decision answer_note open"),
        closed=_RECORDED | _ENTERED | _names("answer_paper answered_at answered_by"),
        said=_names("get_kind_display get_answer_display"),
    ),
    "products.Listing": Openness(
        always=_names("id product event on precision stars is_potential decision product_name source_url"),
        closed=_names("note recorded_at"),
        said=_names("get_event_display"),
    ),
    "products.Photo": Openness(
        always=_names("id product stem width height position caption"), closed=_names("sha256 files added_at")
    ),
    "products.Outlet": Openness(always=_names("id product kind url name address place note seen_on position")),
    "products.QualityProof": Openness(
        always=_names("id product kind name number issuer issued_on expires_on scope"), said=_names("title")
    ),
    "products.Certificate": Openness(always=_names("id code recognition approval")),
    # Whoever holds its code reads it; it says nothing of who asked.
    "products.CheckReceipt": Openness(always=_names("id code checked_code made_at on answer sha256")),
    "products.ProductTransfer": Openness(always=_names("id product giver taker on recorded_at"), closed=_names("why")),
    "products.ProductMerge": _MERGE,
    "producers.ProducerMerge": _MERGE,
}
# Tables without a word about a person: the law, categories, places and their tiles, totals that others published.
OPEN_TABLES = _names(
    "core.Place core.PlaceSuccession core.PlaceCover products.Scheme products.Category products.CategoryMap"
    " products.Regime products.Level products.Band products.Deadline products.FilingWindow"
    " evaluations.CriteriaSet evaluations.CriterionNode evaluations.Option reports.PublishedFigure reports.PlaceTile"
)

# Their name and address are somebody's own: no legal person stands between. An unknown form is taken for one of these.
HOMES = frozenset(
    {
        LegalForm.HOUSEHOLD,
        LegalForm.HOUSEHOLD_BUSINESS,
        LegalForm.FARM,
        LegalForm.COOPERATIVE_GROUP,
        LegalForm.UNKNOWN,
    }
)


@cache
def open_columns(table: str, *, consented: frozenset[str] = frozenset(), is_home: bool = True) -> frozenset[str]:
    """The columns of a table that the public may read; `consented` are those that its owner lets it see."""
    openness = OPENNESS[table]
    of_consent = openness.with_consent | (frozenset() if is_home else openness.of_firms_with_consent)
    return openness.always | (of_consent & consented)


class Face:
    """A row as the public sees it: what is not open is not there.

    A column open with consent is empty without it, and so are the names of who has no public name.
    """

    def __init__(self, row: Any, table: str, shown: frozenset[str]) -> None:
        self._row, self._table, self._shown = row, table, shown

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        shown = self._read(name)
        self.__dict__[name] = shown  # pages read a name often
        return shown

    def _read(self, name: str) -> Any:
        openness = OPENNESS[self._table]
        if name in openness.by_public_name:
            return getattr(getattr(self._row, "public_name", None), name, "")
        if name in self._shown or name in openness.said or name == "pk":
            return face_of(getattr(self._row, name))
        if name in openness.with_consent | openness.of_firms_with_consent:
            return ""
        if name.removesuffix("_id") in self._shown:
            return getattr(self._row, name)
        raise AttributeError(f"{name!r} of {self._table} is not public")

    def __str__(self) -> str:
        return str(self.name if OPENNESS[self._table].by_public_name else self._row)


def face_of(thing: Any, consents: Mapping[str, Any] | None = None) -> Any:
    """The face of a row of a table with closed columns; anything else as it is.

    `consents` are `consented` and `is_home` of a producer; without them nothing that needs consent is shown.
    """
    meta = getattr(thing, "_meta", None)
    if meta is None:
        return thing
    table = meta.label
    if table in OPENNESS:
        return Face(thing, table, open_columns(table, **(consents or {})))
    if table not in OPEN_TABLES:
        raise AttributeError(f"no row of {table} is public")
    return thing


def producer_face(producer: Any, on: Any) -> Face:
    """A producer as the public sees it on a day."""
    is_home = producer.legal_form in HOMES
    return face_of(producer, {"consented": producer.consented(on), "is_home": is_home})
