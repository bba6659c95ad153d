"""Staff addresses of products, and of acts on producers that move products."""

from django.urls import path

from products.views.staff_label_reports import (
    label_report_close,
    label_report_detail,
    label_report_forget,
    label_report_list,
    label_report_photo,
    label_report_take,
)
from products.views.staff_merge import merge_undo, producer_merge, product_merge
from products.views.staff_outlets import outlet_edit, outlet_new, outlet_remove, product_outlets
from products.views.staff_photos import photo_remove, product_photos
from products.views.staff_product_detail import ProductDetail
from products.views.staff_product_edit import product_edit, product_new
from products.views.staff_product_list import ProductList
from products.views.staff_proofs import proof_edit, proof_new, proof_remove
from products.views.staff_transfer import producer_succeed, product_transfer

urlpatterns = [
    path("san-pham/", ProductList.as_view(), name="product-list"),
    path("san-pham-moi/", product_new, name="product-new"),
    path("san-pham/<slug:slug>/", ProductDetail.as_view(), name="product-detail"),
    path("san-pham/<slug:slug>/sua/", product_edit, name="product-edit"),
    path("san-pham/<slug:slug>/chuyen/", product_transfer, name="product-transfer"),
    path("san-pham/<slug:slug>/gop/", product_merge, name="product-merge"),
    path("san-pham/<slug:slug>/anh/", product_photos, name="product-photos"),
    path("san-pham/<slug:slug>/anh/<int:pk>/bo/", photo_remove, name="photo-remove"),
    path("san-pham/<slug:slug>/noi-ban/", product_outlets, name="product-outlets"),
    path("san-pham/<slug:slug>/noi-ban/them/<slug:kind>/", outlet_new, name="outlet-new"),
    path("san-pham/<slug:slug>/noi-ban/<int:pk>/", outlet_edit, name="outlet-edit"),
    path("san-pham/<slug:slug>/noi-ban/<int:pk>/bo/", outlet_remove, name="outlet-remove"),
    path("san-pham/<slug:slug>/chung-nhan/them/", proof_new, name="proof-new"),
    path("san-pham/<slug:slug>/chung-nhan/<int:pk>/", proof_edit, name="proof-edit"),
    path("san-pham/<slug:slug>/chung-nhan/<int:pk>/bo/", proof_remove, name="proof-remove"),
    path("chu-the/<slug:slug>/ke-thua/", producer_succeed, name="producer-succeed"),
    path("chu-the/<slug:slug>/gop/", producer_merge, name="producer-merge"),
    path("gop/<slug:kind>/<int:pk>/hoan-tac/", merge_undo, name="merge-undo"),
    path("bao-cao-nhan/", label_report_list, name="label-report-list"),
    path("bao-cao-nhan/<int:pk>/", label_report_detail, name="label-report-detail"),
    path("bao-cao-nhan/<int:pk>/nhan/", label_report_take, name="label-report-take"),
    path("bao-cao-nhan/<int:pk>/khep/", label_report_close, name="label-report-close"),
    path("bao-cao-nhan/<int:pk>/xoa-lien-he/", label_report_forget, name="label-report-forget"),
    path("bao-cao-nhan/<int:pk>/anh/", label_report_photo, name="label-report-photo"),
]
