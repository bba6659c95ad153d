"""Why a representative cannot be read, kept or removed."""

from __future__ import annotations

from django.utils.translation import gettext as _

from core.clock import today
from core.errors import Reason
from core.models import User
from core.permissions.acts import why_not_act
from core.roles import Act
from producers.models import Producer, RepresentativeProfile
from producers.permissions.acts import is_merged, why_not_fields, why_not_place, why_not_reason


def why_not_read_representatives(user: User, producer: Producer, why: str) -> list[Reason]:
    """Empty when the user has the right, the producer lies in the territory and a reason is given."""
    return _why_not_reach(user, producer) + why_not_reason(why)


def why_not_export_representatives(user: User, why: str) -> list[Reason]:
    """Empty when the user has the right and gives a reason."""
    return why_not_act(user, Act.SEE_REPRESENTATIVES) + why_not_reason(why)


def why_not_keep_representative(user: User | None, profile: RepresentativeProfile, why: str) -> list[Reason]:
    """Why the values of a representative cannot be kept."""
    reasons = _why_not_reach(user, profile.producer) + is_merged([profile.producer]) + why_not_reason(why)
    if profile.since is not None and profile.since > today():
        reasons.append(Reason(_("Ngày bắt đầu sau ngày làm việc hiện tại."), "since"))
    if profile.basis_on is not None and profile.basis_on > today():
        reasons.append(Reason(_("Ngày của căn cứ sau ngày làm việc hiện tại."), "basis_on"))
    return reasons + why_not_fields(profile)


def why_not_forget_representative(user: User | None, producer: Producer, why: str) -> list[Reason]:
    """Why a representative of a producer cannot be removed."""
    return _why_not_reach(user, producer) + why_not_reason(why)


def _why_not_reach(user: User | None, producer: Producer) -> list[Reason]:
    return why_not_act(user, Act.SEE_REPRESENTATIVES) + why_not_place(user, producer.place)
