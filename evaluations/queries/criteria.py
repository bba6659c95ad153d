"""Reading score sheets: a set as a tree, the sets of a regime, the set of a product."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet

from core.reading import Reader, nothing_yet
from evaluations.models import CriteriaSet, CriterionNode, Option
from evaluations.rules.criteria import NodeRow, OptionRow
from evaluations.rules.scoring import FailedGate
from products.models import Category, CategoryMap, Product, Regime


def sets_with_counts() -> QuerySet[CriteriaSet]:
    """All sets with how many criteria and gates they hold; newest law first."""
    return (
        CriteriaSet.objects.select_related("regime")
        .annotate(
            criterion_count=Count("nodes", filter=Q(nodes__is_criterion=True), distinct=True),
            gate_count=Count("nodes__options", filter=Q(nodes__options__min_star__isnull=False), distinct=True),
        )
        .order_by("-regime__in_force_from", "number", "-version")
    )


def nodes_of(criteria_set: CriteriaSet) -> list[CriterionNode]:
    """The nodes of a set in the order of the paper, with their options: two queries."""
    return list(criteria_set.nodes.prefetch_related("options").order_by("position"))


def most_points(nodes: Iterable[CriterionNode]) -> int:
    """The most that a sheet can come to: less than 100 where its source lacks a criterion."""
    return sum(node.max_points for node in nodes if node.is_criterion)


# Nodes by set, as pages asked for them; whoever loads sets or their wording publishes, so that all is read anew.
_kept: Reader[dict[int, list[CriterionNode]]] = Reader(nothing_yet)


def kept_nodes_of(criteria_set: CriteriaSet) -> list[CriterionNode]:
    """The same nodes, kept in process: they are shared, so nobody writes on them."""
    sets = _kept.current().value
    if criteria_set.pk not in sets:
        sets[criteria_set.pk] = nodes_of(criteria_set)
    return sets[criteria_set.pk]


def tree_of(criteria_set: CriteriaSet) -> list[NodeRow]:
    """A set as the rules read it: its parts with all below them; the added *không đạt* is left out."""
    parts: list[NodeRow] = []
    rows: dict[int, NodeRow] = {}
    for node in nodes_of(criteria_set):
        row = rows[node.pk] = NodeRow(
            depth=node.depth,
            code=node.code,
            label=node.label,
            max_points=node.max_points,
            hint=node.hint,
            proofs=node.proofs,
            knock_out=node.knock_out,
            remark=node.remark,
            options=[
                OptionRow(option.label, option.points, option.min_star, option.case, option.case_label)
                for option in node.options.all()
                if not option.is_failure
            ],
        )
        (parts if node.parent_id is None else rows[node.parent_id].children).append(row)
    return parts


def sets_for(regime: Regime, product: Product) -> list[CriteriaSet]:
    """The sets that a product may be scored on: those of its category first, then every other of the regime.

    The category of a product may stand in another scheme: its map leads to that of the regime.
    """
    fitting = categories_in(regime, product.category)
    newest = _newest(CriteriaSet.objects.filter(regime=regime).prefetch_related("categories").order_by("number"))
    return sorted(newest, key=lambda each: not any(category in fitting for category in each.categories.all()))


def newest_sets(regime: Regime) -> list[CriteriaSet]:
    """The sets of a regime in their newest versions, by number."""
    return _newest(CriteriaSet.objects.filter(regime=regime))


def has_criteria(criteria_set: CriteriaSet) -> bool:
    """True when a sheet prints criteria; False where only the totals of its parts are known."""
    return criteria_set.nodes.filter(depth__gt=0).exists()


def has_minimums(regime: Regime) -> bool:
    """True when a score sheet of the regime sets minimums for stars."""
    return CriteriaSet.objects.filter(regime=regime, has_gates=True).exists()


def minimums_of(criteria_set: CriteriaSet) -> set[FailedGate]:
    """The minimums that a sheet prints, by star and criterion: those that can be missed."""
    rows = Option.objects.filter(criterion__criteria_set=criteria_set, min_star__isnull=False)
    return {FailedGate(star, code) for star, code in rows.values_list("min_star", "criterion__code") if star}


def fitting_set(regime: Regime, product: Product) -> CriteriaSet | None:
    """The one set that a product's category names; None when none or several do. A regime's only set always fits."""
    fitting = categories_in(regime, product.category)
    newest = _newest(CriteriaSet.objects.filter(regime=regime).prefetch_related("categories").order_by("number"))
    found = [each for each in newest if any(category in fitting for category in each.categories.all())]
    candidates = found or (newest if len(newest) == 1 else [])
    return candidates[0] if len(candidates) == 1 else None


def _newest(sets: QuerySet[CriteriaSet]) -> list[CriteriaSet]:
    """Of each number the newest version."""
    newest: dict[int, CriteriaSet] = {}
    for each in sets.order_by("number", "version"):
        newest[each.number] = each
    return list(newest.values())


def categories_in(regime: Regime, category: Category | None) -> set[Category]:
    """A category in the scheme of a regime: itself, or what the map makes of it."""
    if category is None:
        return set()
    if category.scheme_id == regime.scheme_id:
        return {category}
    maps = CategoryMap.objects.filter(source=category, target_scheme=regime.scheme_id, target__isnull=False)
    return {each.target for each in maps.select_related("target") if each.target is not None}


def categories_without_set(regime: Regime) -> QuerySet[Category]:
    """The lowest categories of a regime's scheme that no set names: sheets that are missing."""
    if not CriteriaSet.objects.filter(regime=regime, categories__isnull=False).exists():
        return Category.objects.none()
    return Category.objects.filter(
        scheme=regime.scheme_id, children__isnull=True, criteria_sets__isnull=True
    ).order_by("position")
