"""Why a consent to show contact details cannot be written down or withdrawn."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.clock import today
from core.errors import Reason
from core.models import User
from producers.enums import Contact
from producers.models import Producer
from producers.permissions.acts import why_not_day, why_not_reason
from producers.permissions.producers import why_not_edit_producer


def why_not_give_consent(
    user: User | None, producer: Producer, on: date | None, to: Collection[str], text: str
) -> list[Reason]:
    """Empty when there is no consent now, the day has come and is not before a withdrawal, and it says to what."""
    reasons = why_not_edit_producer(user, producer) + why_not_day(on)
    if not to or not set(to) <= set(Contact.values):
        reasons.append(Reason(_("Hãy chọn những gì được công khai."), "to"))
    if not text.strip():
        reasons.append(Reason(_("Đồng ý công khai cần ghi rõ nội dung."), "text"))
    if producer.has_contact_consent(today()):
        reasons.append(Reason(_("Chủ thể đang đồng ý công khai liên hệ: hãy rút trước khi ghi đồng ý mới.")))
    withdrawn = producer.contact_withdrawn_on
    if on is not None and withdrawn is not None and on < withdrawn:
        day = date_format(withdrawn)
        reasons.append(
            Reason(_("Lần đồng ý trước đã rút từ %(day)s: ngày mới không được sớm hơn.") % {"day": day}, "on")
        )
    return reasons


def why_not_withdraw_consent(user: User | None, producer: Producer, on: date | None, why: str) -> list[Reason]:
    """Empty when a consent stands that began by the day, the day has come and a reason is given."""
    reasons = why_not_edit_producer(user, producer) + why_not_day(on) + why_not_reason(why)
    given = producer.contact_consent_on
    if given is None or producer.contact_withdrawn_on is not None:
        return [*reasons, Reason(_("Chủ thể không có đồng ý nào để rút."))]
    if on is not None and on < given:
        reasons.append(Reason(_("Chủ thể chỉ đồng ý từ %(day)s.") % {"day": date_format(given)}, "on"))
    return reasons
