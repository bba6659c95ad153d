"""Public addresses of reports."""

from django.urls import path

from reports.views.changes import changes_page
from reports.views.counted import counted_producers, counted_products
from reports.views.figures import figures_page
from reports.views.open_data import open_data
from reports.views.place_map import place_map
from reports.views.series import series_page

app_name = "reports"
urlpatterns = [
    path("thong-ke/", figures_page, name="figures"),
    path("thong-ke/danh-sach/", counted_products, name="counted-products"),
    path("thong-ke/chu-the/", counted_producers, name="counted-producers"),
    path("thong-ke/theo-thoi-gian/", series_page, name="series"),
    path("thong-ke/thay-doi/", changes_page, name="changes"),
    path("thong-ke/ban-do/", place_map, name="place-map"),
    path("du-lieu-mo/", open_data, name="open-data"),
]
