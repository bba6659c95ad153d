"""Accounts."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from core.actions.accounts import keep_account, make_reset_link, note_new_password, unlock_sign_in
from core.admin.tables import HouseAdmin
from core.errors import ActionRefused
from core.forms.accounts import AccountAddForm, AccountChangeForm, AccountPasswordForm
from core.guards import acting_user
from core.models import User


@admin.register(User)
class AccountAdmin(HouseAdmin, UserAdmin):
    """Accounts: made, edited and stopped here, never deleted."""

    form, add_form = AccountChangeForm, AccountAddForm
    change_password_form = AccountPasswordForm
    add_form_template = None  # Django's own says in English that there is more to fill in later
    list_display = ("username", "full_name", "role", "territory", "is_active", "last_login")
    list_filter = ("role", "is_active")
    list_select_related = ("territory",)
    search_fields = ("username", "full_name", "territory__name_fold")
    ordering = ("username",)
    filter_horizontal = ()
    autocomplete_fields = ("territory",)
    readonly_fields = ("new_password", "last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "new_password")}),
        (_("Người"), {"fields": ("full_name", "email")}),
        (_("Quyền"), {"fields": ("role", "territory", "is_active")}),
        (_("Thời gian"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "full_name", "email", "role", "territory", "password1", "password2")}),
    )
    actions = ("unlock_accounts", "make_one_time_link")

    @admin.display(description=_("mật khẩu"))
    def new_password(self, user: User) -> str:
        """The way to Django's page for giving a password; nothing of the present one is shown."""
        url = reverse("admin:auth_user_password_change", args=[user.pk])
        return format_html('<a href="{}">{}</a>', url, _("Đặt mật khẩu mới"))

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Who may only look gets no way to the password."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return fieldsets
        return [(None, {"fields": ("username",)}), *fieldsets[1:]]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        keep_account(obj, changed=form.changed_data, by=acting_user(request))

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        """Django's page for giving somebody a password, noted in our book of acts."""
        before = User.objects.filter(pk=id).values_list("password", flat=True).first()
        response = super().user_change_password(request, id, form_url)
        user = User.objects.filter(pk=id).first()
        if user is not None and user.password != before:
            note_new_password(user, by=acting_user(request))
        return response

    @admin.action(description=_("Mở khóa đăng nhập"), permissions=["change"])
    def unlock_accounts(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Let in again those who typed a wrong password too often."""
        for user in queryset:
            unlock_sign_in(user, by=acting_user(request))
            self.message_user(request, _("%(user)s đăng nhập lại được rồi.") % {"user": user.username})

    @admin.action(description=_("Tạo liên kết đặt lại mật khẩu một lần"), permissions=["change"])
    def make_one_time_link(self, request: HttpRequest, queryset: QuerySet[User]) -> HttpResponse | None:
        """Show, once, the address where one person gives himself a new password."""
        if queryset.count() != 1:
            self.message_user(request, _("Hãy chọn đúng một tài khoản."), messages.ERROR)
            return None
        user = queryset.get()
        try:
            uid, token = make_reset_link(user, by=acting_user(request))
        except ActionRefused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return None
        link = request.build_absolute_uri(reverse("account_password_by_link", args=[uid, token]))
        context = {**self.admin_site.each_context(request), "title": _("Liên kết dùng một lần"), "opts": self.opts}
        return TemplateResponse(request, "admin/core/user/reset_link.html", {**context, "account": user, "link": link})
