"""The rows of a dossier at a meeting: what members chose, what the council agrees on, writing that down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext as _

from core.errors import ActionRefused, Reason
from core.models import User
from core.parse import parse_key
from evaluations.actions.meeting import agree_each
from evaluations.forms.scoring import AgreedForm
from evaluations.models import AgreedLine, CriterionNode, Option, RoundEntry
from evaluations.permissions.meeting import Said
from evaluations.queries.councils import Standing
from evaluations.queries.meeting import chosen_options, codes_to_agree, gated_criteria
from evaluations.queries.meeting_room import proposals_to_exclude


@dataclass(frozen=True)
class Choice:
    """An option as members and council name it: by its place in the sheet."""

    option: Option
    number: int

    @property
    def short(self) -> str:
        """“2 (3 điểm)”, or that it is *không đạt*."""
        if self.option.is_failure:
            return _("không đạt")
        return _("%(number)s (%(points)s điểm)") % {"number": self.number, "points": self.option.points}


@dataclass(frozen=True)
class Cell:
    """What one member marked there."""

    who: str
    choice: Choice | None
    excludes: bool


@dataclass
class AgreedRow:
    """One criterion whose option decides more than points; `is_open` while the council still has to agree."""

    node: CriterionNode
    line: AgreedLine | None
    cells: list[Cell]
    is_open: bool
    form: AgreedForm | None = None
    errors: list[str] = field(default_factory=list)

    @property
    def choices(self) -> list[Choice]:
        """What the council may agree on."""
        return choices_of(self.node)

    @property
    def option(self) -> int | None:
        """The option that is written down or was just chosen."""
        if self.form is not None:
            return parse_key(self.form.data.get(self.form.add_prefix("option"), ""))
        return self.line.option_id if self.line else None

    @property
    def out(self) -> str:
        """Whether the dossier is excluded, as the select names it."""
        if self.form is not None:
            return self.form.data.get(self.form.add_prefix("knocked_out"), "")
        return "" if self.line is None else "yes" if self.line.knocked_out else "no"

    @property
    def note(self) -> str:
        """The note."""
        if self.form is not None:
            return self.form.data.get(self.form.add_prefix("note"), "")
        return self.line.note if self.line else ""

    @property
    def differs(self) -> bool:
        """True when the members chose differently."""
        return len({(cell.choice.option.pk if cell.choice else None, cell.excludes) for cell in self.cells}) > 1

    def read(self, data: QueryDict) -> Said | None:
        """What was typed here; None when it says nothing new, or cannot be read and stands in the row."""
        form = AgreedForm(data, node=self.node, prefix=str(self.node.pk))
        if not form.is_valid():
            self.form = form
            self.errors = [str(text) for texts in form.errors.values() for text in texts]
        elif form.changes(self.line):
            self.form, given = form, form.cleaned_data
            return Said(self.node, given["option"], given["knocked_out"], given["note"], form.seen)
        return None

    def settle(self, line: AgreedLine | None, reasons: list[Reason]) -> None:
        """Stand at what is written down by now; what was refused stays typed, with why."""
        self.line, self.is_open = line, self.is_open and line is None
        self.errors = [reason.text for reason in reasons]
        if not reasons:
            self.form = None


def choices_of(node: CriterionNode) -> list[Choice]:
    """The options of a criterion with their numbers."""
    return [Choice(option, number) for number, option in enumerate(node.options.all(), start=1)]


def rows_of(entry: RoundEntry, standing: Standing, *, shows_points: bool) -> list[AgreedRow]:
    """The criteria of a dossier that the council agrees on; what members chose only where it may be seen."""
    chosen, proposed = chosen_options(entry), proposals_to_exclude(entry)
    agreed = {line.criterion_id: line for line in entry.agreed.select_related("option")}
    codes, rows = codes_to_agree([entry])[entry.pk], []
    for node in gated_criteria([entry.dossier.criteria_set_id])[entry.dossier.criteria_set_id]:
        choices = {choice.option.pk: choice for choice in choices_of(node)}
        picked = chosen.get(node.pk, {}) if shows_points else {}
        cells = [
            Cell(
                member.full_name,
                choices.get(picked.get(member.pk) or 0),
                shows_points and (node.pk, member.pk) in proposed,
            )
            for member in standing.counting
        ]
        rows.append(AgreedRow(node, agreed.get(node.pk), cells, is_open=node.code in codes))
    return rows


def write_rows(entry: RoundEntry, rows: Iterable[AgreedRow], data: QueryDict, *, by: User) -> int:
    """Write down every row that was typed in, all at once; how many. What was refused stands in its row."""
    said = [(row, each) for row in rows if (each := row.read(data)) is not None]
    if not said:
        return 0
    try:
        refused = agree_each(entry, [each for _row, each in said], by=by)
    except ActionRefused as refusal:
        refused = {row.node.pk: refusal.reasons for row, _each in said}
    stands = {line.criterion_id: line for line in entry.agreed.select_related("option")}
    for row, _each in said:
        row.settle(stands.get(row.node.pk), refused.get(row.node.pk, []))
    return len(said) - len(refused)
