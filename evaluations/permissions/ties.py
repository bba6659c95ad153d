"""Why members cannot be compared with representatives."""

from __future__ import annotations

from core.errors import Reason
from core.models import User
from core.roles import Act
from evaluations.models import Round
from evaluations.permissions.rounds import why_not_here
from producers.permissions.acts import why_not_reason


def why_not_compare(user: User, found: Round, why: str) -> list[Reason]:
    """That a member is called as a representative says who that is: it is read as a representative is."""
    return why_not_here(user, Act.SEE_REPRESENTATIVES, found.place_id) + why_not_reason(why)
