from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from core.roles import Role


class PortalConfig(AppConfig):
    name = "ocop_portal"

    def ready(self) -> None:
        """A mistyped role would ask nobody for a second factor: say so before anything is served."""
        unknown = settings.SECOND_FACTOR_ROLES - set(Role.values)
        if unknown:
            raise ImproperlyConfigured(
                f"OCOP_SECOND_FACTOR_ROLES names {sorted(unknown)}: the roles are {sorted(Role.values)}, or none."
            )
