"""Legal moves of a report about a label: the table is the documentation and the test data."""

from products.enums import ReportStatus

REPORT_STEPS: dict[ReportStatus, frozenset[ReportStatus]] = {
    ReportStatus.NEW: frozenset({ReportStatus.IN_HAND}),
    ReportStatus.IN_HAND: frozenset({ReportStatus.DONE}),
    ReportStatus.DONE: frozenset(),
}
