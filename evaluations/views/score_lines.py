"""A score sheet as its page shows it: headings, criteria with their options, what a line says and asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import groupby
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from evaluations.forms.scoring import LineForm
from evaluations.models import CriterionNode, Option, ScoreLine
from evaluations.queries.evidence import Evidence
from evaluations.queries.marking import Opinion
from evaluations.rules.reasons import ceiling_of, points_words, reason_of


@dataclass
class LineView:
    """One node of the sheet; a heading has only its node, a criterion what was marked there."""

    node: CriterionNode
    option: int | None = None
    points: str = ""
    knocked_out: bool = False
    note: str = ""
    revision: int = 0
    saved: str = ""
    errors: list[str] = field(default_factory=list)
    theirs: dict[str, Any] | None = None
    mine: str = ""
    evidence: list[Evidence] = field(default_factory=list)

    @property
    def cases(self) -> list[tuple[str, list[Option]]]:
        """The options by case with its heading, empty where the sheet knows no cases; *không đạt* stands last."""
        options = self.node.options.all()
        plain = [option for option in options if not option.is_failure]
        groups = [list(group) for _case, group in groupby(plain, key=lambda option: option.case)]
        failures = [option for option in options if option.is_failure]
        return [(_case_words(group), group) for group in groups] + [("", failures)] * bool(failures)

    @property
    def chosen(self) -> Option | None:
        """The option that was marked."""
        return next((option for option in self.node.options.all() if option.pk == self.option), None)

    @property
    def html(self) -> SafeString:
        """The node as it stands, when nothing is wrong: what a member wrote is put into what was drawn before."""
        html = _drawn(_shape_of(self)).replace(_REVISION, str(self.revision)).replace(_SAVED, self.saved)
        html = html.replace(_EVIDENCE, self._evidence_html if _EVIDENCE in html else "")
        return mark_safe(html.replace(_NOTE, escape(self.note)))  # the note last, for people typed it

    @property
    def _evidence_html(self) -> str:
        if not self.evidence:
            return _drawn_without_evidence(self.node.pk, self.node.code, tuple(self.node.proofs))
        return render_to_string("evaluations/_evidence.html", {"line": self, "node": self.node})

    @property
    def is_by_points(self) -> bool:
        """True for a criterion that takes points, for the sheet has no options there."""
        return all(option.is_failure for option in self.node.options.all())


# Where a member's own words go: characters for private use, which no sheet of the law has.
_REVISION, _SAVED, _NOTE, _EVIDENCE = "\ue0a0", "\ue0a1", "\ue0a2", "\ue0a3"
_MOST_SHAPES = 6000


@dataclass(frozen=True)
class _Shape:
    """All that the HTML of a node depends on besides what is put in; `view` is one that has this shape."""

    words: tuple[Any, ...]
    option: int | None
    points: str
    knocked_out: bool
    is_saved: bool
    has_note: bool
    view: LineView = field(compare=False)


def _shape_of(view: LineView) -> _Shape:
    node = view.node
    options = [(option.pk, option.label, option.case_label) for option in node.options.all()]
    words = (node.pk, node.label, node.hint, node.remark, node.knock_out, *options)
    return _Shape(words, view.option, view.points, view.knocked_out, bool(view.saved), bool(view.note), view)


@lru_cache(maxsize=_MOST_SHAPES)
def _drawn(shape: _Shape) -> str:
    """A node is drawn once in every shape: drawing 200 options each time would cost five times all the rest."""
    view = shape.view
    if not view.node.is_criterion:
        return render_to_string("evaluations/_score_heading.html", {"node": view.node})
    blank: Any = replace(view, saved=_SAVED * shape.is_saved, note=_NOTE * shape.has_note)
    blank.revision = _REVISION
    return render_to_string("evaluations/_score_line.html", {"line": blank, "evidence": _EVIDENCE})


@lru_cache(maxsize=_MOST_SHAPES)
def _drawn_without_evidence(pk: int, code: str, proofs: tuple[str, ...]) -> str:
    node = {"pk": pk, "code": code, "proofs": proofs}
    return render_to_string("evaluations/_evidence.html", {"line": {"evidence": []}, "node": node})


def _case_words(options: list[Option]) -> str:
    case, words = options[0].case, options[0].case_label
    if case is None:
        return ""
    number = _("Trường hợp %(number)s") % {"number": case}
    return f"{number}: {words}" if words else number


def views_of(nodes: Sequence[CriterionNode], lines: Mapping[int, ScoreLine]) -> list[LineView]:
    """Every node of a sheet in the order of the paper with what is marked there."""
    return [_view_of(node, lines.get(node.pk)) for node in nodes]


def _view_of(node: CriterionNode, line: ScoreLine | None) -> LineView:
    if line is None:
        return LineView(node)
    return LineView(
        node=node,
        option=line.option_id,
        points="" if line.points is None else points_words(line.points),
        knocked_out=line.knocked_out,
        note=line.note,
        revision=line.revision,
        saved=saved_words(line),
    )


def refused_view(form: LineForm, line: ScoreLine | None, *, stale: bool = False) -> LineView:
    """A line that was not saved, as it was marked; a stale one with the other window's beside it."""
    data, node = form.data, form.node
    option = form.cleaned_data.get("option")
    view = _view_of(node, line)
    view.option = option.pk if option else None
    view.points = data.get(form.add_prefix("points"), "").strip()
    view.knocked_out = bool(form.cleaned_data.get("knocked_out"))
    view.note = data.get(form.add_prefix("note"), "")
    view.saved = ""
    view.errors = [str(text) for texts in form.errors.values() for text in texts]
    if stale:
        view.theirs = version_of(node, line)
        view.mine = words_of(node, option, view.points, view.knocked_out, view.note)
        view.revision = view.theirs["revision"]
    return view


def version_of(node: CriterionNode, line: ScoreLine | None) -> dict[str, Any]:
    """A saved line in words and as values; nothing is marked where none was ever saved."""
    view = _view_of(node, line)
    return {
        "revision": view.revision,
        "when": view.saved,
        "text": words_of(node, view.chosen, view.points, view.knocked_out, view.note),
        "option": view.option or "",
        "points": "" if view.option else view.points,
        "knocked_out": view.knocked_out,
        "note": view.note,
    }


def words_of(node: CriterionNode, option: Option | None, points: str, knocked_out: bool, note: str) -> str:
    """A line in words."""
    mark = points and _("%(points)s điểm") % {"points": points}
    if option is not None:
        mark = _("%(option)s (%(points)s điểm)") % {"option": option.label, "points": option.points}
    words = [mark or _("chưa chấm"), _("đề nghị loại") if knocked_out and node.knock_out else "", note]
    return " · ".join(word for word in words if word)


def saved_words(line: ScoreLine) -> str:
    """When a line was saved."""
    return date_format(timezone.localtime(line.saved_at), "H:i")


def verdict_of(opinion: Opinion) -> str:
    """The stars that the own marks would give and why, or how much is unanswered and what is sure already."""
    if opinion.rated is not None:
        return reason_of(opinion.rated)
    words = _("còn %(count)s tiêu chí chưa chấm, chưa tính hạng") % {"count": len(opinion.missing)}
    return "; ".join([words, *(ceiling_of(opinion.at_most) if opinion.at_most else [])])
