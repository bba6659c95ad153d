"""Who may do what to producers: an empty list means yes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.access import is_in_territory
from core.clock import today
from core.errors import Reason
from core.models import Place, User


def why_not_place(user: User | None, place: Place | None) -> list[Reason]:
    """Empty when the place lies in the user's territory."""
    if user is None or is_in_territory(user, place):
        return []
    if place is None:
        return [Reason(_("Hãy chọn địa bàn: chỉ cán bộ tỉnh được để trống."), "place")]
    return [Reason(_("%(place)s không thuộc địa bàn của bạn.") % {"place": place}, "place")]


def why_not_fields(thing: models.Model, exclude: Sequence[str] = ()) -> list[Reason]:
    """What the columns and constraints of a row say against its values; slugs are made, not typed."""
    try:
        thing.full_clean(exclude={"slug", *exclude})
    except ValidationError as error:
        return [
            Reason(text, "" if field == NON_FIELD_ERRORS else field)
            for field, texts in error.message_dict.items()
            for text in texts
        ]
    return []


def why_not_day(on: date | None, field: str = "on") -> list[Reason]:
    """Empty when the day is given and not after the business day."""
    if on is None:
        return [Reason(_("Cần ngày có hiệu lực."), field)]
    if on > today():
        return [Reason(_("Ngày %(day)s sau ngày làm việc hiện tại.") % {"day": date_format(on)}, field)]
    return []


def why_not_reason(why: str) -> list[Reason]:
    """Empty when a reason is given."""
    return [] if why.strip() else [Reason(_("Cần nêu lý do."), "why")]


def is_merged(things: Iterable[models.Model]) -> list[Reason]:
    """A reason for each thing that was merged into another: it takes no further acts."""
    return [
        Reason(
            _("“%(gone)s” đã được gộp vào “%(kept)s”: hãy làm trên bản ghi được giữ.")
            % {"gone": thing, "kept": thing.merged_into}  # type: ignore[attr-defined]
        )
        for thing in things
        if thing.merged_into_id is not None  # type: ignore[attr-defined]
    ]
