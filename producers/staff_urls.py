"""Staff addresses of producers; those of acts that move products stand in products.staff_urls."""

from django.urls import path

from producers.views.producer_detail import ProducerDetail
from producers.views.producer_edit import producer_edit, producer_form, producer_new
from producers.views.producer_list import ProducerList

urlpatterns = [
    path("chu-the/", ProducerList.as_view(), name="producer-list"),
    path("chu-the-moi/", producer_new, name="producer-new"),
    path("chu-the/<slug:slug>/", ProducerDetail.as_view(), name="producer-detail"),
    path("chu-the/<slug:slug>/sua/", producer_edit, name="producer-edit"),
    path("chu-the/<slug:slug>/loai-hinh/", producer_form, name="producer-form"),
]
