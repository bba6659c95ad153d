"""Verbs of drafts: starting, writing the head, choosing what it holds, dropping and taking up again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import ActionRefused, Reason, refuse_if
from core.files.keeping import keeping, remove_files
from core.history import record
from core.models import Place, User
from core.workflow import move
from evaluations.enums import DraftStatus
from evaluations.models import DecisionDraft, PaperResult, Round
from evaluations.permissions.drafts import (
    why_not_discard_draft,
    why_not_edit_draft,
    why_not_restore_draft,
    why_not_start_draft,
)
from evaluations.permissions.publishing import why_not_write_draft
from evaluations.queries.drafts import can_be_decided, choices_of, default_body
from products.enums import DecisionKind
from products.files import PAPER
from products.models import Decision, Level, Recognition
from products.permissions.papers import why_not_touch

HEAD = ("number", "signed_on", "issuing_body", "signer", "title", "reason")


def start_draft_of_round(found: Round, *, by: User) -> DecisionDraft:
    """Start the decision of a round: it takes every row that is complete and undecided. Raises ActionRefused."""
    with transaction.atomic():
        refuse_if(why_not_start_draft(by, found.level, found.place, found))
        rows = list(can_be_decided(found).select_for_update(of=("self",)))
        if not rows:
            raise ActionRefused(_("Đợt chưa có dòng nào đủ kết quả và chưa vào quyết định."))
        draft = _start(DecisionKind.RECOGNISE, found.level, found.place, by, round=found)
        PaperResult.objects.filter(pk__in=[row.pk for row in rows]).update(draft=draft)
    return draft


def start_draft(
    kind: DecisionKind,
    *,
    level: Level,
    place: Place,
    by: User,
    annuls: Decision | None = None,
    revokes: Iterable[Recognition] = (),
    corrects: Iterable[Recognition] = (),
) -> DecisionDraft:
    """Start a decision without a round: an old one, a higher body's, a revoking, annulling or correcting one."""
    with transaction.atomic():
        refuse_if(why_not_start_draft(by, level, place))
        draft = _start(kind, level, place, by, annuls=annuls)
        for rating in revokes:
            add_rating(draft, rating, by=by)
        for rating in corrects:
            add_rating(draft, rating, by=by)
    return draft


def _start(kind: DecisionKind, level: Level, place: Place, by: User, **more: object) -> DecisionDraft:
    draft = DecisionDraft.objects.create(
        kind=kind, level=level, place=place, issuing_body=default_body(level, place), created_by=by, **more
    )
    record(draft, "start_draft", by=by, kind=str(kind))
    return draft


def write_draft(draft: DecisionDraft, *, by: User, **head: str | date | None) -> DecisionDraft:
    """Write the head of the paper; an unfinished head is kept, a wrong day or number is refused."""
    with transaction.atomic():
        draft = _locked(draft, by)
        after = {name: value for name, value in head.items() if name in HEAD and getattr(draft, name) != value}
        before = {name: getattr(draft, name) for name in after}
        for name, value in after.items():
            setattr(draft, name, value)
        refuse_if(why_not_write_draft(by, draft))
        draft.save(update_fields=[*after, "updated_at"])
        if after:
            record(draft, "write_draft", by=by, before=_said(before), after=_said(after))
    return draft


def _said(head: Mapping[str, str | date | None]) -> dict[str, str]:
    return {name: str(value or "") for name, value in head.items()}


def _locked(draft: DecisionDraft, by: User) -> DecisionDraft:
    locked = (
        DecisionDraft.objects.select_related("level__regime", "place", "round", "annuls")
        .select_for_update(of=("self",))
        .get(pk=draft.pk)
    )
    refuse_if(why_not_edit_draft(by, locked))
    return locked


