"""Reading score sheets from fixtures: `sets.csv`, one file a set, `labels.csv`, `hints.csv`; repeatable.

A row of a set is a node (with its depth) or an option of the node before it. Labels stand once in `labels.csv` and are
named by their key. Hints say what proves the criteria of a regime, named by the keys of their labels. A set in use
keeps its structure: a changed file is then a new version, and is said so.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from core.publishing import publishing
from evaluations.enums import Wording
from evaluations.models import CriteriaSet, CriterionNode, Option
from evaluations.queries.criteria import tree_of
from evaluations.rules.criteria import NodeRow, OptionRow, faults_of, structure_of
from products.models import Category, Regime

FAILURE = "Không đạt"


class FaultyFile(Exception):
    """A file that cannot be read as a score sheet; the text says where and why."""


@dataclass
class LoadReport:
    """What loading came to: sets made or renewed, sets as they were, and what does not add up or was left alone."""

    loaded: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    in_use: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def load_criteria_sets(folder: Path) -> LoadReport:
    """Load every set of a folder, or nothing when a file cannot be read (FaultyFile)."""
    labels = {row["key"]: row["label"] for row in _read(folder / "labels.csv")}
    hints = _hints_of(folder)
    report = LoadReport()
    with publishing():  # pages keep the sheets in process until something is published
        for head in _read(folder / "sets.csv"):
            parts = read_set(folder / f"{head['code']}.csv", labels, hints[head["regime"]])
            found = _head_of(head, labels)
            found.has_gates = any(option.min_star for node in _all(parts) for option in node.options)
            _load(found, parts, _slugs(head["categories"]), report)
    return report


def _read(file: Path) -> list[dict[str, str]]:
    try:
        with file.open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))
    except FileNotFoundError as error:
        raise FaultyFile(_("Thiếu tệp %(file)s.") % {"file": file.name}) from error


def _hints_of(folder: Path) -> dict[str, dict[str, list[str]]]:
    """What proves the criteria of a regime by the key of their label; a folder may have none."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    file = folder / "hints.csv"
    for row in _read(file) if file.exists() else []:
        for key in row["criteria"].split():
            found[row["regime"]][key].append(row["hint"])
    return found


def _slugs(text: str) -> list[str]:
    return [slug for slug in text.split() if slug]


def _head_of(head: dict[str, str], labels: dict[str, str]) -> CriteriaSet:
    regime = Regime.objects.filter(code=head["regime"]).first()
    if regime is None:
        raise FaultyFile(
            _("Bộ %(code)s: không có bộ quy định “%(regime)s”.") % {"code": head["code"], "regime": head["regime"]}
        )
    return CriteriaSet(
        code=head["code"],
        regime=regime,
        number=int(head["number"]),
        version=int(head.get("version") or 1),
        name=head["name"],
        samples=int(head["samples"]),
        knock_out=labels.get(head["knock_out"], ""),
        remarks=[head["remarks"]] if head["remarks"] else [],
        source=head["source"],
    )


# ------------------------------------------------------------------ a file as a tree
def read_set(file: Path, labels: dict[str, str], hints: Mapping[str, list[str]]) -> list[NodeRow]:
    """The parts of a set; raises FaultyFile with the line that cannot be read."""
    parts: list[NodeRow] = []
    above: list[NodeRow] = []
    for number, row in enumerate(_read(file), start=2):
        try:
            if not row["depth"]:
                above[-1].options.append(_option(row, labels))
                continue
            node = _node(row, labels, hints)
            above = above[: node.depth]
            (above[-1].children if node.depth else parts).append(node)
            above.append(node)
        except (KeyError, ValueError, IndexError) as error:
            raise FaultyFile(
                _("%(file)s, dòng %(number)s: không đọc được (%(error)s).")
                % {"file": file.name, "number": number, "error": error}
            ) from error
    return parts


def _node(row: dict[str, str], labels: dict[str, str], hints: Mapping[str, list[str]]) -> NodeRow:
    return NodeRow(
        depth=int(row["depth"]),
        code=row["code"],
        label=labels[row["label"]],
        max_points=int(row["max"]),
        hint=labels[row["hint"]] if row["hint"] else "",
        proofs=hints.get(row["label"], []),
        knock_out=row["knock_out"] == "x",
        remark=row["remark"],
    )


