"""Reading drafts: what they take from their round, and the paper and lines that they would publish."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from core.models import Place, User
from evaluations.enums import OPEN_TO_EDIT, DraftStatus, Outcome
from evaluations.models import DecisionDraft, PaperResult, Round
from evaluations.rules.outcomes import IN_A_DECISION, stars_of
from products.enums import LevelMode, RatingKind
from products.models import Level
from products.paper import Line, Paper


def drafts_for(user: User) -> QuerySet[DecisionDraft]:
    """The drafts of the user's territory, with what a list shows."""
    return (
        DecisionDraft.objects.visible_to(user)
        .select_related("level__regime", "place", "round__level", "round__place", "created_by", "decision", "annuls")
        .annotate(
            result_count=Count("results", distinct=True),
            revoke_count=Count("revokes", distinct=True),
        )
        .order_by("-updated_at", "-pk")
    )


def open_drafts(user: User) -> QuerySet[DecisionDraft]:
    """The drafts of the user's territory that are still being written."""
    return drafts_for(user).filter(status__in=OPEN_TO_EDIT)


def my_drafts(user: User) -> QuerySet[DecisionDraft]:
    """The drafts that the user began and that are still being written."""
    return open_drafts(user).filter(created_by=user)


def default_body(level: Level, place: Place) -> str:
    """The issuing body as it is named: 'UBND tỉnh Trà Vinh'; the draft may say otherwise."""
    return level.body_pattern.replace("{place}", in_sentence(place))


def in_sentence(place: Place) -> str:
    """The name of a place within a sentence: 'tỉnh Trà Vinh'."""
    return place.name[:1].lower() + place.name[1:]


def can_be_decided(found: Round) -> QuerySet[PaperResult]:
    """The rows of a round that a new decision takes: complete, recognised or approved, and in no decision or draft."""
    return _rows(found).filter(outcome__in=IN_A_DECISION, decision__isnull=True, draft__isnull=True)


def _rows(found: Round) -> QuerySet[PaperResult]:
    return PaperResult.objects.filter(round=found).select_related("product__producer__place", "product__place")


def choices_of(draft: DecisionDraft) -> QuerySet[PaperResult]:
    """The rows of its round that a draft may take: its own and those that nothing else holds."""
    assert draft.round is not None
    return _rows(draft.round).filter(
        Q(draft=draft) | Q(draft__isnull=True) | Q(draft__status=DraftStatus.DISCARDED),
        outcome__in=IN_A_DECISION,
        decision__isnull=True,
    )


def chosen_rows(draft: DecisionDraft) -> list[PaperResult]:
    """The rows that a draft would publish, in the order of the paper."""
    return list(
        draft.results.select_related(
            "product__producer__place",
            "product__place",
            "product__category",
            "corrects__decision__level__regime",
            "entry__result",
        ).order_by("position", "pk")
    )


@dataclass(frozen=True)
class LeftOut:
    """A row of the round that the draft does not take, and why."""

    product: str
    why: str


def left_out_of(draft: DecisionDraft) -> list[LeftOut]:
    """The undecided rows of the round that the draft does not take."""
    if draft.round is None:
        return []
    rows = _rows(draft.round).select_related("draft").filter(decision__isnull=True).exclude(draft=draft)
    return [LeftOut(str(row.product), _why_left_out(row)) for row in rows.order_by("position", "pk")]


def _why_left_out(row: PaperResult) -> str:
    if row.outcome == Outcome.NONE:
        return _("không công nhận")
    if not row.outcome:
        return _("chưa có kết quả, hoặc chuyển cấp trên")
    if row.draft is not None and row.draft.status in OPEN_TO_EDIT:
        return _("ở dự thảo khác: %(draft)s") % {"draft": row.draft}
    return _("không được chọn")


def signing_place(draft: DecisionDraft) -> Place:
    """The place that signs: that of the draft or, when it is abolished by the day, what it went into of the same tier.

    Only what a council or a body above found on the way passes on; an old decision is its place's own.
    """
    place, on = draft.place, draft.signed_on
    if on is None or place.is_in_force(on) or not is_on_the_way(draft):
        return place
    return Place.objects.covering(place.pk, on).in_force(on).filter(level=place.level).first() or place


def is_on_the_way(draft: DecisionDraft) -> bool:
    """True for the decision of a round, or of a dossier that a body above judged."""
    return draft.round_id is not None or draft.results.filter(entry__isnull=False).exists()


def paper_of(draft: DecisionDraft) -> Paper:
    """The head of the paper that a draft would publish; a body above the province has no place of ours."""
    return Paper(
        level=draft.level,
        issuing_body=draft.issuing_body,
        number=draft.number,
        signed_on=draft.signed_on,
        place=None if draft.level.mode == LevelMode.RECORDED else signing_place(draft),
        signer=draft.signer,
        title=draft.title,
        reason=draft.reason,
        scan=draft.paper,
        scan_sha256=draft.paper_sha256,
    )


def line_of(row: PaperResult) -> Line:
    """The line of a decision that a row becomes.

    A council's result may have fewer stars than its points, and a row of paper with a note that says why: the grid
    takes it only where the law has minimums. Part totals come with a frozen result, for the grid asks for none.
    """
    found = row.entry.result if row.entry is not None else None
    return Line(
        product=row.product,
        stars=stars_of(row.outcome),
        kind=RatingKind(row.kind),
        score=row.score,
        is_lowered=found is not None or bool(row.note),
        score_a=found.points_a if found else None,
        score_b=found.points_b if found else None,
        score_c=found.points_c if found else None,
    )
