"""Staff addresses of reports."""

from django.urls import path

from reports.views.personal_data import (
    data_request_answer,
    data_request_receive,
    personal_data,
    personal_data_show,
)
from reports.views.representatives import representative_publish, representative_tables

urlpatterns = [
    path("thong-ke-nguoi-dai-dien/", representative_tables, name="representative-tables"),
    path("thong-ke-nguoi-dai-dien/cong-bo/", representative_publish, name="representative-publish"),
    path("du-lieu-ca-nhan/", personal_data, name="personal-data"),
    path("du-lieu-ca-nhan/xem/", personal_data_show, name="personal-data-show"),
    path("du-lieu-ca-nhan/yeu-cau/", data_request_receive, name="data-request-receive"),
    path("du-lieu-ca-nhan/yeu-cau/<int:pk>/tra-loi/", data_request_answer, name="data-request-answer"),
]
