"""The desk where a sheet is marked: the member's own, or that of whoever enters a member's paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from core.models import User
from evaluations.enums import SHEETS_THAT_COUNT, EntryStatus, SheetStatus
from evaluations.models import Conflict, CouncilMember, CriterionNode, RoundEntry, ScoreLine, ScoreSheet
from evaluations.queries.beginning import lines_after, next_sheet, sheet_before
from evaluations.queries.councils import Standing, standing_of
from evaluations.queries.criteria import kept_nodes_of
from evaluations.queries.desks import scoring_seat
from evaluations.queries.marking import Position, place_on_list
from evaluations.queries.sheets import lines_of
from products.queries.law import bands_of
from products.rules.stars import BandRule

AROUND = ("round__council", "dossier__product__producer__place", "dossier__criteria_set", "dossier__regime", "level")


@dataclass(frozen=True)
class Desk:
    """A member in front of a dossier; `reader` is that member.

    `saved` are the lines of the sheet by criterion, `on_list` the keys of the member's list in its order.
    """

    standing: Standing
    member: CouncilMember
    bands: list[BandRule]
    saved: dict[int, ScoreLine]
    on_list: list[int]
    is_of_paper: ClassVar[bool] = False

    @property
    def entry(self) -> RoundEntry:
        """The dossier."""
        return self.standing.entry

    @property
    def has_spoken(self) -> bool:
        """True when the member has said whether it has an interest in the dossier."""
        return self.member not in self.standing.undeclared

    @property
    def conflict(self) -> Conflict | None:
        """The interest that closes the dossier to the member, declared here or at another attempt or level."""
        here = next((said for said in self.standing.in_conflict if said.member_id == self.member.pk), None)
        return here or self.standing.interests.get(self.member.user_id or 0)

    @property
    def closed_words(self) -> str:
        """Why the member has nothing to mark here; empty where it marks."""
        if self.conflict is not None:
            return self._words_of(self.conflict)
        if not self.member.scores:
            return _("Bạn không chấm hồ sơ này. Đã ghi bạn không liên quan: hồ sơ và phiên họp mở với bạn.")
        why = next((each.why for each in self.standing.excused if each.member == self.member), "")
        words = _("Bạn được ghi vắng, không chấm hồ sơ này: %(why)s. Có mặt lại thì báo thư ký hội đồng.")
        return words % {"why": why} if why else ""

    def _words_of(self, said: Conflict) -> str:
        if said.entry_id == self.entry.pk:
            words = _(
                "Hồ sơ này đóng với bạn, vì bạn đã khai có liên quan: %(what)s. "
                "Khai nhầm thì báo thư ký hội đồng sửa, có ghi lý do."
            )
            return words % {"what": said.what}
        words = _(
            "Hồ sơ này đóng với bạn, vì bạn đã khai có liên quan ở %(level)s, lần %(attempt)d: %(what)s. Lời khai giữ "
            "nguyên ở mọi lần, mọi cấp. Khai nhầm hoặc không còn liên quan thì báo thư ký hội đồng sửa, có ghi lý do."
        )
        said_at = said.entry
        return words % {"level": said_at.level.name.lower(), "attempt": said_at.attempt, "what": said.what}

    @property
    def sheet(self) -> ScoreSheet | None:
        """The member's sheet of this pass."""
        return self.standing.sheets.get(self.member.pk)

    @property
    def is_signed(self) -> bool:
        """True when the sheet is locked."""
        return self.sheet is not None and self.sheet.status == SheetStatus.SIGNED

    @property
    def may_mark(self) -> bool:
        """True when the sheet takes marks at this desk; what it takes is judged again when it is sent."""
        on_paper = self.sheet is not None and self.sheet.on_paper
        return self.entry.status == EntryStatus.SCORING and not self.is_signed and on_paper == self.is_of_paper

    @property
    def reader(self) -> CouncilMember | None:
        """The seat whose eyes decide which points of others show."""
        return self.member

    @property
    def place(self) -> Position | None:
        """Where the dossier stands on the list of who marks; papers are no list."""
        return place_on_list(self.entry, self.on_list)

    @property
    def url(self) -> str:
        """The address of the sheet."""
        return reverse("staff:score-sheet", args=[self.entry.pk])

    @property
    def save_url(self) -> str:
        """The address that lines are sent to."""
        return reverse("staff:score-save", args=[self.entry.pk])

    @property
    def sign_url(self) -> str:
        """The address where the sheet is locked."""
        return reverse("staff:score-sign", args=[self.entry.pk])

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        """The way here, without the page itself."""
        return [(_("Chấm điểm"), reverse("staff:score-list"))]

    def again(self, user: User) -> Desk:
        """The desk as it stands by now."""
        return desk_at(user, self.entry.pk)

    @cached_property
    def lines(self) -> dict[int, ScoreLine]:
        """The lines by criterion, or those that the sheet will begin with; what has none is unanswered."""
        return self.saved if self.sheet else lines_after(self._before)

    @property
    def begun(self) -> ScoreSheet:
        """The sheet, or the one that the first mark will begin."""
        return self.sheet or next_sheet(self.entry, self.member, self._before)

    @cached_property
    def _before(self) -> ScoreSheet | None:
        said = self.standing.said.get(self.member.pk)
        return sheet_before(self.entry, self.member, said.said_at) if said else None

    @cached_property
    def nodes(self) -> list[CriterionNode]:
        """The criteria set of the dossier."""
        return kept_nodes_of(self.entry.dossier.criteria_set)


