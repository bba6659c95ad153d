from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "ocop_portal"
