"""Public addresses of reports."""

from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [path("thong-ke/", views.figures_page, name="figures")]