def desk_at(user: User, entry_pk: int) -> Desk:
    """The place of a person at a dossier; who has no seat there finds nothing, whatever the territory."""
    found = scoring_seat(user, entry_pk)
    if found is None:
        raise Http404
    return Desk(found.standing, found.member, found.bands, found.lines, found.on_list)


@dataclass(frozen=True)
class PaperDesk(Desk):
    """Whoever runs the council, in front of a member's paper."""

    paper: ScoreSheet
    is_of_paper: ClassVar[bool] = True

    @property
    def sheet(self) -> ScoreSheet | None:
        """The sheet that is entered from the paper."""
        return self.paper

    @property
    def reader(self) -> CouncilMember | None:
        """Others' points show as to everybody who marks nothing."""
        return None

    @property
    def url(self) -> str:
        """The address of the sheet."""
        return reverse("staff:paper-sheet", args=[self.paper.pk])

    @property
    def save_url(self) -> str:
        """The address that lines are sent to."""
        return reverse("staff:paper-sheet-save", args=[self.paper.pk])

    @property
    def sign_url(self) -> str:
        """The address where the sheet is locked."""
        return reverse("staff:paper-sheet-sign", args=[self.paper.pk])

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        """The way here, without the page itself."""
        found = self.entry.round
        assert found is not None  # paper_desk_at finds only entries of rounds
        return [
            (_("Phiên họp"), reverse("staff:meeting", args=[found.pk])),
            (self.entry.dossier.product.name, reverse("staff:meeting-entry", args=[self.entry.pk])),
        ]

    def again(self, user: User) -> Desk:
        """The desk as it stands by now."""
        return paper_desk_at(user, self.paper.pk)


def paper_desk_at(user: User, sheet_pk: int, *, also_past: bool = False) -> PaperDesk:
    """A sheet from paper of the person's territory; one that was dropped or opened again only where asked for."""
    entries = RoundEntry.objects.visible_to(user).filter(round__council__isnull=False)
    wanted = SheetStatus.values if also_past else SHEETS_THAT_COUNT
    sheets = ScoreSheet.objects.filter(entry__in=entries, on_paper=True, status__in=wanted)
    around = (f"entry__{name}" for name in AROUND)
    sheet = get_object_or_404(sheets.select_related("member", "signed_by", *around), pk=sheet_pk)
    bands = bands_of(sheet.entry.dossier.regime)
    return PaperDesk(standing_of(sheet.entry), sheet.member, bands, lines_of(sheet), on_list=[], paper=sheet)
