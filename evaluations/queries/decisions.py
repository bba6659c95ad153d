"""Reading decisions and their rows as the staff side shows them."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from core.access import in_territory
from core.clock import today
from core.fields import Fold
from core.models import User
from core.roles import Act
from core.text import fold
from evaluations.enums import Outcome
from products.enums import DecisionKind
from products.models import Decision, Product, Recognition, ScoreApproval
from products.queries.catalogue import started_ratings
from products.queries.public import started_approvals
from products.queries.register import approvals_open, ratings_in_force
from products.rules.validity import EXPIRING_DAYS


def decisions_for(user: User) -> QuerySet[Decision]:
    """Decisions issued in the user's territory or about a product of it; voided ones for those who may see them.

    What is signed after the business day is not there yet.
    """
    signed = Q(signed_on__isnull=True) | Q(signed_on__lte=today())
    found = Decision.objects.filter(signed).select_related("level__regime", "place", "recorded_by")
    if not user.may(Act.SEE_VOIDED):
        found = found.filter(voided_at__isnull=True)
    if user.sees_everywhere:
        return found
    about = Q(pk__in=_about(user, Recognition)) | Q(pk__in=_about(user, ScoreApproval))
    return found.filter(in_territory(user) | about)


def _about(user: User, model: type[Recognition] | type[ScoreApproval]) -> QuerySet:
    mine = Product.objects.visible_to(user)
    return model._default_manager.filter(product__in=mine, decision__isnull=False).values_list("decision")


def listed_decisions(user: User, *, text: str = "", year: int | None = None, kind: str = "") -> QuerySet[Decision]:
    """The decision list as its address filters it, with how many rows each holds."""
    found = decisions_for(user)
    if text:
        found = found.alias(number_fold=Fold("number"), body_fold=Fold("issuing_body")).filter(
            Q(number_fold__contains=fold(text)) | Q(body_fold__contains=fold(text))
        )
    if year:
        found = found.filter(signed_on__year=year)
    if kind:
        found = found.filter(kind=kind)
    return found.annotate(
        rating_count=Count("recognitions", filter=Q(recognitions__voided_at__isnull=True), distinct=True),
        approval_count=Count("approvals", filter=Q(approvals__voided_at__isnull=True), distinct=True),
        closing_count=Count("closings", filter=Q(closings__voided_at__isnull=True), distinct=True),
    ).order_by(F("signed_on").desc(nulls_last=True), "-pk")


def ratings_for(user: User) -> QuerySet[Recognition]:
    """The ratings of the user's products; voided ones for those who may see them."""
    found = Recognition.objects.filter(product__in=Product.objects.visible_to(user))
    return _seen(found.select_related("product__producer", "decision__level__regime", "place"), user)


def approvals_for(user: User) -> QuerySet[ScoreApproval]:
    """The score approvals of the user's products; voided ones for those who may see them."""
    found = ScoreApproval.objects.filter(product__in=Product.objects.visible_to(user))
    return _seen(found.select_related("product__producer", "decision__level__regime", "place"), user)


def _seen(found: QuerySet, user: User) -> QuerySet:
    return found if user.may(Act.SEE_VOIDED) else found.filter(voided_at__isnull=True)


def rows_of_decision(user: User, decision: Decision) -> list[tuple[Recognition | ScoreApproval, bool]]:
    """What a decision recognises and approves, in the order of entry, and whether it lies in the user's territory.

    Of other territories only what is public.
    """
    more, on = ("product", "place", "voided_by", "certificate", "void_decision"), today()
    ratings = _with_ours(decision.recognitions.all(), ratings_for(user), started_ratings(on))
    approvals = _with_ours(decision.approvals.all(), approvals_for(user), started_approvals(on))
    rows = [*ratings.select_related(*more, "end_decision"), *approvals.select_related(*more, "answer_decision")]
    return [(row, row.is_ours) for row in rows]


def _with_ours(rows: QuerySet, ours: QuerySet, public: QuerySet) -> QuerySet:
    mine = Exists(ours.filter(pk=OuterRef("pk")))
    return rows.annotate(is_ours=mine).filter(Q(is_ours=True) | Q(pk__in=public.values("pk"))).order_by("pk")


def closings_of(decision: Decision) -> QuerySet[Recognition]:
    """The ratings that a decision ended by revoking, annulling or superseding them."""
    return decision.closings.filter(voided_at__isnull=True).select_related("product").order_by("product_name", "pk")


def corrections_by(user: User, decision: Decision) -> QuerySet[Recognition]:
    """The wrong rows that a correcting decision voided, with the rows said rightly."""
    found = decision.corrections.select_related("restated", "product").order_by("product_name", "pk")
    return found if user.may(Act.SEE_VOIDED) else found.none()


def outcome_of_row(row: Recognition | ScoreApproval) -> Outcome:
    """The outcome that a row of the register stands for."""
    return Outcome(str(row.stars)) if isinstance(row, Recognition) else Outcome.POTENTIAL


def waiting_approvals(user: User) -> QuerySet[ScoreApproval]:
    """The approved scores of the territory that wait for the ministry's answer, the oldest first."""
    mine = approvals_open(today()).filter(product__in=Product.objects.visible_to(user))
    return mine.select_related("decision", "product").order_by("approved_on", "product_name")


def next_expiries(user: User, on: date | None = None) -> QuerySet[Recognition]:
    """The ratings of the territory that end within the span in which a file for re-rating is due."""
    day = on or today()
    mine = ratings_in_force(day).filter(product__in=Product.objects.visible_to(user), ended_on__isnull=True)
    return mine.filter(until__lt=day + timedelta(days=EXPIRING_DAYS)).select_related("product").order_by("until", "pk")


def find_ratings(user: User, text: str, on: date, kind: DecisionKind) -> QuerySet[Recognition]:
    """At most twenty ratings whose product or decision holds the text: what a paper of the kind may take up.

    Only a rating in force can be revoked; a wrong row is corrected after it ended, too.
    """
    reach = Q(starts_on__lte=on) if kind == DecisionKind.CORRECT else Q(valid__contains=on)
    found = ratings_for(user).filter(reach, voided_at__isnull=True)
    for word in fold(text).split():
        found = found.alias(number_fold=Fold("decision__number")).filter(
            Q(product__name_fold__contains=word)
            | Q(producer__name_fold__contains=word)
            | Q(number_fold__contains=word)
        )
    return found.order_by("product_name", "pk")[:20]
