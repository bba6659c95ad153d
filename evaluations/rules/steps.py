"""Legal moves: the table is the documentation and the test data."""

from evaluations.enums import DraftStatus, RoundStatus

ROUND_STEPS: dict[RoundStatus, frozenset[RoundStatus]] = {
    RoundStatus.OPEN: frozenset({RoundStatus.CLOSED}),
    RoundStatus.CLOSED: frozenset({RoundStatus.OPEN}),
}

DRAFT_STEPS: dict[DraftStatus, frozenset[DraftStatus]] = {
    DraftStatus.DRAFT: frozenset({DraftStatus.PUBLISHED, DraftStatus.DISCARDED}),
    DraftStatus.PUBLISHED: frozenset(),
    DraftStatus.DISCARDED: frozenset({DraftStatus.DRAFT}),
}
