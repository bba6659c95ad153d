"""Forms of the admin that ask the same questions as the staff pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.errors import Reason
from core.models import User
from producers.forms.fields import NamesField
from producers.models import Producer
from producers.permissions.producers import why_not_edit_producer, why_not_save_producer


class ActingForm(forms.ModelForm):
    """A model form that knows who fills it in, and shows an act's reasons before the act is done."""

    by: User  # given by the admin for each request

    def why_not(self) -> Sequence[Reason]:
        """Reasons against what is typed, each with the input it belongs to."""
        raise NotImplementedError

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.errors:
            return
        for reason in self.why_not():
            self.add_error(reason.field if reason.field in self.fields else None, reason.text)

    def typed(self) -> dict[str, Any]:
        """The values that were changed, as the act takes them."""
        return {name: self.cleaned_data[name] for name in self.changed_data}


class ProducerAdminForm(ActingForm):
    """A producer in the admin."""

    other_names = NamesField()
    website = forms.URLField(label=_("Trang web"), max_length=200, required=False, assume_scheme="https")

    class Meta:
        model = Producer
        fields = (
            "name",
            "legal_form",
            "place",
            "address",
            "code",
            "other_names",
            "phone",
            "email",
            "website",
            "source_url",
            "note",
        )

    def why_not(self) -> Sequence[Reason]:
        reasons = why_not_save_producer(self.by, self.instance)
        if self.instance.pk:
            reasons += [reason for reason in why_not_edit_producer(self.by, self.instance) if reason not in reasons]
        return reasons
