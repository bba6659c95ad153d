"""What the book of acts is narrowed by."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import django_filters
from django import forms
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core.fields import Fold
from core.history import THE_PUBLIC, THE_SERVER, public_verbs, verb_words
from core.models import HistoryEntry, User
from core.queries.values import kind_words
from core.rules.lengths import LONGEST_LINE
from core.rules.seals import bounds_of
from core.text import fold

ANY = _("Tất cả")
NO_SUCH_DAY = _("Ngày viết như 22/8/2022.")
DAY: dict[str, Any] = {
    "widget": forms.DateInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    "error_messages": {"invalid": NO_SUCH_DAY},
    "validators": [
        MinValueValidator(date(2000, 1, 1), NO_SUCH_DAY),
        MaxValueValidator(date(2999, 12, 31), NO_SUCH_DAY),
    ],
}
THING = re.compile(r"([a-z]+)\.([a-z]+):(\d{1,18})")


def verb_choices() -> list[tuple[str, str]]:
    """Verbs by what they are called; where two apps call theirs alike, each is its own choice."""
    return sorted(((verb, str(words)) for verb, words in verb_words().items()), key=lambda each: fold(each[1]))


def kind_choices() -> list[tuple[str, str]]:
    """The kinds of things that acts were done to; one look into an index for each kind there is."""
    kinds = ContentType.objects.filter(Exists(HistoryEntry.objects.filter(subject_type=OuterRef("pk"))))
    named = [(f"{kind.app_label}.{kind.model}", kind_words(kind)) for kind in kinds]
    return sorted(named, key=lambda each: fold(each[1]))


def kind_of(app: str, model: str) -> ContentType | None:
    """The kind of that name; None, which no act has, when there is none. Known before the query, it uses its index."""
    return ContentType.objects.filter(app_label=app, model=model).first()


class ThingField(forms.CharField):
    """One thing, written as "products.product:12"."""

    def clean(self, value: Any) -> tuple[str, str, int] | None:
        text = super().clean(value)
        if not text:
            return None
        found = THING.fullmatch(text)
        if found is None:
            raise ValidationError(_("Không đọc được thứ cần xem; hãy mở lại từ một dòng của nhật ký."))
        return found[1], found[2], int(found[3])


class ThingFilter(django_filters.Filter):
    """Takes the acts of one thing."""

    field_class = ThingField

    def filter(self, qs: QuerySet[HistoryEntry], value: tuple[str, str, int] | None) -> QuerySet[HistoryEntry]:
        if value is None:
            return qs
        app, model, number = value
        return qs.filter(subject_type=kind_of(app, model), subject_id=number)


class HistoryFilter(django_filters.FilterSet):
    """Who, which verb, which kind of thing, from and to which day, one thing, one request."""

    nguoi = django_filters.CharFilter(method="by_person", label=_("Người làm"), max_length=LONGEST_LINE)
    viec = django_filters.ChoiceFilter(field_name="verb", label=_("Việc"), choices=verb_choices, empty_label=ANY)
    loai = django_filters.ChoiceFilter(method="by_kind", label=_("Loại"), choices=kind_choices, empty_label=ANY)
    tu = django_filters.DateFilter(method="since", label=_("Từ ngày"), **DAY)
    den = django_filters.DateFilter(method="until", label=_("Đến hết ngày"), **DAY)
    thu = ThingFilter(label=_("Chỉ một thứ"), widget=forms.HiddenInput, max_length=LONGEST_LINE)
    lan = django_filters.UUIDFilter(
        field_name="request",
        label=_("Chỉ một lần gửi"),
        widget=forms.HiddenInput,
        error_messages={"invalid": _("Không đọc được lần gửi; hãy mở lại từ một dòng của nhật ký.")},
    )

    class Meta:
        model = HistoryEntry
        fields: list[str] = []

    def by_person(self, rows: QuerySet[HistoryEntry], _name: str, text: str) -> QuerySet[HistoryEntry]:
        """By the exact name of the account, else by what stands in the names of accounts and people.

        What nobody signed in did is asked for in the words of the list, which no account can be called.
        """
        wanted, of_public = fold(text), Q(verb__in=public_verbs())
        if wanted in (fold(str(THE_PUBLIC)), fold(str(THE_SERVER))):
            return rows.filter(of_public if wanted == fold(str(THE_PUBLIC)) else ~of_public, by=None)
        people = User.objects.filter(username__iexact=text)
        if not people.exists():
            people = User.objects.alias(user=Fold("username"), full=Fold("full_name"))
            people = people.filter(Q(user__contains=wanted) | Q(full__contains=wanted))
        return rows.filter(by__in=list(people.values_list("pk", flat=True)))

    def by_kind(self, rows: QuerySet[HistoryEntry], _name: str, label: str) -> QuerySet[HistoryEntry]:
        return rows.filter(subject_type=kind_of(*label.split(".")))

    def since(self, rows: QuerySet[HistoryEntry], _name: str, day: date) -> QuerySet[HistoryEntry]:
        return rows.filter(at__gte=bounds_of(day)[0])

    def until(self, rows: QuerySet[HistoryEntry], _name: str, day: date) -> QuerySet[HistoryEntry]:
        return rows.filter(at__lt=bounds_of(day)[1])

    def active_words(self, names: Mapping[str, str]) -> dict[str, str]:
        """What the list is narrowed to, in words, by the key in the address; `names` says what a value is called."""
        words = {}
        for key, value in self.form.cleaned_data.items():
            if value:
                field = self.form.fields[key]
                shown = names.get(key) or dict(getattr(field, "choices", ())).get(value) or self.form.data.get(key)
                words[key] = f"{field.label}: {shown}"
        return words
