"""Public addresses of products, producers, decisions and checks; they are printed on certificates and cited."""

from django.urls import path

from products.views.compare import compare
from products.views.decision_detail import decision_detail
from products.views.decision_list import DecisionListView
from products.views.feed import news_feed
from products.views.hits import suggest
from products.views.label_report import label_report, label_report_done
from products.views.producer_detail import producer_detail
from products.views.producer_list import ProducerListView
from products.views.product_detail import product_detail
from products.views.product_list import ProductListView
from products.views.receipts import code_picture, receipt_new, receipt_pdf, receipt_print
from products.views.share_card import share_picture
from products.views.verify import verify, verify_code

app_name = "products"
urlpatterns = [
    path("san-pham/", ProductListView.as_view(), name="product-list"),
    path("san-pham/<slug:slug>/", product_detail, name="product-detail"),
    path("san-pham/<slug:slug>/chia-se.png", share_picture, name="share-picture"),
    path("goi-y/", suggest, name="suggest"),
    path("so-sanh/", compare, name="compare"),
    path("chu-the/", ProducerListView.as_view(), name="producer-list"),
    path("chu-the/<slug:slug>/", producer_detail, name="producer-detail"),
    path("quyet-dinh/", DecisionListView.as_view(), name="decision-list"),
    path("quyet-dinh/moi.atom", news_feed, name="news-feed"),
    path("quyet-dinh/<slug:slug>/", decision_detail, name="decision-detail"),
    path("xac-minh/", verify, name="verify"),
    path("xac-minh/<str:code>/", verify_code, name="verify-code"),
    path("xac-minh/<str:code>/qr.svg", code_picture, name="code-picture"),
    path("xac-minh/<str:code>/bien-nhan/", receipt_new, name="receipt-new"),
    path("xac-minh/<str:code>/in/", receipt_print, name="receipt-print"),
    path("xac-minh/<str:code>/bien-nhan.pdf", receipt_pdf, name="receipt-pdf"),
    path("bao-cao-nhan/", label_report, name="label-report"),
    path("bao-cao-nhan/da-nhan/", label_report_done, name="label-report-done"),
]
