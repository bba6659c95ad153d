"""The official wording of score sheets, read from a file of the province and laid over our short labels.

The file is CSV with the columns `set`, `code`, `option`, `text`. A row without `option` is the name of a part, heading
or criterion; with a number it is the option of that place; with `hint` it says how the criterion is marked. A row
without `code` says when a dossier is left out. Points never change.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from core.history import record
from core.publishing import publishing
from evaluations.enums import Wording
from evaluations.models import CriteriaSet, CriterionNode, Option
from evaluations.queries.criteria import nodes_of

COLUMNS = ["set", "code", "option", "text"]
HINT = "hint"


@dataclass
class WordingReport:
    """Sets that print the official wording now, and what is wrong with the file (then nothing was written)."""

    sets: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Row:
    line: int
    code: str
    option: str
    text: str


class _Laying:
    """One set of the file against the set of the register."""

    def __init__(self, found: CriteriaSet) -> None:
        self.found = found
        self.nodes = {node.code: node for node in nodes_of(found)}
        self.options = {
            (node.code, str(option.position)): option
            for node in self.nodes.values()
            for option in node.options.all()
            if not option.is_failure
        }
        self.said: set[tuple[str, str]] = set()

    def take(self, row: _Row) -> str:
        """Lay one row; returns what is wrong with it, or nothing."""
        if not row.text.strip():
            return _("thiếu lời văn")
        if (row.code, row.option) in self.said:
            return _("dòng này lặp lại %(code)s %(option)s") % {"code": row.code, "option": row.option}
        self.said.add((row.code, row.option))
        if not row.code:
            self.found.knock_out = row.text.strip()
            return ""
        if row.code not in self.nodes:
            return _("bộ này không có mục %(code)s") % {"code": row.code}
        if row.option in ("", HINT):
            setattr(self.nodes[row.code], "hint" if row.option else "label", row.text.strip())
            return ""
        option = self.options.get((row.code, row.option))
        if option is None:
            return _("mục %(code)s không có phương án %(option)s") % {"code": row.code, "option": row.option}
        option.label = row.text.strip()
        return ""

    def missing(self) -> list[tuple[str, str]]:
        """What has no official wording yet: all names and all options are needed."""
        wanted = [(code, "") for code in self.nodes] + list(self.options)
        return [each for each in wanted if each not in self.said]

    def keep(self, source: str) -> None:
        """Write the words; points are not touched."""
        CriterionNode.objects.bulk_update(self.nodes.values(), ["label", "hint"])
        Option.objects.bulk_update(self.options.values(), ["label"])
        self.found.wording = Wording.OFFICIAL
        self.found.save(update_fields=["knock_out", "wording"])
        record(self.found, "lay_wording", by=None, file=source, rows=len(self.said))


def lay_wording(file: Path) -> WordingReport:
    """Lay the wording of a file over the sets that it names: all of it, or nothing when anything is wrong."""
    report = WordingReport()
    rows = _rows_of(file, report)
    sets = {found.code: found for found in CriteriaSet.objects.filter(code__in=rows)}
    layings = []
    for code, of_set in rows.items():
        if code not in sets:
            report.problems.append(
                _("Dòng %(line)s: không có bộ “%(code)s”.") % {"line": of_set[0].line, "code": code}
            )
            continue
        laying = _Laying(sets[code])
        report.problems += _problems_of(laying, of_set)
        layings.append(laying)
    if not report.problems:
        with publishing():  # pages keep the sheets in process until something is published
            for laying in layings:
                laying.keep(file.name)
                report.sets.append(laying.found.code)
    return report


def _problems_of(laying: _Laying, rows: Iterable[_Row]) -> list[str]:
    wrong = [(row.line, laying.take(row)) for row in rows]
    problems = [_("Dòng %(line)s: %(what)s.") % {"line": line, "what": what} for line, what in wrong if what]
    missing = laying.missing()
    if missing and not problems:
        first = " ".join(missing[0]).strip()
        problems.append(
            _("Bộ %(code)s còn thiếu %(count)s dòng, dòng đầu là mục %(first)s.")
            % {"code": laying.found.code, "count": len(missing), "first": first}
        )
    return problems


def _rows_of(file: Path, report: WordingReport) -> dict[str, list[_Row]]:
    """The rows of the file by set, in its order."""
    found: dict[str, list[_Row]] = defaultdict(list)
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            if reader.fieldnames is None or not set(COLUMNS) <= set(reader.fieldnames):
                report.problems.append(_("Tệp cần các cột: %(columns)s.") % {"columns": ", ".join(COLUMNS)})
                return {}
            for number, row in enumerate(reader, start=2):
                found[row["set"] or ""].append(
                    _Row(number, *((row[name] or "").strip() for name in ("code", "option")), row["text"] or "")
                )
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        report.problems.append(_("Không đọc được tệp: %(error)s.") % {"error": error})
    return dict(found)


def template_rows(found: CriteriaSet) -> Iterable[list[str]]:
    """The rows that a province fills with the official wording, with our short labels in place."""
    if found.knock_out:
        yield [found.code, "", "", found.knock_out]
    for node in nodes_of(found):
        yield [found.code, node.code, "", node.label]
        if node.hint:
            yield [found.code, node.code, HINT, node.hint]
        for option in node.options.all():
            if not option.is_failure:
                yield [found.code, node.code, str(option.position), option.label]
