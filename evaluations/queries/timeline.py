"""Reading everything that a round did: the acts on the round, its dossiers, their sheets, its drafts and decisions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q, QuerySet

from core.models import HistoryEntry, User
from core.queries.history import book
from evaluations.models import (
    ChecklistItem,
    Conflict,
    Council,
    DecisionDraft,
    Dossier,
    Result,
    Round,
    RoundEntry,
    ScoreSheet,
)
from evaluations.queries.entries import entries_of
from evaluations.queries.sheets import closed_to
from products.models import Decision

OF_PAPERS = frozenset(
    {"add_paper", "add_paper_version", "edit_paper", "use_paper", "see_original", "prove_criteria", "drop_paper"}
)
OF_COUNCIL = ("seat_member", "unseat_member", "edit_council")
MOVES = ("take_into_round", "leave_round")  # a dossier that left is on no list any more


def open_entries(user: User, found: Round) -> list[RoundEntry]:
    """The dossiers of a round that are open to a person: three queries."""
    entries = list(entries_of(found).select_related("round"))
    closed = {entry.pk for entry in closed_to(user, entries)}
    return [entry for entry in entries if entry.pk not in closed]


def acts_of_round(found: Round, entries: Collection[RoundEntry], *, closes_some: bool) -> QuerySet[HistoryEntry]:
    """The acts on a round and on some of its dossiers, newest first.

    What concerns several dossiers at once, and those that left the round, stands there for who may see all of them.
    """
    wanted = _about(Round, [found.pk]) | _of_entries(entries)
    if not closes_some:
        drafts = list(DecisionDraft.objects.filter(round=found).values_list("pk", "decision"))
        wanted |= _about(DecisionDraft, [draft for draft, _decision in drafts])
        wanted |= _about(Decision, [decision for _draft, decision in drafts if decision])
        wanted |= Q(subject_type=_kind(RoundEntry), verb__in=MOVES, data__round=found.pk)
        wanted |= _of_council(found)
    return book().filter(wanted)


def _of_council(found: Round) -> Q:
    """The acts on the council while the round was on the way: who came, who left, its regulation."""
    if found.council_id is None:
        return Q(pk__in=[])
    acts = _about(Council, [found.council_id]) & Q(verb__in=OF_COUNCIL, at__gte=found.created_at)
    frozen = Result.objects.filter(entry__round=found).order_by("pk").values_list("frozen_at", flat=True)
    end = frozen.first()
    return acts & Q(at__lte=end) if end else acts


def acts_of_entry(entry: RoundEntry) -> QuerySet[HistoryEntry]:
    """The acts on one dossier of a round, newest first."""
    return book().filter(_of_entries([entry]))


def _of_entries(entries: Collection[RoundEntry]) -> Q:
    """What tells the acts on some dossiers; keys are read first, so that each condition goes along the index."""
    keys = [entry.pk for entry in entries]
    return (
        _about(RoundEntry, keys)
        | _about(Dossier, [entry.dossier_id for entry in entries])
        | _about(ScoreSheet, ScoreSheet.objects.filter(entry__in=keys).values_list("pk", flat=True))
        | _about(Conflict, Conflict.objects.filter(entry__in=keys).values_list("pk", flat=True))
    )


def _about(model: type[models.Model], keys: Iterable[int]) -> Q:
    return Q(subject_type=_kind(model), subject_id__in=list(keys))


def _kind(model: type[models.Model]) -> ContentType:
    return ContentType.objects.get_for_model(model)


@dataclass(frozen=True)
class Told:
    """One act of a round with the dossier and the member that it was about."""

    act: HistoryEntry
    entry: RoundEntry | None
    member: str
    paper: str = ""

    @property
    def model(self) -> str:
        """What kind of thing was acted upon."""
        return self.act.subject_type.model


def told(acts: Sequence[HistoryEntry], entries: Iterable[RoundEntry]) -> list[Told]:
    """Acts with what they were about: three queries, whatever the number of acts."""
    by_key = {entry.pk: entry for entry in entries}
    places = {("roundentry", entry.pk): (entry.pk, "") for entry in by_key.values()}
    places |= {("dossier", entry.dossier_id): (entry.pk, "") for entry in by_key.values()}
    for model in (ScoreSheet, Conflict):
        places |= _places(model, acts)
    found, items = [], _items(acts, by_key.values())
    for act in acts:
        key, member = places.get((act.subject_type.model, act.subject_id), (0, ""))
        entry = by_key.get(key)
        found.append(Told(act, entry, member, _paper_of(act, entry, items)))
    return found


def _items(acts: Sequence[HistoryEntry], entries: Iterable[RoundEntry]) -> dict[tuple[int, str], str]:
    """The labels of the checklist's lines that some acts name: of (regime, code); one query or none."""
    codes = {act.data["item"] for act in acts if act.verb in OF_PAPERS and "item" in act.data}
    if not codes:
        return {}
    regimes = {entry.dossier.regime_id for entry in entries}
    rows = ChecklistItem.objects.filter(regime__in=regimes, code__in=codes).values_list("regime", "code", "label")
    return {(regime, code): label for regime, code, label in rows}


def _paper_of(act: HistoryEntry, entry: RoundEntry | None, items: dict[tuple[int, str], str]) -> str:
    """Which paper an act was about: by its own name, else as the checklist calls it."""
    if act.verb not in OF_PAPERS or entry is None:
        return ""
    return act.data.get("paper") or items.get((entry.dossier.regime_id, act.data.get("item", "")), "")


def _places(model: type[models.Model], acts: Sequence[HistoryEntry]) -> dict[tuple[str, int], tuple[int, str]]:
    """Dossier and member of the sheets, or of the words on a conflict, that some acts were done to."""
    name = str(model._meta.model_name)
    keys = [act.subject_id for act in acts if act.subject_type.model == name]
    rows = model._default_manager.filter(pk__in=keys).values_list("pk", "entry", "member__full_name")
    return {(name, pk): (entry, member) for pk, entry, member in rows}
