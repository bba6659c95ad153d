"""Addresses of the staff side: one namespace, each app its own part."""

from django.urls import include, path

urlpatterns = [
    path("", include("evaluations.staff_urls")),
    path("", include("products.staff_urls")),
    path("", include("producers.staff_urls")),
    path("", include("reports.staff_urls")),
    path("", include("core.staff_urls")),
]
