"""Legal moves of a report about a label and how long one may wait: the documentation and the test data."""

from products.enums import ReportStatus

REPORT_STEPS: dict[ReportStatus, frozenset[ReportStatus]] = {
    ReportStatus.NEW: frozenset({ReportStatus.IN_HAND}),
    ReportStatus.IN_HAND: frozenset({ReportStatus.DONE}),
    ReportStatus.DONE: frozenset(),
}
# Days after which staff is told that a report still waits; nothing is done to it.
LONGEST_WAIT = 30
