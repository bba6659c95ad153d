"""Why the file of a paper cannot be erased."""

from __future__ import annotations

from django.utils.translation import gettext as _

from core.errors import Reason
from core.models import User
from core.roles import Act
from evaluations.models import PaperVersion
from evaluations.permissions.rounds import why_not_here
from evaluations.queries.papers import resting_on
from producers.permissions.acts import why_not_reason


def why_not_erase_file(user: User | None, version: PaperVersion, why: str) -> list[Reason]:
    """Why a file stays: a dossier on its way rests on it; who asks for it to go waits, or it is replaced first."""
    return why_not_offer_erasing(user, version) + why_not_reason(why)


def why_not_offer_erasing(user: User | None, version: PaperVersion) -> list[Reason]:
    """The same, before the reason is asked for."""
    reasons = why_not_here(user, Act.HANDLE_PERSONAL_DATA, version.paper.producer.place_id)
    if version.erased_at is not None:
        reasons.append(Reason(_("Tệp này đã được xóa.")))
    words = _(
        "“%(dossier)s” đang xử lý và dựa vào tệp này: thêm bản khác (khi đang chấm thì giao lại cho thành viên), "
        "hoặc bỏ giấy tờ khỏi hồ sơ, hoặc đợi hồ sơ xong."
    )
    return reasons + [Reason(words % {"dossier": dossier}) for dossier in resting_on(version)]
