"""Why a producer cannot be entered, edited or given another legal form."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from core.errors import Reason
from core.models import User
from core.permissions.acts import why_not_act
from core.roles import Act
from producers.enums import LegalForm
from producers.models import Producer
from producers.permissions.acts import (
    is_merged,
    why_not_day,
    why_not_fields,
    why_not_place,
    why_not_reason,
)
from producers.rules.identifiers import clean_phone


def why_not_edit_producer(user: User | None, producer: Producer) -> list[Reason]:
    """Empty when the user may edit this producer at all: the right, the territory, and not a merged record."""
    return why_not_act(user, Act.EDIT_REGISTER) + why_not_place(user, producer.place) + is_merged([producer])


def why_not_save_producer(user: User | None, producer: Producer) -> list[Reason]:
    """Why the values of a new or edited producer cannot be kept."""
    reasons = why_not_act(user, Act.EDIT_REGISTER) + why_not_place(user, producer.place)
    if clean_phone(producer.phone) is None:
        reasons.append(Reason(_("“%(text)s” không phải một số điện thoại.") % {"text": producer.phone}, "phone"))
    return reasons + why_not_fields(producer)


def why_not_change_form(
    user: User | None, producer: Producer, legal_form: str, name: str, on: date | None, why: str
) -> list[Reason]:
    """Why a change of legal form cannot be written down."""
    reasons = why_not_edit_producer(user, producer) + why_not_day(on) + why_not_reason(why)
    if legal_form not in LegalForm.values:
        return [*reasons, Reason(_("Hãy chọn loại hình."), "legal_form")]
    if legal_form == producer.legal_form and name == producer.name:
        reasons.append(Reason(_("Loại hình mới giống loại hình đang có."), "legal_form"))
    return reasons
