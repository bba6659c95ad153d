"""People who sign in."""

from __future__ import annotations

from typing import Any

import pghistory
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models.places import Place
from core.roles import MAY, SEES_EVERYWHERE, Act, Role


class UserManager(BaseUserManager["User"]):
    """Makes users; `createsuperuser` makes the first administrator."""

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(username__iexact=username)

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(username, password, **{"role": Role.ADMINISTRATOR, **fields})


@pghistory.track(exclude=["password", "last_login"])
class User(AbstractBaseUser):
    """A person with one role and one territory; rights follow from the role (core.roles)."""

    username = models.CharField(
        _("tên đăng nhập"), max_length=150, unique=True, validators=[UnicodeUsernameValidator()]
    )
    full_name = models.CharField(_("họ và tên"), max_length=150)
    email = models.EmailField(_("thư điện tử"), blank=True)
    role = models.CharField(_("vai trò"), max_length=30, choices=Role.choices)
    territory = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, verbose_name=_("địa bàn"), related_name="people"
    )
    is_active = models.BooleanField(_("đang hoạt động"), default=True)
    date_joined = models.DateTimeField(_("tạo lúc"), default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = _("người dùng")
        verbose_name_plural = _("người dùng")
        ordering = ["username"]
        constraints = [
            models.UniqueConstraint(Lower("username"), name="user_username_any_case"),
            models.CheckConstraint(
                condition=models.Q(role__in=SEES_EVERYWHERE) | models.Q(territory__isnull=False),
                name="user_has_territory",
                violation_error_message=_("Vai trò này cần một địa bàn."),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name or self.username

    def may(self, act: Act) -> bool:
        """True when this person's role has the right, whatever the place."""
        return self.is_active and Role(self.role) in MAY[act]

    @property
    def sees_everywhere(self) -> bool:
        """True for roles that no territory limits."""
        return self.role in SEES_EVERYWHERE

    # ------------------------------------------------------------- Django admin
    @property
    def is_staff(self) -> bool:
        return self.may(Act.USE_ADMIN)

    @property
    def is_superuser(self) -> bool:
        return self.is_active and self.role == Role.ADMINISTRATOR

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Administrators may do everything, auditors may look (`app.view_model`), others nothing."""
        if self.is_superuser:
            return True
        return self.is_staff and perm.rpartition(".")[2].startswith("view_")

    def has_perms(self, perms: list[str], obj: object = None) -> bool:
        return all(self.has_perm(perm, obj) for perm in perms)

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_staff
