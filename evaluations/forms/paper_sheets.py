"""Forms of what whoever runs a council takes from a member's paper: a word, a scan; and correcting a word."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.files import UploadField
from evaluations.files import SHEET
from evaluations.forms.fields import why_field
from evaluations.forms.scoring import ConflictForm
from evaluations.models import Conflict

NO_SCAN = {"required": _("Chọn bản quét phiếu giấy.")}


class ScanForm(forms.Form):
    """The scan of a sheet."""

    scan = UploadField(SHEET, label=_("Bản quét phiếu giấy"), error_messages=NO_SCAN)


class TakenWordForm(ConflictForm):
    """What a member who gives no marks said about a conflict of interest."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].label = _("Thành viên khai")


class PaperWordForm(ConflictForm):
    """What a member wrote about a conflict of interest, and the scan of the sheet where there is none."""

    scan = UploadField(SHEET, label=_("Nếu không liên quan: bản quét phiếu giấy"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].label = _("Trên giấy, thành viên khai")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("answer") == "no" and "scan" in data and not data["scan"]:
            self.add_error("scan", NO_SCAN["required"])
        return data


class CorrectConflictForm(ConflictForm):
    """The right word in the place of a wrong one, and why."""

    why = why_field(label=_("Vì sao sửa"), rows=2, max_length=500)

    def __init__(self, *args: Any, stands: Conflict | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].label = _("Lời khai đúng")
        if stands is not None:
            self.initial = {"answer": "yes" if stands.is_conflict else "no", "what": stands.what}
