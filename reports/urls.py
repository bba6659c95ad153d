"""Public addresses of reports."""

from django.urls import path

from reports.views.figures import figures_page

app_name = "reports"
urlpatterns = [path("thong-ke/", figures_page, name="figures")]
