"""Why a round cannot be opened, closed, opened again or filled."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.access import is_in_territory, those_in_territory
from core.clock import today
from core.errors import Reason
from core.models import Place, User
from core.permissions.acts import why_not_act
from core.roles import Act
from evaluations.enums import OPEN_TO_ENTRY, RoundStatus, RoundWay
from evaluations.models import Round
from products.enums import LevelMode
from products.models import Level


def why_not_here(user: User | None, act: Act, place: Place | int | None) -> list[Reason]:
    """Why a person may not do an act at a place: the role first, then the territory; commands act without a user."""
    reasons = why_not_act(user, act)
    if user is not None and not reasons and not is_in_territory(user, place):
        reasons.append(_elsewhere())
    return reasons


def why_not_here_each(user: User, act: Act, places: Iterable[int]) -> dict[int, list[Reason]]:
    """The same of several places, by their keys; one query or none."""
    asked, reasons = set(places), why_not_act(user, act)
    if reasons:
        return dict.fromkeys(asked, reasons)
    here = those_in_territory(user, asked)
    return {place: [] if place in here else [_elsewhere()] for place in asked}


def _elsewhere() -> Reason:
    return Reason(_("Địa bàn này không thuộc phạm vi của bạn."), "place")


def why_not_open_round(
    user: User, level: Level, place: Place, year: int, ordinal: int, opened_on: date
) -> list[Reason]:
    """Why a round cannot be opened."""
    reasons = why_not_here(user, Act.ENTER_RESULTS, place)
    if level.mode != LevelMode.SCORE:
        reasons.append(
            Reason(
                _("%(level)s không có hội đồng chấm điểm (%(article)s).")
                % {"level": level.name, "article": level.article},
                "level",
            )
        )
    elif place.level != level.key:
        reasons.append(Reason(_("Đợt của %(level)s cần địa bàn cùng cấp.") % {"level": level.name.lower()}, "place"))
    if not place.is_in_force(opened_on):
        reasons.append(
            Reason(
                _("%(place)s không tồn tại vào ngày %(day)s.") % {"place": place.name, "day": date_format(opened_on)},
                "place",
            )
        )
    return reasons + _why_not_dates(level, place, year, ordinal, opened_on)


def _why_not_dates(level: Level, place: Place, year: int, ordinal: int, opened_on: date) -> list[Reason]:
    reasons = []
    if opened_on > today():
        reasons.append(Reason(_("Ngày mở đợt sau ngày làm việc hiện tại."), "opened_on"))
    if opened_on.year not in (year, year + 1):
        reasons.append(Reason(_("Đợt của năm %(year)s mở trong năm đó hoặc năm sau.") % {"year": year}, "opened_on"))
    return reasons + why_taken(level, place, year, ordinal)


def why_taken(level: Level, place: Place, year: int, ordinal: int, *, besides: Round | None = None) -> list[Reason]:
    """Why a number is not free; a round that was cancelled takes none, and a mended one may keep its own."""
    rounds = Round.objects.filter(level=level, place=place, year=year, ordinal=ordinal)
    others = rounds.exclude(status=RoundStatus.CANCELLED)
    if besides is not None:
        others = others.exclude(pk=besides.pk)
    return [already_opened(year, ordinal)] if others.exists() else []


def already_opened(year: int, ordinal: int) -> Reason:
    """Why a round cannot be opened a second time."""
    return Reason(_("Đợt %(ordinal)s năm %(year)s đã có.") % {"ordinal": ordinal, "year": year}, "ordinal")


def why_not_close_round(user: User, found: Round) -> list[Reason]:
    """Why a round cannot be closed."""
    return _why_not_type(user, found)


def why_not_reopen_round(user: User, found: Round) -> list[Reason]:
    """Why a closed round cannot be opened again."""
    return _why_not_type(user, found)


def _why_not_type(user: User, found: Round) -> list[Reason]:
    """Only a round whose results are typed from paper is opened and closed by hand."""
    reasons = why_not_here(user, Act.ENTER_RESULTS, found.place_id)
    if found.way == RoundWay.COUNCIL:
        reasons.append(Reason(_("Đợt này do hội đồng chấm trên cổng, không nhập kết quả từ giấy.")))
    return reasons


def why_not_enter(user: User, found: Round) -> list[Reason]:
    """Why results cannot be entered into a round."""
    reasons = _why_not_type(user, found)
    if not reasons and found.status not in OPEN_TO_ENTRY:
        reasons.append(Reason(_("Đợt đã khép: mở lại đợt rồi mới sửa được.")))
    return reasons
