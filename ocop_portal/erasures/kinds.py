"""The acts that take personal data away or close an account: which row each is about, and how it is done again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.actions.accounts import keep_account
from core.errors import ActionRefused
from core.models import HistoryEntry, User
from evaluations.actions.councils import note_contacts
from evaluations.actions.erasing import erase_paper_file
from evaluations.models import CouncilMember, PaperVersion
from ocop_portal.former_contacts import COLUMNS, erase_former_contacts
from ocop_portal.retention import SEAT_CONTACTS
from producers.actions.consent import withdraw_contact_consent
from producers.actions.producers import edit_producer
from producers.actions.representatives import forget_representative, keep_representative
from producers.enums import Disability, Sex
from producers.models import Producer, RepresentativeProfile
from producers.rules.ethnicities import UNKNOWN
from products.actions.label_reports import forget_report_contact
from products.actions.photos import remove_photo
from products.models import LabelReport, Photo

WHY = gettext_lazy("lặp lại sau khi phục hồi")
# What an account may do is no value to tell: that it changed is told, and people set it again.
BY_PEOPLE = frozenset({"role", "territory"})


@dataclass(frozen=True)
class Line:
    """One act as it stands outside the database: no name and no value, `at` to the microsecond as the book has it.

    `key` is None for an act that was written before the book named its row. `columns` are those that the act emptied,
    where it does not take something whole; `on` is the day from which a consent was withdrawn.
    """

    at: str
    verb: str
    table: str
    key: int | str | None
    columns: list[str] = field(default_factory=list)
    on: str = ""


@dataclass(frozen=True)
class Kind:
    """One verb: the table and the row of it that an act is about, and what does it again.

    `again` gives False when nothing was left to do. `empty` says what stands in a column that was emptied; a kind
    without it takes a thing whole. `since` is the column with the moment from which a row is this one and not another
    that came to its number after the restore. `about` is what the book files a repetition under.
    """

    model: type[models.Model]
    again: Callable[[Any, Line], bool]
    key: Callable[[HistoryEntry], int | str | None] = lambda entry: entry.data.get("row")
    lookup: str = "pk"
    since: str = ""
    empty: Mapping[str, Any] = field(default_factory=dict)
    about: Callable[[Any], models.Model] = lambda row: row


def _subject(entry: HistoryEntry) -> int:
    return entry.subject_id


# --------------------------------------------------------------------- producers
def _withdraw(producer: Producer, line: Line) -> bool:
    if producer.contact_consent_on is None or producer.contact_withdrawn_on is not None:
        return False
    withdraw_contact_consent(producer, on=date.fromisoformat(line.on), why=str(WHY), by=None)
    return True


def _empty_producer(producer: Producer, line: Line) -> bool:
    held = {name: "" for name in line.columns if getattr(producer, name)}
    if held:
        edit_producer(producer, by=None, **held)
    return bool(held)


def _erase_former(producer: Producer, _line: Line) -> bool:
    erase_former_contacts(producer, why=str(WHY))
    return True


def _forget(profile: RepresentativeProfile, _line: Line) -> bool:
    forget_representative(profile, why=str(WHY), by=None)
    return True


OF_PROFILES = {"sex": Sex.UNKNOWN, "ethnicity": UNKNOWN, "disability": Disability.UNKNOWN, "residence": None}


def _empty_profile(profile: RepresentativeProfile, line: Line) -> bool:
    held = {name: OF_PROFILES[name] for name in line.columns if getattr(profile, name) != OF_PROFILES[name]}
    keep_representative(profile, why=str(WHY), by=None, **held)
    return bool(held)


# --------------------------------------------------------------------- products, councils, papers
def _remove_photo(photo: Photo, _line: Line) -> bool:
    remove_photo(photo, by=None)
    return True


def _forget_contact(report: LabelReport, _line: Line) -> bool:
    if report.contact:
        forget_report_contact(report, why=str(WHY), by=None)
        return True
    return False


def _erase_file(version: PaperVersion, _line: Line) -> bool:
    if version.erased_at is None:
        erase_paper_file(version, why=str(WHY), by=None)
        return True
    return False


def _empty_seat(member: CouncilMember, line: Line) -> bool:
    values = {name: "" if name in line.columns else getattr(member, name) for name in SEAT_CONTACTS}
    is_held = any(getattr(member, name) != value for name, value in values.items())
    note_contacts(member, by=None, **values)
    return is_held


# --------------------------------------------------------------------- accounts
OF_ACCOUNTS = {"is_active": False, "email": ""}


def _close_account(user: User, line: Line) -> bool:
    if user.is_active and "is_active" not in line.columns and BY_PEOPLE.intersection(line.columns):
        raise ActionRefused(_("quyền của tài khoản đã đổi sau bản sao: hãy sửa lại trong trang quản trị."))
    changed = [name for name in line.columns if name in OF_ACCOUNTS and getattr(user, name) != OF_ACCOUNTS[name]]
    for name in changed:
        setattr(user, name, OF_ACCOUNTS[name])
    if changed:
        keep_account(user, changed=changed, by=None, why=str(WHY))
    return bool(changed)


KINDS = {
    "withdraw_contact_consent": Kind(Producer, _withdraw, _subject, since="created_at"),
    "edit_producer": Kind(
        Producer, _empty_producer, _subject, since="created_at", empty=dict.fromkeys((*COLUMNS, "note"), "")
    ),
    "erase_former_contacts": Kind(Producer, _erase_former, _subject, since="created_at"),
    "keep_representative": Kind(
        RepresentativeProfile,
        _empty_profile,
        since="producer__created_at",
        empty=OF_PROFILES,
        about=lambda profile: profile.producer,
    ),
    "forget_representative": Kind(
        RepresentativeProfile, _forget, since="producer__created_at", about=lambda profile: profile.producer
    ),
    "remove_photo": Kind(
        Photo, _remove_photo, lambda entry: entry.data["stem"], lookup="stem", about=lambda photo: photo.product
    ),
    "forget_report_contact": Kind(LabelReport, _forget_contact, _subject, since="reported_at"),
    "erase_paper_file": Kind(
        PaperVersion, _erase_file, since="added_at", about=lambda version: version.paper.producer
    ),
    "note_contacts": Kind(
        CouncilMember, _empty_seat, empty=dict.fromkeys(SEAT_CONTACTS, ""), about=lambda member: member.council
    ),
    "edit_account": Kind(User, _close_account, _subject, since="date_joined", empty=OF_ACCOUNTS),
}
# What no command can do again: people are told of it.
TOLD = {
    **dict.fromkeys(
        ("set_password", "set_password_by_link", "change_own_password"),
        gettext_lazy("mật khẩu cũ lại có hiệu lực: hãy đặt lại"),
    ),
    **dict.fromkeys(
        ("remove_second_factor", "reset_second_factor", "make_recovery_codes", "use_recovery_code"),
        gettext_lazy("xác thực hai bước và mã dự phòng cũ lại có hiệu lực: hãy đặt lại"),
    ),
    "receive_data_request": gettext_lazy("có yêu cầu về dữ liệu cá nhân đã nhận: hãy ghi lại và trả lời đúng hạn"),
}
