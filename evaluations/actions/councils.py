"""Verbs of councils: founding, the regulation, seats."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.clock import today
from core.errors import ActionRefused, Reason, refuse_if
from core.history import record
from core.models import Place, User
from evaluations.enums import MemberRole
from evaluations.models import Council, CouncilMember, TeamMember
from evaluations.permissions.councils import (
    why_not_change_council,
    why_not_correct_name,
    why_not_found_council,
    why_not_note_contacts,
    why_not_regulate,
    why_not_seat,
    why_not_unseat,
)
from producers.rules.identifiers import clean_identifier, clean_phone


def found_council(*, place: Place, name: str, founded_on: date, by: User, **regulation: Any) -> Council:
    """Found a council with its regulation; raises ActionRefused."""
    with transaction.atomic():
        council = Council(place=place, name=name, founded_on=founded_on, **regulation)
        refuse_if(why_not_found_council(by, place) + why_not_regulate(council))
        council.save(force_insert=True)
        record(council, "found_council", by=by, after=_plain(council, regulation))
    return council


def edit_council(council: Council, *, by: User, **changes: Any) -> Council:
    """Change the name or the regulation of a council; raises ActionRefused while it is scoring."""
    with transaction.atomic():
        council = Council.objects.select_for_update().get(pk=council.pk)
        refuse_if(why_not_change_council(by, council))
        before = _plain(council, changes)
        for name, value in changes.items():
            setattr(council, name, value)
        refuse_if(why_not_regulate(council))
        council.save()
        record(council, "edit_council", by=by, before=before, after=_plain(council, changes))
    return council


def _plain(council: Council, names: Any) -> dict[str, Any]:
    values = {name: getattr(council, name) for name in names}
    return {name: str(value) if isinstance(value, Decimal | date) else value for name, value in values.items()}


def seat_member(
    council: Council,
    *,
    full_name: str,
    unit: str = "",
    role: str = MemberRole.MEMBER,
    scores: bool = True,
    account: User | None = None,
    phone: str = "",
    address: str = "",
    tax_code: str = "",
    by: User,
) -> CouncilMember:
    """Give somebody a seat; who has no account marks on paper. Raises ActionRefused."""
    with transaction.atomic():
        council = Council.objects.select_for_update().get(pk=council.pk)
        refuse_if(why_not_seat(by, council, account) + why_not_note_contacts(by, council, phone))
        sitting = council.members.filter(left_on__isnull=True)
        if role == MemberRole.CHAIR and sitting.filter(role=MemberRole.CHAIR).exists():
            raise ActionRefused(Reason(_("Hội đồng đã có chủ tịch."), "role"))
        member = CouncilMember.objects.create(
            council=council,
            user=account,
            full_name=full_name,
            unit=unit,
            role=role,
            scores=scores,
            position=council.members.count() + 1,
            **_contacts(phone, address, tax_code),
        )
        record(council, "seat_member", by=by, name=full_name, role=str(role))
    return member


def _contacts(phone: str, address: str, tax_code: str) -> dict[str, str]:
    return {"phone": clean_phone(phone) or "", "address": address.strip(), "tax_code": clean_identifier(tax_code)}


def note_contacts(member: CouncilMember, *, phone: str, address: str, tax_code: str, by: User | None) -> CouncilMember:
    """Note or empty what a seat is compared with producers by; history never says it. Raises ActionRefused."""
    with transaction.atomic():
        member = CouncilMember.objects.select_related("council").select_for_update(of=("self",)).get(pk=member.pk)
        refuse_if(why_not_note_contacts(by, member.council, phone))
        after = _contacts(phone, address, tax_code)
        changed = [name for name, value in after.items() if getattr(member, name) != value]
        for name in changed:
            setattr(member, name, after[name])
        if changed:
            member.save(update_fields=changed)
            name = member.full_name
            record(member.council, "note_contacts", by=by, name=name, row=member.pk, columns=changed)
    return member


def correct_seat_name(member: CouncilMember, *, full_name: str, unit: str, why: str, by: User) -> CouncilMember:
    """Put the name and unit of a seat right, of one that ended too; minutes follow. Raises ActionRefused."""
    with transaction.atomic():
        member = CouncilMember.objects.select_related("council").select_for_update(of=("self",)).get(pk=member.pk)
        refuse_if(why_not_correct_name(by, member.council.place_id, full_name, why))
        changed = put_right(member, full_name=full_name, unit=unit)
        if changed:
            record(member.council, "correct_seat_name", by=by, why=why.strip(), name=member.full_name, columns=changed)
    return member


def put_right(seat: CouncilMember | TeamMember, **values: str) -> list[str]:
    """Write what is other than it stands, and say which columns; row history keeps what stood there."""
    changed = [name for name, value in values.items() if getattr(seat, name) != value.strip()]
    for name in changed:
        setattr(seat, name, values[name].strip())
    if changed:
        seat.save(update_fields=changed)
    return changed


def unseat_member(member: CouncilMember, *, by: User, why: str) -> CouncilMember:
    """End a seat from today on; its sheets stay."""
    with transaction.atomic():
        council = Council.objects.select_for_update().get(pk=member.council_id)
        refuse_if(why_not_unseat(by, member))
        member.left_on = today()
        member.save(update_fields=["left_on"])
        record(council, "unseat_member", by=by, why=why, name=member.full_name)
    return member
