"""The administrator's tables of the process: statuses, results and drafts are only looked at."""

from django.contrib import admin

from core.admin.tables import ReadOnlyAdmin
from evaluations.models import DecisionDraft, PaperResult, Round


@admin.register(Round)
class RoundAdmin(ReadOnlyAdmin):
    """Rounds of evaluation."""

    list_display = ("__str__", "year", "ordinal", "place", "status", "opened_on")
    list_filter = ("status", "year", "level__regime")
    list_select_related = ("level", "place")
    search_fields = ("place__name_fold", "level__name", "note")
    date_hierarchy = "opened_on"
    readonly_fields = ("created_at",)


@admin.register(DecisionDraft)
class DecisionDraftAdmin(ReadOnlyAdmin):
    """Papers on their way into the register."""

    list_display = ("__str__", "kind", "status", "signed_on", "issuing_body", "place", "created_by", "updated_at")
    list_filter = ("status", "kind")
    list_select_related = ("place", "created_by")
    search_fields = ("number", "issuing_body", "title", "place__name_fold")
    readonly_fields = ("created_at", "updated_at")


@admin.register(PaperResult)
class PaperResultAdmin(ReadOnlyAdmin):
    """Results taken from paper."""

    list_display = ("product", "round", "draft", "decision", "score", "outcome", "kind", "updated_by", "updated_at")
    list_filter = ("outcome", "kind", ("decision", admin.EmptyFieldListFilter))
    list_select_related = ("product", "round__level", "round__place", "draft", "decision", "updated_by")
    search_fields = ("product__name_fold", "note", "decision__number")
    readonly_fields = ("updated_at",)
