"""What is to be printed of a round."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from evaluations.queries.sheet_packs import Sheet


class PackForm(forms.Form):
    """All sheets of a round, those of one dossier, those of one member; or one."""

    ho_so = forms.TypedChoiceField(label=_("Hồ sơ"), required=False, coerce=int, empty_value=None)
    thanh_vien = forms.TypedChoiceField(label=_("Thành viên"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, sheets: Iterable[Sheet], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sheets = list(sheets)
        entries = {entry.pk: str(entry) for entry, _member in self.sheets}
        members = {member.pk: member.full_name for _entry, member in self.sheets}
        self.fields["ho_so"].choices = [("", _("Mọi hồ sơ")), *entries.items()]  # type: ignore[attr-defined]
        self.fields["thanh_vien"].choices = [("", _("Mọi thành viên")), *members.items()]  # type: ignore[attr-defined]

    def chosen(self) -> list[Sheet]:
        """The sheets that were asked for, in the order of the pack."""
        entry, member = self.cleaned_data["ho_so"], self.cleaned_data["thanh_vien"]
        return [
            (each, seat)
            for each, seat in self.sheets
            if (entry is None or each.pk == entry) and (member is None or seat.pk == member)
        ]
