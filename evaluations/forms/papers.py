"""Forms of a dossier's papers: a new one, one again, an original that was seen, what it proves; a list's filters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from core.forms.files import UploadField
from core.rules.lengths import LONGEST_LINE
from evaluations.files import EVIDENCE
from evaluations.forms.fields import day_field
from evaluations.models import ChecklistItem, CriterionNode, Paper

SOON, LAPSED = "sap-het-han", "het-han"


class FactsForm(forms.Form):
    """What is written on a paper."""

    name = forms.CharField(label=_("Tên giấy tờ"), max_length=200, error_messages={"required": _("Ghi tên giấy tờ.")})
    number = forms.CharField(label=_("Số, ký hiệu"), max_length=60, required=False)
    issued_by = forms.CharField(label=_("Nơi cấp"), max_length=200, required=False)
    issued_on = day_field(label=_("Ngày cấp"), required=False)
    expires_on = day_field(
        label=_("Có hiệu lực đến hết ngày"), required=False, help_text=_("Để trống khi giấy không ghi thời hạn.")
    )

    def __init__(self, *args: Any, item: ChecklistItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["issued_on"].required = item.has_dates
        self.fields["issued_on"].error_messages["required"] = _t("Giấy này cần ngày cấp.")


class PaperForm(FactsForm):
    """A new paper with its file; the file itself is judged by the action."""

    upload = UploadField(EVIDENCE, label=_("Tệp"), error_messages={"required": _("Chọn tệp của giấy tờ.")})
    field_order = ["upload"]


class VersionForm(forms.Form):
    """Another file of a paper."""

    upload = UploadField(EVIDENCE, label=_("Tệp mới"), error_messages={"required": _("Chọn tệp của giấy tờ.")})


class UseForm(forms.Form):
    """One of the papers that the producer has handed in before."""

    paper = forms.TypedChoiceField(
        label=_("Giấy tờ của chủ thể"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn một giấy tờ."), "invalid_choice": _("Chọn một giấy tờ trong danh sách.")},
    )

    def __init__(self, *args: Any, papers: Sequence[Paper], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = {str(paper.pk): paper for paper in papers}
        field = self.fields["paper"]
        field.choices = [(key, _words_of(paper)) for key, paper in found.items()]  # type: ignore[attr-defined]
        field.coerce = lambda key: found[str(key)]  # type: ignore[attr-defined]


def _words_of(paper: Paper) -> str:
    if paper.expires_on is None:
        return str(paper)
    return _t("%(paper)s, đến hết %(day)s") % {"paper": paper, "day": date_format(paper.expires_on)}


class SeenForm(forms.Form):
    """That the original was seen on paper."""

    note = forms.CharField(
        label=_("Ghi chú"), max_length=300, required=False, help_text=_("Ví dụ: số giấy, ngày cấp, nơi lưu bản giấy.")
    )


class ProveForm(forms.Form):
    """Which criteria of the dossier's sheet a paper proves."""

    criteria = forms.MultipleChoiceField(label=_("Các tiêu chí"), widget=forms.CheckboxSelectMultiple, required=False)

    def __init__(self, *args: Any, nodes: Sequence[CriterionNode], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(node.code, f"{node.code}. {node.label}") for node in nodes]
        self.fields["criteria"].choices = choices  # type: ignore[attr-defined]


class PaperFilterForm(forms.Form):
    """The filters of the list of lapsing papers, as they stand in the address."""

    q = forms.CharField(label=_("Chủ thể"), max_length=LONGEST_LINE, required=False)
    tinh_trang = forms.ChoiceField(
        label=_("Thời hạn"),
        required=False,
        choices=[("", _("Tất cả")), (SOON, _("Sắp hết hạn")), (LAPSED, _("Đã hết hạn"))],
    )
