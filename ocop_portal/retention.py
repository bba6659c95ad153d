"""How long personal data are kept: one rule for each kind, with what it finds and how it is removed.

No rule touches the ledger, and the book of acts stays whole: it holds no value of what is removed here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

import pgtrigger
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.history import record
from core.models import Generation, User, VisitorCount
from core.publishing import publishing
from evaluations.models import CouncilMember
from ocop_portal.former_contacts import old_former_contacts, remove_former_contacts
from ocop_portal.retention_files import (
    contacts_of_reports,
    day,
    erase_for_age,
    files_of_ended_dossiers,
    moment,
    old_drafts,
    old_receipts,
    old_reports,
    remove_drafts,
    remove_receipts,
    remove_reports,
    unused_files,
)
from producers.models import Producer, RepresentativeProfile
from products.models import Recognition, ScoreApproval
from products.rules.public_fields import HOMES, OPENNESS

# What a producer agrees to show, and a firm besides: of a home the address is never shown, so no consent is about it.
CONTACTS = OPENNESS["producers.Producer"].with_consent
OF_FIRMS = OPENNESS["producers.Producer"].of_firms_with_consent


@dataclass(frozen=True)
class Rule:
    """One kind of data: `count` says how many are older than a number of days, `remove` takes them away."""

    key: str
    label: str | Promise
    count: Callable[[int], int]
    remove: Callable[[int], int]


@dataclass(frozen=True)
class Outcome:
    """What a rule found or removed; `days` is None for what is kept for ever."""

    rule: Rule
    days: int | None
    count: int


def look_through() -> list[Outcome]:
    """What is older than its span; nothing is changed."""
    return [_outcome(rule, lambda rule, days: rule.count(days)) for rule in RULES]


def apply_retention() -> list[Outcome]:
    """Remove what is older than its span; the book of acts says of each rule how many."""
    return [_outcome(rule, _remove) for rule in RULES]


def _outcome(rule: Rule, act: Callable[[Rule, int], int]) -> Outcome:
    days = settings.RETENTION[rule.key]
    return Outcome(rule, days, 0 if days is None else act(rule, days))


def _remove(rule: Rule, days: int) -> int:
    with transaction.atomic():
        removed = rule.remove(days)
        if removed:
            record(Generation.objects.get(pk=1), "apply_retention", by=None, rule=rule.key, days=days, count=removed)
    return removed


# --------------------------------------------------------------------- sessions and limits
def _ended_sessions(days: int) -> tuple[QuerySet[Session], QuerySet[UserSession]]:
    ended = Session.objects.filter(expire_date__lt=moment(days))
    alive = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gte=moment(days))
    return ended, UserSession.objects.filter(~Exists(alive), last_seen_at__lt=moment(days))


def _count_sessions(days: int) -> int:
    return sum(rows.count() for rows in _ended_sessions(days))


def _remove_sessions(days: int) -> int:
    ended, places = _ended_sessions(days)
    return places.delete()[0] + ended.delete()[0]  # the places first: they are found by what is still alive


def _limits(statement: str, days: int) -> int:
    table = connection.ops.quote_name(settings.CACHES["default"]["LOCATION"])
    with connection.cursor() as cursor:
        cursor.execute(f"WITH old AS ({statement.format(table=table)}) SELECT count(*) FROM old", [moment(days)])  # noqa: S608
        return cursor.fetchone()[0]


def _faded(days: int) -> QuerySet[VisitorCount]:
    return VisitorCount.objects.filter(ends_at__lt=moment(days))


def _count_limits(days: int) -> int:
    return _limits("SELECT 1 FROM {table} WHERE expires < %s", days) + _faded(days).count()


def _remove_limits(days: int) -> int:
    return _limits("DELETE FROM {table} WHERE expires < %s RETURNING 1", days) + _faded(days).delete()[0]


# --------------------------------------------------------------------- values and the versions of their rows
def _holds(model: Any, columns: Iterable[str]) -> Q:
    """The rows that hold something in one of these columns, or once did."""
    held = Q()
    for name in columns:
        held |= ~Q(**{name: ""})
    return held | Exists(model.events.rel.related_model.objects.filter(held, pgh_obj=OuterRef("pk")))


def _empty(model: Any, ids: Collection[int], columns: Iterable[str]) -> None:
    """Empty columns of rows and of their history, which nothing else may change."""
    event, nothing = model.events.rel.related_model, dict.fromkeys(columns, "")
    model.objects.filter(pk__in=ids).update(**nothing)
    with pgtrigger.ignore(f"{event._meta.label}:append_only"):
        event.objects.filter(pgh_obj__in=ids).update(**nothing)


# --------------------------------------------------------------------- contact details
def _withdrawn(days: int) -> QuerySet[Producer]:
    """Producers whose consent was withdrawn so long ago and of whom something is held that was shown with it."""
    firms = ~Q(legal_form__in=HOMES)
    held = _holds(Producer, CONTACTS) | firms & _holds(Producer, OF_FIRMS)
    return Producer.objects.filter(held, contact_withdrawn_on__lte=day(days))


def _remove_contacts(days: int) -> int:
    with publishing():
        forms = dict(_withdrawn(days).values_list("pk", "legal_form"))
        _empty(Producer, forms.keys(), CONTACTS)
        _empty(Producer, [pk for pk, form in forms.items() if form not in HOMES], OF_FIRMS)
    return len(forms)


# --------------------------------------------------------------------- accounts
def _stopped(days: int) -> QuerySet[User]:
    """Accounts that were stopped, and edited last, so long ago and of which more is held than a name."""
    lately = User.events.rel.related_model.objects.filter(  # type: ignore[attr-defined]
        pgh_obj=OuterRef("pk"), pgh_created_at__gte=moment(days)
    )
    theirs = {"user": OuterRef("pk")}
    held = Exists(EmailAddress.objects.filter(**theirs)) | Exists(Authenticator.objects.filter(**theirs))
    return User.objects.filter(~Exists(lately), held | _holds(User, ["email"]), is_active=False)


def _remove_of_accounts(days: int) -> int:
    """The name stays: the book of acts says who did what."""
    ids = list(_stopped(days).values_list("pk", flat=True))
    for model in (EmailAddress, Authenticator):
        model.objects.filter(user__in=ids).delete()
    _empty(User, ids, ["email"])
    return len(ids)


# --------------------------------------------------------------------- seats on councils
SEAT_CONTACTS = ("phone", "address", "tax_code")


def _ended_seats(days: int) -> QuerySet[CouncilMember]:
    """Seats that ended so long ago and of which something is held that ties were looked for by."""
    return CouncilMember.objects.filter(_holds(CouncilMember, SEAT_CONTACTS), left_on__lte=day(days))


def _remove_of_seats(days: int) -> int:
    """The name stays: minutes and sheets say who sat."""
    ids = list(_ended_seats(days).values_list("pk", flat=True))
    _empty(CouncilMember, ids, SEAT_CONTACTS)
    return len(ids)


# --------------------------------------------------------------------- representatives
def _representatives(days: int) -> QuerySet[RepresentativeProfile]:
    """Those of producers that held nothing since a day; one that was entered or corrected since stays."""
    mine = {"producer": OuterRef("producer")}
    rated = Recognition.objects.filter(voided_at__isnull=True, valid__endswith__gt=day(days), **mine)
    waiting = ScoreApproval.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day(days)), **mine)
    rows = RepresentativeProfile.objects.filter(updated_at__lt=moment(days))
    return rows.filter(~Exists(rated), ~Exists(waiting.filter(voided_at__isnull=True)))


RULES = (
    Rule("sessions", _("phiên đăng nhập đã hết"), _count_sessions, _remove_sessions),
    Rule("sign_in_limits", _("số đếm lần đăng nhập sai và lượt của khách đã hết hạn"), _count_limits, _remove_limits),
    Rule("discarded_drafts", _("dự thảo quyết định đã bỏ"), lambda days: old_drafts(days).count(), remove_drafts),
    Rule(
        "withdrawn_contacts",
        _("liên hệ của chủ thể đã rút đồng ý"),
        lambda days: _withdrawn(days).count(),
        _remove_contacts,
    ),
    Rule(
        "former_contacts",
        _("liên hệ, mã số cũ của chủ thể trong lịch sử"),
        lambda days: old_former_contacts(days).count(),
        remove_former_contacts,
    ),
    Rule(
        "stopped_accounts",
        _("thư điện tử và bước xác thực thứ hai của tài khoản đã ngừng"),
        lambda days: _stopped(days).count(),
        _remove_of_accounts,
    ),
    Rule(
        "ended_seats",
        _("liên hệ của thành viên hội đồng đã thôi"),
        lambda days: _ended_seats(days).count(),
        _remove_of_seats,
    ),
    Rule(
        "representatives",
        _("người đại diện của chủ thể không còn sản phẩm có hạng"),
        lambda days: _representatives(days).count(),
        lambda days: _representatives(days).delete()[0],
    ),
    Rule(
        "report_contacts",
        _("liên hệ của người báo cáo nhãn đã khép hoặc bỏ lâu"),
        lambda days: contacts_of_reports(days).count(),
        lambda days: contacts_of_reports(days).update(contact=""),
    ),
    Rule(
        "label_reports",
        _("báo cáo nhãn đã khép hoặc bỏ lâu, cùng ảnh"),
        lambda days: old_reports(days).count(),
        remove_reports,
    ),
    Rule("check_receipts", _("biên nhận kiểm tra mã"), lambda days: old_receipts(days).count(), remove_receipts),
    Rule(
        "unused_papers",
        _("tệp giấy tờ không hồ sơ nào dùng"),
        lambda days: unused_files(days).count(),
        lambda days: erase_for_age(unused_files(days)),
    ),
    Rule(
        "dossier_papers",
        _("tệp giấy tờ của hồ sơ đã xong"),
        lambda days: files_of_ended_dossiers(days).count(),
        lambda days: erase_for_age(files_of_ended_dossiers(days)),
    ),
)
