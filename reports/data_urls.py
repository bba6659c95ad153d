"""Addresses of open data: one for all languages, for a file is the same to everybody."""

from django.urls import path

from reports.views.open_data import dcat, open_file
from reports.views.open_sets import OPEN_SETS

ENDINGS = {"csv": ".csv", "csv-machine": "-may.csv", "xlsx": ".xlsx", "json": ".json"}

app_name = "data"
urlpatterns = [
    *(
        path(f"{each.stem}{ending}", open_file, {"key": each.key, "form": form}, name=f"{each.key}-{form}")
        for each in OPEN_SETS
        for form, ending in ENDINGS.items()
    ),
    path("dcat.jsonld", dcat, name="dcat"),
]
