"""Choosing another producer by typing a few letters of its name; works without script."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.models import User
from core.text import fold
from producers.models import Producer
from producers.queries.duplicates import one_line, visible_producers
from producers.queries.search import named_like

MOST = 20


class ProducerPick(forms.Form):
    """A text and, when it names several producers, the list to choose from."""

    typed = forms.CharField(
        label=_("Chủ thể"),
        help_text=_("Gõ vài chữ trong tên, không cần dấu, rồi bấm nút; nếu có nhiều tên giống nhau sẽ hiện để chọn."),
        max_length=250,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Hãy gõ vài chữ trong tên chủ thể.")},
    )
    chosen = forms.ChoiceField(
        label=_("Chọn một trong các chủ thể này"), widget=forms.RadioSelect, required=False, choices=()
    )

    def __init__(self, user: User, *args: Any, without: Producer | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.without, self.producer = user, without, None
        self.found = self._find(self.data.get(self.add_prefix("typed"), "")) if self.is_bound else []
        self.fields["chosen"].choices = [(producer.slug, _said(producer)) for producer in self.found]  # type: ignore[attr-defined]
        if len(self.found) < 2:
            del self.fields["chosen"]

    def _find(self, text: str) -> list[Producer]:
        rows = visible_producers(self.user)
        if self.without is not None:
            rows = rows.exclude(pk=self.without.pk)
        return list(named_like(rows, text)[:MOST]) if one_line(text) else []

    def clean(self) -> dict[str, Any]:
        typed, chosen = self.cleaned_data.get("typed"), self.cleaned_data.get("chosen")
        if not typed:
            return self.cleaned_data
        exact = [row for row in self.found if fold(row.name) == fold(one_line(typed))]
        picked = [row for row in self.found if row.slug == chosen] or (exact if len(exact) == 1 else self.found)
        if not picked:
            self.add_error("typed", _("Không có chủ thể nào trong địa bàn của bạn có tên như vậy."))
        elif len(picked) > 1:
            self.add_error("chosen", _("Có nhiều chủ thể như vậy: hãy chọn một."))
        else:
            self.producer = picked[0]
        return self.cleaned_data


def _said(producer: Producer) -> str:
    place = producer.place.name if producer.place else _("chưa rõ địa bàn")
    return f"{producer.name} – {producer.get_legal_form_display()}, {place}"