def attach_paper(draft: DecisionDraft, upload: UploadedFile, *, by: User) -> DecisionDraft:
    """Keep the scanned decision with the draft, whatever else is still wrong in it; a scan before it goes."""
    refuse_if(why_not_edit_draft(by, draft))
    with keeping(upload, PAPER, about=draft, by=by) as kept, transaction.atomic():
        draft = _locked(draft, by)
        replaced = [draft.paper] if draft.paper else []
        draft.paper, draft.paper_name, draft.paper_sha256 = kept.name, kept.original, kept.sha256
        draft.save(update_fields=["paper", "paper_name", "paper_sha256", "updated_at"])
        record(draft, "attach_paper", by=by, file=kept.original, sha256=kept.sha256)
        transaction.on_commit(lambda: remove_files(replaced))
    return draft


def choose_rows(draft: DecisionDraft, chosen: Iterable[int], *, by: User) -> None:
    """Let a draft take exactly these rows of its round."""
    with transaction.atomic():
        draft = _locked(draft, by)
        choices = list(choices_of(draft).select_for_update(of=("self",)))
        wanted = set(chosen)
        take = [row.pk for row in choices if row.pk in wanted and row.draft_id != draft.pk]
        drop = [row.pk for row in choices if row.pk not in wanted and row.draft_id == draft.pk]
        PaperResult.objects.filter(pk__in=take).update(draft=draft)
        PaperResult.objects.filter(pk__in=drop).update(draft=None)
        if take or drop:
            record(draft, "choose_rows", by=by, taken=take, dropped=drop)


def add_rating(draft: DecisionDraft, rating: Recognition, *, by: User) -> None:
    """Put a rating into a revoking or correcting draft."""
    with transaction.atomic():
        draft = _locked(draft, by)
        refuse_if(why_not_touch(by, [rating.product]))
        if rating.voided_at is not None:
            raise ActionRefused(Reason(_("“%(rating)s” là dòng đã vô hiệu.") % {"rating": rating}, "rating"))
        if draft.kind == DecisionKind.REVOKE:
            draft.revokes.add(rating)
        else:
            _add_correction(draft, rating, by)
        record(draft, "add_rating", by=by, rating=rating.pk, name=str(rating))


def _add_correction(draft: DecisionDraft, rating: Recognition, by: User) -> None:
    if draft.results.filter(product=rating.product).exists():
        raise ActionRefused(
            Reason(_("“%(product)s” đã có trong dự thảo.") % {"product": rating.product_name}, "rating")
        )
    PaperResult.objects.create(
        draft=draft,
        product=rating.product,
        position=draft.results.count() + 1,
        kind=rating.kind,
        score=rating.score,
        outcome=str(rating.stars),
        corrects=rating,
        updated_by=by,
    )


def drop_rating(draft: DecisionDraft, rating: Recognition, *, by: User) -> None:
    """Take a rating out of a revoking or correcting draft."""
    with transaction.atomic():
        draft = _locked(draft, by)
        draft.revokes.remove(rating)
        draft.results.filter(corrects=rating).delete()
        record(draft, "drop_rating", by=by, rating=rating.pk, name=str(rating))


def annul_with(draft: DecisionDraft, annulled: Decision, *, by: User) -> None:
    """Say which decision an annulling draft annuls."""
    with transaction.atomic():
        draft = _locked(draft, by)
        draft.annuls = annulled
        draft.save(update_fields=["annuls", "updated_at"])
        record(draft, "annul_with", by=by, decision=annulled.pk, name=str(annulled))


def discard_draft(draft: DecisionDraft, *, by: User, why: str = "") -> DecisionDraft:
    """Drop a draft: the rows of its round are free again; it can be taken up later."""
    with transaction.atomic():
        refuse_if(why_not_discard_draft(by, draft))
        move(draft, DraftStatus.DISCARDED, by=by, why=why)
        PaperResult.objects.filter(draft=draft, round__isnull=False).update(draft=None)
    return draft


def restore_draft(draft: DecisionDraft, *, by: User) -> DecisionDraft:
    """Take a dropped draft up again."""
    with transaction.atomic():
        refuse_if(why_not_restore_draft(by, DecisionDraft.objects.select_for_update().get(pk=draft.pk)))
        return move(draft, DraftStatus.DRAFT, by=by)
