"""Accounts."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.actions.accounts import is_invited, keep_account, link_life, make_password_link, unlock_sign_in
from core.actions.second_factor import reset_second_factor
from core.admin.tables import HouseAdmin
from core.errors import ActionRefused
from core.forms.accounts import AccountAddForm, AccountChangeForm
from core.forms.reasons import ReasonForm
from core.guards import acting_user
from core.models import User
from core.permissions.second_factor import FACTORS


@admin.register(User)
class AccountAdmin(HouseAdmin, UserAdmin):
    """Accounts: made, edited and stopped here, never deleted; passwords are set by their people alone."""

    form, add_form = AccountChangeForm, AccountAddForm
    add_form_template = None  # Django's own says in English that there is more to fill in later
    list_display = ("username", "full_name", "role", "territory", "is_active", "has_second_factor", "last_login")
    list_filter = ("role", "is_active")
    list_select_related = ("territory",)
    search_fields = ("username", "full_name", "territory__name_fold")
    ordering = ("username",)
    filter_horizontal = ()
    autocomplete_fields = ("territory",)
    readonly_fields = ("has_second_factor", "last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username",)}),
        (_("Người"), {"fields": ("full_name", "email")}),
        (_("Quyền"), {"fields": ("role", "territory", "is_active", "why")}),
        (_("Đăng nhập"), {"fields": ("has_second_factor", "last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"fields": ("username", "full_name", "email", "role", "territory")}),)
    actions = ("unlock_accounts", "make_one_time_link", "reset_second_factors")

    def get_urls(self) -> list[Any]:
        """Without Django's page on which an administrator types somebody's password."""
        return super(UserAdmin, self).get_urls()

    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:  # type: ignore[override]
        """The form knows who fills it in."""
        form = super().get_form(request, obj, **kwargs)
        return type(form.__name__, (form,), {"by": acting_user(request)})

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        held = Authenticator.objects.filter(user_id=OuterRef("pk"), type__in=FACTORS)
        return super().get_queryset(request).annotate(second_factor=Exists(held))

    @admin.display(description=_("xác thực hai bước"), boolean=True)
    def has_second_factor(self, user: User) -> bool:
        """Whether an app or a key is set up."""
        return user.second_factor  # type: ignore[attr-defined]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        changed = [name for name in form.changed_data if name != "why"]
        keep_account(obj, changed=changed, why=form.cleaned_data.get("why", ""), by=acting_user(request))

    def response_add(self, request: HttpRequest, obj: User, post_url_continue: Any = None) -> HttpResponse:
        """A new account is of use only with its invitation: show it at once."""
        return self._show_link(request, obj)

    @admin.action(description=_("Mở khóa đăng nhập"), permissions=["change"])
    def unlock_accounts(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Let in again those who typed a wrong password or code too often."""
        for user in queryset:
            unlock_sign_in(user, by=acting_user(request))
            self.message_user(request, _("%(user)s đăng nhập lại được rồi.") % {"user": user.username})

    @admin.action(description=_("Tạo liên kết đặt mật khẩu một lần"), permissions=["change"])
    def make_one_time_link(self, request: HttpRequest, queryset: QuerySet[User]) -> HttpResponse | None:
        """Show, once, the address where one person sets the own password."""
        user = self._the_one(request, queryset)
        try:
            return self._show_link(request, user) if user else None
        except ActionRefused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return None

    @admin.action(description=_("Đặt lại xác thực hai bước"), permissions=["change"])
    def reset_second_factors(self, request: HttpRequest, queryset: QuerySet[User]) -> HttpResponse | None:
        """Ask why, then take away the second factor of one person, who lost it."""
        user = self._the_one(request, queryset)
        if user is None:
            return None
        form = ReasonForm(request.POST if "why" in request.POST else None)
        if not form.is_valid():
            return self._page(request, "reset_second_factor", _("Đặt lại xác thực hai bước"), account=user, form=form)
        try:
            reset_second_factor(user, why=form.cleaned_data["why"], by=acting_user(request))
        except ActionRefused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
        else:
            self.message_user(request, _("%(user)s đăng nhập lại chỉ bằng mật khẩu.") % {"user": user.username})
        return None

    def _the_one(self, request: HttpRequest, queryset: QuerySet[User]) -> User | None:
        """The only account chosen; anything else is refused in words."""
        if len(queryset) == 1:
            return queryset[0]
        self.message_user(request, _("Hãy chọn đúng một tài khoản."), messages.ERROR)
        return None

    def _show_link(self, request: HttpRequest, user: User) -> HttpResponse:
        uid, token = make_password_link(user, by=acting_user(request))
        hours = int(link_life(user).total_seconds() // 3600)
        link = request.build_absolute_uri(reverse("account_password_by_link", args=[uid, token]))
        more = {"account": user, "link": link, "hours": hours, "invited": is_invited(user)}
        return self._page(request, "password_link", _("Liên kết dùng một lần"), **more)

    def _page(self, request: HttpRequest, name: str, title: Any, **context: Any) -> HttpResponse:
        context |= {**self.admin_site.each_context(request), "title": title, "opts": self.opts}
        return TemplateResponse(request, f"admin/core/user/{name}.html", context)
