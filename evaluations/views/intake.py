"""The part of a dossier's page on what happens before the council: one panel beside each entry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.models import User
from core.roles import Act
from evaluations.enums import ON_THE_WAY, TAKES_PAPERS, EntryStatus, Topic
from evaluations.models import Ask, EntryReport, Finding, Probe, RoundEntry
from evaluations.permissions.advisory import why_not_advise, why_not_look
from evaluations.permissions.dossiers import why_not_run
from evaluations.queries.clocks import Clock
from evaluations.queries.intake import Intake, intakes_of
from evaluations.queries.notices import known_among
from evaluations.views.entry_steps import what_is_open
from products.enums import LevelMode


@dataclass(frozen=True)
class Link:
    """What can be done or printed beside an entry."""

    label: str
    url: str


@dataclass(frozen=True)
class Panel:
    """What stands beside one entry before the council."""

    entry: RoundEntry
    topics: list[tuple[str, Finding | None, list[Finding]]]  # label, the word that counts, older ones
    reports: list[EntryReport]
    asks: list[Ask]
    probes: list[Probe]
    samples: str
    is_open: list[str]  # what stands in the way of the next step
    links: list[Link]
    may_answer: bool
    may_look: bool  # ask for surveys and tests, and attach them
    is_known: bool  # its result is one to write a letter about


def panels_of(user: User, entries: Iterable[RoundEntry]) -> dict[int, Panel]:
    """The panel of each entry of a dossier; the rows of all of them come with seven queries."""
    entries = list(entries)
    intakes, known = intakes_of(entries), known_among(entries)
    return {entry.pk: _panel(user, entry, intakes[entry.pk], is_known=entry.pk in known) for entry in entries}


def _panel(user: User, entry: RoundEntry, intake: Intake, *, is_known: bool) -> Panel:
    screens = entry.level.mode == LevelMode.SCREEN
    is_before_council = entry.level.mode == LevelMode.SCORE and entry.status in ON_THE_WAY
    may_advise = is_before_council and not why_not_advise(user, entry)
    may_look = may_advise or (is_before_council and not why_not_look(user, entry))
    words = [(topic.label, intake.findings.get(topic, [])) for topic in Topic] if screens else []
    is_open = [text for texts in what_is_open(entry).values() for text in texts]
    return Panel(
        entry=entry,
        topics=[(str(label), said[0] if said else None, said[1:]) for label, said in words],
        reports=list(intake.reports.values()),
        asks=intake.asks,
        probes=intake.probes,
        samples=_samples(entry, intake),
        is_open=is_open,
        links=_links(
            entry,
            intake,
            runs=not why_not_run(user, entry),
            is_known=is_known,
            may_advise=may_advise,
            may_look=may_look,
        ),
        may_answer=user.may(Act.RUN_COUNCIL) and entry.status == EntryStatus.INCOMPLETE,
        may_look=may_look,
        is_known=is_known,
    )


def _samples(entry: RoundEntry, intake: Intake) -> str:
    wanted = entry.dossier.criteria_set.samples
    if entry.level.mode != LevelMode.SCORE or not wanted:
        return ""
    if intake.samples is None and entry.status not in ON_THE_WAY:
        return ""  # none came here, and none is waited for any more
    if intake.samples is None:
        return _("chưa nhận; bộ tiêu chí cần %(wanted)s mẫu") % {"wanted": wanted}
    facts = {"count": intake.samples.count, "wanted": wanted, "day": date_format(intake.samples.received_on)}
    return _("%(count)s trên %(wanted)s mẫu, nhận ngày %(day)s") % facts


def _links(
    entry: RoundEntry, intake: Intake, *, runs: bool, is_known: bool, may_advise: bool, may_look: bool
) -> list[Link]:
    """In the order of the work; what only looks comes last."""
    screens, scores = entry.level.mode == LevelMode.SCREEN, entry.level.mode == LevelMode.SCORE
    wants_samples = scores and entry.status in TAKES_PAPERS and entry.dossier.criteria_set.samples > 0
    is_said = all(topic in intake.findings for topic in Topic)
    offered = [
        (runs and screens and entry.status in TAKES_PAPERS, _("Ghi đánh giá của xã"), "screening-edit"),
        (runs and screens and is_said and entry.status in TAKES_PAPERS, _("Ghi báo cáo của xã"), "screening-report"),
        (runs and wants_samples, _("Ghi sản phẩm mẫu"), "samples-note"),
        (may_look, _("Đề nghị khảo sát, kiểm nghiệm"), "probe-new"),
        (may_advise, _("Ghi báo cáo của tổ tư vấn"), "team-report"),
        (runs and is_known, _("Ghi đã gửi thông báo kết quả"), "notice-note"),
        (bool(entry.slip), _("In phiếu tiếp nhận"), "entry-slip"),
        (screens, _("In báo cáo của xã"), "screening-print"),
        (is_known, _("In thông báo kết quả"), "notice-print"),
    ]
    return [Link(label, reverse(f"staff:{name}", args=[entry.pk])) for shown, label, name in offered if shown]


def days_left(clock: Clock) -> str:
    """How many days a clock has left, in words."""
    if clock.left < 0:
        return _("quá %(days)s ngày") % {"days": -clock.left}
    return _("còn %(days)s ngày") % {"days": clock.left}
