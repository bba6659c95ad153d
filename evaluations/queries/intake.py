"""Reading what happened to dossiers before the council: findings, reports, what is asked for, probes, samples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Prefetch, QuerySet

from evaluations.enums import ReportKind, Topic
from evaluations.models import Ask, AskItem, EntryReport, Finding, Probe, RoundEntry, Samples
from evaluations.queries.entries import level_below


@dataclass
class Intake:
    """What stands beside one entry; of findings, reports and samples the newest counts."""

    findings: dict[str, list[Finding]] = field(default_factory=lambda: defaultdict(list))  # by topic, newest first
    reports: dict[str, EntryReport] = field(default_factory=dict)  # by kind
    asks: list[Ask] = field(default_factory=list)
    probes: list[Probe] = field(default_factory=list)
    samples: Samples | None = None


def intakes_of(entries: Iterable[RoundEntry]) -> dict[int, Intake]:
    """The intake of each entry; six queries for all of them."""
    entries = list(entries)
    found = {entry.pk: Intake() for entry in entries}
    for finding in Finding.objects.filter(entry__in=found).select_related("said_by").order_by("-pk"):
        found[finding.entry_id].findings[finding.topic].append(finding)
    for report in EntryReport.objects.filter(entry__in=found).select_related("written_by").order_by("pk"):
        found[report.entry_id].reports[report.kind] = report
    items = Prefetch("items", AskItem.objects.select_related("answered_by").order_by("position"))
    for ask in Ask.objects.filter(entry__in=found).select_related("asked_by").prefetch_related(items).order_by("pk"):
        found[ask.entry_id].asks.append(ask)
    for probe in Probe.objects.filter(entry__in=found).select_related("asked_by", "done_by").order_by("pk"):
        found[probe.entry_id].probes.append(probe)
    for key, samples in samples_of(entries).items():
        found[key].samples = samples
    return found


def samples_of(entries: Iterable[RoundEntry]) -> dict[int, Samples]:
    """The samples that count for each of some entries, by its key; one query.

    They are the newest that the dossier brought to that level, at whatever attempt: each level gets its own.
    """
    entries = list(entries)
    dossiers = [entry.dossier_id for entry in entries]
    noted = Samples.objects.filter(entry__dossier__in=dossiers).select_related("entry").order_by("pk")
    newest = {(each.entry.dossier_id, each.entry.level_id): each for each in noted}
    found = {entry.pk: newest.get((entry.dossier_id, entry.level_id)) for entry in entries}
    return {key: samples for key, samples in found.items() if samples is not None}


def findings_of(entry: RoundEntry) -> dict[str, Finding]:
    """The word that counts on each topic that somebody spoke about."""
    return {finding.topic: finding for finding in Finding.objects.filter(entry=entry).order_by("pk")}


def open_topics(entries: Iterable[RoundEntry]) -> dict[int, list[Topic]]:
    """The topics of each entry that the commune has not spoken about, in the order of the form; one query."""
    keys = [entry.pk for entry in entries]
    said = set(Finding.objects.filter(entry__in=keys).values_list("entry", "topic"))
    return {key: [topic for topic in Topic if (key, topic.value) not in said] for key in keys}


def open_items(entry: RoundEntry) -> QuerySet[AskItem]:
    """What is asked for and not answered: the page says it, and receiving again is refused for it."""
    return AskItem.objects.filter(ask__entry=entry, answered_at__isnull=True).order_by("ask", "position")


def report_of(entry: RoundEntry, kind: ReportKind) -> EntryReport | None:
    """The report of a kind that counts."""
    return EntryReport.objects.filter(entry=entry, kind=kind).order_by("pk").last()


def screening_report(entry: RoundEntry) -> EntryReport | None:
    """The report with which the level below proposed a dossier; None where that level does not screen."""
    below = level_below(entry.level)
    found = EntryReport.objects.filter(entry__dossier=entry.dossier_id, entry__level=below, kind=ReportKind.SCREENING)
    return found.order_by("pk").last() if below else None


def without_samples(entries: Iterable[RoundEntry]) -> list[RoundEntry]:
    """Those of some entries whose dossier has not brought the samples that its score sheet asks for; one query."""
    entries = list(entries)
    counts = {key: samples.count for key, samples in samples_of(entries).items()}
    return [entry for entry in entries if counts.get(entry.pk, 0) < entry.dossier.criteria_set.samples]


def without_report(entries: Iterable[RoundEntry], kind: ReportKind) -> list[RoundEntry]:
    """Those of some entries on which nobody wrote a report of a kind; one query."""
    entries = list(entries)
    reported = set(EntryReport.objects.filter(entry__in=entries, kind=kind).values_list("entry", flat=True))
    return [entry for entry in entries if entry.pk not in reported]
