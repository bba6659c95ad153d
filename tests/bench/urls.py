"""The portal's addresses and the two of the bench."""

from django.urls import path

from ocop_portal.urls import handler400, handler403, handler404, handler500
from ocop_portal.urls import urlpatterns as portal
from tests.bench.bare import bare, constant

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [*portal, path("bench/bare/", bare), path("bench/constant/", constant)]
