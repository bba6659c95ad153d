"""Finding a person in the whole register: the kinds of things that may be about one, and which of them are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.access import covered_places
from core.models import User
from core.parse import parse_key
from evaluations.models import AdvisoryTeam, Council, CouncilMember, DecisionDraft, TeamMember
from producers.models import Producer
from products.models import Decision, LabelReport
from reports.queries.held import (
    Section,
    of_adviser,
    of_decision,
    of_draft,
    of_producer,
    of_report,
    of_seat,
    of_user,
)
from reports.queries.matching import (
    is_name,
    match_adviser,
    match_producer,
    match_report,
    match_seat,
    match_signer,
    match_user,
    represented_by,
)

MOST = 20
PRODUCER = "chu-the"


@dataclass(frozen=True)
class Kind:
    """A kind of thing that may be about a person: where it lies, how it is found, what of it is shown to whom."""

    key: str
    label: str | Promise
    model: type[models.Model]
    place: str
    visible: Callable[[User], QuerySet[Any]]
    matches: Callable[[str], Q]
    sections: Callable[[Any, User], Iterator[Section]]


@dataclass(frozen=True)
class Match:
    """A thing that may be about the person looked for; `ref` names it in a form."""

    key: str
    pk: int
    kind: str
    label: str

    @property
    def ref(self) -> str:
        return f"{self.key}:{self.pk}"


@dataclass
class Found:
    """What may be about a person, and the kinds of which there is more than is listed."""

    matches: list[Match] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)


def find_matches(user: User, text: str) -> Found:
    """What may be about a person, in the user's territory: by words of a name, a whole phone, e-mail or number."""
    found = Found()
    for kind in KINDS.values():
        condition = kind.matches(text.strip())
        things = list(kind.visible(user).filter(condition).distinct()[: MOST + 1]) if condition else []
        found.matches += [Match(kind.key, thing.pk, str(kind.label), str(thing)) for thing in things[:MOST]]
        if len(things) > MOST:
            found.cut.append(str(kind.label))
    return found


def told_by_representative(text: str, found: Found) -> list[Producer]:
    """The producers of a search that the name of a representative led to: the finding tells whom they represent."""
    keys = [match.pk for match in found.matches if match.key == PRODUCER]
    if not keys or not is_name(text):
        return []
    return list(Producer.objects.filter(pk__in=represented_by(text).filter(producer__in=keys).values("producer")))


def things_of(user: User, refs: Iterable[str]) -> list[tuple[Kind, Any]]:
    """The things that references name, as far as the user may see them."""
    found = []
    for ref in dict.fromkeys(refs):
        key, _colon, pk = ref.partition(":")
        kind = KINDS.get(key)
        thing = kind.visible(user).filter(pk=parse_key(pk)).first() if kind else None
        if kind and thing is not None:
            found.append((kind, thing))
    return found


def _visible_users(user: User) -> QuerySet[User]:
    """The accounts of the user's territory; those that none limits are for people who see everywhere too."""
    if user.sees_everywhere:
        return User.objects.all()
    return User.objects.filter(territory__in=covered_places(user.territory)) if user.territory else User.objects.none()


def _visible_seats(user: User) -> QuerySet[CouncilMember]:
    return CouncilMember.objects.filter(council__in=Council.objects.visible_to(user)).select_related("council")


def _visible_advisers(user: User) -> QuerySet[TeamMember]:
    return TeamMember.objects.filter(team__in=AdvisoryTeam.objects.visible_to(user)).select_related("team")


KINDS = {
    kind.key: kind
    for kind in (
        Kind(
            PRODUCER,
            _("Chủ thể"),
            Producer,
            "place",
            Producer.objects.visible_to,
            match_producer,
            of_producer,
        ),
        Kind("tai-khoan", _("Tài khoản"), User, "territory", _visible_users, match_user, of_user),
        Kind(
            "thanh-vien",
            _("Thành viên hội đồng"),
            CouncilMember,
            "council__place",
            _visible_seats,
            match_seat,
            of_seat,
        ),
        Kind(
            "to-tu-van",
            _("Thành viên tổ tư vấn"),
            TeamMember,
            "team__place",
            _visible_advisers,
            match_adviser,
            of_adviser,
        ),
        Kind(
            "quyet-dinh",
            _("Người ký quyết định"),
            Decision,
            "place",
            lambda _user: Decision.objects.all(),
            partial(match_signer, Decision),
            of_decision,
        ),
        Kind(
            "du-thao",
            _("Người ký dự thảo"),
            DecisionDraft,
            "place",
            DecisionDraft.objects.visible_to,
            partial(match_signer, DecisionDraft),
            of_draft,
        ),
        Kind(
            "bao-cao-nhan",
            _("Báo cáo nhãn"),
            LabelReport,
            "product__place",
            LabelReport.objects.visible_to,
            match_report,
            of_report,
        ),
    )
}
