"""The administrator's tables of the law, the products and the register; the ledger is only looked at."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from core.admin.tables import ReadOnlyAdmin, ReferenceAdmin
from core.guards import acting_user
from producers.admin import ActingAdmin
from producers.forms.admin import ActingForm
from products.actions.products import create_product, edit_product
from products.forms.staff_admin import ProductAdminForm
from products.models import (
    Band,
    Category,
    CategoryMap,
    Certificate,
    Deadline,
    Decision,
    FilingWindow,
    Level,
    Listing,
    Photo,
    Product,
    ProductMerge,
    ProductTransfer,
    Recognition,
    Regime,
    Scheme,
    ScoreApproval,
)

VOIDED = ("voided_at", admin.EmptyFieldListFilter)


# ------------------------------------------------------------------ categories
@admin.register(Scheme)
class SchemeAdmin(ReferenceAdmin):
    """Tables of categories."""

    list_display = ("code", "name")
    search_fields = ("code", "name")


@admin.register(Category)
class CategoryAdmin(ReferenceAdmin):
    """Categories of each table."""

    list_display = ("name", "code", "parent", "scheme", "position", "slug")
    list_filter = ("scheme",)
    list_select_related = ("scheme", "parent")
    search_fields = ("name_fold", "code", "slug")
    autocomplete_fields = ("parent", "sector", "scheme")
    ordering = ("scheme", "position")


@admin.register(CategoryMap)
class CategoryMapAdmin(ReferenceAdmin):
    """How categories of one table read in another."""

    list_display = ("source", "target_scheme", "target", "kind")
    list_filter = ("target_scheme", "source__scheme", "kind")
    list_select_related = ("source", "target", "target_scheme")
    search_fields = ("source__name_fold", "target__name_fold")
    autocomplete_fields = ("source", "target", "target_scheme")


# ------------------------------------------------------------------ the law
class LevelInline(admin.StackedInline):
    """The levels of a regime."""

    model = Level
    extra = 0


class BandInline(admin.TabularInline):
    """The star bands of a regime."""

    model = Band
    extra = 0


class DeadlineInline(admin.TabularInline):
    """The days that a regime gives."""

    model = Deadline
    extra = 0


class FilingWindowInline(admin.TabularInline):
    """The rounds that the law plans for a level."""

    model = FilingWindow
    extra = 0


@admin.register(Regime)
class RegimeAdmin(ReferenceAdmin):
    """Versions of the rules."""

    list_display = ("name", "legal_basis", "in_force_from", "in_force_to", "validity_months", "scheme")
    list_filter = ("scheme", ("in_force_to", admin.EmptyFieldListFilter))
    list_select_related = ("scheme",)
    search_fields = ("name", "code", "legal_basis")
    autocomplete_fields = ("scheme",)
    inlines = (LevelInline, BandInline, DeadlineInline)


@admin.register(Level)
class LevelAdmin(ReferenceAdmin):
    """Levels: what each does and may recognise."""

    list_display = ("name", "regime", "position", "mode", "recognises", "approves_from")
    list_filter = ("regime", "mode")
    list_select_related = ("regime",)
    search_fields = ("name", "key", "regime__name")
    autocomplete_fields = ("regime",)
    inlines = (FilingWindowInline,)


@admin.register(Band)
class BandAdmin(ReferenceAdmin):
    """Star bands."""

    list_display = ("regime", "stars", "floor", "printed")
    list_filter = ("regime", "stars")
    list_select_related = ("regime",)
    search_fields = ("regime__name", "printed")
    autocomplete_fields = ("regime",)


# ------------------------------------------------------------------ products
@admin.register(Product)
class ProductAdmin(ActingAdmin):
    """Products; transfers, merges and photos have their own pages on the staff side."""

    form = ProductAdminForm
    list_display = ("name", "producer", "place", "category", "code_text", "merged_into")
    list_filter = ("category__scheme", "category_basis", ("merged_into", admin.EmptyFieldListFilter))
    list_select_related = ("producer", "place", "category", "merged_into")
    search_fields = ("name_fold", "producer__name_fold", "code_text")
    autocomplete_fields = ("producer", "place", "category")
    readonly_fields = ("slug", "merged_into", "created_at", "updated_at")

    def act(self, request: HttpRequest, obj: Product, form: ActingForm, change: bool) -> Product:
        if change:
            return edit_product(Product(pk=obj.pk), by=acting_user(request), **form.typed())
        return create_product(by=acting_user(request), **form.cleaned_data)


@admin.register(ProductMerge)
class ProductMergeAdmin(ReadOnlyAdmin):
    """Which products were found to be one."""

    list_display = ("gone", "kept", "at", "by", "why", "undone_at")
    list_filter = (("undone_at", admin.EmptyFieldListFilter),)
    list_select_related = ("gone", "kept", "by")
    search_fields = ("gone__name_fold", "kept__name_fold", "why")
    readonly_fields = ("at",)


@admin.register(ProductTransfer)
class ProductTransferAdmin(ReadOnlyAdmin):
    """Products passed from one producer to another."""

    list_display = ("product", "giver", "taker", "on", "why")
    list_filter = ("on",)
    list_select_related = ("product", "giver", "taker")
    search_fields = ("product__name_fold", "giver__name_fold", "taker__name_fold")


@admin.register(Photo)
class PhotoAdmin(ReadOnlyAdmin):
    """Photos; added and removed on the staff side, with their files."""

    list_display = ("product", "caption", "position", "width", "height", "added_at")
    list_filter = ("added_at",)
    list_select_related = ("product",)
    search_fields = ("product__name_fold", "caption")
    readonly_fields = ("added_at",)


@admin.register(Listing)
class ListingAdmin(ReadOnlyAdmin):
    """What sources attest."""

    list_display = ("product", "event", "on", "stars", "is_potential", "decision", "source_url")
    list_filter = ("event", "stars", "is_potential", "precision")
    list_select_related = ("product", "decision")
    search_fields = ("product__name_fold", "product_name", "source_url")
    readonly_fields = ("recorded_at",)


# ------------------------------------------------------------------ the ledger
@admin.register(Decision)
class DecisionAdmin(ReadOnlyAdmin):
    """Signed papers."""

    list_display = ("number", "kind", "signed_on", "issuing_body", "level", "place", "voided_at")
    list_filter = ("kind", "level__regime", "precision", VOIDED)
    list_select_related = ("level__regime", "place")
    search_fields = ("number", "issuing_body", "title", "signer")
    date_hierarchy = "signed_on"
    readonly_fields = ("recorded_at",)


@admin.register(Recognition)
class RecognitionAdmin(ReadOnlyAdmin):
    """Ratings of three, four and five stars."""

    list_display = (
        "product_name",
        "stars",
        "starts_on",
        "until",
        "extended_until",
        "ended_on",
        "decision",
        "producer_name",
        "place",
        "voided_at",
    )
    list_filter = ("stars", "kind", "producer_class", "end_reason", "start_basis", VOIDED)
    list_select_related = ("decision", "place")
    search_fields = ("product_name", "producer_name", "product__name_fold", "decision__number")
    date_hierarchy = "starts_on"
    readonly_fields = ("recorded_at", "entered_product", "entered_producer")


@admin.register(ScoreApproval)
class ScoreApprovalAdmin(ReadOnlyAdmin):
    """Approved scores: potential five stars."""

    list_display = ("product_name", "score", "approved_on", "answer", "ended_on", "decision", "place", "voided_at")
    list_filter = ("answer", "kind", "producer_class", "start_basis", VOIDED)
    list_select_related = ("decision", "place")
    search_fields = ("product_name", "producer_name", "product__name_fold", "decision__number")
    date_hierarchy = "approved_on"
    readonly_fields = ("recorded_at", "entered_product", "entered_producer")


@admin.register(Certificate)
class CertificateAdmin(ReadOnlyAdmin):
    """Check codes."""

    list_display = ("code", "recognition", "approval")
    list_filter = (("approval", admin.EmptyFieldListFilter),)
    list_select_related = ("recognition", "approval")
    search_fields = ("code", "recognition__product_name", "approval__product_name")
