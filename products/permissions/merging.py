"""Why two records cannot become one, and why a merge cannot be undone."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.errors import Reason
from core.models import User
from core.permissions.acts import why_not_act
from core.roles import Act
from producers.models import Producer, ProducerMerge
from producers.permissions.acts import is_merged, why_not_place, why_not_reason
from products.enums import EndReason
from products.models import Product, ProductMerge, ProductTransfer, Recognition, ScoreApproval
from products.queries.merging import (
    Ledger,
    Thing,
    clashes,
    followers_of,
    overlapping,
)
from products.queries.moved import Moved, moved_rows


def why_not_merge(user: User | None, kept: Thing, gone: Thing, why: str) -> list[Reason]:
    """Reasons that hold for products and producers alike."""
    reasons = why_not_act(user, Act.CORRECT_REGISTER) + why_not_reason(why)
    for thing in (kept, gone):
        reasons += [Reason(f"{thing}: {reason.text}") for reason in why_not_place(user, thing.place)]
    if kept.pk == gone.pk:
        return [*reasons, Reason(_("Hãy chọn hai bản ghi khác nhau."))]
    return reasons + is_merged([kept, gone])


def why_not_merge_products(user: User | None, kept: Product, gone: Product, why: str) -> list[Reason]:
    """Why two products cannot become one: above all, ratings that were in force on the same days."""
    reasons = why_not_merge(user, kept, gone, why)
    if kept.pk == gone.pk:
        return reasons
    for name in ("recognitions", "scoreapprovals"):
        ours, theirs = (_standing(thing, name) for thing in (kept, gone))
        reasons += [_overlap(one, two) for one, two in overlapping(ours, theirs)]
    return reasons + _why_not_unique(kept, gone)


def _standing(product: Product, name: str) -> Any:
    return getattr(product, name).filter(voided_at__isnull=True).select_related("decision", "product")


def _overlap(one: Ledger, two: Ledger) -> Reason:
    return Reason(
        _("%(one)s và %(two)s cùng có hiệu lực: hãy vô hiệu dòng nhập sai rồi gộp.")
        % {"one": said_with_days(one), "two": said_with_days(two)}
    )


def said_with_days(row: Ledger) -> str:
    """A row of the ledger with its product, decision and days: enough to find it."""
    first, last = row.approved_on if isinstance(row, ScoreApproval) else row.starts_on, row.ended_on
    if isinstance(row, Recognition):
        last = last or row.extended_until or row.until
    to = date_format(last) if last else "…"
    said = _("“%(row)s” (%(from)s – %(to)s") % {"row": row, "from": date_format(first), "to": to}
    return f"{said}, {row.decision})" if row.decision else f"{said})"


def _why_not_unique(kept: Thing, gone: Thing) -> list[Reason]:
    return [
        Reason(
            _("Cả hai đều có “%(row)s” trong cùng %(home)s: hãy bỏ một trong hai rồi gộp.")
            % {"row": row, "home": follower.label}
        )
        for follower in followers_of(type(kept))
        for row in clashes(follower, kept, gone)
    ]


def why_not_merge_producers(user: User | None, kept: Producer, gone: Producer, why: str) -> list[Reason]:
    """Why two producers cannot become one: what one handed to the other shows that they are two."""
    reasons = why_not_merge(user, kept, gone, why)
    if kept.pk == gone.pk:
        return reasons
    if kept.pk == gone.succeeded_by_id or gone.pk == kept.succeeded_by_id:
        reasons.append(Reason(_("Một bên là đơn vị kế thừa của bên kia: đây không phải hai bản ghi trùng.")))
    elif gone.succeeded_by_id is not None:
        reasons.append(
            Reason(
                _("“%(gone)s” có đơn vị kế thừa: hãy giữ lại chính bản ghi này và gộp bản ghi kia vào.")
                % {"gone": gone}
            )
        )
    between = ProductTransfer.objects.filter(Q(giver=kept, taker=gone) | Q(giver=gone, taker=kept))
    for transfer in between.select_related("product"):
        reasons.append(
            Reason(
                _("Ngày %(day)s “%(product)s” đã chuyển giữa hai chủ thể: đây không phải hai bản ghi trùng.")
                % {"day": date_format(transfer.on), "product": transfer.product}
            )
        )
    return reasons + _why_not_unique(kept, gone)


def why_not_undo(user: User | None, merge: ProducerMerge | ProductMerge, why: str) -> list[Reason]:
    """Why a merge cannot be undone: done already, merged on, or a row that it moved has changed hands since."""
    reasons = why_not_act(user, Act.CORRECT_REGISTER) + why_not_reason(why)
    for thing in (merge.kept, merge.gone):
        reasons += [Reason(f"{thing}: {reason.text}") for reason in why_not_place(user, thing.place)]
    if merge.undone_at is not None:
        return [*reasons, Reason(_("Lần gộp này đã được hoàn tác."))]
    if merge.kept.merged_into_id is not None:
        return [
            *reasons,
            Reason(
                _("“%(kept)s” đã được gộp tiếp vào “%(next)s”: hãy hoàn tác lần gộp đó trước.")
                % {"kept": merge.kept, "next": merge.kept.merged_into}
            ),
        ]
    for moved in moved_rows(merge):
        reasons += _why_not_return(moved, merge)
    return reasons


def _why_not_return(moved: Moved, merge: ProducerMerge | ProductMerge) -> list[Reason]:
    reasons = [
        Reason(_("“%(row)s” đã được chuyển sang nơi khác sau khi gộp.") % {"row": row}) for row in moved.changed_hands
    ]
    reasons += [Reason(_("“%(row)s” đã được công bố sau khi gộp.") % {"row": row}) for row in moved.frozen]
    staying = {row.pk for row in moved.back}
    for row in moved.back:
        if isinstance(row, Recognition) and isinstance(merge, ProductMerge) and _ended_since(row, merge, staying):
            reasons.append(
                Reason(
                    _("%(row)s đã được thay bằng một kết quả nhập sau khi gộp: hãy vô hiệu kết quả đó trước.")
                    % {"row": said_with_days(row)}
                )
            )
    return reasons


def _ended_since(row: Recognition, merge: ProductMerge, staying: set[int]) -> bool:
    """True when the row was superseded after the merge by a rating that does not go back with it."""
    if row.voided_at or row.end_reason != EndReason.SUPERSEDED or row.closed_at is None or row.closed_at < merge.at:
        return False
    others = Recognition.objects.filter(product=merge.kept, voided_at__isnull=True).exclude(pk__in=staying)
    return row.ended_on is not None and others.filter(starts_on=row.ended_on).exists()
