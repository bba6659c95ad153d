"""Addresses of open data: one for all languages, for a file is the same to everybody."""

from django.urls import path

from reports.views.open_data import dcat, products_csv, products_csv_machine, products_json, products_xlsx

app_name = "data"
urlpatterns = [
    path("san-pham.csv", products_csv, name="products-csv"),
    path("san-pham-may.csv", products_csv_machine, name="products-csv-machine"),
    path("san-pham.xlsx", products_xlsx, name="products-xlsx"),
    path("san-pham.json", products_json, name="products-json"),
    path("dcat.jsonld", dcat, name="dcat"),
]
