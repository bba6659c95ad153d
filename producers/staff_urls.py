"""Staff addresses of producers; those of acts that move products stand in products.staff_urls."""

from django.urls import path

from producers.views.consent import producer_consent
from producers.views.producer_detail import ProducerDetail
from producers.views.producer_edit import producer_edit, producer_form, producer_new
from producers.views.producer_list import ProducerList
from producers.views.representatives import (
    producer_representatives,
    representative_edit,
    representative_export,
    representative_forget,
    representative_new,
)

urlpatterns = [
    path("chu-the/", ProducerList.as_view(), name="producer-list"),
    path("chu-the-moi/", producer_new, name="producer-new"),
    path("chu-the/<slug:slug>/", ProducerDetail.as_view(), name="producer-detail"),
    path("chu-the/<slug:slug>/sua/", producer_edit, name="producer-edit"),
    path("chu-the/<slug:slug>/loai-hinh/", producer_form, name="producer-form"),
    path("chu-the/<slug:slug>/dong-y/", producer_consent, name="producer-consent"),
    path("chu-the/<slug:slug>/nguoi-dai-dien/", producer_representatives, name="producer-representatives"),
    path("chu-the/<slug:slug>/nguoi-dai-dien/them/", representative_new, name="representative-new"),
    path("chu-the/<slug:slug>/nguoi-dai-dien/<int:pk>/sua/", representative_edit, name="representative-edit"),
    path("chu-the/<slug:slug>/nguoi-dai-dien/<int:pk>/xoa/", representative_forget, name="representative-forget"),
    path("nguoi-dai-dien/tai-ve/", representative_export, name="representative-export"),
]
