"""The administrator's tables of producers."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.admin.tables import HouseAdmin, ReadOnlyAdmin
from core.guards import acting_user
from producers.actions.producers import create_producer, edit_producer
from producers.forms.admin import ActingForm, ProducerAdminForm
from producers.models import Producer, ProducerMerge
from producers.rules.identifiers import masked, shown_phone


class ActingAdmin(HouseAdmin):
    """A table whose rows are saved by the same acts as on the staff pages; nothing is deleted."""

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (form,), {"by": acting_user(request)})

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def act(self, request: HttpRequest, obj: Any, form: ActingForm, change: bool) -> Any:
        """Do the act; returns the row as it was kept."""
        raise NotImplementedError

    def save_model(self, request: HttpRequest, obj: Any, form: ActingForm, change: bool) -> None:
        kept = self.act(request, obj, form, change)
        obj.pk = kept.pk
        obj.refresh_from_db()


CLOSED = frozenset({"code", "phone", "email", "address", "note", "contact_consent_text"})


@admin.register(Producer)
class ProducerAdmin(ActingAdmin):
    """Producers; legal forms over time, successors and merges have their own pages on the staff side."""

    form = ProducerAdminForm
    list_display = ("name", "legal_form", "place", "code_masked", "phone_dialled", "merged_into")
    list_filter = (
        "legal_form",
        ("merged_into", admin.EmptyFieldListFilter),
        ("succeeded_by", admin.EmptyFieldListFilter),
        ("contact_consent_on", admin.EmptyFieldListFilter),
    )
    list_select_related = ("place", "merged_into")
    search_fields = ("name_fold", "place__name_fold")
    autocomplete_fields = ("place",)
    readonly_fields = (
        "slug",
        "contact_consent_on",
        "contact_consent_to",
        "contact_consent_text",
        "contact_withdrawn_on",
        "succeeded_by",
        "succeeded_on",
        "merged_into",
        "created_at",
        "updated_at",
    )

    @admin.display(description=_("mã số"))
    def code_masked(self, producer: Producer) -> str:
        """The code without the digits of a citizen's number."""
        return masked(producer.code)

    @admin.display(description=_("điện thoại"))
    def phone_dialled(self, producer: Producer) -> str:
        """The telephone number as it is dialled."""
        return shown_phone(producer.phone)

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Nobody guesses a closed column sign by sign through the address."""
        return lookup.partition("__")[0] not in CLOSED and super().lookup_allowed(lookup, value, request)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Who may only look sees no citizen's number."""
        fields = super().get_fields(request, obj)
        if self.has_change_permission(request, obj):
            return fields
        return ["code_masked" if name == "code" else name for name in fields]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fields = super().get_readonly_fields(request, obj)
        return fields if self.has_change_permission(request, obj) else (*fields, "code_masked")

    def act(self, request: HttpRequest, obj: Producer, form: ActingForm, change: bool) -> Producer:
        if change:
            return edit_producer(Producer(pk=obj.pk), by=acting_user(request), **form.typed())
        return create_producer(by=acting_user(request), **form.cleaned_data)


@admin.register(ProducerMerge)
class ProducerMergeAdmin(ReadOnlyAdmin):
    """Which producers were found to be one."""

    list_display = ("gone", "kept", "at", "by", "why", "undone_at")
    list_filter = (("undone_at", admin.EmptyFieldListFilter),)
    list_select_related = ("gone", "kept", "by")
    search_fields = ("gone__name_fold", "kept__name_fold", "why")
    readonly_fields = ("at",)
