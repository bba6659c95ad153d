"""Forms of the council room: a member's word, one line of a sheet, the remark on the whole, the meeting's options."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from core.forms.texts import FreeTextField
from core.parse import parse_decimal
from core.rules.lengths import LONGEST_LINE, LONGEST_NOTE, LONGEST_TEXT
from evaluations.forms.fields import why_field
from evaluations.models import AgreedLine, CriterionNode, Option, ScoreLine, ScoreSheet
from evaluations.queries.meeting import has_minimum
from evaluations.rules.agreed import state_of


class ConflictForm(forms.Form):
    """What a member says before a dossier opens."""

    answer = forms.ChoiceField(
        label=_("Bạn có liên quan đến sản phẩm hoặc chủ thể này không?"),
        choices=[("no", _("Không liên quan")), ("yes", _("Có liên quan"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn một trong hai.")},
    )
    what = forms.CharField(
        label=_("Nếu có liên quan: thế nào"),
        max_length=300,
        required=False,
        help_text=_("Ví dụ: là người nhà của chủ cơ sở, có vốn góp, đã tư vấn lập hồ sơ."),
    )

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("answer") == "yes" and not data.get("what"):
            self.add_error("what", _t("Ghi rõ liên quan thế nào."))
        if data.get("answer") == "no" and data.get("what"):
            self.add_error("what", _t("Bạn đã chọn không liên quan: bỏ trống ô này, hoặc chọn có liên quan."))
        return data


class OptionForm(forms.Form):
    """A criterion with one of its options; `node` comes with its options read."""

    option = forms.IntegerField(required=False)
    note = FreeTextField(required=False, rows=2, max_length=LONGEST_NOTE)

    def __init__(self, *args: Any, node: CriterionNode, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.node = node

    def clean_option(self) -> Option | None:
        number = self.cleaned_data["option"]
        found = next((option for option in self.node.options.all() if option.pk == number), None)
        if number is not None and found is None:
            raise forms.ValidationError(_t("Phương án này không có trên phiếu."))
        return found


class RevisedForm(forms.Form):
    """What rises with each save stands beside it in a hidden input, 0 for what was never saved."""

    revision = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    @property
    def is_posted(self) -> bool:
        """True when the page that was sent held this form."""
        return self.add_prefix("revision") in self.data

    def clean_revision(self) -> int:
        return self.cleaned_data["revision"] or 0


class LineForm(OptionForm, RevisedForm):
    """One line of a sheet as it is posted, alone by a script or with all the others."""

    points = forms.CharField(required=False, max_length=LONGEST_LINE)
    knocked_out = forms.BooleanField(required=False)

    def clean_points(self) -> Decimal | None:
        typed = self.cleaned_data["points"]
        if not typed:
            return None
        try:
            return parse_decimal(typed)
        except ValueError as problem:
            raise forms.ValidationError(str(problem)) from problem

    def changes(self, line: ScoreLine | None) -> bool:
        """True when the line does not stand so already; call it on a valid form."""
        given = self.cleaned_data
        option, points = given["option"], given["points"]
        typed = (option.pk if option else None, Decimal(option.points) if option else points)
        marks = (*typed, given["knocked_out"] and self.node.knock_out, given["note"])
        stands = (line.option_id, line.points, line.knocked_out, line.note) if line else (None, None, False, "")
        return marks != stands


class CommentForm(RevisedForm):
    """The remark on the whole dossier."""

    comment = FreeTextField(label=_("Nhận xét chung về hồ sơ"), required=False, rows=4)


class AgreedForm(OptionForm):
    """What the council agreed on for one criterion, and what stood there when it was written."""

    knocked_out = forms.TypedChoiceField(
        required=False,
        choices=[("", ""), ("no", _("không loại")), ("yes", _("loại"))],
        coerce=lambda word: word == "yes",
        empty_value=None,
    )

    @property
    def seen(self) -> str | None:
        """What stood there for who wrote it; None when the page did not say so."""
        return self.data.get(self.add_prefix("seen"))

    def changes(self, line: AgreedLine | None) -> bool:
        """True when something else is written than stood there; a criterion that is left alone says nothing."""
        option, out, note = (self.cleaned_data[name] for name in ("option", "knocked_out", "note"))
        if option is None and out is None and not note and has_minimum(self.node):
            return False
        stands = self.seen if self.seen is not None else line.state if line else ""
        return state_of(option.pk if option else None, out, note) != stands


class ReopenForm(forms.Form):
    """Which signed sheet is opened again, and why."""

    use_required_attribute = False  # other buttons of the page's one form ask for neither
    sheet = forms.ModelChoiceField(
        label=_("Phiếu của"),
        queryset=ScoreSheet.objects.none(),
        empty_label=_("Chọn thành viên"),
        error_messages={"required": _("Chọn phiếu cần mở lại."), "invalid_choice": _("Phiếu này không mở lại được.")},
    )
    why = why_field(label=_("Lý do mở lại"), rows=2)

    def __init__(self, *args: Any, sheets: QuerySet[ScoreSheet], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["sheet"]
        field.queryset = sheets  # type: ignore[attr-defined]
        field.label_from_instance = lambda sheet: sheet.member.full_name  # type: ignore[attr-defined]


class DiscussionForm(forms.Form):
    """What was said about a dossier at the meeting, and what stood there when it was written."""

    discussion = FreeTextField(label=_("Nội dung thảo luận về hồ sơ, ghi vào biên bản"), required=False, rows=4)
    seen = forms.CharField(required=False, max_length=LONGEST_TEXT, widget=forms.HiddenInput)

    @property
    def says_nothing_new(self) -> bool:
        """True when nothing was typed there; call it on a valid form."""
        return self.cleaned_data["discussion"].split() == self.cleaned_data["seen"].split()
