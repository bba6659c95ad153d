"""Finding a person in the whole register, and all that is held about them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
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
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.access import covered_places
from core.fields import Fold
from core.history import history_of, verb_words
from core.models import HistoryEntry, User
from core.text import words_of
from evaluations.models import DecisionDraft
from producers.models import Producer, RepresentativeProfile
from producers.queries.representatives import profiles_of
from producers.rules.identifiers import clean_identifier, clean_phone, is_personal
from products.models import Decision

MOST = 20
# Not shown: what opens a door, and what the database counts rows by; neither says anything about the person.
LEFT_OUT = frozenset(
    {"password", "data", "session_key", "id", "slug", "pgh_id", "pgh_obj", "pgh_label", "pgh_context"}
)


@dataclass(frozen=True)
class Section:
    """One table of what is held: its rows as (label, value) pairs."""

    title: str
    rows: list[list[tuple[str, str]]]


@dataclass(frozen=True)
class Kind:
    """A kind of thing that may be about a person: how it is found and what belongs to it."""

    key: str
    label: str | Promise
    visible: Callable[[User], QuerySet[Any]]
    matches: Callable[[str], Q]
    sections: Callable[[Any], Iterator[Section]]


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
        thing = kind.visible(user).filter(pk=pk).first() if kind and pk.isdecimal() else None
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
    """By its present and former contacts, by a citizen's number, by its own name or a representative's."""
    code = clean_identifier(text)
    if is_personal(code):
        return Q(code=code) | Q(events__code=code)
    if "@" in text or clean_phone(text):
        return _contacts(text, "", "events__")
    if not words_of(text):
        return Q()
    represented = RepresentativeProfile.objects.filter(_names(text, "name_fold")).values("producer")
    return _names(text, "name_fold") | Q(pk__in=represented)


def _match_user(text: str) -> Q:
    if "@" in text:
        return Q(email__iexact=text) | Q(emailaddress__email__iexact=text)
    return Q() if clean_phone(text) else _names(text, "full_name_folded", "username_folded")


def _match_signer(text: str) -> Q:
    return Q() if "@" in text or clean_phone(text) else _names(text, "signer_folded")


def _visible_users(user: User) -> QuerySet[User]:
    rows = User.objects.alias(full_name_folded=Fold("full_name"), username_folded=Fold("username"))
    if user.sees_everywhere or user.territory is None:
        return rows
    return rows.filter(Q(territory__isnull=True) | Q(territory__in=covered_places(user.territory)))


# --------------------------------------------------------------------- what is held
def _of_producer(producer: Producer) -> Iterator[Section]:
    yield Section(_("Bản ghi chủ thể"), [facts_of(producer)])
    yield Section(_("Người đại diện"), [facts_of(profile) for profile in profiles_of(producer)])
    events = producer.events.order_by("pgh_id")  # type: ignore[attr-defined]
    yield Section(_("Các giá trị đã từng ghi"), [facts_of(event) for event in events])
    yield _acts(_("Nhật ký về chủ thể"), history_of(producer))


def _of_user(user: User) -> Iterator[Section]:
    yield Section(_("Tài khoản"), [facts_of(user)])
    yield Section(_("Các giá trị đã từng ghi"), [facts_of(row) for row in user.events.order_by("pgh_id")])  # type: ignore[attr-defined]
    for title, model in (
        (_("Địa chỉ thư"), EmailAddress),
        (_("Bước xác thực thứ hai"), Authenticator),
        (_("Nơi đang đăng nhập"), UserSession),
    ):
        yield Section(title, [facts_of(row) for row in model.objects.filter(user=user)])
    yield _acts(_("Nhật ký về tài khoản"), history_of(user))
    yield _acts(_("Việc người này đã làm"), HistoryEntry.objects.filter(by=user).select_related("by"))


def _of_signer(paper: Decision | DecisionDraft) -> Iterator[Section]:
    """Of a paper only what tells who signed it."""
    columns = ("number", "signed_on", "issuing_body", "signer", "paper")
    yield Section(_("Người ký"), [facts_of(paper, columns)])


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
        Kind(
            "quyet-dinh",
            gettext_lazy("Người ký quyết định"),
            lambda _user: Decision.objects.alias(signer_folded=Fold("signer")),
            _match_signer,
            _of_signer,
        ),
        Kind(
            "du-thao",
            gettext_lazy("Người ký dự thảo"),
            lambda user: DecisionDraft.objects.visible_to(user).alias(signer_folded=Fold("signer")),
            _match_signer,
            _of_signer,
        ),
    )
}


# --------------------------------------------------------------------- requests
def open_requests() -> list[HistoryEntry]:
    """Requests that were received and not answered yet, oldest first; two queries."""
    answered = HistoryEntry.objects.filter(verb="answer_data_request").values_list("data__request", flat=True)
    received = HistoryEntry.objects.filter(verb="receive_data_request").exclude(pk__in=list(answered))
    return list(received.select_related("by").order_by("pk"))
