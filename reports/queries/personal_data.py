"""Finding a person in the whole register, and all that is held about them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import models
from django.db.models import F, Func, Q, QuerySet, Value
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.access import covered_places
from core.fields import Fold
from core.history import history_of, verb_words
from core.models import HistoryEntry, User
from core.parse import parse_key
from core.roles import Act
from core.text import words_of
from evaluations.models import Council, CouncilMember, DecisionDraft, PaperVersion
from producers.models import Producer, RepresentativeProfile
from producers.queries.representatives import profiles_of
from producers.rules.identifiers import clean_identifier, clean_phone, is_personal
from products.models import Decision, LabelReport, Recognition, ScoreApproval

MOST = 20
# Not shown: what opens a door, and what the database counts rows by; neither says anything about the person.
LEFT_OUT = frozenset(
    {"password", "data", "session_key", "id", "slug", "pgh_id", "pgh_obj", "pgh_label", "pgh_context"}
)
# Of a row of the ledger what it says about the producer, and of a paper what tells who signed it.
LEDGER = (Recognition, ScoreApproval)
LEDGER_COLUMNS = (
    *("producer_name", "producer_form", "place", "product_name", "score", "stars", "decision", "source_url"),
    *("starts_on", "until", "approved_on", "ended_on", "voided_at", "void_reason"),
)
VERSION_COLUMNS = ("number", "file_name", "size", "sha256", "original_sha256", "added_at", "erased_at", "erased_why")
PAPER_COLUMNS = ("pgh_created_at", "number", "signed_on", "issuing_body", "signer", "paper")


@dataclass(frozen=True)
class Section:
    """One table of what is held: its rows as (label, value) pairs."""

    title: str
    rows: list[list[tuple[str, str]]]


@dataclass(frozen=True)
class Kind:
    """A kind of thing that may be about a person: how it is found, and what of it may be shown to whom."""

    key: str
    label: str | Promise
    visible: Callable[[User], QuerySet[Any]]
    matches: Callable[[str], Q]
    sections: Callable[[Any, User], Iterator[Section]]


@dataclass(frozen=True)
class Match:
    """A thing that may be about the person looked for; `ref` names it in a form."""

    ref: str
    kind: str
    label: str


def find_matches(user: User, text: str) -> list[Match]:
    """What may be about a person, in the user's territory: by words of a name, a whole phone, e-mail or number."""
    found = []
    for kind in KINDS.values():
        condition = kind.matches(text.strip())
        for thing in kind.visible(user).filter(condition).distinct()[:MOST] if condition else []:
            found.append(Match(f"{kind.key}:{thing.pk}", str(kind.label), str(thing)))
    return found


def things_of(user: User, refs: Iterable[str]) -> list[tuple[Kind, Any]]:
    """The things that references name, as far as the user may see them."""
    found = []
    for ref in dict.fromkeys(refs):
        key, _colon, pk = ref.partition(":")
        kind = KINDS.get(key)
        thing = kind.visible(user).filter(pk=parse_key(pk)).first() if kind else None
        if kind and thing is not None:
            found.append((kind, thing))
    return found


# --------------------------------------------------------------------- how things are found
def _names(text: str, *columns: str) -> Q:
    """Every word of the text stands in one of the folded columns; nothing for no words."""
    found = Q()
    for word in words_of(text):
        holds = Q()
        for column in columns:
            holds |= Q(**{f"{column}__contains": word})
        found &= holds
    return found


def _once_named(model: Any, text: str, *columns: str) -> Q:
    """The rows of which a version, the present one among them, bears every word of the text in these columns."""
    folded = {f"{column}_folded": Fold(column) for column in columns}
    versions = model.events.rel.related_model.objects.alias(**folded).filter(_names(text, *folded))
    return Q(pk__in=versions.values("pgh_obj"))


def _printed_as(text: str) -> Q:
    """The producers that a row of the ledger names so, voided ones too."""
    found = Q()
    for model in LEDGER:
        rows = model._default_manager.alias(folded=Fold("producer_name")).filter(_names(text, "folded"))
        found |= Q(pk__in=rows.values("producer")) | Q(pk__in=rows.values("entered_producer"))
    return found


def _contacts(text: str, *prefixes: str) -> Q:
    """The whole e-mail address or telephone number in columns of these prefixes."""
    found = Q()
    phone = clean_phone(text)
    for prefix in prefixes:
        if "@" in text:
            found |= Q(**{f"{prefix}email__iexact": text})
        elif phone:
            found |= Q(**{f"{prefix}phone": phone})
    return found


def _match_producer(text: str) -> Q:
    """By contacts, a citizen's number or names, all of now, of before and as printed, or a representative's name."""
    code = clean_identifier(text)
    if is_personal(code):
        return Q(code=code) | Q(events__code=code)
    if "@" in text or clean_phone(text):
        return _contacts(text, "", "events__")
    if not _is_name(text):
        return Q()
    represented = RepresentativeProfile.objects.filter(_names(text, "name_fold")).values("producer")
    return _once_named(Producer, text, "name", "other_names") | _printed_as(text) | Q(pk__in=represented)


def _match_user(text: str) -> Q:
    if "@" in text:
        return _contacts(text, "", "events__", "emailaddress__")
    return _once_named(User, text, "full_name", "username") if _is_name(text) else Q()


def _match_seat(text: str) -> Q:
    """By the name on the council, a whole telephone number or tax code, of now and of before."""
    code, phone = clean_identifier(text), clean_phone(text)
    if code[:1].isdecimal() or phone:
        held = Q(phone=phone) | Q(events__phone=phone) if phone else Q()
        return held | Q(tax_code=code) | Q(events__tax_code=code)
    return _once_named(CouncilMember, text, "full_name") if _is_name(text) else Q()


