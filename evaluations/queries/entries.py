"""Reading dossiers and their entries."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from core.access import covered_places, in_territory
from core.models import Place, PlaceLevel, User
from core.roles import Act
from evaluations.enums import DossierStatus, EntryStatus, Outcome
from evaluations.models import Dossier, Round, RoundEntry
from evaluations.queries.advisory import entries_to_advise, team_seats_of
from evaluations.rules.days import Window, window_in
from products.enums import Answer
from products.models import Decision, Level, ScoreApproval

# With these no approval stands any more by which a score goes up (26/2026 art. 7.3e).
ENDS_WAY_UP = frozenset({Answer.WITHDRAWN, Answer.ANNULLED})


def readable_dossiers(user: User) -> QuerySet[Dossier]:
    """The dossiers of the user's territory, and those on the way before an advisory team that the user sits on."""
    if not user.may(Act.ADVISE) or not team_seats_of(user).exists():
        return Dossier.objects.visible_to(user)
    return Dossier.objects.filter(in_territory(user) | Q(pk__in=entries_to_advise(user).values("dossier")))


def entries_to_read(user: User) -> QuerySet[RoundEntry]:
    """The entries of the dossiers that a person may read, with what their pages show."""
    return RoundEntry.objects.filter(dossier__in=readable_dossiers(user)).select_related(
        "dossier__product__producer",
        "dossier__criteria_set",
        "dossier__place",
        "level__regime",
        "place",
        "round__council",
    )


def dossiers_for(user: User) -> QuerySet[Dossier]:
    """The dossiers that a person may read, with what a list shows."""
    entries = RoundEntry.objects.select_related("level", "round", "result")  # its state asks for the result
    found = readable_dossiers(user).select_related("product__producer", "regime", "criteria_set", "place")
    return found.prefetch_related(Prefetch("entries", entries))


def entries_of(found: Round) -> QuerySet[RoundEntry]:
    """The dossiers of a round in the order of its list, with all that its pages show."""
    return found.entries.select_related(
        "dossier__product__producer__place",
        "dossier__criteria_set",
        "dossier__regime",
        "dossier__place",
        "level__regime",
        "result",
    ).order_by("position", "pk")


def waiting_entries(found: Round) -> QuerySet[RoundEntry]:
    """The accepted entries of the round's level that no round has taken and that lie in its place.

    So do those of a place that went into it.
    """
    here = covered_places(found.place_id)
    from_place = RoundEntry.objects.filter(level=found.level, place__in=here, round__isnull=True, status="accepted")
    return from_place.select_related("dossier__product__producer").order_by("complete_on", "pk")


def lies_in_round(entry: RoundEntry, found: Round) -> bool:
    """True for a dossier that lies where a round is held, or in a place that went into that one."""
    return entry.place_id == found.place_id or covered_places(found.place_id).filter(covered=entry.place_id).exists()


def deciding_place(level: Level, place: Place, on: date) -> Place | None:
    """The place where a level deals with what was filed at a place."""
    return Place.objects.covering(place.pk, on).in_force(on).filter(level=tier_of(level)).first()


def tier_of(level: Level) -> str:
    """The tier of places that a level sits at; the province keeps what higher bodies say."""
    return level.key if level.key in PlaceLevel.values else PlaceLevel.PROVINCE


def next_level(level: Level) -> Level | None:
    """The level above, under the same law."""
    return Level.objects.filter(regime=level.regime_id, position__gt=level.position).order_by("position").first()


def level_below(level: Level) -> Level | None:
    """The level below, under the same law."""
    return Level.objects.filter(regime=level.regime_id, position__lt=level.position).order_by("-position").first()


def window_of(level: Level, year: int, ordinal: int) -> Window | None:
    """The law's window of a yearly round; None for rounds that it does not plan."""
    found = level.windows.filter(ordinal=ordinal).first()
    if found is None:
        return None
    return window_in(year, ordinal, (found.files_month, found.files_day), (found.ends_month, found.ends_day))


def has_declined(entry: RoundEntry) -> bool:
    """True when the producer no longer asks for the five stars for which the score was approved."""
    return ends_of_way_up([entry]).get(entry.pk) == Answer.WITHDRAWN


def is_annulled(entry: RoundEntry) -> bool:
    """True when the decision that approved the score was annulled."""
    return ends_of_way_up([entry]).get(entry.pk) == Answer.ANNULLED


def has_annulled_decision(entry: RoundEntry) -> bool:
    """True when the decision on its result was annulled, whatever it recognised or approved."""
    return RoundEntry.objects.filter(Exists(annulling()), pk=entry.pk).exists()


def annulling() -> QuerySet[Decision]:
    """For a query of entries: what annulled the decision on the result of each."""
    return Decision.objects.filter(annuls=OuterRef("row__decision"), voided_at__isnull=True)


def ends_of_way_up(entries: Iterable[RoundEntry]) -> dict[int, str]:
    """The answer that ends the way up, by the keys of those of some entries that have one.

    One query, none while nothing is decided.
    """
    decided = [entry.pk for entry in entries if entry.status == EntryStatus.DECIDED]
    if not decided:
        return {}
    waiting = RoundEntry.objects.filter(
        pk__in=decided, row__outcome=Outcome.POTENTIAL, dossier__status=DossierStatus.FILED
    )
    found = waiting.annotate(said=said_of_approval()).filter(said__in=ENDS_WAY_UP)
    return dict(found.values_list("pk", "said"))


def said_of_approval() -> Coalesce:
    """For a query of entries: what was answered to the newest approved score since each arrived; empty for nothing.

    The product is asked, not the decision of the round: what was entered wrongly stands in another one.
    """
    standing = ScoreApproval.objects.filter(
        product=OuterRef("dossier__product"), approved_on__gte=OuterRef("arrived_on"), voided_at__isnull=True
    )
    return Coalesce(Subquery(standing.order_by("-approved_on").values("answer")[:1]), Value(""))


def locked_entry(entry: RoundEntry) -> RoundEntry:
    """The row of a dossier in a round, locked, with what its rules look at."""
    return (
        RoundEntry.objects.select_related(
            "round__council", "dossier__criteria_set", "dossier__product", "level__regime", "place"
        )
        .select_for_update(of=("self",))
        .get(pk=entry.pk)
    )
