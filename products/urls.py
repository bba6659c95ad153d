"""Public addresses of products, producers, decisions and checks; they are printed on certificates and cited."""

from django.urls import path

from products.views.compare import compare
from products.views.decision_detail import decision_detail
from products.views.decision_list import DecisionListView
from products.views.hits import suggest
from products.views.producer_detail import producer_detail
from products.views.producer_list import ProducerListView
from products.views.product_detail import product_detail
from products.views.product_list import ProductListView
from products.views.verify import verify, verify_code

app_name = "products"
urlpatterns = [
    path("san-pham/", ProductListView.as_view(), name="product-list"),
    path("san-pham/<slug:slug>/", product_detail, name="product-detail"),
    path("goi-y/", suggest, name="suggest"),
    path("so-sanh/", compare, name="compare"),
    path("chu-the/", ProducerListView.as_view(), name="producer-list"),
    path("chu-the/<slug:slug>/", producer_detail, name="producer-detail"),
    path("quyet-dinh/", DecisionListView.as_view(), name="decision-list"),
    path("quyet-dinh/<slug:slug>/", decision_detail, name="decision-detail"),
    path("xac-minh/", verify, name="verify"),
    path("xac-minh/<str:code>/", verify_code, name="verify-code"),
]