def _visible_seats(user: User) -> QuerySet[CouncilMember]:
    return CouncilMember.objects.filter(council__in=Council.objects.visible_to(user)).select_related("council")


def _match_signer(paper: type[models.Model], text: str) -> Q:
    return _once_named(paper, text, "signer") if _is_name(text) else Q()


def _match_report(text: str) -> Q:
    """By the contact that who reported a label left, or by words of what was written."""
    phone = clean_phone(text)
    if "@" in text:
        return Q(contact__icontains=text)
    if phone:
        digits = Func(F("contact"), Value(r"\D"), Value(""), Value("g"), function="regexp_replace")
        rows = LabelReport.objects.alias(digits=digits).filter(digits__contains=phone[-9:])
        return Q(pk__in=rows.values("pk"))
    if not _is_name(text):
        return Q()
    written = {f"{column}_folded": Fold(column) for column in ("contact", "seen", "where")}
    return Q(pk__in=LabelReport.objects.alias(**written).filter(_names(text, *written)).values("pk"))


def _is_name(text: str) -> bool:
    return bool(words_of(text)) and "@" not in text and not clean_phone(text)


def _visible_users(user: User) -> QuerySet[User]:
    """The accounts of the user's territory; those that none limits are for people who see everywhere too."""
    if user.sees_everywhere:
        return User.objects.all()
    return User.objects.filter(territory__in=covered_places(user.territory)) if user.territory else User.objects.none()


# --------------------------------------------------------------------- what is held
def _of_producer(producer: Producer, _reader: User) -> Iterator[Section]:
    yield Section(_("Bản ghi chủ thể"), [facts_of(producer)])
    yield Section(_("Người đại diện"), [facts_of(profile) for profile in profiles_of(producer)])
    events = producer.events.order_by("pgh_id")  # type: ignore[attr-defined]
    yield Section(_("Các giá trị đã từng ghi"), [facts_of(event) for event in events])
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


def _of_user(user: User, reader: User) -> Iterator[Section]:
    """Where and how somebody signs in is for those who manage accounts."""
    yield Section(_("Tài khoản"), [facts_of(user)])
    yield Section(_("Các giá trị đã từng ghi"), [facts_of(row) for row in user.events.order_by("pgh_id")])  # type: ignore[attr-defined]
    of_signing_in = ((_("Bước xác thực thứ hai"), Authenticator), (_("Nơi đang đăng nhập"), UserSession))
    shown = of_signing_in if reader.may(Act.MANAGE_ACCOUNTS) else ()
    for title, model in ((_("Địa chỉ thư"), EmailAddress), *shown):
        yield Section(title, [facts_of(row) for row in model.objects.filter(user=user)])
    yield _acts(_("Nhật ký về tài khoản"), history_of(user))
    yield _acts(_("Việc người này đã làm"), HistoryEntry.objects.filter(by=user).select_related("by"))


def _of_seat(seat: CouncilMember, _reader: User) -> Iterator[Section]:
    yield Section(_("Thành viên hội đồng"), [facts_of(seat)])
    yield Section(_("Các giá trị đã từng ghi"), [facts_of(row) for row in seat.events.order_by("pgh_id")])  # type: ignore[attr-defined]
    said = seat.conflicts.select_related("entry__dossier__product", "said_by").order_by("pk")
    yield Section(_("Lời khai liên quan"), [facts_of(word) for word in said])


def _of_signer(paper: Decision | DecisionDraft, _reader: User) -> Iterator[Section]:
    yield Section(_("Người ký"), [facts_of(paper, PAPER_COLUMNS)])


def _of_report(report: LabelReport, _reader: User) -> Iterator[Section]:
    yield Section(_("Báo cáo nhãn"), [facts_of(report)])
    yield _acts(_("Nhật ký về báo cáo"), history_of(report))


def _of_draft(draft: DecisionDraft, reader: User) -> Iterator[Section]:
    yield from _of_signer(draft, reader)
    events = draft.events.order_by("pgh_id")  # type: ignore[attr-defined]
    yield Section(_("Các giá trị đã từng ghi"), [facts_of(event, PAPER_COLUMNS) for event in events])


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
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "H:i d/m/Y")
    if isinstance(value, date):
        return date_format(value)
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


KINDS = {
    kind.key: kind
    for kind in (
        Kind("chu-the", gettext_lazy("Chủ thể"), Producer.objects.visible_to, _match_producer, _of_producer),
        Kind("tai-khoan", gettext_lazy("Tài khoản"), _visible_users, _match_user, _of_user),
        Kind("thanh-vien", gettext_lazy("Thành viên hội đồng"), _visible_seats, _match_seat, _of_seat),
        Kind(
            "quyet-dinh",
            gettext_lazy("Người ký quyết định"),
            lambda _user: Decision.objects.all(),
            partial(_match_signer, Decision),
            _of_signer,
        ),
        Kind(
            "du-thao",
            gettext_lazy("Người ký dự thảo"),
            DecisionDraft.objects.visible_to,
            partial(_match_signer, DecisionDraft),
            _of_draft,
        ),
        Kind(
            "bao-cao-nhan",
            gettext_lazy("Báo cáo nhãn"),
            LabelReport.objects.visible_to,
            _match_report,
            _of_report,
        ),
    )
}


# --------------------------------------------------------------------- requests
def open_requests() -> list[HistoryEntry]:
    """Requests that were received and not answered yet, oldest first; two queries."""
    answered = HistoryEntry.objects.filter(verb="answer_data_request").values_list("data__request", flat=True)
    received = HistoryEntry.objects.filter(verb="receive_data_request").exclude(pk__in=list(answered))
    return list(received.select_related("by").order_by("pk"))
