"""Addresses of the portal; the public ones are a contract (docs/architecture.md)."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from ocop_portal import frame, guide, staff_urls, views
from ocop_portal.accessibility import accessibility
from ocop_portal.opensearch import opensearch
from ocop_portal.sitemaps import sitemap, sitemap_part
from products.views.photo import photo

urlpatterns = [
    *i18n_patterns(
        path("", views.home, name="home"),
        path("tham-gia/", guide.join, name="join"),
        path("opensearch.xml", opensearch, name="opensearch"),
        path("tro-nang/", accessibility, name="accessibility"),
        path("", include("products.urls")),
        path("", include("reports.urls")),
        prefix_default_language=False,
    ),
    path("bieu-trung", frame.emblem, name="emblem"),
    path("mau.css", frame.colours, name="colours"),
    path("du-lieu-mo/", include("reports.data_urls")),
    path("anh/<str:name>", photo, name="photo"),
    path("staff/", include((staff_urls.urlpatterns, "staff"))),
    path("tai-khoan/", include("ocop_portal.account_urls")),
    path("admin/", admin.site.urls),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("sitemap-<slug:section>-<int:number>.xml", sitemap_part, name="sitemap-part"),
]
handler400 = "ocop_portal.errors.bad_request"
handler403 = "ocop_portal.errors.forbidden"
handler404 = "ocop_portal.errors.not_found"
handler429 = "ocop_portal.errors.too_many"  # allauth looks for it
handler500 = "ocop_portal.errors.server_error"