def _option(row: dict[str, str], labels: dict[str, str]) -> OptionRow:
    return OptionRow(
        label=labels[row["label"]],
        points=int(row["points"]),
        min_star=int(row["star"]) if row["star"] else None,
        case=int(row["case"]) if row["case"] else None,
        case_label=labels[row["case_label"]] if row["case_label"] else "",
    )


def _all(parts: Iterable[NodeRow]) -> Iterator[NodeRow]:
    for part in parts:
        yield from part.walk()


# ------------------------------------------------------------------ a tree into the database
def _load(head: CriteriaSet, parts: list[NodeRow], slugs: list[str], report: LoadReport) -> None:
    regime = head.regime
    faults = faults_of(parts, {"A": regime.max_a, "B": regime.max_b, "C": regime.max_c})
    report.faults += [f"{head.code}: {fault}" for fault in faults]
    head.remarks += faults
    old = CriteriaSet.objects.filter(code=head.code).first()
    if old is None:
        head.save()
    elif structure_of(tree_of(old)) == structure_of(parts):
        _renew_words(old, head, parts)
        report.same.append(head.code)
        return
    elif old.in_use_since is not None:
        report.in_use.append(head.code)
        return
    else:
        head.pk, head.in_use_since = old.pk, None
        old.nodes.all().delete()
        head.save()
    _make_nodes(head, parts)
    head.categories.set(_categories(slugs))
    report.loaded.append(head.code)


def _categories(slugs: list[str]) -> list[Category]:
    found = {category.slug: category for category in Category.objects.filter(slug__in=slugs)}
    missing = [slug for slug in slugs if slug not in found]
    if missing:
        raise FaultyFile(_("Không có nhóm sản phẩm “%(slug)s”.") % {"slug": missing[0]})
    return list(found.values())


def _make_nodes(head: CriteriaSet, parts: list[NodeRow]) -> None:
    """Insert the tree, tier by tier, so that every parent stands before its children."""
    rows = list(_all(parts))
    parents = {id(child): row for row in rows for child in row.children}
    position = {id(row): number for number, row in enumerate(rows, start=1)}
    made: dict[int, CriterionNode] = {}
    part_of: dict[int, str] = {id(row): part.code for part in parts for row in part.walk()}
    for depth in sorted({row.depth for row in rows}):
        tier = [row for row in rows if row.depth == depth]
        nodes = [
            CriterionNode(
                criteria_set=head,
                parent=made.get(id(parents[id(row)])) if id(row) in parents else None,
                position=position[id(row)],
                depth=row.depth,
                part=part_of[id(row)],
                code=row.code,
                label=row.label,
                hint=row.hint,
                proofs=row.proofs,
                knock_out=row.knock_out,
                max_points=row.max_points,
                is_criterion=row.is_criterion,
                remark=row.remark,
            )
            for row in tier
        ]
        made |= {id(row): node for row, node in zip(tier, CriterionNode.objects.bulk_create(nodes), strict=True)}
    Option.objects.bulk_create(option for row in rows for option in _options_of(made[id(row)], row))


def _options_of(node: CriterionNode, row: NodeRow) -> list[Option]:
    """The options of the paper in their order, and *không đạt* after them."""
    options = [
        Option(
            criterion=node,
            position=position,
            label=option.label,
            points=option.points,
            min_star=option.min_star,
            case=option.case,
            case_label=option.case_label,
        )
        for position, option in enumerate(row.options, start=1)
    ]
    if options:
        options.append(Option(criterion=node, position=len(options) + 1, label=FAILURE, points=0, is_failure=True))
    return options


def _renew_words(old: CriteriaSet, head: CriteriaSet, parts: list[NodeRow]) -> None:
    """Bring the labels of a set up to date; official wording that was laid over them stays."""
    CriteriaSet.objects.filter(pk=old.pk).update(name=head.name, remarks=head.remarks, source=head.source)
    if old.wording == Wording.OFFICIAL or tree_of(old) == parts:
        return
    nodes = {node.code: node for node in old.nodes.prefetch_related("options")}
    options = []
    for row in _all(parts):
        node = nodes[row.code]
        node.label, node.hint, node.proofs, node.remark = row.label, row.hint, row.proofs, row.remark
        of_paper = [option for option in node.options.all() if not option.is_failure]
        for option, said in zip(of_paper, row.options, strict=True):
            option.label, option.case_label = said.label, said.case_label
            options.append(option)
    CriterionNode.objects.bulk_update(nodes.values(), ["label", "hint", "proofs", "remark"])
    Option.objects.bulk_update(options, ["label", "case_label"])
