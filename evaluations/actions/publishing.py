"""The verb that binds: a draft becomes a decision of the register, whole or not at all."""

from __future__ import annotations

from django.utils.translation import gettext as _

from core.errors import ActionRefused, refuse_if
from core.models import User
from core.publishing import publishing
from core.workflow import move
from evaluations.actions.dossiers import decide_entries
from evaluations.enums import DraftStatus
from evaluations.models import DecisionDraft, PaperResult, RoundEntry
from evaluations.permissions.publishing import why_not_publish
from evaluations.queries.check import check_draft
from evaluations.queries.corrections import corrections_of
from evaluations.queries.drafts import chosen_rows, line_of, paper_of
from products.actions.correcting import correct_ratings
from products.actions.decisions import annul_decision, issue_decision, revoke_ratings
from products.enums import DecisionKind
from products.models import Decision


def publish_draft(draft: DecisionDraft, *, digest: str, by: User) -> Decision:
    """Publish a draft in one transaction: the decision, its rows in the register, the draft's status.

    `digest` is that of the check page which the person saw. Raises ActionRefused when something changed since, or
    with every reason why it cannot be published.
    """
    with publishing():
        draft = _locked(draft)
        refuse_if(why_not_publish(by, draft))
        if check_draft(draft).digest != digest:
            raise ActionRefused(_("Nội dung đã thay đổi từ lúc bạn xem, hãy xem lại."))
        decision = _enter(draft, by)
        draft.results.update(decision=decision)
        DecisionDraft.objects.filter(pk=draft.pk).update(decision=decision)
        draft.decision = decision
        move(draft, DraftStatus.PUBLISHED, by=by, decision=decision.pk)
        decide_entries(draft.results.filter(entry__isnull=False).select_related("entry__dossier__product"), by=by)
    return decision


def _locked(draft: DecisionDraft) -> DecisionDraft:
    locked = (
        DecisionDraft.objects.select_related("level__regime", "place", "round", "annuls__level")
        .select_for_update(of=("self",))
        .get(pk=draft.pk)
    )
    # Entries first, as everything that changes a dossier's result does. Rows are locked too, so that nobody saves one
    # between the check and the entry.
    list(RoundEntry.objects.filter(row__draft=locked).order_by("pk").select_for_update(of=("self",)))
    list(PaperResult.objects.filter(draft=locked).order_by("pk").select_for_update(of=("self",)))
    return locked


def _enter(draft: DecisionDraft, by: User) -> Decision:
    paper = paper_of(draft)
    if draft.kind == DecisionKind.REVOKE:
        return revoke_ratings(paper, list(draft.revokes.all()), by=by)
    if draft.kind == DecisionKind.ANNUL:
        assert draft.annuls is not None  # why_not_publish asked for it
        return annul_decision(paper, draft.annuls, by=by)
    if draft.kind == DecisionKind.CORRECT:
        return correct_ratings(paper, corrections_of(draft), by=by)
    return issue_decision(paper, [line_of(row) for row in chosen_rows(draft)], by=by)
