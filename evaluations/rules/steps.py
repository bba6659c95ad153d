"""Legal moves: the table is the documentation and the test data."""

from evaluations.enums import DossierStatus, DraftStatus, EntryStatus, RoundStatus, SheetStatus

ROUND_STEPS: dict[RoundStatus, frozenset[RoundStatus]] = {
    RoundStatus.OPEN: frozenset({RoundStatus.CLOSED}),
    RoundStatus.CLOSED: frozenset({RoundStatus.OPEN}),
    # The rounds of a council.
    RoundStatus.PLANNED: frozenset({RoundStatus.RECEIVING, RoundStatus.CANCELLED}),
    RoundStatus.RECEIVING: frozenset({RoundStatus.SCORING, RoundStatus.CANCELLED}),
    RoundStatus.SCORING: frozenset({RoundStatus.RECEIVING, RoundStatus.CONCLUDED}),
    RoundStatus.CONCLUDED: frozenset({RoundStatus.DECIDED}),
    RoundStatus.DECIDED: frozenset(),
    RoundStatus.CANCELLED: frozenset(),
}

ENTRY_STEPS: dict[EntryStatus, frozenset[EntryStatus]] = {
    EntryStatus.RECEIVED: frozenset(
        {EntryStatus.INCOMPLETE, EntryStatus.ACCEPTED, EntryStatus.RETURNED, EntryStatus.WITHDRAWN}
    ),
    EntryStatus.INCOMPLETE: frozenset({EntryStatus.RECEIVED, EntryStatus.RETURNED, EntryStatus.WITHDRAWN}),
    EntryStatus.ACCEPTED: frozenset(
        {
            EntryStatus.INCOMPLETE,
            EntryStatus.SCORING,
            EntryStatus.SCORED,  # a recorded result, or that of a commune
            EntryStatus.FORWARDED,
            EntryStatus.RETURNED,
            EntryStatus.WITHDRAWN,
        }
    ),
    EntryStatus.SCORING: frozenset(
        {
            EntryStatus.ACCEPTED,
            EntryStatus.SCORED,
            EntryStatus.WITHDRAWN,
            EntryStatus.UNUSED,  # postponed: a later round takes the new attempt
        }
    ),
    EntryStatus.SCORED: frozenset(
        {
            EntryStatus.DECIDED,
            EntryStatus.FORWARDED,
            EntryStatus.RETURNED,
            EntryStatus.WITHDRAWN,
            EntryStatus.UNUSED,
        }
    ),
    # An approved score goes up after its decision, unless the producer no longer asks for five stars or the decision
    # is annulled.
    EntryStatus.DECIDED: frozenset(
        {EntryStatus.FORWARDED, EntryStatus.RETURNED, EntryStatus.WITHDRAWN, EntryStatus.UNUSED}
    ),
    EntryStatus.FORWARDED: frozenset(),
    EntryStatus.RETURNED: frozenset(),
    EntryStatus.WITHDRAWN: frozenset(),
    EntryStatus.UNUSED: frozenset(),
}

DOSSIER_STEPS: dict[DossierStatus, frozenset[DossierStatus]] = {
    DossierStatus.FILED: frozenset({DossierStatus.DECIDED, DossierStatus.RETURNED, DossierStatus.WITHDRAWN}),
    DossierStatus.DECIDED: frozenset(),
    DossierStatus.RETURNED: frozenset(),
    DossierStatus.WITHDRAWN: frozenset(),
}

SHEET_STEPS: dict[SheetStatus, frozenset[SheetStatus]] = {
    SheetStatus.OPEN: frozenset({SheetStatus.SIGNED, SheetStatus.SET_ASIDE}),
    SheetStatus.SIGNED: frozenset({SheetStatus.REPLACED, SheetStatus.SET_ASIDE}),
    SheetStatus.REPLACED: frozenset(),
    SheetStatus.SET_ASIDE: frozenset(),
}

DRAFT_STEPS: dict[DraftStatus, frozenset[DraftStatus]] = {
    DraftStatus.DRAFT: frozenset({DraftStatus.PUBLISHED, DraftStatus.DISCARDED}),
    DraftStatus.PUBLISHED: frozenset(),
    DraftStatus.DISCARDED: frozenset({DraftStatus.DRAFT}),
}
