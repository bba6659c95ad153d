"""All that is held about a thing that is about a person, in tables of labels and values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import models
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.history import history_of, verb_words
from core.models import HistoryEntry, User
from core.roles import Act
from evaluations.enums import CONCLUDED_ROUNDS
from evaluations.models import CouncilMember, DecisionDraft, PaperVersion, ScoreLine, ScoreSheet, TeamMember
from producers.models import Producer
from producers.queries.representatives import profiles_of
from products.models import Decision, LabelReport, Recognition, ScoreApproval
from reports.queries.matching import LEDGER

# Not shown: what opens a door, and what the database counts rows by; neither says anything about the person.
LEFT_OUT = frozenset(
    {"password", "data", "session_key", "id", "slug", "pgh_id", "pgh_obj", "pgh_label", "pgh_context"}
)
# Of a row of the ledger what it says about the producer, and of a paper what tells who signed it.
LEDGER_COLUMNS = (
    *("producer_name", "producer_form", "place", "product_name", "score", "stars", "decision", "source_url"),
    *("starts_on", "until", "approved_on", "ended_on", "voided_at", "void_reason"),
)
VERSION_COLUMNS = ("number", "file_name", "size", "sha256", "original_sha256", "added_at", "erased_at", "erased_why")
PAPER_COLUMNS = ("pgh_created_at", "number", "signed_on", "issuing_body", "signer", "paper")
# Of a sheet what says that there is one; the rest waits until the council has spoken, as it does for everybody.
SHEET_COLUMNS = ("entry", "pass_number", "version", "status", "signed_at", "signed_by", "on_paper")
OPINION_COLUMNS = ("comment", "total")
LINE_COLUMNS = ("criterion", "option", "points", "knocked_out", "note")
DELEGATION_COLUMNS = ("delegation_paper", "delegated_on")


@dataclass(frozen=True)
class Section:
    """One table of what is held: its rows as (label, value) pairs."""

    title: str
    rows: list[list[tuple[str, str]]]


# --------------------------------------------------------------------- producers and accounts
def of_producer(producer: Producer, _reader: User) -> Iterator[Section]:
    """A producer with its representatives, former values, rows of the ledger and acts."""
    yield Section(_("Bản ghi chủ thể"), [facts_of(producer)])
    yield Section(_("Người đại diện"), [facts_of(profile) for profile in profiles_of(producer)])
    yield _former(producer)
    yield Section(_("Các dòng trong sổ công nhận"), [facts_of(row, LEDGER_COLUMNS) for row in _ledger_rows(producer)])
    yield Section(
        _("Giấy tờ"), [facts_of(file.paper) + facts_of(file, VERSION_COLUMNS) for file in files_of(producer)]
    )
    yield _acts(_("Nhật ký về chủ thể"), history_of(producer))


def files_of(producer: Producer) -> QuerySet[PaperVersion]:
    """The files of the papers that a producer handed in, those that were erased too; what they show stands in them."""
    return PaperVersion.objects.filter(paper__producer=producer).select_related("paper").order_by("paper", "number")


def _ledger_rows(producer: Producer) -> Iterator[Recognition | ScoreApproval]:
    """What the ledger says of a producer, or said before a merge, as it was printed."""
    for model in LEDGER:
        rows = model._default_manager.filter(Q(producer=producer) | Q(entered_producer=producer))
        yield from rows.select_related("place", "decision").order_by("pk")


def of_user(user: User, reader: User) -> Iterator[Section]:
    """An account; where and how somebody signs in is for those who manage accounts."""
    yield Section(_("Tài khoản"), [facts_of(user)])
    yield _former(user)
    of_signing_in = ((_("Bước xác thực thứ hai"), Authenticator), (_("Nơi đang đăng nhập"), UserSession))
    shown = of_signing_in if reader.may(Act.MANAGE_ACCOUNTS) else ()
    for title, model in ((_("Địa chỉ thư"), EmailAddress), *shown):
        yield Section(title, [facts_of(row) for row in model.objects.filter(user=user)])
    yield _acts(_("Nhật ký về tài khoản"), history_of(user))
    yield _acts(_("Việc người này đã làm"), HistoryEntry.objects.filter(by=user).select_related("by"))


# --------------------------------------------------------------------- seats
def of_seat(seat: CouncilMember, _reader: User) -> Iterator[Section]:
    """A seat on a council with all that was said and done from it."""
    yield Section(_("Thành viên hội đồng"), [facts_of(seat)])
    yield _former(seat)
    said = seat.conflicts.select_related("entry__dossier__product", "said_by").order_by("pk")
    yield Section(_("Lời khai liên quan"), [facts_of(word) for word in said])
    sheets = list(seat.sheets.select_related("entry__dossier__product", "entry__round", "signed_by").order_by("pk"))
    yield Section(_("Phiếu chấm"), [facts_of(sheet, _columns_of(sheet)) for sheet in sheets])
    yield Section(_("Dòng phiếu chấm"), list(_lines_of(sheet for sheet in sheets if _is_told(sheet))))
    meetings = seat.meetings.select_related("level", "place").order_by("pk")
    yield Section(_("Phiên họp có mặt"), [_meeting(each, "meets_on") for each in meetings])
    chaired = seat.delegations.select_related("level", "place").order_by("pk")
    yield Section(_("Ủy quyền chủ trì"), [_meeting(each, *DELEGATION_COLUMNS) for each in chaired])
    yield _acts(_("Nhật ký về thành viên"), history_of(seat))


def _is_told(sheet: ScoreSheet) -> bool:
    """Whether the council has spoken, so that what a sheet says is kept back from nobody."""
    return sheet.entry.round is None or sheet.entry.round.status in CONCLUDED_ROUNDS


def _columns_of(sheet: ScoreSheet) -> tuple[str, ...]:
    return SHEET_COLUMNS + OPINION_COLUMNS if _is_told(sheet) else SHEET_COLUMNS


def _lines_of(sheets: Iterable[ScoreSheet]) -> Iterator[list[tuple[str, str]]]:
    found = {sheet.pk: sheet for sheet in sheets}
    lines = ScoreLine.objects.filter(sheet__in=found).select_related("criterion", "option")
    for line in lines.order_by("sheet", "criterion__position"):
        sheet = found[line.sheet_id]
        yield [*facts_of(sheet, ("entry", "pass_number", "version")), *facts_of(line, LINE_COLUMNS)]


def _meeting(found: models.Model, *columns: str) -> list[tuple[str, str]]:
    return [(_("Đợt"), str(found)), *facts_of(found, columns)]


def of_adviser(member: TeamMember, _reader: User) -> Iterator[Section]:
    """A seat on an advisory team."""
    yield Section(_("Thành viên tổ tư vấn"), [facts_of(member)])
    yield _former(member)
    yield _acts(_("Nhật ký về thành viên"), history_of(member))


# --------------------------------------------------------------------- papers and reports
def of_decision(decision: Decision, _reader: User) -> Iterator[Section]:
    """Who signed a decision."""
    yield Section(_("Người ký"), [facts_of(decision, PAPER_COLUMNS)])


def of_draft(draft: DecisionDraft, _reader: User) -> Iterator[Section]:
    """Who signed a paper that is being entered, now and as it was entered before."""
    yield Section(_("Người ký"), [facts_of(draft, PAPER_COLUMNS)])
    yield _former(draft, PAPER_COLUMNS)


def of_report(report: LabelReport, _reader: User) -> Iterator[Section]:
    """What somebody reported about a label."""
    yield Section(_("Báo cáo nhãn"), [facts_of(report)])
    yield _acts(_("Nhật ký về báo cáo"), history_of(report))


# --------------------------------------------------------------------- parts
def _former(row: Any, columns: Iterable[str] = ()) -> Section:
    """Every value that a row ever had."""
    return Section(_("Các giá trị đã từng ghi"), [facts_of(event, columns) for event in row.events.order_by("pgh_id")])


def _acts(title: str, entries: QuerySet[HistoryEntry]) -> Section:
    words = verb_words()
    rows = [
        [
            (_("Lúc"), _words(entry.at)),
            (_("Người làm"), str(entry.by or "")),
            (_("Việc"), f"{words.get(entry.verb, entry.verb)}: {entry.label}"),
            (_("Lý do"), entry.why),
        ]
        for entry in entries
    ]
    return Section(title, rows)


def facts_of(row: models.Model, columns: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Every filled column of a row with its label, so that a column that is added later is shown too."""
    wanted = set(columns)
    facts = []
    for field in row._meta.concrete_fields:
        if field.generated or field.name in LEFT_OUT or (wanted and field.name not in wanted):
            continue
        value = getattr(row, f"get_{field.name}_display")() if field.choices else getattr(row, field.name)
        label = _("ghi lúc") if field.name == "pgh_created_at" else str(field.verbose_name)
        if value not in (None, "", []):
            facts.append((label, _words(value)))
    return facts


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "H:i d/m/Y")
    if isinstance(value, date):
        return date_format(value)
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)
